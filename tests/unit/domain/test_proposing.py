import datetime as dt

from service.domain.model import Audience, BodyKind, MeetingStatus, MeetingType
from service.domain.planning import Proposal, Trigger, UnplacedCause
from service.domain.proposing import propose
from tests.unit.domain.plans import AURE_2018, GJERSTAD_2023, meeting, plan, rule

ALL_KINDS = (BodyKind.COUNCIL, BodyKind.EXECUTIVE, BodyKind.COMMITTEE)


def proposed(municipal, rule, closed=(), **more) -> Proposal:
    return propose(rule, municipal, group_body="gruppe", closed_days=closed, **more)


def days(proposal):
    return [f"{m.date.day}.{m.date.month}" for m in proposal.meetings]


def test_in_aure_a_group_meets_before_every_council_and_executive_meeting():
    found = proposed(plan(AURE_2018, 2018), rule())
    assert days(found) == ["22.1", "5.2", "5.3", "19.3", "16.4", "14.5", "18.6"]
    served = [one for m in found.meetings for one in m.serves]
    assert len(served) == len(set(served)) == 11
    assert not found.unplaced


def test_in_aure_a_group_meets_once_before_each_round():
    found = proposed(plan(AURE_2018, 2018), rule(Trigger.ROUND, kinds=ALL_KINDS))
    assert days(found) == ["22.1", "26.2", "9.4", "7.5", "11.6"]
    assert [len(m.serves) for m in found.meetings] == [5, 6, 4, 4, 4]


def test_in_gjerstad_a_group_meets_once_before_each_round():
    ascension = dt.date(2023, 5, 18)  # a Thursday
    found = proposed(
        plan(GJERSTAD_2023, 2023, dt.time(18, 30)),
        rule(Trigger.ROUND, kinds=ALL_KINDS, weekday=3),
        {ascension},
    )
    assert " ".join(days(found)) == (
        "12.1 2.2 9.3 23.3 4.5 11.5 8.6 31.8 14.9 5.10 19.10 2.11 16.11 7.12"
    )
    assert found.meetings[5].reason == (
        "Torsdag 11. mai: siste ledige torsdag før møterunden som starter med kommunestyret "
        "25. mai; torsdag 18. mai er fridag"
    )


def test_a_round_is_prepared_after_the_round_before_it_has_ended():
    municipal = plan("1.3K 14.3K", 2018)  # Thursday and Wednesday; the Monday between is free
    found = proposed(municipal, rule(Trigger.ROUND), {dt.date(2018, 3, 12), dt.date(2018, 3, 5)})
    assert days(found) == ["26.2", "13.3"]


def test_a_derived_meeting_says_what_it_is_and_why_there():
    (found,) = proposed([meeting("15.2K", 2018)], rule(), leader="kari").meetings
    assert found.id == "gruppemote-kommunestyre-2018-02-15"
    assert found.type is MeetingType.GRP_ORD
    assert (found.status, found.audience) == (MeetingStatus.TENTATIVE, Audience.GROUP)
    assert (found.body, found.called_by, found.place) == ("gruppe", "kari", "Rådhuset")
    assert found.serves == ("kommunestyre-2018-02-15",)
    assert found.reason == (
        "Mandag 12. februar: siste mandag før kommunestyret 15. februar; "
        "også mulig: mandag 5. februar"
    )


def test_the_reason_uses_the_groups_own_name_of_a_body():
    names = {"kommunestyre": "Bystyre"}
    (found,) = proposed([meeting("15.2K", 2018)], rule(), names=names).meetings
    assert "siste mandag før bystyret 15. februar" in found.reason


def test_a_shared_meeting_names_everything_it_prepares():
    (found,) = proposed(plan("7.2F 15.2K", 2018), rule()).meetings
    assert found.reason == (
        "Mandag 5. februar: siste mandag før formannskapet 7. februar; "
        "forbereder også kommunestyret 15. februar"
    )


def test_without_sharing_every_meeting_has_its_own():
    found = proposed(plan("7.2F 15.2K", 2018), rule(share_days=0))
    assert days(found) == ["5.2", "12.2"]


def test_without_sharing_two_meetings_of_one_day_get_two_days():
    found = proposed(plan("7.2F 7.2K", 2018), rule(share_days=0))
    assert days(found) == ["29.1", "5.2"]


def test_a_holiday_moves_the_meeting_a_week_earlier():
    closed = {dt.date(2018, 2, 12): "andre påskedag"}
    (found,) = proposed([meeting("15.2K", 2018)], rule(), closed).meetings
    assert found.date == dt.date(2018, 2, 5)
    assert found.reason == (
        "Mandag 5. februar: siste ledige mandag før kommunestyret 15. februar; "
        "mandag 12. februar er andre påskedag"
    )


def test_without_a_free_weekday_the_latest_working_day_is_taken_and_said():
    closed = {dt.date(2018, 2, 12), dt.date(2018, 2, 5)}
    (found,) = proposed([meeting("15.2K", 2018)], rule(), closed).meetings
    assert found.date == dt.date(2018, 2, 14)
    assert "fordi ingen mandag er ledig" in found.reason


def test_where_no_day_is_free_a_person_is_told():
    closed = {dt.date(2018, 2, 1) + dt.timedelta(days=n) for n in range(14)}
    found = proposed([meeting("15.2K", 2018)], rule(), closed)
    assert not found.meetings
    (unplaced,) = found.unplaced
    assert unplaced.cause is UnplacedCause.NO_FREE_DAY
    assert unplaced.serves == ("kommunestyre-2018-02-15",)
    assert "kommunestyret 15. februar" in unplaced.message


def test_an_uncertain_meeting_triggers_nothing():
    assert proposed([meeting("13.4K", 2023, confidence=0.5)], rule()) == Proposal()


def test_a_cancelled_meeting_triggers_nothing():
    cancelled = meeting("15.2K", 2018, status=MeetingStatus.CANCELLED)
    assert proposed([cancelled], rule(pre_minutes=30)) == Proposal()


def test_on_the_same_day_the_group_ends_before_the_council_begins():
    same_day = rule(weekday=3, lead_min_days=0)
    (found,) = proposed([meeting("15.2K", 2018, dt.time(20))], same_day).meetings
    assert found.date == dt.date(2018, 2, 15)
    (earlier,) = proposed([meeting("15.2K", 2018, dt.time(19, 59))], same_day).meetings
    assert earlier.date == dt.date(2018, 2, 8)


def test_before_an_unknown_time_only_an_earlier_day_is_sure():
    (found,) = proposed([meeting("15.2K", 2018)], rule(weekday=3, lead_min_days=0)).meetings
    assert found.date == dt.date(2018, 2, 8)


def test_a_meeting_that_runs_at_the_same_time_is_avoided():
    municipal = [meeting("12.2O", 2018, dt.time(19)), meeting("15.2K", 2018)]
    (found,) = proposed(municipal, rule()).meetings
    assert found.date == dt.date(2018, 2, 5)


def test_a_possible_collision_is_told_to_whoever_approves():
    (found,) = proposed(plan("12.2O 15.2K", 2018), rule()).meetings
    assert found.date == dt.date(2018, 2, 12)
    assert found.reason.endswith("Samme dag: utvalgsmøtet, uten kunngjort klokkeslett")


def test_a_longer_lead_is_said():
    (found,) = proposed([meeting("13.2K", 2018)], rule(lead_min_days=3)).meetings
    assert found.date == dt.date(2018, 2, 5)
    assert "minst 3 dager før" in found.reason


def test_short_meetings_stand_right_before_and_after_the_council():
    council = meeting("15.2K", 2018, dt.time(18, 30), end=dt.time(21), place="Kulturhuset")
    found = proposed([council], rule(pre_minutes=30, post_minutes=15)).meetings[1:]
    assert [(m.type.value, m.id, m.start, m.end, m.place) for m in found] == [
        ("GRP_PRE", f"formote-{council.id}", dt.time(18), dt.time(18, 30), "Kulturhuset"),
        ("GRP_POST", f"ettermote-{council.id}", dt.time(21), dt.time(21, 15), "Kulturhuset"),
    ]


def test_a_meeting_after_a_council_without_an_end_has_a_day_and_no_time():
    found = proposed([meeting("15.2K", 2018, dt.time(18))], rule(post_minutes=15)).meetings[-1:]
    assert [(m.type, m.start, m.end) for m in found] == [(MeetingType.GRP_POST, None, None)]
    assert "ikke kunngjort" in found[0].reason


def test_short_meetings_wait_for_the_councils_time():
    found = proposed([meeting("15.2K", 2018)], rule(pre_minutes=30, post_minutes=15))
    assert [u.type for u in found.unplaced] == [MeetingType.GRP_PRE, MeetingType.GRP_POST]
    assert {u.cause for u in found.unplaced} == {UnplacedCause.TIME_UNKNOWN}


def test_a_council_meeting_that_moves_takes_the_group_meeting_along():
    council = meeting("15.2K", 2018)
    moved = meeting("22.2K", 2018, id=council.id)
    (before,), (after,) = (proposed([m], rule()).meetings for m in (council, moved))
    assert before.id == after.id
    assert (after.date - before.date).days == 7
