"""The wheels as drawings: nothing over anything else, and nothing that only a colour says."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import math
import random
from collections.abc import Iterable
from xml.etree import ElementTree as ET

import docx
import pypdf
import pytest

from service.documents.printing.pdf import to_pdf
from service.documents.wheel.canvas import PAPER, Box
from service.documents.wheel.dial import Dial, spread
from service.documents.wheel.drawing import draw
from service.documents.wheel.layout import COMPACT, WIDE, Layout
from service.documents.wheel.sheet import wheel_docx
from service.domain.deadlines import DatedTask
from service.domain.model import (
    Body,
    BodyKind,
    Group,
    Meeting,
    MeetingStatus,
    MeetingType,
    Period,
    Roster,
)
from service.domain.wheels.building import term_wheel, year_wheel
from service.domain.wheels.model import Wheel
from service.domain.wheels.times import Entered, KnownDates
from tests.documents.drawn import outside, overlapping

TODAY = dt.date(2026, 5, 11)
BODIES = (
    Body(key="ks", name="Kommunestyret", kind=BodyKind.COUNCIL),
    Body(key="fsk", name="Formannskapet", kind=BodyKind.EXECUTIVE),
    Body(key="h1", name="Hovedutvalg for helse og oppvekst", kind=BodyKind.COMMITTEE),
    Body(key="h2", name="Hovedutvalg for kommuneutvikling", kind=BodyKind.COMMITTEE),
    Body(key="ku", name="Kontrollutvalget", kind=BodyKind.OTHER),
    Body(key="gruppa", name="Gruppa", kind=BodyKind.GROUP),
)
TYPES = {
    "ks": MeetingType.MUN_COUNCIL,
    "fsk": MeetingType.MUN_EXEC,
    "h1": MeetingType.MUN_COMMITTEE,
    "h2": MeetingType.MUN_COMMITTEE,
    "ku": MeetingType.OTHER,
    "gruppa": MeetingType.GRP_ORD,
}


def a_group(language: str = "nb") -> Group:
    return Group(
        id="g",
        name="Prøvegruppa",
        party="Prøvepartiet",
        municipality="Nordre Prøve",
        term=Period(start=dt.date(2023, 10, 1), end=dt.date(2027, 9, 30)),
        language=language,
        roster=Roster(bodies=BODIES),
    )


def meetings(count: int, seed: int, bodies: Iterable[str] = TYPES) -> list[Meeting]:
    """So many meetings in 2026, as sure and as approved as chance has it."""
    chance = random.Random(seed)
    return [
        Meeting(
            id=f"m{n}",
            body=(body := chance.choice(tuple(bodies))),
            type=TYPES[body],
            date=dt.date(2026, 1, 1) + dt.timedelta(days=chance.randrange(365)),
            status=chance.choice((MeetingStatus.CONFIRMED, MeetingStatus.TENTATIVE)),
            confidence=chance.choice((1.0, 1.0, 0.5)),
        )
        for n in range(count)
    ]


def year(count: int, seed: int = 1, language: str = "nb") -> Wheel:
    tasks = [
        DatedTask(id=f"t{n}", date=dt.date(2026, 1, 1) + dt.timedelta(days=n * 4), title="Frist")
        for n in range(90)
    ]
    known = KnownDates(meetings=meetings(count, seed), tasks=tasks)
    return year_wheel(a_group(language), 2026, known)


def term(language: str = "nb") -> Wheel:
    entered = [
        Entered(name="election", day=dt.date(2023, 9, 11), source="r"),
        Entered(name="planstrategi", day=dt.date(2024, 6, 20), source="r"),
        Entered(name="budsjett", day=dt.date(2024, 12, 12), source="r"),
    ]
    return term_wheel(a_group(language), KnownDates(entered=entered))


def test_boxes_that_lie_over_each_other_are_found():
    square = Box(text="a", corners=((0, 0), (10, 0), (10, 10), (0, 10)))
    turned = Box(text="b", corners=((9, 5), (14, 0), (19, 5), (14, 10)))
    beside = Box(text="c", corners=((11, -5), (16, -10), (21, -5), (16, 0)))

    assert overlapping([square, turned, beside]) == [("a", "b")]


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("layout", [WIDE, COMPACT], ids=["wide", "compact"])
@pytest.mark.parametrize("count", [0, 40, 150, 400])
def test_no_text_stands_over_another_in_a_year_however_many_meetings(
    count: int, layout: Layout, language: str
):
    for seed in range(3):
        drawing = draw(year(count, seed, language), layout, key="w", today=TODAY)
        assert overlapping(drawing.boxes) == []
        assert outside(drawing.boxes, layout) == []


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("layout", [WIDE, COMPACT], ids=["wide", "compact"])
def test_no_text_stands_over_another_in_a_term(layout: Layout, language: str):
    for wheel in (term(language), term_wheel(a_group(language), KnownDates())):
        for today in (None, *(dt.date(y, m, 2) for y in (2024, 2026) for m in (1, 4, 7, 10))):
            drawing = draw(wheel, layout, key="w", today=today)
            assert overlapping(drawing.boxes) == []
            assert outside(drawing.boxes, layout) == []


@pytest.mark.parametrize("layout", [WIDE, COMPACT], ids=["wide", "compact"])
def test_no_numbers_disc_lies_over_another(layout: Layout):
    for wheel in (year(100), term(), term_wheel(a_group(), KnownDates())):
        root = ET.fromstring(draw(wheel, layout, key="w", on_page=True).svg)
        discs = [
            tuple(float(one.attrib[name]) for name in ("cx", "cy", "r"))
            for one in root.iter()
            if one.get("class") == "wheel-number"
        ]
        assert len(discs) >= 4
        for (ax, ay, ar), (bx, by, br) in itertools.combinations(discs, 2):
            assert math.hypot(ax - bx, ay - by) >= ar + br


def test_every_day_of_an_ordinary_year_stands_in_its_own_mark():
    days = [dt.date(2026, month, 20) for month in range(1, 13) if month != 7]
    held = [
        Meeting(
            id=str(day),
            body="ks",
            type=MeetingType.MUN_COUNCIL,
            date=day,
            status=MeetingStatus.CONFIRMED,
            confidence=0.5 if day.month == 3 else 1.0,
        )
        for day in days
    ]
    wheel = year_wheel(a_group(), 2026, KnownDates(meetings=held))
    texts = texts_of(draw(wheel, WIDE, key="w").svg)

    assert texts.count("20") == len(days) - 1
    assert texts.count("20?") == 1, "a day that is not sure says so in the mark itself"


def test_a_usual_time_and_a_day_differ_in_shape_and_not_only_in_colour():
    known = KnownDates(entered=[Entered(name="budsjett", day=dt.date(2026, 12, 17), source="r")])
    before, after = (
        draw(year_wheel(a_group(), 2026, k), WIDE, key="w").svg for k in (KnownDates(), known)
    )

    assert before.count("<polygon") == 0
    assert after.count("<polygon") == 2, "a diamond in the wheel and one in the legend"
    assert before.count("stroke-dasharray") - after.count("stroke-dasharray") == 1


def test_the_drawing_says_what_it_is_and_that_the_table_has_it_all():
    root = ET.fromstring(draw(year(3), WIDE, key="hjul").svg)
    title, description = root[0], root[1]

    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "hjul-title hjul-desc"
    assert (title.get("id"), title.text) == ("hjul-title", "Årshjul 2026, Nordre Prøve")
    assert description.get("id") == "hjul-desc"
    assert "tabellen" in str(description.text)


def test_a_page_gets_classes_for_its_style_sheet_and_a_file_its_own_colours():
    wheel = year(10)
    page, file = (draw(wheel, WIDE, key="w", on_page=on_page).svg for on_page in (True, False))

    assert 'class="wheel-fixed"' in page
    assert "#" not in page
    assert "style=" not in page + file, "the pages' policy lets no style in"
    assert 'fill="#24508a"' in file
    assert "class=" not in file


def test_names_that_look_like_markup_are_only_text():
    bodies = (Body(key="h1", name="<script>x</script> & sønn", kind=BodyKind.COMMITTEE),)
    held = meetings(1, 1, ["h1"])
    group = a_group()
    strange = Group(
        id=group.id,
        name=group.name,
        party=group.party,
        municipality="<b>",
        term=group.term,
        roster=Roster(bodies=bodies),
    )
    svg = draw(year_wheel(strange, 2026, KnownDates(meetings=held)), WIDE, key="w").svg

    assert "<script" not in svg
    assert "<b>" not in svg
    assert "<script>x</script> & sønn" in " ".join(texts_of(svg))


def test_a_file_is_the_same_whenever_it_is_made():
    assert draw(year(50), WIDE, key="w").svg == draw(year(50), WIDE, key="w").svg


def test_days_go_clockwise_from_the_top_and_leave_the_gap_free():
    dial = Dial(period=Period(start=dt.date(2026, 1, 1), end=dt.date(2026, 12, 31)), gap=0.4)
    angles = [dial.on(dt.date(2026, 1, 1) + dt.timedelta(days=n)) for n in range(365)]

    assert angles == sorted(angles)
    assert dial.before(dt.date(2026, 1, 1)) == pytest.approx(0.2)
    assert dial.after(dt.date(2026, 12, 31)) == pytest.approx(6.2831853 - 0.2)
    assert len(list(dial.months())) == 12


def test_marks_are_moved_no_further_than_they_must():
    assert spread([1, 5, 9], [0.5] * 3, 0, 10) == [1, 5, 9]
    assert spread([5, 5, 5], [0.5] * 3, 0, 10) == [5, 6, 7]
    assert spread([9, 10], [1] * 2, 0, 10) == [7, 9]
    assert spread([0], [1], 0, 10) == [1]
    assert spread([1, 2, 3], [2] * 3, 0, 10) is None


def texts_of(svg: str) -> list[str]:
    root = ET.fromstring(svg)
    return [str(one.text) for one in root.iter() if one.tag.endswith("}text")]


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_colours_of_paper_can_be_told_from_what_they_stand_on():
    band = PAPER["wheel-band"]["fill"]
    for role in ("wheel-text", "wheel-soft", "wheel-strong", "wheel-month", "wheel-off"):
        assert _contrast(PAPER[role]["fill"], band) >= 4.5, role
    for role in ("wheel-fixed", "wheel-own"):
        assert _contrast(PAPER["wheel-on"]["fill"], PAPER[role]["fill"]) >= 4.5, role
    for role, colours in PAPER.items():
        if role not in {"wheel-grid", "wheel-rim"} and "stroke" in colours:
            assert _contrast(colours["stroke"], band) >= 3, role


def test_the_sheet_has_a_row_for_everything_that_is_drawn():
    wheel = year(20)
    document = docx.Document(io.BytesIO(wheel_docx(wheel)))
    rows = [
        tuple(cell.text for cell in row.cells) for table in document.tables for row in table.rows
    ]

    assert len(rows) == len(wheel.items) + 2, "and a header for each of two tables"
    assert rows[0] == ("Nr.", "Hva", "Når", "Hvor sikkert")
    assert ("4", wheel.numbered[3].name, "Vanligvis vedtatt i desember") == rows[4][:3]
    unsure = [item for item in wheel.items if wheel.certainty(item) == "usikker dato"]
    assert sum(row[-1] == "Usikker dato" for row in rows) == len(unsure) > 0


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_it_is_printed_as_one_sheet_with_lines_and_letters_and_then_tables(language: str):
    wheel = year(60, language=language)
    pdf = to_pdf(wheel_docx(wheel), language=language, title=wheel.title)
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    first = pages[0]

    assert (round(first.mediabox.width), round(first.mediabox.height)) == (842, 595)
    assert "september" in first.extract_text()
    assert not first.images, "nothing of it is a picture of letters"
    assert wheel.numbered[0].name in pages[1].extract_text()
    root = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == f"{language}-NO"
