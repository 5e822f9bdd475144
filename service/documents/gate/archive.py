"""The ZIP itself, before anything in it is looked at.

A ZIP says most things twice, in its directory at the end and in a header before each entry. Bombs
and smugglers live on the difference: so both must agree, entries must lie side by side, and no
more is unpacked than the directory owns up to (APPNOTE.TXT 4.3 and 4.4).
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from service.documents.gate.names import check_names
from service.documents.package import UnsafeDocument

MAX_PARTS: Final = 1_000
"""A plain document has 15 parts, one with 200 pictures about 220."""
MAX_DIRECTORY_BYTES: Final = 512 * 1024
"""A part takes 46 bytes and its name in the directory: 1,000 are about 80 kB."""
MAX_TOTAL_BYTES: Final = 100 * 1024 * 1024
"""All parts unpacked: four times the largest file, since pictures don't shrink and XML is small."""
MAX_RATIO: Final = 200
"""Office XML shrinks 5 to 60 times, deflate's own limit is about 1,030: bombs live near that."""
RATIO_FREE_BYTES: Final = 12 * 1024 * 1024
"""What is no larger than the XML that is read anyway does no harm however well it is packed, and
1,000 empty rows of a table are packed as well as a bomb."""

_END: Final = struct.Struct("<4s4H2LH")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_FIELD: Final = struct.Struct("<2H")
_END_MARK: Final = b"PK\x05\x06"
_LOCAL_MARK: Final = b"PK\x03\x04"
_ZIP64_MARK: Final = b"PK\x06\x07"
_ZIP64_LOCATOR_BYTES: Final = 20
_LONGEST_COMMENT: Final = 0xFFFF
_ENCRYPTED: Final = 0x1
_SIZES_FOLLOW: Final = 0x8  # the header before the entry has no sizes: they come after it
_USUAL_FLAGS: Final = 0x80F  # how well it is packed, and that the name is UTF-8
_UNICODE_NAME: Final = 0x7075  # an extra field with a second name
_SLICE: Final = 8 * 1024  # deflate makes at most 8 MB of it
_DAMAGED: Final = (
    "Fila er skadet; hent fram en eldre versjon, eller åpne den i Word og lagre den på nytt."
)
_LIES: Final = (
    "Fila inneholder mer enn den selv oppgir, slik bare skadelige filer gjør; ikke åpne den, "
    "og be avsenderen om en ny."
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A part as it lies in the archive, with what the directory says of it unpacked."""

    name: str
    size: int
    checksum: int
    deflated: bool
    packed: memoryview


def entries(data: bytes) -> list[Entry]:
    """The archive's parts, after all that can be checked without unpacking any of them.

    Raises:
        UnsafeDocument: with one sentence in bokmål saying what is wrong and what to do.
    """
    directory = _directory_start(data)
    infos = _infos(data)
    check_names([info.orig_filename for info in infos])
    _check_sizes(infos, len(data))
    found: list[Entry] = []
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise UnsafeDocument(
                "Fila har deler som ligger oppå hverandre, slik bare skadelige filer har; ikke "
                "åpne den, og be avsenderen om en ny."
            )
        start = _body_start(data, info)
        end = start + info.compress_size
        if end > directory:
            raise UnsafeDocument(_DAMAGED)
        deflated = info.compress_type == zipfile.ZIP_DEFLATED
        packed = memoryview(data)[start:end]
        found.append(Entry(info.orig_filename, info.file_size, info.CRC, deflated, packed))
    return found


def unpack(entry: Entry) -> bytes:
    """The part's bytes.

    Raises:
        UnsafeDocument: it is damaged, or holds more than the directory says.
    """
    return b"".join(_chunks(entry))


def check_content(entry: Entry) -> None:
    """Unpack the part without keeping it.

    Raises:
        UnsafeDocument: as in ``unpack``.
    """
    for _ in _chunks(entry):
        pass


def _directory_start(data: bytes) -> int:
    """Where the directory begins. It must lie where it says, and end where the file does."""
    end = len(data) - _END.size
    if end < 0 or not data.startswith(_END_MARK, end) or not data.endswith(b"\0\0"):
        if _END_MARK in data[-_LONGEST_COMMENT - _END.size :]:
            raise UnsafeDocument(
                "Fila har noe mer etter slutten av dokumentet; åpne den i Word og lagre den på "
                "nytt som DOCX."
            )
        raise UnsafeDocument(
            "Fila mangler slutten; last den opp på nytt, eller hent fram en eldre versjon."
        )
    _, disk, first_disk, here, count, size, start, _ = _END.unpack_from(data, end)
    if data.startswith(_ZIP64_MARK, max(0, end - _ZIP64_LOCATOR_BYTES)):
        raise UnsafeDocument(
            "Fila er pakket som arkiver over 4 GB (ZIP64), noe et dokument aldri trenger; åpne den "
            "i Word og lagre den på nytt som DOCX."
        )
    if count > MAX_PARTS or size > MAX_DIRECTORY_BYTES:
        raise UnsafeDocument(
            "Fila har flere deler enn et vanlig dokument; lim teksten inn i et nytt dokument."
        )
    if disk or first_disk or here != count or start + size != end:
        raise UnsafeDocument(_DAMAGED)
    return int(start)


def _infos(data: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise UnsafeDocument(_DAMAGED) from error
    if len(infos) != _END.unpack_from(data, len(data) - _END.size)[4]:
        raise UnsafeDocument(_DAMAGED)
    return infos


def _check_sizes(infos: Sequence[zipfile.ZipInfo], packed: int) -> None:
    total = sum(info.file_size for info in infos)
    if total > MAX_TOTAL_BYTES:
        megabytes = MAX_TOTAL_BYTES // 1024 // 1024
        raise UnsafeDocument(
            f"Fila blir større enn {megabytes} MB når den pakkes ut; gjør bildene mindre og prøv "
            "på nytt."
        )
    pairs = [(total, packed), *((info.file_size, info.compress_size) for info in infos)]
    if any(size > max(RATIO_FREE_BYTES, small * MAX_RATIO) for size, small in pairs):
        raise UnsafeDocument(
            "Fila er pakket så tett som bare skadelige filer er; lim teksten inn i et nytt "
            "dokument."
        )


def _body_start(data: bytes, info: zipfile.ZipInfo) -> int:
    """Where the entry's bytes begin, if the header before them says the same as the directory."""
    start: int = info.header_offset + _LOCAL.size
    if start > len(data):
        raise UnsafeDocument(_DAMAGED)
    mark, _, flags, method, _, _, checksum, packed, size, name_length, extra_length = (
        _LOCAL.unpack_from(data, info.header_offset)
    )
    if mark != _LOCAL_MARK:
        raise UnsafeDocument(_DAMAGED)
    if (info.flag_bits | flags) & _ENCRYPTED:
        raise UnsafeDocument(
            "Fila er et ZIP-arkiv med passord; pakk det ut og send dokumentet som vanlig DOCX."
        )
    usual = info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if not usual or (info.flag_bits | flags) & ~_USUAL_FLAGS:
        raise UnsafeDocument(
            "Fila er pakket på en måte som Word ikke bruker; åpne den i Word og lagre den på nytt "
            "som DOCX."
        )
    end: int = start + name_length + extra_length
    name, extra = data[start : start + name_length], data[start + name_length : end]
    if (
        name != info.orig_filename.encode()
        or _has_second_name(extra)
        or _has_second_name(info.extra)
    ):
        raise UnsafeDocument(
            "Fila kaller den samme delen to forskjellige ting, slik bare skadelige filer gjør; "
            "ikke åpne den, og be avsenderen om en ny."
        )
    said = (checksum, packed, size)
    unlike = said != (info.CRC, info.compress_size, info.file_size) and not flags & _SIZES_FOLLOW
    if method != info.compress_type or unlike:
        raise UnsafeDocument(_LIES)
    return end


def _has_second_name(extra: bytes) -> bool:
    place = 0
    while place + _FIELD.size <= len(extra):
        kind, length = _FIELD.unpack_from(extra, place)
        if kind == _UNICODE_NAME:
            return True
        place += _FIELD.size + length
    return False


def _chunks(entry: Entry) -> Iterator[bytes]:
    """The part in pieces, which together are what the directory says."""
    size = checksum = 0
    for chunk in _inflated(entry) if entry.deflated else (bytes(entry.packed),):
        size += len(chunk)
        checksum = zlib.crc32(chunk, checksum)
        if size > entry.size:
            raise UnsafeDocument(_LIES)
        yield chunk
    if (size, checksum) != (entry.size, entry.checksum):
        raise UnsafeDocument(_DAMAGED)


def _inflated(entry: Entry) -> Iterator[bytes]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    end = 0
    while end < len(entry.packed) and not stream.eof:
        start, end = end, end + _SLICE
        try:
            yield stream.decompress(entry.packed[start:end])
        except zlib.error as error:
            raise UnsafeDocument(_DAMAGED) from error
    if not stream.eof or stream.unused_data or end < len(entry.packed):
        raise UnsafeDocument(_DAMAGED)
