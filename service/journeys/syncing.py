"""One pass over a group's calendars and folders: look, decide, carry out, remember."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from connectors.store import NotFound, ResourceStore, StoreError
from service.db.documents import Documents, StoredDocument
from service.db.targets import Targets
from service.domain.errors import InputError
from service.domain.model import Audience, Meeting
from service.domain.settings import GroupSettings, Target, TargetKind
from service.journeys.calendar.calendars import sync_calendar
from service.journeys.calendar.linking import links_to_calls
from service.journeys.folder.sync import sync_folder
from service.journeys.judging.digest import note_findings
from service.journeys.remembering import finished, remember, started
from service.journeys.results import Choice, Mode, Refusals, SyncReport, TargetResult, account_of
from service.journeys.services import Services
from service.journeys.wording import no_password_sentence

_Store = TypeVar("_Store", bound=ResourceStore)
_NAMES = {
    Audience.GROUP: "Gruppemøter",
    Audience.GROUP_BOARD: "Gruppestyret",
    Audience.COUNCIL: "Politiske møter",
    Audience.DEADLINES: "Frister",
    Audience.LEADER: "Forslag til møter",
}

_DERIVED = {Audience.DEADLINES, Audience.LEADER}  # from what the others may yet change


@dataclass(frozen=True, kw_only=True)
class _Work(Generic[_Store]):
    """What is done with one kind of target: how it is opened, and the pass over it."""

    open: Callable[[Target, str], AbstractContextManager[_Store]]
    empty: Callable[[], _Store]
    run: Callable[[Services, GroupSettings, Target, _Store, Mode], TargetResult]


def sync_group(
    services: Services,
    group_id: str,
    *,
    dry_run: bool = False,
    go_on: bool = False,
    choices: tuple[Choice, ...] = (),
    tick: Callable[[str], None] = lambda _text: None,
    refusals: Refusals | None = None,
    only: Collection[str] | None = None,
) -> SyncReport:
    """Bring every target of the group in step with the approved plan, or ``only`` some, by id.

    Folders come first, so that an event can link to its document, and the group's own meetings
    before what derives from them. A target that fails leaves the others alone, but an account that
    a server has refused is not tried on it again; ``refusals`` keeps that over several groups. With
    ``dry_run`` the same is decided and nothing is written anywhere. ``go_on`` lifts the guards
    against mass removal for this pass: a person has seen that it is right. ``choices`` are a
    person's answers to what waited (see `choosing`).

    Raises:
        InputError: there is no such group.
    """
    settings = services.settings(group_id)
    run = None if dry_run else started(services, group_id)
    mode = Mode(dry_run=dry_run, go_on=go_on, choices=choices, tick=tick)
    round_ = _Round(
        services=services,
        settings=settings,
        mode=mode,
        refusals={} if refusals is None else refusals,
        only=only,
    )
    report = SyncReport(
        group_id=group_id,
        results=tuple(round_.results()),
        language=settings.group.language,
    )
    if run is not None:
        finished(services, report, run)
        with suppress(InputError):  # said by the targets that need the pack
            note_findings(services, group_id)
    return report


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """One pass over one group."""

    services: Services
    settings: GroupSettings
    mode: Mode
    refusals: Refusals
    only: Collection[str] | None = None

    def results(self) -> Iterator[TargetResult]:
        connector = self.services.connector
        folder = _Work(open=connector.open_folder, empty=connector.empty, run=sync_folder)
        seen = [self._over(target, folder) for target in self._targets(TargetKind.FOLDER)]
        yield from seen
        documents = self._documents(seen)
        assumed: dict[str, Meeting] = {}
        calendars = self._targets(TargetKind.CALENDAR)
        for target in sorted(calendars, key=lambda target: target.audience in _DERIVED):
            links = links_to_calls(self.settings, target.audience, documents)
            run = partial(sync_calendar, links=links, assumed=assumed)
            work = _Work(open=connector.open, empty=connector.empty, run=run)
            yield self._over(target, work)

    def _targets(self, kind: TargetKind) -> tuple[Target, ...]:
        """Those of that kind that this pass is over."""
        found = self.settings.targets_of(kind)
        return tuple(one for one in found if self.only is None or one.id in self.only)

    def _documents(self, seen: Iterable[TargetResult]) -> tuple[StoredDocument, ...]:
        """What lies in the folders: as just seen, or as last known where it was not seen now."""
        found = {r.target_id: r.documents for r in seen if r.documents is not None}
        with self.services.database.reading() as session:
            known = Documents(session, self.settings.group.id, self.services.box).all()
        left = (one for one in known if one.target_id not in found)
        return (*(one for documents in found.values() for one in documents), *left)

    def _over(self, target: Target, work: _Work[_Store]) -> TargetResult:
        with self.services.database.reading() as session:
            password = self.services.password(session, self.settings.group.id, target)
        if target.username and not password:
            result = TargetResult(
                target_id=target.id, errors=(no_password_sentence(target),), complete=False
            )
        else:
            result = self._guarded(target, password, work)
        if not self.mode.dry_run:
            remember(self.services, self.settings.group.id, result)
        return result

    def _guarded(self, target: Target, password: str, work: _Work[_Store]) -> TargetResult:
        account = account_of(target, password)
        try:
            if account in self.refusals:
                raise self.refusals[account]
            result = self._work(target, password, work)
        except StoreError as error:
            result = TargetResult.failed(target.id, error)
        except InputError as error:  # a rule pack that it needs; somebody may put it right
            result = TargetResult(
                target_id=target.id, errors=(str(error),), temporary=True, complete=False
            )
        if result.refusal is not None:
            self.refusals[account] = result.refusal
        return result

    def _work(self, target: Target, password: str, work: _Work[_Store]) -> TargetResult:
        """Sync one target; make its collection first if it has never been there."""
        services, settings, mode = self.services, self.settings, self.mode
        with services.database.reading() as session:
            seen_before = Targets(session, settings.group.id).state(target.id).last_ok_at
        with work.open(target, password) as store:
            try:
                return work.run(services, settings, target, store, mode)
            except NotFound:
                if seen_before is not None:
                    raise
            if mode.dry_run:
                return work.run(services, settings, target, work.empty(), mode)
            services.connector.create(target, password, collection_name(settings, target))
            return work.run(services, settings, target, store, mode)


def collection_name(settings: GroupSettings, target: Target) -> str:
    """What a new calendar is called where people see it: what it holds and where, no party."""
    return f"{_NAMES[target.audience]} {settings.group.municipality}"
