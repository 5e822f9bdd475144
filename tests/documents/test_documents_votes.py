"""Votes and agreement as people write them, and never a guess."""

from __future__ import annotations

import pytest

from service.documents.reading.votes import agreement, parse_votes
from service.domain.minutes import Votes


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        ("5–2", (5, 2, 0)),
        ("5-2", (5, 2, 0)),
        ("7 mot 4", (7, 4, 0)),
        ("Vedtatt med 7 mot 4 stemmer.", (7, 4, 0)),
        ("7 stemmer mot 4", (7, 4, 0)),
        ("5 for og 2 imot, 1 blank", (5, 2, 1)),
        ("5 for, 2 mot", (5, 2, 0)),
        ("ni mot to røyster", (9, 2, 0)),
        ("Enstemmig (9 stemmer)", (9, 0, 0)),
        ("10 stemmer mot én", (10, 1, 0)),
        ("6 mot 3, 2 avholdende", (6, 3, 2)),
        ("7 – 0", (7, 0, 0)),
    ],
)
def test_a_vote_is_read(text, votes):
    in_favour, against, abstained = votes
    assert parse_votes(text) == Votes(in_favour=in_favour, against=against, abstained=abstained)


@pytest.mark.parametrize(
    "text",
    [
        "enstemmig",
        "Samrøystes",
        "",
        "Ingen avstemning",
        "Utsatt til 12.02",
        "mot 2 stemmer",
        "sak 3/18",
        "Alle, men mot én dags utsettelse",
        "Innstillingen: 5 punkter",
        "7 mot 4. " + "Ordskiftet gikk videre. " * 100,
    ],
)
def test_what_has_no_numbers_or_is_no_vote_gives_none(text):
    assert parse_votes(text) is None


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("Følger innstillingen", True),
        ("følgjer innstillinga", True),
        ("Gruppa støtter innstillingen.", True),
        ("I tråd med kommunedirektørens innstilling", True),
        ("Som innstillingen", True),
        ("Gruppa følger ikke innstillingen", False),
        ("Uenig i innstillingen", False),
        ("Går imot innstillingen", False),
        ("Stemmer mot rådmannens innstilling", False),
        ("usamd i innstillinga", False),
        ("Følger innstillingen, men med tillegg", None),
        ("Gruppa vil bygge skole", None),
        ("", None),
        ("Innstillingen er god", None),
        ("Følger innstillingen. " + "Ordskiftet gikk videre. " * 100, None),
    ],
)
def test_agreement_is_what_the_words_say_and_otherwise_open(text, agrees):
    assert agreement(text) is agrees


def test_a_text_full_of_numbers_is_no_vote():
    budget = "Til skole 40 og til vei 12. " * 25
    assert parse_votes("7 mot 4") is not None
    assert parse_votes(f"{budget}7 mot 4") is None
