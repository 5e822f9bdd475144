"""How a proposal's three sides and the plan's history are shown: sentences, JSON for scripts."""

from __future__ import annotations

from collections.abc import Iterator

from service.cli.output import console, day
from service.db.plan_versions import PlanVersion, VersionKind
from service.domain.model import OSLO, Group, Meeting
from service.domain.municipal import MunicipalChange
from service.domain.plan_speech import PlanSpeech
from service.domain.reverting import LeftReason
from service.domain.threeway import DiffLine
from service.domain.wording import clock
from service.journeys.planning import PlanProposal, Undone

_KINDS = {
    VersionKind.APPROVED: "godkjent",
    VersionKind.UNDONE: "angret",
    VersionKind.REDONE: "gjort om igjen",
}
_LEFT = {
    LeftReason.BY_HAND: "er satt for hånd siden",
    LeftReason.HELD: "er holdt",
    LeftReason.PAST: "kan ikke flyttes tilbake til en dag som er passert",
}


def show_diff(proposal: PlanProposal, group: Group) -> None:
    """Why meetings are to be moved, what stays as people have set it, and the rest published."""
    speech, out = _speech(group), console()
    for line in proposal.diff.lines:
        if line.causes or line.change.suggestion is not None:
            out.print(speech.line(line))
    for change in proposal.diff.others:
        out.print(f"{speech.published(change)}.", style="dim")


def diff_json(proposal: PlanProposal, group: Group) -> dict[str, object]:
    """What is said of a proposal beside its changes: keys of their own."""
    speech = _speech(group)
    return {
        "fingerprint": proposal.fingerprint,
        "lines": [_line_json(line, speech) for line in proposal.diff.lines if line.tells],
        "published": [_published_json(change, speech) for change in proposal.diff.published],
        "published_known": proposal.diff.known,
    }


def show_history(versions: tuple[PlanVersion, ...], group: Group) -> None:
    """Each version: when, who, and how many meetings it changed."""
    out = console()
    for one in versions:
        ref = f" ({one.protocol_ref})" if one.protocol_ref else ""
        out.print(
            f"{one.version:>3}  {_when(one)}  {one.half}  {_KINDS[one.kind]} av {one.by}{ref}, "
            f"{_many(sum(1 for _ in changed_by(one)))} endret"
        )
    if not versions:
        out.print(f"Planen for {group.municipality} er ikke godkjent ennå.")


def history_json(versions: tuple[PlanVersion, ...]) -> dict[str, object]:
    """The ``plan history`` document."""
    return {
        "versions": [
            {
                "version": one.version,
                "half": one.half,
                "kind": one.kind,
                "by": one.by,
                "protocol": one.protocol_ref,
                "at": one.at.astimezone(OSLO),
                "changes": [
                    {"id": key, "before": _slot(before), "after": _slot(after)}
                    for key, before, after in changed_by(one)
                ],
            }
            for one in versions
        ]
    }


def show_undone(undone: Undone) -> None:
    """What was undone, and what stays as it is."""
    out, one = console(), undone.undone
    what = "Angringen" if one.kind is VersionKind.UNDONE else "Godkjenningen"
    back = _many(sum(1 for _ in changed_by(undone.version)))
    out.print(f"{what} {_when(one)} er angret: {back} er som før.")
    for meeting, reason in undone.left:
        out.print(f"{day(meeting.date)} {_LEFT[reason]}, og står.", style="yellow")


def changed_by(version: PlanVersion) -> Iterator[tuple[str, Meeting | None, Meeting | None]]:
    """The meetings that a version changed, by id, as they were and as they became."""
    before = {m.id: m for m in version.before.meetings}
    after = {m.id: m for m in version.after.meetings}
    for key in dict.fromkeys((*before, *after)):
        if _slot(before.get(key)) != _slot(after.get(key)):
            yield key, before.get(key), after.get(key)


def _speech(group: Group) -> PlanSpeech:
    return PlanSpeech(names=group.roster.names(), language=group.language)


def _when(version: PlanVersion) -> str:
    local = version.at.astimezone(OSLO)
    return f"{day(local.date())} kl. {clock(local.time())}"


def _many(count: int) -> str:
    return "1 møte" if count == 1 else f"{count} møter"


def _slot(meeting: Meeting | None) -> dict[str, object] | None:
    if meeting is None:
        return None
    return {
        "date": meeting.date,
        "start": meeting.start,
        "end": meeting.end,
        "place": meeting.place,
        "status": meeting.status,
    }


def _line_json(line: DiffLine, speech: PlanSpeech) -> dict[str, object]:
    change = line.change
    return {
        "id": line.id,
        "change": change.kind,
        "by_hand": change.by_hand,
        "held": change.held,
        "before": _slot(change.before),
        "after": _slot(change.after),
        "suggestion": _slot(change.suggestion),
        "causes": [_published_json(cause, speech) for cause in line.causes],
        "text": speech.line(line),
    }


def _published_json(change: MunicipalChange, speech: PlanSpeech) -> dict[str, object]:
    return {
        "id": change.meeting.id,
        "change": change.kind,
        "before": _slot(change.before),
        "now": _slot(change.meeting),
        "text": speech.published(change),
    }
