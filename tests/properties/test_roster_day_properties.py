"""What holds of a day's roster, whoever is in it and whatever the protocols say."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from service.domain.minutes import AttendanceStatus, Attendee, DocumentReading
from service.domain.model import (
    OSLO,
    BodyKind,
    Group,
    Meeting,
    MeetingType,
    PartyStatus,
    Period,
    Person,
    Roster,
)
from service.domain.rights import Answer, Right
from service.journeys.roster.offices import offices_of
from service.journeys.roster.rights import RosterDay, roster_day
from service.rules.facts import Facts, MeetingDocument
from service.rules.loading import load_pack
from tests.properties.test_rights_properties import FIRST, shuffled
from tests.properties.test_vote_rules_agree import GROUP, rosters

SP = load_pack("sp-reglement-2022")
STATUSES = st.sampled_from(AttendanceStatus)
MEETING = Meeting(id="g1", body=GROUP.key, type=MeetingType.GRP_ORD, date=FIRST)


def named(roster: Roster) -> Roster:
    people = tuple(
        Person(
            id=p.id,
            name=f"{p.id}ari Nordmann",
            memberships=p.memberships,
            status=p.status,
            joined_from_other_party=p.joined_from_other_party,
        )
        for p in roster.people
    )
    return Roster(bodies=roster.bodies, people=people)


@st.composite
def known(draw: st.DrawFn) -> Facts:
    roster = named(draw(rosters()))
    rows = tuple(
        Attendee(name=person.name, status=draw(STATUSES))
        for person in roster.people
        if draw(st.booleans())
    )
    reading = DocumentReading(type="protokoll", attendance=rows)
    group = Group(
        id="g", name="", party="", municipality="", term=Period(start=FIRST), roster=roster
    )
    return Facts(
        group=group,
        now=dt.datetime.combine(FIRST, dt.time(23), OSLO),
        meetings=(MEETING,),
        documents=(MeetingDocument(reading=reading, meeting_id="g1", path="p.docx"),),
    )


def in_group(found: RosterDay) -> dict[str, Answer]:
    (body,) = (one for one in found.bodies if one.body.kind is BodyKind.GROUP)
    return {
        one.person.id: one.rights[Right.VOTE].answer if one.rights else Answer.UNKNOWN
        for one in body.people
    }


@given(known())
def test_who_acts_votes_and_a_deputy_who_does_not_act_never_does(facts: Facts) -> None:
    found = roster_day([SP], facts, FIRST)
    votes = in_group(found)
    acts = next(one.acting for one in found.bodies if one.body.kind is BodyKind.GROUP)
    assert acts is not None or Answer.YES not in votes.values()
    deputies = {person.id for person in acts.deputies} if acts else set()
    seated = {person.id for person in acts.seated} if acts else set()
    assert all(votes[one] is Answer.YES for one in deputies)
    # Of those away only whom another party elected is spoken of: a source asks for approval alone.
    in_seats = {p.id for p in facts.roster.people if p.id in seated | deputies}
    away = {seen.person.id for seen in found.absences}
    voting = {one for one, answer in votes.items() if answer is Answer.YES}
    assert voting <= in_seats | away
    for person in facts.roster.people:
        if person.status is not PartyStatus.MEMBER:
            assert votes.get(person.id, Answer.NO) in {Answer.NO, Answer.UNKNOWN}
            assert person in found.undated


@given(known())
def test_nobody_acts_who_was_away_and_nobody_is_shown_twice(facts: Facts) -> None:
    found = roster_day([SP], facts, FIRST)
    away = {seen.person.id for seen in found.absences}
    for body in found.bodies:
        ids = [one.person.id for one in body.people]
        assert len(ids) == len(set(ids))
        if body.body.kind in {BodyKind.GROUP, BodyKind.COUNCIL} and body.acting:
            assert not away & {person.id for person in body.acting.people}


@given(known(), st.data())
def test_the_order_of_the_roster_changes_no_right(facts: Facts, data: st.DataObject) -> None:
    other = Facts(
        group=Group(
            id="g",
            name="",
            party="",
            municipality="",
            term=facts.group.term,
            roster=shuffled(data, facts.roster),
        ),
        now=facts.now,
        meetings=facts.meetings,
        documents=facts.documents,
    )
    assert in_group(roster_day([SP], facts, FIRST)) == in_group(roster_day([SP], other, FIRST))


@given(rosters())
def test_every_office_is_told_once(roster: Roster) -> None:
    told = [(one.person.id, one.membership) for one in offices_of(roster)]
    held = [(person.id, m) for person in roster.people for m in person.memberships]
    assert sorted(told, key=repr) == sorted(held, key=repr)
