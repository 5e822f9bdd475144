"""A DOCX as a PDF that a screen reader can read: tagged, with language, title and bookmarks.

LibreOffice (7.4 or newer) does the work, as a program within bounds (see ``bounded``): a throw-away
profile in a folder of its own, no network, limited time, memory and size. The document has passed
the security gate, which lets no links but hyperlinks through, and its pictures are what they seem
(see ``pictures``). Should a link slip by, two walls stand: the namespace without network, and
LibreOffice's own settings below, which follow no link to a picture or file, run no macro, and send
HTTP to a port where nobody answers. Where the namespace can't be had, the settings stand alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from service.documents.printing.bounded import (
    Bounds,
    ProgramFailed,
    locate,
    read_result,
    run_bounded,
)
from service.documents.printing.labelled import labelled

PDF_BOUNDS: Final = Bounds()
"""A protocol takes a second and 220 MB (800 MB of addresses), a table of 5,000 rows 25 seconds."""

_MISSING: Final = (
    "LibreOffice finnes ikke på denne maskinen, så det lages ikke PDF. Installer LibreOffice "
    "Writer (på Debian: libreoffice-writer og fonts-crosextra-carlito), eller la KJOREPLAN_SOFFICE "
    "peke på programmet soffice."
)
_FAILED: Final = (
    "LibreOffice fikk ikke gjort dokumentet om til PDF. Åpne det, se at det er helt, lagre det på "
    "nytt som DOCX, og prøv igjen."
)
_READ_AS: Final = "MS Word 2007 XML"
_EXPORT: Final[Mapping[str, bool]] = {
    "PDFUACompliance": True,
    "UseTaggedPDF": True,
    "ExportBookmarks": True,
    "DisplayPDFDocumentTitle": True,
    "ExportFormFields": False,  # content controls would become form fields to fill in
    "ExportNotes": False,  # comments are for those who work on the document
}
_SECURITY: Final = "/org.openoffice.Office.Common/Security/Scripting"
_INTERNET: Final = "/org.openoffice.Inet/Settings"
_SETTINGS: Final = (
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    (_SECURITY, "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),  # never
    (_INTERNET, "ooInetProxyType", "2"),  # the proxies below
    (_INTERNET, "ooInetHTTPProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPProxyPort", "9"),  # discard
    (_INTERNET, "ooInetHTTPSProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPSProxyPort", "9"),
    (_INTERNET, "ooInetNoProxy", ""),
)
_LANGUAGE: Final = ("/org.openoffice.Office.Linguistic/General", "DefaultLocale")


def to_pdf(
    data: bytes,
    *,
    language: str,
    title: str,
    soffice: str = "soffice",
    bounds: Bounds = PDF_BOUNDS,
) -> bytes:
    """The document as PDF/UA, without comments and without the names of those who wrote it.

    Tracked changes that nobody has accepted are shown as changes.

    Args:
        data: a DOCX.
        language: "nb" or "nn", whatever the document says of itself.
        title: what readers see in the title bar.
        soffice: LibreOffice's program, as a name on the PATH or a path.
        bounds: how much it may use.

    Raises:
        UnsafeDocument: the security gate refuses the file, or a picture in it.
        ProgramMissing: LibreOffice isn't here.
        OutOfTime: it took too long.
        ProgramFailed: LibreOffice can't read it, or met a bound.
        ResultTooLarge: the PDF is larger than a file may be.
    """
    locale = f"{language}-NO"
    document = labelled(data, locale=locale, title=title)
    return _converted(document, locale, locate(soffice, _MISSING), bounds)


def _converted(document: bytes, locale: str, soffice: str, bounds: Bounds) -> bytes:
    with tempfile.TemporaryDirectory(prefix="kjoreplan-pdf-") as name:
        folder = Path(name)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user/registrymodifications.xcu").write_text(_registry(locale), "utf-8")
        (folder / "document.docx").write_bytes(document)
        try:
            status = run_bounded(_command(soffice, profile), folder, bounds)
        finally:
            _socket(profile).unlink(missing_ok=True)
        try:
            pdf = read_result(folder / "document.pdf", bounds)
        except FileNotFoundError:
            raise ProgramFailed(_FAILED) from None
    if status != 0 or not pdf.startswith(b"%PDF-"):
        raise ProgramFailed(_FAILED)
    return pdf


def _command(soffice: str, profile: Path) -> list[str]:
    options = {
        name: {"type": "boolean", "value": str(value).lower()} for name, value in _EXPORT.items()
    }
    return [
        soffice,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        f"--infilter={_READ_AS}",
        "--convert-to",
        f"pdf:writer_pdf_Export:{json.dumps(options)}",
        "document.docx",
    ]


def _registry(locale: str) -> str:
    """The profile's settings; the language is for documents that state none."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
        "</prop></item>"
        for path, name, value in (*_SETTINGS, (*_LANGUAGE, locale))
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )


def _socket(profile: Path) -> Path:
    """The socket that LibreOffice leaves behind when it is killed.

    It lies in /tmp whatever TMPDIR says, and is named after user and profile (LibreOffice's
    desktop/source/app/officeipcthread.cxx).
    """
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    name = "".join(f"{byte:x}" for byte in digest)
    return Path(f"/tmp/OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{name}")  # noqa: S108 - not ours to choose
