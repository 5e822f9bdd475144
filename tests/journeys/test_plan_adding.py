"""A person adds a meeting that the plan has and nobody could read, until the plan tells it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.db.plan_drafts import PlanDrafts
from service.domain.errors import InputError
from service.domain.model import BodyKind, MeetingStatus
from service.imports.corrections import Row, RowState
from service.journeys.published.correcting import (
    add_meeting,
    change_row,
    join_name,
    leave_out,
    take_back,
    use_stated_day,
    vouch_for,
)
from service.journeys.published.drafts import accept_draft
from service.journeys.published.watching import Outcome, check_address, watch_plan
from tests.journeys.draft_town import DOUBTED, PLAN, DraftTown
from tests.servers.pages import site

ADDED = {"body": "Formannskap", "date": "2018-02-20", "start": "10:00", "end": "", "place": ""}
DAY = "2018-02-20"
WITH_IT = f"{PLAN}tirsdag 20.02.2018;Formannskap;10:00\n"
WITHOUT_TIME = f"{PLAN}tirsdag 20.02.2018;Formannskap;\n"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[DraftTown]:
    made = DraftTown(tmp_path)
    yield made
    made.services.database.close()


@pytest.fixture
def added(town: DraftTown) -> DraftTown:
    """A plan waits, and a person has added a meeting to it."""
    town.hand_in()
    add_meeting(town.services, town.id, ADDED)
    return town


def accept(town: DraftTown) -> None:
    accept_draft(town.services, town.id, town.draft().fingerprint)


def own(town: DraftTown) -> list[Row]:
    return list(town.draft().plan.of(RowState.ADDED))


def kept(town: DraftTown) -> list[str]:
    with town.services.database.reading() as session:
        return [one.key for one in PlanDrafts(session, town.id).kept()]


def test_it_is_taken_in_as_sure_and_covered_by_what_was_shown(town: DraftTown) -> None:
    shown = town.hand_in().fingerprint
    add_meeting(town.services, town.id, ADDED)
    with pytest.raises(InputError, match="endret mens du så på den"):
        accept_draft(town.services, town.id, shown)
    accept(town)
    meeting = town.municipal()[DAY]
    assert (meeting.status, meeting.confidence) == (MeetingStatus.CONFIRMED, 1.0)
    assert (meeting.start, meeting.reason) == (dt.time(10), "Lagt til for hånd.")


def test_a_second_press_adds_nothing(added: DraftTown) -> None:
    add_meeting(added.services, added.id, ADDED)
    assert len(own(added)) == 1


def test_it_is_changed_and_removed_again(added: DraftTown) -> None:
    old = own(added)[0].token
    change_row(added.services, added.id, old, {"start": "11:00", "place": "Kino"})
    (row,) = own(added)
    assert (row.meeting.start, row.meeting.place) == (dt.time(11), "Kino")
    assert row.meeting.note == "Lagt til for hånd."
    with pytest.raises(InputError, match="Raden står ikke slik"):
        leave_out(added.services, added.id, old)
    vouch_for(added.services, added.id, row.token)
    assert own(added) == [row]
    leave_out(added.services, added.id, row.token)
    assert own(added) == []
    add_meeting(added.services, added.id, ADDED)
    take_back(added.services, added.id, own(added)[0].token)
    assert own(added) == []
    assert added.draft().stored.corrections == ()


@pytest.mark.parametrize("taken", [False, True])
def test_it_goes_on_in_the_next_version(added: DraftTown, taken: bool) -> None:
    if taken:
        accept(added)
    draft = added.hand_in(PLAN.replace("22.03", "29.03"))
    assert len(own(added)) == 1
    assert draft.comparison is not None
    accept(added)
    assert DAY in added.municipal()


def test_it_waits_while_a_plan_for_another_half_year_is_taken_in(added: DraftTown) -> None:
    accept(added)
    added.hand_in("Dato;Utvalg;Tid\n11.09.2018;Formannskap;09:00\n")
    assert own(added) == []
    accept(added)
    assert set(added.municipal()) >= {DAY, "2018-09-11"}
    added.hand_in()
    assert len(own(added)) == 1


def test_a_plan_that_has_it_itself_takes_its_place_for_good(added: DraftTown) -> None:
    accept(added)
    draft = added.hand_in(WITH_IT)
    assert own(added) == []
    assert added.row(DAY).state is RowState.SURE
    assert "lagt til for hånd og står nå i planen" in draft.plan.problems[-1].message
    accept(added)
    added.hand_in()
    assert own(added) == []
    assert DAY not in {row.meeting.date.isoformat() for row in added.draft().plan.rows}


def test_the_time_a_person_gave_is_kept_where_the_plan_gives_none(added: DraftTown) -> None:
    accept(added)
    added.hand_in(WITHOUT_TIME)
    assert (added.row(DAY).state, added.row(DAY).meeting.start) == (RowState.CHANGED, dt.time(10))
    accept(added)
    added.hand_in(WITHOUT_TIME)
    assert added.row(DAY).meeting.start == dt.time(10)
    assert added.draft().plan.outdone == ()


@pytest.mark.parametrize("undo", [take_back, leave_out])
def test_what_is_said_of_the_plans_row_is_said_of_the_addition_too(
    added: DraftTown, undo: type
) -> None:
    accept(added)
    added.hand_in(WITHOUT_TIME)
    undo(added.services, added.id, added.row(DAY).token)
    assert own(added) == []
    row = added.row(DAY)
    assert row.state is (RowState.SURE if undo is take_back else RowState.LEFT_OUT)
    assert row.meeting.start is None


def test_what_the_plan_has_is_not_added(town: DraftTown) -> None:
    town.hand_in()
    before = town.draft().stored
    for body in ("Kommunestyre", "kommunestyret"):
        with pytest.raises(InputError, match=r"Kommunestyre 22\. mars står i planen alt"):
            add_meeting(town.services, town.id, ADDED | {"body": body, "date": "2018-03-22"})
    with pytest.raises(InputError, match="det halvåret"):
        add_meeting(town.services, town.id, ADDED | {"date": "2018-08-20"})
    assert town.draft().stored == before


def test_it_is_neither_added_twice_nor_changed_into_what_the_plan_has(added: DraftTown) -> None:
    with pytest.raises(InputError, match="står i planen alt"):
        add_meeting(added.services, added.id, ADDED | {"start": "12:00"})
    (row,) = own(added)
    for date in ("2018-01-23", "2018-08-20"):
        with pytest.raises(InputError):
            change_row(added.services, added.id, row.token, {"date": date})
    assert own(added) == [row]


def test_a_row_that_is_left_out_can_be_added_otherwise(town: DraftTown) -> None:
    town.hand_in()
    leave_out(town.services, town.id, town.row("2018-01-23").token)
    add_meeting(town.services, town.id, ADDED | {"date": "2018-01-23"})
    accept(town)
    assert town.municipal()["2018-01-23"].start == dt.time(10)


def test_a_body_of_another_name_comes_with_it_or_is_joined(added: DraftTown) -> None:
    add_meeting(added.services, added.id, ADDED | {"body": "Valgstyret", "date": "2018-05-08"})
    add_meeting(added.services, added.id, ADDED | {"body": "FSK1", "date": "2018-05-15"})
    executive = next(b for b in added.draft().bodies if b.name == "Formannskap")
    join_name(added.services, added.id, "FSK1", executive.key)
    added.hand_in(PLAN)
    assert added.draft().stored.joins == {"FSK1": executive.key}
    accept(added)
    assert added.municipal()["2018-05-15"].body == executive.key
    roster = added.services.settings(added.id).group.roster
    assert {b.name: b.kind for b in roster.bodies}["Valgstyret"] is BodyKind.OTHER


@pytest.mark.parametrize(("then", "start"), [(WITH_IT, None), (WITHOUT_TIME, dt.time(10))])
def test_a_followed_plan_that_comes_to_have_it_and_calls_it_off_again(
    added: DraftTown, then: str, start: dt.time | None
) -> None:
    accept(added)
    with site(body=then.encode()) as council:
        url = f"{council.url}/plan.csv"
        assert watch_plan(added.services, added.id, url, by="kari").outcome is Outcome.SAME
        assert not added.waits()
        assert not [key for key in kept(added) if key.startswith("added")]
        assert len(kept(added)) == (1 if start else 0), "the time goes on where the plan has none"
        council.body = PLAN.encode()
        added.now += dt.timedelta(days=2)
        (looked,) = check_address(added.services, url).looked
    assert looked.outcome is Outcome.CHANGED
    assert own(added) == []
    assert "tatt ut" in looked.summary


def test_the_stated_weekday_is_chosen_instead_of_the_date(town: DraftTown) -> None:
    town.hand_in()
    use_stated_day(town.services, town.id, town.row(DOUBTED).token)
    row = town.row(DOUBTED)
    assert (row.state, row.meeting.date) == (RowState.CHANGED, dt.date(2018, 2, 14))
    assert "datoen torsdag 15. februar 2018" in row.meeting.note
    with pytest.raises(InputError, match="Raden står ikke slik"):
        use_stated_day(town.services, town.id, town.row("2018-03-22").token)
    accept(town)
    assert town.municipal()["2018-02-14"].confidence == 1
