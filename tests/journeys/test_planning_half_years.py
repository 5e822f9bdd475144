"""Planning a half-year with what lies around it: December, other groups, and what a person set."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from service.bootstrap import build_services
from service.config import Config
from service.db.meetings import Meetings
from service.db.registers import Registers
from service.demo.script import data
from service.domain.errors import InputError
from service.domain.extra_meetings import ExtraRequest
from service.domain.model import OSLO, Audience, Meeting, MeetingStatus, MeetingType
from service.domain.planning_parts import BoardRule, FactionRule, RegularRule, SecondSeat
from service.domain.settings import GroupSettings
from service.imports import read_group_file, write_group_file
from service.journeys.extra_meetings import plan_extra
from service.journeys.groups import add_group
from service.journeys.judging.validating import validate_group
from service.journeys.municipal import import_plan
from service.journeys.planning import PlanProposal, approve_plan, propose_plan
from service.journeys.services import Services
from tests.databases import empty_database

NOW = dt.datetime(2017, 11, 1, 12, tzinfo=OSLO)
CLOCKS = {"gjerstad-2019": dt.datetime(2023, 1, 10, 12, tzinfo=OSLO)}


@pytest.fixture
def office(tmp_path: Path):
    config = Config(data_dir=tmp_path, database_url=empty_database(tmp_path / "k.db"))
    services = build_services(config, now=lambda group: CLOCKS.get(group, NOW), environ={})
    yield services
    services.database.close()


def aure(**planning: object) -> GroupSettings:
    found = read_group_file(data("aure.toml"), "aure.toml")
    changed = replace(found.planning, **planning)  # type: ignore[arg-type]  # the words are the fields
    return replace(found, targets=(), planning=changed)


def moved_in(services: Services, settings: GroupSettings, *councils: str) -> str:
    """The group, with council meetings at 18 on these days in the municipality's plan."""
    add_group(services, write_group_file(settings).encode(), "gruppe.toml")
    group_id = settings.group.id
    published = [
        Meeting(
            id=f"kommunestyre-{day}",
            body="kommunestyre",
            type=MeetingType.MUN_COUNCIL,
            date=dt.date.fromisoformat(day),
            start=dt.time(18),
            end=dt.time(21),
            status=MeetingStatus.CONFIRMED,
            audience=Audience.COUNCIL,
        )
        for day in councils
    ]
    with services.database.transaction() as session:
        Meetings(session, group_id).replace_municipal(published, settings.group.term)
    return group_id


def dates(proposal: PlanProposal, kind: MeetingType = MeetingType.GRP_ORD) -> list[str]:
    found = (m for m in proposal.replan.meetings if m.type is kind)
    return [m.date.isoformat() for m in found]


def test_a_meeting_in_december_for_januarys_council_is_of_the_new_half_year(office):
    group_id = moved_in(office, aure(), "2017-12-14", "2018-01-02")
    assert dates(approve_plan(office, group_id, "2017-2", approved_by="gruppa")) == ["2017-12-11"]
    assert dates(approve_plan(office, group_id, "2018-1", approved_by="gruppa")) == ["2017-12-29"]
    for half in ("2017-2", "2018-1"):
        assert not propose_plan(office, group_id, half).changes


def test_the_days_between_christmas_and_new_year_are_known_though_of_another_year(office):
    group_id = moved_in(office, aure(school_county="Møre og Romsdal", weekday=1), "2018-01-03")
    (found,) = propose_plan(office, group_id, "2018-1").replan.meetings
    assert found.date == dt.date(2017, 12, 21)
    assert found.reason.startswith(
        "Torsdag 21. desember: siste ledige dag før kommunestyret 3. januar, "
        "fordi tirsdag 2. januar er i juleferien"
    )


def test_all_that_a_group_asks_for_survives_approval_and_is_proposed_once(office):
    parts = {
        "board": BoardRule(),
        "members": RegularRule(per_half_year=2),
        "gatherings": RegularRule(weekday=4),
    }
    group_id = moved_in(office, aure(**parts), "2018-02-15", "2018-04-19")
    approve_plan(office, group_id, "2018-1", approved_by="gruppa")
    assert not propose_plan(office, group_id, "2018-1").changes
    with office.database.reading() as session:
        own = Meetings(session, group_id).own()
    assert {m.type for m in own if m.audience is Audience.GROUP_BOARD} == {MeetingType.GRP_BOARD}
    assert {m.type.value for m in own} == {"GRP_ORD", "GRP_BOARD", "MEDL", "SOSIAL"}


def test_a_meeting_that_has_been_held_is_not_proposed_once_more(office, monkeypatch):
    group_id = moved_in(office, aure(members=RegularRule(per_half_year=2)), "2018-02-15")
    approve_plan(office, group_id, "2018-1", approved_by="gruppa")
    monkeypatch.setitem(CLOCKS, group_id, dt.datetime(2018, 2, 20, 12, tzinfo=OSLO))
    proposal = propose_plan(office, group_id, "2018-1")
    assert not proposal.changes
    assert not [c for c in proposal.replan.changes if c.suggestion]


def test_what_is_planned_is_what_the_rules_ask_for(office):
    """Rounds, factions, short meetings, gatherings and the board's: nothing is found wanting."""
    found = read_group_file(data("gjerstad.toml"), "gjerstad.toml")
    seats = replace(
        found.planning,
        factions=tuple(FactionRule(body=body) for body in ("formannskap", "administrasjon")),
        board=BoardRule(),
        gatherings=RegularRule(),
        school_county="Agder",
    )
    add_group(
        office,
        write_group_file(replace(found, targets=(), planning=seats)).encode(),
        "gruppe.toml",
    )
    import_plan(office, found.group.id, data("gjerstad-2023.html"), "gjerstad-2023.html")
    for half in ("2023-1", "2023-2"):
        proposal = approve_plan(office, found.group.id, half, approved_by="gruppa")
        assert not proposal.unplaced
        assert not propose_plan(office, found.group.id, half).changes
    wanting = {f.code for f in validate_group(office, found.group.id).findings}
    assert not wanting & {"SP22-4.3", "SP22-5.1", "SP22-6.1", "SP22-6.2", "SP22-12.1"}


# Second seats


def county(*seats: SecondSeat) -> GroupSettings:
    found = aure(second_seats=seats)
    return replace(found, group=replace(found.group, id="fylket-2015", name="Fylkesgruppa"))


HERE = SecondSeat(person="kari", group="fylket-2015", known_as="ola")
THERE = SecondSeat(person="ola", group="aure-2015", known_as="kari")


def test_what_a_member_has_in_another_group_is_avoided_when_both_say_so(office):
    moved_in(office, county(THERE), "2018-02-12")
    group_id = moved_in(office, aure(second_seats=(HERE,)), "2018-02-15")
    proposal = propose_plan(office, group_id, "2018-1")
    (found,) = proposal.replan.meetings
    assert found.date == dt.date(2018, 2, 5)
    assert "mandag 12. februar er en av medlemmene opptatt et annet sted" in found.reason
    told = f"{proposal}".lower()
    assert "fylke" not in told
    assert not proposal.notes


def test_nobody_learns_of_another_group_that_has_not_said_so(office):
    moved_in(office, county(), "2018-02-12")
    group_id = moved_in(office, aure(second_seats=(HERE,)), "2018-02-15")
    proposal = propose_plan(office, group_id, "2018-1")
    assert dates(proposal) == ["2018-02-12"]
    (note,) = proposal.notes
    assert "second_seats" in note
    alone = replace(HERE, group="finnes-ikke")
    third = replace(county(alone), group=replace(county().group, id="tredje-2015"))
    other = moved_in(office, third, "2018-02-15")
    assert propose_plan(office, other, "2018-1").notes == (note,)


# Extra meetings


def request(*people: str, day: str = "2023-02-06") -> ExtraRequest:
    return ExtraRequest(
        date=dt.date.fromisoformat(day),
        start=dt.time(18),
        end=dt.time(20),
        place="",
        requested_by=people,
    )


def gjerstad(office: Services) -> str:
    found = read_group_file(data("gjerstad.toml"), "gjerstad.toml")
    return moved_in(office, replace(found, targets=()), "2023-02-16")


def test_three_permanent_members_get_their_meeting_and_the_rule_knows_why(office):
    group_id = gjerstad(office)
    approve_plan(office, group_id, "2023-1", approved_by="gruppa")
    planned = plan_extra(office, group_id, request("ola", "nils", "per"), by="admin")
    assert not planned.warnings
    assert (planned.meeting.place, planned.meeting.called_by) == ("Kommunehuset", "")
    with office.database.reading() as session:
        assert planned.meeting.id in Meetings(session, group_id).manual_ids()
        entries = Registers(session, group_id, office.box).entries("request")
    assert {(e.by, e.meeting) for e in entries} == {
        (person, planned.meeting.id) for person in ("ola", "nils", "per")
    }
    findings = validate_group(office, group_id).findings
    assert not [f for f in findings if f.code == "SP22-5.2"]
    assert not propose_plan(office, group_id, "2023-1").changes


def test_an_extra_meeting_names_nobody(office):
    group_id = gjerstad(office)
    meeting = plan_extra(office, group_id, request("ola", "nils", "per"), by="admin").meeting
    people = office.settings(group_id).group.roster.people
    told = f"{meeting.id} {meeting.place} {meeting.reason}".lower()
    assert not [p.id for p in people if p.id in told or p.name.lower() in told]


def test_deputies_do_not_count_among_the_three(office):
    group_id = gjerstad(office)
    with pytest.raises(InputError, match=r"punkt 5\.0"):
        plan_extra(office, group_id, request("ola", "nils", "marit"), by="admin")
    with office.database.reading() as session:
        assert not Registers(session, group_id, office.box).kept()


def test_the_group_may_have_chosen_another_number(office):
    found = read_group_file(data("gjerstad.toml"), "gjerstad.toml")
    chosen = replace(found.group, parameters=(("SP22-5.2", "min_requesters", 2),))
    group_id = moved_in(office, replace(found, targets=(), group=chosen), "2023-02-16")
    assert plan_extra(office, group_id, request("ola", "nils"), by="admin")


def test_what_it_collides_with_is_said_and_the_meeting_is_still_held(office):
    group_id = gjerstad(office)
    planned = plan_extra(office, group_id, request("kari", day="2023-02-16"), by="admin")
    assert planned.warnings == ("Torsdag 16. februar kolliderer med kommunestyret.",)
    assert planned.meeting.called_by == "kari"


def test_a_stranger_is_refused_without_being_named(office):
    group_id = gjerstad(office)
    with pytest.raises(InputError, match="ingen slik person"):
        plan_extra(office, group_id, request("ola", "nils", "ukjent"), by="admin")
