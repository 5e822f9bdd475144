"""Following the address of a published plan, and telling a group when it is another plan."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, replace
from enum import StrEnum

from connectors.publication import Publication
from service.db.plan_drafts import PlanDrafts, StoredDraft
from service.db.plan_watches import PlanWatch, PlanWatches, WatchedAddress
from service.domain.errors import InputError
from service.domain.published import Origin
from service.domain.watching import next_check
from service.imports.reading import PlanReading
from service.journeys.published.drafts import carried, start_draft
from service.journeys.published.fetching import NotFetched, fetch
from service.journeys.published.looking import look_at, read_draft
from service.journeys.published.refusals import OutsideTerm
from service.journeys.services import Services

_FINGERPRINT_LENGTH = 20
_WHILE_WE_ASK = dt.timedelta(hours=1)
_LINE = re.compile(r"linje \d+")


class Outcome(StrEnum):
    """What became of a group's look at its address."""

    SAME = "same"
    CHANGED = "changed"  # a draft waits now
    HELD_BACK = "held_back"  # another draft waits, and people come first
    UNREADABLE = "unreadable"  # no plan any more; the one before stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What became of one group's look. ``summary`` says what changed, or what can't be read."""

    group_id: str
    outcome: Outcome
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """An address that was due: whether it was new, and what each of its groups was told.

    ``failure`` is why it gave nothing, None where it did.
    """

    url: str
    looked: tuple[Looked, ...] = ()
    failure: NotFetched | None = None


def watch_plan(
    services: Services,
    group_id: str,
    url: str,
    *,
    by: str,
    year: int | None = None,
    found: Publication | None = None,
) -> Looked:
    """Follow an address from now on, in place of the one followed before.

    It is read at once, if it is not ``found`` already and nobody else follows it.

    Raises:
        InputError: there is no such group, or the address gives no plan; nothing is followed then.
    """
    settings = services.own_settings(group_id)
    language, now = settings.group.language, services.now(group_id)
    with services.database.reading() as session:
        address = PlanWatches(session).address(url)
    if found is None and (address is None or address.data is None):
        found = fetch(services.publications, url, language=language)
    if found is not None:
        address = _answered(address or WatchedAddress(url=url, next_check=now), found, now)
    assert address is not None  # noqa: S101 - for the type checker: known, or just found
    watch = PlanWatch(group_id=group_id, url=url, year=year, started_at=now, started_by=by)
    read_draft(_as_draft(watch, address, now), settings)
    with services.database.transaction() as session:
        watches = PlanWatches(session)
        watches.remember(address)
        watches.put(watch)
        watches.forget_unwatched()
    return _look(services, watch, address)


def stop_watching(services: Services, group_id: str) -> None:
    """Follow nothing any more. A draft that waits goes on waiting."""
    with services.database.transaction() as session:
        watches = PlanWatches(session)
        watches.stop(group_id)
        watches.forget_unwatched()


def due_addresses(services: Services, group_id: str = "") -> tuple[str, ...]:
    """The addresses that it is time to read again: those of one group, or all."""
    with services.database.reading() as session:
        watches = PlanWatches(session)
        asked = {w.url: w.group_id for w in watches.all() if group_id in {"", w.group_id}}
        known = [(watches.address(url), services.now(one)) for url, one in sorted(asked.items())]
    return tuple(a.url for a, now in known if a is not None and a.next_check <= now)


def check_address(services: Services, url: str) -> Checked:
    """Read an address once, if it is due, and tell the groups that follow it of another plan.

    Nothing is taken in: a change waits as a draft for a person.
    """
    with services.database.reading() as session:
        following = tuple(watch for watch in PlanWatches(session).all() if watch.url == url)
    if not following:
        return Checked(url=url)
    now = services.now(following[0].group_id)
    address = _claimed(services, url, now)
    if address is None:
        return Checked(url=url)
    try:
        found = fetch(
            services.publications, url, etag=address.etag, last_modified=address.last_modified
        )
    except NotFetched as failure:
        _remember(services, _failed(address, failure, now))
        return Checked(url=url, failure=failure)
    address = _answered(address, found, now)
    _remember(services, address)
    return Checked(url=url, looked=tuple(_look(services, watch, address) for watch in following))


def _claimed(services: Services, url: str, now: dt.datetime) -> WatchedAddress | None:
    """The address, if it is due: whoever else comes meanwhile finds that it isn't."""
    with services.database.transaction() as session:
        watches = PlanWatches(session)
        address = watches.address(url, alone=True)
        if address is None or address.next_check > now:
            return None
        watches.remember(replace(address, next_check=now + _WHILE_WE_ASK))
    return address


def _remember(services: Services, address: WatchedAddress) -> None:
    with services.database.transaction() as session:
        PlanWatches(session).remember(address)


def _answered(address: WatchedAddress, found: Publication, now: dt.datetime) -> WatchedAddress:
    return replace(
        address,
        data=address.data if found.data is None else found.data,
        filename=found.filename,
        etag=found.etag or (address.etag if found.data is None else ""),
        last_modified=found.last_modified or (address.last_modified if found.data is None else ""),
        checked_at=now,
        next_check=next_check(address.url, now),
        failures=0,
        trouble="",
    )


def _failed(address: WatchedAddress, failure: NotFetched, now: dt.datetime) -> WatchedAddress:
    failures = address.failures + 1
    then = next_check(address.url, now, failures=failures, retry_after=failure.retry_after)
    return replace(address, next_check=then, failures=failures, trouble=failure.code)


def _as_draft(watch: PlanWatch, address: WatchedAddress, now: dt.datetime) -> StoredDraft:
    return StoredDraft(
        data=address.data or b"",
        filename=address.filename,
        origin=Origin.ADDRESS,
        address=watch.url,
        year=watch.year,
        created_at=now,
    )


def _look(services: Services, watch: PlanWatch, address: WatchedAddress) -> Looked:
    """Compare what an address gives with what its group was told last; a change becomes a draft."""
    settings = services.own_settings(watch.group_id)
    fresh = _as_draft(watch, address, services.now(watch.group_id))
    try:
        reading = read_draft(fresh, settings)
        seen = _fingerprint(reading)
        if seen == watch.seen:
            return _noted(services, watch, seen, Outcome.SAME)
        with services.database.reading() as session:
            waiting = PlanDrafts(session, watch.group_id).get()
            draft = look_at(session, settings, carried(session, settings, fresh))
    except InputError as error:
        return _noted(services, watch, watch.seen, Outcome.UNREADABLE, error.message)
    if isinstance(draft.trouble, OutsideTerm):
        message = draft.trouble.message
        return _noted(services, watch, watch.seen, Outcome.UNREADABLE, message)
    ours = waiting is not None and waiting.address == watch.url
    if waiting is not None and not ours:
        return Looked(group_id=watch.group_id, outcome=Outcome.HELD_BACK)
    if draft.comparison is not None and not draft.comparison.changes:
        with services.database.transaction() as session:
            drafts = PlanDrafts(session, watch.group_id)
            drafts.exchange(draft.plan.outdone, draft.plan.outdoing)
            if ours:  # what waited is no longer what is published
                drafts.discard()
        return _noted(services, watch, seen, Outcome.SAME)
    if waiting is not None and (waiting.data, waiting.year) == (fresh.data, fresh.year):
        return _noted(services, watch, seen, Outcome.CHANGED, waiting.summary)
    summary = start_draft(services, watch.group_id, fresh).stored.summary
    return _noted(services, watch, seen, Outcome.CHANGED, summary)


def _noted(
    services: Services, watch: PlanWatch, seen: str, outcome: Outcome, summary: str = ""
) -> Looked:
    unreadable = summary if outcome is Outcome.UNREADABLE else ""
    noted = replace(watch, seen=seen, unreadable=unreadable)
    with services.database.transaction() as session:
        watches = PlanWatches(session)
        if watches.of_group(watch.group_id) == watch:  # nobody has stopped it meanwhile
            watches.put(noted)
    return Looked(group_id=watch.group_id, outcome=outcome, summary=summary)


def _fingerprint(reading: PlanReading) -> str:
    """What a plan says, wherever on the page: menus and "last changed" are no part of it."""
    said = [
        replace(meeting, source_line=0, source="", source_id="", note=_LINE.sub("", meeting.note))
        for meeting in (*reading.meetings, *reading.uncertain)
    ]
    text = repr(sorted(map(repr, said)))
    return hashlib.sha256(text.encode()).hexdigest()[:_FINGERPRINT_LENGTH]
