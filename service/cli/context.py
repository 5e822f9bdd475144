"""What every command starts with: the services of this machine, and files people name."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from service.bootstrap import build_services
from service.cli.output import trouble
from service.config import Config, read_config
from service.domain.errors import InputError
from service.jobs.hints import Waker
from service.journeys.services import Services

LARGEST_FILE = 50_000_000  # bytes; a scanned plan is a few million, anything larger is a mistake


def services() -> Services:
    """Open the database this machine's settings name.

    Raises:
        InputError: a setting can't be used.
    """
    opened = waking_services(read_config(os.environ))
    click.get_current_context().call_on_close(opened.database.close)
    return opened


def waking_services(config: Config) -> Services:
    """The services as settings say, which wake the workers when somebody changes something.

    Raises:
        InputError: a setting can't be used.
    """
    opened = build_services(config)
    return replace(opened, wake=Waker(config, opened.box))


def contents(path: Path) -> bytes:
    """The bytes of a file somebody named.

    Raises:
        InputError: it isn't there, is a folder, may not be read, or is far too large.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError(
                f"Fila er større enn {LARGEST_FILE // 1_000_000} MB. Velg riktig fil.",
                where=str(path),
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError("Fila finnes ikke. Se om navnet er riktig.", where=str(path)) from None
    except IsADirectoryError:
        raise InputError("Dette er en mappe. Oppgi en fil.", where=str(path)) from None
    except OSError as error:
        raise InputError(
            f"Fila kan ikke leses: {trouble(error)}. Se om du har tilgang til den.",
            where=str(path),
        ) from error


def write(path: Path, data: bytes) -> None:
    """Write a file the user asked for, whole or not at all.

    Raises:
        InputError: it can't be written; what was there before is there still.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a pipe or a device; a folder is refused
        else:
            _write_whole(path, data)
    except OSError as error:
        raise InputError(
            f"Fila kan ikke skrives: {trouble(error)}. Velg et annet sted.", where=str(path)
        ) from error


def _write_whole(path: Path, data: bytes) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("xb") as file:
            file.write(data)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
