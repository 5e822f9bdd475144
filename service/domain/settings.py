"""What a group has decided about itself: people, planning rule, packs, targets, drift policy.

One such record is what a group file holds, what the database stores for a tenant, and what every
journey is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from service.domain.model import Audience, Group
from service.domain.planning import PlanningRule
from service.domain.sharing import Share


class TargetKind(StrEnum):
    """What kind of collection a target is, and so which protocol it speaks."""

    CALENDAR = "calendar"  # CalDAV (RFC 4791)
    FOLDER = "folder"  # WebDAV (RFC 4918)


class DriftPolicy(StrEnum):
    """Who is right when a person has changed, in the calendar, what the plan says."""

    PLAN = "plan"  # the plan is restored
    ASK = "ask"  # nothing is written until a person has chosen
    CALENDAR = "calendar"  # the plan takes over what the calendar says


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A calendar or a folder on somebody's server, and who it is for.

    A target never holds a password. ``password_env`` names the environment variable that does;
    None means that the password is stored (encrypted) by the service or that none is needed.
    ``shares`` are whom the service shall share it with, where the server lets it.
    """

    id: str
    kind: TargetKind
    audience: Audience
    url: str
    username: str = ""
    password_env: str | None = None
    shares: tuple[Share, ...] = ()

    @property
    def host(self) -> str:
        """The server it lies on: host and port, without the user; "" where it is no address."""
        return host_of(self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceSettings:
    """How members may report absence; nothing until the group has chosen it.

    ``link``: on a page that each meeting's event links to. ``replies``: by a no to the meeting in
    the calendar, from those whom people have invited there.
    """

    link: bool = False
    replies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSettings:
    """A group with everything needed to plan, sync, write and validate for it."""

    group: Group
    planning: PlanningRule
    targets: tuple[Target, ...] = ()
    drift: DriftPolicy = DriftPolicy.ASK
    absence: AbsenceSettings = AbsenceSettings()

    def targets_of(self, kind: TargetKind, audience: Audience | None = None) -> tuple[Target, ...]:
        """The targets of that kind, for one audience or for all, in the group's own order."""
        return tuple(t for t in self.targets if t.kind is kind and audience in {None, t.audience})


def host_of(url: str) -> str:
    """The server of an address: host and port, without the user; "" where it is no address."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:  # a bracket that is never closed, for example
        return ""
