"""What a text document has no use for: by the names of parts, their types and their relations.

Each has a sentence of its own, since each is taken out in another way.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from service.documents.package import Relationship, UnsafeDocument

_ALLOWED_PARTS: Final = re.compile(
    r"""\[Content_Types\]\.xml
      | _rels/\.rels
      | docProps/(_rels/)?[^/]+\.(xml|rels|jpe?g|png|emf|wmf)
      | docMetadata/(_rels/)?[^/]+\.xml(\.rels)?
      | word/(glossary/)?(_rels/)?[^/]+\.xml(\.rels)?
      | word/(theme|charts|diagrams|drawings|ink|documenttasks)/(_rels/)?[^/]+\.xml(\.rels)?
      | word/(glossary/|theme/)?media/[^/]+\.(png|jpe?g|jfif|gif|bmp|tiff?|emf|wmf|svg|ico|webp|wdp)
      | word/(glossary/)?fonts/[^/]+\.(odttf|ttf|otf)
      | word/printerSettings/?[^/]*\.bin
      | customXml/(_rels/)?[^/]+\.xml(\.rels)?
      | _xmlsignatures/(_rels/)?[^/]+\.(xml|sigs|rels)
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Unwanted:
    """How one kind of content shows itself, and what to say of it."""

    sentence: str
    parts: re.Pattern[str] | None = None
    types: re.Pattern[str] | None = None
    relations: frozenset[str] = frozenset()


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_UNWANTED: Final = (
    _Unwanted(
        "Fila inneholder makroer; lagre den som vanlig Word-dokument (DOCX), uten makroer.",
        parts=_words(r"vbaProject|vbaData|macrosheets|jsaProject|attachedToolbars"),
        types=_words(r"macro|vba|x-msdownload|keyMapCustomizations|attachedToolbars"),
        relations=frozenset(
            {"vbaProject", "wordVbaData", "jsaProject", "attachedToolbars", "keyMapCustomizations"}
        ),
    ),
    _Unwanted(
        "Fila inneholder ActiveX-kontroller; slett dem og skriv inn det de viser som vanlig tekst.",
        parts=_words(r"activeX|ctrlProps"),
        types=_words(r"activeX|controlproperties"),
        relations=frozenset({"control", "activeXControlBinary"}),
    ),
    _Unwanted(
        "Fila inneholder innebygde objekter, for eksempel et regneark; sett dem inn som bilder "
        "eller tabeller i stedet.",
        parts=_words(r"embeddings/|oleObject"),
        types=_words(r"oleObject|ms-office\.classified"),
        relations=frozenset({"oleObject", "package"}),
    ),
    _Unwanted(
        "Fila inneholder et annet dokument som ikke er flettet inn (altChunk); åpne den i Word og "
        "lagre den på nytt.",
        parts=_words(r"afchunk"),
        relations=frozenset({"aFChunk"}),
    ),
    _Unwanted(
        "Fila er et hoveddokument med underdokumenter; lim teksten i dem inn i ett dokument.",
        relations=frozenset({"subDocument"}),
    ),
    _Unwanted(
        "Fila er delt i rammer som en nettside; lim teksten inn i et nytt dokument.",
        relations=frozenset({"frame"}),
    ),
    _Unwanted(
        "Fila har med seg et tillegg til Word; fjern tillegget, eller lim teksten inn i et nytt "
        "dokument.",
        parts=_words(r"customUI|webextensions/"),
        types=_words(r"package\.customUI|webextension"),
        relations=frozenset({"extensibility", "webextension", "webextensiontaskpanes"}),
    ),
)
_LINKED: Final = {
    "image": "Fila viser bilder som ligger et annet sted; sett bildene inn i selve dokumentet.",
    "attachedTemplate": "Fila er knyttet til en mal som ligger et annet sted; velg malen «Normal» "
    "under Dokumentmal i Word og lagre på nytt.",
    "oleObject": "Fila viser innhold fra en annen fil; bryt koblingen til fila i Word og lagre på "
    "nytt.",
    "subDocument": "Fila er et hoveddokument med underdokumenter et annet sted; lim teksten i dem "
    "inn i ett dokument.",
    "frame": "Fila er delt i rammer som viser andre sider; lim teksten inn i et nytt dokument.",
}
_LINKED_OTHERWISE: Final = (
    "Fila henter innhold fra et annet sted når den åpnes; lim innholdet inn i selve dokumentet."
)
_LINK_TO_READ: Final = "hyperlink"
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:|//|\\")

_DOCUMENT_TYPES: Final = frozenset(
    f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}.main+xml"
    for kind in ("document", "template")
)
_WITH_MACROS: Final = frozenset(
    f"application/vnd.ms-word.{kind}.main+xml"
    for kind in ("document.macroEnabled", "template.macroEnabledTemplate")
)
_OTHER_OFFICE: Final = (
    ("spreadsheetml", "Fila er et regneark og ikke et dokument; lim tallene inn i et dokument."),
    (
        "presentationml",
        "Fila er en presentasjon og ikke et dokument; lim teksten inn i et dokument.",
    ),
)


def check_parts(names: Iterable[str]) -> None:
    """Let the parts of a text document pass.

    Raises:
        UnsafeDocument: there is another part among them.
    """
    for name in names:
        for unwanted in _UNWANTED:
            if unwanted.parts is not None and unwanted.parts.search(name):
                raise UnsafeDocument(unwanted.sentence)
        if not name.endswith("/") and not _ALLOWED_PARTS.fullmatch(name):
            raise UnsafeDocument(
                "Fila inneholder noe som ikke hører hjemme i et tekstdokument; åpne den i Word og "
                "lagre den på nytt som DOCX."
            )


def check_types(declared: Collection[str]) -> None:
    """Let content types of a text document pass.

    Raises:
        UnsafeDocument: it is another kind of document, or has a part of an unwanted type.
    """
    if not _WITH_MACROS.isdisjoint(declared):
        raise UnsafeDocument(
            "Fila er et Word-dokument for makroer (DOCM eller DOTM); lagre den som vanlig DOCX."
        )
    for kind in declared:
        for unwanted in _UNWANTED:
            if unwanted.types is not None and unwanted.types.search(kind):
                raise UnsafeDocument(unwanted.sentence)
    if not _DOCUMENT_TYPES.isdisjoint(declared):
        return
    for word, sentence in _OTHER_OFFICE:
        if any(word in kind for kind in declared):
            raise UnsafeDocument(sentence)
    raise UnsafeDocument(
        "Fila er ikke et Word-dokument (DOCX); åpne den i Word og lagre den som DOCX."
    )


def check_relations(relations: Iterable[Relationship]) -> None:
    """Let relations to parts inside the package pass, and links that a reader may follow.

    Raises:
        UnsafeDocument: one fetches something from elsewhere, or leads to something unwanted.
    """
    for relation in relations:
        outside = relation.external or _ADDRESS.match(relation.target) is not None
        if outside and relation.kind != _LINK_TO_READ:
            raise UnsafeDocument(_LINKED.get(relation.kind, _LINKED_OTHERWISE))
        for unwanted in _UNWANTED:
            if relation.kind in unwanted.relations:
                raise UnsafeDocument(unwanted.sentence)
