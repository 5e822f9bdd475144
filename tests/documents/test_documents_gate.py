"""Hostile and broken files are refused with one sentence, before anything in them is used."""

from __future__ import annotations

import io
import zipfile

import pytest

from service.documents import UnsafeDocument, check_package, read
from service.documents.gate import MAX_FILE_BYTES, MAX_PARTS, MAX_XML_PART_BYTES, open_package
from service.domain.errors import InputError
from tests.documents.docx_notation import (
    OFFICE,
    WORD_TYPE,
    archive,
    content_types,
    document,
    docx,
    relationships,
    unpacked,
)

PLAIN = docx("^ Protokoll\nTekst")
FILES = unpacked(PLAIN)


def with_parts(**changes: bytes | None) -> bytes:
    files = {
        **FILES,
        **{name.replace("__", "/").replace("_xml", ".xml"): d for name, d in changes.items()},
    }
    return archive({name: data for name, data in files.items() if data is not None})


def added(name: str, data: bytes = b"x") -> bytes:
    return archive({**FILES, name: data})


def body(xml: bytes) -> bytes:
    return archive({**FILES, "word/document.xml": xml})


def refused(data: bytes) -> str:
    """The sentence both entrances give; it is one sentence in bokmål, with no English in it."""
    with pytest.raises(UnsafeDocument) as caught:
        check_package(data)
    with pytest.raises(UnsafeDocument):
        read(data)
    message = str(caught.value)
    assert isinstance(caught.value, InputError)
    assert message.startswith(("Fila ", "Teksten i fila "))
    assert message.endswith(".")
    assert message.count(". ") == 0
    return message


def test_a_plain_document_passes():
    check_package(PLAIN)


@pytest.mark.parametrize(
    "data", [b"", b"hei", b"%PDF-1.7\n", b"PK\x03\x04 avkortet", PLAIN[: len(PLAIN) // 2]]
)
def test_what_is_no_zip_is_refused(data):
    assert "ikke et Word-dokument" in refused(data)


def test_a_zip_with_a_changed_byte_is_refused():
    place = PLAIN.index(b"word/document.xml") + 40
    assert "skadet" in refused(PLAIN[:place] + bytes([PLAIN[place] ^ 0xFF]) + PLAIN[place + 1 :])


def test_another_kind_of_zip_is_refused():
    assert "ikke et Word-dokument" in refused(archive({"_rels/.rels": relationships()}))
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert "ikke et Word-dokument" in refused(
        archive({**FILES, "[Content_Types].xml": content_types(sheet)})
    )


def test_a_document_without_its_text_is_refused():
    files = {name: data for name, data in FILES.items() if name != "word/document.xml"}
    assert "mangler selve teksten" in refused(archive(files))


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE x [<!ENTITY a "b">]>' + document("&amp;"),
        b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://localhost/x.dtd">' + document("x"),
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>',
        b"<?xml version='1.0' encoding = 'IBM037'?><x/>",
    ],
)
def test_document_types_entities_and_odd_encodings_are_refused(xml):
    refused(body(xml))


@pytest.mark.parametrize(
    "name", ["word/styles.xml", "docProps/custom.xml", "word/_rels/document.xml.rels"]
)
def test_a_document_type_in_any_part_is_refused(name):
    refused(added(name, b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'))


@pytest.mark.parametrize(
    "name",
    [
        "word/vbaProject.bin",
        "word/vbaData.xml",
        "word/activeX/activeX1.xml",
        "word/embeddings/oleObject1.bin",
        "word/embeddings/ark.xlsx",
        "word/afchunk.htm",
        "customUI/customUI.xml",
    ],
)
def test_macros_objects_and_foreign_chunks_are_refused(name):
    assert "makroer eller innebygde objekter" in refused(added(name))


@pytest.mark.parametrize(
    "name",
    ["word/skript.js", "../ute.xml", "word/../../ute.xml", "/etc/passwd", "word/media/x.exe"],
)
def test_parts_that_do_not_belong_in_a_text_document_are_refused(name):
    refused(added(name))


@pytest.mark.parametrize(
    "name",
    [
        "word/media/bilde1.png",
        "word/theme/theme1.xml",
        "word/fonts/font1.odttf",
        "customXml/item1.xml",
        "word/comments.xml",
    ],
)
def test_parts_that_editors_add_pass(name):
    check_package(added(name, b"<x/>"))


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-office.vbaProject",
        "application/vnd.openxmlformats-officedocument.oleObject",
    ],
)
def test_active_content_under_an_innocent_name_is_refused(kind):
    files = {**FILES, "[Content_Types].xml": content_types(f"{WORD_TYPE}.document.main+xml", kind)}
    assert "makroer" in refused(archive(files))


def test_a_macro_document_renamed_to_docx_is_refused():
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert "makroer" in refused(archive({**FILES, "[Content_Types].xml": content_types(kind)}))


@pytest.mark.parametrize("kind", ["image", "attachedTemplate", "oleObject", "frame", "subDocument"])
def test_content_fetched_from_elsewhere_is_refused(kind):
    rels = relationships((kind, "http://localhost/x"), external=True)
    assert "annet sted" in refused(added("word/_rels/document.xml.rels", rels))


@pytest.mark.parametrize("kind", ["aFChunk", "oleObject", "control", "package"])
def test_relations_to_active_content_are_refused(kind):
    assert "makroer" in refused(
        added("word/_rels/document.xml.rels", relationships((kind, "x.xml")))
    )


def test_a_hyperlink_passes():
    check_package(
        added(
            "word/_rels/document.xml.rels",
            relationships(("hyperlink", "https://example.org"), external=True),
        )
    )


def test_two_parts_of_one_name_are_refused():
    buffer = io.BytesIO(PLAIN)
    with zipfile.ZipFile(buffer, "a") as target:
        target.writestr("word/Document.xml", document("et annet"))
    assert "samme navn" in refused(buffer.getvalue())


def test_a_bomb_is_refused_by_what_the_directory_says_without_being_unpacked():
    bomb = added("word/media/bilde.png", b"\0" * (30 * 1024 * 1024))
    assert len(bomb) < 60_000
    assert "urimelig stor" in refused(bomb)


def test_a_bomb_of_xml_is_refused():
    assert "urimelig stor" in refused(added("word/footnotes.xml", b" " * (3 * 1024 * 1024)))


def test_a_part_that_lies_about_its_size_is_not_read_beyond_what_it_says():
    big = b"<x>" + b"a" * (4 * 1024 * 1024) + b"</x>"
    data = bytearray(added("word/footnotes.xml", big))
    size = len(big).to_bytes(4, "little")
    assert data.count(size) == 2
    lying = bytes(data).replace(size, (1000).to_bytes(4, "little"))
    assert "skadet" in refused(lying)


def test_too_many_parts_are_refused():
    many = {f"customXml/item{n}.xml": b"<x/>" for n in range(MAX_PARTS)}
    assert "flere deler" in refused(archive({**FILES, **many}))


def test_too_large_a_file_is_refused_before_it_is_opened():
    assert "25 MB" in refused(b"\0" * (MAX_FILE_BYTES + 1))


def test_the_caps_leave_room_for_a_long_protocol():
    long = docx("^ Protokoll\n" + "\n".join(f"Avsnitt {n} med tekst" for n in range(20_000)))
    parts = open_package(long).parts
    assert len(parts["word/document.xml"]) < MAX_XML_PART_BYTES / 10
    assert len(read(long).sections[0].paragraphs) == 20_001


def test_a_protected_file_is_told_as_such():
    data = bytearray(PLAIN)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := data.find(mark, start)) >= 0:
            data[start + offset] |= 1
            start += 4
    assert "passord" in refused(bytes(data))


def test_broken_xml_is_told_as_a_damaged_text():
    with pytest.raises(UnsafeDocument, match="skadet"):
        read(body(b"<w:document"))


def test_strict_open_xml_is_told_with_what_to_do():
    strict = document("x").replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    rels = relationships(("officeDocument", "word/document.xml")).replace(
        OFFICE.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    )
    with pytest.raises(UnsafeDocument, match="vanlig Word-dokument"):
        read(archive({**FILES, "word/document.xml": strict, "_rels/.rels": rels}))


@pytest.mark.parametrize("name", ["docProps/custom.xml", "word/styles.xml"])
def test_a_damaged_side_part_costs_its_own_facts_and_not_the_text(name):
    assert read(added(name, b"<skadet")).sections[0].paragraphs == ("Protokoll", "Tekst")


@pytest.mark.parametrize(
    "odd",
    [
        b'<Override PartName="/word/x.xml"/>',
        b'<Default Extension="png"/>',
        b"<x/>",
        b'<x ContentType="y"><Default Extension="png"/></x>',
    ],
)
def test_a_content_type_that_is_not_said_is_refused(odd: bytes) -> None:
    types = FILES["[Content_Types].xml"].replace(b"</Types>", odd + b"</Types>")
    assert "skadet" in refused(archive({**FILES, "[Content_Types].xml": types}))


@pytest.mark.parametrize("odd", [b"<!-- hei -->", b"<?hei du?>"])
def test_a_remark_among_the_content_types_is_nothing_to_fear(odd: bytes) -> None:
    types = FILES["[Content_Types].xml"].replace(b"</Types>", odd + b"</Types>")
    check_package(archive({**FILES, "[Content_Types].xml": types}))


def test_an_active_type_is_found_however_deep_it_lies() -> None:
    hidden = b'<x ContentType="y"><Override PartName="/a" ContentType="application/vba"/></x>'
    types = FILES["[Content_Types].xml"].replace(b"</Types>", hidden + b"</Types>")
    assert "makroer" in refused(archive({**FILES, "[Content_Types].xml": types}))
