"""Groups: the settings of each tenant, saved and loaded as one domain record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pydantic import TypeAdapter
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from service.db.base import OfGroup
from service.db.tables_group import (
    BodyRow,
    GroupRow,
    MembershipRow,
    PackRow,
    ParameterRow,
    PersonRow,
)
from service.db.target_rows import target_of
from service.db.targets import Targets
from service.db.values import from_json, to_json
from service.domain.model import (
    Body,
    BodyKind,
    Group,
    Membership,
    PartyStatus,
    Period,
    Person,
    Role,
    Roster,
)
from service.domain.planning import PlanningRule
from service.domain.settings import AbsenceSettings, DriftPolicy, GroupSettings

_PLANNING = TypeAdapter(PlanningRule)
_REPLACED_WHOLE: tuple[type[OfGroup], ...] = (
    MembershipRow,
    PersonRow,
    BodyRow,
    PackRow,
    ParameterRow,
)
_EVERYTHING = (
    selectinload(GroupRow.bodies),
    selectinload(GroupRow.people).selectinload(PersonRow.memberships),
    selectinload(GroupRow.packs),
    selectinload(GroupRow.parameters),
    selectinload(GroupRow.targets),
)


class Groups:
    """The tenants."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save(self, settings: GroupSettings) -> None:
        """Store all of it, replacing what the group had.

        Passwords, run states and what was last written stay with targets whose address stays; a
        target with a new address starts afresh (see `Targets.replace`).
        """
        group = settings.group
        row = self._session.get(GroupRow, group.id) or GroupRow(id=group.id)
        row.name, row.party, row.municipality = group.name, group.party, group.municipality
        row.county, row.language = group.county, group.language
        row.term_start, row.term_end = group.term.start, group.term.end
        row.drift = settings.drift.value
        row.absence_link = settings.absence.link
        row.absence_replies = settings.absence.replies
        row.planning = _PLANNING.dump_python(settings.planning, mode="json")
        self._session.add(row)
        self._session.flush()
        for table in _REPLACED_WHOLE:
            self._session.execute(delete(table).where(table.group_id == group.id))
        self._session.expire_all()
        for rows in (_rows(group), _membership_rows(group)):  # people before their memberships
            self._session.add_all(rows)
            self._session.flush()
        Targets(self._session, group.id).replace(settings.targets)
        self._session.expire_all()

    def get(self, group_id: str) -> GroupSettings | None:
        """The settings of one group, or None if there is no such group."""
        found = select(GroupRow).where(GroupRow.id == group_id).options(*_EVERYTHING)
        row = self._session.scalars(found).one_or_none()
        return None if row is None else _settings(row)

    def all(self) -> tuple[GroupSettings, ...]:
        """Every group, by municipality and name, in a fixed number of queries."""
        found = select(GroupRow).order_by(GroupRow.municipality, GroupRow.name, GroupRow.id)
        return tuple(_settings(row) for row in self._session.scalars(found.options(*_EVERYTHING)))

    def for_feed(self, group_id: str, person_id: str) -> GroupSettings | None:
        """The group as far as its entries are worded by it, with one person of its roster.

        In two queries; packs, parameters and targets are left out.
        """
        one = GroupRow.people.and_(PersonRow.id == person_id)
        found = select(GroupRow).where(GroupRow.id == group_id)
        needed = (
            selectinload(GroupRow.bodies),
            joinedload(one).joinedload(PersonRow.memberships),
        )
        row = self._session.scalars(found.options(*needed)).unique().one_or_none()
        if row is None:
            return None
        return GroupSettings(group=_group(row), planning=_PLANNING.validate_python(row.planning))

    def choose_absence(self, group_id: str, chosen: AbsenceSettings) -> None:
        """Store how members may report absence, and leave everything else as it is."""
        self._session.execute(
            update(GroupRow)
            .where(GroupRow.id == group_id)
            .values(absence_link=chosen.link, absence_replies=chosen.replies)
        )
        self._session.expire_all()

    def delete(self, group_id: str) -> bool:
        """Delete a group and everything stored about it. Says whether there was one.

        Nothing is done on the group's own servers.
        """
        row = self._session.get(GroupRow, group_id)
        if row is None:
            return False
        self._session.execute(delete(GroupRow).where(GroupRow.id == group_id))
        self._session.expire_all()
        return True


def _rows(group: Group) -> Iterable[BodyRow | PersonRow | PackRow | ParameterRow]:
    for position, body in enumerate(group.roster.bodies):
        yield BodyRow(
            group_id=group.id,
            key=body.key,
            position=position,
            name=body.name,
            kind=body.kind.value,
            aliases=list(body.aliases),
        )
    for position, person in enumerate(group.roster.people):
        yield _person_row(group.id, position, person)
    for position, pack in enumerate(group.packs):
        used = group.pack_periods.get(pack)
        yield PackRow(
            group_id=group.id,
            pack=pack,
            position=position,
            start=used.start if used else None,
            end=used.end if used else None,
        )
    for position, (rule, parameter, value) in enumerate(group.parameters):
        yield ParameterRow(
            group_id=group.id,
            rule=rule,
            parameter=parameter,
            position=position,
            value=to_json(value),
        )


def _person_row(group_id: str, position: int, person: Person) -> PersonRow:
    return PersonRow(
        group_id=group_id,
        id=person.id,
        position=position,
        name=person.name,
        status=person.status.value,
        joined_from_other_party=person.joined_from_other_party,
    )


def _membership_rows(group: Group) -> Iterable[MembershipRow]:
    for person in group.roster.people:
        for position, membership in enumerate(person.memberships):
            yield _membership_row(group.id, person.id, position, membership)


def _membership_row(
    group_id: str, person_id: str, position: int, membership: Membership
) -> MembershipRow:
    return MembershipRow(
        group_id=group_id,
        person_id=person_id,
        position=position,
        body=membership.body,
        role=membership.role.value,
        start=membership.period.start,
        end=membership.period.end,
        rank=membership.rank,
        appointed_by=membership.appointed_by,
    )


def _group(row: GroupRow) -> Group:
    return Group(
        id=row.id,
        name=row.name,
        party=row.party,
        municipality=row.municipality,
        term=Period(start=row.term_start, end=row.term_end),
        county=row.county,
        language=row.language,
        roster=Roster(
            bodies=tuple(_body(body) for body in row.bodies),
            people=tuple(_person(person) for person in row.people),
        ),
    )


def _settings(row: GroupRow) -> GroupSettings:
    group = replace(
        _group(row),
        packs=tuple(pack.pack for pack in row.packs),
        pack_periods={
            pack.pack: Period(start=pack.start, end=pack.end) for pack in row.packs if pack.start
        },
        parameters=tuple((p.rule, p.parameter, from_json(p.value)) for p in row.parameters),
    )
    return GroupSettings(
        group=group,
        planning=_PLANNING.validate_python(row.planning),
        targets=tuple(target_of(target) for target in row.targets),
        drift=DriftPolicy(row.drift),
        absence=AbsenceSettings(link=row.absence_link, replies=row.absence_replies),
    )


def _body(row: BodyRow) -> Body:
    return Body(key=row.key, name=row.name, kind=BodyKind(row.kind), aliases=tuple(row.aliases))


def _person(row: PersonRow) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        memberships=tuple(_membership(membership) for membership in row.memberships),
        status=PartyStatus(row.status),
        joined_from_other_party=row.joined_from_other_party,
    )


def _membership(row: MembershipRow) -> Membership:
    return Membership(
        body=row.body,
        role=Role(row.role),
        period=Period(start=row.start, end=row.end),
        rank=row.rank,
        appointed_by=row.appointed_by,
    )
