"""Cutting a document at its headings, also those that have lost their style."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from service.documents.reading.flow import Block, Paragraph, Table, row_text
from service.documents.reading.lexicon import Lexicon, name_key
from service.domain.minutes import Section

_PREFIX: Final = r"(?:sak|saks?nr\.?|saksnummer)\s*(?:nr\.?\s*)?"
_NUMBER: Final = r"\d{1,4}\s?/\s?\d{2,4}|[A-ZÆØÅ]{1,4}[- ]?\d{1,4}/\d{2,4}"
_CASE: Final = re.compile(
    rf"(?P<prefix>{_PREFIX})(?P<number>{_NUMBER}|\d{{1,4}})(?!\d)(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BARE_CASE: Final = re.compile(
    rf"(?P<prefix>)(?P<number>{_NUMBER})(?!\d)(?P<title>.*)", re.IGNORECASE | re.DOTALL
)
_UNNUMBERED_CASE: Final = re.compile(rf"{_PREFIX}(?P<title>.*)", re.IGNORECASE | re.DOTALL)
_NAMED_CASE: Final = re.compile(r"sak\b(?P<title>.*)", re.IGNORECASE | re.DOTALL)
_SECTION_NUMBER: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,8})\.?\)?\s+(.+)", re.DOTALL)
_HEADING_LENGTH: Final = 160
_CASE_LEVEL: Final = 2
_TITLE_EDGES: Final = " \t\n.:–—-"


@dataclass(slots=True)
class CaseHeading:
    """The number and title a heading gives a case."""

    number: str
    title: str


@dataclass(slots=True)
class Part:
    """A heading with what stands below it, to the next heading."""

    level: int
    heading: Paragraph | None = None
    case: CaseHeading | None = None
    blocks: list[Block] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The heading's text, for people."""
        return "" if self.heading is None else self.heading.text

    def paragraphs(self) -> Iterator[Paragraph]:
        """Its paragraphs outside tables."""
        return (block for block in self.blocks if isinstance(block, Paragraph))


def cut_sections(blocks: Sequence[Block], lexicon: Lexicon) -> list[Part]:
    """The document's parts in order; the first is what stands before any heading."""
    parts = [Part(0)]
    for index, block in enumerate(blocks):
        started = _started(blocks, index, lexicon) if isinstance(block, Paragraph) else None
        if started is None:
            parts[-1].blocks.append(block)
        else:
            parts.append(started)
    return parts


def below(parts: Sequence[Part], index: int) -> list[Part]:
    """A part and the deeper ones that belong to it."""
    own = [parts[index]]
    for number in range(index + 1, len(parts)):
        part = parts[number]
        if part.level <= parts[index].level or part.case is not None:
            break
        own.append(part)
    return own


def as_section(part: Part) -> Section:
    """The part for rules that read a regulation's text."""
    number, title = "", part.name
    numbered = _SECTION_NUMBER.fullmatch(part.name)
    if numbered:
        number, title = numbered[1], numbered[2]
    return Section(number=number, title=title, paragraphs=tuple(_lines(part)))


def heading_keys(part: Part) -> set[str]:
    """What a heading may be called: with its number and without."""
    name = part.name
    found = {name_key(name)}
    if name[:1].isdigit() and (numbered := _SECTION_NUMBER.fullmatch(name)):
        found.add(name_key(numbered[2]))
    return found


def _lines(part: Part) -> Iterator[str]:
    for block in part.blocks:
        if isinstance(block, Table):
            yield from map(row_text, block.rows)
        elif block.text:
            yield block.text


def _started(blocks: Sequence[Block], index: int, lexicon: Lexicon) -> Part | None:
    """The part this paragraph begins, if it is a heading in style or in effect."""
    paragraph = blocks[index]
    if not isinstance(paragraph, Paragraph) or paragraph.style == "title":
        return None
    if paragraph.level is not None:
        case = _case_heading(paragraph, styled=True) or _named_case(blocks, index, lexicon)
        has_words = paragraph.text or paragraph.controls
        return Part(paragraph.level, paragraph, case) if has_words else None
    if not paragraph.text or len(paragraph.text) > _HEADING_LENGTH or paragraph.listed:
        return None
    case = _case_heading(paragraph, styled=False) if _may_name_case(paragraph) else None
    if case is not None and (
        paragraph.bold() or (_is_title(case) and _labels_follow(blocks, index, lexicon))
    ):
        return Part(_CASE_LEVEL, paragraph, case)
    return Part(1, paragraph) if _is_heading(paragraph.text, lexicon) else None


def _is_heading(text: str, lexicon: Lexicon) -> bool:
    """Whether a line says what a heading of the type does, with a number before it or without."""
    if name_key(text) in lexicon.headings:
        return True
    numbered = _SECTION_NUMBER.fullmatch(text) if text[:1].isdigit() else None
    return numbered is not None and name_key(numbered[2]) in lexicon.headings


def _may_name_case(paragraph: Paragraph) -> bool:
    """Whether it begins like a case's heading, or has a case's number: most lines do neither."""
    if paragraph.text[:1] in "sS":
        return True
    return any(control.tag.endswith(".number") for control in paragraph.controls)


def _is_title(case: CaseHeading) -> bool:
    """Not the rest of a sentence such as "Sak 2/18 er utsatt."."""
    return not case.title[:1].islower() and not case.title.endswith((",", ";"))


def _labels_follow(blocks: Sequence[Block], index: int, lexicon: Lexicon) -> bool:
    """Whether the next words are a case's label: then the line above them is its heading."""
    for number in range(index + 1, len(blocks)):
        block = blocks[number]
        if not isinstance(block, Paragraph):
            return False
        if block.text:
            return name_key(block.text.partition(":")[0]) in lexicon.case_labels
    return False


def _named_case(blocks: Sequence[Block], index: int, lexicon: Lexicon) -> CaseHeading | None:
    """A heading such as "Sak Skole" above a case's labels: its number has been deleted."""
    heading = blocks[index]
    named = _NAMED_CASE.fullmatch(heading.text) if isinstance(heading, Paragraph) else None
    if named and _labels_follow(blocks, index, lexicon):
        title = named["title"].strip(_TITLE_EDGES)
        return CaseHeading("", "" if lexicon.guidance.issuperset(title.split()) else title)
    return None


def _case_heading(paragraph: Paragraph, *, styled: bool) -> CaseHeading | None:
    """Number and title, by their controls where they have them, else by "Sak 12/26 Tittel"."""
    controls = {
        control.tag.rpartition(".")[2]: text
        for control, text in paragraph.controls.items()
        if control.tag.startswith("case.")
    }
    text = paragraph.text
    number = controls.get("number", "")
    before, found, title = text.partition(number) if number else ("", "", "")
    if found and _UNNUMBERED_CASE.fullmatch(before + found):
        return CaseHeading(number, _title(title, controls.get("title", "")))
    match = _CASE.fullmatch(text) or (_BARE_CASE.fullmatch(text) if styled else None)
    if match:
        number = re.sub(r"\s*/\s*", "/", match["number"])
        return CaseHeading(number, _title(match["title"], controls.get("title", "")))
    loose = _UNNUMBERED_CASE.fullmatch(text)
    if styled and controls and loose:
        return CaseHeading("", _title(loose["title"], controls.get("title", "")))
    return None


def _title(text: str, control: str) -> str:
    """All that follows the number; its control has it exactly, unless more was written beside."""
    return control if control and text.strip() == control else text.strip(_TITLE_EDGES)
