"""Web pages as they are saved, with all that stands around the plan."""

import pytest

from service.domain.errors import InputError
from service.imports.containers.markup import MAX_PARAGRAPHS, MAX_ROWS
from tests.unit.imports.plan_text import read

PAGE = "<!DOCTYPE html><html><body><h1>Møteplan 2026</h1>{}</body></html>"
PLAN = "<table><tr><th>Dato<th>Utvalg</tr><tr><td>19. januar<td>Formannskap</tr></table>"


@pytest.mark.parametrize(
    "around",
    [
        f"<script>{'let a = 1; ' * 450_000}</script>",
        f"<img alt='' src='data:image/png;base64,{'A' * 5_000_000}'>",
        f"<div style='{'color: red; ' * 400_000}'></div>",
    ],
    ids=["script", "picture", "style"],
)
def test_a_plan_among_five_megabytes_of_other_things_is_read(around):
    (meeting,) = read(PAGE.format(around + PLAN)).meetings
    assert meeting.date.isoformat() == "2026-01-19"


@pytest.mark.parametrize(
    ("around", "told"),
    [
        ("<p>Møtene begynner kl. 18.00.</p>" * (MAX_PARAGRAPHS + 1), "over 5000 avsnitt"),
        ("<table><tr><td>a</tr></table>" * (MAX_ROWS + 1), "over 5000 rader"),
        (f"<table>{'<tr><td>a</tr>' * (MAX_ROWS + 1)}</table>", "over 5000 rader"),
    ],
    ids=["paragraphs", "tables", "rows"],
)
def test_a_page_longer_than_any_plan_is_refused_at_once(around, told):
    with pytest.raises(InputError, match=told):
        read(PAGE.format(around + PLAN))


def test_a_style_strikes_out_whatever_the_letters_it_is_written_in():
    style = "COLOR: red; Text-Decoration: LINE-THROUGH"
    page = PAGE.format(PLAN.replace("<td>19", f"<td style='{style}'>19"))
    assert [m.note for m in read(page).uncertain] == ["I planen er «19. januar» strøket over."]


def test_a_page_whose_lists_hold_the_plan_is_read_beside_its_one_table():
    page = (
        "<h1>Møteplan 2026</h1><h2>Kommunestyret</h2><ul><li>Torsdag 22. januar</li>"
        "<li>Torsdag 26. februar</li><li>Torsdag 26. mars</li></ul>"
        "<h2>Formannskapet</h2><table><tr><th>Dato</th><th>Utvalg</th></tr>"
        "<tr><td>20. januar</td><td>Formannskapet</td></tr></table>"
    )
    reading = read(page)
    assert [(m.body, m.date.month, m.date.day) for m in reading.meetings] == [
        ("Formannskapet", 1, 20),
        ("Kommunestyret", 1, 22),
        ("Kommunestyret", 2, 26),
        ("Kommunestyret", 3, 26),
    ]
