"""Public holidays, the party's dates, and what schools customarily do in a county."""

import datetime as dt

import pytest

from service.domain.planning_parts import NamedPeriod
from service.imports.days_off.public_holidays import closed_days, public_holidays
from service.imports.days_off.school_holidays import counties, school_holidays

LANDSMOTE = NamedPeriod(name="Landsmøte", start=dt.date(2026, 3, 20), end=dt.date(2026, 3, 22))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-04-02", "Skjærtorsdag"),
        ("2026-04-03", "Langfredag"),
        ("2026-04-06", "Andre påskedag"),
        ("2026-05-14", "Kristi himmelfartsdag"),
        ("2026-05-25", "Andre pinsedag"),
        ("2027-05-17", "Grunnlovsdag"),
        ("2024-05-01", "Arbeidernes dag"),
        ("2025-12-26", "Andre juledag"),
    ],
)
def test_the_pinned_library_knows_the_holidays(day, name):
    date = dt.date.fromisoformat(day)
    assert name in public_holidays(date.year)[date]


def test_a_year_has_twelve_holidays_and_no_common_sunday():
    assert len(public_holidays(2026)) == 12
    assert dt.date(2026, 3, 1) not in public_holidays(2026)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_group_never_meets_on_holidays_christmas_eve_or_the_partys_dates(language):
    found = closed_days([2026], [LANDSMOTE], language)
    assert len(found) == 12 + 1 + 3
    assert found[dt.date(2026, 4, 6)] == "andre påskedag"
    assert found[dt.date(2026, 5, 14)] == "Kristi himmelfartsdag"
    words = {
        "nb": ("julaften", "opptatt av landsmøtet"),
        "nn": ("julaftan", "oppteken av landsmøtet"),
    }
    assert (found[dt.date(2026, 12, 24)], found[LANDSMOTE.start]) == words[language]


def test_new_years_eve_and_the_wednesday_before_easter_are_not_closed():
    found = closed_days([2026], [], "nb")
    assert not {dt.date(2026, 12, 31), dt.date(2026, 4, 1)} & found.keys()


def test_all_fifteen_counties_have_their_weeks():
    assert len(counties()) == 15
    for county in counties():
        names = {
            name.partition(" ")[0] for name in school_holidays(county, [2026], (), "nb").values()
        }
        assert names == {"vinterferien", "høstferien", "påskeferien", "sommerferien", "juleferien"}


@pytest.mark.parametrize(
    ("county", "day", "said"),
    [
        ("Innlandet", "2026-02-23", "vinterferien (vanligvis uke 9 i Innlandet)"),
        ("Oslo", "2026-02-16", "vinterferien (vanligvis uke 8 i Oslo)"),
        ("Vestland", "2026-02-20", "vinterferien (vanligvis uke 8 eller 9 i Vestland)"),
        ("Rogaland", "2026-10-05", "høstferien (vanligvis uke 41 i Rogaland)"),
        ("Agder", "2026-09-28", "høstferien (vanligvis uke 40 i Agder)"),
        ("Troms", "2026-03-30", "påskeferien"),
        ("Troms", "2027-01-01", "juleferien"),
    ],
)
def test_what_is_customary_says_so(county, day, said):
    assert school_holidays(county, [2026], (), "nb")[dt.date.fromisoformat(day)] == said


def test_what_the_group_lists_goes_before_the_customary_weeks_of_that_year():
    own = NamedPeriod(name="Vinterferie", start=dt.date(2026, 3, 2), end=dt.date(2026, 3, 6))
    found = school_holidays("Oslo", [2026, 2027], [own], "nb")
    assert found[dt.date(2026, 3, 2)] == "vinterferien"
    assert dt.date(2026, 2, 16) not in found
    assert dt.date(2027, 2, 22) in found


def test_without_a_county_only_the_groups_own_count():
    assert not school_holidays("", [2026], (), "nb")
    assert len(school_holidays("", [2026], [LANDSMOTE], "nb")) == 3


def test_nynorsk_has_its_own_words():
    found = school_holidays("Vestland", [2026], (), "nn")
    assert found[dt.date(2026, 10, 5)] == "haustferien (vanlegvis veke 41 i Vestland)"
