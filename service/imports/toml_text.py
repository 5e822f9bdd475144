"""A TOML file that somebody has written: its text, and what it holds."""

from __future__ import annotations

import re
import tomllib

from service.domain.errors import InputError

MAX_BYTES = 1_000_000
_AT_LINE = re.compile(r"\(at line ([0-9]+)")


def toml_text(data: bytes, filename: str, *, empty: str, large: str) -> str:
    """The file as text.

    Args:
        data: the file.
        filename: for the complaint.
        empty: what to do where nothing stands in it.
        large: what to do where it is too large.

    Raises:
        InputError: nothing stands in it, it is too large, or no text.
    """
    if not data.strip():
        raise InputError(f"Fila er tom. {empty}", where=filename)
    if len(data) > MAX_BYTES:
        raise InputError(f"Fila er over 1 MB. {large}", where=filename)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            "Fila er ikke ren tekst i UTF-8. Lagre den på nytt.", where=filename
        ) from error
    return text.replace("\r\n", "\n")


def toml_content(text: str, filename: str) -> dict[str, object]:
    """What the text holds.

    Raises:
        InputError: it is no TOML; it names the line.
    """
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line = _AT_LINE.search(str(error))
        where = f"{filename}, linje {line[1]}" if line else filename
        message = (
            "Linja er ikke gyldig TOML. Sett tekst og klokkeslett i anførselstegn, skriv datoer "
            "som 2026-01-31, og skriv hvert felt bare én gang."
        )
        raise InputError(message, where=where) from error
