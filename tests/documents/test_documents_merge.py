"""A document is brought in step with the plan only where exactly what we wrote still stands."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from service.documents import DocumentData, UnsafeDocument, read, render
from service.documents.merging.managed import managed_values
from service.documents.merging.merge import Merged, Unmergeable, merge_fields
from service.documents.merging.obstacles import Obstacle
from tests.documents.document_data import MANIFESTS, TEMPLATES, filled
from tests.documents.docx_notation import archive, docx, edited, runs, unpacked

PLACE = "meeting.place"
BODY = "word/document.xml"
OLD = {
    "meeting.title": "Gruppemøte",
    "meeting.date": "mandag 12. februar 2018",
    "meeting.time": "kl. 18.00–20.30",
    PLACE: "Rådhuset",
    "meeting.serves": "kommunestyret 15. februar",
}
NEW = {
    "meeting.title": "Ekstra gruppemøte",
    "meeting.date": "mandag 19. februar 2018",
    "meeting.time": "kl. 19.00",
    PLACE: "Skolen & <rom 2>",
    "meeting.serves": "kommunestyret 22. februar",
}
WITH_MEETING = [key for key in TEMPLATES if PLACE in {f.tag for f in MANIFESTS[key].fields}]
PROTOCOL = ("protokoll", "nb")


def with_values(key: tuple[str, str], values: dict[str, str]) -> DocumentData:
    data = filled(MANIFESTS[key])
    own = {spec.tag for spec in MANIFESTS[key].fields}
    fields = {**data.fields, **{tag: text for tag, text in values.items() if tag in own}}
    return DocumentData(
        fields=fields,
        attendees=data.attendees,
        cases=data.cases,
        follow_ups=data.follow_ups,
        tables=data.tables,
    )


def written(key: tuple[str, str], values: dict[str, str]) -> bytes:
    return render(TEMPLATES[key], with_values(key, values), document_id="dok-1")


def values(key: tuple[str, str], fields: dict[str, str]) -> dict[str, str]:
    return managed_values(MANIFESTS[key], with_values(key, fields))


def merged(data: bytes, old: dict[str, str], new: dict[str, str]) -> Merged:
    made = merge_fields(data, old, new)
    assert isinstance(made, Merged), made
    return made


def place(notation: str, old: str = "Rådhuset", new: str = "Skolen") -> str | list[Obstacle]:
    """The place a protocol says after a change of it, or what stands in the way."""
    data = docx(f"^ Protokoll\n{notation}")
    made = merge_fields(data, {PLACE: old}, {PLACE: new})
    if isinstance(made, Unmergeable):
        return [one.obstacle for one in made.hindrances]
    return read(made.data).text(PLACE) or ""


@pytest.mark.parametrize("key", WITH_MEETING)
def test_what_nobody_has_edited_becomes_what_would_be_written_anew(key: tuple[str, str]) -> None:
    old, new = values(key, OLD), values(key, NEW)
    made = merged(written(key, OLD), old, new)
    assert set(made.changed) == {tag for tag in old if tag.startswith("meeting.")}
    assert unpacked(made.data) == unpacked(written(key, NEW))


@pytest.mark.parametrize("key", WITH_MEETING)
def test_guidance_gives_way_to_a_value_and_is_no_guidance_any_more(key: tuple[str, str]) -> None:
    nothing = dict.fromkeys(OLD, "")
    made = merged(written(key, nothing), values(key, nothing), values(key, OLD))
    reading = read(made.data)
    own = {tag: text for tag, text in OLD.items() if tag in values(key, OLD)}
    assert {tag: reading.text(tag) for tag in own} == own
    marks = [
        data.count(b"<w:showingPlcHdr/>") for data in map(body, (made.data, written(key, OLD)))
    ]
    assert marks[0] == marks[1]
    looks = [data.count(b"PlaceholderText") for data in map(body, (made.data, written(key, OLD)))]
    assert looks[0] == looks[1]


def body(data: bytes) -> bytes:
    return unpacked(data)[BODY]


@pytest.mark.parametrize("key", WITH_MEETING)
def test_a_value_that_is_no_longer_known_is_taken_away(key: tuple[str, str]) -> None:
    made = merged(written(key, OLD), values(key, OLD), values(key, {**OLD, PLACE: ""}))
    assert made.changed == (PLACE,)
    assert read(made.data).fields[PLACE].text == ""


def test_the_page_header_follows() -> None:
    made = merged(written(PROTOCOL, OLD), values(PROTOCOL, OLD), values(PROTOCOL, NEW))
    header = unpacked(made.data)["word/header1.xml"].decode()
    assert "Ekstra gruppemøte, mandag 19. februar 2018" in header
    assert "12. februar" not in header


def test_what_stands_as_wanted_is_left_and_so_is_what_the_plan_has_not_changed() -> None:
    data = written(PROTOCOL, NEW)
    assert merged(data, values(PROTOCOL, OLD), values(PROTOCOL, NEW)) == Merged(data)
    theirs = edited(written(PROTOCOL, OLD), ("Rådhuset", "Hos Kari"))
    old, new = values(PROTOCOL, OLD), values(PROTOCOL, {**NEW, PLACE: "Rådhuset"})
    made = merged(theirs, old, new)
    assert read(made.data).text(PLACE) == "Hos Kari"
    assert read(made.data).text("meeting.time") == "kl. 19.00"


def test_one_value_in_the_way_keeps_all_of_them() -> None:
    theirs = edited(written(PROTOCOL, OLD), ("kl. 18.00–20.30", "kl. 17.30"))
    made = merge_fields(theirs, values(PROTOCOL, OLD), values(PROTOCOL, NEW))
    assert isinstance(made, Unmergeable)
    assert [(h.tag, h.obstacle) for h in made.hindrances] == [("meeting.time", Obstacle.OWN_VALUE)]


@pytest.mark.parametrize(
    "notation",
    [
        "| Sted | [meeting.place=Rådhuset] |",
        "| Sted: | **Rådhuset** |",
        "| Møtested | Rådhuset |",
        "| Stad | [@Stad=Rådhuset] |",
        "| Sted | [meeting.place= Rådhuset ] |",
        "Sted: Rådhuset",
        "**Sted:** [meeting.place=Rådhuset]",
        "**Sted:** **Råd**huset",
        "[meeting.place=Rådhuset]",
    ],
)
def test_the_value_is_found_by_its_tag_or_beside_its_label(notation: str) -> None:
    if (
        notation == "Sted: Rådhuset"
    ):  # label and value in one run: where the value begins is a guess
        assert place(notation) == [Obstacle.UNUSUAL]
    else:
        assert place(notation) == "Skolen"


@pytest.mark.parametrize(
    "notation",
    [
        "| Sted | [meeting.place?Skriv hvor møtet er] |",
        "| Sted | [meeting.place=] |",
        "| Sted | [@Sted=Skriv hvor møtet er] |",
        "| Sted | Skriv hvor møtet er |",
        "| Sted |  |",
        "**Sted:** [meeting.place=]",
        "**Sted:** [meeting.place?Klikk eller trykk her for å skrive inn tekst.]",
    ],
)
def test_what_is_empty_or_guidance_is_filled(notation: str) -> None:
    assert place(notation, old="") == "Skolen"
    assert place(notation) == [Obstacle.OWN_VALUE]  # somebody has emptied it


@pytest.mark.parametrize(
    ("notation", "obstacle"),
    [
        ("| Sted | [meeting.place=Hos Kari] |", Obstacle.OWN_VALUE),
        ("| Sted | Rådhuset, rom 4 |", Obstacle.OWN_VALUE),
        ("| Sted | [meeting.place=Rådhuset] (bakdøra) |", Obstacle.OWN_VALUE),
        ("| Sted | Rådhuset [meeting.place=] |", Obstacle.UNUSUAL),
        ("| Sted | [meeting.place={+Råd+}huset] |", None),
        ("| Sted | {+Rådhuset+} |", Obstacle.TRACKED),
        ("| Sted | {-Skolen-}[meeting.place=Rådhuset] |", Obstacle.TRACKED),
        ("| {-Rom-}Sted | Rådhuset |", Obstacle.TRACKED),
        ("| Sted | [meeting.place=Rådhuset] |\nIgjen: [meeting.place=Rådhuset]", Obstacle.DOUBLED),
        ("| Sted | Rådhuset |\n| Tid | kl. 18 |\n| Sted | Rådhuset |", Obstacle.DOUBLED),
        (
            "| Sted | Rådhuset |\n| Tid | 18 |\nVi møttes i [meeting.place=Rådhuset]",
            Obstacle.DISPUTED,
        ),
        ("Vi møttes i [meeting.place=Rådhuset]", Obstacle.OWN_VALUE),
        ("| Tid | kl. 18 |", Obstacle.GONE),
        ("Vi møttes i Rådhuset.", Obstacle.GONE),
    ],
)
def test_what_speaks_against_it_is_told_and_nothing_changed(
    notation: str, obstacle: Obstacle | None
) -> None:
    assert place(notation) == ([obstacle] if obstacle else [Obstacle.OWN_VALUE])


def test_a_value_over_several_paragraphs_or_with_a_link_or_picture_is_left() -> None:
    data = docx("^ Protokoll\n| Sted | Rådhuset |")
    plain = runs("Rådhuset")
    for other in (
        f"{runs('Råd')}</w:p><w:p>{runs('huset')}",
        f"<w:hyperlink>{plain}</w:hyperlink>",
        f'<w:fldSimple w:instr="REF a">{plain}</w:fldSimple>',
        "<w:r><w:t>Rådhuset</w:t><w:drawing/></w:r>",
    ):
        theirs = edited(data, (plain, other))
        old = "Råd\nhuset" if "</w:p><w:p>" in other else "Rådhuset"
        made = merge_fields(theirs, {PLACE: old}, {PLACE: "Skolen"})
        assert isinstance(made, Unmergeable)
        assert made.hindrances[0].obstacle is Obstacle.UNUSUAL


def test_a_comment_and_a_bookmark_on_the_value_stay_and_so_does_its_look() -> None:
    look = "<w:rPr><w:i/></w:rPr>"
    mark = '<w:commentRangeStart w:id="7"/><w:bookmarkStart w:id="3" w:name="her"/>'
    end = (
        '<w:bookmarkEnd w:id="3"/><w:commentRangeEnd w:id="7"/>'
        '<w:r><w:commentReference w:id="7"/></w:r>'
    )
    value = f"{mark}<w:r>{look}<w:t>Råd</w:t></w:r><w:proofErr w:type='spellStart'/>{{0}}{end}"
    theirs = edited(
        docx("^ Protokoll\n| Sted | [meeting.place=Rådhuset] |"),
        (runs("Rådhuset"), value.format("<w:r><w:t>huset</w:t></w:r>")),
    )
    made = merged(theirs, {PLACE: "Rådhuset"}, {PLACE: "Skolen"})
    words = f'{mark}<w:r>{look}<w:t xml:space="preserve">Skolen</w:t></w:r>'
    assert f"{words}<w:proofErr w:type='spellStart'/>{end}" in body(made.data).decode()


def test_a_value_of_two_lines_is_not_marked_as_plain_text() -> None:
    new = {**OLD, PLACE: "Skolen\nrom 2"}
    made = merged(written(PROTOCOL, OLD), values(PROTOCOL, OLD), values(PROTOCOL, new))
    assert read(made.data).text(PLACE) == "Skolen\nrom 2"
    assert unpacked(made.data) == unpacked(written(PROTOCOL, new))


def test_a_row_that_somebody_suggests_to_delete_is_left() -> None:
    row = "<w:tr><w:tc>"
    theirs = edited(
        docx("^ Protokoll\n| Sted | [meeting.place=Rådhuset] |"),
        (row, '<w:tr><w:trPr><w:del w:id="1" w:author="Kari"/></w:trPr><w:tc>'),
    )
    made = merge_fields(theirs, {PLACE: "Rådhuset"}, {PLACE: "Skolen"})
    assert isinstance(made, Unmergeable)
    assert made.hindrances[0].obstacle is Obstacle.TRACKED


def test_a_page_header_somebody_has_rewritten_is_left_and_told_if_it_shows_the_old_date() -> None:
    data, header = written(PROTOCOL, OLD), "word/header1.xml"
    ours = "Gruppemøte, mandag 12. februar 2018"
    old, new = values(PROTOCOL, OLD), values(PROTOCOL, NEW)
    silent = merged(edited(data, (ours, "Vår egen tekst"), part=header), old, new)
    assert b"egen tekst" in unpacked(silent.data)[header]
    speaking = edited(data, (ours, f"{ours}, utkast"), part=header)
    made = merge_fields(speaking, old, new)
    assert isinstance(made, Unmergeable)
    assert [h.obstacle for h in made.hindrances] == [Obstacle.HEADER]


@pytest.mark.parametrize(
    "finish",
    [
        lambda files: {**files, "_xmlsignatures/sig1.xml": b"<Signature/>"},
        lambda files: {
            **files,
            "word/settings.xml": files["word/settings.xml"].replace(
                b"<w:defaultTabStop",
                b'<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:defaultTabStop',
            ),
        },
        lambda files: {
            **files,
            "docProps/custom.xml": files["docProps/custom.xml"].replace(
                b"</Properties>",
                b'<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="99" '
                b'name="_MarkAsFinal"><vt:bool>true</vt:bool></property></Properties>',
            ),
        },
    ],
    ids=["signed", "protected", "final"],
)
def test_a_document_that_somebody_has_finished_is_left(finish) -> None:
    files = unpacked(written(PROTOCOL, OLD))
    finished = finish(files)
    assert finished != files
    made = merge_fields(archive(finished), values(PROTOCOL, OLD), values(PROTOCOL, NEW))
    assert isinstance(made, Unmergeable)
    assert [h.obstacle for h in made.hindrances] == [Obstacle.FINISHED]


def test_what_would_read_otherwise_than_meant_is_not_written() -> None:
    made = merge_fields(
        docx("^ Protokoll\n| Sted | [meeting.place=Rådhuset] |"),
        {PLACE: "Rådhuset"},
        {PLACE: "Skriv hvor møtet er"},  # the template's guidance reads as nothing
    )
    assert isinstance(made, Unmergeable)
    assert [h.obstacle for h in made.hindrances] == [Obstacle.UNSURE]


def test_a_file_that_is_no_document_is_refused_as_by_the_reader() -> None:
    with pytest.raises(UnsafeDocument):
        merge_fields(b"ikke noe dokument", {PLACE: "a"}, {PLACE: "b"})


def test_a_damaged_page_header_is_refused_as_a_damaged_text_is() -> None:
    files = unpacked(written(PROTOCOL, OLD))
    files["word/header1.xml"] = files["word/header1.xml"][:-9]
    with pytest.raises(UnsafeDocument, match="Toppteksten"):
        merge_fields(archive(files), values(PROTOCOL, OLD), values(PROTOCOL, NEW))


def test_the_other_members_keep_their_packed_bytes() -> None:
    data = with_stored_member(written(PROTOCOL, OLD))
    made = merged(data, values(PROTOCOL, OLD), values(PROTOCOL, NEW)).data
    before, after = packed(data), packed(made)
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {BODY, "word/header1.xml"}


def with_stored_member(data: bytes) -> bytes:
    """The package with a picture in it that is not compressed, as editors pack them."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_STORED) as target:
        target.writestr("word/media/bilde.png", bytes(range(256)) * 9)
    return out.getvalue()


def packed(data: bytes) -> dict[str, tuple[int, int, bytes]]:
    """How each member lies in the archive: method, checksum, and the bytes themselves."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        assert source.testzip() is None
        return {
            info.filename: (info.compress_type, info.CRC, _raw(data, info))
            for info in source.infolist()
        }


def _raw(data: bytes, info: zipfile.ZipInfo) -> bytes:
    name, extra = struct.unpack_from("<2H", data, info.header_offset + 26)
    start = info.header_offset + 30 + name + extra
    return data[start : start + info.compress_size]
