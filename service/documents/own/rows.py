"""The prototype rows of an uploaded template: one for each table, below its column headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml import etree

from service.documents.manifest import TableSpec
from service.documents.ooxml import TBL, TC, TR, w
from service.documents.own.forms import others, rewrite, text_of
from service.documents.own.labels import Labels
from service.documents.own.remarks import Remark, remark


def row_problems(
    table: TableSpec, own: Mapping[str, etree._Element], labels: Labels
) -> Iterator[Remark]:
    """What is amiss with the row that these controls stand in."""
    name = table.columns[0].label
    first = next(iter(own.values()))
    rows = {next(control.iterancestors(TR), None) for control in own.values()}
    row = next(iter(rows))
    if len(rows) > 1 or row is None:
        yield remark("split_row", labels.place(first), table=name)
        return
    header = _header(row)
    if header is row:
        yield remark("no_header_row", labels.place(first), table=name)
        return
    for tag, control in own.items():
        if not _heading(control, row, header):
            yield remark("header_cell_blank", labels.place(control), tag=tag)
    key_tag = f"{table.id}.{table.key_column}"
    if key_tag not in own:
        yield remark("key_column_missing", labels.place(first), table=name, tag=key_tag)


def table_of(table: TableSpec, own: Mapping[str, etree._Element]) -> TableSpec:
    """The table under the headings this template gives its columns; its header row repeats."""
    row = next(next(iter(own.values())).iterancestors(TR))
    header = _header(row)
    _repeat(header)
    columns = []
    for column in table.columns:
        tag = f"{table.id}.{column.key}"
        if tag in own:
            word = _heading(own[tag], row, header)
            columns.append(replace(column, label=word, aliases=others(column.names, word)))
            rewrite(own[tag], tag, "", guidance=False, prose=False)
    presets = len(list(row.itersiblings(TR))) if table.presets else 0
    return replace(table, columns=tuple(columns), key=table.key_column, presets=presets)


def _header(row: etree._Element) -> etree._Element:
    return next(next(row.iterancestors(TBL)).iter(TR))


def _heading(control: etree._Element, row: etree._Element, header: etree._Element) -> str:
    """The words at the top of the control's column."""
    cell = next(control.iterancestors(TC))
    index = list(row.iter(TC)).index(cell)
    words = [" ".join(text_of(top).split()) for top in header.iter(TC)]
    return words[index] if index < len(words) else ""


def _repeat(header: etree._Element) -> None:
    """Let the header row stand on every page, which also tells a screen reader what it is."""
    properties = header.find(w("trPr"))
    if properties is None:
        properties = etree.Element(w("trPr"))
        exceptions = header.find(w("tblPrEx"))
        header.insert(0 if exceptions is None else 1, properties)
    if properties.find(w("tblHeader")) is None:
        etree.SubElement(properties, w("tblHeader"))
