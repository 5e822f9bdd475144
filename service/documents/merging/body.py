"""Finding the one place where a managed value stands in the text, and typing another there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from service.documents.merging.obstacles import Obstacle
from service.documents.merging.retyping import TextRun, joined, retype, text_runs, type_into
from service.documents.ooxml import SDT, P
from service.documents.reading.flow import Paragraph, Table, all_paragraphs
from service.documents.reading.inline import content_of
from service.documents.reading.lexicon import key
from service.documents.reading.read import Layout
from service.documents.reading.regions import Region, find_regions
from service.documents.reading.style_names import style_table
from service.documents.rendering.cutting import controls
from service.documents.splices import Splices


def same(one: str, other: str) -> bool:
    """Whether two texts look the same to people."""
    return one.split() == other.split()


@dataclass(slots=True)
class Body:
    """A document's text, where each field stands in it, and the changes to be made."""

    layout: Layout
    splices: Splices
    _regions: dict[str, list[Region]] = field(init=False)
    _controls: dict[str, list[etree._Element]] = field(init=False)
    _paragraphs: dict[etree._Element, Paragraph] = field(init=False)
    _tracked: set[Paragraph] = field(init=False)
    _guidance_styles: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        layout = self.layout
        self._regions = find_regions(layout.parts, layout.lexicon)
        self._controls = {}
        for tag, control in controls(layout.document):
            self._controls.setdefault(tag, []).append(control)
        paragraphs = list(all_paragraphs(list(layout.blocks)))
        self._paragraphs = {p.origin: p for p in paragraphs if p.origin is not None}
        self._tracked = {p for p in paragraphs if p.tracked}
        for table in layout.blocks:
            if isinstance(table, Table) and table.tracked:
                self._tracked.update(table.paragraphs())
        styles = style_table(layout.styles)
        named = (style for style, look in styles.items() if look.name == "placeholder text")
        self._guidance_styles = frozenset(named)

    def replace(self, tag: str, old: str, new: str) -> Obstacle | None:
        """Type ``new`` where ``old`` stands ("": nothing, or guidance); else say why not."""
        tagged, named = self._controls.get(tag, []), self._regions.get(tag, [])
        shown = [*(place.text for place in named), *self._texts_outside(tagged, named)]
        if shown and all(same(text, new) for text in shown):
            return None
        if len(tagged) > 1:
            return Obstacle.DOUBLED
        if tagged:
            return self._in_control(tag, tagged[0], named, old, new)
        if not named:
            return Obstacle.GONE
        if len(named) > 1:
            return Obstacle.DOUBLED
        return self._beside_label(tag, named[0], old, new)

    def _in_control(
        self, tag: str, control: etree._Element, named: Sequence[Region], old: str, new: str
    ) -> Obstacle | None:
        paragraph = self._paragraph_of(control)
        if paragraph is None:  # in a deleted row, or in two paragraphs that somebody joins
            return Obstacle.TRACKED
        place = next((one for one in named if paragraph in one.paragraphs), None)
        if place is None and named:
            return Obstacle.DISPUTED
        around = place.paragraphs if place else [paragraph]
        if not self._tracked.isdisjoint(around):
            return Obstacle.TRACKED
        if not same(place.text if place else paragraph.text, old):
            return Obstacle.OWN_VALUE
        inside = [text for one, text in paragraph.controls.items() if one.tag == tag]
        if len(inside) != 1 or not same(inside[0], old):
            return Obstacle.UNUSUAL
        holder = control if paragraph.origin is None else _innermost(control, paragraph.origin)
        return self.type_over(list(text_runs(holder)), holder, old, new)

    def _beside_label(self, tag: str, place: Region, old: str, new: str) -> Obstacle | None:
        """Where an editor has dropped the tag, what stands beside the label decides."""
        label = [place.named] if place.named else []
        if not self._tracked.isdisjoint([*place.paragraphs, *label]):
            return Obstacle.TRACKED
        if not same(place.text, old):
            return Obstacle.OWN_VALUE
        found = [p for p in place.paragraphs if p.text] or place.paragraphs[:1]
        if len(found) != 1 or found[0].origin is None:
            return Obstacle.UNUSUAL
        runs = list(text_runs(found[0].origin))
        value = self._value(tag, runs, old, after_label=found[0] is place.named)
        if value is None:
            return Obstacle.UNUSUAL
        return self.type_over(value, _only_control(found[0].origin), old, new)

    def _value(
        self, tag: str, runs: list[TextRun], old: str, *, after_label: bool
    ) -> list[TextRun] | None:
        """The runs that hold the value: all of them, or those after the label on the same line."""
        names = {name for name, own in self.layout.lexicon.tags.items() if own == tag}
        for start in range(len(runs) + 1):
            before, text = joined(runs[:start]), joined(runs[start:])
            is_label = key(before) in names if after_label else not before.strip()
            is_guidance = not old and text.strip() in self.layout.lexicon.guidance
            if is_label and (same(text, old) or is_guidance):
                return runs[start:]
        return None

    def type_over(
        self, runs: list[TextRun], container: etree._Element, old: str, new: str
    ) -> Obstacle | None:
        """Type ``new`` into the runs that show ``old``, or where none are; else say why not."""
        if not all(run.plain for run in runs):
            return Obstacle.UNUSUAL
        if runs:
            styles = None if old else self._guidance_styles
            retype(self.splices, runs, new, guidance_styles=styles)
        else:
            type_into(self.splices, container, new)
        return None

    def _texts_outside(
        self, tagged: Sequence[etree._Element], named: Sequence[Region]
    ) -> Iterator[str]:
        """What the controls show that stand at no label."""
        for control in tagged:
            paragraph = self._paragraph_of(control)
            if paragraph is None or not any(paragraph in place.paragraphs for place in named):
                yield joined(list(text_runs(content_of(control))))

    def _paragraph_of(self, control: etree._Element) -> Paragraph | None:
        """The only paragraph a control stands in or around."""
        around = next(control.iterancestors(P), None)
        inside = list(control.iter(P)) if around is None else [around]
        return self._paragraphs.get(inside[0]) if len(inside) == 1 else None


def _innermost(control: etree._Element, paragraph: etree._Element) -> etree._Element:
    """Where the control's runs stand: in it, or in the paragraph that it stands around."""
    return content_of(control) if paragraph in control.iterancestors(P) else paragraph


def _only_control(paragraph: etree._Element) -> etree._Element:
    """Where to type in a paragraph without text: in its only control, else in itself."""
    found = list(paragraph.iter(SDT))
    return content_of(found[0]) if len(found) == 1 else paragraph
