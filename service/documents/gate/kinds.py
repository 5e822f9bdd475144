"""What a file is that is not a DOCX, so that its owner learns what to do with it."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from service.documents.package import UnsafeDocument

_ZIP: Final = b"PK\x03\x04"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB]: old Office, and protected new
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 1.3.2
_WEB_PAGE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,100}<(?:!doctype\s+html|html)", re.IGNORECASE
)

_PROTECTED: Final = (
    "Fila er beskyttet med passord; fjern passordet i Word og lagre den på nytt som DOCX."
)
_OTHER_ZIPS: Final = (
    ("mimetype", "Fila er i OpenDocument-format (ODT); lagre den som DOCX."),
    ("xl/", "Fila er et regneark (XLSX) og ikke et dokument; lim tallene inn i et dokument."),
    (
        "ppt/",
        "Fila er en presentasjon (PPTX) og ikke et dokument; lim teksten inn i et dokument.",
    ),
)


def check_signature(data: bytes) -> None:
    """Refuse what is no ZIP by its first bytes.

    Raises:
        UnsafeDocument: always, but for a ZIP.
    """
    if data.startswith(_ZIP):
        return
    raise UnsafeDocument(_sentence(data))


def _sentence(data: bytes) -> str:
    if not data:
        return "Fila er tom; last den opp på nytt, eller hent fram en eldre versjon."
    if data.startswith(_COMPOUND):
        if _ENCRYPTED_STREAM in data:
            return _PROTECTED
        return "Fila er i det gamle Word-formatet (DOC); åpne den i Word og lagre den som DOCX."
    if data.startswith(b"%PDF-"):
        return "Fila er en PDF og ikke et Word-dokument (DOCX); send dokumentet den er laget av."
    if data.startswith(b"{\\rtf"):
        return "Fila er i RTF-format; åpne den i Word og lagre den som DOCX."
    if _WEB_PAGE.match(data):
        return "Fila er en nettside og ikke et Word-dokument (DOCX); åpne den og lagre som DOCX."
    return "Fila er ikke et Word-dokument (DOCX), eller den er skadet; lagre den på nytt som DOCX."


def check_kind(names: Collection[str]) -> None:
    """Refuse a ZIP that is something else than a DOCX by the names in it.

    Raises:
        UnsafeDocument: it is another kind of document, or none.
    """
    for start, sentence in _OTHER_ZIPS:
        if any(name.startswith(start) for name in names):
            raise UnsafeDocument(sentence)
    if "[Content_Types].xml" not in names:
        raise UnsafeDocument(
            "Fila er et ZIP-arkiv og ikke et Word-dokument (DOCX); pakk det ut og send dokumentet."
        )
