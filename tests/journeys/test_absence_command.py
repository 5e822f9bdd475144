"""kjoreplan absence, as somebody at a terminal meets it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from service.bootstrap import build_services
from service.db.absences import AbsenceReports
from service.db.meetings import Meetings
from service.demo.script import data
from service.domain.absence import Absences, Way, Who
from service.domain.model import OSLO, Audience, Meeting, MeetingStatus, MeetingType
from service.domain.settings import AbsenceSettings, GroupSettings
from service.imports import read_group_file, write_group_file
from tests.journeys.terminal import Terminal

AT = dt.datetime.now(OSLO)
DAY = AT.date() + dt.timedelta(days=30)
MEETING = Meeting(
    id="g-1",
    body="gruppa",
    type=MeetingType.GRP_ORD,
    date=DAY,
    start=dt.time(18),
    status=MeetingStatus.CONFIRMED,
    serves=("ks-1",),
)
COUNCIL = Meeting(
    id="ks-1",
    body="kommunestyre",
    type=MeetingType.MUN_COUNCIL,
    date=DAY + dt.timedelta(days=3),
    status=MeetingStatus.CONFIRMED,
    audience=Audience.COUNCIL,
)


@pytest.fixture
def aure(terminal: Terminal) -> GroupSettings:
    """A group whose next meeting is in a month, and whose term isn't over."""
    settings = read_group_file(data("aure.toml"), "aure.toml")
    endless = replace(settings.group.term, end=None)
    group = replace(settings.group, term=endless, packs=("sp-reglement-2022",))
    chosen = AbsenceSettings(link=True)
    settings = replace(settings, group=group, targets=(), absence=chosen)
    (terminal.folder / "gruppe.toml").write_text(write_group_file(settings), encoding="utf-8")
    assert terminal.run("group add gruppe.toml").status == 0
    built = build_services()
    with built.database.transaction() as session:
        Meetings(session, settings.group.id).save([MEETING, COUNCIL])
    built.database.close()
    return settings


def say(*people: str, typed: str = "") -> None:
    said = Absences()
    for person in people:
        said = said.reported(Who(person), Way.LINK, AT)
    if typed:
        said = said.reported(Who(typed=typed), Way.LINK, AT)
    built = build_services()
    with built.database.transaction() as session:
        AbsenceReports(session, "aure-2015", built.box).save("g-1", said)
    built.database.close()


def test_nobody_away_is_told_of_the_next_meeting(terminal: Terminal, aure: GroupSettings) -> None:
    ran = terminal.run(f"absence {aure.group.id}")
    assert (ran.status, ran.err) == (0, "")
    assert "Formøte" not in ran.out
    assert "Gruppemøte" in ran.out
    assert "Ingen har meldt forfall." in ran.out
    assert "KJOREPLAN_PUBLIC_URL" in ran.out


def test_who_is_away_and_who_is_called_for_which_body(
    terminal: Terminal, aure: GroupSettings
) -> None:
    say("kari", "ola", "per", typed="Kari Normann")
    out = terminal.run(f"absence {aure.group.id}").out
    assert "Kari Nordmann  (meldt på siden" in out
    assert "Ukjent navn: Kari Normann" in out
    assert "Lars Nordmann (1. vara) og Ingrid Nordmann (2. vara)" in out
    assert "Varalista er brukt opp; plasser som blir stående tomme: 1" in out
    assert "Forfall til kommunestyret meldes til kommunen" in out


def test_the_same_for_scripts(
    terminal: Terminal, aure: GroupSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KJOREPLAN_PUBLIC_URL", "https://kjoreplan.example.org/")
    say("kari", typed="Kari Normann")
    ran = terminal.run(f"absence {aure.group.id} --json")
    (one,) = json.loads(ran.out)["meetings"]
    assert json.loads(ran.out) | {"meetings": []} == {
        "group": "aure-2015",
        "link": True,
        "replies": False,
        "meetings": [],
    }
    assert [(a["person"], a["way"]) for a in one["away"]] == [("kari", "link")]
    assert [(a["person"], a["name"]) for a in one["unknown"]] == [(None, "Kari Normann")]
    assert one["deputies"] == {
        "called": [{"person": "lars", "name": "Lars Nordmann", "rank": 1}],
        "vacant": 0,
        "listed": 2,
    }
    assert one["prepares"] == ["kommunestyret"]
    assert (one["id"], one["date"], one["open"]) == ("g-1", DAY.isoformat(), True)


def test_a_meetings_link_is_replaced(terminal: Terminal, aure: GroupSettings) -> None:
    ran = terminal.run(f"absence {aure.group.id} --new-link g-1")
    assert ran.status == 0
    assert "Lenka er byttet ut." in ran.out
    refused = terminal.run(f"absence {aure.group.id} --new-link ks-1")
    assert (refused.status, refused.out) == (2, "")
    assert "Det kan ikke meldes forfall til dette møtet." in refused.err


def test_a_group_that_is_not_there_is_told(terminal: Terminal) -> None:
    ran = terminal.run("absence finnes-ikke")
    assert ran.status == 2
    assert "Det finnes ingen gruppe" in ran.err
