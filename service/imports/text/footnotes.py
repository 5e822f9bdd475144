"""Footnotes: marks such as * and ¹ behind a day, and the lines that say what they mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from service.imports.source import Prose
from service.imports.text.lines import mark_of, take_apart
from service.imports.wording.dates import Day

_MARK = r"\*+|[¹²³⁴⁵⁶⁷⁸⁹]+|[†‡#]"
_NUMBERED = re.compile(r"^\s*([1-9a-e])\)\s+")
_EXPLAINED = re.compile(
    rf"(?P<mark>{_MARK})\)?\s*[=:–-]?\s*(?P<text>[^*†‡#¹²³⁴⁵⁶⁷⁸⁹]+?)(?=\s*(?:{_MARK})|$)"
)
_BEGINS = re.compile(rf"\s*\(?(?:{_MARK})\)?\s*[=:–-]?\s*\w")
_IN_TEXT = re.compile(rf"(?:{_MARK})\)?|(?<=\s)[1-9a-e]\)$")


@dataclass(frozen=True, slots=True)
class Footnotes:
    """What marks mean: everywhere, and on the one day that an explanation begins with."""

    general: Mapping[str, str] = field(default_factory=dict)
    dated: Mapping[tuple[str, int, int], str] = field(default_factory=dict)  # mark, month, day

    def about(self, mark: str, day: Day) -> str | None:
        """What a mark says of a day, or None where nothing explains it."""
        return self.dated.get((mark, day.month, day.day)) or self.general.get(mark)

    @classmethod
    def read(cls, prose: Iterable[Prose]) -> Footnotes:
        """The footnotes of a text. A mark explained twice for all days is a bullet, and no note."""
        notes = [note for paragraph in prose for note in _notes(paragraph.text)]
        dated: dict[tuple[str, int, int], str] = {}
        general: list[tuple[str, str]] = []
        for mark, text in notes:
            days, rest = _of_days(text)
            dated |= {(mark, day.month, day.day): rest for day in days}
            general += [] if days else [(mark, text)]
        often = Counter(mark for mark, _ in general)
        return cls({mark: text for mark, text in general if often[mark] == 1}, dated)


def is_footnote(text: str) -> bool:
    """Whether a line explains a mark: it says nothing of meetings without it."""
    return re.match(rf"\s*(?:{_MARK})\)?\s*[=:–-]?\s*\S", text) is not None and bool(
        list(_notes(text))
    )


def marks_in(text: str) -> tuple[tuple[str, ...], str]:
    """The marks of a name or a cell, and the text without them."""
    marks = tuple(mark_of(mark) for mark in _IN_TEXT.findall(text))
    return marks, " ".join(_IN_TEXT.sub(" ", text).split())


def _notes(text: str) -> Iterator[tuple[str, str]]:
    numbered = _NUMBERED.match(text)
    if numbered:
        yield mark_of(numbered[1]), text[numbered.end() :].strip(" ().;")
    elif _BEGINS.match(text):
        for note in _EXPLAINED.finditer(text):
            yield note["mark"], note["text"].strip(" ().;")


def _of_days(text: str) -> tuple[tuple[Day, ...], str]:
    """The days that an explanation begins with, and what it says of them."""
    line = take_apart(text, None)
    if not line.entries or line.lead or len(line.entries) > 1:
        return (), text
    rest = re.split(r"[:–-]\s*", text, maxsplit=1)
    return line.entries[0].days, rest[1].strip(" .") if len(rest) > 1 else line.entries[0].text
