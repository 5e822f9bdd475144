"""Reading a group file: first its shape, then what must agree within it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from service.domain.errors import InputError
from service.domain.model import Body, BodyKind, Group, Membership, Period, Person, Role, Roster
from service.domain.settings import AbsenceSettings, GroupSettings
from service.imports.bodies.body_names import name_key
from service.imports.groups.complaints import complaint, translated
from service.imports.groups.places import Path
from service.imports.groups.planning_reader import planning_rule
from service.imports.groups.schema import FileEntry, MembershipEntry, PersonEntry
from service.imports.groups.target_reader import read_targets
from service.imports.groups.terms import ROLES, RoleTerm
from service.imports.toml_text import toml_content, toml_text

_SECRET = re.compile(r"pass|pwd|secret|hemmelig|token", re.IGNORECASE)


def read_group_file(data: bytes, filename: str) -> GroupSettings:
    """Read one group's TOML file; see the package for its shape.

    Raises:
        InputError: it isn't TOML, has an unknown or missing field, a value that isn't allowed, a
            password, or parts that contradict each other. It names file, line and field.
    """
    text = toml_text(data, filename, empty="Begynn med en eksempelfil.", large="Velg gruppefila.")
    content = toml_content(text, filename)
    _refuse_passwords(text, filename, content)
    try:
        entry = FileEntry.model_validate(content)
    except ValidationError as error:
        raise translated(text, filename, error) from error
    return _Reader(text, filename, entry).settings()


def _refuse_passwords(text: str, filename: str, content: Mapping[str, object]) -> None:
    for path in _keys_of_targets(content):
        key = str(path[-1])
        if key != "password_env" and _SECRET.search(key):
            message = (
                "Passord skal ikke stå i gruppefila. Legg passordet i en miljøvariabel, og skriv "
                "navnet på den i password_env."
            )
            raise complaint(text, filename, path, message)


def _keys_of_targets(content: Mapping[str, object]) -> Iterator[Path]:
    targets = content.get("targets")
    for index, target in enumerate(targets if isinstance(targets, list) else []):
        for key in target if isinstance(target, dict) else ():
            yield ("targets", index, key)


@dataclass(frozen=True, slots=True)
class _Reader:
    """One file whose shape is right."""

    text: str
    filename: str
    entry: FileEntry

    def settings(self) -> GroupSettings:
        self._check_term()
        self._refuse_doubles("bodies", [body.key for body in self.entry.bodies], "key")
        self._refuse_doubles("people", [person.id for person in self.entry.people], "id")
        self._refuse_doubles("targets", [target.id for target in self.entry.targets], "id")
        addresses = [target.url.rstrip("/").casefold() for target in self.entry.targets]
        self._refuse_doubles("targets", addresses, "url")
        self._refuse_shared_names()
        group = self.entry.group
        return GroupSettings(
            group=Group(
                id=group.id,
                name=group.name,
                party=group.party,
                municipality=group.municipality,
                term=Period(start=group.term.start, end=group.term.end),
                county=group.county,
                language=group.language,
                roster=Roster(bodies=self._bodies(), people=self._people()),
                packs=tuple(self.entry.rules.packs),
                pack_periods=self._pack_periods(),
                parameters=tuple(
                    (code, name, value)
                    for code, values in self.entry.rules.parameters.items()
                    for name, value in values.items()
                ),
            ),
            planning=planning_rule(self.entry, self._wrong),
            targets=read_targets(
                self.entry.targets, [person.id for person in self.entry.people], self._wrong
            ),
            drift=self.entry.sync.drift,
            absence=AbsenceSettings(**dict(self.entry.absence)),
        )

    def _wrong(self, path: Path, message: str) -> InputError:
        return complaint(self.text, self.filename, path, message)

    def _pack_periods(self) -> dict[str, Period]:
        rules = self.entry.rules
        for pack, used in rules.periods.items():
            where = ("rules", "periods", pack)
            if pack not in rules.packs:
                raise self._wrong(where, "Gruppa har ikke valgt denne regelpakka under packs.")
            if used.end is not None and used.end < used.start:
                raise self._wrong((*where, "end"), "Perioden slutter før den begynner.")
        return {p: Period(start=used.start, end=used.end) for p, used in rules.periods.items()}

    def _check_term(self) -> None:
        term = self.entry.group.term
        if term.end is not None and term.end < term.start:
            raise self._wrong(("group", "term", "end"), "Perioden slutter før den begynner.")

    def _refuse_doubles(self, table: str, values: Sequence[str], field: str) -> None:
        for index, value in enumerate(values):
            if (first := values.index(value)) != index:
                message = f"Verdien er brukt før, i {table}[{first}].{field}. Hver må ha sin egen."
                raise self._wrong((table, index, field), message)

    def _refuse_shared_names(self) -> None:
        """A name in a published plan must mean one body."""
        municipal = [(i, b) for i, b in enumerate(self.entry.bodies) if b.kind.municipal]
        names = Counter(
            key for _, b in municipal for key in {name_key(n) for n in (b.name, *b.aliases)}
        )
        for index, body in municipal:
            for name in (body.name, *body.aliases):
                if names[name_key(name)] > 1:
                    message = f"To organer har navnet «{name}». Et navn må bety ett organ."
                    raise self._wrong(("bodies", index, "name"), message)

    def _bodies(self) -> tuple[Body, ...]:
        return tuple(
            Body(key=b.key, name=b.name, kind=b.kind, aliases=tuple(b.aliases))
            for b in self.entry.bodies
        )

    def _people(self) -> tuple[Person, ...]:
        return tuple(
            Person(
                id=person.id,
                name=person.name,
                memberships=self._memberships(index, person),
                status=person.status,
                joined_from_other_party=person.joined_from_other_party,
            )
            for index, person in enumerate(self.entry.people)
        )

    def _memberships(self, index: int, person: PersonEntry) -> tuple[Membership, ...]:
        return tuple(
            self._membership(("people", index, "memberships", number), entry)
            for number, entry in enumerate(person.memberships)
        )

    def _membership(self, path: tuple[str | int, ...], entry: MembershipEntry) -> Membership:
        term = ROLES[entry.role]
        start = entry.since or self.entry.group.term.start
        if entry.until is not None and entry.until < start:
            raise self._wrong((*path, "to"), "Vervet slutter før det begynner.")
        if entry.rank is not None and term.role not in {Role.DEPUTY, Role.SUBSTITUTE}:
            raise self._wrong(
                (*path, "rank"), "Bare vararepresentanter har rekkefølge. Ta bort rank."
            )
        return Membership(
            body=self._body_of(path, entry, term),
            role=term.role,
            period=Period(start=start, end=entry.until),
            rank=entry.rank,
            appointed_by=entry.appointed_by,
        )

    def _body_of(self, path: Path, entry: MembershipEntry, term: RoleTerm) -> str:
        kinds = {body.key: body.kind for body in self.entry.bodies}
        if entry.body is None:
            return self._implied(path, entry.role, term.implied, kinds)
        if entry.body not in kinds:
            message = f"Organet «{entry.body}» finnes ikke. Skriv en av: {', '.join(kinds)}."
            raise self._wrong((*path, "body"), message)
        if not term.fits(kinds[entry.body]):
            message = f"«{entry.role}» passer ikke i «{entry.body}». Rett vervet eller organet."
            raise self._wrong((*path, "role"), message)
        return entry.body

    def _implied(
        self, path: Path, role: str, implied: BodyKind | None, kinds: Mapping[str, BodyKind]
    ) -> str:
        fitting = [key for key, kind in kinds.items() if kind is implied]
        if len(fitting) == 1:
            return fitting[0]
        choices = ", ".join(fitting or kinds) or "ingen; legg til organet under bodies"
        message = f"Skriv hvilket organ vervet «{role}» gjelder, i body. Å velge mellom: {choices}."
        raise self._wrong((*path, "body"), message)
