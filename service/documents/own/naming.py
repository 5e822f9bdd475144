"""Tags for controls that have lost them: LibreOffice 7.4 keeps their names, or only their places.

A control is known by the heading of its column, by the guidance in it, by the label beside it, or
by its name, in this order: what is seen outranks what is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from lxml import etree

from service.documents.manifest import FieldSpec, LabelSpec, Manifest
from service.documents.ooxml import SDT, SDT_PR, TAG, TBL, TC, TR, VAL, P
from service.documents.own.forms import text_of
from service.documents.own.labels import Labels
from service.documents.reading.inline import content_of, control_of
from service.documents.reading.lexicon import key
from service.documents.rendering.cutting import CASE

_NUMBER_NAMES = frozenset({"saksnummer", "saksnr", "nr"})


class Naming:
    """The words of one type, for the controls of one document part."""

    def __init__(self, base: Manifest, labels: Labels) -> None:
        self._labels = labels
        self._fields = _words(base.fields, "")
        self._cases = _words(base.case_labels, CASE)
        self._tables = {table.id: _words(table.columns, f"{table.id}.") for table in base.tables}
        self._guidance = _unique(
            *((spec.guidance, spec.tag) for spec in base.fields),
            *((label.guidance, f"{CASE}{label.key}") for label in base.case_labels),
        )

    def name(self, root: etree._Element) -> None:
        """Give every inline control without a tag the one it must have had, where that is sure."""
        for control in root.iter(SDT):
            known = control_of(control)
            if known is None or known.tag or next(control.iterancestors(P), None) is None:
                continue
            tag = self._tag(control, key(known.alias))
            if tag:
                mark = etree.SubElement(next(control.iter(SDT_PR)), TAG)
                mark.set(VAL, tag)

    def _tag(self, control: etree._Element, alias: str) -> str:
        column = self._column(control)
        if column is not None:
            return column
        if self._cases and self._labels.level(next(control.iterancestors(P))) is not None:
            return f"{CASE}{'number' if alias in _NUMBER_NAMES else 'title'}" if alias else ""
        if by_guidance := self._guidance.get(text_of(content_of(control)).strip()):
            return by_guidance
        label = self._labels.of(control)
        seen = key(label.text) if label else ""
        return (
            self._fields.get(seen)
            or self._cases.get(seen)
            or self._fields.get(alias)
            or self._cases.get(alias, "")
        )

    def _column(self, control: etree._Element) -> str | None:
        """The column by its heading; None where the control stands in no table of rows."""
        row = next(control.iterancestors(TR), None)
        table = None if row is None else next(row.iterancestors(TBL), None)
        if row is None or table is None:
            return None
        header = next(table.iter(TR))
        headings = [key(text_of(cell)) for cell in header.iter(TC)]
        known = {t: sum(h in words for h in headings) for t, words in self._tables.items()}
        best = max(known, key=lambda table: known[table], default="")
        if header is row or known.get(best, 0) < min(2, len(headings)):
            return None
        cells = list(row.iter(TC))
        index = next((n for n, cell in enumerate(cells) if cell in control.iterancestors(TC)), -1)
        return self._tables[best].get(headings[index] if 0 <= index < len(headings) else "", "")


def _unique(*pairs: tuple[str, str]) -> Mapping[str, str]:
    """From guidance to the one field that has it; "Skriv navnet" tells nothing."""
    counts = Counter(guidance for guidance, _ in pairs)
    return {guidance: tag for guidance, tag in pairs if guidance and counts[guidance] == 1}


def _words(specs: Iterable[FieldSpec | LabelSpec], prefix: str) -> Mapping[str, str]:
    """From each word for a field, label or column to its tag."""
    found: dict[str, str] = {}
    for spec in specs:
        own = spec.tag if isinstance(spec, FieldSpec) else spec.key
        for name in spec.names:
            found.setdefault(key(name), f"{prefix}{own}")
    return found
