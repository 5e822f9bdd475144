"""Spoiled documents by number: the same number gives the same bytes while the corpus is the same.

The corpus is every shipped template filled in, and what other editors have saved of them. A number
says how a document is spoiled: in the bytes of the file, in the ZIP's parts, in the text of an XML
part, or in its tree, where elements are moved, wrapped, doubled and renamed and the result is still
well-formed. A few inputs are random bytes.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from lxml import etree

from service.documents import render
from service.documents.zipped import Member, quick_member, write_zip
from tests.bench.fuzz_trees import spoil_tree
from tests.documents.document_data import MANIFESTS, TEMPLATES, filled
from tests.documents.docx_notation import unpacked

CORPUS: Final = Path(__file__).resolve().parents[1] / "documents" / "corpus"
TEXT: Final = "word/document.xml"
SIDE_PARTS: Final = (
    "[Content_Types].xml", "_rels/.rels", "docProps/custom.xml", "word/_rels/document.xml.rels",
    "word/styles.xml", "word/numbering.xml", "word/settings.xml",
)  # fmt: skip
_BIG: Final = "-big"  # 200 people and 100 cases: what matters is how it is spoiled, not how much
_TEXT_SHARE: Final = 0.8
_NUMBERS: Final = (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\1\0\0\0", b"PK\5\6")
_TOKENS: Final = (
    b"<w:p>", b"</w:p>", b"<w:tbl>", b"<w:sdt>", b"<w:ins>", b"<!--", b"-->", b"<![CDATA[", b"]]>",
    b"<?x?>", b"&#0;", b"&amp;", b"&x;", b"&#x1F600;", b"<!DOCTYPE x>", b"\0", b"\xff", b"=\"",
    b" w:val='9'", b"xmlns:w='x'", b"<", b">",
)  # fmt: skip
_NAMES: Final = (
    "word/document.xml", "word/vbaProject.bin", "../x.xml", "word/x.xml", "WORD/STYLES.XML", "xl/x",
    "word/media/x.png", "_rels/.rels", "word/_rels/x.xml.rels", "customXml/item1.xml", "æ.xml", "",
)  # fmt: skip


def kind_of(number: int) -> str:
    """How the input of this number is spoiled."""
    return _ORDER[number % len(_ORDER)]


def spoiled(number: int) -> bytes:
    """The input of this number."""
    chance = random.Random(number)
    return _KINDS[kind_of(number)](chance.choice(corpus()), chance)


@dataclass(frozen=True)
class Whole:
    """A document as it was before anybody spoiled it, and its parts, packed and unpacked."""

    data: bytes
    files: Mapping[str, bytes]
    packed: Mapping[str, Member]


@cache
def corpus() -> tuple[Whole, ...]:
    """Whole documents, in an order that doesn't depend on the machine."""
    rendered = [
        render(TEMPLATES[key], filled(MANIFESTS[key]), document_id="x") for key in sorted(TEMPLATES)
    ]
    saved = [p.read_bytes() for p in sorted(CORPUS.rglob("*.docx")) if _BIG not in p.stem]
    return tuple(map(_whole, (*rendered, *saved)))


def _whole(data: bytes) -> Whole:
    files = unpacked(data)
    return Whole(data, files, {name: quick_member(name, part) for name, part in files.items()})


def _raw(_: Whole, chance: random.Random) -> bytes:
    head = chance.choice((b"", b"PK\3\4", b"PK\5\6", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"))
    return head + chance.randbytes(chance.choice((0, 1, 18, 30, 300, 5000)))


def _bytes(whole: Whole, chance: random.Random) -> bytes:
    return _spoil_bytes(whole.data, chance, _NUMBERS)


def _headers(whole: Whole, chance: random.Random) -> bytes:
    """Numbers and names in the ZIP's own records, with the parts themselves left whole."""
    data = bytearray(whole.data)
    for _ in range(chance.randint(1, 3)):
        mark, length = chance.choice(((b"PK\1\2", 80), (b"PK\3\4", 60), (b"PK\5\6", 22)))
        starts = [found.start() for found in re.finditer(re.escape(mark), bytes(data))]
        if not starts:
            continue
        place = chance.choice(starts) + chance.randrange(4, length, 2)
        value = chance.choice((*_NUMBERS, chance.randbytes(2), b"..", b"/", b"\\", b"\xc3"))
        data[place : place + len(value)] = value
    return bytes(data)


def _parts(whole: Whole, chance: random.Random) -> bytes:
    files = list(whole.files.items())
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(files))
        name, data = files[place]
        match chance.randrange(6):
            case 0:
                del files[place : place + 1 if len(files) > 1 else place]
            case 1:
                files.append((name, data))
            case 2:
                files[place] = (chance.choice(_NAMES), data)
            case 3:
                files[place] = (name, chance.choice(files)[1])
            case 4:
                files[place] = (name, chance.randbytes(chance.randrange(300)))
            case _:
                files.append((chance.choice(_NAMES), chance.choice(files)[1]))
    return write_zip(quick_member(name, data) for name, data in files)


def _xml(whole: Whole, chance: random.Random) -> bytes:
    return _with_part(whole, chance, lambda data: _spoil_bytes(data, chance, _TOKENS))


def _tree(whole: Whole, chance: random.Random) -> bytes:
    def spoil(data: bytes) -> bytes:
        root = etree.fromstring(data)
        spoil_tree(root, chance)
        return etree.tostring(root, encoding="utf-8")

    return _with_part(whole, chance, spoil)


def _with_part(whole: Whole, chance: random.Random, spoil: Callable[[bytes], bytes]) -> bytes:
    side = [name for name in SIDE_PARTS if name in whole.files]
    part = TEXT if chance.random() < _TEXT_SHARE else chance.choice(side)
    changed = quick_member(part, spoil(whole.files[part]))
    return write_zip({**whole.packed, part: changed}.values())


def _spoil_bytes(data: bytes, chance: random.Random, tokens: Sequence[bytes]) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 5))):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((1, 2, 4, 30, 300, 3000)))
        middle = data[start:end]
        match chance.randrange(6):
            case 0:
                middle = b""
            case 1:
                middle += middle
            case 2:
                middle = chance.randbytes(len(middle))
            case 3:
                middle = chance.choice(tokens) + middle
            case 4:
                end = min(len(data), start + len(token := chance.choice(tokens)))
                middle = token
            case _:
                middle = (
                    bytes(byte ^ (1 << chance.randrange(8)) for byte in middle[:4]) + middle[4:]
                )
        data = data[:start] + middle + data[end:]
    return data[: chance.randrange(len(data) + 1)] if chance.random() < 0.05 else data


_KINDS: Final[Mapping[str, Callable[[Whole, random.Random], bytes]]] = {
    "random bytes": _raw,
    "bytes of the file": _bytes,
    "records of the ZIP": _headers,
    "parts of the ZIP": _parts,
    "text of the XML": _xml,
    "tree of the XML": _tree,
}
_ORDER: Final = tuple(
    kind for kind, times in zip(_KINDS, (1, 1, 2, 3, 4, 9), strict=True) for _ in range(times)
)
