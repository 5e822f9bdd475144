"""What waits for a person's choice, as the page shows it: two versions, and what each leads to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from flask_babel import gettext as _

from service.db.runs import WaitingConflict
from service.db.stops import StandingStop
from service.domain.settings import DriftPolicy, GroupSettings
from service.journeys.calendar.choosing import answers_to, decided_by, id_of
from service.journeys.calendar.conflict_wording import differences, outcome_of
from service.journeys.calendar.stopping import mark_of_stop
from service.web import calendar_words as words
from service.web.presenting import field_value
from service.web.words import AUDIENCE, TARGET

CHOICES = {"plan": DriftPolicy.PLAN, "kalender": DriftPolicy.CALENDAR}
_NAMES = {policy: name for name, policy in CHOICES.items()}


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a value, and whether they are what differs from the other version."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field that the two versions have differently."""

    label: str
    plan: tuple[Part, ...]
    calendar: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer that leads somewhere: what the form sends, and what will be done."""

    choice: str
    does: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One card. ``has`` is what the one version says that there is, where there is only one."""

    id: str
    what: str
    when: str
    why: str
    since: dt.datetime
    differences: tuple[Difference, ...]
    has: str
    answers: tuple[Answer, ...]
    usual: bool

    def can_be(self, choice: str) -> bool:
        """Whether it can be answered so together with others: not what is always asked of."""
        return self.usual and any(answer.choice == choice for answer in self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class StopCard:
    """What a guard has stopped, and what would be done: an action, a title and a day each."""

    mark: str
    where: str
    why: str
    since: dt.datetime
    steps: tuple[tuple[str, str, str], ...]


def questions(
    settings: GroupSettings, conflicts: Iterable[WaitingConflict]
) -> tuple[Question, ...]:
    """All that waits, the longest first."""
    return tuple(_question(settings, one) for one in conflicts)


def stop_cards(settings: GroupSettings, stops: Iterable[StandingStop]) -> tuple[StopCard, ...]:
    """All that guards have stopped."""
    return tuple(
        StopCard(
            mark=mark_of_stop(stop),
            where=_where(settings, stop.target_id),
            why=_stopped(stop),
            since=stop.since,
            steps=tuple(
                (
                    str(words.WILL[step["action"]]),
                    step.get("summary", ""),
                    _moment(step),
                )
                for step in stop.steps
            ),
        )
        for stop in stops
    )


def done_by(conflict: WaitingConflict, answer: DriftPolicy) -> str:
    """What an answer has done, once it is carried out."""
    what, when = conflict.ours or conflict.theirs, _moment(conflict.ours or conflict.theirs)
    name = " ".join(part for part in (what.get("summary", ""), when) if part)
    return str(words.OUTCOME_DONE[outcome_of(conflict, answer)]) % {"what": name or _("Et møte")}


def policy_effects(
    settings: GroupSettings, conflicts: Iterable[WaitingConflict], policy: DriftPolicy
) -> tuple[int, int]:
    """Of what waits now, how much the next pass would decide under a policy, and still ask of."""
    decided = [decided_by(settings, one, policy) for one in conflicts]
    count = sum(one is not None for one in decided)
    return count, len(decided) - count


def _where(settings: GroupSettings, target_id: str) -> str:
    target = next((one for one in settings.targets if one.id == target_id), None)
    return f"{TARGET[target.kind]} {AUDIENCE[target.audience]}" if target else target_id


def _stopped(stop: StandingStop) -> str:
    return str(words.STOP[stop.reason]) % {"count": stop.count, "total": stop.total}


def _question(settings: GroupSettings, conflict: WaitingConflict) -> Question:
    fields = conflict.ours or conflict.theirs
    both = bool(conflict.ours and conflict.theirs)
    return Question(
        id=id_of(conflict),
        what=fields.get("summary", "") or str(_("Et møte")),
        when=_moment(fields),
        why=str(words.CONFLICT[conflict.reason]),
        since=conflict.since,
        differences=tuple(_differences(conflict)) if both else (),
        has="" if both else _place(conflict),
        answers=tuple(
            Answer(choice=_NAMES[one], does=str(words.OUTCOME[outcome_of(conflict, one)]))
            for one in answers_to(settings, conflict)
        ),
        usual=not conflict.always,
    )


def _differences(conflict: WaitingConflict) -> Iterator[Difference]:
    for name, ours, theirs in differences(conflict):
        plan, calendar = field_value(ours, name), field_value(theirs, name)
        yield Difference(
            label=str(words.FIELD[name]),
            plan=tuple(_parts(plan, calendar)),
            calendar=tuple(_parts(calendar, plan)),
        )


def _parts(text: str, other: str) -> Iterator[Part]:
    """The text cut where it differs from the other, at whole words."""
    mine, theirs = text.split(" "), other.split(" ")
    for tag, start, end, _start, _end in SequenceMatcher(None, mine, theirs, False).get_opcodes():
        if start < end:
            yield Part(" ".join(mine[start:end]), tag != "equal")


def _place(conflict: WaitingConflict) -> str:
    return (conflict.ours or conflict.theirs).get("location", "")


def _moment(fields: Mapping[str, str]) -> str:
    found = fields.get("dtstart") or fields.get("due")
    return field_value(found, "dtstart") if found else ""
