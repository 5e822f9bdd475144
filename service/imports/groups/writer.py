"""Writing a group file: what is read from it is exactly what was written."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import AoT, InlineTable, Table

from service.domain.model import (
    Body,
    BodyKind,
    Group,
    Membership,
    PartyStatus,
    Period,
    Person,
    Roster,
)
from service.domain.planning import PlanningRule
from service.domain.settings import AbsenceSettings, GroupSettings, Target
from service.domain.sharing import Share
from service.imports.groups import terms
from service.imports.wording.dates import WEEKDAY_NAMES


def write_group_file(
    settings: GroupSettings, sources: Mapping[str, str] = MappingProxyType({})
) -> str:
    """The TOML text of a group. Fields that have their default are left out.

    Parameters are written rule by rule: those of one rule come out next to each other. ``sources``
    say where a value comes from, by "planning.weekday" or "SP22-5.2.min_requesters"; they are
    written as comments.
    """
    group = settings.group
    document = tomlkit.document()
    document["group"] = _table(_group(group))
    document["planning"] = _table(_planning(settings.planning))
    document["rules"] = _rules(group)
    sync = _table({"drift": terms.word_for(terms.DRIFT, settings.drift)})
    sync["drift"].comment(terms.DRIFT_MEANS[settings.drift])
    document["sync"] = sync
    if settings.absence != AbsenceSettings():
        document["absence"] = _table(dataclasses.asdict(settings.absence))
    for name, entries in (
        ("bodies", [_table(_body(body)) for body in group.roster.bodies]),
        ("people", [_person(person, group) for person in group.roster.people]),
        ("targets", [_table(_target(target)) for target in settings.targets]),
    ):
        if entries:
            document[name] = AoT(entries)
    _cite(document, sources)
    return tomlkit.dumps(document)


def _cite(document: TOMLDocument, sources: Mapping[str, str]) -> None:
    tables = {"planning": document["planning"], **document["rules"].get("parameters", {})}
    for name, source in sources.items():
        table, _, field = name.rpartition(".")
        if field in tables.get(table, ()):
            tables[table][field].comment(source)


def _table(fields: Mapping[str, object]) -> Table:
    """A table of the fields that are something."""
    table = tomlkit.table()
    for name, value in fields.items():
        if value is not None and value not in ("", [], ()):
            table[name] = value
    return table


def _period(period: Period) -> InlineTable:
    table = tomlkit.inline_table()
    table["start"] = period.start
    if period.end is not None:
        table["end"] = period.end
    return table


def _group(group: Group) -> dict[str, object]:
    return {
        "id": group.id,
        "name": group.name,
        "party": group.party,
        "municipality": group.municipality,
        "county": group.county,
        "language": group.language,
        "term": _period(group.term),
    }


def _planning(rule: PlanningRule) -> dict[str, object]:
    words: dict[str, object] = {
        "trigger": terms.word_for(terms.TRIGGERS, rule.trigger),
        "kinds": [terms.word_for(terms.KINDS, kind) for kind in rule.kinds],
        "weekday": None if rule.weekday is None else WEEKDAY_NAMES[rule.weekday],
        "start": _clock(rule.start),
        "end": _clock(rule.end),
    }
    rest = {
        field.name: _parts(getattr(rule, field.name))
        for field in dataclasses.fields(rule)
        if field.name not in words and getattr(rule, field.name) != field.default
    }
    return words | rest


def _parts(value: object) -> object:
    """A setting as TOML has it: what has parts of its own as a table on one line."""
    if isinstance(value, tuple):
        listed = tomlkit.array().multiline(multiline=True)
        listed.extend(map(_part, value))
        return listed
    return _part(value) if dataclasses.is_dataclass(value) else value


def _part(value: object) -> InlineTable:
    table = tomlkit.inline_table()
    for field in dataclasses.fields(value):  # type: ignore[arg-type]  # the parts of the rule are
        inner = getattr(value, field.name)
        if inner != field.default:
            table[field.name] = _word(field.name, inner)
    return table


def _word(name: str, value: object) -> object:
    if isinstance(value, dt.time):
        return _clock(value)
    return WEEKDAY_NAMES[value] if name == "weekday" and isinstance(value, int) else value


def _clock(time: dt.time) -> str:
    whole = time.second == 0 and time.microsecond == 0
    return time.isoformat(timespec="minutes") if whole else time.isoformat()


def _rules(group: Group) -> Table:
    table = _table({"packs": list(group.packs)})
    if group.pack_periods:
        table["periods"] = {pack: _period(used) for pack, used in group.pack_periods.items()}
    parameters = tomlkit.table(is_super_table=True)
    for code, name, value in group.parameters:
        if code not in parameters:
            parameters[code] = tomlkit.table()
        parameters[code][name] = list(value) if isinstance(value, tuple) else value
    if group.parameters:
        table["parameters"] = parameters
    return table


def _body(body: Body) -> dict[str, object]:
    return {
        "key": body.key,
        "name": body.name,
        "kind": terms.word_for(terms.KINDS, body.kind),
        "aliases": list(body.aliases),
    }


def _person(person: Person, group: Group) -> Table:
    member = person.status is PartyStatus.MEMBER
    table = _table(
        {
            "id": person.id,
            "name": person.name,
            "status": "" if member else terms.word_for(terms.STATUSES, person.status),
            "joined_from_other_party": person.joined_from_other_party,
        }
    )
    if person.memberships:
        memberships = tomlkit.array().multiline(multiline=True)
        memberships.extend(_membership(m, group) for m in person.memberships)
        table["memberships"] = memberships
    return table


def _membership(membership: Membership, group: Group) -> dict[str, object]:
    body = group.roster.body(membership.body)
    word = terms.term_for(membership.role, body.kind if body else BodyKind.OTHER)
    period = membership.period
    fields: dict[str, object] = {
        "role": word,
        "body": "" if _is_implied(word, membership.body, group.roster) else membership.body,
        "rank": membership.rank,
        "from": None if period.start == group.term.start else period.start,
        "to": period.end,
        "appointed_by": membership.appointed_by,
    }
    inline = tomlkit.inline_table()
    inline.update({name: value for name, value in fields.items() if value not in (None, "")})
    return inline


def _is_implied(word: str, key: str, roster: Roster) -> bool:
    """Whether the role's word is enough to tell the body."""
    implied = terms.ROLES[word].implied
    return implied is not None and [body.key for body in roster.of_kind(implied)] == [key]


def _target(target: Target) -> Table:
    table = _table(
        {
            "id": target.id,
            "kind": terms.word_for(terms.TARGETS, target.kind),
            "audience": terms.word_for(terms.AUDIENCES, target.audience),
            "url": target.url,
            "username": target.username,
            "password_env": target.password_env,
        }
    )
    if target.shares:
        shares = tomlkit.array().multiline(multiline=True)
        shares.extend(map(_share, target.shares))
        table["shares"] = shares
    return table


def _share(share: Share) -> InlineTable:
    table = tomlkit.inline_table()
    table[share.sharee.kind.value] = share.sharee.id
    table["access"] = terms.word_for(terms.ACCESSES, share.access)
    if share.person:
        table["person"] = share.person
    return table
