"""Where in a document a visible label or heading says that a field's value stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.documents.reading.flow import Block, Cell, Paragraph, Table
from service.documents.reading.lexicon import Lexicon, key, name_key
from service.documents.reading.sections import Part, below, heading_keys
from service.documents.reading.tables import known_table
from service.domain.minutes import Source

_LABEL_LENGTH = 60
_LABEL_ENDS = (":", "\t", " – ", " — ", " - ")


@dataclass(slots=True)
class Region:
    """The paragraphs a field's value stands in, with the label itself taken away.

    ``named`` is the paragraph that names the field; a label may share it with the value.
    """

    source: Source
    location: str
    text: str
    paragraphs: list[Paragraph]
    named: Paragraph | None


def label_of(paragraph: Paragraph, names: Collection[str]) -> tuple[str, str] | None:
    """The label a paragraph begins with and the text after it, if it is one of ``names``.

    "Forslag: …", "Forslag" alone, "Forslag – …", and a bold "Forslag" without any mark.
    """
    text = paragraph.text
    if not text:
        return None
    for mark in _LABEL_ENDS:
        end = text.find(mark, 0, _LABEL_LENGTH + len(mark))
        if end >= 0 and (head := key(text[:end])) in names:
            return head, text[end + len(mark) :].strip()
    whole = name_key(text)
    if whole in names:
        return whole, ""
    lead = paragraph.lead()
    if lead and len(lead) <= _LABEL_LENGTH and key(lead) in names and text.startswith(lead.strip()):
        return key(lead), text.removeprefix(lead.strip()).strip()
    return None


def find_regions(parts: Sequence[Part], lexicon: Lexicon) -> dict[str, list[Region]]:
    """Every place where each field is named, by tag, in document order."""
    found: dict[str, list[Region]] = {}
    labels = {n: t for n, t in lexicon.tags.items() if lexicon.fields[t].place == "label"}
    headings = {n: t for n, t in lexicon.tags.items() if lexicon.fields[t].place == "heading"}
    for tag, region in _title_region(parts, lexicon):
        found.setdefault(tag, []).append(region)
    present = {headings[name] for part in parts for name in heading_keys(part) & headings.keys()}
    orphans = frozenset(headings.values()) - present
    for index, part in enumerate(parts):
        for name in heading_keys(part) & headings.keys():
            region = _heading_region(below(parts, index), lexicon, orphans)
            found.setdefault(headings[name], []).append(region)
        if part.case is None:
            for name, region in _labelled(part.blocks, labels, lexicon):
                found.setdefault(labels[name], []).append(region)
    return found


def written(paragraphs: Iterable[Paragraph], lexicon: Lexicon) -> str:
    """The paragraphs' text without guidance that has lost its control."""
    texts = (paragraph.text for paragraph in paragraphs)
    return "\n".join(text for text in texts if text and text not in lexicon.guidance)


def has_labels(table: Table, lexicon: Lexicon) -> bool:
    """Whether a row of the table begins with a field's name."""
    return any(
        name_key(" ".join(p.text for p in row[0])) in lexicon.tags for row in table.rows if row
    )


def _title_region(parts: Sequence[Part], lexicon: Lexicon) -> Iterator[tuple[str, Region]]:
    tag = next((tag for tag, spec in lexicon.fields.items() if spec.place == "title"), None)
    titles = [p for part in parts for p in part.paragraphs() if p.style == "title"]
    if tag is not None and titles:
        text = written(titles[:1], lexicon)
        yield tag, Region(Source.HEADING, "Tittel", text, titles[:1], titles[0])


def _heading_region(parts: Sequence[Part], lexicon: Lexicon, orphans: Collection[str]) -> Region:
    """Everything below the heading, with subheadings that somebody has put in.

    Text that a control says belongs under another heading, which is gone, does not.
    """
    paragraphs = list(parts[0].paragraphs())
    for part in parts[1:]:
        if heading_keys(part) & lexicon.headings:
            break
        paragraphs += [part.heading] if part.heading else []
        paragraphs += part.paragraphs()
    paragraphs = [p for p in paragraphs if not _is_field(p, orphans)]
    text = written(paragraphs, lexicon)
    return Region(Source.HEADING, parts[0].name, text, paragraphs, parts[0].heading)


def _is_field(paragraph: Paragraph, tags: Collection[str]) -> bool:
    """Whether it holds nothing but one of these fields."""
    return any(c.tag in tags and text == paragraph.text for c, text in paragraph.controls.items())


def _labelled(
    blocks: Sequence[Block], labels: Collection[str], lexicon: Lexicon
) -> Iterator[tuple[str, Region]]:
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            if known_table(block, lexicon) is None:
                yield from _labelled_rows(block, labels, lexicon)
        elif (found := label_of(block, labels)) is not None:
            name, rest = found
            more = _continued(blocks, index, labels, lexicon)
            text = "\n".join(filter(None, (rest, written(more, lexicon))))
            if text in lexicon.guidance:
                text = ""
            yield name, Region(Source.LABEL, _shown(block), text, [block, *more], block)


def _labelled_rows(
    table: Table, labels: Collection[str], lexicon: Lexicon
) -> Iterator[tuple[str, Region]]:
    for row in table.rows:
        if len(row) < 2:
            continue
        name = name_key(" ".join(p.text for p in row[0]))
        if name in labels:
            cells: list[Cell] = row[1:]
            value = [paragraph for cell in cells for paragraph in cell]
            label = " ".join(p.text for p in row[0]).strip(" :")
            yield name, Region(Source.LABEL, label, written(value, lexicon), value, row[0][0])


def _continued(
    blocks: Sequence[Block], index: int, labels: Collection[str], lexicon: Lexicon
) -> list[Paragraph]:
    """List items below the label, and lines in the label's own style if that is for fields.

    A line with a control of its own is another field, also when its label is gone.
    """
    first = blocks[index]
    more: list[Paragraph] = []
    for number in range(index + 1, len(blocks)):
        block = blocks[number]
        if not isinstance(block, Paragraph) or not isinstance(first, Paragraph):
            break
        same = block.style == first.style == "felt"
        ours = block.listed or (same and not _has_field(block, lexicon))
        if not ours or _is_label(block, labels):
            break
        more.append(block)
    return more


def _is_label(paragraph: Paragraph, labels: Collection[str]) -> bool:
    """Whether it begins with a label; a word alone in a list is an item of it."""
    found = label_of(paragraph, labels)
    alone = found is not None and not found[1] and not paragraph.text.endswith(":")
    return found is not None and not (alone and paragraph.listed)


def _has_field(paragraph: Paragraph, lexicon: Lexicon) -> bool:
    """Whether a control in it is a field's, by its tag or, where that is lost, by its name."""
    tags = (c.tag or lexicon.tags.get(key(c.alias)) for c in paragraph.controls)
    return any(tag in lexicon.fields for tag in tags)


def _shown(paragraph: Paragraph) -> str:
    return paragraph.text.partition(":")[0].strip()
