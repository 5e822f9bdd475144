"""kjoreplan validate: documents and plan judged by rules, as text, JSON or SARIF 2.1.0."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import click

from service.cli.context import contents, services
from service.cli.findings import findings_json, show_report
from service.cli.output import EXIT_FINDINGS, leave, print_json
from service.domain.errors import InputError
from service.journeys.judging.deciding import waivers_of
from service.journeys.judging.validating import validate_files, validate_group
from service.journeys.regulation.settings import adopted_values
from service.journeys.services import Services
from service.rules.definitions import RulePack
from service.rules.loading import combined, load_pack, load_pack_file
from service.rules.results import Report, Waiver
from service.rules.sarif import sarif


@dataclass(frozen=True, slots=True)
class _Judged:
    """A report, and what it takes to tell it to another tool."""

    report: Report
    packs: tuple[RulePack, ...]
    language: str = "nb"
    waivers: tuple[Waiver, ...] = ()


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FIL…]")
@click.option(
    "--group", "group_id", help="Alt som er kjent om gruppa, eller filene etter gruppas regler."
)
@click.option("--pack", "names", multiple=True, help="Regelpakke eller FIL.toml; kan gjentas.")
@click.option("--format", "shape", type=click.Choice(["text", "json", "sarif"]), default="text")
def validate(
    files: tuple[Path, ...], group_id: str | None, names: tuple[str, ...], shape: str
) -> None:
    """Vurder dokumenter og plan etter gruppas regler."""
    if not files and not group_id:
        raise InputError("Oppgi filer, eller --group for alt som er kjent om gruppa.")
    if files and not (names or group_id):
        raise InputError("Oppgi hvilke regler filene skal vurderes etter, med --pack.")
    opened = services() if group_id else None
    chosen = named_packs(names, opened.packs_folder if opened else None) if names else None
    if files:
        judged = _of_files(files, opened, group_id or "", chosen)
    else:
        judged = _of_group(opened or services(), group_id or "", chosen)
    _tell(judged, shape)
    leave(EXIT_FINDINGS if judged.report.has_errors else 0)


def named_packs(names: Sequence[str], folder: Path | None) -> tuple[RulePack, ...]:
    """The packs of these names; one that ends in .toml is a file.

    Raises:
        InputError: one can't be loaded, or two contradict each other.
    """
    return combined(
        load_pack_file(Path(name)) if name.endswith(".toml") else load_pack(name, folder)
        for name in dict.fromkeys(names)
    )


def _of_group(opened: Services, group_id: str, chosen: tuple[RulePack, ...] | None) -> _Judged:
    group = opened.settings(group_id).group
    report = validate_group(opened, group_id, packs=chosen)
    packs = opened.packs(group) if chosen is None else chosen
    return _Judged(report, packs, group.language, waivers_of(opened, group_id))


def _of_files(
    files: Sequence[Path],
    opened: Services | None,
    group_id: str,
    chosen: tuple[RulePack, ...] | None,
) -> _Judged:
    loaded = [(str(file), contents(file)) for file in files]
    now = dt.datetime.now(dt.UTC)
    if opened is None:
        return _Judged(validate_files(loaded, chosen or (), None, now), chosen or ())
    group = opened.settings(group_id).group
    packs = opened.packs(group) if chosen is None else chosen
    report = validate_files(loaded, packs, group, now, adopted_values(opened, group_id))
    return _Judged(report, packs, group.language)


def _tell(judged: _Judged, shape: str) -> None:
    if shape == "json":
        print_json(findings_json(judged.report))
    elif shape == "sarif":
        log = sarif(
            judged.report,
            judged.packs,
            language=judged.language,
            version=version("kjoreplan"),
            waivers=judged.waivers,
        )
        print_json(log)
    else:
        show_report(judged.report)
