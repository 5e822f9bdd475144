"""A pass where nothing has changed: what is read to know it, and the one request that proves it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from connectors.store import ResourceStore
from service.db.notices import Notices
from service.db.revisions import Head, heads
from service.db.targets import Targets
from service.domain.notices import Notice
from service.domain.settings import GroupSettings, Target
from service.journeys.results import TargetResult
from service.journeys.services import Services, no_such_group
from service.journeys.standing import Standing, kept_standing, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTarget:
    """A target as a pass finds it.

    ``settled``: the last pass found nothing to do, and what that rested on still stands; so do
    the ``notices`` about its documents.
    """

    target: Target
    password: str
    token: str | None
    settled: bool
    seen_before: bool
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a pass over a group begins with: read before anything that it decides by."""

    group_id: str
    language: str
    standing: Standing
    targets: tuple[KnownTarget, ...]

    def under(self, services: Services, settings: GroupSettings) -> Standing:
        """What decisions rest on: also on the meetings of groups that its people sit in too."""
        others = {seat.group for seat in settings.planning.second_seats} - {self.group_id}
        if not others:
            return self.standing
        with services.database.reading() as session:
            found = heads(session, others)
        beside = _standing(services, self.group_id, found, others).revisions
        return replace(self.standing, revisions={**self.standing.revisions, **beside})


def ground_of(services: Services, group_id: str) -> Ground:
    """Read it, in one transaction.

    Raises:
        InputError: there is no such group.
    """
    with services.database.reading() as session:
        known = Targets(session, group_id).known(services.box, services.environ)
        kept = {target.id: kept_standing(state.settled) for target, state, _ in known}
        groups = {group_id}.union(*(one.revisions for one in kept.values() if one))
        standing_notices = Notices(session, group_id).all()
        found = heads(session, groups)
        if group_id not in found:
            raise no_such_group(group_id)
        now = _standing(services, group_id, found, groups)
        return Ground(
            group_id=group_id,
            language=found[group_id].language,
            standing=now.over({group_id}),
            targets=tuple(
                KnownTarget(
                    target=target,
                    password=password,
                    token=state.sync_token,
                    settled=(last := kept[target.id]) is not None
                    and now.over(last.revisions) == last,
                    seen_before=state.last_ok_at is not None,
                    notices=tuple(
                        one.notice
                        for one in standing_notices
                        if one.target_id == target.id and not one.notice.code.of_sharing
                    ),
                )
                for target, state, password in known
            ),
        )


def _standing(
    services: Services, group_id: str, found: Mapping[str, Head], groups: Iterable[str]
) -> Standing:
    return standing(
        found, groups, services.now(group_id), services.packs_folder, services.public_url
    )


def nothing_new(known: KnownTarget, store: ResourceStore) -> TargetResult | None:
    """Ask the server whether anything has changed: the result of the pass, if nothing has.

    Raises:
        StoreError: the server could not be asked.
    """
    changes = store.changes(known.token) if known.token else None
    if changes is None or changes.changed or changes.removed:
        return None
    return TargetResult(
        target_id=known.target.id, token=changes.token, notices=known.notices, quiet=True
    )
