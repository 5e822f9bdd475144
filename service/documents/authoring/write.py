"""From content to a DOCX package: python-docx builds the body, styles come whole."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from functools import singledispatch
from itertools import zip_longest
from typing import Final

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

from service.documents.authoring import styles
from service.documents.authoring.blocks import (
    Block,
    Bullets,
    Cases,
    Content,
    Field,
    FieldTable,
    Heading,
    Table,
    Text,
    Title,
)
from service.documents.authoring.controls import add_control
from service.documents.authoring.frame import (
    add_header,
    replace_parts,
    set_page,
    set_properties,
)
from service.documents.authoring.tables import (
    add_table,
    describe,
    keep_whole,
    keep_with_next,
    only_paragraph,
    repeat,
)
from service.documents.manifest import FieldSpec
from service.documents.zipped import member, write_zip

_LABEL_WIDTH: Final = 42


def template_docx(content: Content) -> bytes:
    """The template as DOCX bytes, the same on every run."""
    document = docx.Document()
    _replace_styles(document, f"{content.language}-NO")
    set_page(document, content)
    for block, following in zip_longest(content.blocks, content.blocks[1:]):
        _add(block, document)
        if isinstance(block, Text) and isinstance(following, Table):
            document.paragraphs[-1].paragraph_format.keep_with_next = True
    add_header(document, content)
    replace_parts(document, content)
    set_properties(document, content)
    buffer = io.BytesIO()
    document.save(buffer)
    return _canonical(buffer.getvalue())


def _replace_styles(document: Document, locale: str) -> None:
    """Our styles for python-docx's, before anything is written in them."""
    root = document.styles.element
    for style in list(root):
        root.remove(style)
    root.extend(list(parse_xml(styles.styles_xml(locale))))


def _canonical(data: bytes) -> bytes:
    """The same parts without dates, in an order that doesn't depend on python-docx."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = sorted(archive.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        return write_zip(member(name, archive.read(name)) for name in names)


@singledispatch
def _add(block: Block, _document: Document) -> None:
    raise TypeError(block)


@_add.register
def _(block: Title, document: Document) -> None:
    _control(document.add_paragraph(style="Title"), block.field)


@_add.register
def _(block: Heading, document: Document) -> None:
    document.add_heading(block.text, block.level)


@_add.register
def _(block: Text, document: Document) -> None:
    document.add_paragraph(block.text)


@_add.register
def _(block: Bullets, document: Document) -> None:
    for item in block.items:
        document.add_paragraph(item, style="List Bullet")


@_add.register
def _(block: Field, document: Document) -> None:
    spec = block.field
    if spec.place == "heading":
        document.add_heading(spec.label, block.level)
        if spec.kind != "list":
            _control(document.add_paragraph(), spec)
    else:
        line = document.add_paragraph(style="Felt")
        line.add_run(f"{spec.label}:", style="Strong")
        if spec.kind != "list":
            line.add_run("\t")
            _control(line, spec)
    if spec.kind == "list":
        first, *rest = spec.preset.split("\n")
        paragraph = document.add_paragraph(style="List Bullet")
        add_control(paragraph, spec.tag, spec.label, guidance=spec.guidance, preset=first)
        for item in rest:
            document.add_paragraph(item, style="List Bullet")


@_add.register
def _(block: FieldTable, document: Document) -> None:
    width = round(document._block_width.mm)  # noqa: SLF001 - python-docx has no public way to it
    table = add_table(document, len(block.fields), (_LABEL_WIDTH, width - _LABEL_WIDTH))
    describe(table, block.alt, first_row=False)
    for row, spec in zip(table.rows, block.fields, strict=True):
        keep_whole(row._tr)  # noqa: SLF001 - python-docx has no public way to its element
        label, value = (only_paragraph(cell) for cell in row.cells)
        label.add_run(spec.label)
        _control(value, spec)
    for row in table.rows[:-1]:
        keep_with_next(row)


@_add.register
def _(block: Table, document: Document) -> None:
    fixed = [*block.before, None, *block.presets, *block.after]
    table = add_table(document, 1 + len(fixed), block.widths)
    describe(table, block.alt, first_row=True)
    header, *rows = table.rows
    for cell, column in zip(header.cells, block.spec.columns, strict=True):
        only_paragraph(cell).add_run(column.label)
    repeat(header._tr)  # noqa: SLF001 - python-docx has no public way to its element
    keep_with_next(header)
    for row, words in zip(rows, fixed, strict=True):
        keep_whole(row._tr)  # noqa: SLF001 - python-docx has no public way to its element
        _fill_row(block, [only_paragraph(cell) for cell in row.cells], words)


def _fill_row(block: Table, paragraphs: Sequence[Paragraph], words: tuple[str, ...] | None) -> None:
    """Write a fixed row's words, or (without words) the prototype row's controls."""
    for index, (column, paragraph) in enumerate(zip(block.spec.columns, paragraphs, strict=True)):
        if block.numbered and index == 0:
            paragraph.style = "Tabellnummer"
        elif words is None:
            add_control(paragraph, f"{block.spec.id}.{column.key}", column.label)
        else:
            paragraph.add_run(words[index])


@_add.register
def _(block: Cases, document: Document) -> None:
    heading = document.add_heading(f"{block.prefix} ", 2)
    add_control(heading, "case.number", "Saksnummer", guidance=block.number_guidance)
    heading.add_run(" ")
    add_control(heading, "case.title", "Tittel", guidance=block.title_guidance)
    for label in block.labels:
        paragraph = document.add_paragraph(style="Sakspunkt")
        paragraph.add_run(f"{label.label}:", style="Strong")
        paragraph.add_run(" ")
        add_control(
            paragraph,
            f"case.{label.key}",
            label.label,
            guidance=label.guidance,
            prose=label.kind == "prose",
        )


def _control(paragraph: Paragraph, spec: FieldSpec) -> None:
    add_control(
        paragraph,
        spec.tag,
        spec.label,
        guidance=spec.guidance,
        preset=spec.preset,
        prose=spec.kind == "prose",
    )
