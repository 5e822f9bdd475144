"""Sections and fields of regulations and ground rules, as rules look at them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.domain.minutes import DocumentReading, Section
from service.rules.facts import Facts, MeetingDocument
from service.rules.phrasing import Word
from service.rules.results import Missing, Target
from service.rules.texts import mentions_any


def regulations_of(facts: Facts, document: str) -> Iterator[MeetingDocument | Missing]:
    """Every document of the type in the folder; that there is none is a missing fact."""
    found = facts.documents_of(document)
    if isinstance(found, Missing):
        yield found
    elif not found:
        yield missing_document(document)
    else:
        yield from found


def missing_document(document: str) -> Missing:
    """The group has no document of that type."""
    return Missing("document", {"what": Word("documents", document)})


def target_of(document: MeetingDocument) -> Target:
    """The file, by its path; a file without one by its own id."""
    return Target("document", document.path or document.reading.document_id)


def number_key(number: str) -> str:
    """A section number for comparing: "5.0", "5." and "5" are the same."""
    return re.sub(r"(\.0*)+$", "", number.strip())


def find_section(reading: DocumentReading, wanted: str) -> Section | None:
    """The section with that number, or whose title has one of the words "Formål|Føremål"."""
    if wanted[:1].isdigit():
        key = number_key(wanted)
        return next((s for s in reading.sections if number_key(s.number) == key), None)
    return next((s for s in reading.sections if mentions_any(s.title, wanted.split("|"))), None)


def called(section: Section | None) -> str:
    """A section's heading; "" where there is none."""
    return f"{section.number} {section.title}".strip() if section else ""


def texts_of(reading: DocumentReading) -> Iterator[tuple[str, str]]:
    """Every paragraph and field with the place it stands, for looking through all of it."""
    for section in reading.sections:
        for text in (section.title, *section.paragraphs):
            yield called(section), text
    for tag, value in reading.fields.items():
        yield value.location or tag, value.text
