"""Hostile and foreign files are refused, each with its own sentence, before anything is used."""

from __future__ import annotations

import pytest

from service.documents import UnsafeDocument, check_package, read
from service.documents.gate.check import MAX_FILE_BYTES, open_package
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
from tests.documents.gate_cases import (
    FILES,
    PLAIN,
    added,
    body,
    refused,
    relations,
    types,
    without,
)

OFFICE_TYPE = "application/vnd.openxmlformats-officedocument"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
OPEN_DOCUMENT = archive(
    {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}
)
OTHER_FILES = {
    "empty": (b"", "er tom"),
    "text": (b"hei", "ikke et Word-dokument"),
    "pdf": (b"%PDF-1.7\n", "er en PDF"),
    "rtf": (b"{\\rtf1\\ansi hei}", "RTF"),
    "web page": (b"\xef\xbb\xbf\n <!doctype HTML><p>Logg inn", "nettside"),
    "old word": (COMPOUND + "WordDocument".encode("utf-16-le"), "gamle Word-formatet"),
    "protected": (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "beskyttet med passord"),
    "open document": (OPEN_DOCUMENT, "OpenDocument"),
    "spreadsheet": (added("xl/workbook.xml", b"<x/>"), "regneark (XLSX)"),
    "presentation": (added("ppt/presentation.xml", b"<x/>"), "presentasjon (PPTX)"),
    "archive": (archive({"bilde.png": b"x"}), "ZIP-arkiv"),
    "spreadsheet by type": (
        types(content_types(f"{OFFICE_TYPE}.spreadsheetml.sheet.main+xml")),
        "er et regneark og",
    ),
    "presentation by type": (
        types(content_types(f"{OFFICE_TYPE}.presentationml.presentation.main+xml")),
        "er en presentasjon og",
    ),
    "drawing": (types(content_types("application/vnd.ms-visio.drawing.main+xml")), "lagre den som"),
    "macro document": (
        types(content_types("application/vnd.ms-word.document.macroEnabled.main+xml")),
        "DOCM eller DOTM",
    ),
    "no text": (without("word/document.xml"), "mangler selve teksten"),
    "no relations": (without("_rels/.rels"), "mangler selve teksten"),
    "too large": (b"\0" * (MAX_FILE_BYTES + 1), "25 MB"),
}
CONTENT = {
    "macro": (added("word/vbaProject.bin"), "makroer"),
    "control": (added("word/activeX/activeX1.xml"), "ActiveX"),
    "object": (added("word/embeddings/oleObject1.bin"), "innebygde objekter"),
    "chunk": (added("word/afchunk.htm"), "altChunk"),
    "addition": (added("customUI/customUI.xml"), "et tillegg til Word"),
    "subdocument": (relations(relationships(("subDocument", "x.xml"))), "underdokumenter; lim"),
    "frames": (relations(relationships(("frame", "x.xml"))), "rammer som en nettside"),
    "foreign part": (added("word/skript.js"), "ikke hører hjemme"),
    "picture elsewhere": (
        relations(relationships(("image", "http://localhost/x.png"), external=True)),
        "viser bilder som ligger et annet sted",
    ),
    "template elsewhere": (
        relations(relationships(("attachedTemplate", "file:///X:/mal.dotx"), external=True)),
        "knyttet til en mal",
    ),
    "object elsewhere": (
        relations(relationships(("oleObject", "file:///X:/tall.xlsx"), external=True)),
        "innhold fra en annen fil",
    ),
    "subdocument elsewhere": (
        relations(relationships(("subDocument", "kapittel.docx"), external=True)),
        "underdokumenter et annet sted",
    ),
    "frame elsewhere": (
        relations(relationships(("frame", "http://localhost/x"), external=True)),
        "rammer som viser andre sider",
    ),
    "anything elsewhere": (
        relations(relationships(("noeNytt", "http://localhost/x"), external=True)),
        "henter innhold fra et annet sted",
    ),
    "document type": (body(b"<!DOCTYPE x []>" + document("x")), "DOCTYPE"),
    "encoding": (body('<?xml version="1.0"?><x/>'.encode("utf-16")), "tegnsett"),
}


@pytest.mark.parametrize(
    ("data", "words"), [*OTHER_FILES.values(), *CONTENT.values()], ids=[*OTHER_FILES, *CONTENT]
)
def test_each_is_refused_in_its_own_words(data, words):
    assert words in refused(data)


def test_no_two_kinds_share_a_sentence():
    same_fault = {"no text", "no relations"}
    files = {name: data for name, (data, _) in (OTHER_FILES | CONTENT).items()}
    sentences = [refused(data) for name, data in files.items() if name not in same_fault]
    assert len(set(sentences)) == len(sentences)


def test_a_plain_document_passes():
    check_package(PLAIN)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("word/vbaData.xml", "makroer"),
        ("word/jsaProject.bin", "makroer"),
        ("word/attachedToolbars.bin", "makroer"),
        ("word/embeddings/ark.xlsx", "innebygde objekter"),
        ("word/webextensions/taskpanes.xml", "et tillegg til Word"),
        ("word/media/x.exe", "ikke hører hjemme"),
        ("META-INF/manifest.xml", "ikke hører hjemme"),
    ],
)
def test_the_names_of_parts_give_away_what_they_are(name, words):
    assert words in refused(added(name))


@pytest.mark.parametrize(
    "name",
    [
        "word/media/bilde1.png",
        "word/media/hdphoto1.wdp",
        "word/theme/theme1.xml",
        "word/fonts/font1.odttf",
        "word/documenttasks/documenttasks1.xml",
        "customXml/item1.xml",
        "word/comments.xml",
        "docMetadata/LabelInfo.xml",  # the sensitivity labels of Microsoft 365
    ],
)
def test_parts_that_editors_add_pass(name):
    check_package(added(name, b"<x/>"))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("application/vnd.ms-office.vbaProject", "makroer"),
        (f"{OFFICE_TYPE}.oleObject", "innebygde objekter"),
        ("application/vnd.ms-office.activeX+xml", "ActiveX"),
        ("application/vnd.ms-office.webextension+xml", "et tillegg til Word"),
    ],
)
def test_active_content_under_an_innocent_name_is_refused(kind, words):
    declared = content_types(f"{WORD_TYPE}.document.main+xml", kind)
    assert words in refused(types(declared))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("vbaProject", "makroer"),
        ("control", "ActiveX"),
        ("oleObject", "innebygde objekter"),
        ("package", "innebygde objekter"),
        ("aFChunk", "altChunk"),
        ("webextensiontaskpanes", "et tillegg til Word"),
    ],
)
def test_relations_to_active_content_are_refused(kind, words):
    assert words in refused(relations(relationships((kind, "x.xml"))))


@pytest.mark.parametrize(
    "target",
    ["http://localhost/x.png", "//localhost/x.png", "\\\\localhost\\x.png", "C:/x.png", "data:,x"],
)
@pytest.mark.parametrize("mode", ["", ' TargetMode="Internal"', ' TargetMode="external"'])
def test_an_address_is_elsewhere_whatever_the_relation_says_of_itself(target, mode):
    plain = relationships(("image", target)).decode()
    assert "et annet sted" in refused(relations(plain.replace("/></", f"{mode}/></").encode()))


def test_a_hyperlink_passes():
    linked = relationships(("hyperlink", "https://example.org"), external=True)
    check_package(relations(linked))


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE x [<!ENTITY a "b">]>' + document("&amp;"),
        b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://localhost/x.dtd">' + document("x"),
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>',
        b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>',
        b'<?xml version="1.0"' + b" " * 300 + b'encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>',
        b"<?xml version='1.0' encoding = 'IBM037'?><x/>",
    ],
)
def test_document_types_entities_and_odd_encodings_are_refused(xml):
    refused(body(xml))


@pytest.mark.parametrize("declaration", ["", "<?xml version='1.0' encoding='utf-8'?>\n", "\ufeff"])
def test_a_text_in_utf_8_passes_however_it_says_so(declaration):
    check_package(body(declaration.encode() + document("æøå")))


@pytest.mark.parametrize(
    "name", ["word/styles.xml", "docProps/custom.xml", "word/_rels/document.xml.rels"]
)
def test_a_document_type_in_any_part_is_refused(name):
    assert "DOCTYPE" in refused(added(name, b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'))


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
        b'<Default Extension="XML"/>',
        b"<x/>",
        b'<x ContentType="y"><Default Extension="xml"/></x>',
    ],
)
def test_a_content_type_that_is_not_said_is_refused(odd):
    declared = FILES["[Content_Types].xml"].replace(b"</Types>", odd + b"</Types>")
    assert "skadet" in refused(types(declared))


def test_a_type_declared_for_parts_that_are_not_there_is_nothing_to_fear():
    """OnlyOffice says of every document what ".bin" would be in it."""
    ole = b"application/vnd.openxmlformats-officedocument.oleObject"
    odd = b'<Default Extension="bin" ContentType="' + ole + b'"/>'
    declared = types(FILES["[Content_Types].xml"].replace(b"</Types>", odd + b"</Types>"))
    check_package(declared)
    with_part = archive({**unpacked(declared), "word/printerSettings/printer1.bin": b"x"})
    assert "innebygde objekter" in refused(with_part)


@pytest.mark.parametrize("odd", [b"<!-- hei -->", b"<?hei du?>"])
def test_a_remark_among_the_content_types_is_nothing_to_fear(odd):
    declared = FILES["[Content_Types].xml"].replace(b"</Types>", odd + b"</Types>")
    check_package(types(declared))


@pytest.mark.parametrize("extension", ["png", "bin"])
def test_a_type_for_parts_that_are_not_there_is_nothing_to_fear(extension):
    """OnlyOffice declares one for embedded objects in every document it saves."""
    kind = f'<Default Extension="{extension}" ContentType="{OFFICE_TYPE}.oleObject"/>'
    declared = FILES["[Content_Types].xml"].replace(b"</Types>", kind.encode() + b"</Types>")
    check_package(types(declared))


def test_an_active_type_is_found_however_deep_it_lies():
    hidden = b'<x ContentType="y"><Override PartName="/a" ContentType="application/vba"/></x>'
    declared = FILES["[Content_Types].xml"].replace(b"</Types>", hidden + b"</Types>")
    assert "makroer" in refused(types(declared))


def test_the_caps_leave_room_for_a_long_protocol():
    long = docx("^ Protokoll\n" + "\n".join(f"Avsnitt {n} med tekst" for n in range(20_000)))
    assert len(open_package(long).parts) == len(FILES)
    assert len(read(long).sections[0].paragraphs) == 20_001
