"""The shape of the group file, field by field. What belongs together is checked by the reader."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from service.domain.model import Audience, BodyKind, PartyStatus
from service.domain.settings import DriftPolicy, TargetKind
from service.domain.sharing import Access
from service.imports.groups import terms
from service.imports.groups.fields import (
    Account,
    Address,
    Key,
    Optional,
    Pack,
    Strict,
    Text,
    Variable,
    role,
    rule_codes,
    term,
)
from service.imports.groups.planning_schema import PlanningEntry


class TermEntry(Strict):
    """The term (valgperiode)."""

    start: dt.date
    end: dt.date | None = None


class GroupEntry(Strict):
    """[group]."""

    id: Key
    name: Text
    party: Text
    municipality: Text
    term: TermEntry
    county: bool = False
    language: Literal["nb", "nn"] = "nb"


class RulesEntry(Strict):
    """[rules]. ``periods`` say when a pack was in use, where that is not all the time."""

    packs: list[Pack] = Field(default_factory=list)
    periods: dict[Pack, TermEntry] = Field(default_factory=dict)
    parameters: Annotated[dict[str, dict[str, object]], AfterValidator(rule_codes)] = Field(
        default_factory=dict
    )


class SyncEntry(Strict):
    """[sync]."""

    drift: Annotated[DriftPolicy, term(terms.DRIFT)] = DriftPolicy.ASK


class AbsenceEntry(Strict):
    """[absence]."""

    link: bool = False
    replies: bool = False


class BodyEntry(Strict):
    """[[bodies]]."""

    key: Key
    name: Text
    kind: Annotated[BodyKind, term(terms.KINDS)]
    aliases: list[Text] = Field(default_factory=list)


class MembershipEntry(Strict):
    """One of a person's memberships."""

    role: Annotated[str, AfterValidator(role)]
    body: str | None = None
    since: dt.date | None = Field(default=None, alias="from")
    until: dt.date | None = Field(default=None, alias="to")
    rank: Annotated[int, Field(ge=1, le=99)] | None = None
    appointed_by: Optional = ""


class PersonEntry(Strict):
    """[[people]]."""

    id: Key
    name: Text
    memberships: list[MembershipEntry] = Field(default_factory=list)
    status: Annotated[PartyStatus, term(terms.STATUSES)] = PartyStatus.MEMBER
    joined_from_other_party: dt.date | None = None


class ShareEntry(Strict):
    """One of a target's shares: with a group or a user of its server."""

    group: Account | None = None
    user: Account | None = None
    access: Annotated[Access, term(terms.ACCESSES)] = Access.READ
    person: Key | None = None


class TargetEntry(Strict):
    """[[targets]]."""

    id: Key
    kind: Annotated[TargetKind, term(terms.TARGETS)]
    audience: Annotated[Audience, term(terms.AUDIENCES)]
    url: Address
    username: Optional = ""
    password_env: Variable | None = None
    shares: list[ShareEntry] = Field(default_factory=list)


class FileEntry(Strict):
    """The whole file."""

    group: GroupEntry
    planning: PlanningEntry
    rules: RulesEntry = RulesEntry()
    sync: SyncEntry = SyncEntry()
    absence: AbsenceEntry = AbsenceEntry()
    bodies: list[BodyEntry] = Field(default_factory=list)
    people: list[PersonEntry] = Field(default_factory=list)
    targets: list[TargetEntry] = Field(default_factory=list)
