"""Which day a group meeting gets: what is in the way, what gives way, and what is said of it."""

import datetime as dt

import pytest

from service.domain.model import (
    OSLO,
    Body,
    BodyKind,
    Meeting,
    MeetingType,
    Membership,
    Period,
    Person,
    Role,
    Roster,
)
from service.domain.placing.surroundings import Busy, Surroundings
from service.domain.planning import GivesWay, Proposal, Trigger, UnplacedCause
from service.domain.planning_parts import NamedPeriod
from service.domain.proposing import propose
from tests.unit.domain.plans import meeting, plan, rule

TERM = Period(start=dt.date(2015, 10, 1))
COUNCIL = meeting("15.2K", 2018)  # a Thursday


def proposed(municipal, by=None, closed=(), **around) -> Proposal:
    return propose(
        by or rule(),
        municipal,
        group_body="gruppe",
        closed_days=closed,
        surroundings=Surroundings(**around),
    )


def only(municipal, by=None, closed=(), **around) -> Meeting:
    (found,) = proposed(municipal, by, closed, **around).meetings
    return found


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2018-{text}")


def days(first: str, last: str, name: str = "") -> dict[dt.date, str]:
    count = (day(last) - day(first)).days + 1
    return {day(first) + dt.timedelta(days=n): name for n in range(count)}


def seated(**seats: Role) -> Roster:
    """A roster where Kari has these roles, by body."""
    kinds = {"kommunestyre": BodyKind.COUNCIL, "helse_oppvekst": BodyKind.COMMITTEE}
    names = {"helse_oppvekst": "helse-oppvekst"}
    return Roster(
        bodies=tuple(Body(key=names.get(k, k), name=k, kind=kind) for k, kind in kinds.items()),
        people=(
            Person(
                id="kari",
                name="Kari Nordmann",
                memberships=tuple(
                    Membership(body=names.get(body, body), role=role, period=TERM)
                    for body, role in seats.items()
                ),
            ),
        ),
    )


# School holidays and closed days


def test_a_school_holiday_is_avoided_where_another_monday_is_free():
    found = only([COUNCIL], avoided=days("02-12", "02-16", "vinterferien"))
    assert found.date == day("02-05")
    assert found.reason == (
        "Mandag 5. februar: siste ledige mandag før kommunestyret 15. februar; "
        "mandag 12. februar er i vinterferien"
    )


def test_the_weekday_gives_way_before_a_school_holiday_does():
    narrow = rule(lead_max_days=6)
    found = only([COUNCIL], narrow, avoided=days("02-12", "02-12", "vinterferien"))
    assert found.date == day("02-14")
    assert found.reason == (
        "Onsdag 14. februar: siste ledige dag før kommunestyret 15. februar, "
        "fordi mandag 12. februar er i vinterferien; også mulig: tirsdag 13. februar og "
        "fredag 9. februar"
    )


def test_a_school_holiday_is_used_where_nothing_else_is_free_and_that_is_said():
    found = only([COUNCIL], avoided=days("02-01", "02-16", "vinterferien"))
    assert found.date == day("02-12")
    assert "siste mandag før kommunestyret 15. februar, i vinterferien, fordi" in found.reason
    assert "ingen annen dag er ledig" in found.reason


def test_what_a_closed_day_is_is_said():
    found = only([COUNCIL], closed=days("02-10", "02-12", "opptatt av landsmøtet"))
    assert found.reason.endswith("; mandag 12. februar er opptatt av landsmøtet")


# Clashes


def test_a_body_that_nobody_of_the_group_sits_in_does_not_matter():
    municipal = [meeting("12.2O", 2018, dt.time(19)), COUNCIL]
    elsewhere = only(municipal, roster=seated(kommunestyre=Role.MEMBER))
    assert elsewhere.date == day("02-12")
    inside = only(municipal, roster=seated(helse_oppvekst=Role.MEMBER))
    assert inside.date == day("02-05")
    assert inside.reason.endswith("; mandag 12. februar kolliderer med utvalgsmøtet")


def test_a_deputy_is_not_counted_on_to_be_there():
    municipal = [meeting("12.2O", 2018, dt.time(19)), COUNCIL]
    roster = seated(kommunestyre=Role.MEMBER, helse_oppvekst=Role.DEPUTY)
    assert only(municipal, roster=roster).date == day("02-12")


def test_with_nobody_seated_anywhere_every_body_matters():
    municipal = [meeting("12.2O", 2018, dt.time(19)), COUNCIL]
    assert only(municipal, roster=seated()).date == day("02-05")


def test_a_meeting_that_a_person_has_set_takes_its_day():
    extra = Meeting(id="ekstra", body="gruppe", type=MeetingType.GRP_EXTRA, date=day("02-12"))
    found = only([COUNCIL], kept=(extra,))
    assert found.date == day("02-05")
    assert "mandag 12. februar er opptatt av det ekstra gruppemøtet" in found.reason


def test_its_own_meeting_moved_by_a_person_is_not_in_its_way():
    moved = Meeting(
        id=f"gruppemote-{COUNCIL.id}", body="gruppe", type=MeetingType.GRP_ORD, date=day("02-12")
    )
    assert only([COUNCIL], kept=(moved,)).date == day("02-12")


def busy(text: str, person: str = "kari") -> Busy:
    start = dt.datetime.combine(day(text), dt.time(17), OSLO)
    return Busy(person=person, start=start, end=start + dt.timedelta(hours=3))


def test_a_member_who_is_elsewhere_is_waited_for_where_another_monday_is_free():
    found = only([COUNCIL], busy=(busy("02-12"),))
    assert found.date == day("02-05")
    assert "mandag 12. februar er en av medlemmene opptatt et annet sted" in found.reason


def test_without_another_monday_the_member_is_missed_and_that_is_said():
    found = only([COUNCIL], rule(lead_max_days=7), busy=(busy("02-12"),))
    assert found.date == day("02-12")
    assert found.reason.endswith("; en av medlemmene er opptatt et annet sted samtidig")
    assert "kari" not in found.reason.lower()


# Rounds


def test_the_rounds_a_group_lists_are_kept_together_and_apart():
    listed = (
        NamedPeriod(name="Runde 1", start=day("02-01"), end=day("03-05")),
        NamedPeriod(name="Runde 2", start=day("03-06"), end=day("03-31")),
    )
    by = rule(Trigger.ROUND, rounds=listed)
    found = proposed(plan("7.2F 1.3K 7.3F 15.3K", 2018), by)
    assert [len(m.serves) for m in found.meetings] == [2, 2]
    assert [m.date for m in found.meetings] == [day("02-05"), day("03-05")]
    assert "før «Runde 2», som starter med formannskapet 7. mars" in found.meetings[1].reason


def test_what_no_listed_round_has_is_split_by_the_gap():
    listed = (NamedPeriod(name="Midt", start=day("02-14"), end=day("02-16")),)
    by = rule(Trigger.ROUND, rounds=listed, lead_max_days=6)
    found = proposed(plan("7.2F 15.2K 21.2F", 2018), by)
    assert [m.serves for m in found.meetings] == [
        ("formannskap-2018-02-07",),
        ("kommunestyre-2018-02-15",),
        ("formannskap-2018-02-21",),
    ]


# Where nothing fits


def test_where_no_day_is_free_it_is_asked_which_rule_gives_way():
    found = proposed([COUNCIL], rule(lead_min_days=3, lead_max_days=6), days("02-09", "02-12"))
    (unplaced,) = found.unplaced
    assert unplaced.cause is UnplacedCause.NO_FREE_DAY
    assert [(a.gives_way, a.date, a.start) for a in unplaced.alternatives] == [
        (GivesWay.LEAD_MIN, day("02-13"), dt.time(18)),
        (GivesWay.LEAD_MAX, day("02-05"), dt.time(18)),
    ]
    assert unplaced.message == (
        "Ingen dag mellom 6 og 3 dager før kommunestyret 15. februar er ledig for gruppemøtet. "
        "Hvilken regel skal vike: «minst 3 dager før» (tirsdag 13. februar kl. 18.00) eller "
        "«høyst 6 dager før» (mandag 5. februar kl. 18.00)?"
    )


def test_a_weekend_is_offered_and_never_taken():
    closed = [d for d in days("01-10", "02-15") if d.weekday() < 5]
    (unplaced,) = proposed([COUNCIL], closed=closed).unplaced
    assert [(a.gives_way, a.date) for a in unplaced.alternatives] == [
        (GivesWay.WORKING_DAY, day("02-11"))
    ]


def test_no_alternative_lies_before_the_round_before_has_ended():
    by = rule(Trigger.ROUND, lead_max_days=3, round_gap_days=3)
    found = proposed(plan("1.2K 8.2K", 2018), by, days("02-02", "02-08"))
    (unplaced,) = found.unplaced
    assert all(a.date > day("02-01") for a in unplaced.alternatives)


def test_nor_on_its_last_day_where_the_lead_is_longer_than_the_pause():
    by = rule(Trigger.ROUND, lead_min_days=5, round_gap_days=1)
    (unplaced,) = proposed(plan("5.2K 8.2K", 2018), by).unplaced
    assert [a.date for a in unplaced.alternatives] == [day("02-06")]


# Languages


@pytest.mark.parametrize(
    ("around", "said"),
    [
        ({}, "siste måndag før kommunestyret 15. februar; også mogleg: måndag 5. februar"),
        (
            {"avoided": days("02-12", "02-16", "vinterferien")},
            "kommunestyret 15. februar; måndag 12. februar er i vinterferien",
        ),
    ],
)
def test_reasons_are_in_the_groups_language(around, said):
    assert only([COUNCIL], language="nn", **around).reason.endswith(said)


def test_what_has_no_place_is_told_in_the_groups_language():
    (unplaced,) = proposed([COUNCIL], closed=days("01-10", "02-15"), language="nn").unplaced
    assert unplaced.message == (
        "Ingen dag mellom 14 og 1 dagar før kommunestyret 15. februar er ledig for gruppemøtet. "
        "Vel ein dag sjølv, eller la reglane gi fleire dagar å velje mellom."
    )


def test_a_day_that_another_meeting_has_taken_is_not_said_to_be_possible():
    found = proposed(plan("7.2F 15.2K", 2018), rule(share_days=0))
    assert [m.date for m in found.meetings] == [day("02-05"), day("02-12")]
    assert "også mulig" not in found.meetings[1].reason


def test_a_day_too_early_for_all_that_is_served_is_not_said_to_be_possible():
    (found,) = proposed(plan("7.2F 15.2K", 2018)).meetings
    assert len(found.serves) == 2
    assert "også mulig" not in found.reason  # 29 January is 17 days before the council
