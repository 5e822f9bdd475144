"""Files, opened. What a file is, its content says; its suffix is only used in the message."""

from __future__ import annotations

from service.domain.errors import InputError
from service.imports.containers.delimited import read_delimited
from service.imports.containers.encoding import decode
from service.imports.containers.events import read_events
from service.imports.containers.markup import looks_like_html, read_html
from service.imports.containers.package import open_package
from service.imports.containers.pdf import looks_like_pdf, read_pdf
from service.imports.containers.refused import refuse_unreadable, unknown_package
from service.imports.containers.word import read_word
from service.imports.containers.workbook import read_workbook
from service.imports.source import Source

MAX_BYTES = 20_000_000
MAX_ROWS = 5_000


def open_source(data: bytes, filename: str) -> Source:
    """Open a file by what it contains.

    Raises:
        InputError: it is empty, too large, damaged, or of a kind that isn't read.
    """
    if not data.strip():
        raise InputError("Fila er tom. Last den ned på nytt.", where=filename)
    if len(data) > MAX_BYTES:
        message = (
            "Fila er over 20 MB og blir ikke lest. Lagre bare arket eller siden med møteplanen."
        )
        raise InputError(message, where=filename)
    refuse_unreadable(data, filename)
    source = _opened(data, filename)
    if sum(len(table.rows) for table in source.tables) > MAX_ROWS:
        message = f"Fila har over {MAX_ROWS} rader. Lagre bare møteplanen."
        raise InputError(message, where=filename)
    return source


def _opened(data: bytes, filename: str) -> Source:
    if looks_like_pdf(data):
        return read_pdf(data, filename)
    if data.startswith(b"PK"):
        return _unpacked(data, filename)
    text = decode(data, filename)
    if text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        return read_events(text, filename)
    if looks_like_html(text):
        return read_html(text, filename)
    return read_delimited(text, filename)


def _unpacked(data: bytes, filename: str) -> Source:
    package = open_package(data, filename)
    if package.holds("word/"):
        return read_word(package)
    if package.holds("xl/"):
        return read_workbook(package)
    mimetype = package.part("mimetype") if "mimetype" in package.names else b""
    raise unknown_package(mimetype, filename)
