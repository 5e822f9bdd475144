"""Votes and agreement as people write them."""

from __future__ import annotations

import re
from typing import Final

from service.domain.minutes import Votes

_LONGEST: Final = 2_000
"""Characters. What is longer than a page is an argument, and what it decides is not plain."""
_WORDS: Final = {
    "null": 0, "ingen": 0, "en": 1, "én": 1, "ei": 1, "ein": 1, "éin": 1, "to": 2, "tre": 3,
    "fire": 4, "fem": 5, "seks": 6, "sju": 7, "syv": 7, "åtte": 8, "ni": 9, "ti": 10,
    "elleve": 11, "tolv": 12,
}  # fmt: skip
_NUMBER_WORD: Final = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b")
_ANY_NUMBER: Final = re.compile(rf"\d+|{_NUMBER_WORD.pattern}")
_MOST_NUMBERS: Final = 40
"""What has more of them is a table or a budget, and what it decides is not plain."""
_BLANKS: Final = re.compile(r"\s+")
# The patterns below meet plain text: lower case, single spaces, numbers in digits.
_NUMBER: Final = r"(\d{1,3})"
_VOTES: Final = r"(?: (?:stemmer?|røyster?|røyst))?"
_AGAINST: Final = re.compile(
    rf"(?<![\w/.]){_NUMBER}{_VOTES}(?: for)? ?"
    rf"(?:[-–—:]|,? ?(?:og )?(?:mot|imot|i mot)) ?{_NUMBER}\b(?![\d/.]\d)"
)
_FOR_AND_AGAINST: Final = re.compile(
    rf"\b{_NUMBER}{_VOTES} for\b.{{0,12}}?\b{_NUMBER}{_VOTES} (?:mot|imot|i mot)\b"
)
_BLANK: Final = re.compile(rf"\b{_NUMBER}{_VOTES} (?:blanke?|avholdende|avstod|avsto|blankt)\b")
_UNANIMOUS: Final = re.compile(r"\b(?:enstemmig|einstemmig|samrøystes|samstemmig)")
_COUNTED: Final = re.compile(rf"\b{_NUMBER} (?:stemmer?|røyster?)\b")
_ABOUT_VOTES: Final = re.compile(r"\b(?:stemme|røyst)", re.IGNORECASE)

_RECOMMENDATION: Final = r"(?:\w+ ){0,2}(?:innstilling\w*|tilråding\w*)"
_DISAGREES: Final = re.compile(
    rf"\b(?:ikke|ikkje)\b[^.]{{0,40}}\b{_RECOMMENDATION}"
    rf"|\b(?:u[es]\w{{0,9}}nig\w{{0,9}}|usamd\w{{0,9}}|ueinig\w{{0,9}})\b[^.]{{0,30}}\b{_RECOMMENDATION}"
    rf"|\b(?:mot|imot|avvik\w* fr[aå]|avvis\w*|forkast\w*) {_RECOMMENDATION}"
)
_AGREES: Final = re.compile(
    r"\b(?:følge[rt]?|følgje[rt]?|følgjer|fulgte|støtte[rt]?|støttar|tiltre[rt]?|"
    r"slutte[rt]? seg til|sluttar seg til|i tråd med|i samsvar med|samsvarer med|"
    rf"som|enig\w* i|einig\w* i|samd\w* i|vedtar|vedtek) {_RECOMMENDATION}"
)
_WITH_RESERVATION: Final = re.compile(
    r"\b(?:men|unntatt|unntak|bortsett|tillegg|endring\w*|utenom|utanom)\b"
)


def parse_votes(text: str) -> Votes | None:
    """The numbers of a vote line: "5–2", "7 mot 4", "5 for og 2 imot, 1 blank".

    A unanimous vote has numbers only where they are written ("enstemmig, 9 stemmer"). What isn't
    plainly a vote gives None, never a guess.
    """
    plain = _plain(text)
    if not 0 < len(_ANY_NUMBER.findall(plain)) <= _MOST_NUMBERS:
        return None
    plain = _NUMBER_WORD.sub(_in_digits, plain)
    match = _FOR_AND_AGAINST.search(plain) or _AGAINST.search(plain)
    blank = _BLANK.search(plain)
    abstained = int(blank[1]) if blank else 0
    if match:
        return Votes(in_favour=int(match[1]), against=int(match[2]), abstained=abstained)
    counted = _COUNTED.search(plain)
    if counted and _UNANIMOUS.search(plain):
        return Votes(in_favour=int(counted[1]), against=0, abstained=abstained)
    return None


def mentions_votes(text: str) -> bool:
    """Whether running text speaks of votes at all, so that numbers in it may be votes."""
    return _ABOUT_VOTES.search(text) is not None


def agreement(text: str) -> bool | None:
    """Whether a proposal or conclusion follows the recommendation; None where it doesn't say.

    Agreement with a reservation ("følger innstillingen, men …") is not decided.
    """
    plain = _plain(text)
    if "innstilling" not in plain and "tilråding" not in plain:
        return None
    if _DISAGREES.search(plain):
        return False
    if _AGREES.search(plain):
        return None if _WITH_RESERVATION.search(plain) else True
    return None


def _plain(text: str) -> str:
    """Text in which one space and one case are left to look for; "" where it is too long."""
    return _BLANKS.sub(" ", text).lower() if len(text) <= _LONGEST else ""


def _in_digits(word: re.Match[str]) -> str:
    return str(_WORDS[word[0]])
