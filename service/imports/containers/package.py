"""Office packages: ZIP files whose bounds are checked before any library or parser sees a part."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from service.domain.errors import InputError

MAX_PARTS = 2_000
MAX_UNPACKED = 100_000_000
MAX_XML = 12_000_000  # of a part that is parsed as a whole; 260 pages of text are 1.7 MB
MAX_ELEMENTS = 200_000  # of such a part; 1,000 rows of five cells with formatting are half of it

# A damaged part shows itself anywhere in a library, as whatever Python raises there.
DAMAGED = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    etree.LxmlError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A ZIP file within bounds, none of whose XML has a document type."""

    data: bytes
    filename: str
    names: frozenset[str]

    def holds(self, folder: str) -> bool:
        """Whether any part lies in the folder, named as "xl/"."""
        return any(name.startswith(folder) for name in self.names)

    def part(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            InputError: it is damaged or missing.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                return archive.read(name)
        except DAMAGED as error:
            raise self.damaged() from error

    def xml(self, name: str) -> etree._Element:
        """A part, parsed; nothing is fetched, and comments are left out.

        Raises:
            InputError: it is damaged, missing or larger than any meeting plan.
        """
        content = self.part(name)
        elements = content.count(b"<") - content.count(b"</")
        if len(content) > MAX_XML or elements > MAX_ELEMENTS:
            raise _too_large(self.filename)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(content, parser)
        except (etree.LxmlError, ValueError) as error:
            raise self.damaged() from error

    def related(self, part: str = "") -> tuple[tuple[str, str], ...]:
        """The parts that a part, or the package itself, refers to, each after what it is for.

        Raises:
            InputError: as in ``xml``.
        """
        folder, _, file = part.rpartition("/")
        relations = f"{folder}/_rels/{file}.rels".lstrip("/")
        if relations not in self.names:
            return ()
        found: list[tuple[str, str]] = []
        for relation in self.xml(relations).iterfind("{*}Relationship"):
            target = relation.get("Target", "")
            path = target[1:] if target.startswith("/") else f"{folder}/{target}".lstrip("/")
            if path in self.names:
                found.append((relation.get("Type", "").rpartition("/")[2], path))
        return tuple(found)

    def damaged(self) -> InputError:
        """The file can't be read."""
        return _damaged(self.filename)


def open_package(data: bytes, filename: str) -> Package:
    """Check a ZIP file.

    Raises:
        InputError: it is damaged, unpacks to more than any meeting plan, or has a document type.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise _too_large(filename)
            _refuse_entities(archive, filename)
    except DAMAGED as error:
        raise _damaged(filename) from error
    return Package(data=data, filename=filename, names=frozenset(p.filename for p in parts))


def _refuse_entities(archive: zipfile.ZipFile, filename: str) -> None:
    """Office never writes a document type; whoever does wants entities expanded."""
    for part in archive.infolist():
        if part.filename.endswith((".xml", ".rels")) and _has_doctype(archive.read(part)):
            message = (
                f"Fila har ulovlig innhold i {part.filename} og blir ikke lest. "
                "Åpne den og lagre den på nytt."
            )
            raise InputError(message, where=filename)


def _has_doctype(xml: bytes) -> bool:
    return (
        b"<!DOCTYPE" in xml
        or "<!DOCTYPE".encode("utf-16-le") in xml
        or ("<!DOCTYPE".encode("utf-16-be") in xml)
    )


def _too_large(filename: str) -> InputError:
    message = (
        "Innholdet i fila blir for stort når det pakkes ut. Lagre bare møteplanen, i en egen fil."
    )
    return InputError(message, where=filename)


def _damaged(filename: str) -> InputError:
    return InputError("Fila er skadet og kan ikke åpnes. Last den ned på nytt.", where=filename)
