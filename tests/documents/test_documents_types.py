"""What is special for the single document types, and what keeps them apart."""

from __future__ import annotations

import pytest

from service.documents import DocumentData, read, render
from service.documents.identity import CUSTOM_PART, Identity, custom_xml
from tests.documents.document_data import TEMPLATES
from tests.documents.docx_notation import archive, unpacked


def nameless(data: bytes) -> bytes:
    """The document as it is after being copied into another: its identity is gone."""
    return archive({**unpacked(data), CUSTOM_PART: custom_xml(Identity())})


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_document_without_identity_is_known_by_its_title(key):
    assert read(nameless(render(TEMPLATES[key], DocumentData(), document_id="x"))).type == key[0]


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_document_whose_title_says_nothing_is_known_by_its_headings(key):
    data = DocumentData(fields={"document.title": "Utkast"})
    assert read(nameless(render(TEMPLATES[key], data, document_id="x"))).type == key[0]
