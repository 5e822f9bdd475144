"""Saying values and messages in the group's language: dates, lists, roles, missing facts."""

from __future__ import annotations

import datetime as dt
import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, singledispatch
from importlib.resources import files

from babel.dates import format_date

from service.domain.minutes import CaseItem
from service.domain.model import Body, Meeting, Person
from service.domain.wording import capital, definite
from service.rules.facts import Facts
from service.rules.offices import Office
from service.rules.records import Record
from service.rules.registers import label, registers

LANGUAGES = ("nb", "nn", "en")
_FORMATTER = string.Formatter()


@lru_cache(maxsize=4096)
def placeholders(template: str) -> frozenset[str]:
    """The names in a message.

    Raises:
        ValueError: a brace is unbalanced, or a placeholder is more than a plain name.
    """
    names = [
        name for _, name, spec, _ in _FORMATTER.parse(template) if name is not None and not spec
    ]
    if any(not name.isidentifier() for name in names):
        raise ValueError(f"plassholderen i «{template}» må være et navn")
    return frozenset(names)


@cache
def phrases() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """The phrases shared by all rules, by section, key and language."""
    return tomllib.loads(files("service.rules").joinpath("phrases.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Word:
    """A shared word of ``phrases.toml`` as a value, said in the group's language."""

    section: str
    key: str


@dataclass(frozen=True, slots=True)
class Half:
    """A half-year as a value, "2026-1", said "våren 2026"."""

    key: str


@dataclass(frozen=True, slots=True)
class Label:
    """A field or flag of a register as a value, by the name people know it by."""

    name: str


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time as a value: 225 minutes are "3 timer og 45 minutter"."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry of a register as a fact: what it is about and when, but never whom."""

    record: Record


@dataclass(frozen=True, slots=True)
class PartOfYear:
    """A part of the calendar as a value: "2026", "2026-05", "2026-H1", "2026-Q1", "2026-T1"."""

    key: str


@lru_cache(maxsize=4096)
def _spelt(day: dt.date, pattern: str, language: str) -> str:
    return format_date(day, pattern, locale=language)


class Phrasebook:
    """Says values in one language, as seen from one day: the year is left out within it."""

    def __init__(self, language: str, facts: Facts) -> None:
        self.language = language if language in LANGUAGES else "nb"
        self.facts = facts

    def phrase(self, section: str, key: str) -> str:
        """A shared phrase; an unknown key says itself."""
        return phrases()[section].get(key, {}).get(self.language, key)

    def sentence(self, template: str, values: Mapping[str, object]) -> str:
        """The message with its values, each of its sentences beginning with a capital letter.

        A value that is empty or not given leaves no gap: "the meeting {date}; …" becomes "the
        meeting; …".
        """
        said = {name: self.say(values.get(name, "")) for name in placeholders(template)}
        for name in (name for name, text in said.items() if not text):
            template = template.replace(f" {{{name}}}", "")
        return ". ".join(capital(part.format_map(said)) for part in template.split(". "))

    def body_of(self, meeting: Meeting | None) -> object:
        """The body that meets, to be said; "" where there is no meeting."""
        return self.facts.body_called(meeting.body) if meeting else ""

    def missing(self, fact: str, values: Mapping[str, object]) -> str:
        """Which fact is missing, as a sentence."""
        known = registers().get(fact)
        said = known.missing.said(self.language) if known else self.phrase("missing", fact)
        return self.sentence(said, values)

    def say(self, value: object) -> str:
        """A value as people write it."""
        return _said(value, self)


@singledispatch
def _said(value: object, book: Phrasebook) -> str:  # noqa: ARG001 - those below ask the book
    return str(value)


@_said.register
def _(value: dt.date, book: Phrasebook) -> str:
    pattern = "EEEE d MMMM" if book.language == "en" else "EEEE d. MMMM"
    if value.year != book.facts.today.year:
        pattern += " yyyy"
    return _spelt(value, pattern, book.language)


@_said.register
def _(value: dt.datetime, book: Phrasebook) -> str:
    at = {"en": "at"}.get(book.language, "kl.")
    return f"{book.say(value.date())} {at} {value:%H.%M}"


@_said.register
def _(value: dt.time, book: Phrasebook) -> str:  # noqa: ARG001 - one shape for all
    return f"{value:%H.%M}"


@_said.register(tuple)
def _(value: tuple[object, ...], book: Phrasebook) -> str:
    parts = [book.say(part) for part in value]
    if all(isinstance(part, Person) for part in value):  # whatever order the roster has
        parts.sort()
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {book.phrase('words', 'and')} {parts[-1]}"


@_said.register
def _(value: Meeting, book: Phrasebook) -> str:
    day = book.say(value.starts_at or value.date)
    return f"{book.say(book.facts.body_called(value.body))} {day}"


@_said.register
def _(value: Person, book: Phrasebook) -> str:  # noqa: ARG001 - one shape for all
    return value.name


@_said.register
def _(value: Body, book: Phrasebook) -> str:
    """As inside a sentence: "kommunestyret"."""
    return value.name if book.language == "en" else definite(value.name)


@_said.register
def _(value: Office, book: Phrasebook) -> str:
    return book.phrase("offices", str(value))


@_said.register
def _(value: CaseItem, book: Phrasebook) -> str:
    if not value.number:
        return f"«{value.title}»"
    return f"{book.phrase('words', 'case')} {value.number}"


@_said.register
def _(value: Entered, book: Phrasebook) -> str:
    one = value.record
    known = registers().get(one.register)
    meeting = book.facts.meeting(one.meeting)
    about = CaseItem(number=one.case, title="") if one.case else one.value("title")
    parts = (about, meeting or (one.at.date() if one.at else ""))
    name = known.name.said(book.language) if known else book.phrase("rests_on", "entry")
    said = ", ".join(text for text in map(book.say, parts) if text)
    return f"{name}: {said}" if said else name


@_said.register
def _(value: Word, book: Phrasebook) -> str:
    return book.phrase(value.section, value.key)


@_said.register
def _(value: Label, book: Phrasebook) -> str:
    return label(value.name, book.language)


@_said.register
def _(value: Length, book: Phrasebook) -> str:
    hours, minutes = divmod(value.minutes, 60)
    parts = []
    if hours or not minutes:
        parts.append(f"{hours} {book.phrase('words', 'hour' if hours == 1 else 'hours')}")
    if minutes:
        parts.append(f"{minutes} {book.phrase('words', 'minute' if minutes == 1 else 'minutes')}")
    return book.say(tuple(parts))


@_said.register
def _(value: PartOfYear, book: Phrasebook) -> str:
    """As "mai 2026", "våren 2026", "1. kvartal 2026", "1. tertial 2026", or the year alone."""
    year, _, part = value.key.partition("-")
    if part.isdigit():
        return format_date(dt.date(int(year), int(part), 1), "MMMM yyyy", locale=book.language)
    if part[:1] == "H":
        return book.say(Half(f"{year}-{part[1:]}"))
    return f"{book.phrase('parts_of_year', part)} {year}" if part else year


@_said.register
def _(value: Half, book: Phrasebook) -> str:
    year, _, number = value.key.partition("-")
    return f"{book.phrase('words', 'spring' if number == '1' else 'autumn')} {year}"
