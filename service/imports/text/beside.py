"""What stands beside a date: a weekday, an hour, a kind of meeting, a place, a reason to doubt."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from service.imports.bodies.body_names import core_name, kind_of, name_key
from service.imports.bodies.phrases import place_in, without_fillers
from service.imports.draft import Draft
from service.imports.source import excerpt
from service.imports.wording.clock import Span
from service.imports.wording.dates import Day
from service.imports.wording.lexing import Kind, Token, lex
from service.imports.wording.standing import is_called_off, texts_against

_RELATIVE = re.compile(
    r"(?:rett |like |umiddelbart )?(?:før|etter|i forkant av|i etterkant av)\b", re.IGNORECASE
)
_LETTERS = re.compile(r"\w{1,2}")
_SAYS_NOTHING = {Kind.SEPARATOR, Kind.MARK, Kind.YEAR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a remark says of the meeting it belongs to."""

    text: str
    type: str = ""
    place: str = ""
    weekday: int | None = None
    span: Span | None = None
    doubt: str = ""
    unknown: bool = False  # whether it has words that mean nothing known


def read_beside(text: str, days: Collection[Day], body: str) -> Beside:
    """What ``text`` says of the days of a body's meetings."""
    said = Beside(text=text)
    if texts_against(days, (text,), ()) or is_called_off([text]):
        return replace(said, doubt=f"I planen står det «{excerpt(text)}».")
    if _RELATIVE.match(text) or _LETTERS.fullmatch(text):
        return said
    tokens = lex(text)
    weekdays = [t.number for t in tokens if t.kind is Kind.WEEKDAY]
    spans = [t.span for t in tokens if t.kind is Kind.TIME]
    said = replace(
        said,
        weekday=weekdays[0] if len(weekdays) == 1 else None,
        span=spans[0] if len(spans) == 1 else None,
    )
    words = _words(tokens)
    return _worded(said, words, body) if words else said


def with_beside(draft: Draft, said: Beside, *, doubt_unknown: bool) -> Draft:
    """The draft with what stands beside it; words that mean nothing known may be a doubt."""
    doubts = [said.doubt] if said.doubt else []
    if said.unknown and doubt_unknown and not doubts:
        doubts = [f"I planen står det også «{excerpt(said.text)}»."]
    tells = without_fillers(said.text) and not said.place
    day = draft.day
    if said.weekday is not None and day.weekday is None:
        day = replace(day, weekday=said.weekday)
    return replace(
        draft,
        day=day,
        start=said.span.start if said.span else draft.start,
        end=said.span.end if said.span else draft.end,
        place=draft.place or said.place,
        type=draft.type or said.type,
        notes=(*draft.notes, said.text) if tells else draft.notes,
        doubts=(*draft.doubts, *doubts),
    )


def _words(tokens: Iterable[Token]) -> str:
    silent = _SAYS_NOTHING | {Kind.WEEKDAY, Kind.TIME}
    return " ".join(t.text for t in tokens if t.kind not in silent)


def _worded(said: Beside, words: str, body: str) -> Beside:
    if place := place_in(words):
        return replace(said, place=place)
    core = core_name(words)
    if kind_of(core.name) is not None and not _is_named(core.name, body):
        return replace(said, doubt=f"I planen står det «{excerpt(said.text)}».")
    known = not without_fillers(core.name) or _is_named(core.name, body)
    return replace(said, type=core.type, unknown=not known)


def _is_named(text: str, body: str) -> bool:
    """Whether a text names this body, as "nytt kommunestyre" does."""
    words = set(re.findall(r"\w+", name_key(text)))
    return bool(body) and set(re.findall(r"\w+", name_key(core_name(body).name))) <= words
