"""Votes and agreement as people write them."""

from __future__ import annotations

import re
from typing import Final

from service.domain.minutes import Votes

_WORDS: Final = {
    "null": 0, "ingen": 0, "en": 1, "én": 1, "ei": 1, "ein": 1, "éin": 1, "to": 2, "tre": 3,
    "fire": 4, "fem": 5, "seks": 6, "sju": 7, "syv": 7, "åtte": 8, "ni": 9, "ti": 10,
    "elleve": 11, "tolv": 12,
}  # fmt: skip
_NUMBER: Final = rf"(\d{{1,3}}|{'|'.join(_WORDS)})"
_VOTES: Final = r"(?:\s+(?:stemmer?|røyster?|røyst))?"
_AGAINST: Final = re.compile(
    rf"(?<![\d/.]){_NUMBER}{_VOTES}(?:\s+for)?\s*"
    rf"(?:[-–—:]|,?\s*(?:og\s+)?(?:mot|imot|i\s+mot))\s*{_NUMBER}\b(?![\d/.]\d)",
    re.IGNORECASE,
)
_FOR_AND_AGAINST: Final = re.compile(
    rf"\b{_NUMBER}{_VOTES}\s+for\b.{{0,12}}?\b{_NUMBER}{_VOTES}\s+(?:mot|imot|i\s+mot)\b",
    re.IGNORECASE,
)
_BLANK: Final = re.compile(
    rf"\b{_NUMBER}{_VOTES}\s+(?:blanke?|avholdende|avstod|avsto|blankt)\b", re.IGNORECASE
)
_UNANIMOUS: Final = re.compile(r"\b(?:enstemmig|einstemmig|samrøystes|samstemmig)", re.IGNORECASE)
_COUNTED: Final = re.compile(rf"\b{_NUMBER}\s+(?:stemmer?|røyster?)\b", re.IGNORECASE)
_ABOUT_VOTES: Final = re.compile(r"\b(?:stemme|røyst)", re.IGNORECASE)

_RECOMMENDATION: Final = r"(?:\w+\s+){0,2}(?:innstilling\w*|tilråding\w*)"
_DISAGREES: Final = re.compile(
    rf"\b(?:ikke|ikkje)\b[^.]{{0,40}}\b{_RECOMMENDATION}"
    rf"|\b(?:u[es]\w*nig\w*|usamd\w*|ueinig\w*)\b[^.]{{0,30}}\b{_RECOMMENDATION}"
    rf"|\b(?:mot|imot|avvik\w*\s+fr[aå]|avvis\w*|forkast\w*)\s+{_RECOMMENDATION}",
    re.IGNORECASE,
)
_AGREES: Final = re.compile(
    r"\b(?:følge[rt]?|følgje[rt]?|følgjer|fulgte|støtte[rt]?|støttar|tiltre[rt]?|"
    r"slutte[rt]?\s+seg\s+til|sluttar\s+seg\s+til|i\s+tråd\s+med|i\s+samsvar\s+med|samsvarer\s+med|"
    rf"som|enig\w*\s+i|einig\w*\s+i|samd\w*\s+i|vedtar|vedtek)\s+{_RECOMMENDATION}",
    re.IGNORECASE,
)
_WITH_RESERVATION: Final = re.compile(
    r"\b(?:men|unntatt|unntak|bortsett|tillegg|endring\w*|utenom|utanom)\b", re.IGNORECASE
)


def parse_votes(text: str) -> Votes | None:
    """The numbers of a vote line: "5–2", "7 mot 4", "5 for og 2 imot, 1 blank".

    A unanimous vote has numbers only where they are written ("enstemmig, 9 stemmer"). What isn't
    plainly a vote gives None, never a guess.
    """
    match = _FOR_AND_AGAINST.search(text) or _AGAINST.search(text)
    blank = _BLANK.search(text)
    abstained = _count(blank[1]) if blank else 0
    if match:
        return Votes(in_favour=_count(match[1]), against=_count(match[2]), abstained=abstained)
    counted = _COUNTED.search(text)
    if _UNANIMOUS.search(text) and counted:
        return Votes(in_favour=_count(counted[1]), against=0, abstained=abstained)
    return None


def mentions_votes(text: str) -> bool:
    """Whether running text speaks of votes at all, so that numbers in it may be votes."""
    return _ABOUT_VOTES.search(text) is not None


def agreement(text: str) -> bool | None:
    """Whether a proposal or conclusion follows the recommendation; None where it doesn't say.

    Agreement with a reservation ("følger innstillingen, men …") is not decided.
    """
    if _DISAGREES.search(text):
        return False
    if _AGREES.search(text):
        return None if _WITH_RESERVATION.search(text) else True
    return None


def _count(word: str) -> int:
    return _WORDS[word.lower()] if word.lower() in _WORDS else int(word)
