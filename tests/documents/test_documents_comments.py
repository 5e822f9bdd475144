"""Findings as comments: at their paragraph, once, gone when the finding is, and nothing else."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from service.documents import DocumentData, UnsafeDocument, read, render
from service.documents.comments.annotate import annotate, strip
from service.domain.errors import InputError
from tests.documents import office
from tests.documents.commented import AT, LATER, comments_xml, note, ours, seen
from tests.documents.document_data import MANIFESTS, TEMPLATES, filled
from tests.documents.docx_notation import archive, docx, edited, unpacked
from tests.documents.edited_protocol import protocol

NOTES = (
    note(case="3/18", name="proposal", text="Saken mangler forslag.\nKjørereglene, punkt 4"),
    note("meeting.place", number=2, text="Skriv hvor møtet var."),
    note(number=3, text="Protokollen er ikke godkjent & <ferdig>."),
)
ONLY = '<w:p><w:r><w:t xml:space="preserve">x</w:t></w:r></w:p>'
WRITTEN = {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"}


def annotated(data: bytes, *notes) -> bytes:
    return annotate(data, notes, at=AT).data


def test_each_finding_stands_as_a_comment_at_its_own_paragraph():
    data = annotated(protocol(meeting_place="Rådhuset"), *NOTES)
    assert ours(data) == [
        ("Protokollen er ikke godkjent & <ferdig>.", "Protokoll"),
        ("Skriv hvor møtet var.", "Rådhuset"),
        ("Saken mangler forslag.\nKjørereglene, punkt 4", "Forslag: Vårt syn"),
    ]


def test_a_comment_begins_with_the_rule_and_the_finding_it_is_about():
    (comment,) = seen(annotated(protocol(), NOTES[0]))
    assert comment.author == "Kjøreplan"
    assert comment.text.startswith("AP-LHM-4.6 · 000000000001-")


def test_what_is_told_of_a_run_is_what_was_done():
    data = protocol()
    first = annotate(data, NOTES, at=AT)
    names = tuple(n.fingerprint for n in NOTES)
    assert (first.added, first.removed, first.kept, first.left) == (names, (), (), ())
    again = annotate(first.data, NOTES[:2], at=LATER)
    assert (again.added, again.removed, set(again.kept)) == ((), names[2:], set(names[:2]))


def test_doing_it_twice_changes_no_byte():
    once = annotated(protocol(), *NOTES)
    assert annotate(once, NOTES, at=LATER).data == once
    assert annotate(once, NOTES[::-1], at=LATER).data == once


def test_a_document_without_findings_is_not_touched():
    data = protocol()
    assert annotated(data) == data
    assert strip(data) == data


def test_a_finding_that_is_gone_takes_its_comment_with_it():
    data = annotated(annotated(protocol(), *NOTES), NOTES[1])
    assert [text for text, _ in ours(data)] == ["Skriv hvor møtet var."]


def test_a_finding_with_new_words_gets_them_in_its_comment():
    before = annotated(protocol(), *NOTES)
    changed = note("meeting.place", number=2, text="Skriv hvilket rom møtet var i.")
    result = annotate(before, (NOTES[0], changed, NOTES[2]), at=LATER)
    texts = [text for text, _ in ours(result.data)]
    assert texts.count("Skriv hvilket rom møtet var i.") == 1
    assert "Skriv hvor møtet var." not in texts
    assert len(texts) == len(NOTES)
    assert result.added == result.removed == (changed.fingerprint,)


def test_one_finding_told_twice_stands_once():
    data = annotated(protocol(), NOTES[0], NOTES[0])
    assert len(ours(data)) == 1


def test_several_findings_about_one_paragraph_stand_side_by_side():
    notes = [note("meeting.place", number=n, text=f"Funn {n}.") for n in range(1, 4)]
    data = annotated(protocol(meeting_place="Rådhuset"), *notes)
    assert ours(data) == [(f"Funn {n}.", "Rådhuset") for n in range(1, 4)]
    assert ours(annotated(data, notes[1])) == [("Funn 2.", "Rådhuset")]


def test_a_paragraph_copied_with_its_comment_leaves_one_comment():
    data = annotated(docx("^ Protokoll\nSted: Rådhuset"), NOTES[1])
    (comment,) = comments_xml(data)
    copy = comment.replace('w:id="0"', 'w:id="7"')
    words = '<w:r><w:t>Sted: Skolen</w:t></w:r><w:r><w:commentReference w:id="7"/></w:r>'
    copied = edited(data, ("</w:comments>", f"{copy}</w:comments>"), part="word/comments.xml")
    copied = edited(copied, ("</w:body>", f"<w:p>{words}</w:p></w:body>"))
    assert len(ours(copied)) == 2
    assert ours(annotated(copied, NOTES[1])) == [("Skriv hvor møtet var.", "Sted: Rådhuset")]


def test_a_paragraph_deleted_with_its_comment_gets_the_comment_where_one_would_look():
    before = annotated(docx("^ Protokoll\nSted: Rådhuset"), NOTES[1])
    document = unpacked(before)["word/document.xml"].decode()
    gone = document[document.index("<w:p><w:commentRangeStart") : document.index("</w:body>")]
    after = annotate(edited(before, (gone, "")), NOTES[1:2], at=LATER)
    assert ours(after.data) == [("Skriv hvor møtet var.", "Protokoll")]
    assert annotate(after.data, NOTES[1:2], at=LATER).data == after.data


@pytest.mark.parametrize("key", TEMPLATES)
def test_what_is_read_is_the_same_with_comments_as_without(key):
    manifest = MANIFESTS[key]
    notes = [note(spec.tag, number=n) for n, spec in enumerate(manifest.fields)]
    notes += [
        note(label.key, case="3/18", number=100 + n) for n, label in enumerate(manifest.case_labels)
    ]
    for data in (
        render(TEMPLATES[key], filled(manifest), document_id="dok-1"),
        render(TEMPLATES[key], DocumentData(), document_id="dok-1"),
    ):
        with_comments = annotated(data, *notes)
        assert len(ours(with_comments)) == len(notes)
        assert read(with_comments) == read(data)


@pytest.mark.parametrize("key", TEMPLATES)
def test_the_document_is_still_valid(key, tmp_path):
    notes = [note(spec.tag, number=n) for n, spec in enumerate(MANIFESTS[key].fields)]
    path = tmp_path / "document.docx"
    path.write_bytes(annotated(render(TEMPLATES[key], DocumentData(), document_id="x"), *notes))
    assert office.schema_errors(path) == []
    path.write_bytes(strip(path.read_bytes()))
    assert office.schema_errors(path) == []


def test_all_parts_but_those_that_tell_of_the_comments_keep_their_bytes_and_their_order():
    before = protocol()
    after = annotated(before, *NOTES)
    old, new = zipfile.ZipFile(io.BytesIO(before)), zipfile.ZipFile(io.BytesIO(after))
    assert new.namelist() == [*old.namelist(), "word/comments.xml"]
    for info in old.infolist():
        if info.filename not in WRITTEN:
            assert _packed(after, new.getinfo(info.filename)) == _packed(before, info)
    assert unpacked(after)["docProps/custom.xml"] == unpacked(before)["docProps/custom.xml"]


def _packed(data: bytes, info: zipfile.ZipInfo) -> tuple[int, bytes]:
    start = info.header_offset + 30 + int.from_bytes(data[info.header_offset + 26 :][:2], "little")
    start += int.from_bytes(data[info.header_offset + 28 :][:2], "little")
    return info.compress_type, data[start : start + info.compress_size]


def test_taking_our_comments_out_leaves_the_text_as_it_was_to_the_byte():
    before = protocol(meeting_place="Rådhuset", minutes_other="Kaffe.\nKake.")
    after = strip(annotated(before, *NOTES))
    assert unpacked(after)["word/document.xml"] == unpacked(before)["word/document.xml"]
    assert read(after) == read(before)
    assert comments_xml(after) == []


def test_a_control_character_in_a_text_does_not_spoil_the_document():
    wild = note(text="Saken «a\x0bb\ufffe» mangler forslag.")
    once = annotated(protocol(), wild)
    assert read(once) == read(protocol())
    assert annotate(once, (wild,), at=LATER).data == once


def test_a_document_that_calls_the_namespace_something_else_is_annotated_too():
    data = docx("^ Protokoll\nSted: Rådhuset")
    document = unpacked(data)["word/document.xml"].decode()
    renamed = re.sub(r"(</?|xmlns:| )w([:=])", r"\1x\2", document)
    data = archive({**unpacked(data), "word/document.xml": renamed.encode()})
    assert read(data).text("meeting.place") == "Rådhuset"
    assert ours(annotated(data, NOTES[1])) == [("Skriv hvor møtet var.", "Sted: Rådhuset")]


def test_an_empty_paragraph_can_have_comments():
    data = edited(docx("x"), (ONLY, "<w:p /><w:p/>"))
    notes = (NOTES[2], note(number=4, text="Enda et."))
    once = annotated(data, *notes)
    assert [text for text, _ in ours(once)] == [n.text for n in notes]
    assert annotate(once, notes, at=LATER).data == once
    assert ours(strip(once)) == []


def test_a_document_without_a_paragraph_is_left_alone():
    data = edited(docx("x"), (ONLY, ""))
    assert annotate(data, NOTES, at=AT).added == ()
    assert annotate(data, NOTES, at=AT).data == data


def test_a_signed_document_is_refused_because_a_comment_would_break_the_signature():
    data = docx("^ Protokoll", _xmlsignatures__sig1_xml=b"<Signature/>")
    with pytest.raises(InputError, match="signert"):
        annotate(data, NOTES, at=AT)


@pytest.mark.parametrize("part", [b"<w:comments", b"<other/>"], ids=["not xml", "another part"])
def test_damaged_comments_are_refused_and_not_overwritten(part):
    files = unpacked(annotated(docx("^ Protokoll"), NOTES[2]))
    with pytest.raises(UnsafeDocument, match="skadet"):
        annotate(archive({**files, "word/comments.xml": part}), NOTES, at=AT)


def test_relationships_of_another_kind_are_refused_and_not_added_to():
    files = unpacked(docx("^ Protokoll"))
    part = "word/_rels/document.xml.rels"
    strange = files[part].replace(b'xmlns="', b'xmlns="urn:noe-annet:')
    with pytest.raises(UnsafeDocument, match="skadet"):
        annotate(archive({**files, part: strange}), NOTES, at=AT)


def test_a_file_that_is_no_document_is_refused():
    with pytest.raises(UnsafeDocument):
        annotate(b"hei", NOTES, at=AT)
