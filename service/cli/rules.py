"""kjoreplan rules: which rules there are, one in full, and what a group decides about them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from service.cli.context import services, write
from service.cli.output import console, json_option, print_json
from service.cli.rule_decisions import baseline, confirm, preview, unwaive, waive, waivers, week
from service.domain.errors import InputError
from service.journeys.regulation.settings import parameters_in_force
from service.rules.coverage import coverage, list_rules, show_rule
from service.rules.loading import load_pack, load_pack_file
from service.rules.pack_writer import write_pack

_UNITS = {"days": "dager", "months": "måneder", "years": "år"}
_LANGUAGE = click.option("--lang", type=click.Choice(["nb", "nn", "en"]), default="nb")


@click.group()
def rules() -> None:
    """Se reglene, og bestem hva gruppa gjør med funnene."""


for command in (baseline, confirm, preview, unwaive, waive, waivers, week):
    rules.add_command(command)


@rules.command("list")
@click.option("--pack", help="Bare reglene i denne pakka.")
@_LANGUAGE
@json_option
def list_command(pack: str | None, lang: str, as_json: bool) -> None:
    """Alle regler, med pakke, punkt og alvor."""
    everything = list_rules(lang)
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
@_LANGUAGE
@json_option
def show_command(code: str, group_id: str | None, lang: str, as_json: bool) -> None:
    """Én regel: hvorfor, eksempler, kilde, parametre, melding og hvordan den sjekkes."""
    rule = show_rule(code, lang)
    held = parameters_in_force(services(), group_id, code) if group_id else ()
    if as_json:
        in_force = [{"name": p.name, "value": p.value, "source": p.source} for p in held]
        print_json({**rule, "in_force": in_force} if group_id else rule)
        return
    _show(rule, lang)
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


@rules.command("check")
@click.argument("file", type=click.Path(path_type=Path), metavar="FIL.toml")
@json_option
def check_command(file: Path, as_json: bool) -> None:
    """Se om en regelpakke du har skrevet, kan brukes."""
    pack = load_pack_file(file)
    if as_json:
        print_json({"pack": pack.name, "rules": [rule.code for rule in pack.rules]})
        return
    count = len(pack.rules)
    console().print(
        f"{pack.name} kan brukes: {count} {'regel' if count == 1 else 'regler'}, "
        f"{len(pack.deadlines)} {'frist' if len(pack.deadlines) == 1 else 'frister'}."
    )


@rules.command("write")
@click.argument("name", metavar="PAKKE")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FIL.toml")
def write_command(name: str, output: Path) -> None:
    """Skriv en regelpakke til en fil, som utgangspunkt for din egen."""
    write(output, write_pack(load_pack(name)).encode())
    console().print(f"Skrev {output}. Gi pakka og fila samme navn, og se over reglene.")


def _show(rule: Mapping[str, Any], language: str) -> None:
    out = console()
    out.print(f"{rule['code']}  {rule['title']}, {rule['section']}", style="bold")
    out.print(f"\n{rule['condition']}\n")
    for heading, name in (("Hvorfor", "why"), ("Riktig", "right"), ("Galt", "wrong")):
        if rule[name]:
            out.print(f"{heading}: {rule[name]}")
    out.print(f"\nMelding: {rule['messages'][language]}")
    for texts in rule["variants"].values():
        out.print(f"         {texts[language]}")
    out.print(f"\n{rule['explanation']}", style="dim")
    for name, value in rule["params"].items():
        out.print(f"  {name} = {value}")
    for ask in rule["ask"]:
        choices = f"; kan være {', '.join(ask['choices'])}" if ask["choices"] else ""
        out.print(f"  {ask['param']}: {ask['question']} ({_said(ask['default'])}{choices})")


def _said(default: object) -> str:
    """A default as people say it: "3 måneder" and "ja", not as the pack writes them."""
    match default:
        case bool():
            return "ja" if default else "nei"
        case Mapping():
            return ", ".join(_counted(name, value) for name, value in default.items())
        case list() | tuple():
            return ", ".join(map(_said, default)) or "ingen"
        case _:
            return str(default)


def _counted(name: str, value: object) -> str:
    return f"{value} {_UNITS[name]}" if name in _UNITS else f"{name} {value}"
