"""K12: a regulation's text is complete: sections, filled fields, mentions, no leftover template.

Decided from what was read of the document. A field, table or column that was not found is not
evaluated; one that holds only dots or nothing is a finding. The forms, by ``lint``: ``filled``
fields; ``leftovers`` of the template; numbered ``sections``; ``mentions`` in sections; a ``clause``
that stands or not; a section's ``own_text``; a list with exactly the entries ``listed``; a case
``reference``; ``headings`` about each subject; a table of numbered ``points``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from service.domain.minutes import DocumentReading
from service.rules.checks.texts.lists import Headings, Listed, Referenced
from service.rules.checks.texts.points import Points
from service.rules.checks.texts.sections import Clause, Mentions, Own, Sections
from service.rules.facts import Facts, MeetingDocument
from service.rules.params import CheckParams
from service.rules.phrasing import Word
from service.rules.regulations import regulations_of, target_of, texts_of
from service.rules.results import Failed, Missing, Passed, Result
from service.rules.texts import (
    is_blank,
    mentions_any,
    parse_date,
    parse_number,
    parse_time,
    parse_weekdays,
    parse_years,
)

Form = Literal["text", "date", "years", "weekday", "time", "choice"]


class Filled(CheckParams):
    """Fields are filled in and can be read as what they are."""

    says: ClassVar = frozenset({"fields", "text", "document"})
    variants: ClassVar = frozenset({"unreadable", "short", "expired", "order", "length"})

    lint: Literal["filled"]
    document: str
    fields: dict[str, Form]
    current: str = ""  # the field whose years must cover today
    years: int | None = None  # and how many years it must span
    lines: dict[str, int] = Field(default_factory=dict)  # least number of lines in a list
    order: tuple[str, str] | None = None  # two times that must ascend
    none_words: tuple[str, ...] = ()  # a choice of "none" in words

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each document of the type."""
        for document in regulations_of(facts, self.document):
            if isinstance(document, Missing):
                yield document
            else:
                yield from self._document(facts, document)

    def _document(self, facts: Facts, document: MeetingDocument) -> Iterator[Result]:
        texts = {tag: document.reading.text(tag) for tag in self.fields}
        lost = [tag for tag, text in texts.items() if text is None]
        yield from (
            Missing("field", {"field": Word("fields", t), "what": document.path}) for t in lost
        )
        read = {tag: text for tag, text in texts.items() if text is not None}
        blank = tuple(Word("fields", tag) for tag, text in read.items() if is_blank(text))
        bad = tuple(
            Word("fields", tag)
            for tag, text in read.items()
            if not is_blank(text) and not self._readable(self.fields[tag], text)
        )
        short = tuple(
            Word("fields", tag)
            for tag, least in self.lines.items()
            if tag in read and sum(not is_blank(x) for x in read[tag].splitlines()) < least
        )
        if short and not blank and not bad:
            yield self._failed(document, "short", short[0].key, fields=short)
        elif blank or bad:
            bad = blank or bad
            yield self._failed(document, "" if blank else "unreadable", bad[0].key, fields=bad)
        elif variant := self._fault(facts, read):
            yield self._failed(document, variant, text=read.get(self.current, ""))
        elif not lost:
            yield Passed(target_of(document))

    def _failed(
        self, document: MeetingDocument, variant: str, tag: str = "", **values: object
    ) -> Failed:
        said = {"document": Word("documents", self.document), **values}
        target = target_of(document)
        place = document.at(tag or self.current or next(iter(self.order or ()), ""))
        return Failed(target=target, variant=variant, values=said, place=place)

    def _readable(self, form: Form, text: str) -> bool:
        if form == "date":
            return parse_date(text) is not None
        if form == "years":
            return parse_years(text) is not None
        if form == "weekday":
            return bool(parse_weekdays(text))
        if form == "time":
            return parse_time(text) is not None
        if form == "choice":
            return parse_number(text) is not None or mentions_any(text, self.none_words)
        return True

    def _fault(self, facts: Facts, texts: dict[str, str]) -> str:
        years = parse_years(texts.get(self.current, ""))
        if years and self.years is not None and years[1] - years[0] != self.years:
            return "length"
        if years and not years[0] <= facts.today.year <= years[1]:
            return "expired"
        if self.order:
            first, last = (parse_time(texts.get(tag, "")) for tag in self.order)
            if first and last and first >= last:
                return "order"
        return ""


class Leftovers(CheckParams):
    """Nothing of the template's own unfinished text is left."""

    says: ClassVar = frozenset({"places", "count", "examples"})

    lint: Literal["leftovers"]
    document: str
    patterns: tuple[str, ...]
    allowed: tuple[str, ...] = ()

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each document, with all the places."""
        for document in regulations_of(facts, self.document):
            if isinstance(document, Missing):
                yield document
                continue
            found = list(self._found(document.reading))
            if not found:
                yield Passed(target_of(document))
                continue
            places = tuple(dict.fromkeys(place for place, _ in found))
            examples = tuple(dict.fromkeys(f"«{text}»" for _, text in found))[:3]
            values = {"places": places, "count": len(found), "examples": examples}
            name, words = found[0]
            yield Failed(
                target=target_of(document),
                values=values,
                location=name,
                place=document.at(name, words=words),
                facts=examples,
            )

    def _found(self, reading: DocumentReading) -> Iterator[tuple[str, str]]:
        for place, text in texts_of(reading):
            kept = text
            for phrase in self.allowed:
                kept = re.sub(re.escape(phrase), "", kept, flags=re.IGNORECASE)
            for pattern in self.patterns:
                if hit := re.search(pattern, kept, flags=re.IGNORECASE):
                    yield place, hit[0].strip()[:60]
                    break


Params = Annotated[
    Filled
    | Leftovers
    | Sections
    | Mentions
    | Clause
    | Own
    | Listed
    | Referenced
    | Headings
    | Points,
    Field(discriminator="lint"),
]
