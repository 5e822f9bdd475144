"""K12, continued: what a regulation's sections hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.minutes import Section
from service.rules.facts import Facts, MeetingDocument
from service.rules.params import CheckParams
from service.rules.regulations import (
    called,
    find_section,
    number_key,
    regulations_of,
    target_of,
)
from service.rules.results import Failed, Missing, Passed, Result
from service.rules.texts import is_blank, mentions_any, plain


class Sections(CheckParams):
    """Numbered sections 1 to ``count`` are all there, in order; local ones may stand between."""

    says: ClassVar = frozenset({"numbers"})
    variants: ClassVar = frozenset({"order"})

    lint: Literal["sections"]
    document: str
    count: int = Field(ge=1)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each document."""
        for document in regulations_of(facts, self.document):
            if isinstance(document, Missing):
                yield document
                continue
            if not document.reading.sections:
                yield Missing("headings", {"what": document.path})
                continue
            keys = [number_key(s.number) for s in document.reading.sections]
            wanted = [str(n) for n in range(1, self.count + 1)]
            lacking = tuple(f"{n}.0" for n in wanted if n not in keys)
            found = [k for k in keys if k in wanted]
            target = target_of(document)
            if lacking:
                yield Failed(target=target, values={"numbers": lacking}, place=document.at())
            elif found != wanted:
                yield Failed(target=target, variant="order", place=document.at())
            else:
                yield Passed(target)


class Mentions(CheckParams):
    """Sections list at least so many items, and mention what they must."""

    says: ClassVar = frozenset({"lacking", "section"})
    variants: ClassVar = frozenset({"short"})

    lint: Literal["mentions"]
    document: str
    sections: dict[str, int]  # number or word of the title -> least number of items
    each: tuple[tuple[str, ...], ...] = ()  # of each list of synonyms, one must be mentioned

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each document."""
        for document in regulations_of(facts, self.document):
            yield document if isinstance(document, Missing) else self._document(document)

    def _document(self, document: MeetingDocument) -> Result:
        if not document.reading.sections:
            return Missing("headings", {"what": document.path})
        target, text = target_of(document), ""
        for name, least in self.sections.items():
            section = find_section(document.reading, name)
            filled = [p for p in section.paragraphs if not is_blank(p)] if section else []
            if len(filled) < least:
                values: dict[str, object] = {"section": name, "lacking": name}
                place = document.at(called(section))
                return Failed(target=target, variant="short", values=values, place=place)
            text += "\n" + "\n".join(filled)
        lacking = tuple(words[0] for words in self.each if not mentions_any(text, words))
        if lacking:
            first = next(iter(self.sections))
            place = document.at(called(find_section(document.reading, first)))
            values = {"lacking": lacking, "section": first}
            return Failed(target=target, values=values, place=place)
        return Passed(target)


class Clause(CheckParams):
    """A clause stands in the municipal variant and not in the county's, or the other way round."""

    says: ClassVar = frozenset({"section"})
    variants: ClassVar = frozenset({"county"})

    lint: Literal["clause"]
    document: str
    section: str
    pattern: str  # a regular expression, over lower-case text
    county: bool  # whether the county variant has it
    municipality: bool

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each document with the section."""
        wanted = self.county if facts.group.county else self.municipality
        for document in regulations_of(facts, self.document):
            if isinstance(document, Missing):
                yield document
                continue
            section = find_section(document.reading, self.section)
            if section is None:
                yield Missing("section", {"section": self.section, "what": document.path})
            elif self._has(section) is wanted:
                yield Passed(target_of(document))
            else:
                yield Failed(
                    target=target_of(document),
                    variant="county" if facts.group.county else "",
                    values={"section": self.section},
                    location=called(section),
                    place=document.at(called(section)),
                )

    def _has(self, section: Section) -> bool:
        """Whether a paragraph has the clause."""
        return any(re.search(self.pattern, plain(p)) for p in section.paragraphs)


class Own(CheckParams):
    """A section has the group's own words, besides what the template gives."""

    says: ClassVar = frozenset({"section"})

    lint: Literal["own_text"]
    document: str
    section: str
    field: str = ""  # where the document has a field for it, that alone counts
    standard: tuple[str, ...]  # words by which the template's own paragraph is known
    min_words: int = Field(ge=1)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each document with the section."""
        for document in regulations_of(facts, self.document):
            if isinstance(document, Missing):
                yield document
                continue
            section = find_section(document.reading, self.section)
            if section is None and document.reading.text(self.field) is None:
                yield Missing("section", {"section": self.section, "what": document.path})
                continue
            text = document.reading.text(self.field)
            paragraphs = section.paragraphs if section and text is None else (text or "",)
            own = [p for p in paragraphs if not is_blank(p) and not self._standard(p)]
            if sum(len(p.split()) for p in own) >= self.min_words:
                yield Passed(target_of(document))
            else:
                yield Failed(
                    target=target_of(document),
                    values={"section": self.section},
                    place=document.at(self.field if text is not None else called(section)),
                )

    def _standard(self, paragraph: str) -> bool:
        return bool(self.standard) and all(
            mentions_any(paragraph, (word,)) for word in self.standard
        )
