"""kjoreplan conflicts: what waits for a person's choice, and the choice carried out at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import click

from service.cli.context import services
from service.cli.output import EXIT_FINDINGS, console, json_option, leave, print_json, progress
from service.cli.syncing import exit_status, show_sync, sync_json
from service.db.runs import WaitingConflict
from service.db.stops import StandingStop
from service.domain.model import OSLO
from service.domain.settings import DriftPolicy, GroupSettings
from service.domain.wording import capital, clock, long_day
from service.journeys.calendar.choosing import (
    answers_to,
    choose,
    id_of,
    standing_stops,
    waiting_conflicts,
)
from service.journeys.calendar.conflict_wording import (
    OUTCOMES,
    QUESTIONS,
    STOPS,
    differences,
    outcome_of,
)
from service.journeys.services import Services
from service.journeys.syncing import sync_group
from service.journeys.wording import action_text

CHOICES: Final = {"plan": DriftPolicy.PLAN, "kalender": DriftPolicy.CALENDAR}
_WORDS: Final = {policy: word for word, policy in CHOICES.items()}
_FIELDS: Final = {
    "summary": "Tittel",
    "dtstart": "Start",
    "dtend": "Slutt",
    "due": "Frist",
    "location": "Sted",
    "status": "Status",
    "description": "Beskrivelse",
}
_STATUS: Final = {"CONFIRMED": "vedtatt", "TENTATIVE": "foreslått", "CANCELLED": "avlyst"}


@click.command()
@click.argument("group_id", metavar="GRUPPE")
@click.argument("ids", metavar="[NUMMER]…", nargs=-1)
@click.option(
    "--choose",
    type=click.Choice(tuple(CHOICES)),
    help="Hva som gjelder for disse, eller uten nummer for alle som kan avgjøres slik.",
)
@json_option
def conflicts(group_id: str, ids: tuple[str, ...], choose: str | None, as_json: bool) -> None:
    """Vis hva som venter på et valg mellom planen og kalenderen, eller velg hva som gjelder."""
    opened = services()
    if choose is None:
        _list(opened, group_id, ids, as_json=as_json)
    else:
        _choose(opened, group_id, CHOICES[choose], ids, as_json=as_json)


def _list(opened: Services, group_id: str, ids: Sequence[str], *, as_json: bool) -> None:
    settings = opened.settings(group_id)
    stops = standing_stops(opened, group_id)
    waiting = [
        one
        for one in waiting_conflicts(opened, group_id)
        if not ids or any(id_of(one).startswith(wanted.lower()) for wanted in ids)
    ]
    if as_json:
        print_json(waiting_json(settings, waiting, stops))
    else:
        show_waiting(settings, waiting, stops)
    leave(EXIT_FINDINGS if waiting or stops else 0)


def _choose(
    opened: Services, group_id: str, policy: DriftPolicy, ids: Sequence[str], *, as_json: bool
) -> None:
    choices = choose(opened, group_id, policy, ids or None)
    with progress("Utfører valget …") as tick:
        report = sync_group(opened, group_id, choices=choices, tick=tick)
    settings = opened.settings(group_id)
    left, stops = waiting_conflicts(opened, group_id), standing_stops(opened, group_id)
    if as_json:
        print_json({**sync_json([report]), **waiting_json(settings, left, stops)})
    else:
        show_sync(report)
        if left or stops:
            show_waiting(settings, left, stops)
    leave(exit_status([report]))


def waiting_json(
    settings: GroupSettings, waiting: Sequence[WaitingConflict], stops: Sequence[StandingStop]
) -> dict[str, object]:
    """The ``conflicts`` document of the command line."""
    return {
        "conflicts": [_conflict_json(settings, one) for one in waiting],
        "stops": [
            {
                "target": stop.target_id,
                "reason": stop.reason,
                "count": stop.count,
                "total": stop.total,
                "text": _stopped(stop),
                "since": stop.since,
                "steps": [dict(step) for step in stop.steps],
            }
            for stop in stops
        ],
    }


def _conflict_json(settings: GroupSettings, conflict: WaitingConflict) -> dict[str, object]:
    return {
        "id": id_of(conflict),
        "target": conflict.target_id,
        "href": conflict.href,
        "reason": conflict.reason,
        "text": QUESTIONS[conflict.reason],
        "since": conflict.since,
        "in_plan": bool(conflict.ours),
        "in_calendar": bool(conflict.theirs),
        "differs": [
            {"field": name, "plan": ours, "calendar": theirs}
            for name, ours, theirs in differences(conflict)
        ],
        "answers": {
            _WORDS[answer]: OUTCOMES[outcome_of(conflict, answer)]
            for answer in answers_to(settings, conflict)
        },
    }


def show_waiting(
    settings: GroupSettings, waiting: Sequence[WaitingConflict], stops: Sequence[StandingStop]
) -> None:
    """What a guard has stopped, each question with both versions, and how to answer."""
    out = console()
    for stop in stops:
        _show_stop(stop)
    for conflict in waiting:
        _show_conflict(settings, conflict)
    group_id = settings.group.id
    out.print()
    if any(stop.steps for stop in stops):
        out.print(f"Er det riktig: kjoreplan sync {group_id} --go-on")
    if any(answers_to(settings, one) for one in waiting):
        answers = {a for one in waiting for a in answers_to(settings, one)}
        words = " eller ".join(f"--choose {word}" for word, p in CHOICES.items() if p in answers)
        out.print(f"Velg: kjoreplan conflicts {group_id} NUMMER, med {words}.")
    if not waiting and not stops:
        out.print("Ingenting venter på et valg.")


def _show_stop(stop: StandingStop) -> None:
    out = console()
    onward = "Går dere videre, skjer dette:" if stop.steps else "Svar på spørsmålene, ett og ett."
    out.print(f"{stop.target_id}: {_stopped(stop)} {onward}")
    for step in stop.steps:
        when, what = _title(step)
        out.print(f"  {action_text(step['action'], dry_run=True)}: {what} {when}")


def _stopped(stop: StandingStop) -> str:
    return STOPS[stop.reason].format(count=stop.count, total=stop.total)


def _show_conflict(settings: GroupSettings, conflict: WaitingConflict) -> None:
    out = console()
    when, what = _title(conflict.ours or conflict.theirs)
    out.print()
    out.print(" · ".join(part for part in (id_of(conflict), what, when) if part), style="bold")
    since = conflict.since.astimezone(OSLO)
    out.print(
        f"  {QUESTIONS[conflict.reason]} Spurt siden {long_day(since.date())} "
        f"kl. {clock(since.time())}."
    )
    if conflict.ours and conflict.theirs:
        for line in _side_by_side(conflict):
            out.print(f"  {line}")
    for answer in answers_to(settings, conflict):
        out.print(f"  {_WORDS[answer]}: {OUTCOMES[outcome_of(conflict, answer)]}")


def _side_by_side(conflict: WaitingConflict) -> Iterator[str]:
    """What differs, in columns that line up and are never broken, however narrow the terminal."""
    rows = [("", "Planen", "Kalenderen")]
    for name, ours, theirs in differences(conflict):
        rows.append((_FIELDS[name], _value(name, ours), _value(name, theirs)))
    label, plan = (max(len(row[column]) for row in rows) for column in (0, 1))
    for number, (name, ours, theirs) in enumerate(rows):
        arrow = "→" if number else " "
        yield f"{name:{label}}  {ours:{plan}}  {arrow} {theirs}"


def _title(fields: Mapping[str, str]) -> tuple[str, str]:
    when = fields.get("dtstart") or fields.get("due") or ""
    return (_value("dtstart", when) if when else "", fields.get("summary", ""))


def _value(name: str, text: str) -> str:
    """A field as people write it; the lines of a description one after the other."""
    if not text:
        return "ikke satt"
    if name == "status":
        return _STATUS.get(text, text)
    if name not in {"dtstart", "dtend", "due"}:
        return " / ".join(text.splitlines())
    try:
        if "T" not in text:
            day = dt.date.fromisoformat(text)
            return f"{capital(long_day(day))} {day.year}"
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    local = moment.astimezone(OSLO) if moment.tzinfo else moment
    return f"{capital(long_day(local.date()))} {local.year} kl. {clock(local.time())}"
