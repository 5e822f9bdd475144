"""From a decision to the step that carries it out, and from the step to our new record."""

from __future__ import annotations

from dataclasses import replace

from service.domain.decisions import Row, Seen
from service.domain.matching import Item
from service.domain.projection import (
    ABSENCE,
    ANNOTATED_NOTE,
    CANCELLED,
    CONFIRMED,
    RELEASED_NOTE,
    SCHEDULING_FIELDS,
    SOFT_FIELDS,
    STATUS,
    Action,
    ActionKind,
    Applied,
    Conflict,
    Fields,
    Reason,
)

_REMOVING = frozenset({ActionKind.REMOVE, ActionKind.FORGET})


def hard(fields: Fields) -> dict[str, str]:
    """The fields in which a person's change counts as drift."""
    return {name: value for name, value in fields.items() if name not in SOFT_FIELDS}


def action(item: Item, target: Fields, kind: ActionKind, reason: Reason, seen: Seen) -> Action:
    """The step of that kind for an object that should say ``target``."""
    observed, applied = item.observed, item.applied
    before = applied.owned if applied else {}
    theirs = _theirs(item, before, target)
    released = applied.released if applied else frozenset()
    if kind is ActionKind.TAKE_OVER:
        released |= frozenset(theirs) - SCHEDULING_FIELDS
        if theirs.get(STATUS) not in {None, "", CANCELLED, CONFIRMED}:
            released |= {STATUS}  # "tentative" is a person's mark, and no decision of the plan's
    fields = _afterwards(item, kind, target, before, seen)
    return Action(
        kind=kind,
        reason=reason,
        uid=item.name.uid,
        href=observed.href if observed else item.name.href,
        etag=observed.etag if observed else None,
        fields=fields,
        before=before,
        theirs=theirs,
        generation=item.generation,
        sequence=_sequence(item, fields, kind),
        annotated=bool(applied and applied.annotated)
        or seen in {Seen.ANNOTATED, Seen.AS_WANTED, Seen.DRIFTED},
        released=released,
        replaces=item.replaces,
    )


def _afterwards(
    item: Item, kind: ActionKind, target: Fields, before: Fields, seen: Seen
) -> dict[str, str]:
    """What the object says once the action is done; nothing if it is gone then."""
    if kind in _REMOVING:
        return {}
    if kind is ActionKind.TAKE_OVER:
        found = item.observed.fields if item.observed else None
        soft = {k: v for k, v in (before or target).items() if k in SOFT_FIELDS}
        return {**hard(found), **soft} if found else {}
    if kind is ActionKind.ADOPT and seen is Seen.ANNOTATED:
        return dict(before)
    if kind is ActionKind.ADOPT:
        return _with_the_link_there(item, target, before)
    return dict(target)


def _with_the_link_there(item: Item, target: Fields, before: Fields) -> dict[str, str]:
    """The target, but for the link as it stands: the next pass puts right one that leads nowhere.

    What is recorded is what was written, also where a person has taken it out since.
    """
    stands = before if item.applied else (item.observed and item.observed.fields) or {}
    others = {name: value for name, value in target.items() if name != ABSENCE}
    return others | {name: value for name, value in stands.items() if name == ABSENCE}


def _theirs(item: Item, before: Fields, target: Fields) -> dict[str, str]:
    """The fields that read otherwise than we left them, and how; "" where one was emptied."""
    if item.observed is None or item.observed.fields is None:
        return {}
    found, base = hard(item.observed.fields), hard(before or target)
    names = sorted({*found, *base})
    return {n: found.get(n, "") for n in names if found.get(n, "") != base.get(n, "")}


def _sequence(item: Item, fields: Fields, kind: ActionKind) -> int:
    applied, observed = item.applied, item.observed
    last = max(applied.sequence if applied else 0, observed.sequence if observed else 0)
    if not kind.writes or observed is None:
        return last
    stands = observed.fields if observed.fields is not None else applied.owned if applied else {}
    changed = any(stands.get(name) != fields.get(name) for name in SCHEDULING_FIELDS)
    return last + 1 if changed and kind is not ActionKind.REMOVE else last


def recreate(item: Item, target: Fields, row: Row) -> Action | Conflict:
    """The object again under its next name: some servers keep the deleted UID and refuse it."""
    if item.heir is None:
        return conflict(item, target, replace(row, reason=Reason.NAMES_USED_UP, plan=None))
    generation, heir = item.heir
    return Action(
        kind=ActionKind.RECREATE,
        reason=row.reason,
        uid=heir.uid,
        href=heir.href,
        etag=None,
        fields=dict(target),
        before=item.applied.owned if item.applied else {},
        generation=generation,
        released=item.applied.released if item.applied else frozenset(),
        replaces=item.name.uid,
    )


def conflict(item: Item, target: Fields, row: Row) -> Conflict:
    """The question to a person, with what each answer to it does."""
    observed = item.observed
    return Conflict(
        reason=row.reason,
        uid=item.name.uid,
        href=observed.href if observed else item.name.href,
        etag=observed.etag if observed else None,
        ours=dict(target) if item.desired else {},
        theirs=dict(observed.fields) if observed and observed.fields else {},
        by_plan=row.plan,
        by_calendar=row.calendar,
        always=row.always,
    )


def settled(action: Action, etag: str = "") -> Applied:
    """What to remember once ``action`` is done; ``etag`` is the one the server gave for a write.

    Remember it under ``action.uid`` in place of ``action.replaces``, if that is set.

    Raises:
        ValueError: the action wrote an object and no etag is given: GET it first.
    """
    gone = action.kind in {ActionKind.REMOVE, ActionKind.FORGET} or not action.fields
    if gone:
        etag, fields = "", {}
    else:
        if action.kind.writes and not etag:
            raise ValueError(f"{action.kind} of {action.href} needs the etag the server gave")
        etag = etag or action.etag or ""
        notes = {ANNOTATED_NOTE: "1"} if action.annotated else {}
        if action.released:
            notes[RELEASED_NOTE] = " ".join(sorted(action.released))
        fields = {**action.fields, **notes}
    return Applied(
        uid=action.uid,
        href=action.href,
        etag=etag,
        fields=fields,
        generation=action.generation,
        sequence=action.sequence,
    )
