"""How plans are shown: diffs with dates aligned for people, JSON for scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from rich.table import Table

from service.cli.output import clock, console, day
from service.domain.model import Meeting
from service.domain.municipal import ChangeKind, MunicipalChange
from service.domain.replanning import PlanChange, PlanChangeKind
from service.journeys.planning import PlanProposal
from service.journeys.published.taking_in import PlanImport

_MUNICIPAL_SIGNS = {
    ChangeKind.ADDED: ("+", "nytt møte"),
    ChangeKind.MOVED: ("~", "flyttet"),
    ChangeKind.RETIMED: ("~", "nytt klokkeslett"),
    ChangeKind.RELOCATED: ("~", "nytt sted"),
    ChangeKind.CANCELLED: ("-", "avlyst"),
    ChangeKind.REINSTATED: ("+", "satt opp igjen"),
    ChangeKind.REMOVED: ("-", "tatt ut av planen"),
}
_SIGNS = {
    PlanChangeKind.ADDED: "+",
    PlanChangeKind.MOVED: "~",
    PlanChangeKind.CHANGED: "~",
    PlanChangeKind.WITHDRAWN: "-",
    PlanChangeKind.UNCHANGED: " ",
    PlanChangeKind.KEPT: " ",
}
_COLOURS = {"+": "green", "~": "yellow", "-": "red", " ": "dim"}
_TITLES = {
    "GRP_ORD": "Gruppemøte",
    "GRP_EXTRA": "Ekstra gruppemøte",
    "GRP_PRE": "Formøte",
    "GRP_POST": "Ettermøte",
    "GRP_BOARD": "Gruppestyremøte",
    "FRAK": "Fraksjonsmøte",
    "MEDL": "Medlemsmøte",
    "SOSIAL": "Sosial samling",
}


def show_import(imported: PlanImport, names: Mapping[str, str], *, rows: int | None = None) -> None:
    """What a published plan changed, with doubts last. ``names`` are the bodies' by key."""
    out = console()
    show_changes(imported.changes[:rows], names)
    if rows is not None and len(imported.changes) > rows:
        out.print(f"  … og {len(imported.changes) - rows} til", style="dim")
    sure = sum(m.confidence >= 1 for m in imported.meetings)
    out.print(f"{sure} møter i planen, {len(imported.changes)} endringer siden sist.")
    for meeting in imported.meetings:
        if meeting.confidence < 1:
            out.print(f"? {day(meeting.date)}  {meeting.id}: {meeting.reason}", style="yellow")


def show_changes(changes: Iterable[MunicipalChange], names: Mapping[str, str]) -> None:
    """What a published plan changes, a line each. ``names`` are the bodies' by key."""
    for change in changes:
        sign, what = _MUNICIPAL_SIGNS[change.kind]
        console().print(f"{sign} {_municipal_line(change, names)}  {what}", style=_COLOURS[sign])


def show_proposal(
    proposal: PlanProposal,
    explain: Callable[[], None] = lambda: None,
    only: Collection[str] | None = None,
) -> None:
    """The proposal as a diff with dates aligned, reasons beside, and a summary line.

    ``explain`` says more before the summary. With ``only``, the changes of these meetings alone.
    """
    out = console()
    table = Table(box=None, show_header=False, padding=(0, 1))
    for change in proposal.replan.changes:
        if only is not None and change.id not in only:
            continue
        sign = _SIGNS[change.kind]
        style = _COLOURS[sign]
        for mark, meeting in _lines(change, sign):
            table.add_row(
                mark,
                day(meeting.date),
                clock(meeting.start, meeting.end),
                _TITLES.get(meeting.type, "Møte"),
                _why(meeting) if mark != "-" else "",
                style=style,
            )
    out.print(table)
    for unplaced in proposal.unplaced:
        out.print(f"! {unplaced.message}", style="yellow")
    for note in proposal.notes:
        out.print(f"! {note}", style="yellow")
    for meeting in proposal.uncertain:
        out.print(
            f"? {day(meeting.date)}  {meeting.id} er usikkert: {meeting.reason}", style="yellow"
        )
    explain()
    if only is None:
        out.print(_summary(proposal))


def show_meetings(meetings: tuple[Meeting, ...], names: Mapping[str, str]) -> None:
    """The whole plan as a list; the group's own meetings stand out."""
    table = Table(box=None, show_header=False, padding=(0, 1))
    for meeting in meetings:
        own = meeting.type in _TITLES
        table.add_row(
            "?" if meeting.confidence < 1 else " ",
            day(meeting.date),
            clock(meeting.start, meeting.end),
            _TITLES.get(meeting.type) or names.get(meeting.body, meeting.body),
            meeting.place,
            style="bold" if own else "dim",
        )
    console().print(table)


def _why(meeting: Meeting) -> str:
    """The reason without the date, which stands in the row already."""
    _, colon, rest = meeting.reason.partition(": ")
    return rest if colon else meeting.reason


def _lines(change: PlanChange, sign: str) -> list[tuple[str, Meeting]]:
    if change.kind is PlanChangeKind.MOVED and change.before and change.after:
        return [("-", change.before), ("+", change.after)]
    meeting = change.after or change.before
    return [(sign, meeting)] if meeting else []


def _summary(proposal: PlanProposal) -> str:
    counts = Counter(change.kind for change in proposal.replan.changes)
    return (
        f"{counts[PlanChangeKind.ADDED]} nye, {counts[PlanChangeKind.MOVED]} flyttes, "
        f"{counts[PlanChangeKind.CHANGED]} endres, {counts[PlanChangeKind.WITHDRAWN]} utgår, "
        f"{counts[PlanChangeKind.UNCHANGED] + counts[PlanChangeKind.KEPT]} som før."
    )


def _municipal_line(change: MunicipalChange, names: Mapping[str, str]) -> str:
    body = names.get(change.meeting.body, change.meeting.body)
    if change.before and change.before.date != change.meeting.date:
        return f"{day(change.before.date)} → {day(change.meeting.date)}  {body}"
    return f"{day(change.meeting.date)}  {body}"


def meeting_json(meeting: Meeting | None) -> dict[str, object] | None:
    """A meeting of the plan."""
    if meeting is None:
        return None
    return {
        "id": meeting.id,
        "body": meeting.body,
        "type": meeting.type,
        "date": meeting.date,
        "start": meeting.start,
        "end": meeting.end,
        "place": meeting.place,
        "status": meeting.status,
        "serves": list(meeting.serves),
        "confidence": meeting.confidence,
        "reason": meeting.reason,
    }


def proposal_json(proposal: PlanProposal) -> dict[str, object]:
    """What approval would change."""
    return {
        "half": proposal.half,
        "changes": [
            {
                "change": change.kind,
                "before": meeting_json(change.before),
                "after": meeting_json(change.after),
            }
            for change in proposal.changes
        ],
        "unplaced": [
            {
                "type": one.type,
                "date": one.date,
                "message": one.message,
                "serves": list(one.serves),
                "alternatives": [
                    {"date": other.date, "start": other.start, "gives_way": other.gives_way}
                    for other in one.alternatives
                ],
            }
            for one in proposal.unplaced
        ],
        "notes": list(proposal.notes),
        "uncertain": [meeting_json(m) for m in proposal.uncertain],
    }
