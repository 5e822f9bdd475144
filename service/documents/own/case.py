"""The prototype case of an uploaded template: a heading, and labelled fields below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from lxml import etree

from service.documents.manifest import LabelSpec
from service.documents.ooxml import TC, P
from service.documents.own.forms import others, rewrite, shown
from service.documents.own.labels import Labels
from service.documents.own.remarks import Remark, remark
from service.documents.rendering.cutting import CASE

NUMBER: Final = f"{CASE}number"
TITLE: Final = f"{CASE}title"


def case_problems(
    own: Mapping[str, etree._Element], everything: Mapping[str, etree._Element], labels: Labels
) -> Iterator[Remark]:
    """What is amiss with the case that the controls in ``own`` make up."""
    place = labels.place(next(iter(own.values())))
    lacking = [tag for tag in (NUMBER, TITLE) if tag not in own]
    yield from (remark("case_incomplete", place, tag=tag) for tag in lacking)
    if lacking:
        return
    if any(next(control.iterancestors(TC), None) is not None for control in own.values()):
        yield remark("case_in_table", place)
        return
    heading = next(own[NUMBER].iterancestors(P))
    if next(own[TITLE].iterancestors(P)) is not heading:
        yield remark("case_incomplete", place, tag=TITLE)
    if labels.level(heading) is None:
        yield remark("case_not_a_heading", place)
    yield from _scattered(own, everything, [heading, *heading.itersiblings()], labels)


def case_heading(own: Mapping[str, etree._Element], standing: Sequence[str]) -> tuple[str, ...]:
    """What stands in the heading until it is filled in: the template's words, else ours."""
    words = tuple(
        shown(own[tag])[0] or ours for tag, ours in zip((NUMBER, TITLE), standing, strict=True)
    )
    for tag, text in zip((NUMBER, TITLE), words, strict=True):
        rewrite(own[tag], tag, text, guidance=True, prose=False)
    return words


def case_label(label: LabelSpec, control: etree._Element, labels: Labels) -> LabelSpec:
    """A label under the words this template has for it, beside its field or on the line above."""
    beside = labels.of(control)
    above = labels.line_above(next(control.iterancestors(P)))
    word = (beside.text if beside and not beside.heading else above) or label.label
    guidance = shown(control)[0] or label.guidance
    rewrite(control, f"{CASE}{label.key}", guidance, guidance=True, prose=label.kind == "prose")
    return replace(label, label=word, guidance=guidance, aliases=others(label.names, word))


def _scattered(
    own: Mapping[str, etree._Element],
    everything: Mapping[str, etree._Element],
    blocks: Sequence[etree._Element],
    labels: Labels,
) -> Iterator[Remark]:
    """Case fields that don't stand below the heading, and other fields that stand among them."""
    index = {block: number for number, block in enumerate(blocks)}
    places = {
        tag: next((index[a] for a in control.iterancestors() if a in index), None)
        for tag, control in everything.items()
    }
    last = max((at for tag in own if (at := places[tag]) is not None), default=0)
    for tag, at in places.items():
        astray = at is None if tag in own else at is not None and at <= last
        if astray:
            yield remark("case_scattered", labels.place(everything[tag]), tag=tag)
