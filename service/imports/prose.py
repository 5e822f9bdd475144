"""What the text around the tables says: start times by body, and dates in no table.

Only what a sentence says outright is used. "Rett før formannskapet" is kept as a note; no time is
made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from service.imports.clock import Span, spans_in, without_spans
from service.imports.dates import MONTH_NAMES, dates_in_prose
from service.imports.draft import Draft
from service.imports.names import name_key
from service.imports.source import Prose

_SENTENCES = re.compile(
    rf"(?<=[.!?;])\s+(?!(?:{'|'.join(MONTH_NAMES)})\b)(?=[A-ZÆØÅ])", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"\b(?:før|etter|umiddelbart|i etterkant|i forkant|samtidig|deretter|unntatt|unnateke|"
    r"unntak|dersom|hvis|viss)\b",
    re.IGNORECASE,
)
_EVERYONE = re.compile(
    r"\b(?:alle møte\w*|møtene|møta|møtestart|møtetid\w*|møtetidspunkt\w*)\b", re.IGNORECASE
)
_BODY_WORD = re.compile(
    r"\b\w*(?:styre|styret|formannskap|formannskapet|utvalg|utvalget|utval|utvalet|råd|rådet|"
    r"nemnd|nemnda|komité|komiteen|tinget|gruppe|gruppa|gruppemøte\w*)\b",
    re.IGNORECASE,
)
_NOT_A_MEETING = re.compile(
    r"\b(?:vedtatt|vedteken|vedteke|revidert|oppdatert|endret|endra|publisert|utskrift|utskriftsdato|"
    r"frist\w*|ferie|\w+ferie|fri|helg\w*|påske\w*|jul\w*)\b",
    re.IGNORECASE,
)
_GATHERING = re.compile(
    r"\b(?P<body>kommunestyre|bystyre|heradsstyre|fylkesting|formannskap)s?[- ]?"
    r"(?P<what>verksted|verkstad|seminar|samling|temamøte|temadag|konferanse|budsjettmøte|dialogmøte)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\bmøtest(?:ed|ad)\s*:\s*(?P<place>[^.;]+)", re.IGNORECASE)
_LONGEST_SENTENCE = 2_000
_YEAR = re.compile(r"(?<![0-9.])(20[0-9]{2})(?![0-9])")
_DATED = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-](?:20)?[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Said:
    """A start time a sentence gives, and where."""

    span: Span
    line: int


@dataclass(slots=True)
class ProseReading:
    """What the prose says, by the name of the body; "" is every body."""

    times: dict[str, Said] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    place: str = ""
    drafts: list[Draft] = field(default_factory=list)
    remarks: list[tuple[int, str]] = field(default_factory=list)
    disputed: set[str] = field(default_factory=set)


def years_in(texts: Iterable[str]) -> tuple[int, ...]:
    """The years that headings name; when the plan was adopted or printed doesn't count."""
    years = {
        int(year)
        for text in texts
        for sentence in _SENTENCES.split(text)
        if not _NOT_A_MEETING.search(sentence)
        for year in _YEAR.findall(_DATED.sub(" ", sentence))
    }
    return tuple(sorted(years))


def read_prose(
    prose: Sequence[Prose], forms: Mapping[str, str], meanings: Mapping[str, str]
) -> ProseReading:
    """What the text says of the bodies, by the forms of their names."""
    reading = ProseReading()
    bodies = {form: forms[form] for form in sorted(forms, key=len, reverse=True)}
    for paragraph in prose:
        if place := _PLACE.search(paragraph.text):
            reading.place = place["place"].strip()
        for sentence in _SENTENCES.split(_one_kl(paragraph.text)):
            if len(sentence) <= _LONGEST_SENTENCE:
                _read_sentence(reading, sentence, paragraph.line, bodies, meanings)
    for name in reading.disputed:
        reading.times.pop(name, None)
    return reading


def _one_kl(text: str) -> str:
    """Take the full stop from "kl.", where it ends no sentence."""
    return re.sub(r"\bkl\.\s*", "kl ", text, flags=re.IGNORECASE)


def _read_sentence(
    reading: ProseReading,
    sentence: str,
    line: int,
    bodies: Mapping[str, str],
    meanings: Mapping[str, str],
) -> None:
    for short, meaning in meanings.items():
        sentence = re.sub(rf"\b{re.escape(short)}\b(?!\s*=)", meaning, sentence)
    try:
        spans = spans_in(sentence)
    except ValueError:
        reading.remarks.append((line, f"Klokkeslettet i «{sentence}» finnes ikke."))
        return
    mentioned = _mentioned(sentence, bodies)
    if dates_in_prose(sentence):
        _dated(reading, sentence, line, mentioned, spans)
    elif _RELATIVE.search(sentence):
        _relative(reading, sentence, line, mentioned, spans)
    elif spans:
        _timed(reading, sentence, line, mentioned, spans)


def _mentioned(sentence: str, bodies: Mapping[str, str]) -> list[str]:
    """The bodies a sentence names, in its order; the longest name first."""
    rest = name_key(sentence)
    found: list[tuple[int, str]] = []
    for form, body in bodies.items():
        pattern = re.compile(rf"\b{re.escape(name_key(form))}\b")
        if hit := pattern.search(rest):
            found.append((hit.start(), body))
            rest = pattern.sub(lambda match: " " * len(match[0]), rest)
    return list(dict.fromkeys(body for _, body in sorted(found)))


def _dated(
    reading: ProseReading, sentence: str, line: int, mentioned: list[str], spans: Sequence[Span]
) -> None:
    if _NOT_A_MEETING.search(sentence):
        return
    gathering = _GATHERING.search(sentence)
    if len(mentioned) == 1:
        written, what = mentioned[0], ""
    elif gathering and not mentioned:
        written, what = gathering["body"].capitalize(), gathering["what"].lower()
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
            doubts=(f"Står bare i teksten: «{sentence.strip()}»",),
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
    reading: ProseReading, sentence: str, line: int, mentioned: list[str], spans: Sequence[Span]
) -> None:
    concerned = mentioned
    if not mentioned and _EVERYONE.search(sentence) and not _BODY_WORD.search(sentence):
        concerned = [""]
    if len(set(spans)) > 1 and concerned:
        message = f"Teksten gir flere klokkeslett på én gang: «{sentence.strip()}»"
        reading.remarks.append((line, message))
        reading.disputed.update(concerned)
        return
    for name in concerned:
        said = reading.times.setdefault(name, Said(spans[0], line))
        if said.span != spans[0]:
            message = f"Teksten gir ulike klokkeslett for {name or 'møtene'}; ingen er brukt."
            reading.remarks.append((line, message))
            reading.disputed.add(name)
