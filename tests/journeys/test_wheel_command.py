"""kjoreplan wheel as somebody at a terminal meets it, and the wheels of two published plans."""

from __future__ import annotations

import json

import pytest

from service.bootstrap import build_services
from service.demo.script import data
from service.documents.wheel.drawing import draw
from service.documents.wheel.layout import COMPACT, WIDE
from service.domain.wheels.model import Certainty
from service.journeys.wheels import wheel_of_term, wheel_of_year
from tests.documents.drawn import outside, overlapping
from tests.journeys.terminal import Terminal

DEMO = (
    ("aure", "aure-2015", "aure-2018-1.txt", 2018),
    ("gjerstad", "gjerstad-2019", "gjerstad-2023.html", 2023),
)


def moved_in(terminal: Terminal, group: str, plan: str) -> None:
    for name in (f"{group}.toml", plan):
        (terminal.folder / name).write_bytes(data(name))
    assert terminal.run(f"group add {group}.toml").status == 0


@pytest.mark.parametrize(("group", "group_id", "plan", "year"), DEMO)
def test_the_wheels_of_published_plans_have_every_meeting_and_no_text_over_another(
    terminal: Terminal, group: str, group_id: str, plan: str, year: int
):
    moved_in(terminal, group, plan)
    assert terminal.run(f"plan import {group_id} {plan}").status in {0, 1}
    services = build_services()
    wheels = (wheel_of_year(services, group_id, year), wheel_of_term(services, group_id))
    services.database.close()

    held = [item for item in wheels[0].items if item.certainty is not Certainty.USUAL]
    assert len(held) > 15
    for wheel in wheels:
        for layout in (WIDE, COMPACT):
            drawing = draw(wheel, layout, key="w")
            assert overlapping(drawing.boxes) == []
            assert outside(drawing.boxes, layout) == []


def test_a_wheel_becomes_the_kind_of_file_that_its_name_says(terminal: Terminal):
    moved_in(terminal, *DEMO[0][::2])
    for name, begins in (("h.svg", b"<svg "), ("h.PDF", b"%PDF-"), ("h.png", b"\x89PNG")):
        ran = terminal.run(f"wheel aure-2015 --year 2018 -o {name}")
        assert (ran.status, ran.err) == (0, "")
        assert "Årshjul 2018" in ran.out
        assert (terminal.folder / name).read_bytes().startswith(begins)
    told = json.loads(terminal.run("wheel aure-2015 --term -o t.svg --json").out)
    assert told == {"title": "Fireårshjul 2015–2019", "file": "t.svg"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("", "-o FIL eller --folder"),
        ("-o h.svg --folder", "-o FIL eller --folder"),
        ("--term --year 2018 -o h.svg", "--year eller --term"),
        ("-o h.gif", ".pdf, .png eller .svg"),
        ("-o hjul", ".pdf, .png eller .svg"),
    ],
)
def test_what_can_not_be_done_is_told_and_nothing_is_written(
    terminal: Terminal, options: str, said: str
):
    moved_in(terminal, *DEMO[0][::2])
    before = sorted(terminal.folder.iterdir())
    ran = terminal.run(f"wheel aure-2015 {options}")

    assert ran.status == 2
    assert said in " ".join(ran.err.split())
    assert sorted(terminal.folder.iterdir()) == before


def test_a_group_nobody_has_is_told_so(terminal: Terminal):
    assert terminal.run("wheel finnes-ikke -o h.svg").status == 2
