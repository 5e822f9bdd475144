"""What a journey is given: the database, the clock, and a way to reach the group's servers."""

from __future__ import annotations

import datetime as dt
import os
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from sqlalchemy.orm import Session

from connectors.publication import Publications
from connectors.sharing import Sharing
from connectors.store import FolderStore, ResourceStore
from service.db.database import Database
from service.db.groups import Groups
from service.db.regulations import RegulationVersions
from service.db.sealing import SecretBox
from service.db.targets import Targets
from service.documents.printing.bounded import ProgramMissing
from service.domain.deeds import Actor
from service.domain.errors import InputError
from service.domain.model import Group
from service.domain.regulation_versions import planning_by
from service.domain.settings import GroupSettings, Target
from service.journeys.memories import Memories
from service.rules.definitions import RulePack
from service.rules.loading import load_packs


class Connector(Protocol):
    """Opens collections on somebody's server. Only bootstrap knows which library does it."""

    def open(self, target: Target, password: str) -> AbstractContextManager[ResourceStore]:
        """A store for the target's collection. No request is sent yet."""

    def open_folder(self, target: Target, password: str) -> AbstractContextManager[FolderStore]:
        """The same for a target that is a folder, whose files can be given other names."""

    def sharing(self, target: Target, password: str) -> AbstractContextManager[Sharing]:
        """Who the target is shared with on its server. No request is sent yet."""

    def empty(self) -> FolderStore:
        """A collection with nothing in it: what a dry run decides against where none is made."""

    def create(self, target: Target, password: str, name: str) -> None:
        """Make the collection, with a display name, where there is none.

        Raises:
            StoreError: the server refused or was not reached.
        """


class PrintPdf(Protocol):
    """Makes a PDF of a DOCX."""

    def __call__(self, data: bytes, *, language: str, title: str) -> bytes:
        """The document as PDF/UA.

        Raises:
            ProgramError: it could not be made; the type says whether a retry helps.
        """


def _nobody() -> None:
    """There is nobody to wake."""


def _no_pdf(data: bytes, *, language: str, title: str) -> bytes:  # noqa: ARG001 - the protocol's
    raise ProgramMissing("Det er ikke satt opp noe som lager PDF.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The outside world, handed to every journey.

    ``now`` is told the group, so that the demo can stand in each group's own half-year. It answers
    in UTC or any other zone, never naive. ``wake`` tells those who sync that something is due;
    nothing is lost where it doesn't reach them. ``luck`` gives random numbers from 0 up to 1.
    """

    database: Database
    box: SecretBox
    connector: Connector
    now: Callable[[str], dt.datetime]
    publications: Publications
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    print_pdf: PrintPdf = _no_pdf
    memories: Memories = field(default_factory=Memories)
    packs_folder: Path | None = None  # rule packs of one's own, beside the shipped ones
    actor: Actor = Actor.CLI  # what sets the journeys off
    public_url: str = ""  # where people reach the pages, without a final "/"; "": nobody has said
    wake: Callable[[], None] = _nobody
    luck: Callable[[], float] = random.random

    @contextmanager
    def changing(self, group_id: str) -> Iterator[Session]:
        """A session that changes what a group's calendars and folders shall hold.

        They are due at once when it is committed, and those who sync are told.
        """
        with self.database.transaction() as session:
            yield session
            Targets(session, group_id).make_due()
        self.wake()

    def packs(self, group: Group) -> tuple[RulePack, ...]:
        """The group's rule packs.

        Raises:
            InputError: one can't be loaded, or two contradict each other on the same day.
        """
        return load_packs(group.packs, self.packs_folder, group.pack_periods)

    def settings(self, group_id: str) -> GroupSettings:
        """The group's settings as they hold: what its adopted regulation says goes first.

        Raises:
            InputError: there is no such group.
        """
        own = self.own_settings(group_id)
        with self.database.reading() as session:
            decided = RegulationVersions(session, group_id, self.box).decisions()
        said = {key: one.value for key, one in decided.items()}
        return replace(own, planning=planning_by(own.planning, said))

    def own_settings(self, group_id: str) -> GroupSettings:
        """The group's settings as it has entered them.

        Raises:
            InputError: there is no such group.
        """
        with self.database.reading() as session:
            settings = Groups(session).get(group_id)
        if settings is None:
            raise no_such_group(group_id)
        return settings

    def password(self, session: Session, group_id: str, target: Target) -> str:
        """The target's password, "" where none is stored or given in the environment."""
        return Targets(session, group_id).password(target.id, self.box, self.environ) or ""


def no_such_group(group_id: str) -> InputError:
    """What is said of a group that nobody has added."""
    return InputError(
        f"Det finnes ingen gruppe «{group_id}». Se hvilke som finnes: kjoreplan group list"
    )
