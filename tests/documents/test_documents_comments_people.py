"""What people say in comments, and in answer to ours, is theirs and stays as it is."""

from __future__ import annotations

import pytest

from service.documents import read
from service.documents.comments.annotate import annotate, strip
from tests.documents import office
from tests.documents.commented import (
    AT,
    LATER,
    comment_by_kari,
    comments_xml,
    note,
    ours,
    seen,
    theirs,
)
from tests.documents.corpus.editors import DRIVERS, running
from tests.documents.docx_notation import archive, docx, edited, unpacked
from tests.documents.edited_protocol import protocol
from tests.documents.word_threads import saved_by_word

COMMENTS = "word/comments.xml"
PLACE = note("meeting.place", text="Skriv hvor møtet var.")
CASE = note(case="3/18", name="proposal", number=2, text="Saken mangler forslag.")
NOTES = (PLACE, CASE)


def annotated(data: bytes, *notes) -> bytes:
    return annotate(data, notes, at=AT).data


def texts(data: bytes) -> list[str]:
    return [text for text, _ in ours(data)]


@pytest.fixture
def commented() -> bytes:
    """A protocol with a comment by Kari."""
    return comment_by_kari(protocol(meeting_place="Rådhuset"), "Vårt syn")


def test_a_persons_comment_is_the_same_to_the_byte_whatever_we_do(commented):
    hers = theirs(commented)
    assert len(hers) == 1
    once = annotated(commented, *NOTES)
    assert theirs(once) == hers
    assert theirs(annotated(once, PLACE)) == hers
    assert theirs(strip(once)) == hers
    assert unpacked(strip(once))[COMMENTS] == unpacked(commented)[COMMENTS]
    assert unpacked(strip(once))["word/document.xml"] == unpacked(commented)["word/document.xml"]


def test_our_comments_are_numbered_after_hers_and_hers_stays_where_it_was(commented):
    once = annotated(commented, *NOTES)
    words = {s.text: s.words for s in seen(once) if s.author == "Kari Nordmann"}
    assert words == {"Er dette rett?": "Forslag: Vårt syn"}
    assert len(seen(once)) == 3


def test_a_comment_that_only_looks_like_ours_is_a_persons(commented):
    (first,) = (s.text.split("\n")[0] for s in seen(annotated(protocol(), PLACE)))
    hers = comment_by_kari(protocol(), "Vårt syn", f"{first}\nSkriv hvor møtet var.")
    assert theirs(strip(annotated(hers, *NOTES))) == theirs(hers)


def test_a_comment_by_our_name_without_our_first_line_is_left_alone(commented):
    posing = edited(commented, ('w:author="Kari Nordmann"', 'w:author="Kjøreplan"'), part=COMMENTS)
    assert comments_xml(strip(annotated(posing, *NOTES))) == comments_xml(posing)


FIRST, OURS = (f'<w:p><w:r><w:t xml:space="preserve">{start}' for start in ("AP-", "Skriv"))
MORE = "<w:p><w:r><w:t>Gjort!</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("møtet var.", "møtet var. Gjort!"),
        (FIRST, f"{MORE}{FIRST}"),
        (OURS, f"{MORE}{OURS}"),
        ("</w:comment>", f"{MORE}</w:comment>"),
        ("Skriv hvor møtet var.", ""),
    ],
    ids=["inside", "above", "between", "below", "deleted"],
)
def test_a_comment_of_ours_that_somebody_has_written_in_is_left_alone(old, new):
    hers = edited(annotated(protocol(), PLACE), (old, new), part=COMMENTS)
    for notes in ((PLACE,), (), (note("meeting.place", text="Noe annet."),)):
        result = annotate(hers, notes, at=LATER)
        assert result.data == hers
        assert result.left == (PLACE.fingerprint,)
    assert strip(hers) == hers


def test_a_comment_that_an_editor_has_broken_into_other_lines_is_still_ours():
    broken = edited(
        annotated(protocol(), PLACE),
        ("Skriv hvor møtet var.", "Skriv hvor</w:t><w:br/><w:t>møtet  var. "),
        part=COMMENTS,
    )
    assert annotate(broken, (PLACE,), at=LATER).data == broken
    assert texts(strip(broken)) == []


def test_a_comment_that_was_answered_is_left_alone():
    answered = saved_by_word(annotated(protocol(), *NOTES), answer_to="Skriv hvor")
    for notes in (NOTES, (), (note("meeting.place", text="Noe annet."), CASE)):
        result = annotate(answered, notes, at=LATER)
        assert result.left == (PLACE.fingerprint,)
        assert "Skriv hvor møtet var." in texts(result.data)
        assert theirs(result.data) == theirs(answered)
    assert texts(strip(answered)) == ["Skriv hvor møtet var."]


def test_word_keeps_nothing_about_a_comment_that_is_gone_and_all_about_the_others(tmp_path):
    by_kari = comment_by_kari(annotated(protocol(), *NOTES), "Vi drøftet")
    saved = saved_by_word(by_kari, answer_to="Er dette rett?")
    path = tmp_path / "saved.docx"
    path.write_bytes(saved)
    assert office.schema_errors(path) == []
    path.write_bytes(strip(saved))
    assert office.schema_errors(path) == []
    before, after = unpacked(saved), unpacked(strip(saved))
    assert len(comments_xml(strip(saved))) == 2
    for name in ("Extended", "Ids", "Extensible"):
        part = f"word/comments{name}.xml"
        assert before[part].count(b"Id=") > after[part].count(b"Id=")
        entries = after[part].split(b"<")[2:-1]
        assert len(entries) == 2
        assert all(entry in before[part] for entry in entries)


def test_what_word_keeps_beside_the_comments_is_not_touched_when_we_only_add(tmp_path):
    saved = saved_by_word(comment_by_kari(protocol(), "Vi drøftet"))
    path = tmp_path / "saved.docx"
    path.write_bytes(annotated(saved, *NOTES))
    assert office.schema_errors(path) == []
    before, after = unpacked(saved), unpacked(path.read_bytes())
    written = {name for name in after if after[name] != before.get(name)}
    assert written == {"word/document.xml", COMMENTS}


def test_a_comment_that_was_ticked_off_goes_when_its_finding_goes():
    ticked = saved_by_word(annotated(protocol(), *NOTES), resolved="Skriv hvor")
    assert annotate(ticked, NOTES, at=LATER).data == ticked
    assert texts(annotated(ticked, CASE)) == ["Saken mangler forslag."]


def test_a_later_comment_on_the_very_same_words_is_an_answer_and_an_earlier_one_is_not():
    """LibreOffice 7.4 keeps an answer as such a comment."""
    data = docx("^ Protokoll\nSted: Rådhuset")
    early = comment_by_kari(data, "Rådhuset", date="2020-01-01T10:00:00Z", whole=True)
    assert texts(strip(annotated(early, PLACE))) == []
    late = comment_by_kari(data, "Rådhuset", date="2026-03-05T10:00:00Z", whole=True)
    assert texts(strip(annotated(late, PLACE))) == ["Skriv hvor møtet var."]


def test_marks_of_several_comments_in_one_run_are_taken_out_one_by_one():
    """OnlyOffice gathers the marks that stand together."""
    hers = comment_by_kari(docx("^ Protokoll\n[meeting.place=Rådhuset], rom 2"), "rom 2")
    once = annotated(hers, PLACE)
    marks = '<w:commentReference w:id="0"/>', '<w:commentReference w:id="1"/>'
    gathered = edited(once, (f"<w:r>{marks[1]}</w:r>", ""), (marks[0], "".join(marks)))
    assert len(seen(gathered)) == 2
    assert seen(strip(gathered)) == seen(hers)
    assert read(strip(gathered)) == read(hers)


@pytest.mark.parametrize("author", ["Kari Nordmann", "Kjøreplan"])
def test_of_two_comments_with_one_id_the_first_keeps_its_marks(author):
    """A fault of some editors; Word shows the first."""
    once = annotated(docx("^ Protokoll\nSted: Rådhuset"), PLACE)
    (comment,) = comments_xml(once)
    first = comment.replace("Kjøreplan", author).replace("Skriv hvor", "Hvor")
    doubled = edited(once, (comment, f"{first}{comment}"), part=COMMENTS)
    result = annotate(doubled, (), at=LATER).data
    assert unpacked(result)["word/document.xml"] == unpacked(doubled)["word/document.xml"]
    assert first in comments_xml(result)
    assert annotate(result, (), at=LATER).data == result


def test_a_comment_that_somebody_moved_into_a_footnote_is_left_alone():
    once = annotated(docx("^ Protokoll\nSted: Rådhuset"), PLACE)
    mark = '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    moved = edited(once, (mark, ""), ('<w:commentRangeStart w:id="0"/>', ""))
    footnotes = unpacked(once)["word/document.xml"].replace(b"w:document", b"w:footnotes")
    moved = archive({**unpacked(moved), "word/footnotes.xml": footnotes})
    assert comments_xml(strip(moved)) == comments_xml(once)
    more = comments_xml(annotated(moved, PLACE, CASE))
    assert [xml.partition("w:id=")[2][:3] for xml in more] == ['"0"', '"1"']


@pytest.fixture(scope="module", params=list(DRIVERS))
def editor(request):
    """Each of the two editors, for those tests that need it."""
    with running(request.param) as started:
        yield started


def test_opening_and_saving_in_an_editor_keeps_every_comment_at_its_paragraph(editor):
    before = annotated(comment_by_kari(protocol(meeting_place="Rådhuset"), "Vi drøftet"), *NOTES)
    after = editor.edit(before, [])
    assert unpacked(after)["word/document.xml"] != unpacked(before)["word/document.xml"]
    assert seen(after) == seen(before)
    assert read(after).cases == read(before).cases
    again = annotate(after, NOTES, at=LATER)
    assert again.data == after
    assert (set(again.kept), again.left) == ({n.fingerprint for n in NOTES}, ())
    gone = strip(after)
    assert [s.author for s in seen(gone)] == ["Kari Nordmann"]
    assert theirs(gone) == theirs(after)
    assert read(gone) == read(after)


def test_an_answer_is_still_an_answer_when_another_editor_has_saved_it(editor):
    """LibreOffice 7.4 forgets the thread and keeps the answer as a comment on the same words."""
    answered = saved_by_word(annotated(protocol(), *NOTES), answer_to="Skriv hvor")
    after = editor.edit(answered, [])
    assert annotate(after, (), at=LATER).left == (PLACE.fingerprint,)
    left = {s.text.split("\n")[-1] for s in seen(strip(after))}
    assert left == {"Skriv hvor møtet var.", "Det er gjort."}
