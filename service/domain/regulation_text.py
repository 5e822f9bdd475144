"""When two versions of a regulation are the same text, and by name what differs when not.

The canonical text is what a person sees in the body of the document: headings, paragraphs and
tables in order, with single spaces. How it is set, and which editor saved it, is no part of it, nor
is the page header, nor the field that says when it was adopted: that is written in afterwards.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from service.domain.minutes import CaseItem, DocumentReading
from service.domain.regulation import TOP, section_name
from service.domain.regulation_fields import ADOPTED
from service.domain.spoken import folded

_ORDER = "rekkefølgen på punktene"
_ENDINGS = " \t|:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """Enough of a version to know it again and to name what another differs in, but no text.

    ``parts`` are the sections by name, ``fields`` the fields by label, each with a hash of what it
    says.
    """

    sha256: str
    parts: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)


def canonical_text(reading: DocumentReading) -> str:
    """The visible text of a regulation, whatever markup carries it."""
    return "\n".join(line for name, text in _parts(reading) for line in (name, text) if line)


def fingerprint(reading: DocumentReading) -> Fingerprint:
    """The fingerprint of a regulation as it was read."""
    return Fingerprint(
        sha256=_hash(canonical_text(reading)),
        parts={name or TOP: _hash(text) for name, text in _by_name(reading).items()},
        fields={
            folded(value.location or tag): _hash(folded(value.text))
            for tag, value in reading.fields.items()
            if tag not in ADOPTED
        },
    )


def differences(
    before: Fingerprint, now: Fingerprint, sections: Mapping[str, str]
) -> tuple[str, ...]:
    """What differs, by name: "5.0 Møter i gruppa (Ukedag, Fra klokka)".

    ``sections`` says in which section the field with a label stands.
    """
    if before.sha256 == now.sha256:
        return ()
    changed = tuple(_changed(before.parts, now.parts))
    labels = tuple(_changed(before.fields, now.fields))
    named = [_with_fields(part, [x for x in labels if sections.get(x) == part]) for part in changed]
    return tuple(named) or (_ORDER,)


def _with_fields(part: str, labels: list[str]) -> str:
    return f"{part} ({', '.join(labels)})" if labels else part


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for name in dict.fromkeys((*now, *before)):
        if before.get(name) != now.get(name):
            yield name


def _by_name(reading: DocumentReading) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, text in _parts(reading):
        found[name] = f"{found[name]}\n{text}" if name in found else text
    return found


def _parts(reading: DocumentReading) -> Iterator[tuple[str, str]]:
    adopted = tuple(filter(None, (folded(reading.text(tag) or "") for tag in ADOPTED)))
    for section in reading.sections:
        lines = (_line(paragraph, adopted) for paragraph in section.paragraphs)
        yield section_name(section), "\n".join(filter(None, lines))
    for case in reading.cases or ():
        yield folded(f"Sak {case.number} {case.title}"), "\n".join(filter(None, _said(case)))


def _said(case: CaseItem) -> Iterator[str]:
    texts = (case.recommendation, case.discussion, case.proposal, case.conclusion, case.presenter)
    for text in (*texts, *case.dissent, case.votes_text):
        yield folded(text or "")


def _line(paragraph: str, adopted: tuple[str, ...]) -> str:
    """A line without the date of adoption, and without the sign before what is not filled in."""
    line = folded(paragraph)
    for date in adopted:
        label = re.fullmatch(rf"([^|:]{{1,60}}?)\s*[|:]\s*{re.escape(date)}", line)
        line = label[1] if label else line
    return line.rstrip(_ENDINGS)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
