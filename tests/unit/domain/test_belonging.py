"""Who belongs to those something is for, on a day."""

from __future__ import annotations

import datetime as dt

import pytest

from service.domain.belonging import belongs, wanted_shares
from service.domain.model import (
    Audience,
    Body,
    BodyKind,
    Membership,
    PartyStatus,
    Period,
    Person,
    Role,
    Roster,
)
from service.domain.sharing import Access, Share, Sharee, ShareeKind

BODIES = tuple(
    Body(key=kind.value, name=kind.value, kind=kind)
    for kind in (
        BodyKind.GROUP,
        BodyKind.GROUP_BOARD,
        BodyKind.COUNCIL,
        BodyKind.COMMITTEE,
        BodyKind.PARTY_BOARD,
        BodyKind.MEMBERS,
    )
)
START, END = dt.date(2026, 1, 1), dt.date(2026, 6, 30)
DAY = dt.date(2026, 5, 12)
GROUP, BOARD, LEADER = Audience.GROUP, Audience.GROUP_BOARD, Audience.LEADER


def held(role: Role, kind: BodyKind, end: dt.date | None = None) -> Membership:
    return Membership(body=kind.value, role=role, period=Period(start=START, end=end))


def of(*memberships: Membership, status: PartyStatus = PartyStatus.MEMBER) -> Roster:
    person = Person(id="ola", name="Ola Nordmann", memberships=memberships, status=status)
    return Roster(bodies=BODIES, people=(person,))


def audiences(roster: Roster, day: dt.date = DAY) -> set[Audience]:
    return {one for one in (GROUP, BOARD, LEADER) if belongs(roster, "ola", one, day)}


@pytest.mark.parametrize(
    ("memberships", "expected"),
    [
        ([held(Role.MEMBER, BodyKind.GROUP)], {GROUP}),
        ([held(Role.DEPUTY, BodyKind.COUNCIL)], {GROUP}),
        ([held(Role.MAYOR, BodyKind.COUNCIL)], {GROUP}),
        ([held(Role.LEADER, BodyKind.GROUP)], {GROUP, BOARD, LEADER}),
        ([held(Role.DEPUTY_LEADER, BodyKind.GROUP)], {GROUP, BOARD, LEADER}),
        ([held(Role.BOARD_MEMBER, BodyKind.GROUP_BOARD)], {GROUP, BOARD}),
        ([held(Role.MEMBER, BodyKind.GROUP_BOARD)], {GROUP, BOARD}),
        ([held(Role.SPOKESPERSON, BodyKind.GROUP)], {GROUP}),
        ([held(Role.MEMBER, BodyKind.COMMITTEE)], set()),
        ([held(Role.LEADER, BodyKind.PARTY_BOARD)], set()),
        ([held(Role.LOCAL_MEMBER, BodyKind.MEMBERS)], set()),
        ([held(Role.CHIEF_EXECUTIVE, BodyKind.COUNCIL)], set()),
        ([], set()),
    ],
)
def test_an_office_gives_what_it_is_for(memberships, expected):
    assert audiences(of(*memberships)) == expected


def test_who_has_left_the_group_and_kept_the_seat_in_the_council_has_left():
    seat = held(Role.MEMBER, BodyKind.COUNCIL)
    assert audiences(of(seat, held(Role.MEMBER, BodyKind.GROUP, END)), END) == {GROUP}
    after = END + dt.timedelta(days=1)
    assert audiences(of(seat, held(Role.MEMBER, BodyKind.GROUP, END)), after) == set()


def test_who_steps_down_as_leader_is_still_a_member():
    roster = of(held(Role.MEMBER, BodyKind.COUNCIL), held(Role.LEADER, BodyKind.GROUP, END))
    assert audiences(roster, END + dt.timedelta(days=1)) == {GROUP}


@pytest.mark.parametrize("status", [PartyStatus.INDEPENDENT, PartyStatus.SUSPENDED])
def test_who_is_independent_or_suspended_belongs_nowhere(status):
    assert audiences(of(held(Role.LEADER, BodyKind.GROUP), status=status)) == set()


def test_who_is_not_in_the_roster_belongs_nowhere():
    assert not belongs(of(held(Role.LEADER, BodyKind.GROUP)), "per", GROUP, DAY)


def test_a_share_holds_while_its_person_belongs_and_one_without_holds_always():
    group = Share(sharee=Sharee(ShareeKind.GROUP, "gruppa"), access=Access.WRITE)
    own = Share(sharee=Sharee(ShareeKind.USER, "ola2"), person="ola")
    roster = of(held(Role.MEMBER, BodyKind.GROUP, END))
    both = {group.sharee: Access.WRITE, own.sharee: Access.READ}
    assert wanted_shares((group, own), roster, GROUP, END) == both
    after = END + dt.timedelta(days=1)
    assert wanted_shares((group, own), roster, GROUP, after) == {group.sharee: Access.WRITE}
