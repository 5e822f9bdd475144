"""The form of an entry in a register: read from a request, and what is wrong with it by field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from service.domain.errors import InputError
from service.domain.field_kinds import FieldKind
from service.domain.model import OSLO
from service.domain.spoken import clock_in
from service.imports.registers.entries import Entry
from service.imports.registers.moments import as_kept
from service.journeys.judging.entering import new_id
from service.rules.registers import Register

_MOST_TEXT = 2000
_TEXTS = ("case", "person", "meeting", "body", "by")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryForm:
    """What was entered, as it was typed. Fields of the register's own begin with ``f.``."""

    typed: Mapping[str, str] = field(default_factory=dict)
    to: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    problems: Mapping[str, str] = field(default_factory=dict)

    def of(self, name: str) -> str:
        """What was typed in a field."""
        return self.typed.get(name, "")


def read_entry(
    form: MultiDict[str, str], name: str, register: Register
) -> tuple[EntryForm, Entry | None]:
    """What was entered, and the entry it makes; None where something is wrong with it."""
    names = (*_TEXTS, "at", "clock", *(f"f.{one}" for one in register.fields))
    typed = {one: form.get(one, "").strip() for one in names}
    problems = {
        one: str(_("Teksten er for lang.")) for one, text in typed.items() if len(text) > _MOST_TEXT
    }
    at = _moment(typed["at"], typed["clock"], problems)
    problems |= {
        f"f.{one}": _unreadable(kind)
        for one, kind in register.kinds.items()
        if as_kept(kind, typed[f"f.{one}"]) is None
    }
    entered = EntryForm(
        typed=typed,
        to=tuple(form.getlist("to")),
        flags=tuple(form.getlist("flag")),
        problems=problems,
    )
    if problems:
        return entered, None
    values = {one: typed[f"f.{one}"] for one in register.fields if typed[f"f.{one}"]}
    entry = Entry(
        id=new_id(),
        register=name,
        at=at,
        to=entered.to,
        flags=tuple(sorted(entered.flags)),
        values=values,
        **{one: typed[one] for one in _TEXTS},
    )
    return entered, entry


def problem_of(error: InputError, register: Register) -> Mapping[str, str]:
    """A refused entry's sentence, beside the field it is about."""
    if not error.where:
        return {"entry": str(_("Oppføringen er tom. Fyll ut minst ett felt."))}
    name = f"f.{error.where}" if error.where in register.fields else error.where
    return {name if error.where in register.uses or name != error.where else "entry": error.message}


def _unreadable(kind: FieldKind) -> str:
    said = {
        FieldKind.DATE: _("Skriv dagen som år, måned og dag: 2026-05-12."),
        FieldKind.MOMENT: _("Skriv dagen, gjerne med klokkeslett: 2026-05-12 18.00."),
        FieldKind.CLOCK: _("Skriv klokkeslettet som 18.00."),
    }
    return str(said[kind])


def _moment(day: str, clock: str, problems: dict[str, str]) -> dt.datetime | None:
    """The instant that was entered; midnight where no time is given."""
    try:
        on = dt.date.fromisoformat(day) if day else None
    except ValueError:
        problems["at"] = str(_("Skriv dagen som år, måned og dag: 2026-05-12."))
        return None
    time = clock_in(clock) if clock else dt.time()
    if time is None:
        problems["clock"] = str(_("Skriv klokkeslettet som 18.00."))
        return None
    if clock and on is None:
        problems["at"] = str(_("Skriv også hvilken dag."))
    return dt.datetime.combine(on, time, OSLO) if on else None
