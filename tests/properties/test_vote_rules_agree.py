"""The rule that counts votes and the matrix of rights tell one story, whoever is present."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.model import (
    OSLO,
    BodyKind,
    Group,
    Membership,
    PartyStatus,
    Period,
    Person,
    Role,
    Roster,
)
from service.domain.rights import Answer, Occasion, Right, rights_of, voters
from service.rules.checks.k08_vote_rights import VoteTotals
from service.rules.coverage import all_packs
from service.rules.definitions import RuleDefinition, RulePack
from service.rules.facts import Facts
from service.rules.rights_matrix import matrix, rows
from tests.properties.test_rights_properties import BODIES, DAYS, FIRST, PERIODS

GROUP = next(body for body in BODIES if body.kind is BodyKind.GROUP)
OFFICES = (
    (Role.MEMBER, BodyKind.GROUP), (Role.MEMBER, BodyKind.COUNCIL), (Role.DEPUTY, BodyKind.GROUP),
    (Role.DEPUTY, BodyKind.COUNCIL), (Role.JOINING, BodyKind.GROUP),
    (Role.LEADER, BodyKind.PARTY_BOARD), (Role.MEMBER, BodyKind.COMMITTEE),
)  # fmt: skip
MEMBERSHIPS = st.builds(
    lambda office, **rest: Membership(role=office[0], body=office[1].value, **rest),
    office=st.sampled_from(OFFICES),
    period=st.just(Period(start=FIRST)) | PERIODS,
    rank=st.none() | st.integers(1, 3),
    appointed_by=st.sampled_from(["", "gruppestyret", "partistyret"]),
)
PEOPLE = st.builds(
    Person,
    id=st.sampled_from("abcdefgh"),
    name=st.just(""),
    memberships=st.lists(MEMBERSHIPS, min_size=1, max_size=2).map(tuple),
    status=st.sampled_from([*[PartyStatus.MEMBER] * 4, *PartyStatus]),
    joined_from_other_party=st.sampled_from([None, None, FIRST]),
)


def rosters() -> st.SearchStrategy[Roster]:
    people = st.lists(PEOPLE, unique_by=lambda person: person.id, min_size=1, max_size=8)
    return people.map(lambda found: Roster(bodies=BODIES, people=tuple(found)))


def totals(pack: RulePack) -> list[RuleDefinition]:
    return [rule for rule in pack.rules if isinstance(rule.params, VoteTotals)]


COUNTING = {rule.code: (pack, rule) for pack in all_packs() for rule in totals(pack)}


def facts(roster: Roster, day: dt.date) -> Facts:
    group = Group(
        id="g", name="", party="", municipality="", term=Period(start=FIRST), roster=roster
    )
    return Facts(group=group, now=dt.datetime.combine(day, dt.time(12), OSLO))


def test_every_source_that_gives_votes_in_the_group_has_a_rule_that_counts_them() -> None:
    giving = {
        row.pack
        for row in rows(all_packs())
        if BodyKind.GROUP in row.kinds and not row.rights[Right.VOTE].startswith(("no", "-", "?"))
    }
    assert giving == {pack.name for pack, _ in COUNTING.values()}
    assert COUNTING.keys() == {"AP-LHM-1.10", "SP22-2.4"}


@pytest.mark.parametrize("code", COUNTING)
@given(roster=rosters(), day=DAYS, data=st.data())
def test_the_rule_counts_those_whom_the_matrix_gives_a_vote(
    code: str, roster: Roster, day: dt.date, data: st.DataObject
) -> None:
    pack, rule = COUNTING[code]
    assert isinstance(rule.params, VoteTotals)
    ids = [person.id for person in roster.people]
    present = data.draw(st.sets(st.sampled_from(ids)))
    bound = voters(matrix([pack]), roster, Occasion(GROUP, day), present)
    assert len(rule.params.voting(facts(roster, day), day, present)) == bound.sure
    open_handed = rule.params.model_copy(update={"idle_deputies": True})
    if bound.possible > bound.sure:  # only whether idle deputies vote may be left open
        assert len(open_handed.voting(facts(roster, day), day, present)) == bound.possible


@pytest.mark.parametrize("code", COUNTING)
@given(roster=rosters(), day=DAYS)
def test_what_the_matrix_leaves_open_is_whether_idle_deputies_vote(
    code: str, roster: Roster, day: dt.date
) -> None:
    pack, _ = COUNTING[code]
    for person in roster.people:
        rights = rights_of(matrix([pack]), roster, person, Occasion(GROUP, day))
        if rights and rights[Right.VOTE].answer is Answer.UNKNOWN:
            assert any(m.role is Role.DEPUTY for m in person.memberships)
