"""What people enter about a published plan: the plan itself, and what is right in a row of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from service.domain.published import Origin
from service.domain.spoken import clock_in, date_in
from service.imports.correction_fields import FIELDS
from service.imports.corrections import CorrectedPlan
from service.imports.reading import PlannedMeeting
from service.web.gateway_reading import HandedIn

YEARS = range(2000, 2100)
ADDING = "legg-til"  # in place of a row's key: a row that isn't there yet
OTHER_BODY = "other"  # the field for the name of a body that isn't in the list
_MOST_TEXT = 300
_MOST_ADDRESS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class StartForm:
    """A plan as it was typed, and what is wrong by field. A browser never gives a file back."""

    text: str = ""
    address: str = ""
    year: str = ""
    follow: bool = False
    used: str = "text"  # the field that the plan came in
    problems: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowForm:
    """A row as it was typed, and what is wrong by field. ``key`` is the row's, or `ADDING`."""

    key: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)


#: The form to add a meeting, before anybody has typed in it.
BLANK = RowForm(key=ADDING, typed=dict.fromkeys((*FIELDS, OTHER_BODY), ""))


def read_start(
    form: Mapping[str, str], file: FileStorage | None
) -> tuple[StartForm, HandedIn | None]:
    """The plan that was handed in; None where it isn't plain which, or something is wrong."""
    text, address = form.get("text", ""), form.get("address", "").strip()
    year, follow = form.get("year", "").strip(), "follow" in form
    data = file.read() if file else b""
    given = {"text": text.strip(), "file": data, "address": address}
    used = [name for name, what in given.items() if what]
    problems: dict[str, str] = {}
    if not used:
        problems["text"] = _("Lim inn planen, velg en fil eller skriv en adresse.")
    elif len(used) > 1:
        problems[used[1]] = _("Bruk bare ett av feltene, så vi vet hvilken plan som gjelder.")
    if year and not (year.isdecimal() and int(year) in YEARS):
        problems["year"] = _("Skriv året med fire sifre, for eksempel 2026.")
    if len(address) > _MOST_ADDRESS:
        problems["address"] = _("Adressen er for lang. Kopier den fra nettleseren.")
    entered = StartForm(
        text=text,
        address=address,
        year=year,
        follow=follow,
        used=used[0] if used else "text",
        problems=problems,
    )
    if problems:
        return entered, None
    return entered, HandedIn(
        filename=_filename(used[0], file),
        data=text.encode() if used[0] == "text" else data,
        address=address,
        origin={"text": Origin.PASTED, "file": Origin.UPLOADED}.get(used[0], Origin.ADDRESS),
        year=int(year) if year else None,
        follow=follow,
    )


def _filename(used: str, file: FileStorage | None) -> str:
    if used == "text":
        return str(_("innlimt tekst"))
    return PurePath((file and file.filename) or "").name or str(_("fila"))


def as_it_stands(key: str, meeting: PlannedMeeting) -> RowForm:
    """The form of a row before anybody has typed in it."""
    typed = {
        "body": meeting.body,
        "date": meeting.date.isoformat(),
        "start": f"{meeting.start:%H.%M}" if meeting.start else "",
        "end": f"{meeting.end:%H.%M}" if meeting.end else "",
        "place": meeting.place,
        "type": meeting.type,
    }
    return RowForm(key=key, typed=typed)


def opened(plan: CorrectedPlan, key: str) -> RowForm:
    """The form that somebody has asked for: of a row, or to add one."""
    if key == ADDING:
        return BLANK
    row = next((row for row in plan.rows if row.key == key), None)
    return as_it_stands(row.key, row.meeting) if row else RowForm()


def read_row(
    form: Mapping[str, str], key: str, bodies: Iterable[str]
) -> tuple[RowForm, Mapping[str, str]]:
    """What was typed of a row, and the fields it makes; none where something is wrong."""
    typed = {name: form.get(name, "").strip() for name in FIELDS}
    fields, problems = _checked(typed)
    if typed["body"] not in bodies:
        problems["body"] = _("Velg et av organene.")
    return RowForm(key=key, typed=typed, problems=problems), {} if problems else fields


def read_added(form: Mapping[str, str], bodies: Iterable[str]) -> tuple[RowForm, Mapping[str, str]]:
    """What was typed of a meeting to add, and the fields it makes; none where something is wrong.

    The body is one of the list, or what is written beside it.
    """
    typed = {name: " ".join(form.get(name, "").split()) for name in BLANK.typed}
    fields, problems = _checked(typed)
    other = fields.pop(OTHER_BODY)
    if typed["body"] and other:
        problems[OTHER_BODY] = _("Velg i lista, eller skriv et navn; ikke begge deler.")
    elif other:
        fields["body"] = other
    elif typed["body"] not in bodies:
        problems["body"] = _("Velg et av organene, eller skriv navnet på et annet.")
    return RowForm(key=ADDING, typed=typed, problems=problems), {} if problems else fields


def with_problem(entered: RowForm, name: str, problem: str) -> RowForm:
    """What was typed, with one more thing that is wrong."""
    return replace(entered, problems={**entered.problems, name: problem})


def _checked(typed: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The fields as they are stored, all but the body's looked at, and what is wrong by field."""
    fields, problems = dict(typed), {}
    date = date_in(typed["date"])
    if date is None or date.year not in YEARS:
        problems["date"] = str(_("Skriv datoen som 12.05.2026."))
    else:
        fields["date"] = date.isoformat()
    for name in ("start", "end"):
        time = clock_in(typed[name]) if typed[name] else None
        if typed[name] and time is None:
            problems[name] = str(_("Skriv klokkeslettet som 18.00."))
        fields[name] = time.isoformat(timespec="minutes") if time else ""
    if typed["end"] and not typed["start"]:
        problems["start"] = str(_("Skriv når møtet begynner, eller ta bort når det slutter."))
    for name in ("place", "type", OTHER_BODY):
        if len(typed.get(name, "")) > _MOST_TEXT:
            problems[name] = str(_("Teksten er for lang."))
    return fields, problems
