"""Names of WordprocessingML (ECMA-376 Part 1, transitional) and the one XML parser of this room."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Final

from lxml import etree

W_NS: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W_NS: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC_NS: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELS_NS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES_NS: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
CUSTOM_NS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VT_NS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"

OFFICE_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN_DOCUMENT_RELATION: Final = f"{OFFICE_RELATIONS}/officeDocument"
CUSTOM_PROPERTIES_RELATION: Final = f"{OFFICE_RELATIONS}/custom-properties"


def w(name: str) -> str:
    """The name in Clark notation: ``w("p")`` is ``{…/wordprocessingml/2006/main}p``."""
    return f"{{{W_NS}}}{name}"


P: Final = w("p")
P_PR: Final = w("pPr")
P_STYLE: Final = w("pStyle")
R: Final = w("r")
R_PR: Final = w("rPr")
R_STYLE: Final = w("rStyle")
T: Final = w("t")
BR: Final = w("br")
TAB: Final = w("tab")
TBL: Final = w("tbl")
TR: Final = w("tr")
TC: Final = w("tc")
SDT: Final = w("sdt")
SDT_PR: Final = w("sdtPr")
SDT_CONTENT: Final = w("sdtContent")
SHOWING_PLACEHOLDER: Final = w("showingPlcHdr")
BODY: Final = w("body")
TAG: Final = w("tag")
ALIAS: Final = w("alias")
ID: Final = w("id")
VAL: Final = w("val")
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class DocumentTypeFound(etree.LxmlError):
    """The XML declares a document type, through which it could name entities and files."""


_MOST_NAMES: Final = 20_000
"""libxml2 keeps every name of an element or attribute for a thread, for as long as it runs, and
refuses new ones when that is full. Documents of all kinds together have some 1,000."""


def parse_xml(data: bytes) -> etree._Element:
    """Parse XML without entities, network or a DTD.

    Raises:
        lxml.etree.LxmlError: the bytes are not well-formed, or they hold a document type.
    """
    if etree.memory_debugger.dict_size() < _MOST_NAMES:
        root = etree.fromstring(data, _PARSER)
    else:
        with ThreadPoolExecutor(max_workers=1) as own:  # its names go when the tree goes
            root = own.submit(etree.fromstring, data, _parser()).result()
    if root.getroottree().docinfo.internalDTD is not None:
        message = "a document type is declared"
        raise DocumentTypeFound(message)
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


_PARSER: Final = _parser()
