"""What an uploaded template has: its fields, prototype rows and prototype case, and what is amiss.

The controls are given their canonical form on the way, so that the tree can be cut afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from service.documents.manifest import FieldSpec, LabelSpec, Manifest, TableSpec
from service.documents.ooxml import P_PR, SDT, SDT_PR, TAG, VAL, P
from service.documents.own.case import case_heading, case_label, case_problems
from service.documents.own.forms import known_tag, others, rewrite, shown
from service.documents.own.labels import Labels
from service.documents.own.remarks import Remark, remark
from service.documents.own.rows import row_problems, table_of
from service.documents.own.vocabulary import Vocabulary
from service.documents.rendering.cutting import CASE


@dataclass(slots=True)
class Found:
    """The template's own manifest, as far as its text says it."""

    fields: tuple[FieldSpec, ...] = ()
    tables: tuple[TableSpec, ...] = ()
    case_heading: tuple[str, ...] = ()
    case_labels: tuple[LabelSpec, ...] = ()


@dataclass(slots=True)
class Shape:
    """One template's text being looked over."""

    body: etree._Element
    base: Manifest
    words: Vocabulary
    labels: Labels
    controls: dict[str, etree._Element] = field(default_factory=dict)

    def read(self) -> tuple[Found, list[Remark]]:
        """What is there, and everything there is to say about it."""
        remarks = [*self._gather(), *self._missing()]
        found = Found()
        found.fields = tuple(self._fields(remarks))
        found.tables = tuple(self._tables(remarks))
        if self.base.case_labels:
            self._case(found, remarks)
        return found, remarks

    def _gather(self) -> Iterator[Remark]:
        """The known controls by tag; strangers lose their tag, so that they stand in no way."""
        counts: Counter[str] = Counter()
        for control in self.body.iter(SDT):
            tag = known_tag(control, self.words.tag_of)
            if tag:
                counts[tag] += 1
                self.controls.setdefault(tag, control)
            else:
                yield from self._stranger(control)
        for tag, count in counts.items():
            if count > 1:
                place = self.labels.place(self.controls[tag])
                yield remark("doubled", place, tag=tag, count=str(count))

    def _stranger(self, control: etree._Element) -> Iterator[Remark]:
        marks = [(own, mark) for own in control.findall(SDT_PR) for mark in own.findall(TAG)]
        for properties, mark in marks:
            tag = mark.get(VAL, "")
            likely = self.words.likely(tag)
            if likely:
                yield remark("misspelt", self.labels.place(control), tag=tag, likely=likely)
            elif not tag.startswith("header."):
                yield remark("unknown", self.labels.place(control), tag=tag)
            properties.remove(mark)

    def _missing(self) -> Iterator[Remark]:
        absent = [spec for spec in self.base.fields if spec.tag not in self.controls]
        for spec in absent:
            if spec.required:
                yield remark("missing_required", label=spec.label, tag=spec.tag)
        optional = [spec.label for spec in absent if not spec.required]
        labels = [
            label.label for tag, label in self.words.labels.items() if tag not in self.controls
        ]
        has_cases = any(tag.startswith(CASE) for tag in self.controls)
        if more := [*optional, *(labels if has_cases else ())]:
            yield remark("missing", labels=_listed(more))
        tables = [t.columns[0].label for t in self.base.tables if not self._own(t.id)]
        if tables:
            yield remark("missing_tables", labels=_listed(tables))
        if self.base.case_labels and not has_cases:
            yield remark("no_cases")

    def _fields(self, remarks: list[Remark]) -> Iterator[FieldSpec]:
        for spec in self.base.fields:
            control = self.controls.get(spec.tag)
            if control is not None:
                yield self._field(spec, control, remarks)

    def _field(self, spec: FieldSpec, control: etree._Element, remarks: list[Remark]) -> FieldSpec:
        paragraph = next(control.iterancestors(P), control)
        label = self.labels.of(control) if paragraph is not control else None
        titled = spec.place == "title" and self.labels.style(paragraph).name == "title"
        if label is None and not titled:
            remarks.append(remark("no_label", self.labels.place(control), tag=spec.tag))
        text, is_guidance = shown(control)
        preset = "" if is_guidance or not spec.preset else text
        guidance = spec.guidance if preset or not text else text
        if preset and spec.kind == "list":
            preset = "\n".join((preset, *self.labels.bullets_below(paragraph)))
        alone = len([child for child in paragraph if child.tag != P_PR]) == 1
        kind = "prose" if spec.kind == "list" and not alone else spec.kind
        rewrite(control, spec.tag, text or guidance, guidance=not preset, prose=kind == "prose")
        return replace(
            spec,
            label=label.text if label else spec.label,
            place="title" if titled else "heading" if label and label.heading else "label",
            kind=kind,
            guidance=guidance,
            preset=preset,
            aliases=others(spec.names, label.text if label else spec.label),
        )

    def _own(self, prefix: str) -> dict[str, etree._Element]:
        return {tag: c for tag, c in self.controls.items() if tag.startswith(f"{prefix}.")}

    def _tables(self, remarks: list[Remark]) -> Iterator[TableSpec]:
        for table in self.base.tables:
            own = self._own(table.id)
            problems = list(row_problems(table, own, self.labels)) if own else []
            remarks += problems
            if own and not any(problem.is_error for problem in problems):
                yield table_of(table, own)

    def _case(self, found: Found, remarks: list[Remark]) -> None:
        own = self._own("case")
        problems = list(case_problems(own, self.controls, self.labels)) if own else []
        remarks += problems
        if own and not any(problem.is_error for problem in problems):
            found.case_heading = case_heading(own, self.base.case_heading)
            found.case_labels = tuple(
                case_label(label, own[tag], self.labels)
                for tag, label in self.words.labels.items()
                if tag in own
            )


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"«{word}»" for word in words)
