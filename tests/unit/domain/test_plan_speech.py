"""What people are told of a proposal: what the council did, and what becomes of their meetings."""

import datetime as dt
from dataclasses import replace

import pytest

from service.domain.approving import approved_meetings
from service.domain.model import Meeting, MeetingStatus, MeetingType, Period
from service.domain.plan_speech import PlanSpeech
from service.domain.proposing import propose
from service.domain.replanning import replan
from service.domain.threeway import meetings_of_half, rests_on, three_way
from tests.unit.domain.plans import meeting, rule

NAMES = {"kommunestyre": "Kommunestyre", "formannskap": "Formannskap"}
BEFORE = meeting("15.2K", 2018, dt.time(18))
LATER = meeting("22.2K", 2018, dt.time(18), id=BEFORE.id)
CONFIRMED = MeetingStatus.CONFIRMED


def proposed(*municipal, **traits):
    return propose(rule(**traits), municipal, group_body="g", closed_days=()).meetings


def approved(*municipal, **traits):
    return approved_meetings(replan([], proposed(*municipal, **traits)).changes)


def said(before, now, own, language="nb", manual=(), today=None, **traits):
    found = replan(own, proposed(*now, **traits), manual=manual, today=today)
    lines = three_way(found, before, now).lines
    speech = PlanSpeech(names=NAMES, language=language)
    return [speech.line(line) for line in lines if line.tells]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "nb",
            (
                "Kommunestyret er flyttet fra torsdag 15. til torsdag 22. februar → gruppemøtet "
                "flyttes fra mandag 12. til mandag 19. februar (samme møte i kalenderen)."
            ),
        ),
        (
            "nn",
            (
                "Kommunestyret er flytta frå torsdag 15. til torsdag 22. februar → gruppemøtet "
                "blir flytta frå måndag 12. til måndag 19. februar (same møte i kalenderen)."
            ),
        ),
    ],
)
def test_what_moves_with_the_council_is_told_with_what_the_council_did(language, text):
    assert said([BEFORE], [LATER], approved(BEFORE), language) == [text]


def test_what_a_person_has_set_stands_and_the_rules_day_is_told():
    (own,) = approved(BEFORE)
    by_hand = replace(own, date=dt.date(2018, 2, 13))
    assert said([BEFORE], [LATER], [by_hand], manual={own.id}) == [
        (
            "Kommunestyret er flyttet fra torsdag 15. til torsdag 22. februar → gruppemøtet "
            "tirsdag "
            "13. februar er satt av dere og står; regelen ville sagt mandag 19. februar kl. "
            "18.00–20.00."
        )
    ]


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (
            replace(BEFORE, status=MeetingStatus.CANCELLED),
            "Kommunestyret torsdag 15. februar er avlyst → gruppemøtet mandag 12. februar utgår.",
        ),
        (
            None,
            (
                "Kommunestyret torsdag 15. februar er tatt ut av kommunens plan → "
                "gruppemøtet mandag "
                "12. februar utgår."
            ),
        ),
        (
            replace(BEFORE, start=dt.time(17)),
            (
                "Kommunestyret torsdag 15. februar har fått nytt klokkeslett, kl. 17.00 → "
                "gruppemøtet "
                "mandag 12. februar står."
            ),
        ),
        (
            replace(BEFORE, start=None),
            (
                "Kommunestyret torsdag 15. februar har ikke lenger noe kunngjort klokkeslett → "
                "gruppemøtet mandag 12. februar står."
            ),
        ),
    ],
)
def test_every_kind_of_published_change_is_told(now, text):
    assert said([BEFORE], [now] if now else [], approved(BEFORE)) == [text]


def test_a_short_meeting_follows_the_clock():
    both = {"pre_minutes": 30}
    own = approved(BEFORE, **both)
    moved = replace(BEFORE, start=dt.time(17))
    assert said([BEFORE], [moved], own, **both)[1] == (
        "Kommunestyret torsdag 15. februar har fått nytt klokkeslett, kl. 17.00 → formøtet torsdag "
        "15. februar flyttes fra kl. 17.30–18.00 til kl. 16.30–17.00 (samme møte i kalenderen)."
    )


def test_new_meetings_those_that_come_back_and_those_somebody_proposed():
    assert said(None, [BEFORE], []) == ["Nytt gruppemøte mandag 12. februar kl. 18.00–20.00."]
    off = [replace(m, status=MeetingStatus.CANCELLED) for m in approved(BEFORE)]
    assert said([], [BEFORE], off) == [
        (
            "Kommunestyret torsdag 15. februar er nytt i kommunens plan → gruppemøtet "
            "settes opp igjen "
            "mandag 12. februar kl. 18.00–20.00 (samme møte i kalenderen)."
        )
    ]
    party = Meeting(id="fest", body="g", type=MeetingType.SOSIAL, date=dt.date(2018, 6, 1))
    assert said([], [], [party]) == ["Den sosiale samlingen fredag 1. juni er foreslått."]


def test_what_has_been_held_is_told_as_such():
    text = said([BEFORE], [LATER], approved(BEFORE), today=dt.date(2018, 2, 13))
    assert text == [
        (
            "Kommunestyret er flyttet fra torsdag 15. til torsdag 22. februar → gruppemøtet "
            "mandag 12. "
            "februar er holdt; regelen ville sagt mandag 19. februar kl. 18.00–20.00."
        )
    ]


def test_published_changes_that_touch_no_group_meeting_are_told_apart():
    committee = meeting("6.3O", 2018)
    moved = replace(committee, date=dt.date(2018, 3, 7))
    found = replan(approved(BEFORE), proposed(BEFORE))
    seen = three_way(found, [BEFORE, committee], [BEFORE, moved])
    assert [c.meeting for c in seen.others] == [c.meeting for c in seen.published] == [moved]


def test_without_an_earlier_approval_nothing_is_said_to_have_changed():
    seen = three_way(replan([], proposed(BEFORE)), None, [BEFORE])
    assert not seen.known
    assert seen.published == ()


def test_what_was_not_approved_still_rests_on_what_was_published_before():
    council, exec_ = BEFORE, meeting("12.3F", 2018)
    moved, put_off = LATER, replace(exec_, date=dt.date(2018, 3, 19))
    found = replan(approved(council, exec_), proposed(moved, put_off))
    first, _second = found.changes
    assert rests_on(found.changes, None, [council, exec_], [moved, put_off]) == (moved, put_off)
    kept = rests_on(found.changes, [first.id], [council, exec_], [moved, put_off])
    assert kept == (moved, exec_)


def test_a_meeting_in_june_that_prepares_julys_council_is_the_autumns():
    july = meeting("2.7K", 2018, dt.time(18))
    (own,) = approved(july)
    assert own.date == dt.date(2018, 6, 25)
    spring = Period(start=dt.date(2018, 1, 1), end=dt.date(2018, 6, 30))
    autumn = Period(start=dt.date(2018, 7, 1), end=dt.date(2018, 12, 31))
    assert meetings_of_half([own], [july], spring) == ()
    assert meetings_of_half([own], [july], autumn) == (own,)
    assert meetings_of_half([own], [], spring) == (own,)
    by_hand = replace(own, serves=())
    assert meetings_of_half([by_hand], [july], spring) == (by_hand,)
    numbered = replace(by_hand, id="gruppemote-2018-2-1")
    assert meetings_of_half([numbered], [july], spring) == ()
    assert meetings_of_half([numbered], [july], autumn) == (numbered,)
