"""Plans written as lines: "14. januar Formannskap", "Kommunestyret: 29. januar, 26. februar".

What a line doesn't say itself, the headings above it may: a month, a year, the body, the hour.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from service.imports.bodies.body_names import kind_of, name_key, unglued
from service.imports.bodies.headers import read_body_header
from service.imports.bodies.names import spelt_alike
from service.imports.bodies.phrases import Phrase, bodies_in, without_fillers
from service.imports.draft import Draft, ShapeReading
from service.imports.shapes.line_drafts import Above, LineDrafts
from service.imports.shapes.line_pairs import holds_a_plan, pairs, rest_of, tells, unpaired
from service.imports.source import Prose, excerpt
from service.imports.text.layout import whole_rows
from service.imports.text.lines import Entry, Line, take_apart
from service.imports.wording.clock import Span, spans_in
from service.imports.wording.columns import Column, read_header
from service.imports.wording.lexing import Kind, Token, lex
from service.imports.wording.sentences import is_not_a_meeting, sentences, years_in
from service.imports.wording.standing import is_called_off, leaves_open

_LONGEST_LINE = 2_000
_LONGEST_HEADING = 14  # words
_MOST_UNKNOWN = 3  # words before a date
_BULLET = re.compile(r"^\s*(?:[•·▪◦–—-]|\*(?=\s)|#{1,6}(?=\s)|[0-9]{1,2}\)(?=\s))\s*")
_PLACE = re.compile(r"(?:møte)?(?:sted|stad)\s*:\s*(?P<place>.+)", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"[.!?]\s*$")
_OF_A_PLAN = re.compile(
    r"møteplan|møtekalender|møtedat|møtedag|møtetid|møteoversikt|møter\b|møta\b|innkalling|20[0-9]{2}",
    re.IGNORECASE,
)


def read_running_text(
    lines: Sequence[Prose], abbreviations: Collection[str] = ()
) -> tuple[ShapeReading, tuple[Prose, ...]]:
    """The meetings that lines list, and the lines that tell of something else.

    ``abbreviations`` are names that the plan explains, in upper case.
    """
    layout = whole_rows(lines)
    first = _Reader(ambiguous=layout.ambiguous, known=tuple(abbreviations))
    first.read_all(layout.lines)
    # Read twice: a misspelt body is known by how it is spelt elsewhere.
    written = dict.fromkeys(draft.written for draft in first.drafts)
    known = tuple(dict.fromkeys((*abbreviations, *written)))
    one = len(first.headed | set(map(name_key, written))) <= 1
    reader = _Reader(ambiguous=layout.ambiguous, known=known, of_one_body=one)
    reader.read_all(layout.lines)
    reader.weigh_called_off()
    reading = ShapeReading(table=None, drafts=tuple(reader.drafts), remarks=tuple(reader.remarks))
    return reading, tuple(reader.left)


@dataclass(slots=True)
class _Reader:
    """Reads line by line, with the headings above in mind."""

    ambiguous: bool = False
    of_one_body: bool = True
    known: tuple[str, ...] = ()
    drafts: list[Draft] = field(default_factory=list)
    remarks: list[tuple[int, str]] = field(default_factory=list)
    left: list[Prose] = field(default_factory=list)
    headed: set[str] = field(default_factory=set)
    off: list[Draft] = field(default_factory=list)
    above: Above = field(default_factory=Above)

    def read_all(self, lines: Iterable[Prose]) -> None:
        """Read the lines; one that tells of several dates in several sentences, by sentence."""
        for line in lines:
            if len(line.text) > _LONGEST_LINE:
                self.left.append(line)
                continue
            parts = sentences(line.text)
            dated = [part for part in parts if take_apart(part, None).entries]
            first = len(self.drafts)
            for text in parts if len(dated) > 1 else [line.text]:
                self._read(replace(line, text=text))
            if not tells(dated) and holds_a_plan(line.text, self.drafts[first:]):
                self.drafts[first:] = map(unpaired, self.drafts[first:])

    def weigh_called_off(self) -> None:
        """Doubt what one line lists and another calls off."""
        off = {_who_and_when(draft): draft.source for draft in self.off}
        for at, draft in enumerate(self.drafts):
            if said := off.get(_who_and_when(draft)):
                doubts = (*draft.doubts, f"I planen står det «{excerpt(said)}».")
                self.drafts[at] = replace(draft, doubts=doubts)

    def _read(self, line: Prose) -> None:
        text = _BULLET.sub("", line.text)
        parts = take_apart(text, self.above.month)
        if not parts.entries:
            self._between(line, text)
        elif is_called_off([text]) and len(parts.entries) == 1 and self._lists(parts):
            said = f"«{excerpt(' '.join(text.split()))}» er avlyst og er ikke tatt med."
            self.remarks.append((line.line, said))
            self.off += self._drafts(parts, line)
        elif not is_not_a_meeting(_without_notes(text)) and (found := self._drafts(parts, line)):
            self.drafts += found
        else:
            self.left.append(line)

    def _between(self, line: Prose, text: str) -> None:
        """A line without a date: a heading, a time for what stands around it, or a sentence."""
        tokens = lex(text)
        words, spans = _words(tokens), _spans(tokens)
        if tokens and all(token.kind is Kind.NOTE for token in tokens):
            self.left.append(line)
            return
        if len(spans) == 1 and self.above.bodies and not without_fillers(words):
            self._share(spans[0])
            return
        if (found := _PLACE.match(text)) and self.above.bodies:
            self._locate(found["place"].strip())
            return
        self.left.append(line)
        if not _is_header(text):
            self._heading(text, tokens, words, spans)

    def _lists(self, parts: Line) -> bool:
        """Whether a line lists a meeting, and doesn't only speak of one."""
        lead = bodies_in(parts.lead)
        return not without_fillers(parts.lead) or bool(lead and not lead[0].rest)

    def _heading(
        self, text: str, tokens: Sequence[Token], words: str, spans: Sequence[Span]
    ) -> None:
        above, years = self.above, years_in([text])
        months = [t for t in tokens if t.kind is Kind.MONTH]
        if len(months) == 1 and not without_fillers(words):
            above.month = months[0].number
            above.years = (months[0].year,) if months[0].year else above.years
            return
        if leaves_open(text) and text.rstrip().endswith(":"):
            above.doubt = f"I planen står det «{excerpt(text)}»."
        if len(words.split()) > _LONGEST_HEADING or _ENDS_SENTENCE.search(text):
            return
        if years:
            above.years, above.month = years, None
        phrases = bodies_in(words)
        along = "\t" in words and len(phrases) > 1  # the names of columns, lost with the table
        self.headed |= {name_key(phrase.name) for phrase in phrases}
        named = phrases if phrases and not phrases[0].rest and not along else ()
        says_nothing = not without_fillers(words)
        if not named and (says_nothing or _OF_A_PLAN.search(text)):
            above.bodies = above.bodies or (above.title if self.of_one_body else ())
        elif named and spans and above.spans and above.first == len(self.drafts):
            above.bodies += named  # one heading in several lines, each with its hour
        else:
            title = above.title or named
            self.above = Above(bodies=named, title=title, years=above.years)
        self.above.first = len(self.drafts)
        self.above.weekday = read_body_header(text).weekday
        if len(spans) == 1:
            concerned = named or self.above.bodies
            self.above.spans |= dict.fromkeys((body.name for body in concerned), spans[0])

    def _share(self, span: Span) -> None:
        """Give the hour to the meetings of the heading above, before and after this line."""
        self.above.spans = dict.fromkeys((body.name for body in self.above.bodies), span)
        for at in range(self.above.first, len(self.drafts)):
            if self.drafts[at].start is None:
                self.drafts[at] = replace(self.drafts[at], start=span.start, end=span.end)

    def _locate(self, place: str) -> None:
        """Give the place to the meetings of the heading above."""
        for at in range(self.above.first, len(self.drafts)):
            self.drafts[at] = replace(self.drafts[at], place=self.drafts[at].place or place)

    def _drafts(self, parts: Line, line: Prose) -> list[Draft]:
        """The meetings of a line; none where it tells of something else."""
        lead = bodies_in(parts.lead)
        unknown = "" if lead else without_fillers(parts.lead)
        if unglued(parts.lead) != parts.lead:
            unknown = parts.lead
        story = len(unknown.split()) > _MOST_UNKNOWN or any(map(kind_of, unknown.split()))
        if story or (lead and lead[0].rest):
            return []
        first = lead
        maker = LineDrafts(line=line, parts=parts, above=self.above, unknown=unknown)
        waiting: list[Entry] = []
        for number, entry in enumerate(parts.entries):
            waiting.append(entry)
            own = bodies_in(entry.text) or self._misspelt(entry.text)
            goes_on = bool(lead) and number + 1 < len(parts.entries) and not rest_of(own)
            if own and (goes_on or entry.text.endswith(":")):
                entry.words = []
                self._make(maker, waiting, lead)
                waiting, lead = [], own
            elif own and not lead:
                entry.words = []
                maker.make(waiting, own)
                waiting = []
        self._make(maker, waiting, lead)
        return maker.drafts if pairs(parts, first) else [unpaired(d) for d in maker.drafts]

    def _make(self, maker: LineDrafts, entries: list[Entry], lead: tuple[Phrase, ...]) -> None:
        """Drafts of the bodies the line names, or of those above it."""
        if lead:
            maker.make(entries, lead)
        elif self.above.bodies:
            unclear = "Det er uklart hvilket organ datoen hører til." if self.ambiguous else ""
            maker.make(entries, self.above.bodies, unclear)
        elif not maker.drafts and self.of_one_body:
            maker.make(entries, self.above.title, "Organet står bare i overskriften øverst.")

    def _misspelt(self, text: str) -> tuple[Phrase, ...]:
        name = text.strip(" .,:–-")
        alike = name and any(name == one or spelt_alike(name, one) for one in self.known)
        return (Phrase(name=name),) if alike else ()


def _who_and_when(draft: Draft) -> tuple[str, int, int]:
    return name_key(draft.written), draft.day.month, draft.day.day


def _is_header(text: str) -> bool:
    """Whether a line is the names of columns, one of them the date's."""
    words = [read_header(word) for word in re.split(r"[\s/]+", text) if word]
    names = {column for column in words if column is not None}
    mostly = sum(column is not None for column in words) * 2 >= len(words)
    return Column.DATE in names and len(names) > 1 and mostly


def _words(tokens: Sequence[Token]) -> str:
    kinds = {Kind.WORD, Kind.SEPARATOR, Kind.MARK, Kind.MONTH}
    return " ".join(t.text for t in tokens if t.kind in kinds)


def _spans(tokens: Sequence[Token]) -> list[Span]:
    spans = [t.span for t in tokens if t.kind is Kind.TIME and t.span]
    for note in (t.text for t in tokens if t.kind is Kind.NOTE):
        try:
            spans += spans_in(note)
        except ValueError:
            continue
    return spans


def _without_notes(text: str) -> str:
    return re.sub(r"\([^()]*\)", " ", text)
