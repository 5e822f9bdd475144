r"""A tiny notation for DOCX bodies, so that a fixture fits on a few lines.

    ^ Protokoll                     title
    # Habilitet                     heading 1 (## heading 2 …)
    * item                          bullet
    | Navn | Møtt |                 a table row; rows that follow each other are one table
    anything else                   paragraph

    **bold**   {+inserted+}   {-deleted-}   [tag=text]   [tag?guidance]   [@Name=text] (no tag)

``\n`` in text is a line break. The archive is made by ``zipfile``, not by the code under test.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

STYLE_NAMES = {
    "Title": "Title",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Heading3": "heading 3",
    "ListBullet": "List Bullet",
    "PlaceholderText": "Placeholder Text",
}
_TOKEN = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\{\+(?P<ins>.+?)\+\}|\{-(?P<dele>.+?)-\}"
    r"|\[(?P<tag>[\w.@ ]*)(?P<kind>[=?])(?P<text>[^\]]*)\]|(?P<plain>[^*{\[]+|.)",
    re.DOTALL,
)


def docx(notation: str, *, style_ids: Mapping[str, str] | None = None, **parts: bytes) -> bytes:
    """A DOCX with this body.

    ``style_ids`` renames style ids, as OnlyOffice does. ``parts`` adds or replaces parts, with
    ``__`` for ``/`` and a last ``_`` for ``.``: ``docProps__custom_xml=b"…"``.
    """
    ids = {style: style for style in STYLE_NAMES} | dict(style_ids or {})
    files = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(("officeDocument", "word/document.xml")),
        "word/document.xml": document(notation, ids),
        "word/_rels/document.xml.rels": relationships(("styles", "styles.xml")),
        "word/styles.xml": _styles(ids),
    }
    for name, data in parts.items():
        stem, _, suffix = name.replace("__", "/").rpartition("_")
        files[f"{stem}.{suffix}"] = data
    return archive(files)


def archive(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return buffer.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of a ZIP."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def edited(data: bytes, *changes: tuple[str, str], part: str = "word/document.xml") -> bytes:
    """The same package with texts of one part replaced; each must occur."""
    files = unpacked(data)
    text = files[part].decode()
    for old, new in changes:
        assert old in text, f"{old!r} is not in {part}"
        text = text.replace(old, new)
    return archive({**files, part: text.encode()})


def content_types(main: str = f"{WORD_TYPE}.document.main+xml", *more: str) -> bytes:
    """``[Content_Types].xml`` with a main type and further overrides for parts that may not be."""
    extra = "".join(
        f'<Override PartName="/word/extra{n}.bin" ContentType="{t}"/>' for n, t in enumerate(more)
    )
    return (
        f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{WORD_TYPE}.styles+xml"/>'
        f"{extra}</Types>"
    ).encode()


def relationships(*pairs: tuple[str, str], external: bool = False) -> bytes:
    """A ``.rels`` part."""
    mode = ' TargetMode="External"' if external else ""
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target={quoteattr(target)}{mode}/>'
        for n, (kind, target) in enumerate(pairs)
    )
    return f'<Relationships xmlns="{RELS}">{rows}</Relationships>'.encode()


def document(notation: str, ids: Mapping[str, str] | None = None) -> bytes:
    """The document part."""
    lines = [line.strip() for line in notation.strip().splitlines() if line.strip()]
    blocks: list[str] = []
    for is_row, group in groupby(lines, key=lambda line: line.startswith("|")):
        items = list(group)
        blocks += [_table(items)] if is_row else [_paragraph(line, ids or {}) for line in items]
    return f'<w:document xmlns:w="{W}"><w:body>{"".join(blocks)}</w:body></w:document>'.encode()


def runs(text: str) -> str:
    """The inline notation as runs, controls and tracked changes."""
    return "".join(_token(match) for match in _TOKEN.finditer(text))


def _token(match: re.Match[str]) -> str:
    if match["bold"]:
        return _run(match["bold"], "<w:b/>")
    if match["ins"]:
        return f'<w:ins w:id="1" w:author="Kari">{_run(match["ins"])}</w:ins>'
    if match["dele"]:
        deleted = f"<w:r><w:delText>{escape(match['dele'])}</w:delText></w:r>"
        return f'<w:del w:id="2" w:author="Kari">{deleted}</w:del>'
    if match["kind"]:
        return _control(match["tag"], match["text"], placeholder=match["kind"] == "?")
    return _run(match["plain"])


def _control(tag: str, text: str, *, placeholder: bool) -> str:
    name = (
        f"<w:alias w:val={quoteattr(tag[1:])}/>"
        if tag.startswith("@")
        else (f"<w:tag w:val={quoteattr(tag)}/>")
    )
    flag = "<w:showingPlcHdr/>" if placeholder else ""
    look = '<w:rStyle w:val="PlaceholderText"/>' if placeholder else ""
    content = _run(text, look) if text else ""
    return f"<w:sdt><w:sdtPr>{name}{flag}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _run(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    words = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in text.split("\\n")
    )
    return f"<w:r>{properties}{words}</w:r>"


def _paragraph(line: str, ids: Mapping[str, str]) -> str:
    style = ""
    if line.startswith("#"):
        marks, _, line = line.partition(" ")
        style = f"Heading{len(marks)}"
    elif line[:2] in ("^ ", "* "):
        style, line = {"^": "Title", "*": "ListBullet"}[line[0]], line[2:]
    look = f'<w:pPr><w:pStyle w:val="{ids.get(style, style)}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{runs(line)}</w:p>"


def _table(lines: list[str]) -> str:
    rows = (line.strip("|").split("|") for line in lines)
    cells = (
        "".join(f"<w:tc><w:p>{runs(cell.strip())}</w:p></w:tc>" for cell in row) for row in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def _styles(ids: Mapping[str, str]) -> bytes:
    rows = "".join(
        f'<w:style w:type="paragraph" w:styleId="{ids[style]}"><w:name w:val="{name}"/></w:style>'
        for style, name in STYLE_NAMES.items()
    )
    return f'<w:styles xmlns:w="{W}">{rows}</w:styles>'.encode()
