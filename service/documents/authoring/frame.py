"""What stands around a template's text: page, header, the parts that carry styles, properties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Mm

from service.documents.authoring import styles
from service.documents.authoring.blocks import Content
from service.documents.authoring.controls import add_control, add_page_field
from service.documents.identity import CUSTOM_CONTENT_TYPE, Identity, custom_xml
from service.documents.ooxml import CUSTOM_PROPERTIES_RELATION

SCHEMA: Final = 1
_DROPPED: Final = ("stylesWithEffects", "customXml", "webSettings", "thumbnail", "theme", "app.xml")
_DAY: Final = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


def text_width(content: Content) -> int:
    """The room between the margins, in millimetres."""
    return 252 if content.landscape else 165


def set_page(document: Document, content: Content) -> None:
    """A4 with room for a quiet header."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if content.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(22.5)
    section.top_margin, section.bottom_margin = Mm(28), Mm(22)
    section.header_distance = section.footer_distance = Mm(12)


def add_header(document: Document, content: Content) -> None:
    """Group, body and date to the left, "Side n av m" to the right."""
    header = document.sections[0].header
    header.is_linked_to_previous = False
    first = header.paragraphs[0]
    first.style = "header"
    if content.landscape:
        stops = first.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(165), WD_TAB_ALIGNMENT.CLEAR)
        stops.add_tab_stop(Mm(text_width(content)), WD_TAB_ALIGNMENT.RIGHT)
    add_control(first, "header.left", "header.left")
    before_page, before_pages = content.page
    first.add_run(f"\t{before_page} ")
    add_page_field(first, "PAGE")
    first.add_run(f" {before_pages} ")
    add_page_field(first, "NUMPAGES")
    add_control(header.add_paragraph(style="header"), "header.right", "header.right")


def replace_parts(document: Document, content: Content) -> None:
    """Our own settings, lists and fonts for python-docx's, and none of what isn't needed."""
    locale = f"{content.language}-NO"
    blobs: Mapping[str, Callable[[], bytes]] = {
        "/word/settings.xml": lambda: styles.settings_xml(locale),
        "/word/numbering.xml": styles.numbering_xml,
        "/word/fontTable.xml": styles.font_table_xml,
    }
    main = document.part
    for source in (main, main.package):
        for rel_id, relation in list(source.rels.items()):
            target = str(relation.target_part.partname)
            if any(word in target for word in _DROPPED):
                source.rels.pop(rel_id)
            elif target in blobs:
                relation._target = Part(  # noqa: SLF001 - the parts have no public setter
                    PackURI(target),
                    relation.target_part.content_type,
                    blobs[target](),
                    main.package,
                )


def set_properties(document: Document, content: Content) -> None:
    """Title and language for screen readers, and the type for ourselves."""
    core = document.core_properties
    core.title = content.titles[0]
    core.language = f"{content.language}-NO"
    core.author = core.last_modified_by = core.comments = core.keywords = ""
    core.created = core.modified = _DAY
    core.revision = 1
    identity = Identity(type=content.type, language=content.language, schema=SCHEMA)
    package = document.part.package
    part = Part(PackURI("/docProps/custom.xml"), CUSTOM_CONTENT_TYPE, custom_xml(identity), package)
    package.relate_to(part, CUSTOM_PROPERTIES_RELATION)
