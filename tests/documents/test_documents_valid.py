"""Whatever is put into a document, the schema has nothing against what comes out."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from service.documents import render
from tests.documents.document_data import MANIFESTS, TEMPLATES
from tests.documents.office import schema_errors
from tests.documents.test_documents_merge_rows import (
    MOVED,
    OLD,
    changed,
    merged,
    with_a_remark,
    written,
)
from tests.documents.test_documents_round_trip import any_data


@settings(max_examples=12)
@given(st.data())
def test_any_text_makes_a_valid_document(draw):
    key = draw.draw(st.sampled_from(sorted(TEMPLATES)))
    data = draw.draw(any_data(MANIFESTS[key]))
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "alt.docx")
        made.write_bytes(render(TEMPLATES[key], data, document_id="x"))
        assert schema_errors(made) == []


def test_a_plan_whose_rows_were_brought_in_step_is_a_valid_document(tmp_path: Path) -> None:
    new = {"d": {"date": "onsdag 2. mai"}, **MOVED, "b": {**OLD["b"], "note": "Avlyst"}}
    made = tmp_path / "plan.docx"
    made.write_bytes(merged(changed(written(), with_a_remark), new))
    assert schema_errors(made) == []
