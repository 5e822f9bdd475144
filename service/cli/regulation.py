"""kjoreplan group regulation: what the regulation says, what was adopted, and what waits."""

from __future__ import annotations

import datetime as dt

import click
from rich.table import Table

from service.cli.context import services
from service.cli.output import EXIT_FINDINGS, console, json_option, leave, print_json
from service.domain.errors import InputError
from service.domain.model import OSLO
from service.domain.regulation import Doubt, Unread
from service.domain.regulation_changes import Change, ChangeKind, LandingKind
from service.domain.regulation_versions import AdoptedVersion, Ballot
from service.domain.wording import day_month
from service.journeys.regulation.adopting import (
    RegulationLook,
    approve_regulation,
    look_at_regulation,
)
from service.journeys.regulation.wording import follows, office_sentence, unread_sentence

_SIGNS = {
    ChangeKind.ADDED: ("+", "green"),
    ChangeKind.CHANGED: ("~", "yellow"),
    ChangeKind.WITHDRAWN: ("-", "red"),
}
_NAMES = {"reglement": "Reglement", "kjoreregler": "Kjøreregler"}


@click.command("regulation")
@click.argument("group_id", metavar="GRUPPE")
@click.option("--approve", is_flag=True, help="Før inn at teksten er vedtatt, med --by og --on.")
@click.option("--by", help="Hvem som vedtok: gruppa, gruppemøtet …")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Dagen teksten ble vedtatt.")
@click.option("--protocol", "protocol_ref", default="", help="Hvor vedtaket står.")
@click.option("--votes-for", type=click.IntRange(min=0), help="Stemmer for.")
@click.option("--votes-against", type=click.IntRange(min=0), help="Stemmer mot.")
@json_option
def regulation_command(
    group_id: str,
    approve: bool,
    by: str | None,
    on: dt.datetime | None,
    protocol_ref: str,
    votes_for: int | None,
    votes_against: int | None,
    as_json: bool,
) -> None:
    """Se hva gruppas reglement bestemmer og hva som venter, eller før inn at det er vedtatt."""
    opened = services()
    look = look_at_regulation(opened, group_id)
    if approve:
        if not by or on is None:
            raise InputError("Oppgi hvem som vedtok med --by, og dagen med --on.")
        approve_regulation(
            opened,
            group_id,
            by=by,
            on=on.date(),
            protocol_ref=protocol_ref,
            votes=_votes(votes_for, votes_against),
            seen=look.text.sha256 if look.text else None,
        )
    language = opened.settings(group_id).group.language
    after = look_at_regulation(opened, group_id) if approve else look
    if as_json:
        print_json(look_json(after, language))
    else:
        _show(look, language)
        _show_versions(after.versions)
        if approve:
            _show_effect(look, group_id)
        _show_end(after, group_id)
    leave(EXIT_FINDINGS if after.waits else 0)


def _votes(votes_for: int | None, votes_against: int | None) -> Ballot | None:
    if votes_for is None and votes_against is not None:
        raise InputError("Oppgi også stemmene for, med --votes-for.")
    return None if votes_for is None else Ballot(in_favour=votes_for, against=votes_against or 0)


def _show(look: RegulationLook, language: str) -> None:
    out = console()
    if look.document is not None:
        read_at = look.document.modified_at
        when = f", lest {_moment(read_at)}" if read_at else ""
        name = _NAMES.get(look.document.reading.type, "Reglement")
        out.print(f"{name}: {look.document.path}{when}", style="bold")
    for change in look.changes:
        sign, style = _SIGNS[change.kind]
        before, after = (said or "ikke satt" for said in change.said(language))
        out.print(f"{sign} {change.label}: {before} → {after}", style=style)
        place = " · ".join(filter(None, (change.section, follows(change, language))))
        out.print(f"      {place}", style="dim")
    if look.differs:
        out.print(f"Endret siden forrige vedtak: {'; '.join(look.differs)}.")
    for one in look.offices:
        out.print(f"! {one.label}: {office_sentence(one, language)}", style="yellow")
    for remark in look.remarks:
        out.print(f"! {remark}", style="yellow")
    _show_unread(look.values.unread, language)
    for obstacle in look.obstacles:
        out.print(f"! {obstacle}", style="yellow")


def _show_unread(unread: tuple[Unread, ...], language: str) -> None:
    """Fields in doubt one by one; those nobody has filled in are said together."""
    out = console()
    for one in unread:
        if one.doubt is not Doubt.BLANK:
            out.print(f"? {one.label}: {unread_sentence(one, language)}", style="yellow")
    blank = [one.label for one in unread if one.doubt is Doubt.BLANK]
    if blank:
        out.print(f"  Ikke fylt ut: {', '.join(blank)}.", style="dim")


def _show_versions(versions: tuple[AdoptedVersion, ...]) -> None:
    if not versions:
        return
    table = Table(box=None, padding=(0, 1))
    for title in ("Versjon", "Vedtatt", "Av", "Hvor", "Stemmer", "Endret"):
        table.add_column(title)
    for one in versions:
        table.add_row(
            f"{one.number} ({one.text.sha256[:8]})",
            f"{day_month(one.adopted_on)} {one.adopted_on.year}",
            one.adopted_by,
            one.protocol_ref,
            f"{one.votes.in_favour} mot {one.votes.against}" if one.votes else "ikke ført",
            "; ".join(one.changes),
        )
    console().print(table)


def _show_effect(adopted: RegulationLook, group_id: str) -> None:
    """What has happened, and what has not."""
    kinds = {landing.kind for change in adopted.changes for landing in change.landings}
    out = console()
    out.print(
        "Vedtaket er ført inn. Møter som er godkjent, og kalenderne, er urørt; se hva som bør "
        f"flyttes: kjoreplan plan propose {group_id} --half HALVÅR"
    )
    if LandingKind.DEADLINE in kinds:
        out.print("Fristene i kalenderen følger med ved neste synkronisering.")


def _show_end(look: RegulationLook, group_id: str) -> None:
    out = console()
    if look.document is None or look.obstacles:
        return
    command = f"kjoreplan group regulation {group_id} --approve --by HVEM --on DATO"
    count = len(look.changes)
    if look.is_new and (look.waits or not look.versions):
        values = f"{count} {'verdi' if count == 1 else 'verdier'} endres. " if count else ""
        out.print(f"{values}Er teksten vedtatt, så før det inn: {command}")
    elif not look.waits:
        out.print("Ingenting venter.")


def look_json(look: RegulationLook, language: str) -> dict[str, object]:
    """The ``group regulation`` document: what is said now, what waits, and the change log."""
    document = look.document
    return {
        "document": document
        and {
            "type": document.reading.type,
            "path": document.path,
            "read_at": document.modified_at,
            "sha256": look.text and look.text.sha256,
        },
        "waits": look.waits,
        "values": {
            one.key: {
                "value": one.field.say(one.value, language),
                "text": one.text,
                "section": one.section,
                "source": one.source,
                "confidence": one.confidence,
            }
            for one in look.values.stated
        },
        "unread": [
            {
                "field": u.tag,
                "label": u.label,
                "reason": u.doubt,
                "message": unread_sentence(u, language),
            }
            for u in look.values.unread
        ],
        "changes": [_change_json(change, language) for change in look.changes],
        "offices": [
            {
                "label": one.label,
                "regulation": one.stated,
                "roster": list(one.holders),
                "section": one.section,
                "message": office_sentence(one, language),
            }
            for one in look.offices
        ],
        "changed_since_adopted": list(look.differs),
        "obstacles": list(look.obstacles),
        "remarks": list(look.remarks),
        "versions": [_version_json(one) for one in look.versions],
    }


def _change_json(change: Change, language: str) -> dict[str, object]:
    before, after = change.said(language)
    return {
        "change": change.kind,
        "key": change.key,
        "label": change.label,
        "before": before or None,
        "after": after or None,
        "section": change.section,
        "settings": [one.name for one in change.landings],
        "follows": follows(change, language),
    }


def _version_json(version: AdoptedVersion) -> dict[str, object]:
    return {
        "number": version.number,
        "sha256": version.text.sha256,
        "adopted_on": version.adopted_on,
        "adopted_by": version.adopted_by,
        "recorded_at": version.recorded_at,
        "protocol": version.protocol_ref,
        "votes": version.votes
        and {"for": version.votes.in_favour, "against": version.votes.against},
        "changes": list(version.changes),
    }


def _moment(instant: dt.datetime) -> str:
    local = instant.astimezone(OSLO)
    return f"{day_month(local.date())} {local.year} kl. {local:%H.%M}"
