"""A document without the guidance of fields that nobody has filled in, for print.

LibreOffice 7.4 prints the guidance of one-line fields in black, as if somebody had written it.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from service.documents.gate.check import open_package
from service.documents.manifest import Manifest, guidance_of
from service.documents.ooxml import SDT, T, parse_xml
from service.documents.reading.inline import EDITORS_OWN_GUIDANCE, content_of
from service.documents.zipped import with_parts


def without_guidance(data: bytes, manifests: Sequence[Manifest] | None = None) -> bytes:
    """The DOCX with those fields empty that show a template's guidance and nothing else.

    Args:
        data: a DOCX.
        manifests: of the templates it may come from; the shipped ones where not given.

    Raises:
        UnsafeDocument: the file is not a DOCX, or not a safe one.
    """
    package = open_package(data)
    body = parse_xml(package.parts[package.main_part])
    guidance = guidance_of(manifests)
    for control in body.iter(SDT):
        words = [text for text in content_of(control).iter(T) if text.text]
        said = "".join(text.text or "" for text in words).strip()
        if said in guidance or EDITORS_OWN_GUIDANCE.match(said):
            for text in words:
                text.text = ""
    changed = etree.tostring(body, encoding="UTF-8", xml_declaration=True, standalone=True)
    return with_parts(data, {package.main_part: changed})
