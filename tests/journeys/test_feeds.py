"""Calendar addresses: what they show, to whom, until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import icalendar
import pytest
from sqlalchemy import event

from service.db.meetings import Meetings
from service.domain.errors import InputError
from service.domain.model import (
    OSLO,
    Audience,
    Meeting,
    MeetingStatus,
    MeetingType,
    Membership,
    Period,
    Person,
    Role,
)
from service.imports import write_group_file
from service.journeys.feeds import FeedAnswer, add_feed, all_feeds, answer_feed, revoke_feed
from service.journeys.groups import add_group
from service.journeys.services import Services
from tests.journeys.town import BOARD, CALENDAR, FIRST, GROUP, Town

COUNCIL = Audience.COUNCIL
LEAVES = dt.date(2018, 3, 1)
JOINS = dt.date(2018, 2, 1)


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """A group with an approved plan and no calendar at all."""
    return new_town(places=())


def give(town: Town, audience: Audience = GROUP, person: str = "") -> str:
    """Make an address; its token."""
    made = add_feed(
        town.services, town.id, label="Til noen", audience=audience, person=person, by="kari"
    )
    return made.path.removeprefix("/kalender/").removesuffix(".ics")


def answer(town: Town, token: str) -> FeedAnswer:
    found = answer_feed(town.services, token)
    assert found is not None
    return found


def events(found: FeedAnswer) -> dict[str, icalendar.Event]:
    """What it shows, by day."""
    calendar = icalendar.Calendar.from_ical(found.body())
    return {f"{one['DTSTART'].dt:%Y-%m-%d}": one for one in calendar.events}


def put(town: Town, *meetings: Meeting) -> None:
    with town.services.database.transaction() as session:
        Meetings(session, town.id).save(meetings, manual=True)


def meeting(id_: str, day: str, **traits: object) -> Meeting:
    known = {
        "body": "gruppa",
        "type": MeetingType.GRP_BOARD,
        "start": dt.time(17),
        "status": MeetingStatus.CONFIRMED,
        "audience": BOARD,
    }
    return Meeting(id=id_, date=dt.date.fromisoformat(day), **(known | traits))  # type: ignore[arg-type]  # words are fields


def roster(town: Town, *people: Person) -> None:
    group = replace(town.settings.group, roster=replace(town.settings.group.roster, people=people))
    town.settings = replace(town.settings, group=group)
    add_group(town.services, write_group_file(town.settings).encode(), "gruppe.toml")


def ola(role: Role, start: dt.date = JOINS, end: dt.date | None = LEAVES) -> Person:
    held = Membership(body="gruppa", role=role, period=Period(start=start, end=end))
    return Person(id="ola", name="Ola Nordmann", memberships=(held,))


def at(town: Town, day: dt.date) -> None:
    town.now = dt.datetime.combine(day, dt.time(12), OSLO)


def test_it_shows_what_the_audiences_calendar_would_and_nothing_else(
    new_town: Callable[..., Town],
):
    town = new_town(places=((CALENDAR, GROUP), (CALENDAR, COUNCIL)))
    town.sync()
    for audience in (GROUP, COUNCIL):
        shown = events(answer(town, give(town, audience)))
        assert sorted(shown) == town.calendar(audience).days()
        lying = [icalendar.Calendar.from_ical(d) for d in town.calendar(audience).all().values()]
        assert {e["UID"] for e in shown.values()} == {c.events[0]["UID"] for c in lying}


def test_it_shows_the_plan_where_the_group_has_no_calendar(town: Town):
    found = answer(town, give(town))
    assert found.name == "Gruppemøter Aure"
    first = events(found)[FIRST]
    assert (first["SUMMARY"], first["STATUS"]) == ("Gruppemøte", "CONFIRMED")
    assert first["DTSTART"].dt == dt.datetime(2018, 1, 22, 18, tzinfo=first["DTSTART"].dt.tzinfo)


def test_nothing_names_a_person_a_party_or_the_groups_own_name(town: Town):
    for audience in (GROUP, COUNCIL):
        said = answer(town, give(town, audience)).body().decode().lower()
        for word in ("nordmann", "arbeiderpartiet", "aps", "valarm", "@example", "sky.example"):
            assert word not in said


def test_what_is_only_proposed_or_read_with_doubt_is_not_shown(town: Town):
    put(
        town,
        meeting("sikkert", "2018-02-06", audience=GROUP, type=MeetingType.GRP_EXTRA),
        meeting("foreslått", "2018-02-07", audience=GROUP, status=MeetingStatus.TENTATIVE),
    )
    shown = events(answer(town, give(town)))
    assert "2018-02-06" in shown
    assert "2018-02-07" not in shown


def test_what_can_not_be_sure_is_shown_as_tentative(town: Town):
    put(town, meeting("tvil", "2018-02-06", audience=GROUP, confidence=0.5))
    assert events(answer(town, give(town)))["2018-02-06"]["STATUS"] == "TENTATIVE"


def test_a_cancelled_meeting_is_shown_as_such_for_the_same_time_as_in_the_calendar(
    new_settled: Callable[..., Town],
):
    town = new_settled(places=((CALENDAR, GROUP),))
    token = give(town)
    town.change(FIRST, status=MeetingStatus.CANCELLED)
    assert events(answer(town, token))[FIRST]["STATUS"] == "CANCELLED"
    town.sync()
    town.now += dt.timedelta(days=29)
    assert FIRST in events(answer(town, token))
    town.now += dt.timedelta(days=1)
    assert FIRST not in events(answer(town, token))
    town.sync()
    assert FIRST not in events(answer(town, token)), "taken out of the calendar too"


def test_without_a_calendar_a_cancelled_meeting_is_shown_until_a_month_after_its_day(town: Town):
    token = give(town)
    town.change(FIRST, status=MeetingStatus.CANCELLED)
    at(town, dt.date.fromisoformat(FIRST) + dt.timedelta(days=29))
    assert FIRST in events(answer(town, token))
    at(town, dt.date.fromisoformat(FIRST) + dt.timedelta(days=30))
    assert FIRST not in events(answer(town, token))


def test_a_moved_meeting_keeps_its_uid_and_only_a_change_changes_the_etag(town: Town):
    token = give(town)
    before = answer(town, token)
    town.now += dt.timedelta(days=1)
    again = answer(town, token)
    assert (again.etag, again.changed_at) == (before.etag, before.changed_at)
    assert again.body() == before.body()

    town.now += dt.timedelta(days=1)
    town.change(FIRST, date=dt.date(2018, 1, 23))
    moved = answer(town, token)
    assert moved.etag != before.etag
    assert moved.changed_at == town.now
    assert moved.etag == answer(town, token).etag
    assert events(moved)["2018-01-23"]["UID"] == events(before)[FIRST]["UID"]


def test_what_is_changed_and_changed_back_is_another_version(town: Town):
    token = give(town)
    before = answer(town, token)
    for day, seen in (("2018-01-23", FIRST), (FIRST, "2018-01-23")):
        town.now += dt.timedelta(hours=1)
        town.change(seen, date=dt.date.fromisoformat(day))
        after = answer(town, token)
    assert events(after).keys() == events(before).keys()
    assert after.etag != before.etag, "its stamps are younger"


def test_an_address_tied_to_a_person_answers_while_they_belong(town: Town):
    roster(town, ola(Role.MEMBER))
    token = give(town, person="ola")
    one = dt.timedelta(days=1)
    for day, answers in (
        (JOINS - one, False),
        (JOINS, True),
        (LEAVES, True),
        (LEAVES + one, False),
    ):
        at(town, day)
        assert (answer_feed(town.services, token) is not None) is answers
        assert [said for _, said in all_feeds(town.services, town.id)] == [answers]
    at(town, LEAVES)
    roster(town)
    assert answer_feed(town.services, token) is None, "nobody knows them any more"


def test_the_boards_meetings_are_only_for_those_who_sit_on_it(town: Town):
    put(town, meeting("styret", "2018-02-20"))
    roster(town, ola(Role.MEMBER))
    at(town, JOINS)
    for person in ("", "ola", "per"):
        with pytest.raises(InputError) as caught:
            give(town, BOARD, person)
        assert caught.value.where == "person"

    roster(town, ola(Role.DEPUTY_LEADER))
    token = give(town, BOARD, "ola")
    assert list(events(answer(town, token))) == ["2018-02-20"]
    at(town, LEAVES + dt.timedelta(days=1))
    seat = Membership(body="gruppa", role=Role.MEMBER, period=Period(start=JOINS))
    member = ola(Role.DEPUTY_LEADER)
    roster(town, replace(member, memberships=(*member.memberships, seat)))
    assert answer_feed(town.services, token) is None, "a member of the group, and not of the board"


def test_no_audience_sees_the_boards_meetings_but_the_board(town: Town):
    put(town, meeting("styret", "2018-02-20"))
    for audience in (GROUP, COUNCIL):
        assert "2018-02-20" not in events(answer(town, give(town, audience)))


@pytest.mark.parametrize("audience", [Audience.LEADER, Audience.DEADLINES])
def test_proposals_and_tasks_have_no_address(town: Town, audience: Audience):
    with pytest.raises(InputError):
        give(town, audience)


@pytest.mark.parametrize("label", ["", "  ", "x" * 101])
def test_an_address_says_what_it_is_for(town: Town, label: str):
    with pytest.raises(InputError):
        add_feed(town.services, town.id, label=label, audience=GROUP, by="kari")


def test_a_revoked_address_answers_nobody(town: Town):
    token = give(town)
    town.now += dt.timedelta(minutes=1)
    other = give(town)
    (first, _), _ = all_feeds(town.services, town.id)
    revoke_feed(town.services, town.id, first.id)
    assert answer_feed(town.services, token) is None
    assert answer_feed(town.services, other) is not None
    with pytest.raises(InputError):
        revoke_feed(town.services, town.id, first.id)


@pytest.mark.parametrize("person", ["", "ola"])
def test_a_request_costs_five_queries_however_large_the_plan(town: Town, person: str):
    roster(town, ola(Role.MEMBER, end=None))
    at(town, JOINS)
    token = give(town, person=person)
    answer(town, token)
    with queries(town.services) as made:
        answer(town, token)
    assert len(made) == 5
    with queries(town.services) as made:
        assert answer_feed(town.services, "x" * 43) is None
        assert answer_feed(town.services, "for kort") is None
    assert len(made) == 1


@contextmanager
def queries(services: Services) -> Iterator[list[str]]:
    """The SELECTs that are sent meanwhile."""
    made: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            made.append(statement)

    event.listen(services.database.engine, "before_cursor_execute", note)
    try:
        yield made
    finally:
        event.remove(services.database.engine, "before_cursor_execute", note)
