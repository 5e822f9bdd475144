"""Group files: nothing is lost between writing and reading."""
# ruff: noqa: E501 - a field a line reads as the group it fills

import datetime as dt
import string
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.model import (
    Audience,
    Body,
    BodyKind,
    Group,
    Membership,
    PartyStatus,
    Period,
    Person,
    Role,
    Roster,
)
from service.domain.planning import PlanningRule, Trigger
from service.domain.planning_parts import (
    BoardRule,
    FactionRule,
    NamedPeriod,
    RegularRule,
    SecondSeat,
)
from service.domain.settings import (
    AbsenceSettings,
    DriftPolicy,
    GroupSettings,
    Target,
    TargetKind,
)
from service.domain.sharing import CLOSED, Access, Share, Sharee, ShareeKind
from service.imports import write_group_file
from service.imports.groups import terms
from tests.unit.imports.group_files import AURE, GJERSTAD, read


@pytest.mark.parametrize("text", [AURE, GJERSTAD], ids=["aure", "gjerstad"])
def test_the_example_files_survive_export(text):
    group = read(text)
    assert read(write_group_file(group)) == group


KEYS = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=8)
WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=9)
TEXTS = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
DATES = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
TIMES = st.times()
SCALARS = st.one_of(st.booleans(), st.integers(-(2**53), 2**53), TEXTS, DATES, st.floats(-1e9, 1e9))


WEEKDAYS = st.none() | st.integers(0, 6)
FEW = st.integers(1, 12)
SITTING = {
    "weekday": WEEKDAYS,
    "start": st.just(dt.time(17)),
    "end": st.just(dt.time(18, 30)),
    "place": st.just("") | TEXTS,
}
NAMED = st.lists(
    st.builds(
        lambda name, start, days: NamedPeriod(
            name=name, start=start, end=start + dt.timedelta(days=days)
        ),
        TEXTS,
        DATES,
        st.integers(0, 30),
    ),
    max_size=2,
).map(tuple)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start, end = sorted((draw(DATES), draw(DATES)))
    return Period(start=start, end=draw(st.sampled_from([None, end])))


@st.composite
def groups(draw: st.DrawFn) -> GroupSettings:
    keys = draw(st.lists(KEYS, unique=True, max_size=6))
    bodies = tuple(
        Body(
            key=key,
            name=f"{draw(TEXTS)} {number}",
            kind=draw(st.sampled_from(BodyKind)),
            aliases=tuple(f"{draw(TEXTS)} {number} {n}" for n in range(draw(st.integers(0, 2)))),
        )
        for number, key in enumerate(keys)
    )
    early, late = sorted((draw(TIMES), draw(TIMES.filter(lambda t: t > dt.time(1)))))
    rules = draw(st.lists(st.integers(0, 99), unique=True, max_size=3))
    packs = draw(st.lists(KEYS, max_size=3, unique=True))
    members = tuple(draw(people(keys)))
    return GroupSettings(
        group=Group(
            id=draw(KEYS),
            name=draw(TEXTS),
            party=draw(TEXTS),
            municipality=draw(TEXTS),
            term=draw(periods()),
            county=draw(st.booleans()),
            language=draw(st.sampled_from(["nb", "nn"])),
            roster=Roster(bodies=bodies, people=members),
            packs=tuple(packs),
            pack_periods={pack: draw(periods()) for pack in packs[1:]},
            parameters=tuple(
                (f"SP22-{rule}.1", name, draw(SCALARS | st.lists(st.integers(0, 9), max_size=3)))
                for rule in rules
                for name in draw(st.lists(KEYS, min_size=1, max_size=2, unique=True))
            ),
        ),
        planning=PlanningRule(
            trigger=draw(st.sampled_from(Trigger)),
            kinds=tuple(
                draw(st.lists(st.sampled_from([k for k in BodyKind if k.municipal]), min_size=1, max_size=3))
            ),
            weekday=draw(st.none() | st.integers(0, 6)),
            start=early if early < late else dt.time(0),
            end=late,
            place=draw(st.just("") | TEXTS),
            share_days=draw(st.integers(0, 60)),
            pre_minutes=draw(st.none() | st.integers(1, 90)),
            party_dates=draw(NAMED),
            school_county=draw(st.sampled_from(["", "Trøndelag"])),
            school_holidays=draw(NAMED),
            rounds=draw(NAMED)[:1],
            board=draw(st.none() | st.builds(BoardRule, **SITTING, per_half_year=st.none() | FEW)),
            members=draw(st.none() | st.builds(RegularRule, **SITTING, per_half_year=FEW)),
            gatherings=draw(st.none() | st.builds(RegularRule, per_half_year=FEW)),
            factions=tuple(
                FactionRule(body=b.key, weekday=draw(WEEKDAYS))
                for b in bodies
                if b.kind in {BodyKind.EXECUTIVE, BodyKind.COMMITTEE}
            ),
            second_seats=tuple(
                SecondSeat(person=person.id, group="annen-gruppe", known_as=draw(st.just("") | KEYS))
                for person in members[:2]
            ),
        ),
        targets=tuple(
            Target(
                id=key,
                kind=draw(st.sampled_from(TargetKind)),
                audience=(audience := draw(st.sampled_from(Audience))),
                shares=draw(shares(audience, [person.id for person in members])),
                url=f"https://example.org/{key}/",
                username=draw(st.just("") | TEXTS),
                password_env=draw(st.none() | st.just("PASSORD_1")),
            )
            for key in draw(st.lists(KEYS, unique=True, max_size=3))
        ),
        drift=draw(st.sampled_from(DriftPolicy)),
        absence=AbsenceSettings(link=draw(st.booleans()), replies=draw(st.booleans())),
    )  # fmt: skip


@st.composite
def shares(draw: st.DrawFn, audience: Audience, ids: list[str]) -> tuple[Share, ...]:
    """With groups of that audience's own, and with users: of people, where it is closed."""
    access = st.sampled_from(Access)
    groups = [Sharee(ShareeKind.GROUP, f"{audience} {n}") for n in range(draw(st.integers(0, 2)))]
    tied = [
        Share(sharee=Sharee(ShareeKind.USER, f"bruker {id_}"), access=draw(access), person=id_)
        for id_ in (draw(st.lists(st.sampled_from(ids), unique=True)) if ids else ())
    ]
    free = Share(sharee=Sharee(ShareeKind.USER, draw(TEXTS.filter(lambda t: "/" not in t)) + "!"))
    alone = [] if audience in CLOSED else draw(st.sampled_from([[], [free]]))
    return (*(Share(sharee=one, access=draw(access)) for one in groups), *tied, *alone)


@st.composite
def people(draw: st.DrawFn, keys: list[str]) -> list[Person]:
    roles = st.sampled_from(Role)
    return [
        Person(
            id=key,
            name=draw(TEXTS),
            status=draw(st.sampled_from(PartyStatus)),
            joined_from_other_party=draw(st.none() | DATES),
            memberships=tuple(
                Membership(
                    body=draw(st.sampled_from(keys)),
                    role=(role := draw(roles)),
                    period=draw(periods()),
                    rank=draw(st.integers(1, 9)) if role is Role.DEPUTY else None,
                    appointed_by=draw(st.just("") | TEXTS),
                )
                for _ in range(draw(st.integers(0, 3)) if keys else 0)
            ),
        )
        for key in draw(st.lists(KEYS, unique=True, max_size=4))
    ]


@settings(max_examples=150)
@given(groups())
def test_what_is_written_is_read_back_exactly(group):
    assert read(write_group_file(group)) == group


@pytest.mark.parametrize("policy", DriftPolicy)
def test_a_file_of_ours_says_what_happens_when_somebody_changes_the_calendar(policy):
    text = write_group_file(replace(read(AURE), drift=policy))
    (line,) = (line for line in text.splitlines() if line.startswith("drift"))
    assert line.endswith(f"# {terms.DRIFT_MEANS[policy]}")
    others = {word for word, other in terms.DRIFT.items() if other is not policy}
    assert all(f"«{word}»" in line for word in others)
