"""A regulation is the same text whichever editor saved it, and another when a word is changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from service.documents import read, render
from service.domain.regulation import field_sections
from service.domain.regulation_text import canonical_text, differences, fingerprint
from tests.documents.corpus.editors import DRIVERS, Editor, running
from tests.documents.document_data import MANIFESTS, TEMPLATES, filled
from tests.documents.docx_notation import edited

REGULATIONS = [key for key in TEMPLATES if key[0] in {"reglement", "kjoreregler"}]


def written(key: tuple[str, str]) -> bytes:
    return render(TEMPLATES[key], filled(MANIFESTS[key]), document_id="dok-1")


@pytest.fixture(scope="module", params=list(DRIVERS))
def editor(request: pytest.FixtureRequest) -> Iterator[Editor]:
    with running(request.param) as started:
        yield started


@pytest.mark.parametrize("key", REGULATIONS)
def test_saving_in_an_editor_makes_no_other_text(key: tuple[str, str], editor: Editor) -> None:
    before = written(key)
    saved = editor.edit(before, [])
    assert saved != before
    assert fingerprint(read(saved)) == fingerprint(read(before))


@pytest.mark.parametrize("key", REGULATIONS)
def test_the_text_is_all_that_stands_in_the_document(key: tuple[str, str]) -> None:
    reading = read(written(key))
    text = canonical_text(reading).replace("\n", " ")
    for section in reading.sections:
        assert section.title in text
    for tag, value in reading.fields.items():
        if not tag.endswith(".adopted"):
            assert " ".join(value.text.split()) in text, tag


def test_a_word_changed_anywhere_makes_another_text_and_its_section_is_named() -> None:
    before = written(("reglement", "nb"))
    changes = {"vanlig flertall": "7.0", "legger fram sakene": "4.0", "Gruppeleder": "3.0"}
    for words, number in changes.items():
        after = read(edited(before, (words, f"{words} kanskje")))
        named = differences(fingerprint(read(before)), fingerprint(after), field_sections(after))
        assert any(name.startswith(number) for name in named), (words, named)
