"""A ZIP that bombs, smuggles or contradicts itself is refused without being unpacked."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from service.documents import check_package
from service.documents.gate.archive import MAX_DIRECTORY_BYTES, MAX_PARTS, MAX_RATIO
from tests.documents.docx_notation import archive, docx, unpacked
from tests.documents.gate_cases import (
    CENTRAL,
    CHECKSUM,
    END,
    FILES,
    FLAGS,
    LOCAL,
    METHOD,
    PACKED,
    PLAIN,
    SIZE,
    added,
    patched,
    patched_twice,
    refused,
    stored,
    twice,
)

MEGABYTE = 1024 * 1024
TEXT = "word/document.xml"
STYLES = "word/styles.xml"
PICTURE = "word/media/bilde.png"
NO_SIZES = struct.pack("<3L", 0, 0, 0)


def renamed(old: str, new: str) -> bytes:
    """The plain document with a part of another name, in both places."""
    data = added(old)
    assert len(new.encode()) == len(old)
    return data.replace(old.encode(), new.encode())


def spliced(data: bytes, extra: bytes) -> bytes:
    """The archive with bytes before its end record, which is told of none of them."""
    place = data.rindex(END)
    return data[:place] + extra + data[place:]


def overlapping() -> bytes:
    """Two names for the same bytes, as in bombs that use one kernel many times."""
    data = stored()
    start = data.index(LOCAL)
    entry = data.index(CENTRAL)
    where = data.index(b"_rels/.rels", entry) - 46
    return data[: where + 42] + struct.pack("<L", start) + data[where + 46 :]


ARCHIVES = {
    "too many parts": (
        archive({**FILES, **{f"customXml/item{n}.xml": b"<x/>" for n in range(MAX_PARTS)}}),
        "flere deler",
    ),
    "doubled name": (twice(TEXT), "samme navn"),
    "doubled but for case": (twice("word/Document.xml"), "store og små bokstaver"),
    "parent folder": (added("word/../../ute.xml"), "utenfor dokumentet"),
    "hidden sign": (added("word/\u202etxt.xml"), "skjulte eller fremmede tegn"),
    "long name": (added(f"word/{'a' * 300}.xml"), "langt navn"),
    "declared too large": (
        patched_twice(added(PICTURE), PICTURE, SIZE, 101 * MEGABYTE),
        "større enn 100 MB",
    ),
    "packed too tight": (added(PICTURE, bytes(30 * MEGABYTE)), "så tett"),
    "holds more than it says": (
        patched_twice(added(PICTURE, bytes(4 * MEGABYTE)), PICTURE, SIZE, 1000),
        "mer enn den selv oppgir",
    ),
    "too much text": (
        stored({**FILES, "word/footnotes.xml": b"<x>" + b"a" * (13 * MEGABYTE) + b"</x>"}),
        "mer tekst",
    ),
    "too much markup": (
        stored({**FILES, "word/footnotes.xml": b"<x>" + b"<a/>" * 700_000 + b"</x>"}),
        "mer formatering",
    ),
    "password": (patched(PLAIN, TEXT, FLAGS[1], b"\x01\x00"), "ZIP-arkiv med passord"),
    "cut off": (PLAIN[: len(PLAIN) // 2], "mangler slutten"),
    "more behind": (PLAIN + b"\n%PDF-1.7\n", "etter slutten"),
    "huge archive's record": (spliced(PLAIN, b"PK\x06\x07" + bytes(16)), "ZIP64"),
    "overlapping": (overlapping(), "oppå hverandre"),
    "two names": (
        patched(PLAIN, STYLES, 30, b"word/stylez.xml", mark=LOCAL),
        "to forskjellige ting",
    ),
    "odd method": (patched(PLAIN, TEXT, METHOD[1], b"\x0c\x00"), "en måte som Word ikke bruker"),
    "damaged": (patched(PLAIN, TEXT, 60, b"\xff\xff\xff\xff", mark=LOCAL), "er skadet"),
}


@pytest.mark.parametrize(("data", "words"), ARCHIVES.values(), ids=ARCHIVES)
def test_each_is_refused_in_its_own_words(data, words):
    assert words in refused(data)


def test_no_two_kinds_share_a_sentence():
    sentences = [refused(data) for data, _ in ARCHIVES.values()]
    assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize(
    "name",
    [
        "../ute.xml",
        "/etc/passwd",
        "//word/x.xml",
        "word//x.xml",
        "word/./x.xml",
        "..\\ute.xml",
        "word\\x.xml",
        "C:/word/x.xml",
        "c:x.xml",
        "word/%2e%2e/x.xml",
        "word/%2E%2E%2F%2E%2E%2Fx.xml",
        "word/..",
        "../",
    ],
)
def test_a_name_that_leads_out_of_the_package_is_refused(name):
    assert "utenfor dokumentet" in refused(added(name, b"<x/>"))


@pytest.mark.parametrize(
    "name", ["word/\u0430.xml", "word/．．/x.xml", "word/\x07.xml", "word/a\n.xml", "word/%00.xml"]
)
def test_a_name_with_signs_that_look_like_others_is_refused(name):
    assert "fremmede tegn" in refused(added(name, b"<x/>"))


def test_a_name_with_an_end_inside_is_refused():
    assert "fremmede tegn" in refused(renamed("word/media/a.png", "word/aa.xml\0.png"))


def test_a_name_that_is_not_the_unicode_it_claims_is_damage():
    claiming = patched(added(PICTURE), PICTURE, FLAGS[1], b"\x00\x08")
    assert "skadet" in refused(claiming.replace(b"bilde", b"\xff\xfede"))


def test_folders_of_their_own_pass_as_zip_programs_write_them():
    check_package(archive({"word/": b"", "word/media/": b"", **FILES}))


@pytest.mark.parametrize("place", [SIZE, PACKED, CHECKSUM])
def test_a_header_that_says_otherwise_than_the_directory_is_refused(place):
    spoiled = patched(PLAIN, TEXT, place[0], b"\x01\x00\x00\x00", mark=LOCAL)
    assert "mer enn den selv oppgir" in refused(spoiled)


def test_sizes_that_follow_the_entry_are_no_contradiction():
    streamed = io.BytesIO()

    class Unseekable(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data) -> int:
            return streamed.write(data)

    with zipfile.ZipFile(Unseekable(), "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in FILES.items():
            target.writestr(name, data)
    assert NO_SIZES in streamed.getvalue()
    check_package(streamed.getvalue())


@pytest.mark.parametrize("flag", [0x20, 0x40, 0x2000])
def test_an_entry_that_is_a_patch_or_masked_is_refused(flag):
    spoiled = patched(PLAIN, TEXT, FLAGS[1], struct.pack("<H", flag))
    assert "en måte som Word ikke bruker" in refused(spoiled)


def test_a_second_name_in_an_extra_field_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, data in FILES.items():
            info = zipfile.ZipInfo(name)
            info.extra = struct.pack("<2HBL", 0x7075, 10, 1, 0) + b"x.bin"
            target.writestr(info, data)
    assert "to forskjellige ting" in refused(buffer.getvalue())


def test_an_entry_that_runs_into_the_directory_is_refused():
    assert "skadet" in refused(patched_twice(stored(), STYLES, PACKED, len(PLAIN)))


def test_an_entry_far_outside_the_file_is_refused():
    assert "skadet" in refused(patched(PLAIN, STYLES, 42, b"\xff\xff\xff\x7f"))


def test_more_bytes_before_the_archive_are_refused():
    assert "ikke et Word-dokument" in refused(b"#!/bin/sh\n" + PLAIN)
    assert "skadet" in refused(LOCAL + PLAIN)


def test_a_comment_on_the_archive_is_refused_as_something_after_its_end():
    buffer = io.BytesIO(PLAIN)
    with zipfile.ZipFile(buffer, "a") as target:
        target.comment = b"hei"
    assert "etter slutten" in refused(buffer.getvalue())


def test_a_directory_of_many_entries_is_refused_though_it_says_one():
    many = archive({f"customXml/item{n}.xml": b"" for n in range(9_000)})
    place = many.rindex(END) + 8
    assert len(many) > MAX_DIRECTORY_BYTES
    assert "flere deler" in refused(many[:place] + b"\x01\x00\x01\x00" + many[place + 4 :])


def test_a_directory_that_counts_wrong_is_damage():
    place = PLAIN.rindex(END) + 8
    assert "skadet" in refused(PLAIN[:place] + b"\x02\x00\x02\x00" + PLAIN[place + 4 :])


def test_bytes_after_an_entrys_stream_are_damage():
    files = {**FILES, PICTURE: b"a" * 100}
    data = archive(files)
    grown = patched_twice(data, PICTURE, PACKED, 1)
    assert "skadet" in refused(grown)


def test_a_part_that_holds_less_than_it_says_is_damage():
    assert "skadet" in refused(patched_twice(added(PICTURE, b"a" * 100), PICTURE, SIZE, 101))


def test_a_table_of_empty_rows_is_no_bomb():
    row = "| | | | |\n"
    table = docx("| Navn | Rolle | Møtt | Merknad |\n" + row * 12_000)
    size = len(unpacked(table)[TEXT])
    assert size > MEGABYTE
    assert size > MAX_RATIO * len(table)
    check_package(table)


def test_a_picture_is_unpacked_to_see_that_it_is_whole():
    data = stored({**FILES, PICTURE: b"a" * 100})
    assert "skadet" in refused(data.replace(b"a" * 100, b"a" * 99 + b"b"))
