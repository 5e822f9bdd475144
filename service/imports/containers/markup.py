"""HTML: its tables, and its paragraphs and headings as prose.

Nothing is fetched, and the HTML parser knows no entities but the characters of the standard.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from lxml import etree, html

from service.domain.errors import InputError
from service.imports.containers.cells import Cell, Piece, joined, prose_of, row_of
from service.imports.source import Prose, Row, Source, Table

_MARKUP = re.compile(r"\A\s*<(?:!doctype\s+html|\?xml|!--|[a-z][a-z0-9]*[\s>/])", re.IGNORECASE)
_BLOCKS = frozenset(html.defs.block_tags | html.defs.table_tags) | {
    *("html", "head", "title", "body", "section", "article", "main", "header", "footer"),
    *("nav", "aside", "figure", "br", "li", "dt", "dd"),
}
_UNSEEN = frozenset(("script", "style", "template", "noscript", "nav"))
_CELLS = frozenset(("td", "th"))
_STRUCK = frozenset(("s", "del", "strike"))
_STRUCK_STYLE = re.compile(r"text-decoration[\w-]*\s*:[^;]*\bline-through\b", re.IGNORECASE)
_MET = re.compile(r"[0-9][a-zæøå]", re.IGNORECASE)  # "19" and "feb" in elements of their own
_MOST_COLUMNS = 60
MAX_ROWS = 5_000
MAX_PARAGRAPHS = 5_000  # each is read for dates and times, which takes a second for so many


def looks_like_html(text: str) -> bool:
    """Whether the text begins as markup does."""
    return _MARKUP.match(text) is not None


def read_html(text: str, filename: str) -> Source:
    """Every innermost table, and the text outside them.

    Raises:
        InputError: it can't be parsed, is a page to log in on, or is longer than any meeting plan.
    """
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        page = html.document_fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        message = "Nettsiden kan ikke leses. Lagre den på nytt fra nettleseren."
        raise InputError(message, where=filename) from error
    found = _tables(page, filename)
    tables = tuple(found.values())
    if not tables and page.xpath("//input[@type='password']"):
        message = (
            "Dette er en innloggingsside, ikke en møteplan. Logg inn i nettleseren, "
            "åpne møteplanen og lagre siden der den vises."
        )
        raise InputError(message, where=filename)
    return Source(filename=filename, tables=tables, prose=_prose(page, found, filename))


def _tables(page: html.HtmlElement, filename: str) -> dict[html.HtmlElement, Table]:
    found: dict[html.HtmlElement, Table] = {}
    rows = 0
    for element in page.iter("table"):
        if element.find(".//table") is None and (table := _table(element)).rows:
            found[element] = table
            rows += len(table.rows)
        if rows > MAX_ROWS:
            message = f"Nettsiden har over {MAX_ROWS} rader. Finn siden der bare møteplanen står."
            raise InputError(message, where=filename)
    return found


def _table(element: html.HtmlElement) -> Table:
    """The rows with merged cells written out, so that every row has all its columns."""
    rows: list[Row] = []
    merged: dict[int, tuple[int, Cell]] = {}  # column: (rows left, cell)
    for row in element.iter("tr"):
        cells: list[Cell] = []
        for cell in row.iter("td", "th"):
            _write_out(cells, merged)
            read = _read(cell)
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            for _ in range(min(width, _MOST_COLUMNS - len(cells))):
                if height > 1:
                    merged[len(cells)] = (height - 1, read)
                cells.append(read)
        _write_out(cells, merged)
        rows.append(row_of(_line(row), cells))
        if len(rows) > MAX_ROWS:
            break
    return Table(rows=tuple(rows))


def _write_out(cells: list[Cell], merged: dict[int, tuple[int, Cell]]) -> None:
    """Add the cells that reach down into this row from above."""
    while len(cells) in merged:
        left, cell = merged.pop(len(cells))
        if left > 1:
            merged[len(cells)] = (left - 1, cell)
        cells.append(cell)


def _span(cell: html.HtmlElement, attribute: str) -> int:
    value = cell.get(attribute, "1").strip()
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _read(cell: html.HtmlElement) -> Cell:
    pieces: list[Piece] = []
    struck = sum(_is_struck(around) for around in cell.iterancestors())
    raised = 0
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        starts = event == "start"
        if _is_struck(element):
            struck += 1 if starts else -1
        if element.tag == "sup":
            raised += 1 if starts else -1
        if starts and element.tag == "br":
            pieces += (Piece(" "), Piece(" ", struck=True))
        text = element.text if starts else element.tail if element is not cell else None
        pieces.append(Piece(text or "", struck > 0, raised > 0))
    return joined(pieces)


def _is_struck(element: html.HtmlElement) -> bool:
    style = element.get("style", "")
    return element.tag in _STRUCK or (
        "through" in style.lower() and _STRUCK_STYLE.search(style) is not None
    )


def _line(element: html.HtmlElement) -> int:
    return int(element.sourceline or 0)


def _prose(
    page: html.HtmlElement, tables: Collection[html.HtmlElement], filename: str
) -> tuple[Prose, ...]:
    found: list[Prose] = []
    pending: list[Piece] = []
    line, unseen, struck, below, raised, inside = 0, 0, 0, 0, 0, 0

    def close() -> None:
        cell = joined(pending)
        if cell.text != cell.struck:
            found.append(prose_of(line, [cell], below))
        pending.clear()
        if len(found) > MAX_PARAGRAPHS:
            message = (
                f"Nettsiden har over {MAX_PARAGRAPHS} avsnitt utenom tabellene. "
                "Finn siden der bare møteplanen står, eller skriv den ut som PDF."
            )
            raise InputError(message, where=filename)

    for event, element in etree.iterwalk(page, events=("start", "end")):
        starts = event == "start"
        if element.tag in _BLOCKS:
            close()
            line = _line(element) if starts or element.tag == "br" else line
        below += starts and element in tables
        step = 1 if starts else -1
        inside += step * (element in tables)
        unseen += step * (element.tag in _UNSEEN or (element.tag in _CELLS and inside > 0))
        struck += step * _is_struck(element)
        raised += step * (element.tag == "sup")
        text = element.text if starts else element.tail
        if unseen == 0 and text:
            if pending and _MET.fullmatch(pending[-1].text[-1:] + text[0]):
                pending.append(Piece(" "))
            pending.append(Piece(text, struck > 0, raised > 0))
    close()
    return tuple(found)
