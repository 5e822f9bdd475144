"""A document that somebody asks for is laid where it belongs, and nothing is overwritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from service.db.meetings import Meetings
from service.demo.person import Handwriting, TypedCase, write_in
from service.documents import read
from service.domain.errors import InputError
from service.domain.model import OSLO, MeetingStatus, MeetingType
from service.journeys.papers.kinds import KINDS, Occasion
from service.journeys.papers.new_document import add_document
from service.journeys.papers.rendering import render_for_group
from tests.journeys.town import Town

NewTown = Callable[..., Town]


@pytest.fixture
def town(new_town: NewTown) -> Town:
    made = new_town()
    made.sync()
    return made


def test_every_kind_of_the_term_and_the_half_year_can_be_asked_for(town):
    for kind in KINDS:
        if kind.occasion is not Occasion.MEETING:
            half = "2018-1" if kind.occasion is Occasion.HALF else None
            if kind.type != "kjoreregler":  # the group has its ground rules from the start
                added = add_document(town.services, town.id, kind.type, half=half)
                assert read(town.folder().get(added.href)).type == kind.type
    steps = town.sync().steps
    assert not [s for s in steps if s.writes]
    assert not [s for s in steps if s.reason == "changed_by_person"]


def test_the_half_years_plan_has_the_groups_meetings_and_says_what_is_not_sure(town):
    last = town.meetings()[-1]
    town.change(last.date.isoformat(), status=MeetingStatus.TENTATIVE)
    added = add_document(town.services, town.id, "moteplan", half="2018-1")
    assert added.href == "2018/Møteplan 1. halvår 2018.docx"
    reading = read(town.folder().get(added.href))
    rows = reading.tables["meetings"]
    assert [row["date"].split()[1] for row in rows] == [f"{m.date.day}." for m in town.meetings()]
    assert rows[-1]["note"] == "Ikke bekreftet"
    assert not rows[0]["note"]
    assert reading.text("plan.half") == "1. halvår 2018"
    assert reading.tables["municipal"]


def test_what_is_there_already_is_left_as_it_is(town):
    before = town.folder().get("Kjøreregler.docx")
    with pytest.raises(InputError, match="finnes fra før"):
        add_document(town.services, town.id, "kjoreregler")
    town.folder().put("Overlevering.docx", b"mitt eget")
    with pytest.raises(InputError, match="annen fil"):
        add_document(town.services, town.id, "overlevering")
    assert town.folder().get("Overlevering.docx") == b"mitt eget"
    assert town.folder().get("Kjøreregler.docx") == before


def test_a_meeting_or_half_year_must_be_named_and_fit(town):
    before = sorted(town.folder().all())
    for type_, subject in (
        ("saksoversikt", {}),
        ("saksoversikt", {"meeting_id": town.meetings()[0].id}),
        ("moteplan", {}),
        ("moteplan", {"half": "våren"}),
    ):
        with pytest.raises(InputError):
            add_document(town.services, town.id, type_, **subject)
    assert sorted(town.folder().all()) == before


def test_the_board_has_no_folder_here_so_its_minutes_lie_nowhere(town):
    with pytest.raises(InputError):
        add_document(town.services, town.id, "styrereferat", meeting_id=town.meetings()[0].id)


def test_the_cases_of_a_council_meeting_come_from_the_groups_own_protocol(town):
    with town.services.database.reading() as session:
        council = {
            m.id for m in Meetings(session, town.id).all() if m.type is MeetingType.MUN_COUNCIL
        }
    before, served = next((m, one) for m in town.meetings() for one in m.serves if one in council)
    town.now = dt.datetime.combine(before.date, dt.time(12), OSLO)
    town.sync()
    protocol = f"{before.date.year}/{before.date.isoformat()} Protokoll.docx"
    case = TypedCase(number="3/18", title="Skolebruksplan", lines={"Avvik": "Per er uenig."})
    hand = Handwriting(cases=(case,))
    town.folder().rewrite(protocol, write_in(town.folder().get(protocol), hand))
    town.sync()
    document = render_for_group(town.services, town.id, "saksoversikt", meeting_id=served)
    (row,) = read(document).tables["overview"]
    assert (row["number"], row["title"], row["dissent"]) == (
        "3/18",
        "Skolebruksplan",
        "Per er uenig.",
    )
