"""The meetings of one line, with what the headings above it say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from service.imports.bodies.body_names import is_no_body, suggested_abbreviations
from service.imports.bodies.phrases import Phrase
from service.imports.draft import Draft
from service.imports.source import Prose, excerpt
from service.imports.text.entries import drafts_of
from service.imports.text.lines import Entry, Line, shared_span
from service.imports.wording.clock import Span

_ONLY = re.compile(r"\b(?:kun|bare|berre|ikke|ikkje)\b", re.IGNORECASE)
_LETTERS = re.compile(r"[A-ZÆØÅ]{1,6}")
_NOT = re.compile(r"\b(?:ikke|ikkje)\b", re.IGNORECASE)


@dataclass(slots=True)
class Above:
    """What the headings above a line say of it."""

    bodies: tuple[Phrase, ...] = ()
    title: tuple[Phrase, ...] = ()  # the bodies that the first heading of bodies names
    month: int | None = None
    years: tuple[int, ...] = ()
    spans: dict[str, Span] = field(default_factory=dict)  # by the body's name
    weekday: int | None = None  # that the heading says they meet on
    doubt: str = ""
    first: int = 0  # of the drafts below the heading


@dataclass(slots=True, kw_only=True)
class LineDrafts:
    """Makes the drafts of one line. ``unknown`` are words before its first date, not understood."""

    line: Prose
    parts: Line
    above: Above
    unknown: str
    drafts: list[Draft] = field(default_factory=list)

    def make(self, entries: Sequence[Entry], bodies: Sequence[Phrase], unclear: str = "") -> None:
        """One draft for each day and body; ``unclear`` is why it may be another's."""
        doubts = [doubt for doubt in (self.above.doubt, self.line.doubt, unclear) if doubt]
        if self.unknown:
            doubts.append(f"I planen står det også «{excerpt(self.unknown)}».")
        shared = shared_span(entries)
        for entry in entries:
            for body in bodies:
                if not is_no_body(body.name):
                    made = self._of_entry(entry, body, bodies, shared)
                    self.drafts += [replace(d, doubts=(*d.doubts, *doubts)) for d in made]

    def _of_entry(
        self, entry: Entry, body: Phrase, bodies: Sequence[Phrase], shared: Span | None
    ) -> Iterator[Draft]:
        texts = [entry.text, body.rest, *entry.notes, *self.parts.notes]
        only = [text for text in texts if _names_some(text, bodies)]
        if only and _excludes(only[0], body, bodies):
            return
        template = Draft(
            written=body.name,
            day=entry.days[0],
            place_in_file=self.line.place or f"linje {self.line.line}",
            line=self.line.line,
            place=body.place,
            type=body.type,
            source=" ".join(self.line.text.split()),
            years=self.above.years,
        )
        span = shared or self.parts.span or self.above.spans.get(body.name)
        if len(entry.spans) > 1:
            entry = _with_own_hour(entry, body, bodies)
        for draft in drafts_of(entry, template, [t for t in texts if t not in only], span):
            yield draft.usually_on(self.above.weekday)


def _with_own_hour(entry: Entry, body: Phrase, bodies: Sequence[Phrase]) -> Entry:
    """The date with the hour of one of its bodies, where each has one, or else with none."""
    if len(entry.spans) != len(bodies):
        return replace(entry, spans=(), notes=(*entry.notes, "flere klokkeslett?"))
    return replace(entry, spans=(entry.spans[list(bodies).index(body)],))


def _names_some(text: str, bodies: Sequence[Phrase]) -> bool:
    """Whether a remark says which of several bodies it is about: "kun OKU"."""
    only = _ONLY.search(text) is not None or _LETTERS.fullmatch(text) is not None
    return len(bodies) > 1 and only and any(_is_called(text, one) for one in bodies)


def _excludes(text: str, body: Phrase, bodies: Sequence[Phrase]) -> bool:
    """Whether "kun OKU" or "ikke TU" leaves this body out."""
    named = [one.name for one in bodies if _is_called(text, one)]
    return (body.name in named) == (_NOT.search(text) is not None)


def _is_called(text: str, body: Phrase) -> bool:
    if len(text) == 1:
        return body.name.startswith(text)
    words = set(re.findall(r"\w+", text))
    return not words.isdisjoint(suggested_abbreviations(body.name)) or (
        body.name.casefold() in text.casefold()
    )
