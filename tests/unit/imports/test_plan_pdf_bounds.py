"""PDFs that can't be read, or shouldn't be: one sentence each, and never a reader that hangs."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

import pypdf
import pytest
from PIL import Image

from service.domain.errors import InputError
from service.imports import read_plan
from service.imports.containers import open_source
from service.imports.containers import pdf as pdf_module
from service.imports.containers.pdf_pages import MAX_PAGES

FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
LINES = ("Dato", "Utvalg"), ("19.01.2026", "Formannskap"), ("22.01.2026", "Kommunestyre")
LISTED = "BT /F 11 Tf " + "".join(
    f"1 0 0 1 {x} {700 - 20 * n} Tm ({text}) Tj "
    for n, line in enumerate(LINES)
    for x, text in zip((70, 200), line, strict=True)
)


def pdf(content: str, *more: str, font: str = FONT) -> bytes:
    """A page of A4; further objects are numbered from 6."""
    resources = "<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources{resources}>>",
        stream("", content),
        font,
        *more,
    ]
    body, places = "%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(f"{len(body):010} 00000 n \n")
        body += f"{number} 0 obj\n{text}\nendobj\n"
    size = len(objects) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{''.join(places)}"
    trailer = f"trailer\n<</Root 1 0 R/Size {size}>>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}{table}{trailer}".encode("latin-1")


def stream(keys: str, content: str) -> str:
    return f"<<{keys}/Length {len(content)}>>\nstream\n{content}\nendstream"


def of_pages(pages: Sequence[pypdf.PageObject]) -> pypdf.PdfWriter:
    writer = pypdf.PdfWriter()
    for page in pages:
        writer.add_page(page)
    return writer


def saved(writer: pypdf.PdfWriter) -> bytes:
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def page_of(data: bytes) -> pypdf.PageObject:
    return pypdf.PdfReader(io.BytesIO(data)).pages[0]


def scan() -> bytes:
    data = io.BytesIO()
    Image.new("L", (595, 842), 255).save(data, "PDF", resolution=72)
    return data.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as refused:
        read_plan(data, "plan.pdf")
    assert refused.value.where == "plan.pdf"
    return refused.value.message


def test_the_plan_of_these_tests_is_read():
    assert [m.body for m in read_plan(pdf(LISTED), "plan.pdf").meetings] == [
        "Formannskap",
        "Kommunestyre",
    ]


def test_a_scanned_pdf_is_told_from_one_without_text():
    assert refusal(scan()) == (
        "PDF-en er skannet: den har bilder av sidene, men ingen tekst. "
        "Finn planen som nettside eller regneark, eller skriv datoene av som en liste."
    )
    assert refusal(pdf("")).startswith("PDF-en har ingen tekst.")


def test_what_a_machine_recognised_in_a_scan_is_uncertain():
    writer = pypdf.PdfWriter()
    writer.add_page(page_of(scan())).merge_page(page_of(pdf(LISTED)))
    reading = read_plan(saved(writer), "plan.pdf")
    assert reading.meetings == ()
    assert {m.note for m in reading.uncertain} == {
        "PDF-en er skannet, og teksten er gjenkjent av en maskin."
    }


def test_a_locked_pdf_is_refused_and_one_that_only_forbids_printing_is_read():
    locked, printless = of_pages([page_of(pdf(LISTED))]), of_pages([page_of(pdf(LISTED))])
    locked.encrypt("hemmelig", algorithm="AES-256")
    assert refusal(saved(locked)).startswith("PDF-en er låst med passord.")
    printless.encrypt("", "eier", algorithm="AES-256")
    assert len(read_plan(saved(printless), "plan.pdf").meetings) == 2


def test_more_pages_than_any_plan_are_refused():
    assert "over 40 sider" in refusal(saved(of_pages([page_of(pdf(LISTED))] * (MAX_PAGES + 1))))


def test_text_without_letters_is_refused():
    font = (
        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[<</Type/Font"
        "/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        "/Supplement 0>>>>]>>"
    )
    content = "BT /F 11 Tf 70 700 Td <000300040005> Tj ET"
    assert refusal(pdf(content, font=font)).startswith("PDF-en sier ikke hvilke bokstaver")


def test_a_pdf_that_draws_itself_over_and_over_is_ended(monkeypatch):
    """Each of sixty forms draws the next one twice: 2⁶⁰ in all."""
    monkeypatch.setattr(pdf_module, "SECONDS", 2.0)
    forms = [
        stream(
            f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {n + 1} 0 R>>>>",
            "/X Do /X Do",
        )
        for n in range(6, 66)
    ]
    last = stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "0 0 m")
    assert refusal(pdf("/X Do", *forms, last)).startswith("PDF-en er så innfløkt")


def test_text_that_is_drawn_twice_to_look_bold_is_read_once():
    source = open_source(pdf(LISTED + LISTED), "plan.pdf")
    assert [row.cells for row in source.tables[0].rows] == list(LINES)


def test_bullets_are_no_column():
    listed = "".join(
        f"1 0 0 1 {x} {700 - 20 * n} Tm ({text}) Tj "
        for n in range(3)
        for x, text in ((70, "\x95"), (90, f"{n + 1}. mars: formannskap"))
    )
    source = open_source(pdf(f"BT /F 11 Tf {listed}"), "plan.pdf")
    assert source.tables == ()
    assert source.prose[0].text == "1. mars: formannskap"


def test_text_outside_the_page_is_not_read():
    source = open_source(pdf(f"{LISTED} 1 0 0 1 70 -50 Tm (Utenfor) Tj"), "plan.pdf")
    assert [p.text for p in source.prose] == []


@pytest.mark.parametrize("seed", range(20))
def test_damaged_pdfs_are_read_or_refused(seed):
    chance = random.Random(seed)
    data = bytearray(saved(of_pages([page_of(pdf(LISTED))])))
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(8, len(data))
        data[at : at + chance.randint(0, 30)] = chance.randbytes(chance.randint(0, 3))
    try:
        read_plan(bytes(data), "plan.pdf", year=2026)
    except InputError as error:
        assert error.where
