"""What a proposal says of each meeting, in bokmål or nynorsk: what the council did, what follows.

"Kommunestyret er flyttet fra torsdag 15. til torsdag 22. februar → gruppemøtet flyttes fra mandag
12. til mandag 19. februar (samme møte i kalenderen)".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from service.domain.model import Meeting, MeetingStatus, MeetingType
from service.domain.municipal import ChangeKind, MunicipalChange
from service.domain.plan_phrases import ANY, NAMES, PHRASES, Phrases
from service.domain.replanning import PlanChange, PlanChangeKind
from service.domain.threeway import DiffLine
from service.domain.wording import capital, clock, day_month, definite, listed, weekday_name


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSpeech:
    """Sentences about changes of plans; ``names`` holds bodies' names by key."""

    names: Mapping[str, str]
    language: str = "nb"

    def line(self, line: DiffLine) -> str:
        """The whole of a line: what was published, an arrow, and what becomes of the meeting."""
        own = self.own(line.change)
        if not line.causes:
            return f"{capital(own)}."
        why = listed([self.published(line.causes[0]), *map(self._inside, line.causes[1:])])
        return f"{why} → {own}."

    def published(self, change: MunicipalChange) -> str:
        """What the newer plan of the municipality says: "Kommunestyret er flyttet fra … til …"."""
        return capital(self._inside(change))

    def own(self, change: PlanChange) -> str:
        """What becomes of a meeting of the group's, as the end of a sentence."""
        before, after = change.before, change.after
        said = self._said(change)
        if before is None or after is None or change.quiet:
            return said
        if before.status is MeetingStatus.TENTATIVE:  # in nobody's calendar but the leader's
            return said
        return f"{said} ({self._words.same})"

    def day_passed(self, meeting: Meeting, council: Meeting) -> str:
        """That the day the rule asks for is over already, and what to do."""
        served = definite(self.names.get(council.body, council.body))
        return capital(
            self._words.day_passed.format(
                what=self._name(meeting),
                council=f"{served} {day_month(council.date)}",
                day=self._day(meeting.date),
            )
        )

    def meeting(self, meeting: Meeting) -> str:
        """A meeting of the group's and its day: "gruppemøtet mandag 12. februar"."""
        return f"{self._name(meeting)} {self._day(meeting.date)}"

    @property
    def _words(self) -> Phrases:
        return PHRASES[self.language]

    def _inside(self, change: MunicipalChange) -> str:
        now, before, words = change.meeting, change.before, self._words
        name = definite(self.names.get(now.body, now.body))
        if change.kind is ChangeKind.MOVED and before is not None:
            way = self._way(before.date, now.date)
            return words.council_moved.format(what=name, way=way)
        what = f"{name} {self._day(now.date)}"
        if change.kind is ChangeKind.RETIMED and now.start is None:
            return words.council_untimed.format(what=what)
        return words.council[change.kind].format(what=what, time=_time(now), place=now.place)

    def _said(self, change: PlanChange) -> str:
        before, after, words = change.before, change.after, self._words
        if after is None:
            gone = before or after
            return words.withdrawn.format(what=self.meeting(gone)) if gone else ""
        if change.kind is PlanChangeKind.MOVED and before is not None:
            return self._moved(before, after)
        if change.kind is PlanChangeKind.ADDED:
            return self._added(before, after)
        if change.kind is PlanChangeKind.CHANGED and before is not None:
            return self._changed(before, after)
        return self._kept(change, after)

    def _moved(self, before: Meeting, after: Meeting) -> str:
        words = self._words
        if before.date == after.date:
            way = words.way.format(start=_time(before) or words.no_time, end=_time(after))
            return words.moved.format(what=self.meeting(before), way=way)
        retimed = (before.start, before.end) != (after.start, after.end)
        when = f" {_time(after)}" if retimed and after.start else ""
        way = self._way(before.date, after.date)
        return words.moved.format(what=self._name(before), way=f"{way}{when}")

    def _added(self, before: Meeting | None, after: Meeting) -> str:
        words, when = self._words, f"{self._day(after.date)} {_time(after)}".strip()
        if before is None:
            name, neuter = NAMES.get(after.type, (ANY, True))
            return (words.new if neuter else words.new_common).format(what=name, when=when)
        back = before.status is MeetingStatus.CANCELLED
        phrase = words.back if back else words.proposed
        return phrase.format(what=self._name(after), when=when)

    def _changed(self, before: Meeting, after: Meeting) -> str:
        words, what = self._words, self.meeting(after)
        if before.place != after.place:
            return words.relocated.format(what=what, place=after.place or words.no_place)
        return words.serves.format(what=what)

    def _kept(self, change: PlanChange, kept: Meeting) -> str:
        words, what = self._words, self.meeting(kept)
        off = kept.status is MeetingStatus.CANCELLED
        if change.by_hand:
            said = (words.off_by_hand if off else words.by_hand).format(what=what)
        elif change.held:
            said = words.held.format(what=what)
        else:
            said = (words.stays_off if off else words.stays).format(what=what)
        if change.suggestion is None:
            return said
        rule = f"{self._day(change.suggestion.date)} {_time(change.suggestion)}".strip()
        return f"{said}; {words.rule.format(when=rule)}"

    def _name(self, meeting: Meeting) -> str:
        """The meeting as one speaks of it: "gruppemøtet", "den sosiale samlingen"."""
        return self._words.definite.get(meeting.type, self._words.definite[MeetingType.OTHER])

    def _day(self, day: dt.date) -> str:
        return f"{weekday_name(day.weekday(), self.language)} {day_month(day)}"

    def _way(self, start: dt.date, end: dt.date) -> str:
        """From one day to another: "fra torsdag 15. til torsdag 22. februar"."""
        first = self._day(start)
        if (start.year, start.month) == (end.year, end.month):
            first = f"{weekday_name(start.weekday(), self.language)} {start.day}."
        return self._words.way.format(start=first, end=self._day(end))


def _time(meeting: Meeting) -> str:
    if meeting.start is None:
        return ""
    end = f"–{clock(meeting.end)}" if meeting.end else ""
    return f"kl. {clock(meeting.start)}{end}"
