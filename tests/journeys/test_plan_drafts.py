"""A plan is handed in, looked at, corrected and taken in: all of it as it was shown, or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from service.db.groups import Groups
from service.domain.errors import InputError
from service.domain.model import MeetingStatus
from service.imports import PlanProblem, PlanReading, YearNeeded, read_plan
from service.imports.corrections import RowState
from service.journeys.municipal import import_plan
from service.journeys.published import looking
from service.journeys.published.correcting import (
    change_row,
    choose_year,
    join_name,
    leave_out,
    take_back,
    vouch_for,
)
from service.journeys.published.drafts import accept_draft, discard_draft, draft_of
from service.journeys.published.refusals import BodiesAlike, LostRows, PartOfPlan
from service.journeys.published.wording import change_said, changes_summed
from tests.journeys.draft_town import DOUBTED, PLAN, DraftTown


@pytest.fixture
def town(tmp_path: Path) -> Iterator[DraftTown]:
    made = DraftTown(tmp_path)
    yield made
    made.services.database.close()


def accept(town: DraftTown, *, go_on: bool = False) -> None:
    accept_draft(town.services, town.id, town.draft().fingerprint, go_on=go_on)


def test_a_draft_changes_nothing_until_it_is_taken_in(town: DraftTown) -> None:
    draft = town.hand_in()
    assert draft.first
    assert town.municipal() == {}
    accept(town)
    assert set(town.municipal()) == {"2018-01-23", DOUBTED, "2018-03-22"}
    assert town.municipal()[DOUBTED].status is MeetingStatus.TENTATIVE
    assert not town.waits()


def test_what_is_taken_in_is_what_the_import_would_take_in(town: DraftTown, tmp_path: Path) -> None:
    town.hand_in()
    accept(town)
    other = DraftTown(tmp_path / "other")
    import_plan(other.services, other.id, PLAN.encode(), "plan.csv")
    assert town.municipal() == other.municipal()
    other.services.database.close()


def test_a_row_that_a_person_vouches_for_is_taken_in_as_sure(town: DraftTown) -> None:
    town.hand_in()
    vouch_for(town.services, town.id, town.row(DOUBTED).token)
    assert town.row(DOUBTED).state is RowState.VOUCHED
    accept(town)
    meeting = town.municipal()[DOUBTED]
    assert (meeting.status, meeting.confidence) == (MeetingStatus.CONFIRMED, 1.0)
    assert "onsdag" in meeting.reason


def test_vouching_for_a_row_keeps_what_was_corrected_in_it(town: DraftTown) -> None:
    town.hand_in()
    change_row(town.services, town.id, town.row("2018-03-22").token, {"start": "19:00"})
    town.hand_in(f"Møteplanen gjelder ikke lenger\n{PLAN}")
    assert town.row("2018-03-22").state is RowState.UNSURE
    vouch_for(town.services, town.id, town.row("2018-03-22").token)
    row = town.row("2018-03-22")
    assert (row.state, row.meeting.start) == (RowState.CHANGED, dt.time(19))


def test_a_row_can_be_changed_left_out_and_taken_back(town: DraftTown) -> None:
    town.hand_in()
    change_row(town.services, town.id, town.row(DOUBTED).token, {"date": "2018-02-14"})
    leave_out(town.services, town.id, town.row("2018-03-22").token)
    take_back(town.services, town.id, town.row("2018-03-22").token)
    leave_out(town.services, town.id, town.row("2018-01-23").token)
    accept(town)
    assert set(town.municipal()) == {"2018-02-14", "2018-03-22"}
    assert town.municipal()["2018-02-14"].confidence == 1


def test_fields_that_are_as_read_change_nothing_but_vouch_for_the_row(town: DraftTown) -> None:
    town.hand_in()
    fields = {"date": DOUBTED, "start": "18:00", "body": "Kommunestyre", "place": ""}
    change_row(town.services, town.id, town.row(DOUBTED).token, fields)
    change_row(town.services, town.id, town.row("2018-03-22").token, {"start": "18:00"})
    assert town.row(DOUBTED).state is RowState.VOUCHED
    assert town.row("2018-03-22").state is RowState.SURE


def test_a_button_of_an_older_page_is_refused(town: DraftTown) -> None:
    town.hand_in()
    token = town.row(DOUBTED).token
    town.hand_in(PLAN.replace("onsdag", "fredag"))
    with pytest.raises(InputError, match="Raden står ikke slik"):
        vouch_for(town.services, town.id, token)
    assert town.row(DOUBTED).state is RowState.UNSURE


def test_what_has_changed_since_it_was_shown_is_not_taken_in(town: DraftTown) -> None:
    shown = town.hand_in().fingerprint
    leave_out(town.services, town.id, town.row(DOUBTED).token)
    with pytest.raises(InputError, match="endret mens du så på den"):
        accept_draft(town.services, town.id, shown)
    assert town.municipal() == {}
    shown = town.draft().fingerprint
    import_plan(town.services, town.id, PLAN.encode(), "plan.csv")
    with pytest.raises(InputError, match="endret mens du så på den"):
        accept_draft(town.services, town.id, shown)


def test_what_people_said_holds_for_the_next_version(town: DraftTown) -> None:
    town.hand_in()
    vouch_for(town.services, town.id, town.row(DOUBTED).token)
    leave_out(town.services, town.id, town.row("2018-01-23").token)
    accept(town)
    draft = town.hand_in(PLAN.replace("22.03", "29.03"))
    assert town.row(DOUBTED).state is RowState.VOUCHED
    assert town.row("2018-01-23").state is RowState.LEFT_OUT
    assert draft.comparison is not None
    assert changes_summed(draft.comparison.changes, "nb") == "1 møte flyttet"
    (change,) = draft.comparison.changes
    names = town.services.settings(town.id).group.roster.names()
    said = change_said(change, names, "nb")
    assert said == "Kommunestyre: torsdag 22. mars kl. 18.00 → torsdag 29. mars kl. 18.00"


def test_a_discarded_draft_leaves_the_plan_and_what_was_said_as_they_were(town: DraftTown) -> None:
    town.hand_in()
    vouch_for(town.services, town.id, town.row(DOUBTED).token)
    discard_draft(town.services, town.id)
    assert draft_of(town.services, town.id) is None
    town.hand_in()
    assert town.row(DOUBTED).state is RowState.UNSURE
    discard_draft(town.services, town.id)
    with pytest.raises(InputError, match="venter ingen møteplan"):
        accept_draft(town.services, town.id, "")


def test_what_was_said_of_a_waiting_plan_goes_on_in_the_one_that_replaces_it(
    town: DraftTown,
) -> None:
    town.hand_in()
    vouch_for(town.services, town.id, town.row(DOUBTED).token)
    town.hand_in(PLAN.replace("22.03", "29.03"))
    assert town.row(DOUBTED).state is RowState.VOUCHED


def test_a_name_joined_to_a_body_is_read_so_from_then_on(town: DraftTown) -> None:
    renamed = PLAN.replace("Formannskap", "XYZ")
    town.hand_in(renamed)
    executive = next(b for b in town.draft().bodies if b.name == "Formannskap")
    assert town.row("2018-01-23").state is RowState.UNSURE
    join_name(town.services, town.id, "XYZ", executive.key)
    assert town.row("2018-01-23").state is RowState.SURE
    join_name(town.services, town.id, "XYZ", "")
    assert town.row("2018-01-23").state is RowState.UNSURE
    join_name(town.services, town.id, "XYZ", executive.key)
    accept(town)
    assert town.municipal()["2018-01-23"].body == executive.key
    town.hand_in(renamed)
    assert town.draft().stored.joins == {}
    assert town.row("2018-01-23").meeting.body == "Formannskap"


def test_a_name_too_like_that_of_a_body_is_asked_about(town: DraftTown) -> None:
    settings = town.services.settings(town.id)
    roster = settings.group.roster
    named = {"Kommunestyre": "Kommunestyret i Aure"}
    bodies = tuple(replace(b, name=named.get(b.name, b.name), aliases=()) for b in roster.bodies)
    group = replace(settings.group, roster=replace(roster, bodies=bodies))
    with town.services.database.transaction() as session:
        Groups(session).save(replace(settings, group=group))
    draft = town.hand_in()
    assert isinstance(draft.trouble, BodiesAlike)
    with pytest.raises(BodiesAlike):
        accept(town)
    join_name(town.services, town.id, draft.trouble.name, draft.trouble.body.key)
    accept(town)
    assert town.municipal()["2018-03-22"].body == draft.trouble.body.key


def test_a_plan_without_a_year_needs_one_and_another_may_be_chosen(town: DraftTown) -> None:
    undated = "Dato;Utvalg\n15. februar;Kommunestyre\n"
    with pytest.raises(YearNeeded):
        town.hand_in(undated)
    assert not town.waits()
    town.hand_in(undated, year=2019)
    choose_year(town.services, town.id, 2018)
    assert [r.read.date.year for r in town.draft().plan.rows] == [2018]
    with pytest.raises(YearNeeded):
        choose_year(town.services, town.id, None)
    assert town.draft().stored.year == 2018


def test_a_plan_of_another_term_is_refused_and_what_waited_waits(town: DraftTown) -> None:
    town.hand_in()
    with pytest.raises(InputError, match="periode"):
        town.hand_in("Dato;Utvalg\n15.02.2033;Kommunestyre\n")
    assert town.row(DOUBTED)


def test_a_part_of_a_plan_is_taken_in_only_when_a_person_says_it_is_whole(town: DraftTown) -> None:
    town.hand_in()
    accept(town)
    part = "Dato;Utvalg;Tid\n23.01.2018;Formannskap;09:00\n"
    assert isinstance(town.hand_in(part).trouble, PartOfPlan)
    with pytest.raises(PartOfPlan):
        accept(town)
    assert len(town.municipal()) == 3
    accept(town, go_on=True)
    assert set(town.municipal()) == {"2018-01-23"}


def test_a_plan_with_something_unread_is_taken_in_only_when_a_person_says_so(
    town: DraftTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_a_hole(*_args: object, **_options: object) -> PlanReading:
        reading = read_plan(PLAN.encode(), "plan.csv")
        hole = PlanProblem(line=3, message="Ruta «??» kan ikke leses.", lost=True)
        return replace(reading, problems=(hole,))

    monkeypatch.setattr(looking, "_reading", with_a_hole)
    assert isinstance(town.hand_in().trouble, LostRows)
    with pytest.raises(LostRows, match="linje 3"):
        accept(town)
    assert town.municipal() == {}
    accept(town, go_on=True)
    assert len(town.municipal()) == 3


def test_with_every_row_left_out_nothing_is_taken_in(town: DraftTown) -> None:
    town.hand_in("Dato;Utvalg\n15.02.2018;Kommunestyre\n")
    leave_out(town.services, town.id, town.row(DOUBTED).token)
    assert "Alle møtene er tatt bort" in str(town.draft().trouble)
    with pytest.raises(InputError, match="Alle møtene er tatt bort"):
        accept(town)
    assert town.waits()
