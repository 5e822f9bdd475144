"""A PDF's pages as pictures, for showing a template's trial render on a web page.

Poppler's pdftoppm does the work, as a program within bounds: what LibreOffice took over from an
uploaded document, pictures above all, is still somebody else's.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from service.documents.printing.bounded import (
    Bounds,
    ProgramFailed,
    locate,
    read_result,
    run_bounded,
)

PAGE_BOUNDS: Final = Bounds(seconds=60.0, cpu_seconds=30, memory_bytes=1024**3)
"""A page of text takes a tenth of a second at 100 dpi."""
MOST_PAGES: Final = 20

_PROGRAM: Final = "pdftoppm"
_MISSING: Final = (
    "Programmet pdftoppm finnes ikke på denne maskinen, så sidene kan ikke vises som bilder. "
    "Installer Poppler (på Debian: poppler-utils)."
)
_FAILED: Final = "Sidene kunne ikke vises som bilder; last ned PDF-en og åpne den i stedet."


def to_pages(
    pdf: bytes, *, dpi: int, most: int = MOST_PAGES, bounds: Bounds = PAGE_BOUNDS
) -> list[bytes]:
    """The first pages as PNG.

    Args:
        pdf: the document.
        dpi: pixels an inch; an A4 page at 100 is 827 × 1169.
        most: how many pages, from the first.
        bounds: how much the program may use.

    Raises:
        ProgramMissing: Poppler isn't here.
        OutOfTime: it took too long.
        ProgramFailed: it isn't a PDF, or it met a bound.
        ResultTooLarge: a picture is larger than a file may be.
    """
    program = locate(_PROGRAM, _MISSING)
    with tempfile.TemporaryDirectory(prefix="kjoreplan-pages-") as name:
        folder = Path(name)
        (folder / "document.pdf").write_bytes(pdf)
        options = ["-png", "-r", str(dpi), "-l", str(most)]
        status = run_bounded([program, *options, "document.pdf", "page"], folder, bounds)
        # Numbers are padded to equal width, so the names' order is the pages'.
        pages = [read_result(path, bounds) for path in sorted(folder.glob("page-*.png"))]
    if status != 0 or not pages:
        raise ProgramFailed(_FAILED)
    return pages
