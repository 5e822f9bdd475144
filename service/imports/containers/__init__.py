"""Files, opened. What a file is, its content says; its suffix is only used in the message."""

from __future__ import annotations

from service.domain.errors import InputError
from service.imports.containers.delimited import read_delimited
from service.imports.containers.encoding import decode
from service.imports.containers.events import read_events
from service.imports.containers.markup import looks_like_html, read_html
from service.imports.containers.workbook import read_workbook
from service.imports.source import Source

MAX_BYTES = 20_000_000
MAX_ROWS = 5_000

_NOT_READABLE = (
    (b"%PDF", "en PDF", "Last ned planen som HTML, regneark (.xlsx), CSV eller kalender (.ics)."),
    (b"\xd0\xcf\x11\xe0", "en fil i Microsofts gamle format", "Åpne den og lagre den som .xlsx."),
    (b"\x89PNG", "et bilde", "Finn planen som tekst, regneark eller nettside."),
    (b"\xff\xd8\xff", "et bilde", "Finn planen som tekst, regneark eller nettside."),
    (b"GIF8", "et bilde", "Finn planen som tekst, regneark eller nettside."),
    (b"{\\rtf", "et RTF-dokument", "Åpne det og lagre det som ren tekst eller .xlsx."),
)


def open_source(data: bytes, filename: str) -> Source:
    """Open a file by what it contains.

    Raises:
        InputError: it is empty, too large, damaged, or of a kind that isn't read.
    """
    _refuse_unreadable(data, filename)
    source = _opened(data, filename)
    if sum(len(table.rows) for table in source.tables) > MAX_ROWS:
        message = f"Fila har over {MAX_ROWS} rader. Lagre bare møteplanen."
        raise InputError(message, where=filename)
    return source


def _opened(data: bytes, filename: str) -> Source:
    if data.startswith(b"PK"):
        return read_workbook(data, filename)
    text = decode(data, filename)
    if text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        return read_events(text, filename)
    if looks_like_html(text):
        return read_html(text, filename)
    return read_delimited(text, filename)


def _refuse_unreadable(data: bytes, filename: str) -> None:
    if not data.strip():
        raise InputError("Fila er tom. Last den ned på nytt.", where=filename)
    if len(data) > MAX_BYTES:
        message = "Fila er over 20 MB og blir ikke lest. Lagre bare arket med møteplanen."
        raise InputError(message, where=filename)
    for magic, what, remedy in _NOT_READABLE:
        if data.lstrip()[:8].startswith(magic):
            raise InputError(
                f"{_but(filename)}{what}, som ikke kan leses. {remedy}", where=filename
            )


def _but(filename: str) -> str:
    suffix = filename.rpartition(".")[2].lower() if "." in filename else ""
    return f"Fila heter .{suffix}, men er " if suffix in {"xlsx", "csv", "ics"} else "Fila er "
