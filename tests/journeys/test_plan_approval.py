"""Approving what was seen, undoing it, and what people have set by hand meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.db.meetings import Meetings
from service.db.plan_versions import VersionKind
from service.domain.errors import InputError
from service.domain.model import OSLO, Meeting, MeetingStatus, MeetingType
from service.domain.plan_speech import PlanSpeech
from service.domain.replanning import PlanChangeKind
from service.domain.reverting import LeftReason
from service.journeys.municipal import import_plan
from service.journeys.plan_edits import Slot, add_meeting, cancel_meeting, follow_rule, move_meeting
from service.journeys.planning import (
    ProposalChangedError,
    approve_plan,
    plan_history,
    propose_plan,
    undo_plan,
)
from tests.journeys.town import LAST_MOVED, MOVED_TO, Town, plan

CHANGED = "aure-2018-1-endret.txt"
HALF = "2018-1"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A group without calendars, whose plan for the spring is approved."""
    made = Town(tmp_path, None, None, places=())  # type: ignore[arg-type]  # nothing is reached
    made.approve()
    yield made
    made.services.database.close()


def publish(town: Town, name: str = CHANGED) -> None:
    import_plan(town.services, town.id, plan(name), name)


def own(town: Town) -> dict[str, Meeting]:
    return {m.id: m for m in town.meetings()}


def moved(town: Town) -> Meeting:
    """The group's meeting that follows when the council moves."""
    (meeting,) = (m for m in town.meetings() if m.date.isoformat() in {LAST_MOVED, MOVED_TO})
    return meeting


def approve(town: Town, **options: object) -> None:
    approve_plan(town.services, town.id, HALF, **({"approved_by": "kari"} | options))  # type: ignore[arg-type]  # the options are its own


def test_a_moved_council_meeting_is_proposed_as_a_move_and_said_with_its_cause(town: Town) -> None:
    publish(town)
    proposal = propose_plan(town.services, town.id, HALF)
    (change,) = proposal.changes
    assert change.kind is PlanChangeKind.MOVED
    speech = PlanSpeech(names=town.settings.group.roster.names())
    (line,) = (line for line in proposal.diff.lines if line.id == change.id)
    assert speech.line(line) == (
        "Kommunestyret er flyttet fra onsdag 21. til onsdag 28. mars → gruppemøtet flyttes fra "
        "mandag 19. til mandag 26. mars (samme møte i kalenderen)."
    )


def test_the_diff_is_against_what_the_approval_rested_on_however_often_it_is_published(
    town: Town,
) -> None:
    publish(town)
    publish(town)
    proposal = propose_plan(town.services, town.id, HALF)
    assert [c.before.date for c in proposal.diff.published if c.before] == [dt.date(2018, 3, 21)]
    approve(town)
    assert propose_plan(town.services, town.id, HALF).diff.published == ()


def test_approving_twice_leaves_nothing_to_do_and_one_version(town: Town) -> None:
    publish(town)
    approve(town)
    before = plan_history(town.services, town.id)
    approve(town)
    assert plan_history(town.services, town.id) == before
    assert not propose_plan(town.services, town.id, HALF).changes


def test_only_what_is_ticked_is_approved_and_the_rest_is_proposed_with_its_cause(
    town: Town,
) -> None:
    first = town.meetings()[0]
    cancel_meeting(town.services, town.id, first.id)
    follow_rule(town.services, town.id, first.id)
    publish(town)
    both = propose_plan(town.services, town.id, HALF)
    assert {c.id for c in both.changes} == {first.id, moved(town).id}
    approve(town, only=[first.id], seen=both.fingerprint)
    rest = propose_plan(town.services, town.id, HALF)
    assert [c.id for c in rest.changes] == [moved(town).id]
    assert len(rest.diff.published) == 1
    assert moved(town).date.isoformat() == LAST_MOVED


def test_what_was_not_seen_is_not_approved(town: Town) -> None:
    publish(town)
    seen = propose_plan(town.services, town.id, HALF).fingerprint
    publish(town, "aure-2018-1.txt")
    before = own(town)
    with pytest.raises(ProposalChangedError, match="endret siden du så det"):
        approve(town, seen=seen)
    assert own(town) == before
    assert len(plan_history(town.services, town.id)) == 1


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"only": ["noe"]}, "ikke noe møte «noe»"),
        ({"only": []}, "Ingen endringer er valgt"),
        ({"approved_by": "  "}, "Skriv hvem"),
    ],
)
def test_what_can_not_be_approved_is_said(
    town: Town, options: dict[str, object], text: str
) -> None:
    publish(town)
    with pytest.raises(InputError, match=text):
        approve(town, **options)


def test_the_history_says_who_and_when_and_what(town: Town) -> None:
    publish(town)
    approve(town, protocol_ref="sak 4/18")
    last, first = plan_history(town.services, town.id)
    assert (last.kind, last.by, last.protocol_ref) == (VersionKind.APPROVED, "kari", "sak 4/18")
    assert last.at == town.now
    assert (first.by, first.before.meetings) == ("gruppa", ())
    changed = set(last.after.meetings) - set(last.before.meetings)
    assert [m.date.isoformat() for m in changed if m.id == moved(town).id] == [MOVED_TO]


def test_undoing_lets_the_plan_before_stand_again_under_the_same_ids(town: Town) -> None:
    before = own(town)
    publish(town)
    approve(town)
    undone = undo_plan(town.services, town.id, by="ola")
    assert own(town) == before
    assert (undone.version.kind, undone.version.by, undone.left) == (VersionKind.UNDONE, "ola", ())
    assert [c.kind for c in propose_plan(town.services, town.id, HALF).changes] == [
        PlanChangeKind.MOVED
    ]


def test_undoing_the_undoing_is_doing_it_again(town: Town) -> None:
    publish(town)
    approve(town)
    after = own(town)
    undo_plan(town.services, town.id, by="ola")
    again = undo_plan(town.services, town.id, by="kari")
    assert own(town) == after
    assert again.version.kind is VersionKind.REDONE
    assert not propose_plan(town.services, town.id, HALF).changes
    with town.services.database.reading() as session:
        (adoption,) = Meetings(session, town.id).adoptions()
    assert adoption.adopted_by == "kari"


def test_undoing_the_first_approval_calls_off_what_it_added_and_forgets_nothing(
    town: Town,
) -> None:
    ids = set(own(town))
    undo_plan(town.services, town.id, by="kari", half=HALF)
    assert {m.status for m in town.meetings()} == {MeetingStatus.CANCELLED}
    assert set(own(town)) == ids
    with town.services.database.reading() as session:
        assert Meetings(session, town.id).adoptions() == ()


def test_what_somebody_has_set_since_stays_when_an_approval_is_undone(town: Town) -> None:
    publish(town)
    approve(town)
    chosen = moved(town)
    move_meeting(town.services, town.id, chosen.id, Slot(date=dt.date(2018, 3, 27)))
    with pytest.raises(InputError, match="Ingenting kan angres"):
        undo_plan(town.services, town.id, by="kari")
    undo_first = own(town)[chosen.id]
    assert undo_first.date == dt.date(2018, 3, 27)


def test_of_the_first_approval_only_what_nobody_has_touched_is_undone(town: Town) -> None:
    first, *others = town.meetings()
    move_meeting(town.services, town.id, first.id, Slot(place="Kafeen"))
    undone = undo_plan(town.services, town.id, by="kari")
    assert undone.left == ((own(town)[first.id], LeftReason.BY_HAND),)
    assert own(town)[first.id].status is MeetingStatus.CONFIRMED
    assert {own(town)[m.id].status for m in others} == {MeetingStatus.CANCELLED}


def test_what_has_been_held_stays_and_nothing_goes_back_to_a_day_that_has_passed(
    town: Town,
) -> None:
    publish(town)
    approve(town)
    town.now = dt.datetime(2018, 3, 20, 12, tzinfo=OSLO)
    with pytest.raises(InputError, match="Ingenting kan angres"):
        undo_plan(town.services, town.id, by="kari")
    assert moved(town).date.isoformat() == MOVED_TO


def test_an_undo_from_an_old_page_undoes_nothing(town: Town) -> None:
    (version,) = plan_history(town.services, town.id)
    publish(town)
    approve(town)
    with pytest.raises(ProposalChangedError, match="ingenting er angret"):
        undo_plan(town.services, town.id, by="kari", seen=version.version)


def test_without_an_approval_there_is_nothing_to_undo(town: Town) -> None:
    with pytest.raises(InputError, match="ikke godkjent ennå"):
        undo_plan(town.services, town.id, by="kari", half="2019-1")


def test_what_a_person_has_moved_stays_when_the_council_moves(town: Town) -> None:
    chosen = moved(town)
    tuesday = dt.date(2018, 3, 13)
    move_meeting(town.services, town.id, LAST_MOVED, Slot(date=tuesday, start=dt.time(17)))
    publish(town)
    proposal = propose_plan(town.services, town.id, HALF)
    assert proposal.changes == ()
    (line,) = (line for line in proposal.diff.lines if line.id == chosen.id)
    assert line.change.by_hand
    assert line.change.suggestion is not None
    assert line.change.suggestion.date.isoformat() == MOVED_TO
    approve(town)
    kept = own(town)[chosen.id]
    assert (kept.date, kept.start, kept.end) == (tuesday, dt.time(17), dt.time(19, 30))
    follow_rule(town.services, town.id, chosen.id)
    approve(town)
    assert own(town)[chosen.id].date.isoformat() == MOVED_TO


def test_a_meeting_set_after_what_it_serves_follows_the_rule_again_when_asked(town: Town) -> None:
    chosen = moved(town)
    after_council = dt.date(2018, 3, 22)
    later = move_meeting(town.services, town.id, chosen.id, Slot(date=after_council))
    assert later.serves == ()
    follow_rule(town.services, town.id, chosen.id)
    (change,) = propose_plan(town.services, town.id, HALF).changes
    assert (change.id, change.kind) == (chosen.id, PlanChangeKind.MOVED)
    assert change.after is not None
    assert change.after.date.isoformat() == LAST_MOVED


def test_a_meeting_whose_council_is_gone_can_be_held_all_the_same(town: Town) -> None:
    gone = b"\n".join(line for line in plan().splitlines() if not line.startswith(b"21. mars"))
    import_plan(town.services, town.id, gone, "plan.txt")
    held = move_meeting(town.services, town.id, LAST_MOVED, Slot(place="Kafeen"))
    assert held.serves == ()
    assert not propose_plan(town.services, town.id, HALF).changes


def test_a_meeting_called_off_by_hand_stays_off_and_can_be_set_up_again(town: Town) -> None:
    chosen = moved(town)
    cancel_meeting(town.services, town.id, chosen.id)
    publish(town)
    approve(town)
    assert own(town)[chosen.id].status is MeetingStatus.CANCELLED
    with pytest.raises(InputError, match="avlyst fra før"):
        cancel_meeting(town.services, town.id, chosen.id)
    up = move_meeting(town.services, town.id, chosen.id, Slot(date=dt.date(2018, 3, 27)))
    assert up.status is MeetingStatus.CONFIRMED


def test_a_proposed_meeting_can_be_set_or_declined_before_it_is_approved(town: Town) -> None:
    undo_plan(town.services, town.id, by="kari")
    first, second, *_ = town.meetings()
    move_meeting(town.services, town.id, first.id, Slot(date=dt.date(2018, 1, 18)))
    with town.services.database.transaction() as session:
        Meetings(session, town.id).delete([second.id])
    cancel_meeting(town.services, town.id, second.id)
    proposal = propose_plan(town.services, town.id, HALF)
    assert second.id not in {c.id for c in proposal.changes}
    approve(town)
    assert own(town)[first.id].date == dt.date(2018, 1, 18)
    assert own(town)[second.id].status is MeetingStatus.CANCELLED


def test_a_meeting_of_ones_own_has_an_id_of_its_own_and_is_left_alone(town: Town) -> None:
    slot = Slot(date=dt.date(2018, 6, 16), start=dt.time(18), place=" Hos  Kari ")
    one = add_meeting(town.services, town.id, MeetingType.SOSIAL, slot)
    two = add_meeting(town.services, town.id, MeetingType.SOSIAL, slot)
    assert (one.id, two.id) == ("eget-2018-06-16", "eget-2018-06-16-2")
    assert (one.place, one.status) == ("Hos Kari", MeetingStatus.CONFIRMED)
    assert propose_plan(town.services, town.id, HALF).changes == ()


def test_a_meeting_that_somebody_sets_for_what_found_no_place_settles_it(town: Town) -> None:
    publish(town)
    approve(town)
    town.now = dt.datetime(2018, 3, 21, 12, tzinfo=OSLO)
    publish(town, "aure-2018-1.txt")
    proposal = propose_plan(town.services, town.id, HALF)
    (left,) = proposal.unplaced
    assert left.message == (
        "Gruppemøtet til kommunestyret 21. mars skulle etter regelen vært mandag 19. mars, og den "
        "dagen er passert. Velg en dag selv."
    )
    assert [c.kind for c in proposal.changes] == [PlanChangeKind.WITHDRAWN]
    slot = Slot(date=dt.date(2018, 3, 21), start=dt.time(15), end=dt.time(16))
    add_meeting(town.services, town.id, MeetingType.GRP_ORD, slot, serves=left.serves)
    assert propose_plan(town.services, town.id, HALF).unplaced == ()


@pytest.mark.parametrize(
    ("name", "slot", "text"),
    [
        ("ukjent", Slot(place="x"), "Fant ikke møtet «ukjent»"),
        ("kommunestyre-2018-03-21", Slot(place="x"), "flytter bare kommunen"),
        (LAST_MOVED, Slot(), "hva som skal endres"),
        (LAST_MOVED, Slot(date=dt.date(2031, 1, 1)), "utenfor gruppas periode"),
        (LAST_MOVED, Slot(date=dt.date(2018, 1, 1)), "Dagen er passert"),
        (LAST_MOVED, Slot(start=dt.time(18), end=dt.time(18)), "begynne før det slutter"),
        (LAST_MOVED, Slot(place="x" * 201), "høyst 200 tegn"),
    ],
)
def test_what_can_not_be_moved_is_said(town: Town, name: str, slot: Slot, text: str) -> None:
    before = own(town)
    with pytest.raises(InputError, match=text):
        move_meeting(town.services, town.id, name, slot)
    assert own(town) == before


def test_other_edits_that_can_not_be_made_are_said(town: Town) -> None:
    services, group = town.services, town.id
    with pytest.raises(InputError, match="følger regelen fra før"):
        follow_rule(services, group, LAST_MOVED)
    slot = Slot(date=dt.date(2018, 6, 16))
    party = add_meeting(services, group, MeetingType.SOSIAL, slot)
    with pytest.raises(InputError, match="ingen regel ville satt det opp"):
        follow_rule(services, group, party.id)
    with pytest.raises(InputError, match="mangler dato"):
        add_meeting(services, group, MeetingType.SOSIAL, Slot())
    with pytest.raises(InputError, match="kan ikke legges til"):
        add_meeting(services, group, MeetingType.MUN_COUNCIL, slot)
    with pytest.raises(InputError, match="ikke noe møte «ks»"):
        add_meeting(services, group, MeetingType.GRP_ORD, slot, serves=("ks",))
    add_meeting(services, group, MeetingType.SOSIAL, slot)
    with pytest.raises(InputError, match="flere møter 2018-06-16"):
        cancel_meeting(services, group, "2018-06-16")
    town.now = dt.datetime(2018, 6, 17, 12, tzinfo=OSLO)
    with pytest.raises(InputError, match="er holdt"):
        cancel_meeting(services, group, party.id)
