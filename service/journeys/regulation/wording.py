"""What is to be said of a regulation: what is in the way, what follows, and what to do.

The words, in bokmål (nb) and nynorsk (nn), stand in ``words.toml``.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from service.domain.minutes import DocumentReading
from service.domain.model import Group
from service.domain.regulation import (
    RegulationValues,
    Unread,
    doubtful_fields,
    pending_places,
)
from service.domain.regulation_changes import Change, ChangeKind, LandingKind
from service.domain.regulation_fields import ADOPTED, BY_KEY
from service.domain.regulation_offices import OfficeDifference
from service.domain.regulation_versions import AdoptedVersion, Ballot
from service.domain.wording import day_month, listed

_Words = Mapping[str, Mapping[str, Mapping[str, str]]]  # kind, then code, then language

_LONGEST = 200  # letters of who decided, or where it stands
_PERIODS: Final = ("group.period", "rules.period")


def unread_sentence(unread: Unread, language: str = "nb") -> str:
    """Why a field gives no value, and what to do."""
    return _said("doubts", unread.doubt, language, text=" ".join(unread.text.split()))


def follows(change: Change, language: str = "nb") -> str:
    """What a change has effect on: "Gjelder nye forslag til møteplan, regel SP22-5.12"."""
    kinds = dict.fromkeys(one.kind for one in change.landings)
    what = [_said("follows", k, language) for k in kinds if k is not LandingKind.RULE]
    rules = [one.name.rpartition(".")[0] for one in change.landings if one.kind is LandingKind.RULE]
    what += [_said("follows", "rule", language, code=code) for code in dict.fromkeys(rules)]
    how = "withdrawn" if change.kind is ChangeKind.WITHDRAWN else "decides"
    return _said("follows", how, language, what=", ".join(what))


def office_sentence(difference: OfficeDifference, language: str = "nb") -> str:
    """Who the regulation names, who the roster has, and what to do."""
    stated = difference.stated
    holders = listed(difference.holders) or _said("offices", "nobody", language)
    what = _said("offices", "differs", language, stated=stated, holders=holders)
    todo = "known" if difference.known else "unknown"
    return f"{what} {_said('offices', todo, language, stated=stated)}"


def obstacles(
    reading: DocumentReading | None, candidates: Sequence[str], language: str = "nb"
) -> tuple[str, ...]:
    """Why what was read can't be adopted as it stands."""
    if reading is None:
        return (_no_document(candidates, language),)
    return tuple(_in_the_text(reading, language))


def remarks(
    values: RegulationValues, group: Group, adopted: AdoptedVersion | None
) -> tuple[str, ...]:
    """What else doesn't agree: the period, and the date the document says it was ``adopted``."""
    return tuple(_remarks(values, group, adopted))


def adoption_refusal(
    *,
    by: str,
    on: dt.date,
    today: dt.date,
    votes: Ballot | None,
    holds: AdoptedVersion | None,
    language: str = "nb",
) -> str:
    """Why an adoption can't be entered so, "" where it can."""
    if not by.strip() or len(by) > _LONGEST or not by.isprintable():
        return refusal("by", language)
    if on > today:
        return refusal("future", language, day=_day(on))
    if holds and on < holds.adopted_on:
        return refusal("before", language, day=_day(holds.adopted_on))
    if votes and votes.in_favour <= votes.against:
        counted = {"in_favour": str(votes.in_favour), "against": str(votes.against)}
        return refusal("votes", language, **counted)
    return ""


def refusal(code: str, language: str, /, **values: str) -> str:
    """Why an adoption can't be entered, and what to do."""
    return _said("refusals", code, language, **values)


def _no_document(candidates: Sequence[str], language: str) -> str:
    if candidates:
        return _said("obstacles", "several", language, paths=listed(candidates))
    return _said("obstacles", "none", language)


def _in_the_text(reading: DocumentReading, language: str) -> Iterator[str]:
    places = tuple(dict.fromkeys(pending_places(reading)))
    if places:
        yield _said("obstacles", "pending", language, places=_quoted(places))
    doubtful = doubtful_fields(reading)
    if doubtful:
        yield _said("obstacles", "doubtful", language, labels=_quoted(doubtful))


def _remarks(
    values: RegulationValues, group: Group, adopted: AdoptedVersion | None
) -> Iterator[str]:
    stated, language = values.by_key, group.language
    start, end = group.term.start.year, group.term.end and group.term.end.year
    for key in _PERIODS:
        said = str(stated.get(key, ""))
        if said and said != f"{start}–{end or said[-4:]}":
            yield _said("remarks", "period", language, said=said, own=f"{start}–{end or ''}")
    for key in ADOPTED:
        day = stated.get(key)
        if adopted and isinstance(day, dt.date) and day != adopted.adopted_on:
            said, own = BY_KEY[key].say(day, language), _day(adopted.adopted_on)
            yield _said("remarks", "adopted", language, said=said, own=own)


def _quoted(words: Sequence[str]) -> str:
    return listed([f"«{word}»" for word in words])


def _day(day: dt.date) -> str:
    return f"{day_month(day)} {day.year}"


def _said(kind: str, code: str, language: str, /, **values: str) -> str:
    return _words()[kind][code]["nn" if language == "nn" else "nb"].format(**values)


@cache
def _words() -> _Words:
    text = (files("service.journeys.regulation") / "words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
