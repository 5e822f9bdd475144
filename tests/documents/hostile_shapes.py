"""Documents that are well-formed and made to be slow, large or deep, as large as the gate lets in.

Each has a size at which work that grows with the square of it takes minutes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from service.documents.gate.check import MAX_MARKUP, MAX_XML_BYTES
from service.documents.reading.read import MAX_TEXT
from tests.documents.docx_notation import W, relationships
from tests.documents.gate_cases import FILES, stored

HEADING: Final = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
CASE_HEADING: Final = (
    '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>Sak 1/18 X</w:t></w:r></w:p>'
)
CASE: Final = '<w:pPr><w:pStyle w:val="Heading2"/></w:pPr>'
DELETED_MARK: Final = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
_ROOM: Final = 20_000  # for what else is in the package
TEXT_BYTES: Final = MAX_XML_BYTES - _ROOM
LONGEST: Final = MAX_TEXT - 100


def _package(body: str, **parts: str) -> bytes:
    text = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    named = {name.replace("__", "/") + ".xml": xml.encode() for name, xml in parts.items()}
    return stored({**FILES, "word/document.xml": text.encode(), **named})


def _p(text: str, look: str = "") -> str:
    return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>"


def _sdt(tag: str, content: str) -> str:
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent>'
        "</w:sdt>"
    )


def _fill(piece: str) -> str:
    """The piece as many times as the gate's caps on markup and on bytes allow."""
    markup = 2 * (piece.count("<") - piece.count("</")) + piece.count("=")
    times = min((MAX_MARKUP - 1000) // max(markup, 1), TEXT_BYTES // len(piece.encode()))
    return piece * times


def _within(around: str, piece: str) -> str:
    return around.replace("…", _fill(piece))


def _long(piece: str) -> str:
    """The piece up to nearly the longest text that is read."""
    return piece * ((LONGEST - 100) // len(piece))


def names(number: int) -> bytes:
    """A document with as many names of attributes as the gate lets in, like no other number's."""
    return _package(
        "".join(
            f"<w:r {' '.join(f'a{number}x{row}x{n}=' + chr(34) * 2 for n in range(100))}/>"
            for row in range(MAX_MARKUP // 110)
        )
    )


def _cases_that_say(words: str) -> bytes:
    """Cases whose texts are as long as votes are looked for in, to the longest text."""
    said = words * (1_900 // len(words))
    return _package(
        (CASE_HEADING + _p("Avstemning: " + said) + _p("Konklusjon: stemme " + said))
        * (LONGEST // (2 * len(said) + 60))
    )


def _nested(opening: str, closing: str, depth: int, inside: str) -> str:
    return opening * depth + inside + closing * depth


def _styles(rows: str) -> str:
    return f'<w:styles xmlns:w="{W}">{rows}</w:styles>'


def _style(number: int, based_on: int) -> str:
    return f'<w:style w:styleId="s{number}"><w:basedOn w:val="s{based_on}"/></w:style>'


ROW: Final = f"<w:tr>{'<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>' * 10}</w:tr>"
BOX: Final = ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>")
TABLE: Final = ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")
BLOCK: Final = ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>")
HEADER_ROW: Final = f"<w:tr>{''.join(f'<w:tc>{_p(t)}</w:tc>' for t in ('Navn', 'Møtt'))}</w:tr>"
PEOPLE: Final = f"<w:tr>{''.join(f'<w:tc>{_p(t)}</w:tc>' for t in ('Kari', 'hm'))}</w:tr>"
SPANNING: Final = '<w:tc><w:tcPr><w:gridSpan w:val="62"/></w:tcPr></w:tc>'
CIRCLE: Final = 20_000

WIDE: Final[dict[str, Callable[[], bytes]]] = {
    "empty paragraphs": lambda: _package(_fill("<w:p/>")),
    "cells": lambda: _package(_within("<w:tbl>…</w:tbl>", ROW)),
    "cells in one row": lambda: _package(
        _within("<w:tbl><w:tr>…</w:tr></w:tbl>", "<w:tc><w:p/></w:tc>")
    ),
    "cells over many columns": lambda: _package(
        _within("<w:tbl>…</w:tbl>", f"<w:tr>{SPANNING}<w:tc/></w:tr>")
    ),
    "people": lambda: _package(_within(f"<w:tbl>{HEADER_ROW}…</w:tbl>", PEOPLE)),
    "tables": lambda: _package(_fill("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>")),
    "runs": lambda: _package(_within("<w:p>…</w:p>", "<w:r><w:t>a</w:t></w:r>")),
    "bold runs": lambda: _package(
        _within("<w:p>…</w:p>", "<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r>")
    ),
    "texts in a run": lambda: _package(_within("<w:p><w:r>…</w:r></w:p>", "<w:t>aaa</w:t>")),
    "breaks": lambda: _package(_within("<w:p><w:r>…</w:r></w:p>", "<w:br/>")),
    "deleted marks": lambda: _package(_fill(_p("abcdefgh", DELETED_MARK))),
    "deleted marks with controls": lambda: _package(
        _fill(_p("ab", DELETED_MARK).replace("<w:r>", "<w:sdt><w:sdtPr/></w:sdt><w:r>"))
    ),
    "a control over all": lambda: _package(_sdt("a", _fill(_p("abcdefgh")))),
    "controls in turn": lambda: _package(
        _within(
            f"<w:p>{_sdt('a', '…')}</w:p>",
            f"<w:r><w:t>aaaa</w:t></w:r>{_sdt('b', '<w:r><w:t>b</w:t></w:r>')}",
        )
    ),
    "doubled tags": lambda: _package(
        _p("Habilitet", HEADING)
        + _fill(f"<w:p>{_sdt('minutes.habilitet', '<w:r><w:t>a</w:t></w:r>')}</w:p>")
    ),
    "tags": lambda: _package(
        "".join(
            f"<w:p>{_sdt(f'x.{n}', '<w:r><w:t>a</w:t></w:r>')}</w:p>"
            for n in range(MAX_MARKUP // 16)
        )
    ),
    "labels": lambda: _package(_fill(_p("Sted: her"))),
    "bullets below labels": lambda: _package(
        _fill(_p("Sted:") + _p("her", "<w:pPr><w:numPr/></w:pPr>") * 3)
    ),
    "headings": lambda: _package(_fill(_p("Habilitet", HEADING))),
    "headings in levels": lambda: _package(
        _fill(
            "".join(
                _p("Habilitet", f'<w:pPr><w:outlineLvl w:val="{n}"/></w:pPr>') for n in range(9)
            )
        )
    ),
    "cases": lambda: _package(_fill(_p("Sak 1/18 X", CASE))),
    "cases without words": lambda: _package(_fill(_p("Sak 1/18 X") + "<w:p/>")),
    "lines of a case": lambda: _package(_p("Sak 1/18 X", CASE) + _fill(_p("Forslag: ja"))),
    "sayings of a case": lambda: _package(
        _p("Sak 1/18 X", CASE) + _p("Avvik:") + _fill(_p("Kari"))
    ),
    "styles in a circle": lambda: _package(
        _p("x"), word__styles=_styles("".join(_style(n, (n + 1) % CIRCLE) for n in range(CIRCLE)))
    ),
    "languages": lambda: _package(
        _p("x"), word__styles=_styles(f"<!--{'<w:lang ' * (MAX_MARKUP // 2 - 100)}-->")
    ),
    "attributes": lambda: _package(
        _within("…", f"<w:r {' '.join(f'a{n}=' + chr(34) * 2 for n in range(200))}/>")
    ),
    "names of attributes": lambda: names(1),
    "remarks": lambda: _package(_fill("<!--a-->")),
}
LONG: Final[dict[str, Callable[[], bytes]]] = {
    "a long word": lambda: _package(_p("a" * LONGEST)),
    "a long word and an emoji": lambda: _package(_p("a" * (LONGEST - 1) + "😀")),
    "short words": lambda: _package(_p(_long("ab "))),
    "short words and an emoji": lambda: _package(_p(_long("ab ") + "😀")),
    "short words in a heading": lambda: _package(_p(_long("ab "), HEADING)),
    "short words below a heading": lambda: _package(_p("Habilitet", HEADING) + _p(_long("ab "))),
    "short lines of a case": lambda: _package(CASE_HEADING + _p("Avvik: " + _long("ab\n"))),
    "a long cell": lambda: _package(f"<w:tbl><w:tr><w:tc>{_p(_long('ab '))}</w:tc></w:tr></w:tbl>"),
    "a long tag": lambda: _package(f"<w:p>{_sdt('a' * 1_000_000, '<w:r/>')}</w:p>"),
    "a long style": lambda: _package(
        f'<w:p><w:pPr><w:pStyle w:val="{"9" * 1_000_000}"/></w:pPr></w:p>'
    ),
    "a long outline level": lambda: _package(
        _p("x", f'<w:pPr><w:outlineLvl w:val="{"9" * 5000}"/></w:pPr>')
    ),
    "a long schema number": lambda: stored(
        {
            **FILES,
            "_rels/.rels": relationships(
                ("officeDocument", "word/document.xml"),
                ("custom-properties", "docProps/custom.xml"),
            ),
            "docProps/custom.xml": b'<P><p name="kjoreplan.schema">' + b"9" * 5000 + b"</p></P>",
        }
    ),
    "blanks in a case's number": lambda: _package(
        _p(f"Sak{' ' * (LONGEST // 2)}nr{' ' * (LONGEST // 2 - 99)}x", CASE)
    ),
    "a long section number": lambda: _package(_p("1" + _long(".1"), HEADING)),
    "a long status": lambda: _package(
        f"<w:tbl>{HEADER_ROW}{PEOPLE.replace('hm', _long('møt '))}</w:tbl>"
    ),
    "blanks in guidance": lambda: _package(
        "<w:p>"
        + _sdt("a", f"<w:r><w:t>Klikk{' ' * LONGEST}</w:t></w:r>").replace(
            "</w:sdtPr>", "<w:showingPlcHdr/></w:sdtPr>"
        )
        + "</w:p>"
    ),
    "dashes in a row": lambda: _package(CASE_HEADING + _p("Avvik: " + "–" * LONGEST + "x")),
    "text without end": lambda: _package(_p("a" * 9_000_000)),
    "text and emoji without end": lambda: _package(_p("a" * 9_000_000 + "😀")),
    "text in pieces without end": lambda: _package(
        _within("<w:p><w:r>…</w:r></w:p>", f"<w:t>{'a' * 2000}</w:t>")
    ),
    "a control without end": lambda: _package(_sdt("a", _fill(_p("abcdefgh" * 12)))),
    "deleted marks without end": lambda: _package(_fill(_p("abcdefgh" * 12, DELETED_MARK))),
    "controls in turn without end": lambda: _package(
        _within(
            f"<w:p>{_sdt('a', '…')}</w:p>",
            f"<w:r><w:t>{'a' * 250}</w:t></w:r>{_sdt('b', '<w:r><w:t>b</w:t></w:r>')}",
        )
    ),
} | {
    f"cases that say {word!r}": partial(_cases_that_say, word)
    for word in ("5 for ", "ei ", "ikke ", "usnig", "5     ", "mot a innstilling ", "a ")
}
TOO_LONG: Final = frozenset(name for name in LONG if name.endswith("without end"))
DEEP: Final[dict[str, Callable[[], bytes]]] = {
    "boxes in boxes": lambda: _package(_nested(*BOX, 60, _p("x"))),
    "tables in tables": lambda: _package(_nested(*TABLE, 80, _p("x"))),
    "controls in controls": lambda: _package(_nested(*BLOCK, 120, _p("x"))),
    "insertions in insertions": lambda: _package(_nested("<w:ins>", "</w:ins>", 250, _p("x"))),
    "insertions in a paragraph": lambda: _package(
        f"<w:p>{_nested('<w:ins>', '</w:ins>', 245, '<w:r><w:t>x</w:t></w:r>')}</w:p>"
    ),
    "drawings in drawings": lambda: _package(
        f"<w:p><w:r>{_nested('<w:pict>', '</w:pict>', 240, '<w:txbxContent/>')}</w:r></w:p>"
    ),
    "deeper than XML may be": lambda: _package(_nested("<w:ins>", "</w:ins>", 5_000, _p("x"))),
}
REFUSED: Final = TOO_LONG | {"deeper than XML may be"}
SHAPES: Final = WIDE | LONG | DEEP
NAMES: Final = tuple(SHAPES)


def shape(number: int) -> bytes:
    """The document of that place in ``NAMES``."""
    return SHAPES[NAMES[number]]()
