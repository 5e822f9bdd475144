"""The machine: folder, key, room on the disk, programs, and how the pages are reached."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

from service.config import Config
from service.db.sealing import SecretBox, keys_in
from service.domain.errors import InputError
from service.journeys.doctor.signs import Sign, Weight

_MB = 1_000_000
_LITTLE, _TOO_LITTLE = 500 * _MB, 50 * _MB  # a backup and a bad day's logs; one pass


def folder_signs(folder: Path) -> Iterator[Sign]:
    """What is wrong with the data folder, which is there."""
    if not (folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK)):
        yield Sign(
            code="folder_closed",
            weight=Weight.STOPS,
            text=f"Tjenesten får ikke lese og skrive i datamappa {folder}.",
            remedy="Gi mappa til brukeren som kjører tjenesten, eller velg en annen i "
            "KJOREPLAN_DATA_DIR.",
            unreadable=True,
        )
        return
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield Sign(
            code="folder_open",
            weight=Weight.HURTS,
            text=f"Datamappa {folder} er åpen for andre brukere på maskinen, og der står navnene "
            "på medlemmene.",
            remedy=f"Steng den: chmod 700 {folder}",
        )
    yield from _room(folder)


def _room(folder: Path) -> Iterator[Sign]:
    free = shutil.disk_usage(folder).free
    if free < _LITTLE:
        yield Sign(
            code="disk_full",
            weight=Weight.STOPS if free < _TOO_LITTLE else Weight.HURTS,
            text=f"Det er bare {free // _MB} MB igjen på disken med datamappa.",
            remedy="Rydd på disken, eller flytt datamappa til en større.",
        )


def key_signs(config: Config) -> tuple[SecretBox | None, list[Sign]]:
    """The keys there are, and what is wrong with them. None is made."""
    if not config.secret_keys and not config.key_file.exists():
        return None, []
    try:
        return SecretBox(config.secret_keys or keys_in(config.key_file)), []
    except InputError as error:
        return None, [
            Sign(
                code="key_unusable",
                weight=Weight.STOPS,
                text=f"Tjenesten kan ikke bruke nøkkelen i {error.where}.",
                remedy=error.message,
            )
        ]


def program_signs(config: Config) -> Iterator[Sign]:
    """Programs that some things need, and that aren't here."""
    missing = [name for name in (config.soffice, "pdftoppm") if shutil.which(name) is None]
    if missing:
        yield Sign(
            code="programs_missing",
            weight=Weight.WORTH_KNOWING,
            text=f"Her finnes ikke {' og '.join(missing)}, så det lages ikke PDF av protokoller "
            "eller bilder av maler. Alt annet går som før.",
            remedy="På Debian: apt-get install libreoffice-writer fonts-crosextra-carlito "
            "poppler-utils",
            count=len(missing),
        )


def address_signs(config: Config, public_url: str) -> Iterator[Sign]:
    """How the pages are reached, and whether logging in there is safe."""
    if not config.cookie_secure and (public_url or not _is_here(config.host)):
        yield Sign(
            code="cookie_open",
            weight=Weight.HURTS,
            text="Innloggingen til sidene kan leses av andre på nettet, for den sendes også uten "
            "https.",
            remedy="Ta bort KJOREPLAN_COOKIE_SECURE=0, og sett en mellomtjener med https foran.",
        )
    if not public_url:
        yield Sign(
            code="no_public_url",
            weight=Weight.WORTH_KNOWING,
            text="Tjenesten vet ikke hvilken adresse folk når sidene på, så det blir ingen lenker "
            "til dem i kalenderne.",
            remedy="Sett KJOREPLAN_PUBLIC_URL, for eksempel https://kjoreplan.example.org",
        )
    elif not public_url.startswith("https://"):
        yield Sign(
            code="public_url_open",
            weight=Weight.HURTS,
            text="Adressen i KJOREPLAN_PUBLIC_URL begynner ikke med https, så det folk skriver og "
            "leser, kan leses underveis.",
            remedy="Sett en mellomtjener med https foran, og skriv adressen med https.",
        )


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
