"""A template's manifest: which fields, tables and case labels it has, and what they are called.

``templates/<type>/<variant>/manifest.toml`` stands beside ``template.docx``; the variant's folder
is called by its language, after its name where it has one (``nb``, ``ap-nb``). The renderer reads
from the manifest what may be filled in, the reader by which words to find it again, whoever edited
it since.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, Final, Literal, TypeVar

from service.domain.errors import InputError
from service.domain.minutes import AttendanceStatus

TYPES: Final = (
    "protokoll",
    "innkalling",
    "styrereferat",
    "fraksjonsnotat",
    "saksoversikt",
    "oppfolging",
    "reglement",
    "kjoreregler",
    "samspill",
    "moteplan",
    "frammote",
    "programoppfolging",
    "testamente",
    "konstituering",
    "overlevering",
    "funnrapport",
)
LANGUAGES: Final = ("nb", "nn")

Place = Literal["title", "label", "heading"]
Kind = Literal["text", "prose", "list"]
_Spec = TypeVar("_Spec", "FieldSpec", "LabelSpec")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One scalar of a document.

    ``place`` is where its visible name stands: before it on the line or in the cell to its left
    (``label``), as the heading above it (``heading``), or nowhere, since it is the title itself.
    ``text`` is a line, ``prose`` may be several, and a ``list`` has one bullet for each line of its
    value. A ``preset`` stands where nothing is given.
    """

    tag: str
    label: str
    place: Place = "label"
    kind: Kind = "text"
    guidance: str = ""
    preset: str = ""
    aliases: tuple[str, ...] = ()
    required: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The label and what else people call it."""
        return (self.label, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSpec:
    """A column of a table, or a labelled paragraph of a case."""

    key: str
    label: str
    kind: Kind = "text"
    guidance: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The label and what else people call it."""
        return (self.label, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSpec:
    """A table with a header row and one prototype row.

    Without rows the prototype stays as an empty row to write in, or the whole table is left out.
    ``key`` is the column without which a table is not this one; the first where not given. So many
    rows as ``presets`` says follow the prototype and stand in for rows where none are given.
    """

    id: str
    columns: tuple[LabelSpec, ...]
    key: str = ""
    drop_when_empty: bool = False
    presets: int = 0

    @property
    def key_column(self) -> str:
        """The column by which the table is known."""
        return self.key or self.columns[0].key


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Everything that is known about one template without opening it."""

    type: str
    language: str
    schema: int
    titles: tuple[str, ...]  # words by which a document of this type is recognised
    headings: tuple[str, ...]
    fields: tuple[FieldSpec, ...]
    variant: str = ""  # "ap", "sp", "fylke"; "" is everybody's
    ignored: tuple[str, ...] = ()  # tags the service has for every document and this one lacks
    header_left: tuple[str, ...] = ()
    header_right: tuple[str, ...] = ()
    tables: tuple[TableSpec, ...] = ()
    case_heading: tuple[str, ...] = ()  # what stands in a case's heading until it is filled in
    case_labels: tuple[LabelSpec, ...] = ()
    standing: tuple[str, ...] = ()  # the template's own words below a field: never its value
    status: Mapping[AttendanceStatus, str] = field(default_factory=lambda: MappingProxyType({}))

    def table(self, table_id: str) -> TableSpec | None:
        """The table with that id, if this type has it."""
        return next((t for t in self.tables if t.id == table_id), None)

    @property
    def guidance(self) -> frozenset[str]:
        """Every text that the template brings and nobody has written."""
        texts = {spec.guidance for spec in self.fields}
        texts |= {label.guidance for label in self.case_labels}
        return frozenset(texts.union(self.case_heading, self.standing) - {""})


def default_root() -> Traversable:
    """The shipped ``templates/`` folder."""
    return files("templates")


def load_manifest(folder: Traversable) -> Manifest:
    """Read ``manifest.toml`` of a template's folder.

    Raises:
        InputError: it is missing, not TOML, or lacks something.
    """
    source = folder / "manifest.toml"
    try:
        return _manifest(tomllib.loads(source.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            "Malen mangler manifest.toml eller den kan ikke leses.", where=str(source)
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"Manifestet er ikke gyldig TOML: {error}.", where=str(source)) from error
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"Manifestet mangler eller har feil verdi for {error}.", where=str(source)
        ) from error


@cache
def shipped_manifests() -> tuple[Manifest, ...]:
    """The manifests of all shipped templates, read once."""
    root = default_root()
    return tuple(
        load_manifest(folder)
        for kind in TYPES
        for folder in sorted((root / kind).iterdir(), key=lambda f: (len(f.name), f.name))
    )


def guidance_of(manifests: Iterable[Manifest] | None) -> frozenset[str]:
    """Every text that these templates bring; those of the shipped ones where none are given."""
    if manifests is None:
        return _shipped_guidance()
    return frozenset[str]().union(*(manifest.guidance for manifest in manifests))


@cache
def _shipped_guidance() -> frozenset[str]:
    return guidance_of(shipped_manifests())


def folder_name(language: str, variant: str = "") -> str:
    """What a variant's folder is called: "nb", "ap-nb"."""
    return f"{variant}-{language}" if variant else language


def _manifest(raw: Mapping[str, Any]) -> Manifest:
    header = raw.get("header", {})
    return Manifest(
        type=raw["type"],
        language=raw["language"],
        schema=int(raw["schema"]),
        titles=tuple(raw["titles"]),
        headings=tuple(raw["headings"]),
        fields=tuple(_spec(FieldSpec, entry) for entry in raw["fields"]),
        variant=raw.get("variant", ""),
        ignored=tuple(raw.get("ignored", ())),
        header_left=tuple(header.get("left", ())),
        header_right=tuple(header.get("right", ())),
        tables=tuple(_table(entry) for entry in raw.get("tables", ())),
        case_heading=tuple(raw.get("case_heading", ())),
        case_labels=tuple(_spec(LabelSpec, entry) for entry in raw.get("case_labels", ())),
        status=MappingProxyType(
            {AttendanceStatus(key): word for key, word in raw.get("status", {}).items()}
        ),
    )


def _table(raw: Mapping[str, Any]) -> TableSpec:
    return TableSpec(
        id=raw["id"],
        columns=tuple(_spec(LabelSpec, column) for column in raw["columns"]),
        key=raw.get("key", ""),
        drop_when_empty=bool(raw.get("drop_when_empty", False)),
        presets=int(raw.get("presets", 0)),
    )


def _spec(spec: type[_Spec], raw: Mapping[str, Any]) -> _Spec:
    return spec(**{**raw, "aliases": tuple(raw.get("aliases", ()))})
