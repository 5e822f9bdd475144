"""Text from bytes: UTF-8, UTF-16 with a mark, or what Norwegian files of older programs use."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

from service.domain.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLDER = ["cp1252", "latin_1"]
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")
# What æ, ø and å of DOS and old Macs look like when they are read as Windows' letters.
_WRONG_LETTERS = re.compile(r"(?:[^\W\d_][›†‡¿¾Œ‘][^\W\d_])|[^\W\d_][¿¾]")


def decode(data: bytes, filename: str) -> str:
    """The text of a file, without byte order mark, lines ending in a line feed.

    Raises:
        InputError: no encoding gives a text.
    """
    text = _decoded(data)
    if text is None or _NO_TEXT.search(text) or _WRONG_LETTERS.search(text):
        message = "Tegnsettet er ukjent, så æ, ø og å kan bli feil. Lagre fila som UTF-8."
        raise InputError(message, where=filename)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00ad", "")


def _decoded(data: bytes) -> str | None:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        best = charset_normalizer.from_bytes(data, cp_isolation=_OLDER).best()
        return None if best is None else str(best)
