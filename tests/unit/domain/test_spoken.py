"""Fields as people fill them in: understood whole, or not at all."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain import spoken
from service.domain.before_and_after import BeforeAndAfter, before_and_after
from service.domain.regulation_fields import FIELDS


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("mandag", 0), ("Mandager", 0), ("hver mandag", 0), ("måndag", 0), ("kvar tysdag", 1),
        ("Vanligvis tirsdager", 1), ("onsdagar", 2), ("torsdagskveld", None), ("torsdag kveld", 3),
        ("laurdag", 5), ("sundag", 6), ("Søndag.", 6), ("mandag, hver mandag", 0),
        ("annenhver mandag", None), ("mandag eller tirsdag", None),
        ("første mandag i måneden", None),
        ("mandag i partallsuker", None), ("etter avtale", None), ("ikke mandag", None), ("", None),
    ],
)  # fmt: skip
def test_a_weekday(text: str, day: int | None) -> None:
    assert spoken.weekday_in(text) == day


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("18.00", "18:00"), ("kl. 18.00", "18:00"), ("kl 18", "18:00"), ("Kl. 18:30", "18:30"),
        ("klokka 19", "19:00"), ("klokken 19.15.", "19:15"), ("1830", "18:30"), ("9.00", "09:00"),
        ("06.30", "06:30"), ("fra kl. 18", "18:00"), ("18.00", "18:00"), ("00.00", "00:00"),
        ("kl. 6", None), ("6.30", None), ("halv sju", None), ("24.00", None), ("18.60", None),
        ("18–21", None), ("kl. 18.00–21.00", None), ("etter middag", None), ("ca. 18.00", None),
    ],
)  # fmt: skip
def test_a_time_of_day(text: str, time: str | None) -> None:
    assert spoken.clock_in(text) == (time and dt.time.fromisoformat(time))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3), ("tre", 3), ("Tre (3)", 3), ("3 stk.", 3), ("minst 3", 3),
        ("Minst tre medlemmer", 3),
        ("tre av dei faste medlemmene", 3), ("to ganger i året", 2), ("2 gonger kvart år", 2),
        ("minst to samlinger per år", 2), ("eitt", 1),
        ("3 eller 4", None), ("3–4", None), ("1/3", None), ("en tredel", None), ("2,5", None),
        ("33 %", None), ("halvparten", None), ("mer enn 3", None), ("høyst 3", None), ("0", None),
        ("2 ganger i halvåret", None), ("hvert 2. år", None), ("1 av 3", None), ("3²", None),
        ("9" * 5000, None), ("", None),
    ],
)  # fmt: skip
def test_a_number(text: str, number: int | None) -> None:
    assert spoken.count_in(text) == number


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("ingen", 0), ("Ingen karantenetid", 0), ("ikkje", 0), ("6 måneder", 6),
        ("seks månader", 6),
        ("6 mnd.", 6), ("6", 6), ("ett år", 12), ("to år", 24), ("0", 0),
        ("ikke bestemt", None), ("1 år og 6 måneder", None), ("inntil 6 måneder", None),
        ("6 uker", None), ("ingen eller 6 måneder", None),
    ],
)  # fmt: skip
def test_a_quarantine(text: str, months: int | None) -> None:
    assert spoken.months_in(text) == months


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("6 dager", 6), ("seks dagar før møtet", 6), ("senest 4 dager før møtet", 4), ("en uke", 7),
        ("to veker", 14), ("7", 7), ("0 dager", 0),
        ("400 dager", None), ("en uke og to dager", None), ("48 timer", None),
        ("onsdagen før", None),
    ],
)  # fmt: skip
def test_a_deadline(text: str, days: int | None) -> None:
    assert spoken.days_in(text) == days


@pytest.mark.parametrize(
    ("text", "kroner"),
    [
        ("50 millioner kroner", 50_000_000), ("kr 50 000 000,-", 50_000_000),
        ("50 mill.", 50_000_000),
        ("2,5 millionar kroner", 2_500_000), ("500.000 kr", 500_000), ("1000000", 1_000_000),
        ("50", None), ("50 eller 60 millioner", None), ("50 milliarder", None), ("mye", None),
    ],
)  # fmt: skip
def test_an_amount(text: str, kroner: int | None) -> None:
    assert spoken.amount_in(text) == kroner


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("12. mai 2026", "2026-05-12"), ("gruppemøtet 12.05.2026", "2026-05-12"),
        ("2026-05-12", "2026-05-12"), ("Vedteke 1. Juni 2026, sak 4/26", "2026-06-01"),
        ("12.05.26", None), ("mai 2026", None), ("31.02.2026", None),
        ("12. mai 2026, endret 3. juni 2026", None), ("gruppa", None),
    ],
)  # fmt: skip
def test_a_date(text: str, date: str | None) -> None:
    assert spoken.date_in(text) == (date and dt.date.fromisoformat(date))


@pytest.mark.parametrize(
    ("text", "years"),
    [("2023–2027", "2023–2027"), ("2023-27", "2023–2027"), ("perioden 2023/2027", "2023–2027"),
     ("2023", None), ("2019–2023 og 2023–2027", None)],
)  # fmt: skip
def test_a_period(text: str, years: str | None) -> None:
    assert spoken.years_in(text) == years


@pytest.mark.parametrize(
    ("text", "name"),
    [("Kari  Nordmann", "Kari Nordmann"), ("Kari Nordmann og Ola Nordmann", None),
     ("Kari Nordmann, Ola Nordmann", None), ("", None)],
)  # fmt: skip
def test_a_name(text: str, name: str | None) -> None:
    assert spoken.name_in(text) == name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("skal", ("skal", None, None)),
        ("Bør", ("bør", None, None)),
        ("skal, 30 minutter", ("skal", 30, 30)),
        ("bør ha møte på ca. en halv time", ("bør", 30, 30)),
        ("Skal. Høyst 45 min hver.", ("skal", 45, 45)),
        ("30 minutter", (None, 30, 30)),
        ("skal ha formøte på 30 minutter og ettermøte på et kvarter", ("skal", 30, 15)),
        ("bør: 30 minutter før og 15 minutter etter", ("bør", 30, 15)),
        ("bør ha ettermøte på 15 minutt, formøte på ein time", ("bør", 60, 15)),
        ("skal ha formøte på 20 minutter", ("skal", 20, None)),
        ("skal ha korte før- og ettermøter", ("skal", None, None)),
    ],
)
def test_short_meetings(text: str, said: tuple[str | None, int | None, int | None]) -> None:
    modality, before, after = said
    assert before_and_after(text) == BeforeAndAfter(modality=modality, before=before, after=after)


@pytest.mark.parametrize(
    "text",
    [
        "", "etter behov", "skal ikke", "skal eller bør", "skal, men ikke når det haster",
        "30–45 minutter", "skal, 30 minutter og 15 minutter", "en og en halv time", "1,5 time",
        "to timer", "tre kvarter", "0 minutter", "skal, 9999 minutter", "1 time og 30 minutter",
        "10 minutter før, 20 minutter etter og 30 minutter",
    ],
)  # fmt: skip
def test_short_meetings_that_are_not_understood(text: str) -> None:
    assert before_and_after(text) is None


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("regulation.dissent_before", "Gruppemøtet.", "group_meeting"),
        ("regulation.dissent_before", "før kommunestyret", "meeting"),
        ("regulation.dissent_before", "gruppemøtet eller kommunestyret", None),
        ("regulation.social_year", "nyttår", "calendar"),
        ("regulation.social_year", "starten av perioden", "term"),
        ("regulation.social_year", "sommeren", None),
        ("regulation.round_days", "0 dager", None),
    ],
)
def test_a_choice(key: str, text: str, value: str | None) -> None:
    (field,) = (field for field in FIELDS if field.key == key)
    assert field.read(text) == value
    assert value is None or field.read(field.say(value, "nb")) == value


@given(st.text(max_size=60) | st.from_regex(r"[0-9 .,:kl–-]{0,20}", fullmatch=True))
def test_any_text_is_understood_or_not_and_never_an_error(text: str) -> None:
    for field in FIELDS:
        value = field.read(text)
        assert value is None or field.say(value, "nn")


@given(st.integers(0, 6), st.sampled_from(["nb", "nn"]))
def test_a_weekday_is_understood_as_it_is_said(day: int, language: str) -> None:
    assert spoken.weekday_in(spoken.weekday_name(day, language)) == day


@given(st.times().map(lambda time: time.replace(second=0, microsecond=0)))
def test_a_time_is_understood_as_it_is_said(time: dt.time) -> None:
    assert spoken.clock_in(f"{time.hour:02}.{time.minute:02}") == time


def test_every_value_is_said_so_that_it_is_understood_again() -> None:
    values = {
        "regulation.weekday": 4, "regulation.from": dt.time(18), "regulation.place": "Rådhuset",
        "regulation.extra_requesters": 3, "regulation.quarantine": 0, "regulation.pre_post": "bør",
        "regulation.pre_post.before": 20, "regulation.intake_days": 6, "regulation.adopted":
        dt.date(2026, 5, 12), "rules.principle_limit": 50_000_000, "rules.period": "2015–2019",
    }  # fmt: skip
    fields = {field.key: field for field in FIELDS}
    for key, value in values.items():
        for language in ("nb", "nn"):
            assert fields[key].read(fields[key].say(value, language)) == value
