"""One pass over one calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from connectors.store import ResourceStore, StoreError
from service.db.applied import AppliedState
from service.db.meetings import Meetings
from service.db.runs import Conflicts, WaitingConflict
from service.db.targets import Targets
from service.domain.model import OSLO, Meeting
from service.domain.projection import (
    USUAL_LIMITS,
    Action,
    ActionKind,
    Applied,
    Conflict,
    Desired,
    Limits,
    Reconciled,
    StopReason,
    desired,
)
from service.domain.reconcile import reconcile
from service.domain.settings import DriftPolicy, GroupSettings, Target
from service.journeys.executing import Executor, Journal, Outcome
from service.journeys.linking import Links
from service.journeys.observing import Look, look_at
from service.journeys.projecting import desired_objects
from service.journeys.results import Choice, Mode, Step, TargetResult
from service.journeys.services import Services
from service.journeys.taking_over import policy_for, take_over
from service.journeys.wording import stop_sentence, store_sentence

GRACE_DAYS = 30  # a cancelled meeting stays visible so long
_ROUNDS = 3  # how often a pass looks anew when somebody writes at the same moment


def sync_calendar(
    services: Services,
    settings: GroupSettings,
    target: Target,
    store: ResourceStore,
    mode: Mode,
    *,
    links: Links,
    assumed: dict[str, Meeting],
) -> TargetResult:
    """Look, decide, carry out; look again where somebody wrote in between.

    ``links`` are the addresses that this calendar's events point to. ``assumed`` are the meetings,
    by id, as the plan would have them after what a dry run has foretold so far; it is added to.

    Raises:
        StoreError: the server can't be reached, or refuses us altogether. Nothing was written.
    """
    desk = _Desk(services=services, settings=settings, target=target, links=links, assumed=assumed)
    total = Outcome()
    try:
        return _rounds(desk, store, mode, total)
    except StoreError as error:
        if not total.done:
            raise
        return TargetResult.failed(target.id, error, map(_step, total.done))


def _rounds(desk: _Desk, store: ResourceStore, mode: Mode, total: Outcome) -> TargetResult:
    for _ in range(_ROUNDS):
        state = desk.state()
        look = look_at(store, state.applied.values(), state.token)
        decided = desk.decide(state, look, mode)
        if mode.dry_run:
            desk.assume(decided.actions)
            return desk.result(decided, Outcome(done=list(decided.actions)), look.token)
        total.overtaken.clear()
        desk.carry_out(store, decided, look, mode, total)
        if not total.overtaken:
            break
    desk.remember_conflicts(decided.conflicts)
    return desk.result(decided, total, look.token)


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    desired: tuple[Desired, ...]
    applied: Mapping[str, Applied]
    cancelled_since: Mapping[str, dt.date]
    token: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """One calendar being worked on. Transactions are short and never span a request."""

    services: Services
    settings: GroupSettings
    target: Target
    links: Links
    assumed: dict[str, Meeting]

    @property
    def group_id(self) -> str:
        return self.settings.group.id

    def state(self) -> _State:
        with self.services.database.reading() as session:
            applied = AppliedState(session, self.group_id)
            since = applied.cancelled_since(self.target.id)
            return _State(
                desired=self._desired(session),
                applied=applied.load(self.target.id),
                cancelled_since={uid: at.astimezone(OSLO).date() for uid, at in since.items()},
                token=Targets(session, self.group_id).state(self.target.id).sync_token,
            )

    def decide(self, state: _State, look: Look, mode: Mode) -> Reconciled:
        """What to do. A person who says "go on" to an emptied calendar wants it filled again."""
        policy = policy_for(self.settings.drift, self.target.audience)
        answers = _still_true(mode.choices, look)
        decided = self._reconciled(state, look, policy, answers, USUAL_LIMITS)
        if decided.stop is None or not mode.go_on:
            return decided
        emptied = decided.stop.reason is StopReason.CALENDAR_EMPTY
        policy = DriftPolicy.PLAN if emptied else policy
        return self._reconciled(state, look, policy, answers, None)

    def _reconciled(
        self,
        state: _State,
        look: Look,
        policy: DriftPolicy,
        answers: Mapping[str, DriftPolicy],
        limits: Limits | None,
    ) -> Reconciled:
        return reconcile(
            state.desired,
            state.applied.values(),
            look.observation,
            policy=policy,
            today=self._now().astimezone(OSLO).date(),
            cancelled_since=state.cancelled_since,
            grace_days=GRACE_DAYS,
            answers=answers,
            limits=limits,
        )

    def carry_out(
        self,
        store: ResourceStore,
        decided: Reconciled,
        look: Look,
        mode: Mode,
        outcome: Outcome,
    ) -> None:
        journal = Journal(remember=self.remember)
        executor = Executor(
            store=store,
            items=look.items,
            stamp=self._now(),
            record=journal.note,
            tick=lambda: mode.tick(self.target.id),
        )
        try:
            executor.run(decided.actions, outcome)
        finally:
            journal.flush()

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
                    (record, cancelled.get(action.uid, self._now()) if action.cancels else None)
                    for action, record in done
                ),
            )

    def remember_conflicts(self, conflicts: Iterable[Conflict]) -> None:
        """Keep what waits for a person, in place of what waited before."""
        waiting = [
            WaitingConflict(
                target_id=self.target.id,
                uid=conflict.uid,
                href=conflict.href,
                etag=conflict.etag,
                reason=conflict.reason,
                ours=conflict.ours,
                theirs=conflict.theirs,
                since=self._now(),
            )
            for conflict in conflicts
        ]
        with self.services.database.transaction() as session:
            Conflicts(session, self.group_id).replace(self.target.id, waiting)

    def result(self, decided: Reconciled, outcome: Outcome, token: str | None) -> TargetResult:
        """The pass in the words of the report."""
        stop = decided.stop
        return TargetResult(
            target_id=self.target.id,
            steps=tuple(_step(action) for action in outcome.done),
            conflicts=len(decided.conflicts) + (1 if stop else 0),
            errors=(
                *((stop_sentence(stop),) if stop else ()),
                *(store_sentence(error) for _, error in outcome.refused),
            ),
            complete=not (outcome.refused or outcome.overtaken or stop),
            token=None if decided.conflicts else token,  # what waits must be seen again
        )

    def assume(self, actions: Iterable[Action]) -> None:
        """Note what the plan would take over, for the calendars that are foretold after this."""
        with self.services.database.reading() as session:
            for action in actions:
                if action.kind is ActionKind.TAKE_OVER:
                    self.assumed.update((m.id, m) for m in self._taken_over(session, action))

    def _desired(self, session: Session) -> tuple[Desired, ...]:
        meetings = [self.assumed.get(m.id, m) for m in Meetings(session, self.group_id).all()]
        return desired_objects(self.settings, meetings, self.target.audience, self.links)

    def _taken_over(self, session: Session, action: Action) -> Iterator[Meeting]:
        """The meeting that the event is of, as the calendar says it is."""
        for meeting in Meetings(session, self.group_id).own():
            generations = desired(self.group_id, meeting.id, {})
            if action.uid in {generations.uid, *(heir.uid for heir in generations.heirs)}:
                yield take_over(meeting, action.fields)

    def _now(self) -> dt.datetime:
        return self.services.now(self.group_id)


def _still_true(choices: Iterable[Choice], look: Look) -> dict[str, DriftPolicy]:
    """The answers whose question was about what lies there now; the others are asked again."""
    etags = {seen.href: seen.etag for seen in look.observation.objects}
    return {one.uid: one.policy for one in choices if etags.get(one.href) == one.etag}


def _step(action: Action) -> Step:
    return Step(
        action=action.kind,
        kind="event",
        href=action.href,
        reason=action.reason,
        writes=action.kind.writes,
        before=action.theirs or action.before,
        after=action.fields,
    )
