"""A document's fields: by tag, else by label, else by heading, with what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.documents.reading.certainty import BESIDE_TAG, DISPUTED, DOUBLED, MOVED, NAMED, SURE
from service.documents.reading.flow import Block, Control, Paragraph, all_paragraphs
from service.documents.reading.lexicon import Lexicon, name_key
from service.documents.reading.regions import Region
from service.domain.minutes import Problem, Source, Value


@dataclass(slots=True, eq=False)
class _Hit:
    """A control with the field's tag."""

    paragraph: Paragraph
    text: str


def read_fields(
    blocks: Sequence[Block], regions: Mapping[str, Sequence[Region]], lexicon: Lexicon
) -> tuple[dict[str, Value], list[Problem]]:
    """Every field that is found, empty ones as ""; those not found are left out."""
    tagged, named = _hits(list(blocks), lexicon)
    fields: dict[str, Value] = {}
    problems: list[Problem] = []
    for tag in dict.fromkeys([*lexicon.fields, *tagged]):
        label = lexicon.fields[tag].label if tag in lexicon.fields else tag
        hits, places = tagged.get(tag, []), list(regions.get(tag, ()))
        value = _value(hits, places) if hits or places else _by_name(named.get(tag, []))
        if value is not None:
            fields[tag] = value
            problems += _complaints(label, value, hits)
    return fields, problems


def field_paragraphs(
    blocks: Sequence[Block], regions: Mapping[str, Sequence[Region]], lexicon: Lexicon
) -> dict[str, Paragraph]:
    """Where to look for each field that is found: in its value, else at its name."""
    tagged, named = _hits(list(blocks), lexicon)
    found: dict[str, Paragraph] = {}
    for tag in dict.fromkeys([*lexicon.fields, *tagged]):
        hits, places = tagged.get(tag, []), list(regions.get(tag, ()))
        value = _value(hits, places) if hits or places else _by_name(named.get(tag, []))
        if value is not None:
            place = _best_place(hits, places)
            paragraphs = _read_from(value, hits or named.get(tag, []), place)
            found[tag] = next((p for p in paragraphs if p.text), paragraphs[0])
    return found


def _read_from(value: Value, hits: list[_Hit], place: Region | None) -> list[Paragraph]:
    """The paragraphs a value was read from, the surest first."""
    if place is None or value.text != place.text:
        return [hit.paragraph for hit in hits if hit.text == value.text]
    inside = [hit.paragraph for hit in _inside(hits, place)]
    beside = [*inside, *place.paragraphs]
    return beside if beside or place.named is None else [place.named]


def _hits(
    blocks: list[Block], lexicon: Lexicon
) -> tuple[dict[str, list[_Hit]], dict[str, list[_Hit]]]:
    """Controls by tag, and those that have lost it by the name it had (LibreOffice 7.4)."""
    tagged: dict[str, list[_Hit]] = {}
    named: dict[str, list[_Hit]] = {}
    seen: dict[Control, _Hit] = {}
    texts: dict[Control, list[str]] = {}
    cloned = {"case", *lexicon.columns}  # once for each case or row
    for paragraph in all_paragraphs(blocks):
        for control, text in paragraph.controls.items():
            if control.tag.partition(".")[0] in cloned:
                continue
            texts.setdefault(control, []).append(text)
            if control in seen:  # it goes on over several paragraphs
                continue
            hit = seen[control] = _Hit(paragraph, "")
            if control.tag:
                tagged.setdefault(control.tag, []).append(hit)
            elif (name := name_key(control.alias)) in lexicon.tags:
                named.setdefault(lexicon.tags[name], []).append(hit)
    for control, hit in seen.items():
        hit.text = "\n".join(filter(None, texts[control]))
    return tagged, named


def _value(hits: list[_Hit], places: list[Region]) -> Value:
    """Weigh the tag's controls against the place the label shows."""
    place = _best_place(hits, places)
    if place is None:
        text = next((hit.text for hit in hits if hit.text), "")
        return Value(text=text, source=Source.TAG, confidence=DOUBLED if hits[1:] else MOVED)
    if not hits:
        return Value(
            text=place.text, source=place.source, confidence=NAMED, location=place.location
        )
    return _tagged_value(hits, _inside(hits, place), place)


def _inside(hits: list[_Hit], place: Region) -> list[_Hit]:
    own = {id(paragraph) for paragraph in place.paragraphs}
    return [hit for hit in hits if id(hit.paragraph) in own]


def _best_place(hits: list[_Hit], places: list[Region]) -> Region | None:
    """The named place that also has the control, else one with text, else the first."""
    ours = {id(hit.paragraph) for hit in hits}
    ranked = sorted(
        places, key=lambda r: (not any(id(p) in ours for p in r.paragraphs), not r.text)
    )
    return ranked[0] if ranked else None


def _tagged_value(hits: list[_Hit], inside: list[_Hit], place: Region) -> Value:
    ours = set(map(id, inside))
    others = (hit for hit in hits if id(hit) not in ours)
    elsewhere = [hit for hit in others if hit.text and hit.text != place.text]
    if inside:
        exact = len(inside) == 1 and inside[0].text == place.text
        confidence = SURE if exact else BESIDE_TAG
        if len(hits) > 1:
            confidence = DOUBLED
        text = place.text
    elif not elsewhere:
        text, confidence = place.text, NAMED
    elif not place.text:
        text, confidence = elsewhere[0].text, MOVED
    else:
        text, confidence = (elsewhere[0] if not hits[1:] else place).text, DISPUTED
    return Value(text=text, source=Source.TAG, confidence=confidence, location=place.location)


def _by_name(hits: list[_Hit]) -> Value | None:
    if len(hits) != 1:
        return None
    return Value(text=hits[0].text, source=Source.LABEL, confidence=MOVED)


def _complaints(label: str, value: Value, hits: list[_Hit]) -> Iterator[Problem]:
    where = value.location or label
    if len(hits) > 1:
        yield Problem(
            code="doubled-tag",
            message=f"Feltet «{label}» står {len(hits)} steder i dokumentet. Vi bruker det som "
            "står ved ledeteksten; slett det som er til overs.",
            location=where,
        )
    elif value.confidence == DISPUTED:
        yield Problem(
            code="disagreement",
            message=f"Feltet «{label}» og teksten ved ledeteksten er ulike. Vi bruker feltet; "
            "skriv det riktige ved ledeteksten.",
            location=where,
        )
