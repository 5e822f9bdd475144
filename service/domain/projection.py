"""The words of reconciling: desired, last applied, observed, and what is to be done about it.

An object's *owned fields* are a flat mapping of canonical texts; what else an object holds is a
person's and is neither compared nor written. Two field names mean something here: ``status``, whose
value ``CANCELLED`` is how a meeting ends, and the scheduling fields, a change of which every
reader must be told of (SEQUENCE, RFC 5545 §3.8.7.4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from service.domain.model import event_uid

Fields = Mapping[str, str]

STATUS = "status"
CANCELLED = "CANCELLED"
CONFIRMED = "CONFIRMED"
SCHEDULING_FIELDS = frozenset({"dtstart", "dtend", "due", "location", STATUS})
ABSENCE = "absence"  # a link that is another where the service has got another key
SOFT_FIELDS = frozenset({"alarm", "url", ABSENCE})  # written; a person's change is no drift
GENERATIONS = 16
ANNOTATED_NOTE = "~annotated"
RELEASED_NOTE = "~released"


@dataclass(frozen=True, slots=True)
class Name:
    """What an object is called: its UID, and its href in the collection."""

    uid: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desired:
    """An object that the plan wants, under its first name.

    ``heirs`` are the names of its later generations, for servers that refuse a UID whose object
    was deleted.
    """

    uid: str
    href: str
    fields: Fields
    heirs: tuple[Name, ...] = ()

    @property
    def uids(self) -> frozenset[str]:
        """The UIDs of all its generations."""
        return frozenset({self.uid, *(heir.uid for heir in self.heirs)})

    def name(self, generation: int) -> Name | None:
        """The name of a generation, from 0, or None when there are no more."""
        names = (Name(self.uid, self.href), *self.heirs)
        return names[generation] if generation < len(names) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What we last wrote, or found and took as ours. An empty ``etag`` is a tombstone.

    A tombstone remembers that a generation's UID is used up on this server. Field names beginning
    with "~" are our own notes about the object and no part of it.
    """

    uid: str
    href: str
    etag: str
    fields: Fields
    generation: int = 0
    sequence: int = 0

    @property
    def buried(self) -> bool:
        """Whether this is a tombstone."""
        return not self.etag

    @property
    def owned(self) -> dict[str, str]:
        """The fields as they stand in the object."""
        return {k: v for k, v in self.fields.items() if not k.startswith("~")}

    @property
    def annotated(self) -> bool:
        """Whether a person has written in the object since we first did: it is never removed."""
        return ANNOTATED_NOTE in self.fields

    @property
    def released(self) -> frozenset[str]:
        """The fields a person decides in the calendar, which the plan has no place for."""
        return frozenset(self.fields.get(RELEASED_NOTE, "").split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What lies on the server.

    ``fields`` is None when the object was not fetched because its etag is the applied one, and
    when it could not be read; ``uid`` likewise.
    """

    href: str
    etag: str
    uid: str | None = None
    fields: Fields | None = None
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Observation:
    """A collection's objects. Nothing is taken for deleted unless ``complete``."""

    objects: tuple[Observed, ...]
    complete: bool


class ActionKind(StrEnum):
    """What is to be done. Only the first six write to the server."""

    CREATE = "create"  # If-None-Match: *
    UPDATE = "update"
    RESTORE = "restore"  # an update that undoes what a person did
    RECREATE = "recreate"  # a create under the next generation's name
    CANCEL = "cancel"  # an update to STATUS:CANCELLED
    REMOVE = "remove"  # delete with If-Match
    ADOPT = "adopt"  # nothing to write: remember the etag
    TAKE_OVER = "take_over"  # the plan takes what the calendar says
    FORGET = "forget"  # it is gone and not wanted: remember only that

    @property
    def writes(self) -> bool:
        """Whether the server is written to."""
        return self not in {ActionKind.ADOPT, ActionKind.TAKE_OVER, ActionKind.FORGET}


class Reason(StrEnum):
    """Why, for the sentence that a person reads."""

    NEW = "new"
    PLAN_CHANGED = "plan_changed"
    ANNOTATED = "annotated"  # a person added something of their own
    ALREADY_SO = "already_so"  # the calendar says already what we would write
    CHANGED_BY_PERSON = "changed_by_person"
    DELETED_BY_PERSON = "deleted_by_person"
    BOTH_CHANGED = "both_changed"
    WITHDRAWN = "withdrawn"  # no longer in the plan
    GRACE_OVER = "grace_over"
    FOUND_AGAIN = "found_again"  # ours by its UID, and we had no record of it
    ORPHAN = "orphan"  # ours by its UID, not in the plan, and we had no record of it
    UNREADABLE = "unreadable"
    APPROVED = "approved"  # the protocol is approved, so its PDF is laid beside it
    NAME_TAKEN = "name_taken"  # another object lies where ours belongs
    NAMES_USED_UP = "names_used_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One step. ``etag`` is the precondition; None means that nothing may lie there yet.

    ``fields`` is what the object shall say afterwards (for TAKE_OVER: what the plan shall take,
    empty if the object was deleted), ``before`` what we last wrote, ``theirs`` what stands there
    where a person changed it. ``uid`` and ``href`` are those of the object acted on; for RECREATE
    and for an ADOPT under another name, ``replaces`` is the UID of the record that ends.
    """

    kind: ActionKind
    reason: Reason
    uid: str
    href: str
    etag: str | None
    fields: Fields
    before: Fields = field(default_factory=dict)
    theirs: Fields = field(default_factory=dict)
    generation: int = 0
    sequence: int = 0
    annotated: bool = False
    released: frozenset[str] = frozenset()
    replaces: str | None = None

    @property
    def cancels(self) -> bool:
        """Whether the object is a cancelled one afterwards, or the plan's meeting is."""
        return not self.fields or self.fields.get(STATUS) == CANCELLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Something a person decides. Nothing was or will be written to this object until then.

    ``by_plan`` and ``by_calendar`` are what is done if that is the answer; None: it changes
    nothing. ``always``: it is asked under every policy.
    """

    reason: Reason
    uid: str
    href: str
    etag: str | None
    ours: Fields = field(default_factory=dict)  # empty: the plan no longer has it
    theirs: Fields = field(default_factory=dict)  # empty: it is gone, or can't be read
    by_plan: ActionKind | None = None
    by_calendar: ActionKind | None = None
    always: bool = False


class StopReason(StrEnum):
    """Which guard stopped everything."""

    TOO_MANY_REMOVALS = "too_many_removals"
    TOO_MANY_DELETED = "too_many_deleted"
    PLAN_EMPTY = "plan_empty"
    CALENDAR_EMPTY = "calendar_empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Nothing is done before a person has said so; ``withheld`` is what would be done then."""

    reason: StopReason
    count: int
    total: int
    withheld: tuple[Action, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """What to do now, what to ask, and whether a guard stopped it all.

    ``unsettled``: something differs from our record and stays so, or has not been seen: it must be
    looked at again, for what has changed from now on doesn't tell of it.
    """

    actions: tuple[Action, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    stop: Stop | None = None
    unsettled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much may vanish in one run without asking: ``floor`` objects or ``share`` of them.

    ``of_plan`` counts what the plan drops, too: not where all of it is derived from what another
    calendar shows, and much may be settled at once.
    """

    floor: int = 3
    share: float = 0.20
    of_plan: bool = True

    def allows(self, count: int, total: int) -> bool:
        """Whether ``count`` of ``total`` may go."""
        return count <= max(self.floor, self.share * total)


USUAL_LIMITS = Limits()
DERIVED_LIMITS = Limits(of_plan=False)


def href_of(uid: str) -> str:
    """The href of an object: the UID's own part, without the "@" that servers escape unlike."""
    return uid.partition("@")[0] + ".ics"


def desired(group_id: str, item_id: str, fields: Fields) -> Desired:
    """The desired object of a meeting or deadline, with the names of all its generations."""
    first, *heirs = (
        Name(uid, href_of(uid))
        for uid in (event_uid(group_id, item_id, n) for n in range(GENERATIONS))
    )
    return Desired(uid=first.uid, href=first.href, fields=fields, heirs=tuple(heirs))
