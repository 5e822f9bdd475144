"""What is said of why a derived meeting lies where it does, or has no place, in both languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from service.domain.model import Meeting, MeetingType
from service.domain.placing.choosing import Choice, Try
from service.domain.placing.diary import Hindrance, HindranceKind
from service.domain.planning import Alternative
from service.domain.planning_parts import NamedPeriod
from service.domain.reason_words import WORDS, Words
from service.domain.slots import Window
from service.domain.wording import (
    capital,
    clock,
    day_month,
    definite,
    listed,
    long_day,
    weekday_name,
)

_DAYS_IN_WEEK = 7
_MOST_OTHERS = 2  # other possible days that are named


@dataclass(frozen=True, slots=True)
class Speech:
    """Meetings as one names them in a sentence; ``names`` holds bodies' names by key."""

    names: Mapping[str, str] = field(default_factory=dict)
    language: str = "nb"

    @property
    def words(self) -> Words:
        """The language's words."""
        return WORDS[self.language]

    def body(self, meeting: Meeting) -> str:
        """The body inside a sentence: "kommunestyret"."""
        name = self.names.get(meeting.body)
        return definite(name) if name else self.words.bodies.get(meeting.type, self.words.meeting)

    def meeting(self, meeting: Meeting) -> str:
        """The meeting inside a sentence: "kommunestyret 15. februar"."""
        return f"{self.body(meeting)} {day_month(meeting.date)}"

    def own(self, meeting: Meeting) -> str:
        """One of the group's own inside a sentence: "gruppemøtet 12. mai"."""
        return f"{self.kind(meeting.type)} {day_month(meeting.date)}"

    def kind(self, kind: MeetingType) -> str:
        """A type of the group's own meetings inside a sentence: "gruppemøtet"."""
        return self.words.own.get(kind, self.words.meeting)

    def day(self, day: dt.date) -> str:
        """A day inside a sentence: "mandag 12. mai"."""
        return long_day(day, self.language)

    def round(self, meetings: Sequence[Meeting], named: NamedPeriod | None = None) -> str:
        """A round inside a sentence, by its name and by its first meeting."""
        first = self.meeting(meetings[0])
        if named is None:
            return self.words.round.format(meeting=first)
        return self.words.named_round.format(name=named.name, meeting=first)

    def also(self, meetings: Sequence[Meeting]) -> str:
        """The further meetings that are prepared, as the end of a sentence."""
        if not meetings:
            return ""
        return self.words.also.format(meetings=listed([self.meeting(m) for m in meetings]))

    def possible(self, days: Sequence[dt.date]) -> str:
        """Other days that would do, the best first, as the end of a sentence."""
        if not days:
            return ""
        return self.words.possible.format(days=listed([self.day(d) for d in days[:_MOST_OTHERS]]))

    def same_day(self, meetings: Sequence[Meeting]) -> str:
        """Meetings that may collide because nobody has published their time."""
        if not meetings:
            return ""
        return self.words.same_day.format(bodies=listed([self.body(m) for m in meetings]))

    def before(self, choice: Choice, window: Window, before: dt.date, purpose: str) -> str:
        """Why this day: "Mandag 12. februar: siste mandag før kommunestyret 15. februar"."""
        words, day = self.words, choice.slot.date
        weekday = "" if window.weekday is None else weekday_name(window.weekday, self.language)
        if not weekday or not window.prefers(day):
            why = words.last_free_day.format(purpose=purpose)
        elif (before - day).days <= _DAYS_IN_WEEK:
            why = words.last.format(weekday=weekday, purpose=purpose)
        elif (window.latest - day).days < _DAYS_IN_WEEK:
            lead = (before - window.latest).days
            why = words.last_with_lead.format(weekday=weekday, days=lead, purpose=purpose)
        else:
            why = words.last_free.format(weekday=weekday, purpose=purpose)
        return self.chosen(choice, window, why)

    def chosen(self, choice: Choice, window: Window, why: str) -> str:
        """The day, why it, what was in the way of a better one, and what gave way."""
        head, passed = capital(self.day(choice.slot.date)), choice.passed
        text = f"{head}: {why}"
        if choice.avoided:
            text += self.words.in_avoided.format(name=choice.avoided)
        if passed and window.weekday is not None and not window.prefers(choice.slot.date):
            if passed.hindrance:
                weekday = weekday_name(window.weekday, self.language)
                text += self.words.none_free.format(weekday=weekday)
            else:
                text += self.words.because.format(what=self._passed(passed))
        if passed and (passed.hindrance or window.prefers(choice.slot.date)):
            text += f"; {self._passed(passed)}"
        return text + f"; {self.words.busy_now}" * choice.busy

    def _passed(self, passed: Try) -> str:
        day = self.day(passed.date)
        if passed.hindrance:
            return self.hindrance(day, passed.hindrance)
        if passed.avoided:
            return self.words.is_in.format(day=day, name=passed.avoided)
        return self.words.somebody_busy.format(day=day)

    def hindrance(self, day: str, hindrance: Hindrance) -> str:
        """What is in the way on a day, which is said first: "mandag 6. april er andre påskedag"."""
        words, other = self.words, hindrance.meeting
        if other is None:
            return words.closed.format(day=day, name=hindrance.name or words.day_off)
        if hindrance.kind is HindranceKind.OWN_MEETING:
            return words.own_meeting.format(day=day, meeting=self.kind(other.type))
        return words.clash.format(day=day, meeting=self.body(other))

    def right_before(self, council: Meeting) -> str:
        """Why a short meeting before the council lies there."""
        return self.words.right_before.format(meeting=self.meeting(council))

    def right_after(self, council: Meeting) -> str:
        """Why a short meeting after the council lies there, or has no time."""
        text = self.words.right_after.format(meeting=self.meeting(council))
        return text + ("" if council.ends_at else self.words.end_unknown)

    def time_unknown(self, kind: MeetingType, council: Meeting) -> str:
        """Why a short meeting has no place yet."""
        return self.words.time_unknown.format(
            short=capital(self.kind(kind)), meeting=self.meeting(council)
        )

    def no_day_before(
        self,
        kind: MeetingType,
        purpose: str,
        leads: tuple[int, int],
        alternatives: Sequence[Alternative],
    ) -> str:
        """That no day is free between the least and the most days before, and what to do."""
        least, most = leads
        what = self.words.no_day_before.format(
            most=most, least=least, purpose=purpose, meeting=self.kind(kind)
        )
        return f"{what} {self._question(leads, alternatives)}"

    def no_day_in(self, kind: MeetingType, period: str, alternatives: Sequence[Alternative]) -> str:
        """That no day of a period is free, and what to do."""
        what = self.words.no_day_in.format(period=period, meeting=self.kind(kind))
        return f"{what} {self._question((0, 0), alternatives)}"

    def _question(self, leads: tuple[int, int], alternatives: Sequence[Alternative]) -> str:
        if not alternatives:
            return self.words.choose
        rules = [
            self.words.alternative.format(
                rule=self.words.gives_way[one.gives_way].format(least=leads[0], most=leads[1]),
                day=self.day(one.date),
                time=clock(one.start),
            )
            for one in alternatives
        ]
        return self.words.which.format(rules=listed(rules, "eller"))
