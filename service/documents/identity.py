"""A document's identity in ``docProps/custom.xml``, which every editor keeps.

ECMA-376 Part 1, 22.3. It says which template made the document and which document it is, whatever
the file is called and wherever it has been moved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from service.documents.ooxml import CUSTOM_NS, CUSTOM_PROPERTIES_RELATION, VT_NS, parse_xml
from service.documents.package import Package, parse_part

CUSTOM_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
CUSTOM_PART: Final = "docProps/custom.xml"
_FORMAT_ID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # fixed by the standard
_LONG_NUMBER: Final = 10
_PREFIX: Final = "kjoreplan."
_PID: Final = "\ue000"  # where a property's number goes


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a document says about itself. Empty where it doesn't."""

    document_id: str = ""
    type: str = ""
    language: str = ""
    variant: str = ""
    schema: int = 0
    template: str = ""  # hash of the template it was made from


def custom_xml(identity: Identity, others: Iterable[str] = ()) -> bytes:
    """The part that carries ``identity``, and other people's properties (`foreign_properties`)."""
    properties = {
        "document": identity.document_id,
        "type": identity.type,
        "language": identity.language,
        "variant": identity.variant,
        "schema": str(identity.schema),
        "template": identity.template,
    }
    rows = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{pid}" name={quoteattr(_PREFIX + name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(properties.items(), 2)
        if value
    )
    rows += "".join(
        other.replace(_PID, str(pid)) for pid, other in enumerate(others, 2 + len(properties))
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{CUSTOM_NS}" xmlns:vt="{VT_NS}">{rows}</Properties>'
    ).encode()


def foreign_properties(data: bytes) -> tuple[str, ...]:
    """The properties in a part that are not ours, such as a label for how secret a text is.

    Raises:
        UnsafeDocument: the part is not well-formed.
    """
    found = []
    for element in parse_part(data):
        if isinstance(element.tag, str) and not element.get("name", "").startswith(_PREFIX):
            element.set("pid", _PID)
            found.append(etree.tostring(element, encoding="unicode", with_tail=False))
    return tuple(found)


def read_identity(package: Package) -> Identity:
    """What the package says about itself; damaged or foreign properties count as none."""
    data = package.related(CUSTOM_PROPERTIES_RELATION)
    if data is None:
        return Identity()
    try:
        root = parse_xml(data)
    except etree.LxmlError:
        return Identity()
    found = {
        name.removeprefix(_PREFIX): "".join(str(text) for text in element.itertext())
        for element in root
        if isinstance(element.tag, str) and (name := element.get("name", "")).startswith(_PREFIX)
    }
    schema = found.get("schema", "")
    return Identity(
        document_id=found.get("document", ""),
        type=found.get("type", ""),
        language=found.get("language", ""),
        variant=found.get("variant", ""),
        schema=int(schema) if schema.isdecimal() and len(schema) < _LONG_NUMBER else 0,
        template=found.get("template", ""),
    )
