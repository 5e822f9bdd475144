"""What the text around the tables says: start times by body, and dates in no table.

Only what a sentence says outright is used. "Rett før formannskapet" is kept as a note; no time is
made of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from service.imports.draft import Draft
from service.imports.source import Prose
from service.imports.text.exceptions import Exceptions, split_exception
from service.imports.text.footnotes import is_footnote
from service.imports.text.prose_clauses import (
    clauses_after_times,
    clauses_by_time,
    concerned_by,
    mentioned_in,
)
from service.imports.wording.clock import Span, spans_in, without_spans
from service.imports.wording.dates import Day, dates_in_prose, days_in_note, months_in
from service.imports.wording.sentences import is_not_a_meeting, sentences
from service.imports.wording.standing import calls_off, speaks_of_change

_RELATIVE = re.compile(
    r"\b(?:før|etter|umiddelbart|i etterkant|i forkant|samtidig|deretter|dersom|hvis|viss)\b",
    re.IGNORECASE,
)
_UNLESS_SAID = re.compile(
    r",?\s*(?:dersom|hvis|viss|når|om)\s+(?:ikke|ikkje)\s+(?:annet|anna)\s+[^,.;]*", re.IGNORECASE
)
_GATHERING = re.compile(
    r"\b(?P<body>kommunestyre|bystyre|heradsstyre|fylkesting|formannskap)s?[- ]?"
    r"(?P<what>verksted|verkstad|seminar|samling|temamøte|temadag|konferanse|budsjettmøte|dialogmøte)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\bmøtest(?:ed|ad)\s*:\s*(?P<place>[^.;]+)", re.IGNORECASE)
_LONGEST_SENTENCE = 2_000


@dataclass(frozen=True, slots=True)
class Said:
    """A start time a sentence gives, and where."""

    span: Span
    line: int
    exceptions: Exceptions = field(default_factory=Exceptions)


@dataclass(frozen=True, slots=True)
class Against:
    """A sentence that calls off or moves meetings that the plan lists; "" is whoever meets."""

    body: str
    days: tuple[Day, ...]
    sentence: str
    months: tuple[int, ...] = ()  # where no day is named: "møtet i oktober"


@dataclass(slots=True)
class ProseReading:
    """What the prose says, by the name of the body; "" is every body."""

    times: dict[str, Said] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    place: str = ""
    drafts: list[Draft] = field(default_factory=list)
    against: list[Against] = field(default_factory=list)
    remarks: list[tuple[int, str]] = field(default_factory=list)
    disputed: set[str] = field(default_factory=set)


def read_prose(
    prose: Sequence[Prose], forms: Mapping[str, str], meanings: Mapping[str, str]
) -> ProseReading:
    """What the text says of the bodies, by the forms of their names."""
    reading = ProseReading()
    bodies = {form: forms[form] for form in sorted(forms, key=len, reverse=True)}
    for paragraph in prose:
        if place := _PLACE.search(paragraph.text):
            reading.place = place["place"].strip()
        if is_footnote(paragraph.text):
            continue
        for sentence in sentences(paragraph.text):
            if len(sentence) <= _LONGEST_SENTENCE:
                _read_sentence(reading, sentence, paragraph.line, bodies, meanings)
    for name in reading.disputed:
        reading.times.pop(name, None)
    return reading


def _read_sentence(
    reading: ProseReading,
    sentence: str,
    line: int,
    bodies: Mapping[str, str],
    meanings: Mapping[str, str],
) -> None:
    for short, meaning in meanings.items():
        sentence = re.sub(rf"\b{re.escape(short)}\b(?!\s*=)", meaning, sentence)
    rule, exception = split_exception(_UNLESS_SAID.sub("", sentence))
    try:
        spans, _ = spans_in(rule), spans_in(exception)
    except ValueError:
        reading.remarks.append((line, f"Klokkeslettet i «{sentence}» finnes ikke."))
        return
    mentioned = mentioned_in(rule, bodies)
    if calls_off(rule) or speaks_of_change(rule):
        days = days_in_note(without_spans(rule))
        months = () if days else months_in(rule)
        concerned = mentioned or ([""] if days else [])
        reading.against += [Against(b, days, sentence.strip(), months) for b in concerned]
    if dates_in_prose(rule):
        _dated(reading, sentence, line, mentioned, spans)
    elif _RELATIVE.search(rule):
        _relative(reading, sentence, line, mentioned, spans)
    elif spans:
        _timed(reading, rule, exception, line, bodies)


def _dated(
    reading: ProseReading, sentence: str, line: int, mentioned: list[str], spans: Sequence[Span]
) -> None:
    if is_not_a_meeting(sentence):
        return
    gathering = _GATHERING.search(sentence)
    if gathering and len(mentioned) < 2:
        written = mentioned[0] if mentioned else gathering["body"].capitalize()
        what = gathering["what"].lower()
    elif len(mentioned) == 1:
        written, what = mentioned[0], ""
    else:
        message = f"Teksten nevner en dato som ikke er tatt med: «{sentence.strip()}»"
        reading.remarks.append((line, message))
        return
    span = spans[0] if len(spans) == 1 else None
    reading.drafts += [
        Draft(
            written=written,
            day=day,
            place_in_file=f"linje {line}",
            line=line,
            start=span.start if span else None,
            end=span.end if span else None,
            type=what,
            doubts=("Står bare i teksten.",),
            source=sentence.strip(),
        )
        for day in dates_in_prose(without_spans(sentence))
    ]


def _relative(
    reading: ProseReading, sentence: str, line: int, mentioned: list[str], spans: Sequence[Span]
) -> None:
    if spans:
        message = f"Klokkeslettet gjelder med forbehold og er ikke brukt: «{sentence.strip()}»"
        reading.remarks.append((line, message))
        reading.disputed.update(mentioned)
    elif mentioned:
        reading.notes[mentioned[0]] = f"Planen sier: «{sentence.strip()}»"


def _timed(
    reading: ProseReading, rule: str, exception: str, line: int, bodies: Mapping[str, str]
) -> None:
    exceptions = Exceptions.read(exception) if exception else Exceptions()
    others = mentioned_in(exception, bodies) if exception else []
    if exceptions is None and others and len(spans_in(exception)) == 1:
        exceptions = Exceptions()
        for name in others:
            _say(reading, name, Said(spans_in(exception)[0], line))
    clauses = clauses_by_time(rule)
    concerned = [concerned_by(clause, bodies, several=len(clauses) > 1) for clause, _ in clauses]
    if not all(concerned):
        after = [concerned_by(clause, bodies, several=True) for clause in clauses_after_times(rule)]
        concerned = after if all(after) else concerned
    everyone = [name for names in concerned for name in names]
    if (len(clauses) > 1 and not all(concerned)) or exceptions is None:
        message = f"Klokkeslettet gjelder med forbehold og er ikke brukt: «{rule.strip()}»"
        if exceptions is not None:
            message = f"Teksten gir flere klokkeslett på én gang: «{rule.strip()}»"
        if everyone:
            reading.remarks.append((line, message))
        reading.disputed.update(everyone)
        return
    for names, (_, span) in zip(concerned, clauses, strict=True):
        for name in (name for name in names if name not in others):
            _say(reading, name, Said(span, line, exceptions))


def _say(reading: ProseReading, name: str, new: Said) -> None:
    said = reading.times.setdefault(name, new)
    if said.span != new.span:
        message = f"Teksten gir ulike klokkeslett for {name or 'møtene'}; ingen er brukt."
        reading.remarks.append((new.line, message))
        reading.disputed.add(name)
