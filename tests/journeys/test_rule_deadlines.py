"""What rules ask for by a day lies in the deadlines calendar, moves with the plan and goes away."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from service.db.groups import Groups
from service.domain.model import event_uid
from service.journeys.judging.deciding import confirm
from service.journeys.judging.registers import import_registers
from service.journeys.municipal import import_plan
from tests.journeys.judged import IN_GJERSTAD
from tests.journeys.members import ics
from tests.journeys.rule_tasks import (
    WITH_DEADLINES,
    asked,
    days_before,
    due,
    href_of,
    lies_there,
    sequence,
    shelf,
    task,
    tasks,
)
from tests.journeys.town import Town, plan, text
from tests.servers.server import Server

NewTown = Callable[..., Town]
VOTES, FOLLOW_UP = "DL-VOTES-kommunestyre-2018-03-21", "DL-FOLLOWUP-kommunestyre-2018-03-21"
PLAN_AUTUMN, ASSESS = "DL-PLAN-HALF-2023-2", "DL-EVAL-2018"
ROUND = "DL-GROUP-BEFORE-ROUND-formannskap-2023-03-14"


@pytest.fixture
def aure(new_settled: NewTown) -> Town:
    return new_settled(places=WITH_DEADLINES)


@pytest.fixture
def gjerstad(new_settled: NewTown) -> Town:
    return new_settled(places=WITH_DEADLINES, **IN_GJERSTAD)


def done(town: Town, id_: str) -> bytes:
    """A person ticks a task off in their program; how it lies there then."""
    href = href_of(town, id_)
    ticked = "STATUS:COMPLETED\nCOMPLETED:20180116T090000Z\nPERCENT-COMPLETE:100\nEND:VTODO"
    before = re.sub(r"\nSTATUS:\S*", "", text(shelf(town).get(href)))
    shelf(town).rewrite(href, ics(before.replace("END:VTODO", ticked)))
    return shelf(town).get(href)


def test_what_the_packs_ask_for_lies_there_as_tasks_with_their_alarms(gjerstad: Town) -> None:
    autumn = task(gjerstad, PLAN_AUTUMN)
    assert autumn.name == "VTODO"
    assert str(autumn["SUMMARY"]) == "Vedta møteplanen for høsten 2023"
    assert "før halvåret begynner" in autumn["DESCRIPTION"]
    assert due(autumn) == dt.date(2023, 6, 30)
    assert days_before(autumn) == [30, 14, 3]
    social = task(gjerstad, "DL-SOCIAL-2023")
    assert (due(social), days_before(social)) == (dt.date(2023, 5, 1), [])
    there = tasks(gjerstad)
    today = gjerstad.now.date()
    ahead = [id_ for id_, day in asked(gjerstad).items() if day >= today]
    assert len(ahead) > 20
    assert all(event_uid(gjerstad.id, id_) in there for id_ in ahead)
    assert "STATUS" not in autumn


def test_a_task_is_related_to_the_meeting_it_belongs_to(aure: Town) -> None:
    votes = task(aure, VOTES)
    assert str(votes["RELATED-TO"]) == event_uid(aure.id, "kommunestyre-2018-03-21")
    assert days_before(votes) == [2, 1]


def test_a_second_pass_writes_nothing(aure: Town, gjerstad: Town) -> None:
    for town in (aure, gjerstad):
        before = shelf(town).all()
        assert town.sync().steps == ()
        town.now += dt.timedelta(minutes=15)
        assert town.sync().steps == ()
        assert shelf(town).all() == before


def test_a_deadline_moves_when_the_council_moves_its_meeting(aure: Town) -> None:
    before = {id_: task(aure, id_) for id_ in (VOTES, FOLLOW_UP)}
    aure.council_moves()
    assert not aure.sync().errors
    for id_, old in before.items():
        moved = task(aure, id_)
        assert moved["UID"] == old["UID"]
        assert due(moved) - due(old) == dt.timedelta(days=7)
        assert sequence(moved) == sequence(old) + 1
        assert "28. mars" in moved["SUMMARY"]
    assert aure.sync().steps == ()


def test_what_is_settled_is_called_off_and_after_a_while_gone(gjerstad: Town) -> None:
    before = task(gjerstad, PLAN_AUTUMN)
    gjerstad.half = "2023-2"
    gjerstad.approve()
    assert not gjerstad.sync().errors
    autumn = task(gjerstad, PLAN_AUTUMN)
    assert autumn["STATUS"] == "CANCELLED"
    assert sequence(autumn) > sequence(before)
    gone = "DL-GROUP-BEFORE-ROUND-formannskap-2023-10-10"
    assert not lies_there(gjerstad, gone)
    assert gjerstad.sync().steps == ()
    gjerstad.now += dt.timedelta(days=60)
    assert not gjerstad.sync().errors
    assert autumn["UID"] not in tasks(gjerstad)


def test_a_plan_that_settles_much_at_once_is_not_taken_for_a_loss(
    tmp_path: Path, radicale: Server, wsgidav: Server
) -> None:
    town = Town(tmp_path, caldav=radicale, webdav=wsgidav, places=WITH_DEADLINES)
    import_plan(town.services, town.id, plan(), town.plan_file)
    assert not town.sync().errors
    before = [i for i in tasks(town) if tasks(town)[i]["SUMMARY"].startswith("Siste dag")]
    assert len(before) == 11
    town.approve()
    for _ in range(2):
        assert not town.sync().errors
        assert {tasks(town)[uid]["STATUS"] for uid in before} == {"CANCELLED"}
    town.now += dt.timedelta(days=60)
    assert not town.sync().errors
    assert not set(before) & set(tasks(town))
    town.services.database.close()


def test_a_deadline_comes_back_when_what_settled_it_is_undone(gjerstad: Town) -> None:
    assert not lies_there(gjerstad, ROUND)
    gjerstad.change("2023-03-09", date=dt.date(2023, 3, 15))
    gjerstad.sync()
    assert lies_there(gjerstad, ROUND)
    assert due(task(gjerstad, ROUND)) == dt.date(2023, 3, 13)
    gjerstad.change("2023-03-15", date=dt.date(2023, 3, 9))
    gjerstad.sync()
    assert task(gjerstad, ROUND)["STATUS"] == "CANCELLED"
    gjerstad.change("2023-03-09", date=dt.date(2023, 3, 15))
    gjerstad.sync()
    assert lies_there(gjerstad, ROUND)
    assert gjerstad.sync().steps == ()


def test_a_confirmed_task_is_called_off(aure: Town) -> None:
    assert days_before(task(aure, ASSESS)) == [14]
    confirm(aure.services, aure.id, "AP-LHM-0.4", f"group:{aure.id}", by="kari")
    aure.sync()
    assert task(aure, ASSESS)["STATUS"] == "CANCELLED"


def test_a_task_that_a_person_has_done_stays_theirs(aure: Town) -> None:
    theirs = done(aure, VOTES)
    assert aure.sync().written == 0
    assert shelf(aure).get(href_of(aure, VOTES)) == theirs
    aure.council_moves()
    aure.sync()
    moved = task(aure, VOTES)
    assert due(moved) == dt.date(2018, 3, 28)
    assert moved["STATUS"] == "COMPLETED"
    assert moved["PERCENT-COMPLETE"] == 100
    assert moved["COMPLETED"].dt == dt.datetime(2018, 1, 16, 9, tzinfo=dt.UTC)
    assert aure.sync().steps == ()


def test_a_task_that_a_person_has_done_is_not_called_off(aure: Town) -> None:
    done(aure, ASSESS)
    confirm(aure.services, aure.id, "AP-LHM-0.4", f"group:{aure.id}", by="kari")
    aure.sync()
    assert task(aure, ASSESS)["STATUS"] == "COMPLETED"
    assert aure.sync().steps == ()


def test_a_deadline_that_has_passed_is_not_written_anew(new_town: NewTown) -> None:
    town = new_town(places=WITH_DEADLINES)
    town.now = town.now.replace(month=2, day=20)
    assert not town.sync().errors
    february = "kommunestyre-2018-02-15"
    assert f"DL-VOTES-{february}" in asked(town)
    assert not lies_there(town, f"DL-VOTES-{february}")
    assert lies_there(town, f"DL-FOLLOWUP-{february}")
    assert min(due(one) for one in tasks(town).values() if "stemmer" in one["SUMMARY"]) > (
        town.now.date()
    )


def test_a_deadline_that_passes_stays_where_it_lies(aure: Town) -> None:
    passed = task(aure, "DL-VOTES-kommunestyre-2018-02-15")
    aure.now = aure.now.replace(month=2, day=20)
    assert aure.sync().steps == ()
    assert task(aure, "DL-VOTES-kommunestyre-2018-02-15") == passed


def test_a_deadline_of_a_register_is_settled_by_its_entry(aure: Town) -> None:
    entries = "\n".join(
        f'[[vote_intent]]\ncase = "12/18"\nperson = "{p}"\nat = "2018-02-10"'
        for p in ("kari", "ola", "nils", "anne", "per", "marit")
    )
    agenda = '[[agenda]]\ncase = "12/18"\nmeeting = "2018-02-15 KST"'
    data = f"{agenda}\n{entries}\n".encode()
    import_registers(aure.services, aure.id, data, "register.toml", by="kari")
    aure.sync()
    assert task(aure, "DL-VOTES-kommunestyre-2018-02-15")["STATUS"] == "CANCELLED"
    assert lies_there(aure, VOTES)


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("traits", [{}, IN_GJERSTAD], ids=["aure", "gjerstad"])
def test_a_task_names_nobody_no_party_and_no_dissent(
    new_town: NewTown, traits: dict[str, object], language: str
) -> None:
    town = new_town(places=WITH_DEADLINES, **traits)
    settings = town.services.own_settings(town.id)
    group = replace(settings.group, language=language)
    with town.services.database.transaction() as session:
        Groups(session).save(replace(settings, group=group))
    town.sync()
    found = asked(town)
    names = {word for person in group.roster.people for word in person.name.split()}
    told = re.compile(
        rf"\b({'|'.join(names)}|Ap|Aps|Sp|Sps|Arbeiderpart\w*|Arbeidarpart\w*|Senterpart\w*)\b"
        r"|annerledes|annleis|avvik|dissens|mindretal|uenig|usam|\bmot\b|imot|bindende|bindande"
    )
    there = tasks(town)
    ours = [there[uid] for id_ in found if (uid := event_uid(town.id, id_)) in there]
    assert len(ours) > 5
    for one in ours:
        whole = one.to_ical().decode().replace("\r\n ", "")
        assert not told.search(whole), whole
