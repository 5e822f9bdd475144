"""Writing ``manifest.toml`` from content, so that it can't disagree with the template."""

from __future__ import annotations

import json
from collections.abc import Iterable

from service.documents.authoring.blocks import Cases, Content, Table
from service.documents.authoring.frame import SCHEMA
from service.documents.manifest import FieldSpec, LabelSpec


def manifest_toml(content: Content) -> str:
    """The manifest as TOML, with what equals its default left out."""
    lines = [
        "# Made by `python -m service.documents.authoring`; change it there.",
        *_pairs(
            type=content.type,
            language=content.language,
            variant=content.variant,
            schema=SCHEMA,
            titles=content.titles,
            headings=content.headings(),
            ignored=content.ignored,
            case_heading=_case_heading(content),
        ),
        "",
        "[header]",
        *_pairs(left=content.header_left, right=content.header_right),
    ]
    if content.status:
        lines += ["", "[status]", *_pairs(**{k.value: word for k, word in content.status.items()})]
    for field in content.fields():
        lines += ["", "[[fields]]", *_field(field)]
    for block in content.blocks:
        if isinstance(block, Table):
            lines += ["", "[[tables]]", *_pairs(id=block.spec.id, key=block.spec.key)]
            lines += _pairs(drop_when_empty=block.spec.drop_when_empty, presets=len(block.presets))
            lines += _labels("tables.columns", block.spec.columns)
        elif isinstance(block, Cases):
            lines += _labels("case_labels", block.labels)
    return "\n".join(lines) + "\n"


def _case_heading(content: Content) -> tuple[str, ...]:
    cases = (block for block in content.blocks if isinstance(block, Cases))
    return next(((c.number_guidance, c.title_guidance) for c in cases), ())


def _field(field: FieldSpec) -> Iterable[str]:
    place = "" if field.place == "label" else field.place
    kind = "" if field.kind == "text" else field.kind
    return _pairs(
        tag=field.tag, label=field.label, place=place, kind=kind, guidance=field.guidance,
        preset=field.preset, aliases=field.aliases, required=field.required,
    )  # fmt: skip


def _labels(table: str, labels: Iterable[LabelSpec]) -> list[str]:
    lines: list[str] = []
    for label in labels:
        lines += ["", f"[[{table}]]"]
        lines += _pairs(
            key=label.key,
            label=label.label,
            kind="" if label.kind == "text" else label.kind,
            guidance=label.guidance,
            aliases=label.aliases,
        )
    return lines


def _pairs(**values: str | int | bool | tuple[str, ...]) -> list[str]:
    return [f"{key} = {_value(value)}" for key, value in values.items() if value]


def _value(value: str | int | bool | tuple[str, ...]) -> str:
    """A TOML value; JSON writes strings, numbers, booleans and arrays of them the same way."""
    return json.dumps(value, ensure_ascii=False)
