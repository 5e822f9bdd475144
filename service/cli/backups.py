"""kjoreplan backup and restore: everything the service knows, in one file."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import click

from service.cli.output import console, json_option, print_json, progress, trouble
from service.config import read_config
from service.domain.errors import InputError
from service.domain.model import OSLO
from service.domain.wording import clock, day_month
from service.journeys.backups.archive import Manifest
from service.journeys.backups.restoring import Restored
from service.journeys.backups.restoring import restore as put_back
from service.journeys.backups.taking import take_backup

_T = TypeVar("_T")
_KINDS = {
    "groups": ("gruppe", "grupper"),
    "people": ("person", "personer"),
    "meetings": ("møte", "møter"),
    "documents": ("dokument", "dokumenter"),
    "targets": ("kalender eller mappe", "kalendere og mapper"),
    "users": ("bruker", "brukere"),
}


@click.command()
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--with-key", is_flag=True, help="Ta med nøkkelen, så fila alene åpner alt.")
@json_option
def backup(file: Path, with_key: bool, as_json: bool) -> None:
    """Ta sikkerhetskopi av databasen og egne regelpakker, mens tjenesten går."""
    config = read_config(os.environ)
    with progress("Kopierer …") as tick:
        made = _on_disk(file, lambda: take_backup(config, file, with_key=with_key, tick=tick))
    if as_json:
        print_json(_manifest_json(made) | {"file": str(file), "bytes": file.stat().st_size})
        return
    out = console()
    out.print(f"Sikkerhetskopien er skrevet: {file} ({_size(file.stat().st_size)})")
    out.print(f"Den har {_counted(made.counts)}.")
    out.print("Ta vare på den som en medlemsliste: navnene i den kan leses.")
    if made.with_key:
        out.print(
            "Nøkkelen er med, så den som har fila, kan også lese passord og dokumenter.",
            style="yellow",
        )
    elif config.secret_keys:
        out.print("Nøkkelen i KJOREPLAN_SECRET_KEY er ikke med. Ta vare på den et annet sted.")
    else:
        out.print(
            f"Nøkkelen er ikke med, og uten den kan passord og leste dokumenter ikke åpnes. Ta "
            f"vare på {config.key_file} et annet sted."
        )


@click.command()
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help="La kopien gjelde i stedet for det som er her.")
@json_option
def restore(file: Path, replace: bool, as_json: bool) -> None:
    """Legg en sikkerhetskopi tilbake. Stopp sidene og arbeideren først."""
    config = read_config(os.environ)
    with progress("Legger tilbake …") as tick:
        done = _on_disk(config.data_dir, lambda: put_back(config, file, replace=replace, tick=tick))
    if as_json:
        print_json(_restored_json(done))
        return
    _tell(done)


def _tell(done: Restored) -> None:
    out, made = console(), done.manifest.made.astimezone(OSLO)
    when = f"{day_month(made.date())} {made.year} kl. {clock(made.time())}"
    out.print(f"Kopien fra {when} er lagt tilbake: {_counted(done.manifest.counts)}.")
    if done.kept:
        out.print(
            f"Databasen som var her, ligger i {done.kept}. Slett den når alt er som det skal."
        )
    if done.packs:
        out.print(f"Regelpakker lagt tilbake: {', '.join(done.packs)}.")
    if done.key_restored:
        out.print("Nøkkelen fra kopien er lagt tilbake.")
    if done.closed:
        out.print(
            f"{done.closed} av {done.sealed} låste felt åpnes ikke med nøkkelen her. Skriv "
            "passordene på nytt under Oppsett; dokumentene leses om igjen av seg selv.",
            style="yellow",
        )
    out.print(
        "Det som er gjort etter kopien, er glemt her: brukere og personer som var fjernet, kan "
        "være tilbake. Se hvem som kan logge inn: kjoreplan user list"
    )
    out.print(
        "Neste gjennomgang sammenligner alt med serverne, og skriver ikke over det folk har "
        "skrevet. Se først hva den vil gjøre: kjoreplan sync GRUPPE --dry-run"
    )


def _on_disk(place: Path, work: Callable[[], _T]) -> _T:
    try:
        return work()
    except OSError as error:
        raise InputError(
            f"Her kan det ikke skrives: {trouble(error)}. Ingenting er gjort halvveis.",
            where=str(place),
        ) from error


def _counted(counts: Mapping[str, int]) -> str:
    parts = [f"{counts[kind]} {_KINDS[kind][counts[kind] != 1]}" for kind in _KINDS]
    return f"{', '.join(parts[:-1])} og {parts[-1]}"


def _size(size: int) -> str:
    if size < 1_000_000:
        return f"{-(-size // 1000)} kB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")


def _manifest_json(made: Manifest) -> dict[str, object]:
    return {
        "made": made.made,
        "version": made.version,
        "dialect": made.dialect,
        "revision": made.revision,
        "counts": dict(made.counts),
        "with_key": made.with_key,
        "files": dict(made.files),
    }


def _restored_json(done: Restored) -> dict[str, object]:
    return {
        "backup": _manifest_json(done.manifest),
        "targets": done.targets,
        "sealed": done.sealed,
        "unopened": done.closed,
        "key_restored": done.key_restored,
        "packs": list(done.packs),
        "kept": str(done.kept) if done.kept else None,
    }
