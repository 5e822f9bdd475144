"""kjoreplan rules: which rules there are, one in full, and how many of the sources' are covered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click
from rich.table import Table

from service.cli.context import services
from service.cli.output import console, json_option, print_json
from service.domain.errors import InputError
from service.journeys.regulation.settings import parameters_in_force
from service.rules.coverage import coverage, list_rules, show_rule


@click.group()
def rules() -> None:
    """Se reglene: hvilke som finnes, hva de sier og hvor de kommer fra."""


@rules.command("list")
@click.option("--pack", help="Bare reglene i denne pakka.")
@json_option
def list_command(pack: str | None, as_json: bool) -> None:
    """Alle regler, med pakke, punkt og alvor."""
    everything = list_rules()
    found = [rule for rule in everything if pack in {None, rule["pack"]}]
    if not found:
        packs = ", ".join(sorted({rule["pack"] for rule in everything}))
        raise InputError(
            f"Det finnes ingen slik regelpakke. Velg blant: {packs}.", where=pack or ""
        )
    if as_json:
        print_json({"rules": found})
        return
    table = Table(box=None, padding=(0, 1))
    for title in ("Regel", "Punkt", "Alvor", "Sjekk", "Hva"):
        table.add_column(title)
    for rule in found:
        table.add_row(
            rule["code"], rule["section"], rule["severity"], rule["check"], rule["condition"]
        )
    console().print(table)


@rules.command("show")
@click.argument("code", metavar="REGEL")
@click.option("--group", "group_id", help="Vis også hva som gjelder for gruppa, og hvorfor.")
@json_option
def show_command(code: str, group_id: str | None, as_json: bool) -> None:
    """Én regel: kilde, parametre, melding og hvordan den sjekkes."""
    rule = show_rule(code)
    held = parameters_in_force(services(), group_id, code) if group_id else ()
    if as_json:
        in_force = [{"name": p.name, "value": p.value, "source": p.source} for p in held]
        print_json({**rule, "in_force": in_force} if group_id else rule)
        return
    _show(rule)
    for one in held:
        console().print(f"  {one.name} = {one.value} ({one.source})")


@rules.command("coverage")
@json_option
def coverage_command(as_json: bool) -> None:
    """Hvor mange av kildenes regler som er med, og hvilke som mangler prøver."""
    found: Mapping[str, Any] = coverage()
    if as_json:
        print_json(found)
        return
    out = console()
    out.print(f"{found['present']} av {found['total']} regler er med.")
    for pack, count in found["by_pack"].items():
        out.print(f"  {pack}: {count}")
    if found["without_cases"]:
        out.print(f"Uten prøver: {', '.join(found['without_cases'])}")


def _show(rule: Mapping[str, Any]) -> None:
    out = console()
    out.print(f"{rule['code']}  {rule['title']}, {rule['section']}", style="bold")
    out.print(f"\n{rule['condition']}\n")
    for language, text in rule["messages"].items():
        out.print(f"  {language}: {text}")
    out.print(f"\n{rule['explanation']}", style="dim")
    for name, value in rule["params"].items():
        out.print(f"  {name} = {value}")
    for ask in rule["ask"]:
        out.print(f"  {ask['param']}: {ask['question']} ({ask['default']})")
