"""Extra meetings on demand: who may ask, and what the meeting says of that."""

import datetime as dt
from dataclasses import replace

import pytest

from service.domain.errors import InputError
from service.domain.extra_meetings import ExtraRequest, WhoMayAsk, extra_meeting
from service.domain.model import MeetingStatus, MeetingType

DAY = dt.date(2018, 2, 12)
ALLOWED = WhoMayAsk(
    leaders=frozenset({"kari"}),
    members=frozenset({"kari", "ola", "per", "liv"}),
    section="Reglementet, punkt 5.0",
)
REQUEST = ExtraRequest(
    date=DAY, start=dt.time(18), end=None, place="Rådhuset", requested_by=("ola", "per", "liv")
)


def made(request=REQUEST, taken=(), today=DAY, **more):
    return extra_meeting(
        request, ALLOWED, group_body="gruppe", taken_ids=taken, today=today, **more
    )


def test_three_permanent_members_are_enough_and_nobody_is_named():
    meeting = made()
    assert (meeting.type, meeting.status) == (MeetingType.GRP_EXTRA, MeetingStatus.CONFIRMED)
    assert (meeting.id, meeting.called_by) == ("ekstra-gruppemote-2018-02-12", "")
    assert meeting.reason == "Ekstra møte, fordi 3 faste medlemmer har bedt om det"
    assert made(language="nn").reason == "Ekstra møte, fordi 3 faste medlemer har bede om det"


def test_the_leader_alone_is_enough():
    meeting = made(replace(REQUEST, requested_by=("kari",)))
    assert (meeting.called_by, meeting.reason) == ("kari", "Ekstra møte, kalt inn av gruppelederen")


@pytest.mark.parametrize(
    "asking", [("ola", "per"), ("ola", "per", "per"), ("ola", "per", "deputy")]
)
def test_two_members_are_too_few_whoever_else_asks(asking):
    with pytest.raises(InputError, match=r"minst 3 faste medlemmer .* her er det 2\. Se Reglem"):
        made(replace(REQUEST, requested_by=asking))


def test_a_day_that_has_passed_is_refused():
    with pytest.raises(InputError, match="passert"):
        made(today=dt.date(2018, 2, 13))


def test_two_on_one_day_have_ids_of_their_own():
    assert made(taken={"ekstra-gruppemote-2018-02-12"}).id == "ekstra-gruppemote-2018-02-12-2"
