"""Files that hold no text to read, each refused in one sentence with what to do instead."""

from __future__ import annotations

from service.domain.errors import InputError

_IMAGE = (
    "et bilde",
    "Finn planen som nettside, regneark eller PDF med tekst, eller skriv datoene av som en liste.",
)
_BY_BEGINNING = (
    (b"\x89PNG", *_IMAGE),
    (b"\xff\xd8\xff", *_IMAGE),
    (b"GIF8", *_IMAGE),
    (b"II*\x00", *_IMAGE),  # TIFF
    (b"MM\x00*", *_IMAGE),
    (b"RIFF", *_IMAGE),  # WebP
    (b"{\\rtf", "et RTF-dokument", "Åpne det i Word eller LibreOffice, og lagre det som .docx."),
)
_TELEPHONE_IMAGE = b"ftyp"  # HEIC and AVIF, at the fifth byte
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
# The names of what lies in Microsoft's container of before 2007; locked files are packed in one.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OLD_WORD = "WordDocument".encode("utf-16-le")
_OPEN_DOCUMENTS = (
    ("text", "et ODT-dokument", "Åpne det i LibreOffice eller Word, og lagre det som .docx."),
    (
        "spreadsheet",
        "et ODS-regneark",
        "Åpne det i LibreOffice eller Excel, og lagre det som .xlsx.",
    ),
)
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_NAMED = frozenset(("xlsx", "csv", "ics", "docx", "pdf"))


def refuse_unreadable(data: bytes, filename: str) -> None:
    """Let pass what may be read.

    Raises:
        InputError: the file is an image, or of a format that isn't read.
    """
    beginning = data.lstrip()[:8]
    for magic, what, remedy in _BY_BEGINNING:
        if beginning.startswith(magic):
            raise _unreadable(filename, what, remedy)
    if data[4:8] == _TELEPHONE_IMAGE:
        raise _unreadable(filename, *_IMAGE)
    if beginning.startswith(_OLD_OFFICE):
        raise _old_office(data, filename)


def _old_office(data: bytes, filename: str) -> InputError:
    if _LOCKED in data:
        message = "Fila er låst med passord. Åpne den, ta bort passordet og lagre den på nytt."
        return InputError(message, where=filename)
    if _OLD_WORD in data:
        what = "et Word-dokument i det gamle formatet (.doc)"
        remedy = "Åpne det i Word eller LibreOffice, og lagre det som .docx."
    else:
        what = "en fil i Microsofts gamle format (.xls)"
        remedy = "Åpne den i Excel eller LibreOffice, og lagre den som .xlsx."
    return _unreadable(filename, what, remedy)


def unknown_package(mimetype: bytes, filename: str) -> InputError:
    """A ZIP file that is neither a workbook nor a Word document.

    Args:
        mimetype: what an OpenDocument says that it is, or nothing.
        filename: for the message.
    """
    said = mimetype.decode("ascii", errors="replace").strip()
    for kind, what, remedy in _OPEN_DOCUMENTS:
        if said.startswith(_OPEN_DOCUMENT + kind):
            return _unreadable(filename, what, remedy)
    message = (
        "Fila er en pakket fil (ZIP), men ikke et regneark eller Word-dokument. "
        "Pakk den ut, og velg fila med møteplanen."
    )
    return InputError(message, where=filename)


def _unreadable(filename: str, what: str, remedy: str) -> InputError:
    return InputError(f"{_but(filename)}{what}, som ikke kan leses. {remedy}", where=filename)


def _but(filename: str) -> str:
    suffix = filename.rpartition(".")[2].lower() if "." in filename else ""
    return f"Fila heter .{suffix}, men er " if suffix in _NAMED else "Fila er "
