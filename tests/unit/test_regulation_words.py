"""What is said of a regulation is said in both written languages, and fills the same places."""

from __future__ import annotations

import datetime as dt
import string
import tomllib
from importlib.resources import files

import pytest

from service.domain.regulation import Doubt, Unread
from service.domain.regulation_changes import LandingKind
from service.domain.regulation_versions import Ballot
from service.journeys.regulation.wording import adoption_refusal, unread_sentence

WORDS = tomllib.loads(
    (files("service.journeys.regulation") / "words.toml").read_text(encoding="utf-8")
)
TODAY = dt.date(2026, 5, 11)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("kind", WORDS)
def test_both_languages_have_the_same_places_to_fill(kind):
    for texts in WORDS[kind].values():
        assert set(texts) == {"nb", "nn"}
        assert places(texts["nb"]) == places(texts["nn"])


def test_there_are_words_for_every_doubt_and_everything_that_follows():
    assert set(WORDS["doubts"]) == set(Doubt)
    assert set(LandingKind) <= set(WORDS["follows"])


@pytest.mark.parametrize(("language", "says"), [("nb", "vi ser det an"), ("nn", "berre verdien")])
def test_a_doubt_is_said_in_the_language_asked_for(language, says):
    unread = Unread(tag="t", label="Karantenetid", doubt=Doubt.UNCLEAR, text="vi ser  det an")
    assert says in unread_sentence(unread, language)


@pytest.mark.parametrize(
    ("by", "on", "votes", "nb", "nn"),
    [
        (" ", TODAY, None, "Skriv hvem", "Skriv kven"),
        ("gruppa\nog flere", TODAY, None, "Skriv hvem", "Skriv kven"),
        ("gruppa", TODAY + dt.timedelta(days=1), None, "12. mai 2026 er ikke", "har ikkje kome"),
        ("gruppa", TODAY, Ballot(in_favour=2, against=2), "2 stemmer for", "2 røyster for"),
        ("gruppa", TODAY, Ballot(in_favour=3, against=2), "", ""),
    ],
)
def test_why_an_adoption_is_refused_is_said_in_the_language_asked_for(by, on, votes, nb, nn):
    for language, says in (("nb", nb), ("nn", nn)):
        said = adoption_refusal(
            by=by, on=on, today=TODAY, votes=votes, holds=None, language=language
        )
        assert says in said
        assert bool(said) is bool(says)
