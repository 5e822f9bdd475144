"""Wires configuration, database and connectors to the journeys. The only place that chooses."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import partial

from connectors.caldav_setup import ensure_calendar
from connectors.caldav_store import CalDavStore
from connectors.memory_store import MemoryStore
from connectors.nextcloud.calendar_shares import CalendarShares
from connectors.nextcloud.folder_shares import FolderShares
from connectors.publication import Publications
from connectors.published import PublishedPages
from connectors.server_clock import server_time
from connectors.sharing import Sharing
from connectors.store import FolderStore, ResourceStore
from connectors.webdav_store import WebDavStore
from service.config import Config, read_config
from service.db.database import Database
from service.db.sealing import SecretBox, keys_in
from service.documents.printing.pdf import to_pdf
from service.domain.model import Audience
from service.domain.settings import Target, TargetKind
from service.journeys.services import Services

__all__ = [
    "HttpConnector",
    "build_services",
    "health_services",
    "publications",
    "real_time",
    "server_time",
]


class HttpConnector:
    """Reaches the group's servers over CalDAV and WebDAV."""

    def open(self, target: Target, password: str) -> AbstractContextManager[ResourceStore]:
        """A store for the target; no request is sent yet."""
        if target.kind is TargetKind.CALENDAR:
            return CalDavStore(target.url, target.username, password)
        return self.open_folder(target, password)

    def open_folder(self, target: Target, password: str) -> AbstractContextManager[FolderStore]:
        """A store for a target that is a folder."""
        return WebDavStore(target.url, target.username, password)

    def sharing(self, target: Target, password: str) -> AbstractContextManager[Sharing]:
        """The shares of the target, on the servers that have a way to change them."""
        if target.kind is TargetKind.CALENDAR:
            return CalendarShares(target.url, target.username, password)
        return FolderShares(target.url, target.username, password)

    def empty(self) -> FolderStore:
        """A collection with nothing in it, nowhere."""
        return MemoryStore()

    def create(self, target: Target, password: str, name: str) -> None:
        """Make the calendar or folder where there is none."""
        if target.kind is TargetKind.CALENDAR:
            components = ("VTODO",) if target.audience is Audience.DEADLINES else ("VEVENT",)
            ensure_calendar(target.url, target.username, password, name=name, components=components)
            return
        with WebDavStore(target.url, target.username, password) as folder:
            folder.ensure_folder()


def real_time(_group_id: str) -> dt.datetime:
    """The clock of everybody but the demo."""
    return dt.datetime.now(dt.UTC)


def publications(
    config: Config | None = None, environ: Mapping[str, str] = os.environ
) -> Publications:
    """What reads published plans from addresses; nothing is opened.

    Raises:
        InputError: a setting can't be used.
    """
    return PublishedPages(private=(config or read_config(environ)).private_addresses)


def health_services(
    database: Database, box: SecretBox, environ: Mapping[str, str] = os.environ
) -> Services:
    """What is needed to ask the servers how they are, over a database that is already open."""
    return Services(
        database=database,
        box=box,
        connector=HttpConnector(),
        now=real_time,
        environ=environ,
        publications=PublishedPages(private=False),
    )


def build_services(
    config: Config | None = None,
    *,
    now: Callable[[str], dt.datetime] = real_time,
    environ: Mapping[str, str] = os.environ,
) -> Services:
    """Open the database, bring its schema up to date, and put everything together.

    Raises:
        InputError: a setting or the data folder can't be used.
    """
    config = config or read_config(environ)
    config.ensure_data_dir()
    database = Database(config.database_url)
    database.upgrade()
    return Services(
        database=database,
        box=SecretBox(config.secret_keys or keys_in(config.key_file)),
        connector=HttpConnector(),
        now=now,
        environ=environ,
        print_pdf=partial(to_pdf, soffice=config.soffice),
        packs_folder=config.packs_folder,
        public_url=config.public_url,
        publications=publications(config),
    )
