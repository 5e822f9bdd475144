"""What was judged last time is not judged again, and nobody can tell from the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from service.db.groups import Groups
from service.demo.person import Handwriting, write_in
from service.domain.model import OSLO, Membership, Period, Person, Role
from service.domain.regulation_versions import Ballot
from service.journeys.judging.choosing import ChosenRules, choose_rules
from service.journeys.judging.deciding import confirm, set_baseline, waive
from service.journeys.judging.registers import import_registers, stop_register
from service.journeys.judging.validating import validate_group
from service.journeys.regulation.adopting import approve_regulation
from service.rules.results import Report
from tests.journeys.judged import IN_GJERSTAD, another_process
from tests.journeys.members import write_protocol
from tests.journeys.test_copied_documents import attended, put_in
from tests.journeys.town import BOARD, CALENDAR, FOLDER, GROUP, PROTOCOL, RULES, Town

REGULATION = "Reglement.docx"
NewTown = Callable[..., Town]
PLACES = ((CALENDAR, GROUP), (FOLDER, GROUP), (FOLDER, BOARD))
CASE = '[[case]]\nid = "sak"\ncase = "3/18"\nflags = ["disagreement"]\nmeeting = "{}"\n'


def same(town: Town) -> Report:
    """The report of the process that remembers, which is that of one that doesn't."""
    remembered = validate_group(town.services, town.id)
    assert remembered == validate_group(another_process(town), town.id)
    return remembered


def synced(town: Town) -> Report:
    assert not town.sync().errors
    return same(town)


def codes(made: Report) -> set[str]:
    return {f.code for f in made.findings}


@pytest.fixture
def town(new_settled: NewTown) -> Town:
    """A group in February, whose January protocol is written."""
    made = new_settled(places=PLACES)
    write_protocol(made)
    made.now = dt.datetime(2018, 2, 1, 12, tzinfo=OSLO)
    synced(made)
    return made


def test_one_document_is_changed(town: Town) -> None:
    before = same(town)
    theirs = town.folder().get(PROTOCOL)
    town.folder().rewrite(PROTOCOL, attended(theirs, "Per Nordmann", "Ja"))
    after = synced(town)
    assert {f.target for f in before.findings} - {f.target for f in after.findings} == {
        "person:per@" + next(m.id for m in town.meetings())
    }
    assert same(town) == after


def test_documents_are_renamed_deleted_and_made(town: Town) -> None:
    assert "AP-LHM-4.5" not in codes(same(town))
    town.folder().rename(PROTOCOL, "2018/Januar.docx")
    assert "2018/Januar.docx" in {f.location for f in synced(town).findings}
    town.folder().delete("2018/Januar.docx")
    assert "AP-LHM-4.5" in codes(synced(town))
    town.folder().put("2018/Igjen.docx", b"")
    synced(town)
    town.folder().rewrite(RULES, put_in(town.folder().get(RULES), "2015–2019", "2011–2015"))
    assert "AP-LHM-0.1" in codes(synced(town))


def test_time_passes_and_the_plan_changes(town: Town) -> None:
    before = same(town)
    town.now = dt.datetime(2018, 2, 13, 12, tzinfo=OSLO)
    assert codes(synced(town)) > codes(before)
    town.council_moves()
    same(town)
    town.change("2018-02-05", date=dt.date(2018, 2, 8), start=None, end=None)
    same(town)
    town.change("2018-01-22", date=dt.date(2018, 1, 23))
    assert any("tirsdag 23. januar" in f.message for f in same(town).findings)
    town.now += dt.timedelta(minutes=5)
    same(town)
    town.now = dt.datetime(2019, 1, 1, 0, 30, tzinfo=OSLO)
    same(town)


def test_registers_and_decisions_change(town: Town) -> None:
    def read_in(text: str) -> None:
        import_registers(town.services, town.id, text.encode(), "r.toml", by="kari")

    before = same(town)
    read_in('keep = ["case"]')
    assert len(same(town).not_evaluated) < len(before.not_evaluated)
    read_in(CASE.format("2018-02-15 KST"))
    before_it_met, town.now = town.now, dt.datetime(2018, 2, 16, 12, tzinfo=OSLO)
    assert "AP-LHM-1.7" in codes(same(town))
    town.now = before_it_met
    read_in(CASE.format("2018-02-07 FSK"))
    same(town)
    stop_register(town.services, town.id, "case")
    assert same(town) == before
    confirm(town.services, town.id, "AP-LHM-0.4", f"group:{town.id}", by="kari")
    assert "AP-LHM-0.4" in codes(before) - codes(same(town))
    first = before.findings[0]
    waive(town.services, town.id, first.code, first.target, "Slik er det.", by="kari")
    assert [f.id for f in same(town).waived] == [first.id]
    set_baseline(town.services, town.id)
    assert same(town).findings == ()


def test_the_group_its_packs_and_its_values_change(town: Town) -> None:
    own = ("ap-lhm-2015",)
    values = {("AP-LHM-4.5", "deadline_days"): 30, ("AP-LHM-4.6", "off"): "Ikke nå."}
    choose_rules(town.services, town.id, ChosenRules(packs=own, values=values))
    assert "AP-LHM-4.6" in same(town).switched_off
    choose_rules(town.services, town.id, ChosenRules(packs=(*own, "ks-folkevalgt-2011")))
    same(town)
    since = {"ap-lhm-2015": Period(start=dt.date(2018, 2, 1))}
    choose_rules(town.services, town.id, ChosenRules(packs=own, periods=since))
    same(town)
    choose_rules(town.services, town.id, ChosenRules(packs=own))
    same(town)
    settings = town.services.own_settings(town.id)
    roster = settings.group.roster
    seat = Membership(body="gruppa", role=Role.MEMBER, period=settings.group.term)
    new = Person(id="unni", name="Unni Nordmann", memberships=(seat,))
    more = replace(roster, people=(*roster.people, new))
    with town.services.database.transaction() as session:
        Groups(session).save(replace(settings, group=replace(settings.group, roster=more)))
    assert any("Unni Nordmann" in f.message for f in same(town).findings)


def test_a_half_year_and_a_regulation_are_adopted(new_settled: NewTown) -> None:
    town = new_settled(**IN_GJERSTAD, plan_document=True)
    before = same(town)
    town.half = "2023-2"
    town.approve()
    assert "SP22-5.1" in codes(before) - codes(synced(town))
    hand = Handwriting(
        fields={"regulation.quarantine": "ingen", "regulation.extra_requesters": "fire"}
    )
    regulation = write_in(town.folder().get(REGULATION), hand)
    town.folder().rewrite(REGULATION, regulation)
    assert same(town) != synced(town)
    votes = Ballot(in_favour=5)
    today = town.now.date()
    approve_regulation(town.services, town.id, by="gruppa", on=today, votes=votes)
    assert "SP22-13.2" in same(town).passed
    town.now = dt.datetime(2023, 8, 1, 12, tzinfo=OSLO)
    assert "period:2023-2" not in {f.target for f in same(town).findings}
    town.approve()
    assert "period:2023-2" in {f.target for f in same(town).findings}
