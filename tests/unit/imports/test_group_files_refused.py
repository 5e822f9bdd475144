"""Group files: what is refused, and what the person is told."""
# ruff: noqa: E501 - a case a line reads as the table it is

import random

import pytest

from service.domain.errors import InputError
from service.imports import read_group_file
from tests.unit.imports.group_files import AURE, GJERSTAD, read


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
        ('{ role = "gruppeleder",', '{ role = "gruppeleder", rank = 1,', "people[0].memberships[0].rank", "vararepresentanter"),
        ('packs = ["ap-lhm-2015"]', 'packs = ["Ap 2015"]', "rules.packs[0]", "regelpakke"),
        ('packs = ["ap-lhm-2015"]', 'packs = "ap-lhm-2015"', "rules.packs", "liste"),
        ("[sync]", "[rules.periods.sp-arbeid-2015]\nstart = 2015-10-01\n[sync]", "rules.periods.sp-arbeid-2015", "ikke valgt"),
        ("[sync]", "[rules.periods.ap-lhm-2015]\nstart = 2015-10-01\nend = 2015-09-01\n[sync]", "rules.periods.ap-lhm-2015.end", "slutter før"),
        ("[sync]", '[rules.parameters."lhm"]\na = 1\n[sync]', "rules.parameters", "«lhm»"),
        ('weekday = "mandag"', 'weekday = "monday"', "planning.weekday", "mandag, tirsdag"),
        ('start = "18:00"', 'start = "seks"', "planning.start", '"18:00"'),
        ('end = "20:30"', 'end = "17:30"', "planning.end", "slutter før"),
        ('kinds = ["kommunestyre", "formannskap"]', 'kinds = ["gruppe"]', "planning.kinds[0]", "kommunens"),
        ('kinds = ["kommunestyre", "formannskap"]', "kinds = []", "planning.kinds", "tom"),
        ('weekday = "mandag"', 'weekday = "mandag"\nschool_county = "Inlandet"', "planning.school_county", "«Innlandet»"),
        ('weekday = "mandag"', 'weekday = "mandag"\nrounds = [{ name = "Vår", start = 2018-03-02, end = 2018-03-01 }]', "planning.rounds[0].end", "slutter før"),
        ('weekday = "mandag"', 'weekday = "mandag"\nrounds = [{ name = "Vår", start = 2018-03-01, end = 2018-03-09 }, { name = "To", start = 2018-03-09, end = 2018-03-12 }]', "planning.rounds[1]", "«Vår»"),
        ('weekday = "mandag"', 'weekday = "mandag"\nparty_dates = [{ name = "Landsmøtet", start = 2018-03-02 }]', "planning.party_dates[0].end", "mangler"),
        ('weekday = "mandag"', 'weekday = "mandag"\nparty_dates = [{ navn = "Landsmøtet", start = 2018-03-02, end = 2018-03-02 }]', "planning.party_dates[0].navn", "name, start, end"),
        ('weekday = "mandag"', 'weekday = "mandag"\nfactions = [{ body = "kommunestyre" }]', "planning.factions[0].body", "helse-oppvekst"),
        ('weekday = "mandag"', 'weekday = "mandag"\nfactions = [{ body = "formannskap" }, { body = "formannskap" }]', "planning.factions[1].body", "fra før"),
        ('weekday = "mandag"', 'weekday = "mandag"\nfactions = [{ body = "formannskap", lead_min_days = 8 }]', "planning.factions[0].lead_max_days", "minst"),
        ('weekday = "mandag"', 'weekday = "mandag"\nboard = { start = "17:00" }', "planning.board", "både start og end"),
        ('weekday = "mandag"', 'weekday = "mandag"\nmembers = { start = "17:00", end = "16:00" }', "planning.members.end", "slutter før"),
        ('weekday = "mandag"', 'weekday = "mandag"\ngatherings = { per_half_year = 0 }', "planning.gatherings.per_half_year", "minst 1"),
        ('weekday = "mandag"', 'weekday = "mandag"\nsecond_seats = [{ person = "ukjent", group = "fylket" }]', "planning.second_seats[0].person", "«ukjent»"),
        ('weekday = "mandag"', 'weekday = "mandag"\nsecond_seats = [{ person = "kari", group = "aure-2015" }]', "planning.second_seats[0].group", "andre gruppa"),
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
        ('audience = "frister"', 'audience = "frister"\nshares = [{ access = "lese" }]', "targets[2].shares[0]", "enten group eller user"),
        ('audience = "frister"', 'audience = "frister"\nshares = [{ user = "a", group = "b" }]', "targets[2].shares[0]", "enten group eller user"),
        ('audience = "frister"', 'audience = "frister"\nshares = [{ group = "a" }, { group = "a" }]', "targets[2].shares[1]", "to ganger"),
        ('audience = "frister"', 'audience = "frister"\nshares = [{ group = "a", access = "eie" }]', "targets[2].shares[0].access", "lese, skrive"),
        ('audience = "frister"', 'audience = "frister"\nshares = [{ group = "a/b" }]', "targets[2].shares[0].group", "uten «/»"),
        ('audience = "frister"', 'audience = "frister"\nshares = [{ user = "a", person = "per-olav" }]', "targets[2].shares[0].person", "ingen person"),
        ('audience = "frister"', 'audience = "frister"\nshares = [{ group = "a", person = "kari" }]', "targets[2].shares[0].person", "ikke til en gruppe"),
        ('audience = "frister"', 'audience = "lederen"\nshares = [{ user = "a" }]', "targets[2].shares[0].user", "lukket"),
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


def test_a_group_that_has_something_open_is_not_the_closed_circle():
    text = AURE.replace(
        'audience = "gruppa"', 'audience = "gruppa"\nshares = [{ group = "alle" }]', 1
    )
    text = text.replace(
        'audience = "frister"', 'audience = "gruppestyret"\nshares = [{ group = "alle" }]'
    )
    with pytest.raises(InputError, match="ikke er lukket") as refused:
        read(text)
    assert refused.value.where.endswith("targets[2].shares[0].group")


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
