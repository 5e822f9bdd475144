"""Sentences of a plan's text, and those that tell of adoption, printing, deadlines or holidays."""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.imports.wording.dates import MONTH_NAMES

# "14. Formannskap" and "14. januar" are one sentence; "kl. 18.30. Formannskapet" are two.
_BETWEEN = re.compile(
    r"(?:(?<=[!?;])|(?<=[^0-9]\.)|(?<=[.:][0-9]{2}\.)|(?<=[0-9]{4}\.))\s+"
    rf"(?!(?i:{'|'.join(MONTH_NAMES)})\b)(?=[A-ZÆØÅ])"
)
_KL = re.compile(r"\bkl\.\s*", re.IGNORECASE)
_NOT_A_MEETING = re.compile(
    r"\b(?:vedtatt|vedteken|vedteke|vedtok|revidert|oppdatert|endret|endra|publisert|utskrift|utskriftsdato|"
    r"frist\w*|\w+frist\w*|ferie|\w+ferie|fri|helg(?:a|en|er|ene)?|påske\w*|jul(?!i\b)\w*|skoleslutt|skolestart|"
    r"sendes ut|sendt ut|utsending\w*|valgdag\w*|stortingsvalg\w*|kommunevalg\w*|copyright)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![0-9.])(?<![0-9]/)(20[0-9]{2})(?![0-9])")
_SEASON = re.compile(r"(?<![0-9./])(20[0-9]{2})\s*[/–-]\s*((?:20)?[0-9]{2})(?![0-9])")
_MONTH = rf"(?:{'|'.join(MONTH_NAMES)})"
_FROM_TO = re.compile(
    rf"{_MONTH}\s*(?:-|–|til)\s*(?:[0-9]{{1,2}}\.?\s*)?{_MONTH}\s+(20[0-9]{{2}})",
    re.IGNORECASE,
)
_PLAN_OF = re.compile(
    r"(?:møteplan\w*|møtekalender\w*|møteoversikt\w*|møtedato\w*|møtedag\w*|møtetid\w*|"
    r"halvår\w*|halvdel|vår(?:en)?|høst(?:en)?|haust(?:en)?)"
    r"(?:\W+(?:for|i|er|fastsatt|året|av|hele|heile|perioden|politiske?|møter?|bystyret|og|"
    r"kommunestyret|formannskapet|hovedutvalgene|frister|møtefrister|utvalg|skoleåret|vår|haust|høst)){0,7}\W+"
    r"(?P<years>20[0-9]{2}(?:\s*[/–-]\s*(?:20)?[0-9]{2})?)(?![0-9])",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"[0-9]{{1,2}}[./-][0-9]{{1,2}}[./-](?:20)?[0-9]{{2}}|"
    rf"[0-9]{{1,2}}\.?\s*(?:{'|'.join(MONTH_NAMES)})\s+20[0-9]{{2}}",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    """The sentences of a text; "kl." ends none."""
    return _BETWEEN.split(_KL.sub("kl ", text))


def is_not_a_meeting(text: str) -> bool:
    """Whether a dated text tells of something else: an adoption, a deadline, a holiday."""
    return _NOT_A_MEETING.search(text) is not None


def years_in(texts: Iterable[str]) -> tuple[int, ...]:
    """The years that headings name; when the plan was adopted or printed doesn't count."""
    years: set[int] = set()
    for text in texts:
        for sentence in sentences(text):
            whole = {int(found[1]) for found in _FROM_TO.finditer(sentence)}
            of_plan = " ".join(found["years"] for found in _PLAN_OF.finditer(sentence))
            years |= whole | _years(
                of_plan if is_not_a_meeting(sentence) else _DATED.sub(" ", sentence)
            )
    return tuple(sorted(years))


def _years(text: str) -> set[int]:
    found = {int(year) for year in _YEAR.findall(text)}
    for first, second in _SEASON.findall(text):
        after = int(second) if len(second) > 2 else int(first) // 100 * 100 + int(second)
        found |= {after} if after == int(first) + 1 else set()
    return found
