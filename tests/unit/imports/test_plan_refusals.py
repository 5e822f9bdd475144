"""Bad input: one clear sentence that names file and place, and never a traceback."""
# ruff: noqa: E501 - a case a line reads as the table it is

import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.errors import InputError
from service.imports import PlanReading, read_plan
from service.imports.containers import package as package_module
from service.imports.containers import workbook as workbook_module

MOTEPLAN = Path(__file__).parents[3] / "service/demo/data"
PLANS = [MOTEPLAN / "aure-2018-1.txt", MOTEPLAN / "gjerstad-2023.html"]


def xlsx(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def zipped(**parts: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(8)
BOOK = b"<w><body>" + b"<p><r><t>a</t></r></p>" * 5_001 + b"</body></w>"
MARKUP = b"<w><body>" + b"<p/>" * 200_000 + b"</body></w>"
ICS = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:a\n{}\nSUMMARY:Formannskap\n"
    "END:VEVENT\nEND:VCALENDAR\n"
)
GRID = "<h1>2026</h1>\n<table>\n<tr><th>Utvalg<th>Jan<th>Feb<th>Mars</tr>\n<tr><td>FSK<td>{}<td><td></tr></table>"

CASES = {
    "empty": (b" \n", "plan.csv", "tom"),
    "unknown columns": (b"Foo;Bar\n1;2\n", "plan.csv, linje 1", "«Foo»"),
    "no names": (b"19.01.2026;Noe\n", "plan.csv, linje 1", "Dato og Utvalg"),
    "31 February": (b"Dato;Utvalg\n31. februar 2026;Formannskap\n", "plan.csv, linje 2", "31. februar 2026"),
    "29 February in a common year": (b"Dato;Utvalg\n29.02.2026;Formannskap\n", "plan.csv, linje 2", "finnes ikke"),
    "month 13": (b"Dato;Utvalg\n01.13.2026;Formannskap\n", "plan.csv, linje 2", "finnes ikke"),
    "unreadable date": (b"Dato;Utvalg\n??;Formannskap\n", "plan.csv, linje 2", "«??»"),
    "no date": (b"Dato;Utvalg;Tid\n;Formannskap;18:00\n", "plan.csv, linje 2", "Datoen mangler"),
    "no body": (b"Dato;Utvalg\n19.01.2026;\n", "plan.csv, linje 2", "Utvalget mangler"),
    "25 o'clock": (b"Dato;Utvalg;Tid\n19.01.2026;Formannskap;25:00\n", "plan.csv, linje 2", "«25:00»"),
    "unreadable time": (b"Dato;Utvalg;Tid\n19.01.2026;Formannskap;??\n", "plan.csv, linje 2", "«??»"),
    "no year": (b"Dato;Utvalg\n19. januar;Formannskap\n", "plan.csv", "--year"),
    "two years": ("Møteplan 2025 og 2026\nDato;Utvalg\n19. januar;Formannskap\n".encode(), "plan.csv", "2025, 2026"),
    "two lists beside each other": (b"Dato;Utvalg;Dato;Utvalg\n1. mars;A;2. mars;B\n", "plan.csv, linje 1", "flere ganger"),
    "open quotation": (b'Dato;Utvalg\n19.01.2026;"Formannskap\n', "plan.csv, linje 2", "anførselstegn"),
    "??": (GRID.format("??").encode(), "plan.csv, linje 4, januar", "«??»"),
    "32 January": (GRID.format("32.").encode(), "plan.csv, linje 4, januar", "«32.»"),
    "other month": (GRID.format("7.3.").encode(), "plan.csv, linje 4, januar", "«7.3.»"),
    "login page": (
        b"<!DOCTYPE html><form><input name=u><input type=password></form>", "plan.csv", "innloggingsside",
    ),
    "page without a plan": (b"<html><p>Velkommen</p></html>", "plan.csv", "Fant ingen tabell"),
    "no plan but a log": (b"Dato;Utvalg\n" + b"19.01.2026;Formannskap\n" * 5_000, "plan.csv", "5000 rader"),
    "a cell like a book": (GRID.format("1," * 100_000).encode(), "plan.csv, linje 4, januar", " …"),
    "damaged PDF": (b"%PDF-1.7 ...", "plan.csv", "skadet"),
    "old Excel": (OLD_OFFICE + "Workbook".encode("utf-16-le"), "plan.csv", "lagre den som .xlsx"),
    "old Word": (OLD_OFFICE + "WordDocument".encode("utf-16-le"), "plan.csv", "lagre det som .docx"),
    "locked workbook": (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "plan.csv", "låst med passord"),
    "RTF": (rb"{\rtf1\ansi Dato}", "plan.csv", "lagre det som .docx"),
    "picture": (b"\x00\x00\x00\x18ftypheic\x00\x00", "plan.csv", "et bilde"),
    "binary": (bytes(range(1, 256)) * 3, "plan.csv", "Tegnsettet"),
    "DOS letters": ("Dato;Utvalg\n19.01.2026;Hovedutvalg for måling og prøver\n".encode("cp850"), "plan.csv", "Tegnsettet"),
    "no zip": (b"PK\x03\x04 not really", "plan.csv", "skadet"),
    "Word without a body": (zipped(**{"word/document.xml": b"<w/>"}), "plan.csv", "skadet"),
    "Word without text": (zipped(**{"word/document.xml": b"<w><body/></w>"}), "plan.csv", "tomt"),
    "Word with pictures only": (
        zipped(**{"word/document.xml": b"<w><body><p><r><drawing/></r></p></body></w>"}), "plan.csv", "ingen tekst",
    ),
    "entities in Word": (
        zipped(**{"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><w><body><p><r><t>&b;</t></r></p></body></w>'}),
        "plan.csv", "ulovlig innhold",
    ),
    "a book": (zipped(**{"word/document.xml": BOOK}), "plan.csv", "5000 linjer"),
    "more formatting than text": (zipped(**{"word/document.xml": MARKUP}), "plan.csv", "for stort"),
    "ODT": (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "plan.csv", "lagre det som .docx"),
    "ODS": (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "plan.csv", "lagre det som .xlsx"),
    "another zip": (zipped(**{"a.txt": b"a"}), "plan.csv", "Pakk den ut"),
    "half a workbook": (zipped(**{"xl/workbook.xml": b"<workbook/>"}), "plan.csv", "skadet"),
    "entities": (
        zipped(**{"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}),
        "plan.csv", "ulovlig innhold",
    ),
    "workbook without names": (xlsx(["19.01.2026", "Noe"]), "plan.csv, ark «Sheet», rad 1", "Dato og Utvalg"),
    "workbook with 31 February": (
        xlsx(["Dato", "Utvalg"], ["31.02.2026", "Formannskap"]), "plan.csv, ark «Sheet», rad 2", "finnes ikke",
    ),
    "empty workbook": (xlsx(), "plan.csv", "tomt"),
    "formulas nobody computed": (
        xlsx(["Dato", "Utvalg"], ["=DATE(2026,1,19)", "Formannskap"]), "plan.csv", "formler uten utregnede verdier",
    ),
    "event without a date": (ICS.format("DTSTART:2026xx01").encode(), "plan.csv, linje 4", "DTSTART"),
    "endless series": (ICS.format("DTSTART:20260101T170000Z\nRRULE:FREQ=WEEKLY").encode(), "plan.csv, linje 4", "sluttdato"),
    "every second": (ICS.format("DTSTART:20260101T170000Z\nRRULE:FREQ=SECONDLY;COUNT=9").encode(), "plan.csv, linje 4", "oftere"),
    "unknown time zone": (ICS.format("DTSTART;TZID=Foo/Bar:20260101T170000").encode(), "plan.csv, linje 4", "Tidssonen"),
    "calendar without events": (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "plan.csv", "ingen hendelser"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_bad_input_is_refused_with_place_and_reason(case):
    data, where, words = CASES[case]
    with pytest.raises(InputError) as refused:
        read_plan(data, "plan.csv")
    assert refused.value.where == where
    assert words in refused.value.message
    assert refused.value.message.endswith((".", "?"))


def test_what_is_named_as_something_else_is_told_apart():
    with pytest.raises(InputError, match=r"heter \.xlsx, men er et bilde"):
        read_plan(b"GIF89a", "plan.xlsx")


def test_computed_formulas_are_read_also_where_they_come_to_nothing():
    with zipfile.ZipFile(
        io.BytesIO(xlsx(["Dato", "Utvalg", "Sted"], ["x", "Formannskap", "y"]))
    ) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    for cell, computed in ((b"A2", b"<v>19.01.2026</v>"), (b"C2", b"<v></v>")):
        start = parts[name].index(b'<c r="' + cell)
        end = parts[name].index(b"</c>", start)
        new = b'<c r="' + cell + b'" t="str"><f>A1</f>' + computed
        parts[name] = parts[name][:start] + new + parts[name][end:]
    (meeting,) = read_plan(zipped(**parts), "plan.xlsx").meetings
    assert (meeting.date.isoformat(), meeting.place) == ("2026-01-19", "")


def test_a_bomb_is_refused_before_the_library_sees_it(monkeypatch):
    def never(*_args: object, **_kwargs: object) -> None:
        pytest.fail("openpyxl was given the file")

    monkeypatch.setattr(workbook_module.openpyxl, "load_workbook", never)
    monkeypatch.setattr(package_module, "MAX_UNPACKED", 1_000_000)
    bomb = zipped(**{"xl/workbook.xml": b"<a>" + b" " * 1_000_001 + b"</a>"})
    assert len(bomb) < 5_000
    with pytest.raises(InputError, match="for stort når det pakkes ut"):
        read_plan(bomb, "plan.xlsx")
    many = zipped(**{f"xl/{n}.xml": b"" for n in range(package_module.MAX_PARTS + 1)})
    with pytest.raises(InputError, match="for stort når det pakkes ut"):
        read_plan(many, "plan.xlsx")


def test_html_reads_no_file_of_this_machine(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("Hemmelig", encoding="utf-8")
    page = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><h1>2026</h1>'
        "<table><tr><th>Dato<th>Utvalg<tr><td>19. januar<td>Utvalg &x;</table>"
    )
    assert "Hemmelig" not in repr(read_plan(page.encode(), "plan.html"))


def understood(data: bytes) -> None:
    """Read it, or be refused: any other exception fails the test."""
    try:
        reading = read_plan(data, "plan", year=2026)
    except InputError as error:
        assert error.where
        assert error.message
    else:
        assert isinstance(reading, PlanReading)


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_random_bytes_are_read_or_refused(data):
    understood(data)


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            ["Dato", "Utvalg", "Tid", ";", "\t", "\n", "19. januar", "Formannskap", "kl. 18", "99:99",
             "31.02", "<table>", "<tr>", "<td>", "<td rowspan=9>", "Jan", "Feb", "Mars", "7. og 28.",
             "??", "BEGIN:VCALENDAR\n", "BEGIN:VEVENT\n", "END:VEVENT\n", "END:VCALENDAR\n", "UID:1\n",
             "DTSTART:20260119T170000Z\n", "RRULE:FREQ=DAILY;COUNT=3\n", "RRULE:FREQ=X\n",
             "RECURRENCE-ID:1\n", "DTSTART;VALUE=DATE:99991231\n", "DURATION:P99999D\n", "\"", "(", "2026"]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_pieces_of_plans_in_any_order_are_read_or_refused(pieces):
    understood("".join(pieces).encode())


def _mutants(data: bytes, count: int) -> list[bytes]:
    chance = random.Random(data)
    mutants = []
    for _ in range(count):
        changed = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(changed))
            kind = chance.randrange(3)
            if kind == 0:
                changed[at] = chance.randrange(256)
            elif kind == 1:
                del changed[at : at + chance.randint(1, 20)]
            else:
                changed[at:at] = changed[at : at + 20]
        mutants.append(bytes(changed))
    return mutants


WORKBOOK = xlsx(
    ["Dato", "Utvalg", "Tid"], *([f"{day}.01.2026", "Formannskap", "18:00"] for day in range(5, 10))
)
CALENDAR = ICS.format(
    "DTSTART;TZID=Europe/Oslo:20260119T180000\nDTEND;TZID=Europe/Oslo:20260119T200000\n"
    "RRULE:FREQ=WEEKLY;UNTIL=20260301T000000Z\nEXDATE;TZID=Europe/Oslo:20260126T180000"
).encode()


@pytest.mark.parametrize(
    "original",
    [*(plan.read_bytes() for plan in PLANS), WORKBOOK, CALENDAR],
    ids=[*(plan.name for plan in PLANS), "workbook", "calendar"],
)
def test_damaged_files_are_read_or_refused(original):
    assert read_plan(original, "plan", year=None).bodies
    for mutant in _mutants(original, 300):
        understood(mutant)


def test_damaged_parts_of_a_workbook_are_read_or_refused():
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, part in parts.items():
        for mutant in _mutants(part, 25):
            understood(zipped(**{**parts, name: mutant}))
