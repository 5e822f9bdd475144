"""Our PDFs can be read by a screen reader, and hold the document and no more."""

from __future__ import annotations

import gzip
import io
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle

import docx as python_docx
import pytest
from lxml import etree

from service.documents import DocumentData, UnsafeDocument, render
from service.documents.ooxml import w
from service.documents.printing.bounded import ProgramFailed, ProgramMissing
from service.documents.printing.labelled import labelled
from service.documents.printing.pdf import to_pdf
from tests.documents.document_data import MANIFESTS, TEMPLATES, filled
from tests.documents.docx_notation import docx, edited, unpacked
from tests.documents.pdf_tree import Pdf

# Variants differ in structure and languages in words: every variant in one language is enough.
_NAMES = sorted({(m.type, m.variant) for m in MANIFESTS.values()})
_LANGUAGES = dict(zip(_NAMES, cycle(("nb", "nn")), strict=False))
CHOSEN = [k for k, m in MANIFESTS.items() if m.language == _LANGUAGES[m.type, m.variant]]
PROTOCOL = ("protokoll", "nb")


def written(key: tuple[str, str]) -> bytes:
    return render(TEMPLATES[key], filled(MANIFESTS[key]), document_id="dok-1")


@pytest.fixture(scope="module")
def made() -> dict[tuple[str, str], Pdf]:
    """A PDF of each variant of each type, several asked for at the same time."""

    def pdf(key: tuple[str, str]) -> Pdf:
        title = f"Prøve av {key[0]} & <æøå>"
        return Pdf(to_pdf(written(key), language=MANIFESTS[key].language, title=title))

    with ThreadPoolExecutor(4) as pool:
        return dict(zip(CHOSEN, pool.map(pdf, CHOSEN), strict=True))


def paragraphs(document: bytes, style: str) -> list[str]:
    """The texts of a style's paragraphs, read from the XML and not by the code under test."""
    body = etree.fromstring(unpacked(document)["word/document.xml"])
    return [
        "".join(str(t.text or "") for t in paragraph.iter(w("t")))
        for paragraph in body.iter(w("p"))
        if paragraph.find(f"{w('pPr')}/{w('pStyle')}[@{w('val')}='{style}']") is not None
    ]


def test_every_variant_of_every_type_is_tried():
    tried = [MANIFESTS[key] for key in CHOSEN]
    assert {(m.type, m.variant) for m in tried} == set(_NAMES)
    assert {m.language for m in tried} == {"nb", "nn"}


@pytest.mark.parametrize("key", CHOSEN, ids="-".join)
def test_a_pdf_says_language_and_title_and_claims_to_be_accessible(key, made):
    pdf = made[key]
    assert pdf.language == f"{MANIFESTS[key].language}-NO"
    assert pdf.properties["/Title"] == f"Prøve av {key[0]} & <æøå>"
    assert pdf.shows_title
    assert pdf.claims_ua


@pytest.mark.parametrize("key", CHOSEN, ids="-".join)
def test_the_headings_of_a_document_are_headings_and_bookmarks_of_the_pdf(key, made):
    document, pdf = written(key), made[key]
    for level in (1, 2, 3):
        headings = paragraphs(document, f"Heading{level}")
        assert len(list(pdf.tree.all(f"H{level}"))) == len(headings)
        assert set(headings) <= set(pdf.bookmarks)
    assert list(pdf.tree.all("H1"))


@pytest.mark.parametrize("key", CHOSEN, ids="-".join)
def test_the_tables_of_a_document_are_tables_of_the_pdf_with_their_header_rows(key, made):
    body = etree.fromstring(unpacked(written(key))["word/document.xml"])
    tables = list(made[key].tree.all("Table"))
    assert len(tables) == len(list(body.iter(w("tbl"))))
    headers = 0
    for table in tables:
        assert {row.tag for row in table.children} == {"TR"}
        for row in table.children:
            kinds = {cell.tag for cell in row.children}
            assert len(kinds) == 1
            assert kinds <= {"TH", "TD"}
            headers += kinds == {"TH"}
    assert headers == len(list(body.iter(w("tblHeader"))))
    assert all(cell.attributes["/Scope"] == "/Column" for cell in made[key].tree.all("TH"))


def test_language_and_title_are_what_the_caller_says_whatever_the_document_says():
    document = edited(written(PROTOCOL), ("nb-NO", "en-US"), part="word/styles.xml")
    pdf = Pdf(to_pdf(document, language="nn", title="Møtebok"))
    assert (pdf.language, pdf.properties["/Title"]) == ("nn-NO", "Møtebok")


def test_a_document_without_properties_and_default_language_gets_both():
    pdf = Pdf(to_pdf(docx("# Sak\nTekst."), language="nn", title="Møtebok"))
    assert (pdf.language, pdf.properties["/Title"]) == ("nn-NO", "Møtebok")
    assert pdf.shows_title


def test_who_wrote_the_document_is_not_in_the_pdf():
    document = edited(
        written(PROTOCOL),
        ("<dc:creator></dc:creator>", "<dc:creator>Kari Skriver</dc:creator>"),
        ("<cp:keywords></cp:keywords>", "<cp:keywords>uenighet</cp:keywords>"),
        part="docProps/core.xml",
    )
    data = to_pdf(document, language="nb", title="Protokoll")
    assert set(Pdf(data).properties) == {"/Title", "/Creator", "/Producer", "/CreationDate"}
    assert Pdf(data).properties["/Creator"] == "Writer"


def test_comments_are_not_in_the_pdf():
    document = python_docx.Document(io.BytesIO(written(PROTOCOL)))
    runs = document.add_paragraph("Vanlig tekst.").runs
    document.add_comment(runs, text="Ikke vis denne", author="Ola Nordmann")
    saved = io.BytesIO()
    document.save(saved)
    pdf = Pdf(to_pdf(saved.getvalue(), language="nb", title="Protokoll"))
    assert "Vanlig tekst." in pdf.text
    assert "Ikke vis denne" not in pdf.text
    assert pdf.annotations == []


def test_an_empty_document_of_ours_is_no_form_to_fill_in():
    document = render(TEMPLATES[PROTOCOL], DocumentData(), document_id="dok-1")
    assert Pdf(to_pdf(document, language="nb", title="Protokoll")).annotations == []


def test_changes_that_nobody_has_accepted_are_shown():
    document = docx("Vi {-avslår-}{+godkjenner+} planen.")
    assert "avslårgodkjenner" in Pdf(to_pdf(document, language="nb", title="x")).text


def test_damaged_styles_are_said_to_be_so():
    with pytest.raises(UnsafeDocument, match="skadet"):
        to_pdf(docx("Tekst.", word__styles_xml=b"<w:styles"), language="nb", title="x")


def test_the_gate_stands_before_libreoffice():
    with pytest.raises(UnsafeDocument):
        to_pdf(b"PK\3\4 ikke noe dokument", language="nb", title="x", soffice="finnes-ikke")


def test_a_damaged_picture_is_refused_and_not_passed_on():
    files = docx("Tekst.", word__media__bilde_png=b"\x89PNG\r\n\x1a\n" * 40)
    at = files.index(b"word/media/bilde.png") + len("word/media/bilde.png")
    damaged = files[:at] + bytes([files[at] ^ 0xFF]) + files[at + 1 :]
    with pytest.raises(UnsafeDocument):
        to_pdf(damaged, language="nb", title="x")


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">{}</svg>'
SHOWING = DRAWING.format('<image x:href="file:///etc/bilde.png"/>').encode()


@pytest.mark.parametrize(
    "drawing",
    [
        SHOWING,
        SHOWING.replace(b"x:href", b"href\n"),
        SHOWING.replace(b'"file:///etc/bilde.png"', b"'bilde.png'"),
        SHOWING.replace(b'"file:', b'"&#102;ile:'),
        SHOWING.replace(b"file:///etc/bilde.png", b"data:image/png;base64,PHN2Zy8+"),
        b"<!DOCTYPE svg [<!ENTITY a \"<image x:h&#114;ef='file:///x'/>\">]>"
        + DRAWING.format("&a;").encode(),
        SHOWING.decode().encode("utf-16"),
        b"<?xml version='1.0' encoding='utf-7'?>" + DRAWING.format("").encode(),
        gzip.compress(SHOWING),
        b"%!PS-Adobe-3.0 EPSF-3.0",
        b"",
    ],
)
@pytest.mark.parametrize("part", ["word__media__bilde_svg", "word__media__bilde_png"])
def test_a_picture_that_may_show_files_of_this_machine_is_refused(drawing, part):
    document = docx("Tekst.", **{part: drawing})
    with pytest.raises(UnsafeDocument, match=r"som PNG"):
        to_pdf(document, language="nb", title="x")


@pytest.mark.parametrize(
    "picture", [DRAWING.format('<use x:href="#a"/>').encode(), b"\xff\xd8\xff\xe0", b"GIF89a"]
)
def test_a_picture_that_shows_only_itself_passes(picture):
    assert labelled(docx("Tekst.", word__media__bilde_svg=picture), locale="nb-NO", title="x")


def test_without_libreoffice_the_error_says_what_to_install():
    with pytest.raises(ProgramMissing, match="libreoffice-writer") as caught:
        to_pdf(written(PROTOCOL), language="nb", title="x", soffice="finnes-ikke")
    assert not caught.value.temporary


def test_what_libreoffice_can_not_read_is_said_to_be_so():
    document = edited(docx("Tekst."), ("</w:document>", "</w:body></w:document>"))
    with pytest.raises(ProgramFailed, match="lagre det på nytt") as caught:
        to_pdf(document, language="nb", title="x")
    assert not caught.value.temporary
