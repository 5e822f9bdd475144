"""Files of register entries: what is understood, what is refused, and what the person is told."""
# ruff: noqa: E501 - a case a line reads as the table it is

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from service.domain.errors import InputError
from service.domain.field_kinds import FieldKind
from service.journeys.judging.registers import shapes
from service.rules.registers import registers
from service.rules.texts import parse_date, parse_time
from tests.unit.imports.register_files import AFTER, BEFORE, COUNCIL, IN_JUNE, one, read

OSLO = ZoneInfo("Europe/Oslo")


@pytest.mark.parametrize(
    ("text", "line", "field", "words"),
    [
        ("[[avvik]]\ncase = '12/18'", 1, "avvik", "noe register «avvik». Velg blant: acknowledgement"),
        ("[[dissent]]\ncase = '12/18'\nwhy = 'x'", 3, "dissent[0].why", "har ikke feltet «why». Velg blant: at, by, case"),
        ("[[dissent]]\ncase = '1'\n\n[[dissent]]\nreason_given = 'ja'\nmeeting = '2018-05-22 KST'", 6, "dissent[1].meeting", "har ikke feltet «meeting»"),
        ("[[media]]\nflags = ['viral']", 2, "media[0].flags", "har ikke merket «viral». Velg blant: against_programme"),
        ("[[resolution]]\nflags = ['new']", 2, "resolution[0].flags", "Velg blant: ingen"),
        ("[[dissent]]\ncase = '12/18'\nperson = 'Odd Nordmann'", 3, "dissent[0].person", "ingen «Odd Nordmann». Skriv hele navnet"),
        ("[[dissent]]\nperson = 'Ola'", 2, "dissent[0].person", "ingen «Ola»"),
        ("[[dissent]]\nby = 'Berit Nordmann'", 2, "dissent[0].by", "Flere i gruppa heter «Berit Nordmann». Skriv id-en: berit, berit-2."),
        ("[[dissent]]\nto = ['kari', 'Odd']", 2, "dissent[0].to", "ingen «Odd»"),
        ("[[case]]\ncase = '12/18'\nowner = 'Odd'", 3, "case[0].owner", "ingen «Odd»"),
        ("[[case]]\nbody = 'komiteen'", 2, "case[0].body", "ikke organet «komiteen». Velg blant: Kommunestyre, Formannskap"),
        ("[[speech]]\nmeeting = '2018-05-23'", 2, "speech[0].meeting", "ikke noe møte «2018-05-23». Skriv dag og organ, som «2018-05-22 kommunestyre»"),
        ("[[speech]]\nmeeting = '2018-05-22'", 2, "speech[0].meeting", f"flere møter «2018-05-22». Skriv id-en: {COUNCIL}, {BEFORE}, {AFTER}."),
        ("[[speech]]\nmeeting = '2018-05-22 gruppa'", 2, "speech[0].meeting", f"Skriv id-en: {BEFORE}, {AFTER}."),
        ("[[speech]]\nmeeting = '2018-05-22 komiteen'", 2, "speech[0].meeting", "ikke organet «komiteen»"),
        ("[[dissent]]\nat = 'i fjor'", 2, "dissent[0].at", "Skriv dagen som 2026-05-12"),
        ("[[dissent]]\nat = '2018-02-31'", 2, "dissent[0].at", "Skriv dagen som"),
        ("[[dissent]]\nat = '2018-05-22 25.00'", 2, "dissent[0].at", "med klokkeslett som 2026-05-12 10.00"),
        ("[[dissent]]\nat = '2018-05-22 rundt 10'", 2, "dissent[0].at", "med klokkeslett"),
        ("[[dissent]]\nat = 10.00", 2, "dissent[0].at", "Skriv dagen som"),
        ("[[dissent]]\nat = false", 2, "dissent[0].at", "Skriv dagen som"),
        ("[[dissent]]\nat = 10:00:00", 2, "dissent[0].at", "Skriv dagen som"),
        ("[[dissent]]\nat = 0018-05-22", 2, "dissent[0].at", "Skriv dagen som"),
        ("[[dissent]]\nat = 0001-01-01T00:00:00+02:00", 2, "dissent[0].at", "Skriv dagen som"),
        ("[[dissent]]\nto = 'kari'", 2, "dissent[0].to", 'Skriv en liste, som ["a", "b"].'),
        ("[[dissent]]\nto = [1]", 2, "dissent[0].to", "Skriv en liste"),
        ("[[media]]\nflags = 'new_view'", 2, "media[0].flags", "Skriv en liste"),
        ("[[media]]\nsource = ['avisa']", 2, "media[0].source", "Skriv en tekst i anførselstegn."),
        ("[[media]]\ncase = { number = 3 }", 2, "media[0].case", "Skriv en tekst"),
        ("[[media]]\nperson = ['kari']", 2, "media[0].person", "Skriv en tekst"),
        ("[[media]]\nid = ['a']", 2, "media[0].id", "Skriv en tekst"),
        ("keep = 'media'", 1, "keep", 'Skriv en liste, som keep = ["media"].'),
        ("keep = ['avvik']", 1, "keep", "noe register «avvik»"),
        ("media = 'avisa'", 1, "media", "Skriv hver oppføring under [[media]]."),
        ("[media]\nsource = 'avisa'", 1, "media", "Skriv hver oppføring under [[media]]."),
        ("[[inquiry]]\nreply_at = 'neste uke'", 2, "inquiry[0].reply_at", "«neste uke» er ingen dato. Skriv den som 2026-05-12."),
        ("[[inquiry]]\nreply_at = '2018-02-31'", 2, "inquiry[0].reply_at", "er ingen dato"),
        ("[[inquiry]]\nreply_at = 0018-05-22", 2, "inquiry[0].reply_at", "er ingen dato"),
        ("[[inquiry]]\nreply_at = true", 2, "inquiry[0].reply_at", "«ja» er ingen dato"),
        ("[[course]]\ncreated = 'i fjor høst'", 2, "course[0].created", "«i fjor høst» er ikke et tidspunkt. Skriv det som 2026-05-12 18.00."),
        ("[[session]]\nuntil = 'seint'", 2, "session[0].until", "«seint» er ikke et klokkeslett. Skriv det som 18.00."),
        ("[[session]]\nuntil = '25.70'", 2, "session[0].until", "er ikke et klokkeslett"),
        ("[[media]]\nid = 'a'\n[[resolution]]\nid = 'a'", 4, "resolution[0].id", "«a» står to ganger"),
        ("[[media]]\nsource = 'avisa'\n[[media]]\nsource = 'avisa'", 3, "media[1].id", "står to ganger i fila. Slett den ene"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line_its_field_and_what_to_write(text, line, field, words):
    with pytest.raises(InputError) as refused:
        read(text)
    assert refused.value.where == f"register.toml, linje {line}, {field}"
    assert words in refused.value.message
    assert refused.value.message.endswith(".")


@pytest.mark.parametrize("register", [name for name, one in registers().items() if not one.kept])
@pytest.mark.parametrize("text", ["[[{}]]\nat = 2018-05-22", "keep = ['{}']"])
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_what_is_never_stored_is_refused_with_the_way_to_go(register, text, language):
    with pytest.raises(InputError) as refused:
        read(text.format(register))
    assert refused.value.message == registers()[register].missing.nb
    assert shapes(language)[register].refusal == registers()[register].missing.said(language)


def test_a_register_that_is_never_stored_is_not_offered():
    with pytest.raises(InputError) as refused:
        read("[[varsel]]")
    offered = refused.value.message.partition("Velg blant: ")[2].rstrip(".").split(", ")
    assert set(offered) == {name for name, one in registers().items() if one.kept}


@pytest.mark.parametrize(
    ("data", "where", "words"),
    [
        (b"", "register.toml", "Fila er tom"),
        (b"[[media]]\nid = \n", "register.toml, linje 2", "ikke gyldig TOML"),
        (b"[[media]]\nat = 2018-02-31\n", "register.toml, linje 2", "ikke gyldig TOML"),
        (b"[[media]]\ncase = '1'\ncase = '2'\n", "register.toml, linje 3", "bare én gang"),
        (b"\xff\xfe\x00", "register.toml", "UTF-8"),
        (b"media = " + b"[" * 5000, "register.toml", "ikke gyldig TOML"),
        (b"# " + b"x" * 1_000_001, "register.toml", "over 1 MB"),
    ],
    ids=["empty", "no value", "31 February", "twice", "no text", "deep", "large"],
)
def test_what_is_no_toml_is_refused_with_its_line(data, where, words):
    with pytest.raises(InputError) as refused:
        read(data)
    assert refused.value.where.startswith(where)
    assert words in refused.value.message


def test_an_entry_says_who_what_and_when():
    entry = one(
        "[[dissent]]\ncase = ' 12/18 '\nperson = 'Ola Nordmann'\nby = 'kari'\n"
        "to = ['Kari  Nordmann', 'nils']\nat = '2018-05-22 10.00'\nreason_given = true"
    )
    assert (entry.register, entry.case, entry.person, entry.by) == (
        "dissent",
        "12/18",
        "ola",
        "kari",
    )
    assert entry.to == ("kari", "nils")
    assert entry.at == dt.datetime(2018, 5, 22, 10, tzinfo=OSLO)
    assert entry.values == {"reason_given": "ja"}


@pytest.mark.parametrize("owner", ["ola", "Ola Nordmann"])
def test_whoever_owns_a_case_is_a_person_of_the_group(owner):
    assert one(f"[[case]]\nowner = '{owner}'").values == {"owner": "ola"}


@pytest.mark.parametrize("person", ["berit-2", "berit"])
def test_of_two_people_with_one_name_the_id_says_which(person):
    assert one(f"[[media]]\nperson = '{person}'").person == person


@pytest.mark.parametrize("name", ["formannskap", "Formannskap", "FSK", "fsk"])
def test_a_body_is_known_by_key_name_and_alias(name):
    assert one(f"[[case]]\nbody = '{name}'").body == "formannskap"


@pytest.mark.parametrize(
    ("text", "meeting"),
    [
        (f"'{AFTER}'", AFTER),
        ("'2018-05-22 kommunestyre'", COUNCIL),
        ("'2018-05-22 Kommunestyre'", COUNCIL),
        ("'2018-05-22 KST'", COUNCIL),
        ("'26.6.2018 kommunestyre'", IN_JUNE),
        ("'2018-06-26'", IN_JUNE),
        ("2018-06-26", IN_JUNE),
        ("''", ""),
    ],
)
def test_a_meeting_is_known_by_its_id_or_its_day_and_body(text, meeting):
    assert one(f"[[speech]]\nmeeting = {text}").meeting == meeting


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2018-05-22", (0, 0)),
        ("'2018-05-22'", (0, 0)),
        ("'22. mai 2018'", (0, 0)),
        ("2018-05-22T10:00:00", (10, 0)),
        ("2018-05-22T10:00:00Z", (12, 0)),
        ("2018-05-22T10:00:00-04:00", (16, 0)),
        ("'2018-05-22T10:00:00Z'", (12, 0)),
        ("'2018-05-22 10:00'", (10, 0)),
        ("'2018-05-22 kl. 10.30'", (10, 30)),
        ("'2018-05-22 1030'", (10, 30)),
        ("'22.5.2018 10.30'", (10, 30)),
        ("'22. mai 2018, kl. 10.30'", (10, 30)),
    ],
)
def test_a_time_without_a_zone_is_oslos_and_any_other_is_moved_there(text, clock):
    at = one(f"[[dissent]]\nat = {text}").at
    assert at == dt.datetime(2018, 5, 22, *clock, tzinfo=OSLO)
    assert at.tzinfo == OSLO


def test_the_same_file_read_twice_gives_the_same_entries():
    text = "keep = ['gift']\n[[media]]\nsource = 'avisa'\n[[media]]\nsource = 'radio'\n[[speech]]\nid = 'min'\ncase = '1'"
    first = read(text)
    assert read(text.replace("\n", "\r\n")) == first == read(b"\xef\xbb\xbf" + text.encode())
    assert first.keep == ("gift",)
    ids = [entry.id for entry in first.entries]
    assert ids[2] == "min"
    assert len(set(ids)) == 3
    changed = read(text.replace("radio", "tv")).entries
    assert [a.id == b.id for a, b in zip(changed, first.entries, strict=True)] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("reply_at = 2026-05-12", "2026-05-12"),
        ("reply_at = '12. mai 2026'", "2026-05-12"),
        ("reply_at = '12.05.2026'", "2026-05-12"),
        ("reply_at = 2026-05-12T18:30:00", "2026-05-12 18.30"),
        ("reply_at = '  '", ""),
    ],
)
def test_a_date_is_kept_in_one_form_however_it_is_written(written, kept):
    assert one(f"[[inquiry]]\ntitle = 'Vei'\n{written}").values["reply_at"] == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [("21:30:00", "21.30"), ("'kl. 21.30'", "21.30"), ("'21'", "21.00"), ("''", "")],
)
def test_so_is_a_time_of_day(written, kept):
    assert one(f"[[session]]\ncourse = '1'\nuntil = {written}").values["until"] == kept


def test_what_is_kept_of_dates_and_times_is_what_rules_read():
    for register, shape in shapes("nb").items():
        for name, kind in shape.kinds.items():
            if kind is FieldKind.PERSON:
                continue
            text = "18.30" if kind is FieldKind.CLOCK else "12. mai 2026 kl. 18.30"
            kept = one(f"[[{register}]]\n{name} = '{text}'").values[name]
            assert parse_time(kept) == dt.time(18, 30)
            if kind is not FieldKind.CLOCK:
                assert parse_date(kept) == dt.date(2026, 5, 12)
