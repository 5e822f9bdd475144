"""PDF with a text layer: ruled tables, columns and prose, in the order people read them.

The file is taken apart by a program of its own within bounds (``pdf_pages``), since a hostile PDF
can keep any reader busy without end.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from service.domain.errors import InputError
from service.imports.containers.pdf_flow import Flow
from service.imports.containers.pdf_words import Box, Page, Word
from service.imports.source import Source

SECONDS = 40.0
_MARK = b"%PDF-"
_PROGRAM = Path(__file__).with_name("pdf_pages.py")
_ONE_AT_A_TIME = threading.Lock()
"""A reader may use 1.5 GB, and a small machine has room for one."""
_UNMAPPED = "(cid:"  # how the reader shows a letter whose font doesn't say which it is
_TOO_MANY_UNMAPPED = 0.05  # of the words
_STOPPED = (-signal.SIGXCPU, -signal.SIGKILL)
_ANOTHER_WAY = "Finn planen som nettside eller regneark, eller skriv datoene av som en liste."
_SCANNED = f"PDF-en er skannet: den har bilder av sidene, men ingen tekst. {_ANOTHER_WAY}"
_EMPTY = f"PDF-en har ingen tekst. {_ANOTHER_WAY}"
_UNREADABLE = (
    f"PDF-en sier ikke hvilke bokstaver den viser, så teksten kan ikke leses. {_ANOTHER_WAY}"
)
_SLOW = f"PDF-en er så innfløkt at den ikke lar seg lese. {_ANOTHER_WAY}"
_TEXT = 4  # of a word
_BULLETS = frozenset("•‣▪◦●○■□·\uf0b7\uf0a7\uf0d8\uf0fc")  # Word's own letters last
_REFUSED = {
    "locked": "PDF-en er låst med passord. Åpne den, skriv den ut som en ny PDF og bruk den.",
    "pages": "PDF-en har over 40 sider. Lagre bare sidene med møteplanen som en ny PDF.",
    "words": "PDF-en har for mye tekst. Lagre bare sidene med møteplanen som en ny PDF.",
    "damaged": "PDF-en er skadet og kan ikke leses. Last den ned på nytt.",
}


def looks_like_pdf(data: bytes) -> bool:
    """Whether the file says that it is a PDF."""
    return data.lstrip().startswith(_MARK)


def read_pdf(data: bytes, filename: str) -> Source:
    """The text of a PDF: its tables, and lines of prose joined to paragraphs.

    Raises:
        InputError: it is locked, damaged, scanned, too long, or takes too much time.
    """
    pages = _pages(data, filename)
    words = [word for page in pages for word in page.words]
    if not words:
        raise InputError(_SCANNED if any(p.pictured for p in pages) else _EMPTY, where=filename)
    if sum(_UNMAPPED in word.text for word in words) > _TOO_MANY_UNMAPPED * len(words):
        raise InputError(_UNREADABLE, where=filename)
    flow = Flow()
    for page in pages:
        flow.add(page)
    return flow.source(filename)


def _pages(data: bytes, filename: str) -> list[Page]:
    try:
        with _ONE_AT_A_TIME:
            done = subprocess.run(  # noqa: S603 - our own program, by its path
                [sys.executable, "-I", str(_PROGRAM)],
                input=data,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={},
                timeout=SECONDS,
                check=False,
            )
    except subprocess.TimeoutExpired as error:
        raise InputError(_SLOW, where=filename) from error
    if done.returncode in _STOPPED:
        raise InputError(_SLOW, where=filename)
    answer: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {}
    if "pages" not in answer:
        raise InputError(_REFUSED[answer.get("refused", "damaged")], where=filename)
    return [_page(number, page) for number, page in enumerate(answer["pages"], start=1)]


def _page(number: int, read: dict[str, Any]) -> Page:
    return Page(
        number=number,
        width=read["width"],
        words=tuple(Word(*word) for word in read["words"] if word[_TEXT] not in _BULLETS),
        tables=tuple(tuple(Box(*cell) for cell in table) for table in read["tables"]),
        scanned=read["scanned"],
        pictured=read["pictured"],
    )
