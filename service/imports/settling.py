"""Making meetings of drafts: the year, the name, the time, and what speaks against them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from service.imports.bodies.names import NameBook
from service.imports.doubts import contradicting_weekday, doubts_about
from service.imports.draft import Draft, ShapeReading
from service.imports.reading import PlannedMeeting, YearNeeded
from service.imports.source import Prose, Source, excerpt
from service.imports.text.beside import read_beside, with_beside
from service.imports.text.footnotes import Footnotes
from service.imports.text.prose import Against, ProseReading
from service.imports.wording.sentences import years_in
from service.imports.years import season, year_of_season, years_above, years_that_fit

_NOT_IN_FORCE = re.compile(
    r"\balternativ\w* [0-9a-c]\b|gjelder ikke|gjeld ikkje|ikke lenger|ikkje lenger|opprinnelig|"
    r"opphavleg|utgått|erstattet|erstatta|gammel møteplan|gammal møteplan",
    re.IGNORECASE,
)
YEARS = range(2000, 2100)
DOUBTFUL = 0.4  # at most, where a person must confirm
_RESPELT = 0.9
_UNKNOWN_BODY = 0.7  # named where bodies are, with no word that only bodies have
_TIME_FROM_PROSE = 0.95
_YEAR_FROM_HEADING = 0.98
_YEAR_OF_SEASON = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class _Years:
    """The years a draft may be of, and whether they make a season from autumn to summer."""

    named: tuple[int, ...] = ()
    is_season: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settler:
    """What one plan says of all its drafts, and the year a person has chosen."""

    source: Source
    prose: tuple[Prose, ...]
    names: NameBook
    said: ProseReading
    year: int | None
    footnotes: Footnotes

    @classmethod
    def of(
        cls,
        source: Source,
        prose: tuple[Prose, ...],
        names: NameBook,
        said: ProseReading,
        year: int | None,
    ) -> Settler:
        """A settler that knows the footnotes of the plan as well."""
        return cls(
            source=source,
            prose=prose,
            names=names,
            said=said,
            year=year,
            footnotes=Footnotes.read(prose),
        )

    def listed(self, reading: ShapeReading) -> list[PlannedMeeting]:
        """The meetings of one table, or of the running text.

        Raises:
            InputError: a date that doesn't exist, or whose year can't be told.
        """
        years = self._years_of(reading)
        doubt = self._not_in_force(reading)
        drafts = [self._with_marks(draft) for draft in reading.drafts]
        drafts = [replace(d, doubts=(*d.doubts, doubt)) for d in drafts] if doubt else drafts
        is_season = {named: season(drafts, named) for named in {years, *(d.years for d in drafts)}}
        return [
            self._ordinary(draft, _Years(named=named, is_season=is_season[named]), drafts)
            for draft in drafts
            for named in [draft.years or years]
        ]

    def told(self, listed: Sequence[PlannedMeeting]) -> list[PlannedMeeting]:
        """The meetings that only the text names."""
        years = years_above(self.prose, None)
        if len(years) != 1:
            years = tuple(sorted({m.date.year for m in listed})) or years
        known = {(meeting.body, meeting.date) for meeting in listed}
        is_season = season(self.said.drafts, years)
        settled = [
            self._meeting(draft, _Years(named=years, is_season=is_season), self.said.drafts)
            for draft in self.said.drafts
        ]
        return [m for m in settled if m.type or (m.body, m.date) not in known]

    def _years_of(self, reading: ShapeReading) -> tuple[int, ...]:
        if reading.table is None:
            return years_above(self.prose, None)
        own = years_in((reading.table.name, *reading.headings))
        number = next(i for i, t in enumerate(self.source.tables) if t is reading.table)
        return own or years_above(self.prose, number)

    def _not_in_force(self, reading: ShapeReading) -> str:
        """Why a table may not hold: the heading above it says that it doesn't, or is one of two."""
        number = next((i for i, t in enumerate(self.source.tables) if t is reading.table), -1)
        above = [p.text for p in self.prose if p.below == number]
        said = next((text for text in reversed(above) if _NOT_IN_FORCE.search(text)), "")
        return f"Overskriften sier «{excerpt(said)}»." if said else ""

    def _with_marks(self, draft: Draft) -> Draft:
        """The draft with what its footnotes say."""
        for mark in (*draft.marks, *draft.hints):
            note = self.footnotes.about(mark, draft.day)
            if note is None and mark in draft.hints:
                continue
            if note is None:
                doubt = f"Merket {mark} er ikke forklart i planen."
                draft = replace(draft, doubts=(*draft.doubts, doubt))
                continue
            said = read_beside(note, (draft.day,), draft.written)
            draft = with_beside(draft, said, doubt_unknown=False)
        return draft

    def _ordinary(self, draft: Draft, years: _Years, others: Iterable[Draft]) -> PlannedMeeting:
        """A listed meeting: the hour that the text gives its body is its hour."""
        return self._timed(self._meeting(draft, years, others))

    def _meeting(self, draft: Draft, years: _Years, others: Iterable[Draft]) -> PlannedMeeting:
        known = self.names.known(draft.written)
        date = self._date(draft, years, others)
        doubts = [*draft.doubts, *doubts_about(date, draft.day, draft.week)]
        doubts += self._against(known.name, date)
        if known.doubt:
            doubts.append(known.doubt)
        if not (draft.surely_a_body or known.recognised):
            doubts.append("Navnet viser ikke hvilket organ som møtes.")
        if years.named and date.year not in years.named:
            stated = " og ".join(map(str, years.named))
            doubts.append(f"Overskriften sier {stated}, ikke {date.year}.")
        notes = [*draft.notes, *([known.note] if known.note else [])]
        doubts = list(dict.fromkeys(doubts))
        note = " ".join([*doubts, *(n for n in notes if not any(n in d for d in doubts))])
        sure = self._surety(draft, years) * (1.0 if known.as_written else _RESPELT)
        sure *= 1.0 if known.recognised else _UNKNOWN_BODY
        return PlannedMeeting(
            body=known.name,
            kind=known.kind,
            date=date,
            start=draft.start,
            end=draft.end,
            place=draft.place or self.said.place,
            type=draft.type or known.type,
            confidence=round(min(sure, DOUBTFUL if doubts else 1.0), 3),
            source_line=draft.line,
            source_id=draft.source_id,
            source=draft.source,
            written=draft.written,
            note=note,
            stated_weekday=contradicting_weekday(date, draft.day),
        )

    def _surety(self, draft: Draft, years: _Years) -> float:
        if draft.day.year is not None or self.year is not None:
            return 1.0
        return _YEAR_OF_SEASON if years.is_season else _YEAR_FROM_HEADING

    def _against(self, body: str, date: dt.date) -> list[str]:
        """What the text says of this very meeting: that it is called off or moved."""
        return [
            f"Teksten sier «{one.sentence}»."
            for one in self.said.against
            if one.body in {"", body} and _names(one, date)
        ]

    def _timed(self, meeting: PlannedMeeting) -> PlannedMeeting:
        if meeting.start is not None:
            return meeting
        about = self.said.notes.get(meeting.body)
        said = self.said.times.get(meeting.body)
        if said is None and about is None and meeting.body not in self.said.disputed:
            said = self.said.times.get("")
        if said is None:
            return _noted(meeting, about) if about else meeting
        span = said.span
        if said.exceptions.holds_for(meeting.date.month, meeting.date.day):
            other = said.exceptions.span_for(meeting.date.month, meeting.date.day)
            if other is None:
                return _noted(meeting, f"Klokkeslettet på linje {said.line} gjelder ikke her.")
            span = other
        confidence = round(meeting.confidence * _TIME_FROM_PROSE, 3)
        timed = replace(meeting, start=span.start, end=span.end, confidence=confidence)
        return _noted(timed, f"Klokkeslettet står i teksten, linje {said.line}.")

    def _date(self, draft: Draft, years: _Years, others: Iterable[Draft]) -> dt.date:
        year = self._year(draft, years)
        if year is None:
            raise self._which_year(years, others)
        try:
            date = draft.day.in_year(year)
        except ValueError as error:
            said = replace(draft.day, year=draft.day.year or year)
            message = f"Datoen {said} finnes ikke. Rett den i fila, eller slett den."
            raise self.source.error(draft.place_in_file, message) from error
        if date.year not in YEARS:
            message = f"Året {date.year} er ikke mellom 2000 og 2099. Rett datoen i fila."
            raise self.source.error(draft.place_in_file, message)
        return date

    def _year(self, draft: Draft, years: _Years) -> int | None:
        if draft.day.year or self.year:
            return draft.day.year or self.year
        if len(years.named) == 1:
            return years.named[0]
        if years.is_season:
            return year_of_season(draft.day, years.named)
        return None

    def _which_year(self, years: _Years, others: Iterable[Draft]) -> YearNeeded:
        found = (
            f"nevner flere år ({', '.join(map(str, years.named))})"
            if years.named
            else "sier ikke hvilket år"
        )
        around = years.named[0] if years.named else dt.date.today().year  # noqa: DTZ011
        fitting = years_that_fit((draft.day for draft in others), around)
        fits = fitting[0] if len(fitting) == 1 else None
        hint = f" Ukedagene passer med {fits}." if fits else ""
        message = f"Planen {found} den gjelder.{hint} Oppgi året, for eksempel --year 2026."
        return YearNeeded(message, where=self.source.filename, fits=fits)


def _names(against: Against, date: dt.date) -> bool:
    return date.month in against.months or any(
        (day.month, day.day) == (date.month, date.day) and day.year in {None, date.year}
        for day in against.days
    )


def _noted(meeting: PlannedMeeting, note: str) -> PlannedMeeting:
    return replace(meeting, note=f"{meeting.note} {note}".strip())
