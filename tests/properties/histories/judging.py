"""What must hold when a pass is over, and when everything has come to rest."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from service.calendar.lines import UnreadableObject
from service.calendar.reading import ReadObject, read
from service.domain.model import Audience
from service.domain.projection import CANCELLED, STATUS, Applied, Desired, href_of
from service.domain.settings import DriftPolicy, Target
from service.domain.steps import hard
from service.journeys.calendar.taking_over import policy_for
from service.journeys.results import SyncReport, TargetResult
from tests.properties.histories.ledger import Ledger
from tests.properties.histories.people import identity
from tests.properties.histories.shelves import everything
from tests.properties.histories.world import World

_DERIVED = {Audience.DEADLINES, Audience.LEADER}
Bytes = Mapping[str, Mapping[str, bytes]]  # by target and href
Writes = Counter[tuple[str, str, str]]


def lying(world: World) -> Bytes:
    """Everything on the servers."""
    return {t.id: everything(world.shelves, t) for t in world.targets}


def writes(report: SyncReport) -> Writes:
    """The writes that a report tells of."""
    steps = (step for step in report.steps if step.writes)
    return Counter((step.action, step.kind, step.href) for step in steps)


def alike(world: World, foretold: Writes, done: Writes, *, binned: bool) -> bool:
    """Whether they are the same.

    Only a trash bin decides which of its names an event gets. Where one has refused a name
    (``binned``), the pass looked twice, and did more of what a second pass would have done.
    """
    if foretold == done:
        return True
    names = {
        name.href: one.href
        for target in world.calendars
        for one in world.desired(target)
        for name in (one, *one.heirs)
    }

    def plain(found: Writes) -> Writes:
        told = Counter[tuple[str, str, str]]()
        for (action, kind, href), count in found.items():
            told[action, kind, names.get(href, href)] += count
        return told

    missing = plain(foretold) - plain(done)
    return not missing and (binned or plain(foretold) == plain(done))


@dataclass(frozen=True, kw_only=True)
class Before:
    """What was remembered of each calendar before a pass."""

    records: Mapping[str, Mapping[str, Applied]]

    @classmethod
    def of(cls, world: World) -> Before:
        return cls(records={t.id: world.records(t) for t in world.calendars})


def after_pass(
    world: World, ledger: Ledger, before: Before, report: SyncReport | None
) -> Iterator[str]:
    """What is wrong after any pass, also one that was cut off (no report)."""
    ledger.check()
    yield from ledger.wrongs
    for target in world.calendars:
        yield from _lying_records(world, target)
        yield from _removed_too_much(world, ledger, target, before.records[target.id])
    if report is None:
        return
    told = {(r.target_id, step.href) for r in report.results for step in r.steps if step.writes}
    cut_short = {r.target_id for r in report.results if r.errors}
    for place in ledger.overridden:
        if place not in told and place[0] not in cut_short:
            yield f"{place}: a person's decision was undone, and nobody was told"


def _lying_records(world: World, target: Target) -> Iterator[str]:
    """A record must not claim of a version what it doesn't say."""
    records = {r.href: r for r in world.records(target).values() if not r.buried}
    store = world.shelves.store(target)
    for item in store.get_many(list(records)).values():
        record = records[item.resource.href]
        if record.etag != item.resource.etag:
            continue
        found = _read(item.data)
        if found is None or hard(found.fields) != hard(record.owned):
            yield f"{target.id} {record.href}: the record says what the event doesn't"


def _removed_too_much(
    world: World, ledger: Ledger, target: Target, records: Mapping[str, Applied]
) -> Iterator[str]:
    removed = [w for w in ledger.writes if w.target == target and w.verb == "delete"]
    known = sum(not record.buried for record in records.values())
    most = max(3, 0.2 * known)
    if len(removed) > most and not world.go_on and target.audience not in _DERIVED:
        yield f"{target.id}: {len(removed)} of {known} were removed unasked"


def at_rest(world: World, ledger: Ledger, report: SyncReport) -> Iterator[str]:
    """What is wrong where everything has been done that could be."""
    waiting = {(c.target_id, c.uid) for c in world.conflicts()}
    by_target = Counter(target for target, _ in waiting)
    for result in report.results:
        target = next(t for t in world.targets if t.id == result.target_id)
        if target == world.folder:
            yield from _documents(world, ledger, target)
        elif result.conflicts == by_target[target.id]:  # else a guard has stopped it all
            uids = {uid for where, uid in waiting if where == target.id}
            yield from _events(world, ledger, target, uids)
        yield from _complaints(world, ledger, result)


def _events(world: World, ledger: Ledger, target: Target, waiting: set[str]) -> Iterator[str]:
    records = {r.href: r for r in world.records(target).values() if not r.buried}
    desired = world.desired(target)
    wanted = {uid for one in desired for uid in one.uids}
    store = world.shelves.store(target)
    items = store.get_many([r.href for r in store.list().resources])
    found = {href: _read(item.data) for href, item in items.items()}
    ours = ledger.ours.get(target.id, set())
    for href, seen in found.items():
        if seen is None or seen.uid not in ours or (target.id, href) in ledger.copies:
            continue
        record = records.get(href)
        known = record is not None and record.etag == items[href].resource.etag
        if href != href_of(seen.uid) and seen.uid not in wanted:
            continue  # nobody can know that it was ours once
        if (
            not known
            and seen.uid not in ledger.left
            and seen.uid not in waiting
            and not _is_off(seen)
        ):
            yield f"{target.id} {href}: ours, and neither known nor asked about"
    policy = policy_for(world.settings.drift, target.audience)
    for one in desired:
        live = [
            href
            for href, seen in found.items()
            if seen is not None and seen.uid in one.uids and not _is_off(seen)
            if seen.uid not in waiting
        ]
        own = [
            href
            for href in live
            if (target.id, href) not in ledger.copies
            and getattr(found[href], "uid", "") not in ledger.left - {one.uid}
        ]
        if len(own) > 1:
            yield f"{target.id}: {one.href} lies there {len(own)} times: {own}"
        for href in own if held(one) else ():
            yield from _differing(target, href, found[href], records.get(href), one)
        asked = not one.uids.isdisjoint(waiting)
        if held(one) and not live and not asked and policy is DriftPolicy.PLAN:
            yield f"{target.id}: {one.href} is wanted and not there"
        if not held(one) and own and not asked and policy is DriftPolicy.PLAN:
            yield f"{target.id}: {one.href} is called off and lies there"


def _differing(
    target: Target, href: str, seen: ReadObject | None, record: Applied | None, wanted: Desired
) -> Iterator[str]:
    """What an event says otherwise than the plan, and nobody has been asked or has decided so."""
    assert seen is not None
    released = record.released if record else frozenset()
    there, plan = hard(seen.fields), hard(wanted.fields)
    names = {n for n in {*there, *plan} - released if there.get(n) != plan.get(n)}
    if names:
        yield f"{target.id} {href}: {sorted(names)} are not what the plan says"


def held(wanted: Desired) -> bool:
    """Whether it is on."""
    return wanted.fields.get(STATUS) != CANCELLED


def _is_off(seen: ReadObject) -> bool:
    return seen.fields.get(STATUS) == CANCELLED


def _documents(world: World, ledger: Ledger, target: Target) -> Iterator[str]:
    found = everything(world.shelves, target)
    bearing = Counter(
        identity(data)
        for href, data in found.items()
        if (target.id, href) not in ledger.copies and href.endswith(".docx")
    )
    for one, count in bearing.items():
        if one and count > 1:
            yield f"{target.id}: {count} documents are {one}"


def _complaints(world: World, ledger: Ledger, result: TargetResult) -> Iterator[str]:
    """In fine weather nothing fails but by what people have done."""
    if result.temporary or result.refusal is not None:
        yield f"{result.target_id}: {result.errors}"


@functools.lru_cache(maxsize=4096)
def _read(data: bytes) -> ReadObject | None:
    try:
        return read(data)
    except UnreadableObject:
        return None
