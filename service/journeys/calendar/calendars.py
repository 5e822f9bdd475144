"""One pass over one calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace

from connectors.store import ResourceStore, StoreError
from service.domain.model import OSLO, Audience, Meeting
from service.domain.projection import (
    DERIVED_LIMITS,
    USUAL_LIMITS,
    Action,
    ActionKind,
    Limits,
    Reconciled,
    StopReason,
)
from service.domain.reconcile import reconcile
from service.domain.settings import DriftPolicy, GroupSettings, Target
from service.journeys.absence.heeding import heed_replies
from service.journeys.calendar.calendar_ledger import CalendarLedger, CalendarState
from service.journeys.calendar.executing import Executor, Journal, Outcome
from service.journeys.calendar.linking import Links
from service.journeys.calendar.observing import Look, look_at
from service.journeys.calendar.sending import Writer
from service.journeys.calendar.taking_over import expressible, policy_for
from service.journeys.results import Choice, Mode, Step, TargetResult
from service.journeys.services import Services
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
    ledger = CalendarLedger(
        services=services,
        settings=settings,
        target=target,
        links=links,
        assumed=assumed,
        run=mode.run,
    )
    desk = _Desk(ledger=ledger, store=store, mode=mode)
    total = Outcome()
    try:
        return desk.work_through(total)
    except StoreError as error:
        if not total.done:
            raise
        return TargetResult.failed(target.id, error, map(_step, total.done))
    finally:
        ledger.remember_failed(total)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """One calendar being worked on."""

    ledger: CalendarLedger
    store: ResourceStore
    mode: Mode

    def work_through(self, total: Outcome) -> TargetResult:
        """Everything there is to do; ``total`` grows as it is done."""
        ledger = self.ledger
        for _ in range(_ROUNDS):
            state = ledger.state()
            look = look_at(
                self.store, state.applied.values(), state.token, searching=state.is_searching
            )
            decided = self._decide(state, look)
            if self.mode.dry_run:
                ledger.assume(decided.actions)
                foretold = Outcome(done=list(decided.actions))
                return self._result(decided, foretold, look)
            heed_replies(ledger.services, ledger.settings, ledger.target.audience, look.items)
            total.overtaken.clear()
            self._carry_out(decided, look, total)
            if not total.overtaken:
                break
        ledger.remember_conflicts(decided.conflicts, decided.stop)
        return self._result(decided, total, look)

    def _decide(self, state: CalendarState, look: Look) -> Reconciled:
        """What to do. A person who says "go on" to an emptied calendar wants it filled again."""
        policy = policy_for(self.ledger.settings.drift, self.ledger.target.audience)
        target_id, audience = self.ledger.target.id, self.ledger.target.audience
        choices = [one for one in self.mode.choices if one.target_id == target_id]
        answers = _still_true(choices, look)
        derived = audience in {Audience.DEADLINES, Audience.LEADER}
        limits = DERIVED_LIMITS if derived else USUAL_LIMITS
        decided = self._reconciled(state, look, policy, answers, limits)
        stop = decided.stop
        if stop is None:
            return decided
        emptied = stop.reason is StopReason.CALENDAR_EMPTY
        onward = self._reconciled(
            state, look, DriftPolicy.PLAN if emptied else policy, answers, None
        )
        steps = [(action.kind.value, action.uid) for action in onward.actions]
        if self.mode.goes_on(target_id, stop.reason, steps):
            return onward
        withheld = tuple(one for one in onward.actions if one not in decided.actions)
        return replace(decided, stop=replace(stop, withheld=withheld))

    def _reconciled(
        self,
        state: CalendarState,
        look: Look,
        policy: DriftPolicy,
        answers: Mapping[str, DriftPolicy],
        limits: Limits | None,
    ) -> Reconciled:
        """The decisions; a person is asked about a time that the plan can't take over."""

        def decided(answers: Mapping[str, DriftPolicy]) -> Reconciled:
            return reconcile(
                state.desired,
                state.applied.values(),
                look.observation,
                policy=policy,
                today=self.ledger.now().astimezone(OSLO).date(),
                cancelled_since=state.cancelled_since,
                grace_days=GRACE_DAYS,
                answers=answers,
                limits=limits,
            )

        first = decided(answers)
        beyond = dict.fromkeys(_beyond_the_plan(first.actions), DriftPolicy.ASK)
        return decided({**answers, **beyond}) if beyond else first

    def _carry_out(self, decided: Reconciled, look: Look, outcome: Outcome) -> None:
        ledger, stamp = self.ledger, self.ledger.now()
        journal = Journal(remember=ledger.remember)
        ours = iter([self.store])  # the first writer has the connection that is open already

        @contextmanager
        def hire() -> Iterator[Writer]:
            with ExitStack() as stack:
                store = next(ours, None) or stack.enter_context(self._another())
                yield Writer(store=store, items=look.items, stamp=stamp)

        executor = Executor(
            hire=hire, record=journal.note, tick=lambda: self.mode.tick(ledger.target.id)
        )
        try:
            executor.run(decided.actions, outcome)
        finally:
            journal.flush()

    def _another(self) -> AbstractContextManager[ResourceStore]:
        """One more connection to the calendar."""
        ledger = self.ledger
        return ledger.services.connector.open(ledger.target, ledger.password())

    def _result(self, decided: Reconciled, outcome: Outcome, look: Look) -> TargetResult:
        """The pass in the words of the report.

        What waits must be seen again, and the token is from before what we wrote: of an object that
        came and went since, a report need not tell (RFC 6578 §3.5.2; Xandikos doesn't).
        """
        stop, waits = decided.stop, bool(decided.conflicts or decided.unsettled)
        return TargetResult(
            target_id=self.ledger.target.id,
            steps=tuple(_step(action) for action in outcome.done),
            conflicts=len(decided.conflicts) + (1 if stop else 0),
            errors=(
                *((stop_sentence(stop),) if stop else ()),
                *(store_sentence(error) for _, error in outcome.refused),
            ),
            complete=not (outcome.refused or outcome.overtaken or stop),
            token=None if waits or outcome.written else look.token,
            listed=look.listed,
            settled=not (outcome.done or waits or stop),
        )


def _beyond_the_plan(actions: Iterable[Action]) -> set[str]:
    """The UIDs of what would be taken over, and has a time that no meeting of the plan can have."""
    taken = (action for action in actions if action.kind is ActionKind.TAKE_OVER)
    return {action.uid for action in taken if not expressible(action.fields)}


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
