"""The values of a regulation as they were read: understood, or named with what is in the way.

Nothing is guessed: a field that is not found, stands empty, is not understood, or is not sure
(doubled, disputed, or with a suggested change in it) gives no value.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from service.domain.minutes import DocumentReading, Section, Source, Value
from service.domain.planning import PlanningRule
from service.domain.regulation_fields import BY_KEY, FIELDS, Field, Plain
from service.domain.spoken import folded, is_blank, plain

DOCUMENTS: Final = ("reglement", "kjoreregler")
_TIMES: Final = ("regulation.from", "regulation.to")
SURE_ENOUGH: Final = 0.8  # a doubled field has 0.6, a disputed one 0.5
TOP: Final = "toppen av dokumentet"  # what stands before the first heading, as people cite it
PENDING_CODE: Final = "tracked-change"  # the problem a reading has where a change is suggested


class Doubt(StrEnum):
    """Why a field gives no value."""

    NOT_FOUND = "not_found"
    BLANK = "blank"
    UNCLEAR = "unclear"  # it says something that is not understood
    UNSURE = "unsure"  # it stands in several places, or its label says something else
    PENDING = "pending"  # somebody's suggested change is not accepted yet
    ORDER = "order"  # the meeting would end before it begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A value the regulation surely states, and where. ``section`` is "5.0 Møter i gruppa"."""

    key: str
    label: str
    text: str
    value: Plain
    section: str = ""
    source: Source = Source.TAG
    confidence: float = 1.0

    @property
    def field(self) -> Field:
        """How the value is understood and said."""
        return BY_KEY[self.key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A field that gives no value, and why."""

    tag: str
    label: str
    doubt: Doubt
    text: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationValues:
    """All that was looked for in a regulation."""

    stated: tuple[Stated, ...] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def by_key(self) -> dict[str, Plain]:
        """What is surely stated."""
        return {one.key: one.value for one in self.stated}


def section_name(section: Section) -> str:
    """The section as people cite it; "" before the first heading."""
    return folded(f"{section.number} {section.title}")


def regulation_values(
    reading: DocumentReading, labels: Mapping[str, str], own: PlanningRule | None = None
) -> RegulationValues:
    """What a regulation or ground rules state.

    ``labels`` are the visible names of the fields that the document's template has, by tag: those
    are looked for, and named where they are not found. By the group's ``own`` rule a meeting begins
    or ends where the regulation doesn't say.
    """
    stated: list[Stated] = []
    unread: list[Unread] = []
    for tag in dict.fromkeys(field.tag for field in FIELDS):
        value = reading.fields.get(tag)
        if value is None:
            if tag in labels:
                unread.append(Unread(tag=tag, label=labels[tag], doubt=Doubt.NOT_FOUND))
            continue
        found = tuple(_read(tag, value, labels, reading))
        stated += (one for one in found if isinstance(one, Stated))
        unread += (one for one in found if isinstance(one, Unread))
    return _in_order(stated, unread, own)


def field_sections(reading: DocumentReading) -> dict[str, str]:
    """The section each field stands in, by its label."""
    found = {}
    for tag, value in reading.fields.items():
        label = folded(value.location or tag)
        found[label] = _section_of(reading.sections, label, value.text) or TOP
    return found


def doubtful_fields(reading: DocumentReading) -> tuple[str, ...]:
    """The labels of all fields, read as settings or not, that are doubled or disputed."""
    unsure = (
        value.location or tag
        for tag, value in reading.fields.items()
        if value.confidence < SURE_ENOUGH
    )
    return tuple(dict.fromkeys(unsure))


def pending_places(reading: DocumentReading) -> tuple[str, ...]:
    """The places where somebody's suggested change waits to be accepted or rejected."""
    return tuple(p.location for p in reading.problems if p.code == PENDING_CODE)


def _read(
    tag: str, value: Value, labels: Mapping[str, str], reading: DocumentReading
) -> Iterator[Stated | Unread]:
    label = value.location or labels.get(tag, tag)
    section = _section_of(reading.sections, label, value.text)
    fields = [field for field in FIELDS if field.tag == tag]
    understood = {field.key: field.read(value.text) for field in fields}
    doubt = _doubt(value, understood.values(), _pending(reading, section))
    if doubt is not None:
        yield Unread(tag=tag, label=label, doubt=doubt, text=value.text, section=section)
        return
    for key, one in understood.items():
        if one is not None:
            yield Stated(
                key=key,
                label=label,
                text=value.text,
                value=one,
                section=section,
                source=value.source,
                confidence=value.confidence,
            )


def _doubt(value: Value, understood: Iterable[Plain | None], pending: bool) -> Doubt | None:
    if is_blank(value.text):
        return Doubt.PENDING if pending else Doubt.BLANK
    if value.confidence < SURE_ENOUGH:
        return Doubt.UNSURE
    if pending:
        return Doubt.PENDING
    return None if any(one is not None for one in understood) else Doubt.UNCLEAR


def _pending(reading: DocumentReading, section: str) -> bool:
    """Whether a change waits in the section, or in a place that can't be told apart from it."""
    others = {section_name(one) or TOP for one in reading.sections} - {section or TOP}
    return any(folded(place) not in others for place in pending_places(reading))


def _section_of(sections: Iterable[Section], label: str, text: str) -> str:
    """Where the label stands before the text, else where it stands at all; "" where it doesn't."""
    begins = re.compile(rf"{re.escape(plain(label))}\s*(?:[:|]\s*|$)(?P<rest>.*)", re.DOTALL)
    at_label = ""
    for section in sections:
        if plain(section.title) == plain(label):
            return section_name(section)
        for line in section.paragraphs:
            found = begins.fullmatch(plain(line))
            if found and found["rest"] == plain(text):
                return section_name(section)
            if found and not at_label:
                at_label = section_name(section)
    return at_label


def _in_order(
    stated: Collection[Stated], unread: Iterable[Unread], own: PlanningRule | None
) -> RegulationValues:
    """A time by which the meeting ends before it begins is no value."""
    begins, ends = (next((s for s in stated if s.key == key), None) for key in _TIMES)
    start = begins.value if begins else own.start if own else None
    end = ends.value if ends else own.end if own else None
    wrong = [one for one in (begins, ends) if one and not _is_before(start, end)]
    named = (
        Unread(tag=one.key, label=one.label, doubt=Doubt.ORDER, text=one.text, section=one.section)
        for one in wrong
    )
    return RegulationValues(
        stated=tuple(one for one in stated if one not in wrong), unread=(*unread, *named)
    )


def _is_before(first: Plain | None, second: Plain | None) -> bool:
    """Whether the times come in that order; one that nobody has said is in no disorder."""
    return not (isinstance(first, dt.time) and isinstance(second, dt.time)) or first < second
