"""What is remembered of one calendar: what it shall hold, what was last written, what waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from service.db.applied import AppliedState
from service.db.audit import Audit
from service.db.meetings import Meetings
from service.db.runs import Conflicts, WaitingConflict
from service.db.stops import Stops
from service.db.target_rows import TargetState
from service.db.targets import Targets
from service.domain.deadlines import DatedTask
from service.domain.deeds import Deed, Ending, deed_of
from service.domain.model import OSLO, Audience, Meeting
from service.domain.projection import (
    CANCELLED,
    STATUS,
    Action,
    ActionKind,
    Applied,
    Conflict,
    Desired,
    Stop,
    desired,
)
from service.domain.settings import GroupSettings, Target
from service.domain.unsettled import serving_what_follows
from service.journeys.absence.links import absence_links
from service.journeys.calendar.executing import Outcome
from service.journeys.calendar.linking import Links
from service.journeys.calendar.projecting import desired_objects, desired_proposals
from service.journeys.calendar.stopping import standing
from service.journeys.calendar.taking_over import take_over
from service.journeys.judging.facts import gather_facts
from service.journeys.plan_proposals import waiting_changes
from service.journeys.services import Services
from service.rules.deadlines import dated_tasks

_LISTED_EVERY = dt.timedelta(hours=20)  # so that the first pass of each day does


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarState:
    """Everything a decision rests on but the calendar itself."""

    desired: tuple[Desired, ...]
    applied: Mapping[str, Applied]
    cancelled_since: Mapping[str, dt.date]
    token: str | None

    @property
    def is_searching(self) -> bool:
        """Whether something is wanted of which there is no record: it may lie anywhere."""
        written = {record.uid for record in self.applied.values() if not record.buried}
        wanted = (one for one in self.desired if one.fields.get(STATUS) != CANCELLED)
        return any(one.uids.isdisjoint(written) for one in wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLedger:
    """One calendar's memory. Transactions are short and never span a request.

    ``links`` and ``assumed``: see `calendars.sync_calendar`. ``run``: see `Mode`.
    """

    services: Services
    settings: GroupSettings
    target: Target
    links: Links
    assumed: dict[str, Meeting]
    run: int | None = None

    @property
    def group_id(self) -> str:
        """Whose calendar it is."""
        return self.settings.group.id

    def now(self) -> dt.datetime:
        """The group's clock."""
        return self.services.now(self.group_id)

    def password(self) -> str:
        """The target's password."""
        with self.services.database.reading() as session:
            return self.services.password(session, self.group_id, self.target)

    def state(self) -> CalendarState:
        """As it stands now."""
        with self.services.database.reading() as session:
            memory = AppliedState(session, self.group_id)
            since = memory.cancelled_since(self.target.id)
            applied = memory.load(self.target.id)
            return CalendarState(
                desired=self._desired(session, applied.values()),
                applied=applied,
                cancelled_since={uid: at.astimezone(OSLO).date() for uid, at in since.items()},
                token=self._token(Targets(session, self.group_id).state(self.target.id)),
            )

    def remember(self, done: Sequence[tuple[Action, Applied]]) -> None:
        """Remember a batch of actions; what the calendar decided goes into the plan."""
        cancels = any(action.cancels for action, _ in done)
        with self.services.database.transaction() as session:
            applied = AppliedState(session, self.group_id)
            cancelled = applied.cancelled_since(self.target.id) if cancels else {}
            for action, _ in done:
                if action.replaces:
                    applied.forget(self.target.id, action.replaces)
                if action.kind is ActionKind.TAKE_OVER:
                    taken = tuple(self._taken_over(session, action))
                    Meetings(session, self.group_id).save(taken, manual=True)
            applied.record_all(
                self.target.id,
                (
                    (record, cancelled.get(action.uid, self.now()) if action.cancels else None)
                    for action, record in done
                ),
            )
            self._note(session, (deed_of(self.target.id, a) for a, r in done if _was_done(a, r)))

    def remember_failed(self, outcome: Outcome) -> None:
        """Note what the server would not have, and what it gave no answer to."""
        refused = ((action, Ending.REFUSED) for action, _ in outcome.refused)
        unknown = ((action, Ending.UNKNOWN) for action in outcome.unknown)
        failed = [deed_of(self.target.id, *one) for one in (*refused, *unknown)]
        if failed:
            with self.services.database.transaction() as session:
                self._note(session, failed)

    def remember_conflicts(self, conflicts: Iterable[Conflict], stop: Stop | None) -> None:
        """Keep what waits for a person, and what a guard stopped, in place of what did before."""
        stops = [] if stop is None else [standing(self.target.id, stop, self.now())]
        waiting = [
            WaitingConflict(
                target_id=self.target.id,
                uid=conflict.uid,
                href=conflict.href,
                etag=conflict.etag,
                reason=conflict.reason,
                ours=conflict.ours,
                theirs=conflict.theirs,
                since=self.now(),
                by_plan=conflict.by_plan or "",
                by_calendar=conflict.by_calendar or "",
                always=conflict.always,
            )
            for conflict in conflicts
        ]
        with self.services.database.transaction() as session:
            Conflicts(session, self.group_id).replace(self.target.id, waiting)
            Stops(session, self.group_id).replace(self.target.id, stops)

    def assume(self, actions: Iterable[Action]) -> None:
        """Note what the plan would take over, for the calendars that are foretold after this."""
        with self.services.database.reading() as session:
            for action in actions:
                if action.kind is ActionKind.TAKE_OVER:
                    self.assumed.update((m.id, m) for m in self._taken_over(session, action))

    def _token(self, state: TargetState) -> str | None:
        """What to ask for changes since; None where it is time to look at everything again.

        Servers forget changes without saying so: on Nextcloud an object that was thrown away and
        put back counts as gone, and a token it never gave counts as up to date.
        """
        recent = state.listed_at and self.now() - state.listed_at < _LISTED_EVERY
        return state.sync_token if recent else None

    def _note(self, session: Session, deeds: Iterable[Deed]) -> None:
        """Note what was done, in the transaction that remembers it."""
        audit = Audit(session, self.group_id)
        audit.add(deeds, at=self.now(), actor=self.services.actor, run=self.run)

    def _desired(self, session: Session, applied: Collection[Applied]) -> tuple[Desired, ...]:
        written = {record.uid for record in applied if not record.buried}
        meetings = [self.assumed.get(m.id, m) for m in Meetings(session, self.group_id).all()]
        audience = self.target.audience
        if audience is Audience.LEADER:
            waiting = waiting_changes(self.services, session, self.settings, self.assumed)
            return desired_proposals(self.settings, meetings, waiting)
        tasks = self._tasks(session) if audience is Audience.DEADLINES else ()
        today = self.now().astimezone(OSLO).date()
        absence = absence_links(self.services, session, self.settings, audience, meetings, applied)
        return desired_objects(
            self.settings, meetings, audience, self.links, written, tasks, today, absence
        )

    def _tasks(self, session: Session) -> tuple[DatedTask, ...]:
        """What the rules ask for by a day, of the plan as it is or would be after a dry run."""
        facts = gather_facts(self.services, session, self.settings)
        meetings = tuple(self.assumed.get(m.id, m) for m in facts.meetings)
        packs = self.services.packs(self.settings.group)
        return dated_tasks(packs, replace(facts, meetings=meetings))

    def _taken_over(self, session: Session, action: Action) -> Iterator[Meeting]:
        """The meeting that the event is of, as the calendar says it is."""
        meetings = Meetings(session, self.group_id)
        for meeting in meetings.own():
            if action.uid in desired(self.group_id, meeting.id, {}).uids:
                published = {m.id: m for m in meetings.municipal()}
                yield serving_what_follows(take_over(meeting, action.fields), published)


def _was_done(action: Action, record: Applied) -> bool:
    """Whether the action was carried out; a name found used up is remembered, and no deed."""
    return not record.buried or not action.fields or not action.kind.writes
