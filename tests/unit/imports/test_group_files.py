"""Group files: what a secretary writes, what is refused, and that nothing is lost on the way."""
# ruff: noqa: E501 - a case a line reads as the table it is

import dataclasses
import datetime as dt
import random
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.errors import InputError
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
from service.domain.settings import DriftPolicy, GroupSettings, Target, TargetKind
from service.imports import read_group_file, write_group_file
from service.imports.groups.schema import PlanningEntry
from service.imports.groups.terms import ROLES

FILES = Path(__file__).parents[3] / "service/demo/data"
AURE = (FILES / "aure.toml").read_text(encoding="utf-8")
GJERSTAD = (FILES / "gjerstad.toml").read_text(encoding="utf-8")


def read(text: str) -> GroupSettings:
    return read_group_file(text.encode(), "gruppe.toml")


def named(settings_: GroupSettings, role: Role, body: str, day: dt.date) -> list[str]:
    return [p.id for p in settings_.group.roster.holders(role, body, day)]


def test_the_ap_group_has_its_leaders_and_three_joining_members():
    group = read(AURE)
    day = dt.date(2018, 2, 15)
    assert group.planning.trigger is Trigger.EACH_MEETING
    assert group.planning.kinds == (BodyKind.COUNCIL, BodyKind.EXECUTIVE)
    assert (group.planning.weekday, group.planning.start) == (0, dt.time(18))
    assert group.planning.end == dt.time(20, 30)
    assert group.group.packs == ("ap-lhm-2015",)
    assert group.drift is DriftPolicy.ASK
    assert named(group, Role.LEADER, "gruppa", day) == ["kari"]
    assert named(group, Role.DEPUTY_LEADER, "gruppa", day) == ["ola"]
    assert named(group, Role.LEADER, "partistyret", day) == ["eva"]
    assert named(group, Role.JOINING, "gruppa", day) == ["eva", "jon", "liv"]
    assert named(group, Role.MAYOR, "kommunestyre", day) == ["nils"]
    assert len(named(group, Role.MEMBER, "kommunestyre", day)) == 6
    assert named(group, Role.MEMBER, "kommunestyre", dt.date(2015, 9, 30)) == []


def test_the_sp_group_has_a_board_a_faction_and_its_parameters():
    group = read(GJERSTAD)
    day = dt.date(2023, 12, 14)
    assert group.group.term.covers(day)
    assert group.planning.trigger is Trigger.ROUND
    assert group.planning.pre_minutes == 30
    assert named(group, Role.BOARD_MEMBER, "gruppestyret", day) == ["nils"]
    assert named(group, Role.OBSERVER, "gruppestyret", day) == ["anne"]
    assert named(group, Role.FACTION_LEADER, "formannskapsfraksjonen", day) == ["kari"]
    assert group.group.parameters == (("SP22-5.9", "deadline_days", 7),)
    closed = group.targets_of(TargetKind.CALENDAR, Audience.GROUP_BOARD)
    assert [t.password_env for t in closed] == ["GJERSTAD_PASSORD"]
    assert len(group.targets_of(TargetKind.CALENDAR)) == 4


@pytest.mark.parametrize("text", [AURE, GJERSTAD], ids=["aure", "gjerstad"])
def test_the_example_files_survive_export(text):
    group = read(text)
    assert read(write_group_file(group)) == group


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ('role = "nestleder", a', 'role = "nestledr", a', "people[1].memberships[0].role", "«nestleder»"),
        ('role = "tiltredende" }', 'role = "sjef" }', "people[8].memberships[1].role", "tiltredende"),
        ('body = "formannskap", rank', 'body = "formanskap", rank', "people[4].memberships[3].body", "«formanskap»"),
        ("{ role = \"utvalgsleder\", body = \"kommuneutvikling\" }", '{ role = "utvalgsleder" }', "people[1].memberships[3].body", "body"),
        ('{ role = "partileder",', '{ role = "partileder", body = "gruppa",', "people[8].memberships[0].role", "passer ikke"),
        ('id = "ola"', 'id = "kari"', "people[1].id", "people[0].id"),
        ('key = "gruppa"', 'key = "formannskap"', "bodies[4].key", "bodies[1].key"),
        ('id = "mappe-gruppa"', 'id = "kalender-gruppa"', "targets[3].id", "targets[0].id"),
        ("aure-frister/", "aure-gruppa", "targets[2].url", "targets[0].url"),
        ('aliases = ["FSK"]', 'aliases = ["KST"]', "bodies[0].name", "«KST»"),
        ("end = 2019-09-30 }", "end = 2014-09-30 }", "group.term.end", "slutter før"),
        ('{ role = "vara", rank = 1 }', '{ role = "vara", from = 2016-01-01, to = 2015-12-31 }', "people[6].memberships[0].to", "slutter før"),
        ('{ role = "vara", rank = 1 }', '{ role = "vara", rank = 0 }', "people[6].memberships[0].rank", "minst 1"),
        ('{ role = "gruppeleder",', '{ role = "gruppeleder", rank = 1,', "people[0].memberships[0].rank", "varaer"),
        ('packs = ["ap-lhm-2015"]', 'packs = ["Ap 2015"]', "rules.packs[0]", "regelpakke"),
        ('packs = ["ap-lhm-2015"]', 'packs = "ap-lhm-2015"', "rules.packs", "liste"),
        ("[sync]", '[rules.parameters."lhm"]\na = 1\n[sync]', "rules.parameters", "«lhm»"),
        ('weekday = "mandag"', 'weekday = "monday"', "planning.weekday", "mandag, tirsdag"),
        ('start = "18:00"', 'start = "seks"', "planning.start", '"18:00"'),
        ('end = "20:30"', 'end = "17:30"', "planning.end", "slutter før"),
        ('kinds = ["kommunestyre", "formannskap"]', 'kinds = ["gruppe"]', "planning.kinds[0]", "kommunens"),
        ('kinds = ["kommunestyre", "formannskap"]', "kinds = []", "planning.kinds", "tom"),
        ('trigger = "hvert møte"', 'trigger = "av og til"', "planning.trigger", "møterunde"),
        ('trigger = "hvert møte"\n', "", "planning.trigger", "mangler"),
        ('language = "nb"', 'language = "en"', "group.language", "'nb', 'nn'"),
        ('party = "Arbeiderpartiet"', 'partie = "Arbeiderpartiet"', "group.partie", "party"),
        ('language = "nb"', 'farge = "rød"', "group.farge", "municipality"),
        ('name = "Kari Nordmann"', 'name = "Kari Nordmann"\nphone = "1"', "people[0].phone", "memberships"),
        ('name = "Kari Nordmann"', "name = 3", "people[0].name", "anførselstegn"),
        ('name = "Kari Nordmann"', 'name = " "', "people[0].name", "tomt"),
        ('id = "aure-2015"', 'id = "Ap Aure"', "group.id", "små bokstaver"),
        ('drift = "spør"', 'drift = "aldri"', "sync.drift", "spør"),
        ('audience = "frister"', 'audience = "alle"', "targets[2].audience", "gruppestyret"),
        ('url = "https://sky.example.org/remote.php/dav/files/kjoreplan/Aure/"', 'url = "sky.example.org"', "targets[3].url", "https://"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_field_its_line_and_what_to_write(old, new, place, words):
    assert old in AURE
    with pytest.raises(InputError) as refused:
        read(AURE.replace(old, new, 1))
    where = refused.value.where.split(", ")
    assert where[0] == "gruppe.toml"
    assert where[1].startswith("linje ")
    assert where[2] == place
    assert words in refused.value.message


def test_the_line_of_a_field_is_the_line_it_stands_on():
    text = AURE.replace('audience = "frister"', 'audience = "alle"')
    line = text.split("\n").index('audience = "alle"') + 1
    with pytest.raises(InputError, match=rf"gruppe\.toml, linje {line}, targets\[2\]\.audience"):
        read(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('password_env = "AURE_PASSORD"', 'password = "hunter2"'),
        ('password_env = "AURE_PASSORD"', 'passord = "hunter2"'),
        ('password_env = "AURE_PASSORD"', 'app_token = "hunter2"'),
        ('password_env = "AURE_PASSORD"', 'password_env = "hunter2"'),
        ("https://sky", "https://kjoreplan:hunter2@sky"),
    ],
)
def test_a_password_is_refused_and_never_repeated(old, new):
    with pytest.raises(InputError) as refused:
        read(AURE.replace(old, new, 1))
    assert "hunter2" not in str(refused.value)
    assert "targets[0]" in refused.value.where
    assert "miljøvariabel" in refused.value.message


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (b"", "gruppe.toml"),
        (b"\xff\xfe\x00", "gruppe.toml"),
        (b"[group]\nid = \n", "gruppe.toml, linje 2"),
        (b"[group]\nterm = 2018-02-31\n", "gruppe.toml, linje 2"),
        (b"a = " + b"[" * 5000, "gruppe.toml"),
        (b"# " + b"x" * 1_000_001, "gruppe.toml"),
    ],
    ids=["empty", "no text", "no value", "31 February", "deep", "large"],
)
def test_what_is_no_toml_is_refused_with_its_line(data, where):
    with pytest.raises(InputError) as refused:
        read_group_file(data, "gruppe.toml")
    assert refused.value.where.startswith(where)


def test_damaged_group_files_are_read_or_refused():
    chance = random.Random(1)
    for _ in range(400):
        text = bytearray(GJERSTAD.encode())
        for _ in range(chance.randint(1, 5)):
            at = chance.randrange(len(text))
            if chance.random() < 0.5:
                text[at] = chance.randrange(256)
            else:
                del text[at : at + chance.randint(1, 40)]
        try:
            read_group_file(bytes(text), "gruppe.toml")
        except InputError as error:
            assert error.where.startswith("gruppe.toml")


def test_the_codes_of_the_product_are_read_as_well():
    text = AURE.replace('"hvert møte"', '"each_meeting"').replace('"kalender"', '"calendar"')
    text = text.replace(
        'kinds = ["kommunestyre", "formannskap"]', 'kinds = ["council", "executive"]'
    )
    assert read(text) == read(AURE)


def test_defaults_of_the_file_are_those_of_the_domain():
    domain = {
        field.name: field.default
        for field in dataclasses.fields(PlanningRule)
        if field.default is not dataclasses.MISSING
    }
    schema = {name: PlanningEntry.model_fields[name].default for name in domain}
    assert schema == domain


def test_every_role_of_the_domain_can_be_written():
    assert {term.role for term in ROLES.values()} == set(Role)


KEYS = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=8)
WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=9)
TEXTS = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
DATES = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
TIMES = st.times()
SCALARS = st.one_of(st.booleans(), st.integers(-(2**53), 2**53), TEXTS, DATES, st.floats(-1e9, 1e9))


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
    return GroupSettings(
        group=Group(
            id=draw(KEYS),
            name=draw(TEXTS),
            party=draw(TEXTS),
            municipality=draw(TEXTS),
            term=draw(periods()),
            county=draw(st.booleans()),
            language=draw(st.sampled_from(["nb", "nn"])),
            roster=Roster(bodies=bodies, people=tuple(draw(people(keys)))),
            packs=tuple(draw(st.lists(KEYS, max_size=3))),
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
        ),
        targets=tuple(
            Target(
                id=key,
                kind=draw(st.sampled_from(TargetKind)),
                audience=draw(st.sampled_from(Audience)),
                url=f"https://example.org/{key}/",
                username=draw(st.just("") | TEXTS),
                password_env=draw(st.none() | st.just("PASSORD_1")),
            )
            for key in draw(st.lists(KEYS, unique=True, max_size=3))
        ),
        drift=draw(st.sampled_from(DriftPolicy)),
    )  # fmt: skip


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


@settings(max_examples=150, deadline=None)
@given(groups())
def test_what_is_written_is_read_back_exactly(group):
    assert read(write_group_file(group)) == group
