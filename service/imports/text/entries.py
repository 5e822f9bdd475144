"""The drafts of one date in a line or cell: one for each of its days, with what stands beside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from service.imports.draft import Draft
from service.imports.source import excerpt
from service.imports.text.beside import read_beside, with_beside
from service.imports.text.lines import Entry
from service.imports.wording.clock import Span
from service.imports.wording.dates import days_in_note, doubts_of_several

_MOVED_TO = re.compile(
    r"\b(?:flytt\w*|utsatt|utsett|utsettes|endret|endra|ny dato:?)\s+(?:til\s+)?(?P<to>.*[0-9].*)",
    re.IGNORECASE,
)


def _moved_to(draft: Draft, text: str) -> Iterator[Draft]:
    """The day that a meeting is moved to, for a person to confirm."""
    found = _MOVED_TO.search(text)
    for day in days_in_note(found["to"])[:1] if found else ():
        doubt = f"I planen står det «{excerpt(text)}»."
        yield replace(draft, day=day, doubts=(*draft.doubts, doubt))


def drafts_of(
    entry: Entry, template: Draft, beside: Iterable[str], span: Span | None
) -> Iterator[Draft]:
    """The meetings of ``entry``, made like ``template``.

    ``beside`` are the texts around the date; words in them that mean nothing known are a doubt.
    ``span`` is the hour where the date has none of its own.
    """
    texts = [text for text in beside if text]
    span = entry.span or span
    for number, day in enumerate(entry.days):
        weekday = entry.weekdays[number] if number < len(entry.weekdays) else None
        several = doubts_of_several(entry.days, number, entry.span_of_days)
        draft = replace(
            template,
            day=replace(day, year=day.year or template.day.year, weekday=weekday),
            start=span.start if span else None,
            end=span.end if span else None,
            week=entry.week,
            marks=entry.marks,
            doubts=(*template.doubts, *several),
        )
        for text in texts:
            yield from _moved_to(draft, text)
            said = read_beside(text, entry.days, template.written)
            draft = with_beside(draft, said, doubt_unknown=True)
        yield draft
