"""One pass over a group's calendars and folders: look, decide, carry out, remember."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Generic, TypeVar

from connectors.store import NotFound, ResourceStore, StoreError
from service.db.documents import Documents, StoredDocument
from service.db.leases import Lease
from service.domain.errors import InputError
from service.domain.model import Audience, Meeting
from service.domain.settings import GroupSettings, Target, TargetKind
from service.domain.sharing import CLOSED
from service.journeys.absence.forgetting import forget_absences
from service.journeys.calendar.calendars import sync_calendar
from service.journeys.calendar.linking import links_to_calls
from service.journeys.folder.sync import sync_folder
from service.journeys.holding import fenced, held
from service.journeys.judging.digest import note_findings
from service.journeys.naming import audience_name
from service.journeys.quiet import Ground, KnownTarget, ground_of, nothing_new
from service.journeys.remembering import finished, remember, remember_quiet, started
from service.journeys.results import Choice, Mode, Refusals, SyncReport, TargetResult, account_of
from service.journeys.services import Services
from service.journeys.sharing import share_target
from service.journeys.telling import told
from service.journeys.wording import no_password_sentence

_Store = TypeVar("_Store", bound=ResourceStore)
_DERIVED = {Audience.DEADLINES, Audience.LEADER}  # from what the others may yet change


@dataclass(frozen=True, kw_only=True)
class _Work(Generic[_Store]):
    """What is done with one kind of target: how it is opened, and the pass over it."""

    open: Callable[[Target, str], AbstractContextManager[_Store]]
    empty: Callable[[], _Store]
    run: Callable[[Services, GroupSettings, Target, _Store, Mode], TargetResult]


@told
def sync_group(
    services: Services,
    group_id: str,
    *,
    dry_run: bool = False,
    go_on: bool = False,
    choices: tuple[Choice, ...] = (),
    tick: Callable[[str], None] = lambda _text: None,
    refusals: Refusals | None = None,
    lease: Lease | None = None,
    seen: frozenset[str] = frozenset(),
) -> SyncReport:
    """Bring every target of the group in step with the approved plan, or those of a ``lease``.

    Folders come first, so that an event can link to its document, and the group's own meetings
    before what derives from them. A target that fails leaves the others alone, but an account that
    a server has refused is not tried on it again; ``refusals`` keeps that over several groups. With
    ``dry_run`` the same is decided and nothing is written anywhere. ``go_on`` lifts the guards
    against mass removal for this pass: a person has seen that it is right; ``seen`` does so for
    single stops, by their marks. ``choices`` are a person's answers to what waited (see
    `choosing`). Nobody else syncs the group meanwhile: without a lease one is taken for all its
    targets, and given back.

    Raises:
        InputError: there is no such group.
        AlreadySyncing: somebody else syncs it.
        LeaseLost: the ``lease`` was taken over; nothing more was remembered.
    """
    mode = Mode(dry_run=dry_run, go_on=go_on, choices=choices, tick=tick, seen=seen)
    with _alone(services, group_id, lease, needed=not dry_run) as ours:
        round_ = _Round(
            services=ours,
            ground=ground_of(ours, group_id),
            mode=mode,
            refusals={} if refusals is None else refusals,
            only=None if lease is None else lease.target_ids,
        )
        report = round_.report()
        if not dry_run:
            remember_quiet(ours, report, round_.quiet_hosts)
        if report.run is not None:
            finished(ours, report, report.run)
            forget_absences(ours, group_id)
            with suppress(InputError):  # said by the targets that need the pack
                note_findings(ours, group_id)
    return report


def _alone(
    services: Services, group_id: str, lease: Lease | None, *, needed: bool
) -> AbstractContextManager[Services]:
    """The services with nobody else at work on the group."""
    if not needed:
        return nullcontext(services)
    return held(services, group_id) if lease is None else fenced(services, lease)


@dataclass(kw_only=True)
class _Round:
    """One pass over one group.

    ``unwell`` are the servers that have given no answer in it, ``quiet_hosts`` those with no news.
    ``decides``: there was something to decide.
    """

    services: Services
    ground: Ground
    mode: Mode
    refusals: Refusals
    only: Collection[str] | None = None
    unwell: dict[str, StoreError] = field(default_factory=dict)
    quiet_hosts: set[str] = field(default_factory=set)
    decides: bool = False

    @cached_property
    def settings(self) -> GroupSettings:
        """The group's settings, which a pass where nothing has changed can do without."""
        return self.services.settings(self.ground.group_id)

    @cached_property
    def rests_on(self) -> str:
        """What the decisions of this pass rest on."""
        return self.ground.under(self.services, self.settings).text()

    def report(self) -> SyncReport:
        """The pass, target by target."""
        results = tuple(self.results())
        return SyncReport(
            group_id=self.ground.group_id,
            results=results,
            language=self.ground.language,
            run=self.mode.run,
            foretold=self.mode.dry_run,
        )

    def results(self) -> Iterator[TargetResult]:
        """What each target's pass came to, folders first."""
        connector = self.services.connector
        folder = _Work(open=connector.open_folder, empty=connector.empty, run=sync_folder)
        seen = [self._over(known, folder) for known in self._targets(TargetKind.FOLDER)]
        yield from seen
        documents: tuple[StoredDocument, ...] | None = None
        assumed: dict[str, Meeting] = {}

        def over_calendar(
            services: Services,
            settings: GroupSettings,
            target: Target,
            store: ResourceStore,
            mode: Mode,
        ) -> TargetResult:
            nonlocal documents
            documents = self._documents(seen) if documents is None else documents
            links = links_to_calls(settings, target.audience, documents)
            return sync_calendar(
                services, settings, target, store, mode, links=links, assumed=assumed
            )

        calendar = _Work(open=connector.open, empty=connector.empty, run=over_calendar)
        calendars = self._targets(TargetKind.CALENDAR)
        for known in sorted(calendars, key=lambda known: known.target.audience in _DERIVED):
            yield self._over(known, calendar)

    def _targets(self, kind: TargetKind) -> tuple[KnownTarget, ...]:
        """Those of that kind that this pass is over."""
        return tuple(
            known
            for known in self.ground.targets
            if known.target.kind is kind and (self.only is None or known.target.id in self.only)
        )

    def _documents(self, seen: Iterable[TargetResult]) -> tuple[StoredDocument, ...]:
        """What lies in the folders: as just seen, or as last known where it was not seen now."""
        found = {r.target_id: r.documents for r in seen if r.documents is not None}
        with self.services.database.reading() as session:
            known = Documents(session, self.ground.group_id, self.services.box).all()
        left = (one for one in known if one.target_id not in found)
        return (*(one for documents in found.values() for one in documents), *left)

    def _over(self, known: KnownTarget, work: _Work[_Store]) -> TargetResult:
        if known.target.username and not known.password:
            result = TargetResult(
                target_id=known.target.id,
                errors=(no_password_sentence(known.target),),
                complete=False,
            )
        else:
            result = self._guarded(known, work)
        if self.mode.dry_run:
            return result
        if result.quiet:
            self.quiet_hosts.add(known.target.host)
            return result
        self._begin()
        group_id = self.ground.group_id
        remember(self.services, group_id, known.target, result, known.password, self.rests_on)
        return result

    def _begin(self) -> None:
        """From here on there is something to decide, so that this is a run."""
        self.decides = True
        if self.mode.run is None and not self.mode.dry_run:
            self.mode = replace(self.mode, run=started(self.services, self.ground.group_id))

    def _guarded(self, known: KnownTarget, work: _Work[_Store]) -> TargetResult:
        account = account_of(known.target, known.password)
        try:
            if account in self.refusals:
                raise self.refusals[account]
            if known.target.host in self.unwell:
                raise self.unwell[known.target.host]
            result = self._work(known, work)
        except StoreError as error:
            result = TargetResult.failed(known.target.id, error)
        except InputError as error:  # a rule pack that it needs; somebody may put it right
            result = TargetResult(
                target_id=known.target.id,
                errors=(str(error),),
                temporary=True,
                complete=False,
                cause=error,
            )
        if result.refusal is not None:
            self.refusals[account] = result.refusal
        if not result.quiet or known.target.shares or known.target.audience in CLOSED:
            result = self._shared(known, result)
        if result.unwell is not None:
            self.unwell[known.target.host] = result.unwell
        return result

    def _shared(self, known: KnownTarget, result: TargetResult) -> TargetResult:
        """The result with what came of the shares, which people change without a trace in it."""
        shared = share_target(
            self.services, self.settings, known.target, known.password, self.mode, result
        )
        same = shared.steps == result.steps and shared.errors == result.errors
        return replace(shared, settled=result.settled and same, quiet=result.quiet and same)

    def _work(self, known: KnownTarget, work: _Work[_Store]) -> TargetResult:
        """Sync one target; make its collection first if it has never been there."""
        services, target = self.services, known.target
        with work.open(target, known.password) as store:
            if self._rests(known) and (quiet := nothing_new(known, store)):
                return quiet
            self._begin()
            try:
                return work.run(services, self.settings, target, store, self.mode)
            except NotFound:
                if known.seen_before:
                    raise
            if self.mode.dry_run:
                return work.run(services, self.settings, target, work.empty(), self.mode)
            name = audience_name(self.settings.group, target.audience)
            services.connector.create(target, known.password, name)
            return work.run(services, self.settings, target, store, self.mode)

    def _rests(self, known: KnownTarget) -> bool:
        """Whether only the server can have news.

        A person who has answered wants it carried out, and what was decided before in this pass,
        about a document that an event links to, may be news to what follows.
        """
        answered = self.mode.choices or self.mode.go_on or self.mode.seen
        return known.settled and not (self.decides or answered)
