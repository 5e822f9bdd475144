"""Every value tells how it was found and how surely: by tag, by label, by heading, by table."""

from __future__ import annotations

import pytest

from service.cli.reading_view import reading_json
from service.documents import read, render
from service.domain.minutes import Certainty, Source
from tests.documents.document_data import MANIFESTS, TEMPLATES, filled
from tests.documents.docx_notation import docx


def case(body: str):
    (found,) = read(docx(f"^ Protokoll\n## Sak 1/18 Skole\n{body}")).cases or ()
    return found


@pytest.mark.parametrize(
    ("body", "label", "source", "confidence"),
    [
        ("**Forslag:** [case.1.proposal=Ja]", "proposal", Source.TAG, 1.0),
        ("**Forslag:** Ja", "proposal", Source.LABEL, 0.9),
        ("**Forslag:** Ja\n[case.1.conclusion=Vi sier ja.]", "conclusion", Source.TAG, 0.8),
        ("**Forslag:** [case.1.conclusion=Ja]", "proposal", Source.LABEL, 0.5),
        ("Vi snakket sammen.\n**Forslag:** Ja", "discussion", Source.HEADING, 0.6),
    ],
)
def test_a_text_of_a_case_tells_what_it_was_found_by(body, label, source, confidence):
    assert case(body).certainty[label] == Certainty(source=source, confidence=confidence)


@pytest.mark.parametrize(
    ("header", "confidence"), [("Navn | Rolle | Møtt", 0.9), ("Navn | Møtt | Alder", 0.8)]
)
def test_a_table_is_the_surer_the_more_of_its_header_is_known(header, confidence):
    rows = f"| {header} |\n| Kari Nordmann | x | y |"
    found = read(docx(f"^ Protokoll\n# Frammøte\n{rows}")).certainty["attendance"]
    assert found == Certainty(source=Source.TABLE, confidence=confidence)


@pytest.mark.parametrize("key", TEMPLATES)
def test_the_json_gives_every_value_of_every_type_a_source_and_a_confidence(key):
    shown = reading_json(read(render(TEMPLATES[key], filled(MANIFESTS[key]), document_id="x")))
    values = list(shown["fields"].values())
    values += shown["attendance"] + shown["agenda"]
    values += [row["found"] for row in shown["follow_ups"]]
    values += [row["found"] for rows in shown["tables"].values() for row in rows]
    values += [how for one in shown["cases"] for how in one["sources"].values()]
    assert values
    assert all(value["source"] and 0 < value["confidence"] <= 1 for value in values)
    for one in shown["cases"]:
        texts = {k for k, text in one.items() if text and k in TEXTS}
        if MANIFESTS[key].case_labels:
            assert texts <= one["sources"].keys()


TEXTS = {"recommendation", "discussion", "proposal", "conclusion", "presenter"}
