"""kjoreplan group rights: who acts, who may what, and which offices collide, on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click
from rich.table import Table

from service.cli.context import services
from service.cli.output import console, json_option, print_json
from service.cli.rights_json import roster_json
from service.domain.acting import Acting
from service.domain.wording import day_month, listed, weekday_name
from service.journeys.roster.conflicts import JudgedCombination, JudgedRule, Standing
from service.journeys.roster.rights import BodyOnDay, Entitled, RosterDay, read_day, rights_on
from service.journeys.roster.saying import SaidRight, known_as, said_rights

_NB = "nb"
_COLUMNS = ("Hvem", "Som", "Møte", "Tale", "Forslag", "Stemme")
_STRENGTH = {"must": "skal", "should": "bør", "may": "kan", "note": "vurderes"}
_STANDING = {
    Standing.OFF: "slått av",
    Standing.NOTHING: "ingen å vurdere",
    Standing.KEPT: "i orden",
}
_IMPLIED = "(i)"


@click.command("rights")
@click.argument("group_id", metavar="GRUPPE")
@click.option("--date", "day", metavar="DATO", help="Dagen, som 2026-05-12. Uten: i dag.")
@click.option("--body", default="", metavar="ORGAN", help="Bare dette organet.")
@json_option
def rights_command(group_id: str, day: str | None, body: str, as_json: bool) -> None:
    """Hvem som fungerer, hvem som har hvilken rett, og verv som ikke går sammen, en dag."""
    found = rights_on(services(), group_id, read_day(day) if day is not None else None, body)
    if as_json:
        print_json(roster_json(found))
    else:
        _show(found)


def _show(found: RosterDay) -> None:
    out = console()
    day = f"{weekday_name(found.day.weekday())} {day_month(found.day)} {found.day.year}"
    out.print(f"{found.group.name}, {day}", style="bold")
    if not found.in_term:
        out.print("Dagen er utenfor valgperioden til gruppa.")
    for seen in found.absences:
        out.print(f"Borte: {seen.person.name} ({seen.document})")
    for body in found.bodies:
        out.print(f"\n{body.body.name}", style="bold")
        for line in _about(body):
            out.print(line)
        if body.is_stated:
            out.print(_table(body))
        for note in body.notes:
            out.print(f"  {note.said(_NB)}", style="dim")
    if any(_implies(one) for body in found.bodies for one in body.people):
        out.print(f"\n{_IMPLIED}: følger av reglene uten å stå der ordrett.", style="dim")
    _show_combinations(found.combinations)
    if found.undated:
        out.print(
            "\nUavhengig og suspendert er ført uten dato, og er her regnet for alle dager.",
            style="dim",
        )


def _about(body: BodyOnDay) -> Iterator[str]:
    if body.acting:
        yield f"  Fungerer: {_acting(body.acting)}"
    if not body.people:
        yield "  Ingen har verv her denne dagen."
    elif not body.is_stated:
        yield f"  {listed([_named(one, body) for one in body.people])}"
        yield "  Rettigheter: ikke oppgitt i regelsettene som gjelder denne dagen."


def _acting(acts: Acting) -> str:
    people = [person.name for person in acts.seated]
    people += [f"{person.name} (vara)" for person in acts.deputies]
    vacant = f"; {acts.vacant} uten vara" if acts.vacant else ""
    return f"{listed(people) or 'ingen'} ({len(people)}{vacant})"


def _named(one: Entitled, body: BodyOnDay) -> str:
    said = known_as(one, body, _NB)
    return f"{one.person.name} ({said})" if said else one.person.name


def _table(body: BodyOnDay) -> Table:
    table = Table(box=None, padding=(0, 1))
    for title in _COLUMNS:
        table.add_column(title)
    for one in body.people:
        rights = [_said(right) for right in said_rights(one, _NB)]
        table.add_row(one.person.name, known_as(one, body, _NB), *rights)
    return table


def _said(one: SaidRight) -> str:
    return f"{one.text} {_IMPLIED}" if one.implied else one.text


def _implies(one: Entitled) -> bool:
    return any(said.implied for said in said_rights(one, _NB))


def _show_combinations(combinations: Iterable[JudgedCombination]) -> None:
    out = console()
    for place, one in enumerate(combinations):
        if not place:
            out.print("\nVerv som går sammen, og ikke", style="bold")
        strength = _STRENGTH[one.combination.strength]
        out.print(f"  {strength}: {one.combination.text.said(_NB)}")
        for judged in one.rules:
            for line in _judged(judged):
                out.print(f"    {judged.rule.code}  {line}")


def _judged(judged: JudgedRule) -> Iterator[str]:
    lives_with = "godtatt: " if judged.standing is Standing.WAIVED else ""
    yield from (f"{lives_with}{finding.message}" for finding in judged.findings)
    yield from (f"ikke vurdert: {missing}" for missing in judged.missing)
    if judged.standing in _STANDING:
        yield _STANDING[judged.standing]
