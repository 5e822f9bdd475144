"""Making a document that somebody asks for, in the folder where it belongs."""

from __future__ import annotations

from dataclasses import dataclass

from service.domain.errors import InputError
from service.domain.model import Audience
from service.domain.settings import GroupSettings, Target, TargetKind
from service.journeys.folder.book import Did
from service.journeys.folder.contents import contents_of
from service.journeys.folder.creating import lay, new_document
from service.journeys.folder.desk import Desk
from service.journeys.papers.filling import fill
from service.journeys.papers.kinds import BY_TYPE
from service.journeys.papers.rendering import subject_of
from service.journeys.papers.sources import gather
from service.journeys.papers.wanted import Wanted, wanted
from service.journeys.results import DocumentReason, Mode
from service.journeys.services import Services
from service.journeys.wording import no_password_sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """Where a document was laid."""

    target_id: str
    href: str


def add_document(
    services: Services,
    group_id: str,
    type_: str,
    *,
    meeting_id: str | None = None,
    half: str | None = None,
) -> Added:
    """Lay a new document into the group's folder, create-only.

    Raises:
        InputError: the group has no folder for it, it is there already, something else lies in its
            place, or it needs a meeting or a half-year and none is named.
        StoreError: the server refused or was not reached. Nothing is stored then.
    """
    settings = services.settings(group_id)
    subject = subject_of(type_, meeting_id, half)
    with services.database.reading() as session:
        sources = gather(services, session, settings)
    kind, meeting = BY_TYPE[type_], sources.meeting(subject)
    data = fill(type_, sources, subject)
    document = wanted(settings.group, kind, data, meeting=meeting, half=half or "")
    audience = kind.audience or (meeting.audience if meeting else Audience.GROUP)
    target = _folder(settings, audience)
    with services.database.reading() as session:
        password = services.password(session, group_id, target)
    if target.username and not password:
        raise InputError(no_password_sentence(target), where=target.id)
    with services.connector.open_folder(target, password) as store:
        desk = Desk(
            services=services,
            settings=settings,
            target=target,
            store=store,
            mode=Mode(),
            listing=store.list(),
        )
        _lay(desk, document)
    return Added(target_id=target.id, href=document.href)


def _lay(desk: Desk, wanted_one: Wanted) -> None:
    there = next((d.href for d in desk.live if d.document_id == wanted_one.document_id), None)
    if there:
        raise InputError("Dokumentet finnes fra før. Åpne det som ligger der.", where=there)
    contents = contents_of(desk, wanted_one)
    if not lay(desk, new_document(desk, contents), contents, Did("create", DocumentReason.ASKED)):
        raise InputError(
            "Det ligger en annen fil med dette navnet i mappa, og den er ikke rørt. Gi den et "
            "annet navn, og prøv igjen.",
            where=wanted_one.href,
        )


def _folder(settings: GroupSettings, audience: Audience) -> Target:
    folders = settings.targets_of(TargetKind.FOLDER, audience)
    if not folders:
        raise InputError(
            "Gruppa har ingen mappe som dokumentet hører hjemme i. Koble til en under Oppsett.",
            where=settings.group.id,
        )
    return folders[0]
