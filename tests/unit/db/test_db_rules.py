"""Registers, surveys, the baseline, and when findings were seen."""

from __future__ import annotations

import datetime as dt
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from sqlalchemy import select

from service.db.database import Database
from service.db.findings import Baseline, Known, Sightings
from service.db.groups import Groups
from service.db.registers import Registers, StoredEntry, Surveys
from service.db.sealing import SecretBox
from service.db.tables_rules import EntryRow
from service.domain.model import Period
from service.domain.settings import GroupSettings
from tests.unit.db.plan_rows import NOW

LATER = NOW + dt.timedelta(days=1)
DISSENT = StoredEntry(
    id="d1", register="dissent", case="12/26", person="ola", at=NOW, to=("kari",),
    flags=("large",), values={"reason": "Skolen bør bestå."},
)  # fmt: skip


def test_a_register_that_is_kept_may_be_empty(
    database: Database, stored: GroupSettings, box: SecretBox
):
    with database.transaction() as session:
        registers = Registers(session, stored.group.id, box)
        assert registers.kept() == ()
        registers.keep("dissent", since=NOW)
        registers.keep("dissent", since=LATER)
        assert registers.kept() == ("dissent",)
        assert registers.entries() == ()


def test_entries_come_back_as_they_were_and_are_replaced_by_id(
    database: Database, stored: GroupSettings, box: SecretBox
):
    with database.transaction() as session:
        registers = Registers(session, stored.group.id, box)
        registers.put([DISSENT], by="kari", at=NOW)
        assert registers.entries("dissent") == (DISSENT,)
        assert registers.kept() == ("dissent",)
        changed = replace(DISSENT, case="13/26")
        registers.put([changed, replace(DISSENT, id="d2")], by="kari", at=LATER)
        assert registers.entries() == (changed, replace(DISSENT, id="d2"))
        assert registers.entries("media") == ()
        assert registers.remove("d2")
        assert not registers.remove("d2")
        registers.stop("dissent")
        assert (registers.kept(), registers.entries()) == ((), ())


def test_who_dissents_is_not_readable_in_the_database(
    database: Database, stored: GroupSettings, box: SecretBox
):
    with database.transaction() as session:
        Registers(session, stored.group.id, box).put([DISSENT], by="kari", at=NOW)
        (content,) = session.scalars(select(EntryRow.content))
    assert "ola" not in content
    assert "12/26" not in content


def test_a_survey_keeps_counts_and_nobody(database: Database, stored: GroupSettings):
    with database.transaction() as session:
        surveys = Surveys(session, stored.group.id)
        surveys.answer("2026", {"E1": 4, "E3": 2})
        surveys.answer("2026", {"E1": 4})
        surveys.answer("2027", {"E1": 5})
        session.expire_all()
        assert surveys.counts() == {
            ("2026", "E1"): {4: 2}, ("2026", "E3"): {2: 1}, ("2027", "E1"): {5: 1},
        }  # fmt: skip


def test_a_closed_round_takes_no_more_answers(database: Database, stored: GroupSettings):
    with database.transaction() as session:
        surveys = Surveys(session, stored.group.id)
        assert all(surveys.answer("2026", {"E1": 4, "E3": 2}) for _ in range(2))
        assert not surveys.close("2026", NOW, least=3)
        assert surveys.answer("2026", {"E1": 1})
        assert surveys.close("2026", NOW, least=3)
        assert surveys.close("2026", LATER, least=3)
        assert not surveys.answer("2026", {"E1": 5})
        assert surveys.counts()["2026", "E1"] == {4: 2, 1: 1}
        assert surveys.answer("2027", {"E1": 5})
        assert surveys.closed() == {"2026"}


def test_nobody_answers_while_a_round_is_closed(database: Database, stored: GroupSettings):
    """An answer that came in between would show what it was."""
    group_id = stored.group.id
    with database.transaction() as session:
        for _ in range(3):
            Surveys(session, group_id).answer("2026", {"E1": 4})
    closing, came = threading.Event(), []

    def answer() -> None:
        closing.wait()
        with database.transaction() as session:
            came.append(Surveys(session, group_id).answer("2026", {"E1": 1}))

    with ThreadPoolExecutor() as pool:
        answered = pool.submit(answer)
        with database.transaction() as session:
            assert Surveys(session, group_id).close("2026", NOW, least=3)
            closing.set()
            time.sleep(0.2)  # it has come to its turn by now, and waits
        answered.result()
    assert came == [False]


def test_the_baseline_is_set_as_a_whole(database: Database, stored: GroupSettings):
    with database.transaction() as session:
        baseline = Baseline(session, stored.group.id)
        baseline.set([Known("b", "R-1", "x"), Known("a", "R-2", "y")], NOW)
        assert baseline.all() == (Known("b", "R-1", "x"), Known("a", "R-2", "y"))
        baseline.set([], LATER)
        assert baseline.all() == ()


def test_a_finding_is_new_once_and_new_again_when_it_comes_back(
    database: Database, stored: GroupSettings
):
    with database.transaction() as session:
        sightings = Sightings(session, stored.group.id)
        sightings.record({"f": ("R-1", "error"), "g": ("R-2", "info")}, NOW)
        sightings.record({"f": ("R-1", "warning")}, LATER)
        assert [(s.finding, s.severity, s.first_seen, s.gone) for s in sightings.all()] == [
            ("f", "warning", NOW, None), ("g", "info", NOW, LATER),
        ]  # fmt: skip
        again = LATER + dt.timedelta(days=1)
        sightings.record({"g": ("R-2", "info")}, again)
        assert {s.finding: (s.first_seen, s.gone) for s in sightings.all()} == {
            "f": (NOW, again), "g": (again, None),
        }  # fmt: skip
        sightings.forget_before(again + dt.timedelta(days=1))
        assert [s.finding for s in sightings.all()] == ["g"]


def test_a_packs_own_time_comes_back(database: Database, stored: GroupSettings):
    used = Period(start=dt.date(2023, 1, 1), end=dt.date(2025, 12, 31))
    group = replace(stored.group, pack_periods={stored.group.packs[0]: used})
    with database.transaction() as session:
        Groups(session).save(replace(stored, group=group))
    with database.reading() as session:
        found = Groups(session).get(group.id)
    assert found is not None
    assert found.group.pack_periods == {stored.group.packs[0]: used}


def test_two_processes_may_look_for_the_first_time_at_once(
    database: Database, stored: GroupSettings
):
    """A page and a pass: the second waits for the first, and knows what it wrote."""
    first_wrote, second_asks = threading.Event(), threading.Event()

    def second() -> dt.datetime | None:
        first_wrote.wait()
        second_asks.set()
        with database.transaction() as session:
            Sightings(session, stored.group.id).record({"f1": ("R-1", "error")}, LATER)
            return Sightings(session, stored.group.id).since()

    with ThreadPoolExecutor() as pool:
        answer = pool.submit(second)
        with database.transaction() as session:
            Sightings(session, stored.group.id).record({"f1": ("R-1", "error")}, NOW)
            first_wrote.set()
            second_asks.wait()
            time.sleep(0.3)  # it has asked by now, and waits
        assert answer.result() == NOW
    with database.reading() as session:
        (seen,) = Sightings(session, stored.group.id).all()
    assert seen.first_seen == NOW
