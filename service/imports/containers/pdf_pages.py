"""The words and ruled tables of a PDF's pages, as a program of its own.

It stands alone, so that it can be started by its path without anything of this machine's settings:
a PDF on standard input, JSON on standard output. A PDF can make any reader work or unpack without
end, so the kernel limits its processor time and memory, and who starts it limits its time.

    {"pages": [{"width": 595.3, "scanned": false, "pictured": false,
                "words": [[x0, top, x1, bottom, text, struck, raised]],
                "tables": [[[x0, top, x1, bottom]]]}]}
    {"refused": "locked" | "pages" | "words" | "damaged"}

Lengths are in points from the upper left corner.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

CPU_SECONDS = 30  # 36 pages with a ruled row a line take five
MEMORY_BYTES = 1_500_000_000
MAX_PAGES = 40
MAX_WORDS = 60_000  # 1,500 a page; a page of small print has 1,000

_THIN = 2.0  # points, at most, of a line drawn as a rectangle
_THROUGH = (0.35, 0.75)  # of a letter's height from its top; an underline lies at 0.8 or lower
_EDGES = ("x0", "top", "x1", "bottom")
_SMALL = 0.8  # of the letter before, at most, if raised
_HIGHER = 0.1  # of the letter before, at least
_COVERS = 0.8  # of a page, where its image is the page
_SPACE = 0.15  # of the size of the letters, at least, between words


def main() -> None:
    """Read a PDF and write what is on its pages."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    json.dump(_read(sys.stdin.buffer.read()), sys.stdout)


def _read(data: bytes) -> dict[str, Any]:
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > MAX_PAGES:
                return {"refused": "pages"}
            pages: list[dict[str, Any]] = []
            for page in document.pages:
                pages.append(_page(page.dedupe_chars()))
                page.close()
                if sum(len(read["words"]) for read in pages) > MAX_WORDS:
                    return {"refused": "words"}
            return {"pages": pages}
    except PdfminerException as error:
        locked = any(isinstance(cause, PDFEncryptionError) for cause in error.args)
        return {"refused": "locked" if locked else "damaged"}


def _page(page: Page) -> dict[str, Any]:
    drawn = [thing for thing in (*page.lines, *page.rects, *page.curves) if _is_flat(thing)]
    drawn.sort(key=_height)
    through: set[int] = set()
    for char in page.chars:
        strokes = _strokes(char, drawn)
        through.update(map(id, strokes))
        char["struck"] = bool(strokes)
    _mark_raised(page.chars)
    words = page.extract_words(
        x_tolerance_ratio=_SPACE, char_dir_rotated="btt", extra_attrs=["struck", "raised"]
    )
    ruled = page.filter(lambda thing: id(thing) not in through)
    area = float(page.width * page.height)
    return {
        "width": float(page.width),
        "scanned": any(image["width"] * image["height"] > _COVERS * area for image in page.images),
        "pictured": bool(page.images),
        "words": [
            [*_corners(map(word.get, _EDGES)), word["text"], word["struck"], word["raised"]]
            for word in words
            if _is_seen(word, page)
        ],
        "tables": [[_corners(cell) for cell in table.cells] for table in ruled.find_tables()],
    }


def _mark_raised(chars: Sequence[dict[str, Any]]) -> None:
    """Mark small letters that stand higher than a larger one right beside, as footnotes' do."""
    for char in chars:
        char["raised"] = False
    _raise_after(chars, "x0", "x1")
    _raise_after(chars[::-1], "x1", "x0")


def _raise_after(chars: Sequence[dict[str, Any]], near: str, far: str) -> None:
    base: Mapping[str, Any] | None = None
    end = 0.0
    for char in chars:
        if (
            base is not None
            and char["size"] < _SMALL * base["size"]
            and char["bottom"] < base["bottom"] - _HIGHER * base["size"]
            and abs(char[near] - end) < base["size"] / 2
        ):
            char["raised"] = True
        elif not char["raised"]:
            base = char
        end = float(char[far])


def _corners(edges: Iterable[Any]) -> list[float]:
    return [round(float(edge), 2) for edge in edges]


def _is_seen(word: Mapping[str, Any], page: Page) -> bool:
    left, top, right, bottom = page.bbox
    across, down = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(left <= across <= right and top <= down <= bottom)


def _is_flat(thing: Mapping[str, Any]) -> bool:
    return bool(thing["bottom"] - thing["top"] <= _THIN < thing["x1"] - thing["x0"])


def _height(thing: Mapping[str, Any]) -> float:
    return float(thing["top"] + thing["bottom"]) / 2


def _strokes(
    char: Mapping[str, Any], drawn: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """The lines that run through a letter, of lines from the top down."""
    top, height = float(char["top"]), float(char["bottom"] - char["top"])
    upper, lower = (top + part * height for part in _THROUGH)
    middle = float(char["x0"] + char["x1"]) / 2
    near = drawn[bisect_left(drawn, upper, key=_height) : bisect_right(drawn, lower, key=_height)]
    return [line for line in near if line["x0"] <= middle <= line["x1"]]


if __name__ == "__main__":
    main()
