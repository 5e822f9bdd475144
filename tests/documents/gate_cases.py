"""What the tests of the gate share: one plain document, ways to spoil it, and how it is refused."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Mapping

import pytest

from service.documents import UnsafeDocument, check_package, read
from service.domain.errors import InputError
from tests.documents.docx_notation import archive, docx, unpacked

PLAIN = docx("^ Protokoll\nTekst")
FILES = unpacked(PLAIN)
LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
# Where a field stands in the header before an entry, and in its entry in the directory.
FLAGS, METHOD, CHECKSUM, PACKED, SIZE = (6, 8), (8, 10), (14, 16), (18, 20), (22, 24)


def added(name: str, data: bytes = b"x") -> bytes:
    """The plain document with one more part, or with one replaced."""
    return archive({**FILES, name: data})


def without(*names: str) -> bytes:
    """The plain document lacking some parts."""
    return archive({name: data for name, data in FILES.items() if name not in names})


def body(xml: bytes) -> bytes:
    """The plain document with another text."""
    return added("word/document.xml", xml)


def types(xml: bytes) -> bytes:
    """The plain document with other content types."""
    return added("[Content_Types].xml", xml)


def relations(xml: bytes) -> bytes:
    """The plain document with other relations of its text."""
    return added("word/_rels/document.xml.rels", xml)


def stored(files: Mapping[str, bytes] = FILES) -> bytes:
    """An archive whose entries are not compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, data in files.items():
            target.writestr(name, data)
    return buffer.getvalue()


def twice(name: str) -> bytes:
    """The plain document with an entry added, whatever is there already."""
    buffer = io.BytesIO(PLAIN)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # zipfile's "Duplicate name"
        with zipfile.ZipFile(buffer, "a") as target:
            target.writestr(name, b"<x/>")
    return buffer.getvalue()


def patched(data: bytes, name: str, place: int, value: bytes, *, mark: bytes = CENTRAL) -> bytes:
    """Bytes of an entry's header replaced, in the directory or (``mark``) before the entry."""
    start = data.index(mark)
    length = 46 if mark == CENTRAL else 30
    while not data.startswith(name.encode(), start + length):
        start = data.index(mark, start + 4)
    start += place
    return data[:start] + value + data[start + len(value) :]


def patched_twice(data: bytes, name: str, places: tuple[int, int], value: int) -> bytes:
    """A field of four bytes replaced in both of an entry's headers."""
    local, central = places
    number = struct.pack("<L", value)
    data = patched(data, name, local, number, mark=LOCAL)
    return patched(data, name, central, number)


def refused(data: bytes) -> str:
    """The sentence both entrances give; it is one sentence in bokmål, with no English in it."""
    with pytest.raises(UnsafeDocument) as caught:
        check_package(data)
    with pytest.raises(UnsafeDocument) as also:
        read(data)
    message = str(caught.value)
    assert str(also.value) == message
    assert isinstance(caught.value, InputError)
    assert message.startswith("Fila ")
    assert message.endswith(".")
    assert message.count(". ") == 0
    assert "; " in message
    return message
