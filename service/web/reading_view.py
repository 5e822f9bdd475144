"""A plan's draft as it is looked over: what needs a person first, then all of it by month."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from babel.dates import format_date
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from service.domain.municipal import ChangeKind, MunicipalChange
from service.imports.corrections import Row, RowState
from service.imports.doubts import stated_instead
from service.imports.summing_up import summaries, summary_said
from service.journeys.published.looking import PlanDraft
from service.journeys.published.refusals import BodiesAlike, LostRows, PartOfPlan
from service.journeys.published.wording import change_said
from service.web.presenting import half_name, page_language

STATE = {
    RowState.SURE: ("fine", _l("sikker")),
    RowState.UNSURE: ("unsure", _l("usikker")),
    RowState.VOUCHED: ("fine", _l("bekreftet")),
    RowState.CHANGED: ("changed", _l("rettet")),
    RowState.LEFT_OUT: ("off", _l("tatt bort")),
    RowState.ADDED: ("new", _l("lagt til")),
}
CHANGE = {
    ChangeKind.ADDED: ("new", _l("nytt")),
    ChangeKind.MOVED: ("moved", _l("flyttet")),
    ChangeKind.RETIMED: ("moved", _l("ny tid")),
    ChangeKind.RELOCATED: ("moved", _l("nytt sted")),
    ChangeKind.CANCELLED: ("off", _l("avlyst")),
    ChangeKind.REINSTATED: ("new", _l("satt opp igjen")),
    ChangeKind.REMOVED: ("off", _l("tatt ut")),
}

_SEVERAL = 3  # so many rows with the same note say it together


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLine:
    """A body in one line. ``joinable`` where the group may have it under another name."""

    name: str
    said: str
    unsure: int
    joinable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month with meetings; ``short`` is its name without the year."""

    id: str
    name: str
    short: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingView:
    """The draft, ready to show."""

    draft: PlanDraft
    names: Mapping[str, str]  # of bodies, by key; those that are new too

    @property
    def unsure(self) -> tuple[Row, ...]:
        """What a person must say."""
        return self.draft.plan.of(RowState.UNSURE)

    @property
    def left_out(self) -> tuple[Row, ...]:
        """What a person has taken out."""
        return self.draft.plan.of(RowState.LEFT_OUT)

    @property
    def kept(self) -> int:
        """How many meetings are taken in."""
        reading = self.draft.plan.reading
        return len(reading.meetings) + len(reading.uncertain)

    @property
    def settled(self) -> tuple[Row, ...]:
        """What is sure, or what a person has said is right."""
        settled = (RowState.SURE, RowState.VOUCHED, RowState.CHANGED, RowState.ADDED)
        return self.draft.plan.of(*settled)

    def day_instead(self, row: Row) -> dt.date | None:
        """The day that a doubtful row may mean, going by the weekday that the plan states."""
        day = stated_instead(row.read)
        return None if day == row.meeting.date else day

    def months(self) -> tuple[Month, ...]:
        """The rows that are settled, by month."""
        grouped = groupby(self.settled, key=lambda row: row.meeting.date.replace(day=1))
        return tuple(
            Month(
                id=f"m-{first:%Y-%m}",
                name=_capital(format_date(first, "LLLL y", locale=get_locale())),
                short=_capital(format_date(first, "LLLL", locale=get_locale())),
                rows=tuple(rows),
            )
            for first, rows in grouped
        )

    def common_notes(self) -> dict[str, int]:
        """What there is to say of several settled rows alike, said once, and of how many."""
        counts = Counter(row.meeting.note for row in self.settled if not row.correction)
        return {note: count for note, count in counts.items() if note and count >= _SEVERAL}

    def bodies(self) -> tuple[BodyLine, ...]:
        """The bodies, each with what its meetings have in common."""
        reading = self.draft.plan.reading
        own = {body.name for body in self.draft.bodies}
        return tuple(
            BodyLine(
                name=one.name,
                said=summary_said(one, page_language()),
                unsure=one.unsure,
                joinable=one.name not in own,
            )
            for one in summaries(reading.meetings, reading.uncertain)
        )

    def body_names(self) -> tuple[str, ...]:
        """What a row's body may be changed to."""
        own = [body.name for body in self.draft.bodies]
        return tuple(dict.fromkeys((*own, *self.draft.plan.reading.bodies)))

    def joins(self) -> tuple[tuple[str, str], ...]:
        """The plan's names that people have joined to a body, and what it is called."""
        joins = self.draft.stored.joins
        return tuple((name, self.names.get(key, key)) for name, key in sorted(joins.items()))

    def changes(self) -> tuple[tuple[MunicipalChange, str], ...]:
        """What taking it in would change, and each in words."""
        found = self.draft.comparison.changes if self.draft.comparison else ()
        return tuple((one, change_said(one, self.names, page_language())) for one in found)

    def obstacle(self) -> str:
        """Why it can't be taken in as it stands, "" where it can."""
        trouble = self.draft.trouble
        if isinstance(trouble, BodiesAlike):
            return str(
                _(
                    "Planen har organet «%(name)s», og gruppa har «%(own)s». Velg under Organene "
                    "om det er det samme.",
                    name=trouble.name,
                    own=trouble.body.name,
                )
            )
        return trouble.message if trouble and not any(self.question()) else ""

    def question(self) -> tuple[str, str]:
        """What a person must say first: what is odd, and what they say of it; "" where nothing."""
        match self.draft.trouble:
            case PartOfPlan() as part:
                odd = _(
                    "Planen mangler %(missing)s av de %(known)s møtene vi kjenner %(half)s. "
                    "Det ligner en del av en plan.",
                    missing=part.missing,
                    known=part.known,
                    half=half_name(part.half).lower(),
                )
                return str(odd), str(_("Planen er hel; møtene er tatt ut"))
            case LostRows() as lost:
                odd = ngettext(
                    "%(num)s sted i planen kunne ikke leses. Der kan det stå et møte.",
                    "%(num)s steder i planen kunne ikke leses. Der kan det stå møter.",
                    len(lost.problems),
                )
                added = self.draft.plan.of(RowState.ADDED)
                answer = (
                    _("Ta inn det som er lest og lagt til")
                    if added
                    else _("Ta inn resten uten dem")
                )
                return str(odd), str(answer)
            case _other:
                return "", ""


def reading_view(draft: PlanDraft, names: Mapping[str, str]) -> ReadingView:
    """The draft, with the names of the group's bodies and of those that are new."""
    new = draft.comparison.new_bodies if draft.comparison else ()
    return ReadingView(draft=draft, names={**names, **{body.key: body.name for body in new}})


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
