"""Comments in documents that editors have saved, and that the plan then changes."""

from __future__ import annotations

import pytest

from service.documents import read
from service.documents.comments.annotate import annotate, strip
from service.documents.merging.merge import Merged, merge_fields
from service.domain.minutes import DocumentReading
from tests.documents.commented import AT, note, ours, seen, theirs
from tests.documents.corpus.stored import Stored, stored
from tests.documents.docx_notation import unpacked
from tests.documents.test_documents_merge import NEW, OLD, PROTOCOL, values, written

CASE_TEXTS = ("recommendation", "discussion", "proposal", "conclusion", "presenter", "votes_text")
TODAY = AT.replace(year=2030)  # after all that people have commented on in the files
LABELS = {"votes_text": "votes"}


def places(reading: DocumentReading) -> dict[tuple[str, str, str], str]:
    """Every place there is something to find: its case, name and words, with the text there."""
    found = {("", tag, ""): value.text for tag, value in reading.fields.items()}
    numbers = [case.number for case in reading.cases or ()]
    for case in reading.cases or ():
        if numbers.count(case.number) == 1 and case.number:
            found[case.number, "", ""] = case.number
            for name in CASE_TEXTS:
                found[case.number, LABELS.get(name, name), ""] = getattr(case, name) or ""
    names = [row.name for row in reading.attendance or ()]
    for name in names:
        if names.count(name) == 1:
            found["", "attendance", name] = name
    return found


def _is_label(reading: DocumentReading, tag: str, words: str) -> bool:
    """Whether these are the words above a list: they are the place of all of it."""
    return tag in reading.fields and reading.fields[tag].location == words.strip(" :")


@pytest.mark.parametrize("kept", list(stored()), ids=lambda kept: kept.document.stem)
def test_in_a_document_that_an_editor_has_saved_each_comment_is_at_the_text_it_is_about(
    kept: Stored,
) -> None:
    data = kept.document.read_bytes()
    reading = read(data)
    wanted = places(reading)
    notes = [
        note(name, case=case, words=words, text=f"Funn {n}.", number=n)
        for n, (case, name, words) in enumerate(wanted)
    ]
    once = annotate(data, notes, at=TODAY).data
    beside = dict(ours(once))
    for number, (place, text) in enumerate(wanted.items()):
        words = beside[f"Funn {number}."]
        assert text.split("\n")[0] in words or _is_label(reading, place[1], words), place
    assert read(once) == reading
    assert annotate(once, notes, at=TODAY).data == once
    assert theirs(once) == theirs(data)
    gone = strip(once)
    assert seen(gone) == seen(data)
    assert unpacked(gone)["word/document.xml"] == unpacked(data)["word/document.xml"]


def test_a_document_with_our_comments_is_still_brought_in_step_with_the_plan() -> None:
    data = written(PROTOCOL, OLD)
    notes = [note(tag, number=n, text=f"Funn {n}.") for n, tag in enumerate(OLD)]
    once = annotate(data, notes, at=AT).data
    made = merge_fields(once, values(PROTOCOL, OLD), values(PROTOCOL, NEW))
    assert isinstance(made, Merged), made
    assert [text for text, _ in ours(made.data)] == [text for text, _ in ours(once)]
    plain = merge_fields(data, values(PROTOCOL, OLD), values(PROTOCOL, NEW))
    assert isinstance(plain, Merged)
    assert read(made.data) == read(plain.data)
