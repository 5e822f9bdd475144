"""Wheels in the group's shared folder: laid there when somebody asks, and then kept in step.

A file follows the plan as long as it is ours byte for byte. One that somebody has replaced or
thrown away is theirs to decide about, until they ask for it anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from connectors.store import AlreadyExists, Busy, Changed, NotFound
from service.db.printed import Printed, PrintedDocuments
from service.documents.printing.bounded import ProgramError
from service.domain.errors import InputError
from service.domain.model import Audience
from service.domain.notices import NoticeCode
from service.domain.settings import TargetKind
from service.journeys.folder.book import Did
from service.journeys.folder.desk import UNTOLD, Desk, content_hash
from service.journeys.folder.printing import etag_of_ours, remember_printed
from service.journeys.folder.rewriting import LOCKED
from service.journeys.folder.trying import trying
from service.journeys.results import DocumentReason, Mode
from service.journeys.services import Services
from service.journeys.wheel_files import WheelFiles, wheel_files
from service.journeys.wording import no_password_sentence

LAID: Final = ("pdf", "png")  # beside each other in the folder
_KEY: Final = "wheel"  # begins what a file is known by, where a document has its identity
_TERM: Final = "term"


def keep_wheels(desk: Desk) -> None:
    """Make those files anew that show an older plan; what is over stays as it was.

    Raises:
        StoreError: a file could not be fetched or written.
    """
    if desk.audience is not Audience.GROUP:
        return
    for year, known in _asked_for(desk):
        try:
            files = wheel_files(desk.services, desk.group_id, year)
        except InputError as error:
            desk.errors.extend({str(error)}.difference(desk.errors))
            return
        if files.wheel.last_day < desk.now.date():
            continue
        for ending, before in known.items():
            theirs = before.href not in desk.here or not before.content
            if theirs or before.shows == files.shows:
                continue
            etag = etag_of_ours(desk, before)
            if etag is not None:
                _lay(desk, files, _key(year, ending), before.href, etag)


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidWheel:
    """What came of asking for a wheel: paths by what was done, and those that are others' files."""

    created: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()


def ask_for_wheel(
    services: Services,
    group_id: str,
    year: int | None,
    tick: Callable[[str], None] = lambda _path: None,
) -> LaidWheel:
    """Lay a year's wheel, or the term's, in the group's folder; from then on it is kept in step.

    Raises:
        InputError: there is no such group, or it has no folder, or no password for it.
        ProgramError: the files could not be made.
        StoreError: the server refused or was not reached.
    """
    settings = services.settings(group_id)
    target = next(iter(settings.targets_of(TargetKind.FOLDER, Audience.GROUP)), None)
    if target is None:
        raise InputError("Gruppa har ingen mappe ennå. Koble den til under Oppsett.")
    with services.database.reading() as session:
        password = services.password(session, group_id, target)
    if target.username and not password:
        raise InputError(no_password_sentence(target))
    with services.connector.open_folder(target, password) as store:
        desk = Desk(
            services=services,
            settings=settings,
            target=target,
            store=store,
            mode=Mode(tick=tick),
            listing=store.list(),
        )
        return _lay_both(desk, year)


def _lay_both(desk: Desk, year: int | None) -> LaidWheel:
    files = wheel_files(desk.services, desk.group_id, year)
    kept, theirs = [], []
    for ending in LAID:
        key, href = _key(year, ending), f"{files.name}.{ending}"
        before = _remembered(desk).get(key)
        etag = etag_of_ours(desk, before) if before else None
        if before is not None and etag is not None and before.shows == files.shows:
            kept.append(href)
            continue
        others = etag is None and href in desk.here
        if others or not _lay(desk, files, key, href, etag or "", asked=True):
            theirs.append(href)
    written = [(step.action, step.href) for step in desk.steps if step.writes]
    return LaidWheel(
        created=tuple(href for action, href in written if action == "create"),
        updated=tuple(href for action, href in written if action == "update"),
        kept=tuple(kept),
        theirs=tuple(theirs),
    )


def _asked_for(desk: Desk) -> Iterator[tuple[int | None, dict[str, Printed]]]:
    """The files known to the folder by year, or by None for the term's, and by ending."""
    found: dict[int | None, dict[str, Printed]] = {}
    for key, printed in _remembered(desk).items():
        start, _, rest = key.partition(":")
        if start == _KEY:
            which, _, ending = rest.partition(":")
            found.setdefault(None if which == _TERM else int(which), {})[ending] = printed
    yield from found.items()


def _remembered(desk: Desk) -> dict[str, Printed]:
    with desk.services.database.reading() as session:
        return PrintedDocuments(session, desk.group_id, desk.target.id).all()


def _lay(
    desk: Desk, files: WheelFiles, key: str, href: str, etag: str, *, asked: bool = False
) -> bool:
    """Write a file over the version ``etag``, or where nothing lies; whether that went well."""
    did = Did("update" if etag else "create", DocumentReason.WHEEL)
    if not desk.mode.dry_run:
        desk.mode.tick(href)
        try:
            data = files.make(href.rsplit(".", 1)[1])
            with trying(desk, href, key, did):
                made = (
                    desk.store.update(href, data, etag) if etag else desk.store.create(href, data)
                )
        except (AlreadyExists, Changed, NotFound):
            desk.at_hand = ""
            return False  # somebody was quicker than we: the next pass looks again
        except ProgramError:
            if asked:
                raise
            desk.tell(NoticeCode.WHEEL_OLD, href)
            return False
        except Busy as busy:
            if busy.status != LOCKED:
                raise
            desk.at_hand = ""
            desk.note("left_alone", href, DocumentReason.LOCKED)
            return False
        desk.at_hand = ""
        remember_printed(
            desk,
            Printed(
                document_id=key,
                href=href,
                etag=made.etag or UNTOLD,
                shows=files.shows,
                content=content_hash(data),
            ),
            did,
        )
    desk.here.add(href)
    desk.note(did.action, href, did.reason, writes=True)
    return True


def _key(year: int | None, ending: str) -> str:
    return f"{_KEY}:{_TERM if year is None else year}:{ending}"
