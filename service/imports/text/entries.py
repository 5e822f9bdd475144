"""The drafts of one date in a line or cell: one for each of its days, with what stands beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from service.imports.draft import Draft
from service.imports.text.beside import read_beside, with_beside
from service.imports.text.lines import Entry
from service.imports.wording.clock import Span
from service.imports.wording.dates import doubts_of_several


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
            said = read_beside(text, entry.days, template.written)
            draft = with_beside(draft, said, doubt_unknown=True)
        yield draft
