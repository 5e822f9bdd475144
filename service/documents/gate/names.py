"""The names in a ZIP, which say where its parts would lie if somebody unpacked them."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final
from urllib.parse import unquote

from service.documents.package import UnsafeDocument

MAX_NAME_LENGTH: Final = 200
"""The longest that editors write is about 70: customXml/_rels/itemProps12.xml.rels."""

_DRIVE: Final = re.compile(r"[A-Za-z]:")
_PLAIN_SIGNS: Final = re.compile(r"[\x20-\x7e]+")


def check_names(names: Collection[str]) -> None:
    """Let names pass that are plain paths inside the package, each only once.

    Raises:
        UnsafeDocument: one leads out of the package, is not plain ASCII, as ECMA-376 Part 2 has it,
            is too long, or is there twice.
    """
    for name in names:
        _check_name(name)
    if len(set(names)) != len(names):
        raise UnsafeDocument(
            "Fila har to deler med samme navn, så ingen vet hvilken som gjelder; åpne den i Word "
            "og lagre den på nytt som DOCX."
        )
    if len({name.lower() for name in names}) != len(names):
        raise UnsafeDocument(
            "Fila har to deler der bare store og små bokstaver skiller navnene; åpne den i Word og "
            "lagre den på nytt som DOCX."
        )


def _check_name(name: str) -> None:
    if len(name) > MAX_NAME_LENGTH:
        raise UnsafeDocument(
            "Fila har en del med et urimelig langt navn; åpne den i Word og lagre den på nytt som "
            "DOCX."
        )
    # A part's name may stand percent-encoded, and another program may decode it.
    plain = unquote(name)
    if not _PLAIN_SIGNS.fullmatch(plain):
        raise UnsafeDocument(
            "Fila har en del med skjulte eller fremmede tegn i navnet; åpne den i Word og lagre "
            "den på nytt som DOCX."
        )
    steps = plain.removesuffix("/").split("/")
    if "\\" in plain or _DRIVE.match(plain) or not {"", ".", ".."}.isdisjoint(steps):
        raise UnsafeDocument(
            "Fila har en del som vil legge seg utenfor dokumentet når den pakkes ut; ikke åpne "
            "den, og be avsenderen om en ny."
        )
