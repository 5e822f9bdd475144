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

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_LENGTHS: Final = struct.Struct("<2H")  # of name and extra field, at 26 bytes into a local header
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_VERSION: Final = 20
_UTF8_NAME: Final = 0x800
_DEFLATED: Final = 8
_FIRST_DAY: Final = (1 << 5) | 1  # 1 January 1980, the earliest date a ZIP can say


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside the archive, compressed."""

    name: bytes
    deflated: bytes
    size: int
    crc: int
    method: int = _DEFLATED


def member(name: str, data: bytes, *, level: int = 9) -> Member:
    """Compress ``data`` at ``level`` (1 fastest, 9 smallest)."""
    compressor = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    deflated = compressor.compress(data) + compressor.flush()
    return Member(name.encode(), deflated, len(data), zlib.crc32(data))


def write_zip(members: Iterable[Member]) -> bytes:
    """The archive, with its members in the order given."""
    body = bytearray()
    directory = bytearray()
    count = 0
    for m in members:
        offset = len(body)
        common = (
            _VERSION, _UTF8_NAME, m.method, 0, _FIRST_DAY, m.crc, len(m.deflated), m.size,
            len(m.name), 0,
        )  # fmt: skip
        body += _LOCAL.pack(b"PK\3\4", *common) + m.name + m.deflated
        directory += _CENTRAL.pack(b"PK\1\2", _VERSION, *common, 0, 0, 0, 0, offset) + m.name
        count += 1
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)


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
