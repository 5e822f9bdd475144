"""K12, continued: lists, case references and headings that a document must have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from service.rules.facts import Facts, MeetingDocument
from service.rules.log_dates import has_case_reference
from service.rules.params import CheckParams
from service.rules.phrasing import Word
from service.rules.regulations import regulations_of, target_of
from service.rules.results import Failed, Missing, Passed, Result
from service.rules.texts import is_blank, mentions_any, plain


class Listed(CheckParams):
    """A list in the document has exactly these entries: the values a municipality steers by."""

    says: ClassVar = frozenset({"count", "expected", "lacking", "extra"})
    variants: ClassVar = frozenset({"extra"})

    lint: Literal["listed"]
    document: str
    field: str
    entries: tuple[str, ...] = Field(min_length=1)  # "Åpenhet|Openheit" where either will do

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each document."""
        for document in regulations_of(facts, self.document):
            if isinstance(document, Missing):
                yield document
                continue
            text = document.reading.text(self.field)
            if text is None:
                name = Word("fields", self.field)
                yield Missing("field", {"field": name, "what": document.path})
            else:
                yield self._result(document, text)

    def _result(self, document: MeetingDocument, text: str) -> Result:
        found = [re.sub(r"^\W*\d*[.)]?\s*", "", x).strip(" .") for x in text.splitlines()]
        found = [line for line in found if not is_blank(line)]
        known = [{plain(word) for word in entry.split("|")} for entry in self.entries]
        lacking = tuple(
            entry.partition("|")[0]
            for entry, words in zip(self.entries, known, strict=True)
            if not any(plain(line) in words for line in found)
        )
        extra = tuple(line for line in found if not any(plain(line) in words for words in known))
        if not lacking and not extra:
            return Passed(target_of(document))
        return Failed(
            target=target_of(document),
            variant="" if lacking else "extra",
            values={
                "count": len(found),
                "expected": len(self.entries),
                "lacking": lacking,
                "extra": extra,
            },
            place=document.at(self.field),
        )


class Referenced(CheckParams):
    """Some field of the document names a case by number and year: "87/96"."""

    says: ClassVar = frozenset({"fields"})

    lint: Literal["reference"]
    document: str
    fields: tuple[str, ...] = Field(min_length=1)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each document; a field that is not found may have held the reference."""
        for document in regulations_of(facts, self.document):
            yield document if isinstance(document, Missing) else self._result(document)

    def _result(self, document: MeetingDocument) -> Result:
        texts = {tag: document.reading.text(tag) for tag in self.fields}
        if any(has_case_reference(text or "") for text in texts.values()):
            return Passed(target_of(document))
        lost = next((tag for tag, text in texts.items() if text is None), None)
        if lost is not None:
            return Missing("field", {"field": Word("fields", lost), "what": document.path})
        values = {"fields": tuple(Word("fields", tag) for tag in self.fields)}
        place = document.at(self.fields[0])
        return Failed(target=target_of(document), values=values, place=place)


class Headings(CheckParams):
    """The document has a heading about each of the subjects: "lønnspolitikk|lønspolitikk".

    A document that no template makes is known by a word of ``named`` in its file name or title.
    """

    says: ClassVar = frozenset({"lacking"})

    lint: Literal["headings"]
    document: str
    named: tuple[str, ...] = ()
    subjects: tuple[str, ...] = Field(min_length=1)  # the first word of each is its name

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each document of the type, or of the name."""
        for document in self._documents(facts):
            if isinstance(document, Missing):
                yield document
                continue
            titles = [section.title for section in document.reading.sections]
            if not titles:
                yield Missing("headings", {"what": document.path})
                continue
            lacking = tuple(
                words.partition("|")[0]
                for words in self.subjects
                if not any(mentions_any(title, words.split("|")) for title in titles)
            )
            if not lacking:
                yield Passed(target_of(document))
            else:
                values = {"lacking": lacking}
                yield Failed(target=target_of(document), values=values, place=document.at())

    def _documents(self, facts: Facts) -> Iterator[MeetingDocument | Missing]:
        named = [document for document in facts.documents or () if self._is_named(document)]
        yield from named or regulations_of(facts, self.document)

    def _is_named(self, document: MeetingDocument) -> bool:
        title = document.reading.text("document.title") or ""
        return any(mentions_any(text, self.named) for text in (document.path, title))
