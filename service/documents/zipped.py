"""Writing a ZIP whose unchanging members were deflated once (APPNOTE.TXT 4.3).

``zipfile`` can't take members that are already compressed, and compressing styles and themes anew
for every document costs more than filling it in. All dates are the format's first day, so that
equal content gives equal bytes.

What somebody else has packed goes on as they packed it, but for the parts that are changed.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from isal import isal_zlib

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_LENGTHS: Final = struct.Struct("<2H")  # of name and extra field, at 26 bytes into a local header
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_VERSION: Final = 20
_UTF8_NAME: Final = 0x800
_DEFLATED: Final = 8
_QUICKEST: Final = 0  # of ISA-L's levels, all of which compress
_FIRST_DAY: Final = (1 << 5) | 1  # 1 January 1980, the earliest date a ZIP can say


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside the archive, compressed."""

    name: bytes
    deflated: bytes
    size: int
    crc: int
    method: int = _DEFLATED


def member(name: str, data: bytes) -> Member:
    """Compress ``data`` as small as it gets, to the same bytes on every machine."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    deflated = compressor.compress(data) + compressor.flush()
    return Member(name.encode(), deflated, len(data), zlib.crc32(data))


def quick_member(name: str, data: bytes) -> Member:
    """Compress ``data`` in a fraction of the time, to a few per cent more."""
    compressor = isal_zlib.compressobj(_QUICKEST, isal_zlib.DEFLATED, -isal_zlib.MAX_WBITS)
    deflated = compressor.compress(data) + compressor.flush()
    return Member(name.encode(), deflated, len(data), isal_zlib.crc32(data))


@dataclass(frozen=True, slots=True)
class Archive:
    """The beginning of an archive: some members, and what its directory will say of them."""

    body: bytes = b""
    directory: bytes = b""
    count: int = 0

    def followed_by(self, members: Iterable[Member]) -> Archive:
        """The same with more members after those, in the order given."""
        body, directory, count = bytearray(self.body), bytearray(self.directory), self.count
        for m in members:
            offset = len(body)
            common = (
                _VERSION, _UTF8_NAME, m.method, 0, _FIRST_DAY, m.crc, len(m.deflated), m.size,
                len(m.name), 0,
            )  # fmt: skip
            body += _LOCAL.pack(b"PK\3\4", *common) + m.name + m.deflated
            directory += _CENTRAL.pack(b"PK\1\2", _VERSION, *common, 0, 0, 0, 0, offset) + m.name
            count += 1
        return Archive(bytes(body), bytes(directory), count)

    def closed(self) -> bytes:
        """The whole file."""
        size = len(self.directory)
        end = _END.pack(b"PK\5\6", 0, 0, self.count, self.count, size, len(self.body), 0)
        return self.body + self.directory + end


def write_zip(members: Iterable[Member]) -> bytes:
    """The archive, with its members in the order given."""
    return Archive().followed_by(members).closed()


def read_zip(data: bytes) -> Iterator[Member]:
    """The members of an archive that has passed the gate, as they lie there, still compressed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            lengths = _LENGTHS.unpack_from(data, info.header_offset + _LOCAL.size - _LENGTHS.size)
            start = info.header_offset + _LOCAL.size + sum(lengths)
            deflated = data[start : start + info.compress_size]
            name = info.filename.encode()
            yield Member(name, deflated, info.file_size, info.CRC, info.compress_type)


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The archive with these parts replaced, or added last; all others keep place and bytes."""
    waiting = dict(parts)
    members = []
    for old in read_zip(data):
        new = waiting.pop(old.name.decode(), None)
        members.append(old if new is None else member(old.name.decode(), new))
    return write_zip([*members, *(member(name, new) for name, new in waiting.items())])


def same_parts(data: bytes, other: bytes) -> bool:
    """Whether two archives that have passed the gate hold the same, however it is compressed."""
    with zipfile.ZipFile(io.BytesIO(data)) as a, zipfile.ZipFile(io.BytesIO(other)) as b:
        names = a.namelist()
        return names == b.namelist() and all(a.read(name) == b.read(name) for name in names)
