"""Reading a group's register entries from a TOML file, strict, and writing them again.

Each entry is a table named by its register:

    keep = ["media"]              # kept, though there is nothing in it

    [[dissent]]
    case = "12/26"
    person = "ola"                # a person's id in the roster, or the whole name
    at = "2026-05-12 10.00"       # or a day, or a TOML date or time
    to = ["kari"]
    flags = ["large"]
    reason_given = "ja"           # a field of the register
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from service.domain.errors import InputError
from service.domain.field_kinds import FieldKind
from service.domain.model import Meeting, Roster
from service.domain.spoken import date_in, folded, plain
from service.imports.groups.complaints import complaint
from service.imports.groups.places import Path
from service.imports.registers.entries import Entry, RegisterFile, Shape
from service.imports.registers.moments import UNREADABLE, YEARS, as_kept, moment_in
from service.imports.toml_text import toml_content, toml_text

_ID_DIGITS = 12
_PEOPLE = ("person", "by")


def read_registers(
    data: bytes,
    filename: str,
    shapes: Mapping[str, Shape],
    roster: Roster,
    meetings: Iterable[Meeting],
) -> RegisterFile:
    """Read a file of entries; nothing of it is used where something is wrong.

    An entry without an id gets one from what it says, so that the same file read twice gives the
    same entries.

    Raises:
        InputError: something can't be used; ``where`` names file, line, entry and field.
    """
    text = toml_text(
        data,
        filename,
        empty="Skriv oppføringene i den, hver under navnet på registeret.",
        large="Velg fila med oppføringer.",
    )
    raw = toml_content(text, filename)
    reader = _Reader(text, filename, shapes, roster, tuple(meetings))
    keep = reader.kept(raw.pop("keep", []))
    return RegisterFile(entries=tuple(reader.all_entries(raw)), keep=keep)


@dataclass(frozen=True, slots=True)
class _Reader:
    """One file; ``path`` is where in it something stands."""

    text: str
    filename: str
    shapes: Mapping[str, Shape]
    roster: Roster
    meetings: tuple[Meeting, ...]

    def _wrong(self, path: Path, message: str) -> InputError:
        return complaint(self.text, self.filename, path, message)

    def kept(self, names: object) -> tuple[str, ...]:
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise self._wrong(("keep",), 'Skriv en liste, som keep = ["media"].')
        for name in names:
            self._shape(name, ("keep",))
        return tuple(names)

    def all_entries(self, registers: Mapping[str, object]) -> Iterator[Entry]:
        seen: set[str] = set()
        for register, rows in registers.items():
            for number, entry in enumerate(self._entries(register, rows)):
                if entry.id in seen:
                    raise self._wrong(
                        (register, number, "id"),
                        f"Oppføringen «{entry.id}» står to ganger i fila. Slett den ene, eller gi "
                        "dem hver sin id.",
                    )
                seen.add(entry.id)
                yield entry

    def _entries(self, register: str, rows: object) -> Iterator[Entry]:
        path: Path = (register,)
        shape = self._shape(register, path)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self._wrong(path, f"Skriv hver oppføring under [[{register}]].")
        for number, row in enumerate(rows):
            yield self._entry(register, shape, row, (register, number))

    def _shape(self, register: str, path: Path) -> Shape:
        if register not in self.shapes:
            known = ", ".join(sorted(n for n, shape in self.shapes.items() if not shape.refusal))
            raise self._wrong(
                path, f"Det finnes ikke noe register «{register}». Velg blant: {known}."
            )
        shape = self.shapes[register]
        if shape.refusal:
            raise self._wrong(path, shape.refusal)
        return shape

    def _entry(self, register: str, shape: Shape, row: Mapping[str, object], path: Path) -> Entry:
        allowed = {"id", "flags", *shape.uses, *shape.fields}
        if unknown := sorted(row.keys() - allowed):
            choices = ", ".join(sorted(allowed))
            raise self._wrong(
                (*path, unknown[0]),
                f"Registeret «{register}» har ikke feltet «{unknown[0]}». Velg blant: {choices}.",
            )
        flags = self._texts(row.get("flags", []), (*path, "flags"))
        if wrong := sorted(set(flags) - shape.flags):
            choices = ", ".join(sorted(shape.flags)) or "ingen"
            raise self._wrong(
                (*path, "flags"),
                f"Registeret «{register}» har ikke merket «{wrong[0]}». Velg blant: {choices}.",
            )
        to = self._texts(row.get("to", []), (*path, "to"))
        return Entry(
            id=self._text(row.get("id"), (*path, "id")) or _id_of(register, row),
            register=register,
            case=self._text(row.get("case"), (*path, "case")),
            **{name: self._person(row.get(name), (*path, name)) for name in _PEOPLE},
            meeting=self._meeting(row.get("meeting"), (*path, "meeting")),
            body=self._body(row.get("body"), (*path, "body")),
            at=self._moment(row.get("at"), (*path, "at")),
            to=tuple(self._person(one, (*path, "to")) for one in to),
            flags=tuple(sorted(flags)),
            values={
                name: self._value(name, shape, row[name], (*path, name))
                for name in sorted(shape.fields & row.keys())
            },
        )

    def _value(self, name: str, shape: Shape, value: object, path: Path) -> str:
        kind = shape.kinds.get(name)
        if kind is FieldKind.PERSON:
            return self._person(value, path)
        text = self._text(value, path)
        kept = as_kept(kind, text) if kind else text
        if kind and kept is None:
            raise self._wrong(path, UNREADABLE[kind].format(text=text))
        return kept or ""

    def _text(self, value: object, path: Path) -> str:
        if isinstance(value, (list, dict)):
            raise self._wrong(path, "Skriv en tekst i anførselstegn.")
        return _text(value)

    def _texts(self, value: object, path: Path) -> list[str]:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self._wrong(path, 'Skriv en liste, som ["a", "b"].')
        return value

    def _person(self, value: object, path: Path) -> str:
        text = self._text(value, path)
        if not text or any(person.id == text for person in self.roster.people):
            return text
        wanted = folded(text)
        found = [person.id for person in self.roster.people if folded(person.name) == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(found)
            raise self._wrong(path, f"Flere i gruppa heter «{text}». Skriv id-en: {ids}.")
        raise self._wrong(
            path,
            f"Gruppa har ingen «{text}». Skriv hele navnet, eller id-en, slik gruppefila har det.",
        )

    def _body(self, value: object, path: Path) -> str:
        text = self._text(value, path)
        if not text or self.roster.body(text):
            return text
        wanted = plain(text)
        for body in self.roster.bodies:
            if wanted in {plain(name) for name in (body.key, body.name, *body.aliases)}:
                return body.key
        known = ", ".join(body.name for body in self.roster.bodies)
        raise self._wrong(path, f"Gruppa har ikke organet «{text}». Velg blant: {known}.")

    def _meeting(self, value: object, path: Path) -> str:
        """A meeting by its id, or by its day and body: "2026-05-12 kommunestyre"."""
        text = self._text(value, path)
        if not text or any(m.id == text for m in self.meetings):
            return text
        day, _, name = text.partition(" ")
        on = date_in(day)
        body = self._body(name, path) if name else ""
        found = [m for m in self.meetings if m.date == on and body in {m.body, ""}]
        if len(found) == 1:
            return found[0].id
        if found:
            ids = ", ".join(m.id for m in found)
            raise self._wrong(path, f"Planen har flere møter «{text}». Skriv id-en: {ids}.")
        example = next((f"{m.date} {m.body}" for m in self.meetings), "2026-05-12 kommunestyre")
        raise self._wrong(
            path, f"Planen har ikke noe møte «{text}». Skriv dag og organ, som «{example}»."
        )

    def _moment(self, value: object, path: Path) -> dt.datetime | None:
        if value is None or value == "":
            return None
        moment = moment_in(value)
        if moment is None or moment.year not in YEARS:
            raise self._wrong(
                path,
                "Skriv dagen som 2026-05-12, eller med klokkeslett som 2026-05-12 10.00.",
            )
        return moment


def _id_of(register: str, row: Mapping[str, object]) -> str:
    said = json.dumps([register, row], sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:_ID_DIGITS]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else ""
    return str(value).strip()
