"""Reading a document back, whoever edited it in whichever editor."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from lxml import etree

from service.documents.gate.check import Package, UnsafeDocument, open_package
from service.documents.identity import Identity, read_identity
from service.documents.manifest import LANGUAGES, Manifest, guidance_of, shipped_manifests
from service.documents.ooxml import OFFICE_RELATIONS, STRICT_W_NS, parse_xml, w
from service.documents.reading.cases import read_cases
from service.documents.reading.flow import Block, Paragraph, Table, all_paragraphs
from service.documents.reading.lexicon import Lexicon, key, lexicon_of, name_key, shipped_lexicon
from service.documents.reading.missing import made_from, missing, unread_table
from service.documents.reading.normalise import normalise
from service.documents.reading.regions import find_regions, has_labels
from service.documents.reading.scalars import read_fields
from service.documents.reading.sections import Part, as_section, cut_sections, heading_keys
from service.documents.reading.style_names import style_table
from service.documents.reading.tables import (
    DataTable,
    agenda,
    attendance,
    attendance_problems,
    certainty,
    follow_ups,
    known_table,
    other_tables,
    recognise,
)
from service.domain.minutes import AgendaItem, CaseItem, DocumentReading, Problem

MAX_TEXT: Final = 2_000_000
"""Characters. 300 pages of text are 1,000,000; looking for labels, votes and the like in the worst
text of this length takes a second."""
_STYLES: Final = f"{OFFICE_RELATIONS}/styles"
_LANGUAGE: Final = re.compile(rb'<w:lang\b[^<>]*\bw:val="([A-Za-z-]{2,20})"')
_TOP: Final = "toppen av dokumentet"
_TOP_LINES: Final = 4  # a letterhead may stand above the title
_TITLE_LENGTH: Final = 300
_TITLE_WORDS: Final = 3  # "Utkast til protokoll"
_ENOUGH_HEADINGS: Final = 2
_CASES_HEADING: Final = frozenset({"saker"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A document normalised and cut at its headings: what every look at it begins with.

    The paragraphs in ``blocks`` and ``parts`` know their ``w:p`` in ``document``.
    """

    document: etree._Element
    styles: bytes
    identity: Identity
    type: str
    lexicon: Lexicon
    blocks: Sequence[Block]
    parts: Sequence[Part]


def lay_out(package: Package, manifests: Sequence[Manifest] | None = None) -> Layout:
    """Normalise and cut the text of a package; ``manifests`` as in ``read``.

    Raises:
        UnsafeDocument: the text is damaged or of another flavour.
    """
    document = _document(package)
    styles = package.related(_STYLES, of=package.main_part) or b""
    known = shipped_manifests() if manifests is None else tuple(manifests)
    identity = read_identity(package)
    blocks = normalise(document, style_table(styles), guidance_of(manifests))
    _check_length(blocks)
    type_ = identity.type or _recognised_type(blocks, known)
    lexicon = _lexicon(type_, manifests)
    return Layout(
        document=document,
        styles=styles,
        identity=identity,
        type=type_,
        lexicon=lexicon,
        blocks=blocks,
        parts=cut_sections(blocks, lexicon),
    )


def read(data: bytes, *, manifests: Sequence[Manifest] | None = None) -> DocumentReading:
    """What the product understands of a DOCX.

    Args:
        data: the file, as found.
        manifests: of the templates it may come from; the shipped ones where not given.

    Raises:
        UnsafeDocument: the file is not a DOCX or not a safe one; nothing was read.
    """
    layout = lay_out(open_package(data), manifests)
    parts, lexicon = layout.parts, layout.lexicon
    template = made_from(layout.identity, shipped_manifests() if manifests is None else manifests)
    fields, field_problems = read_fields(layout.blocks, find_regions(parts, lexicon), lexicon)
    cases, case_problems = read_cases(parts, lexicon, template.case_labels if template else ())
    tables = list(_data_tables(parts, lexicon))
    items = agenda(tables)
    return DocumentReading(
        type=layout.type,
        document_id=layout.identity.document_id,
        language=layout.identity.language or _language(layout.styles),
        fields=fields,
        attendance=attendance(tables),
        cases=_cases(cases, items, parts, lexicon),
        agenda=items,
        follow_ups=follow_ups(tables),
        tables=other_tables(tables),
        certainty=certainty(tables),
        sections=tuple(as_section(p) for p in parts if p.case is None and (p.heading or p.blocks)),
        problems=(
            *field_problems,
            *case_problems,
            *attendance_problems(tables),
            *(_missing(template, fields, tables, parts, lexicon) if template else ()),
            *_tracked(parts),
        ),
    )


def _document(package: Package) -> etree._Element:
    try:
        document = parse_xml(package.parts[package.main_part])
    except etree.LxmlError as error:
        raise UnsafeDocument("Teksten i fila er skadet; lagre den på nytt som DOCX.") from error
    if document.tag == f"{{{STRICT_W_NS}}}document":
        raise UnsafeDocument(
            "Fila er lagret som «Strict Open XML-dokument»; lagre den som vanlig Word-dokument."
        )
    if document.tag != w("document"):
        raise UnsafeDocument("Fila er ikke et Word-dokument (DOCX); lagre den på nytt som DOCX.")
    return document


def _check_length(blocks: Sequence[Block]) -> None:
    if sum(len(paragraph.text) for paragraph in all_paragraphs(blocks)) > MAX_TEXT:
        raise UnsafeDocument(
            "Fila har over 600 sider tekst, mer enn vi kan lese på én gang; del den i flere "
            "dokumenter."
        )


def _language(styles: bytes) -> str:
    """The language the styles are set to; bokmål where they say neither."""
    found = _LANGUAGE.search(styles)
    code = found[1].decode().lower() if found else ""
    return next((lang for lang in LANGUAGES if code.startswith(lang)), LANGUAGES[0])


def _lexicon(type_: str, manifests: Sequence[Manifest] | None) -> Lexicon:
    if manifests is None:
        return shipped_lexicon(type_)
    return lexicon_of([m for m in manifests if m.type == type_] or manifests)


def _recognised_type(blocks: Sequence[Block], manifests: Sequence[Manifest]) -> str:
    """The type with the longest title at the top, else the one whose headings are there."""
    lines = [block for block in blocks if isinstance(block, Paragraph) and block.text]
    for line in lines[:_TOP_LINES]:
        words = key(line.text[:_TITLE_LENGTH]).split()
        titled = ((_title_length(words, m), m.type) for m in manifests)
        length, kind = max(titled, key=itemgetter(0), default=(0, ""))
        if length:
            return kind
    headings = {name_key(line.text) for line in lines if line.level is not None or line.bold()}
    shared = ((len(headings.intersection(map(key, m.headings))), m.type) for m in manifests)
    count, kind = max(shared, key=itemgetter(0), default=(0, ""))
    return kind if count >= _ENOUGH_HEADINGS else ""


def _title_length(words: Sequence[str], manifest: Manifest) -> int:
    """Of how many words the type's title is that stands there; 0 where none does."""
    titles = [key(title).split() for title in manifest.titles]
    starts = range(_TITLE_WORDS)
    found = (t for t in titles if any(words[n : n + len(t)] == t for n in starts))
    return max(map(len, found), default=0)


def _data_tables(parts: Sequence[Part], lexicon: Lexicon) -> Iterator[DataTable]:
    for part in parts:
        for block in part.blocks:
            found = recognise(block, lexicon) if isinstance(block, Table) else None
            if found is not None:
                yield found


def _missing(
    template: Manifest,
    fields: Collection[str],
    tables: Sequence[DataTable],
    parts: Sequence[Part],
    lexicon: Lexicon,
) -> Iterator[Problem]:
    strange = [part for part in parts if part.case is None and _has_strange_table(part, lexicon)]
    yield from missing(template, fields, {table.id for table in tables}, strange=bool(strange))
    for part in strange:
        if any(_data_tables([part], lexicon)):
            yield unread_table(part.name or _TOP)


def _has_strange_table(part: Part, lexicon: Lexicon) -> bool:
    tables = (block for block in part.blocks if isinstance(block, Table))
    return any(not known_table(t, lexicon) and not has_labels(t, lexicon) for t in tables)


def _cases(
    cases: tuple[CaseItem, ...],
    items: tuple[AgendaItem, ...] | None,
    parts: Sequence[Part],
    lexicon: Lexicon,
) -> tuple[CaseItem, ...] | None:
    """Cases with a heading, else the agenda's numbered lines; None where neither has a place."""
    if cases or items is None:
        expected = any(heading_keys(part) & _CASES_HEADING for part in parts)
        return cases if cases or (expected and lexicon.case_labels) else None
    return tuple(
        CaseItem(
            number=i.case, title=i.title, presenter=i.presenter, location=f"Saksliste, sak {i.case}"
        )
        for i in items
        if i.case
    )


def _tracked(parts: Sequence[Part]) -> Iterator[Problem]:
    for part in parts:
        own = [part.heading, *part.blocks] if part.heading else part.blocks
        if any(block.tracked for block in own) or any(
            p.tracked for block in own if isinstance(block, Table) for p in block.paragraphs()
        ):
            where = part.name or _TOP
            yield Problem(
                code="tracked-change",
                message=f"Under «{where}» venter det på at noen godtar eller avviser endringer. Vi "
                "leser teksten som om de er godtatt.",
                location=where,
            )
