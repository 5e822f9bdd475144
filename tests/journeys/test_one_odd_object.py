"""One odd object, or one group in trouble, stops nothing but itself."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable

import pytest

from service.demo.script import data
from service.domain.settings import DriftPolicy
from tests.documents.docx_notation import archive, docx, unpacked
from tests.journeys.members import edited, ics
from tests.journeys.terminal import Terminal
from tests.journeys.town import FIRST, LAST_MOVED, MOVED_TO, Town, starts, text, told

NewTown = Callable[..., Town]
LINK = "https://meet.example.org/4711"
BEGIN = "DTSTART;TZID=Europe/Oslo:20180122T180000"


@pytest.mark.parametrize("drift", list(DriftPolicy))
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("STATUS:CONFIRMED", "STATUS:NEEDS-ACTION"),
        ("TZID=Europe/Oslo:2018", "TZID=Europe:2018"),
        ("SEQUENCE:0", "SEQUENCE:" + "9" * 5000),
        (BEGIN, "DTSTART:99991231T235959Z"),
    ],
)
def test_an_odd_event_is_left_as_it_is_and_the_others_are_kept_in_step(
    new_settled: NewTown, drift: DriftPolicy, old: str, new: str
) -> None:
    town = new_settled(drift=drift)
    href, theirs = edited(town, FIRST, lambda event: event.replace(old, new))
    town.council_moves()
    report = town.sync()
    assert report.errors == ()
    assert ("update", "plan_changed") in told(report)
    assert town.calendar().get(href) == theirs
    others = {h: d for h, d in town.calendar().all().items() if h != href}
    assert any(starts(d).startswith(MOVED_TO) for d in others.values())


def test_a_strangers_odd_event_under_a_name_like_ours_is_left_alone(town: Town) -> None:
    name = "6fa459ea-ee8a-5ca4-894e-db77e160355e"
    event = (
        f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:{name}\n"
        "DTSTAMP:20180101T120000Z\nDTSTART;TZID=Europe:20180122T080000\nSTATUS:KANSKJE\n"
        f"SEQUENCE:{'9' * 5000}\nSUMMARY:Tannlege\n"
        "END:VEVENT\nEND:VCALENDAR\n"
    )
    town.calendar().put(f"{name}.ics", ics(event))
    theirs = town.calendar().get(f"{name}.ics")
    report = town.sync()
    assert (report.written, report.conflicts, report.errors) == (0, 0, ())
    assert town.calendar().get(f"{name}.ics") == theirs


def test_a_damaged_document_does_not_stop_the_group(town: Town) -> None:
    files = unpacked(docx("Hei"))
    types = files["[Content_Types].xml"].replace(b"</Types>", b"<Override/></Types>")
    damaged = archive({**files, "[Content_Types].xml": types})
    town.folder().put("hei.docx", damaged)
    town.council_moves()
    assert ("update", "plan_changed") in told(town.sync())
    assert town.folder().get("hei.docx") == damaged


@pytest.mark.parametrize("drift", list(DriftPolicy))
@pytest.mark.parametrize("day", [FIRST, LAST_MOVED])
def test_a_members_link_stays_where_the_meeting_is_kept_and_where_it_moves(
    new_settled: NewTown, drift: DriftPolicy, day: str
) -> None:
    town = new_settled(drift=drift)

    def link(event: str) -> str:
        lines = [line for line in event.split("\n") if not line.startswith("URL:")]
        return "\n".join(lines).replace("SUMMARY:", f"URL:{LINK}\nSUMMARY:")

    href, _ = edited(town, day, link)
    for _ in range(2):
        report = town.sync()
        assert (report.written, report.conflicts) == (0, 0)
    town.council_moves()
    town.sync()
    assert f"\nURL:{LINK}\n" in text(town.calendar().get(href))
    assert town.sync().written == 0


AURE = data("aure.toml").decode()
LOCKED = "UPDATE targets SET secret = 'tull', password_env = NULL WHERE group_id = 'aure-2015'"


@pytest.fixture
def two(terminal: Terminal) -> Terminal:
    """A service with two groups, and the first can't be synced."""
    for one in ("aure-2015", "bure-2015"):
        words = AURE.replace('"aure-2015"', f'"{one}"').replace("https://", f"https://{one}.")
        (terminal.folder / f"{one}.toml").write_text(words, encoding="utf-8")
        assert terminal.run(f"group add {one}.toml").status == 0
    with sqlite3.connect(terminal.database) as database:
        assert database.execute(LOCKED).rowcount
    database.close()
    return terminal


@pytest.mark.parametrize("form", ["", " --json"])
def test_a_group_in_trouble_does_not_keep_the_next_one_waiting(two: Terminal, form: str) -> None:
    ran = two.run(f"sync --all{form}")
    assert ran.status == 2
    assert "Traceback" not in ran.err
    if form:
        told_of = json.loads(ran.out)["errors"]
    else:
        assert "bure-2015: 0 skrevet" in ran.out
        assert "aure-2015: 0 skrevet" not in ran.out
        told_of = ran.err.splitlines()
    assert [line for line in told_of if line.startswith("aure-2015: Databasen er låst")]
    assert [line for line in told_of if "AURE_PASSORD" in line]
