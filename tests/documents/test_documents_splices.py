"""Cutting and joining: an element's bytes are found exactly, and all others are left alone."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from service.documents.ooxml import parse_xml
from service.documents.splices import Splices
from service.documents.zipped import member, quick_member, same_parts, with_parts, write_zip
from tests.documents.docx_notation import unpacked
from tests.documents.edited_protocol import protocol


def _element(name, text, value, children):
    element = etree.Element(name, {"v": value})
    element.text = text
    element.append(etree.Comment("<a> 'not one"))
    element.extend(children)
    element.append(etree.ProcessingInstruction("b", '<b> "nor this'))
    element.tail = None
    return element


TEXTS = st.text(st.sampled_from("ab<>&\"' /æ😀\n"), max_size=8)
TREES = st.recursive(
    st.builds(etree.Element, st.sampled_from("abp")),
    lambda children: st.builds(_element, st.sampled_from("abp"), TEXTS, TEXTS, st.lists(children)),
    max_leaves=12,
)


def splices(data: bytes) -> Splices:
    return Splices(data, parse_xml(data))


@given(TREES)
def test_every_element_is_found_where_it_stands(tree):
    found = splices(etree.tostring(tree, encoding="UTF-8", xml_declaration=True))
    for element in found.root.iter("*"):
        extent = found.extent(element)
        cut = found.data[extent.start : extent.end]
        assert etree.tostring(parse_xml(cut), with_tail=False) == etree.tostring(
            element, with_tail=False
        )


def test_every_element_of_a_real_document_is_found_where_it_stands():
    found = splices(unpacked(protocol())["word/document.xml"])
    for element in found.root.iter("*"):
        extent = found.extent(element)
        start = found.data[extent.start : extent.inside]
        name = etree.QName(element).localname.encode()
        assert start.startswith(b"<w:" + name)
        assert start.count(b">") == start.count(b"<") == 1
        if extent.close != extent.end:
            assert found.data[extent.close : extent.end] == b"</w:" + name + b">"


def test_white_space_quotes_and_character_references_are_left_as_they_are():
    data = b"<?xml version='1.0'?>\n<a  x = 'y'><b\n/><c>&#248; </c ></a>"
    part = splices(data)
    assert part.apply() == data
    part.fill(part.root[0], b"1", b"2")
    part.remove(part.root[1])
    assert part.apply() == b"<?xml version='1.0'?>\n<a  x = 'y'><b\n>12</b></a>"


def test_a_bracket_or_a_slash_in_an_attribute_ends_no_tag():
    part = splices(b"<a><b x=\"/>\" y='>'/><c x='\"'>t</c></a>")
    part.fill(part.root[0], b"1", b"")
    part.fill(part.root[1], b"2", b"3")
    assert part.apply() == b"<a><b x=\"/>\" y='>'>1</b><c x='\"'>2t3</c></a>"


def test_two_changes_to_the_same_bytes_are_refused():
    part = splices(b"<a><b><c/></b></a>")
    part.remove(part.root[0])
    part.remove(part.root[0][0])
    with pytest.raises(ValueError, match="overlap"):
        part.apply()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("streamed", [True, False])
def test_parts_are_copied_from_any_zip_and_new_ones_come_last(method, streamed):
    buffer = _Stream() if streamed else io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in unpacked(protocol()).items():
            archive.writestr(name, data)
    before = bytes(buffer.written) if streamed else buffer.getvalue()
    after = with_parts(before, {"word/document.xml": b"<a/>", "word/ny.xml": b"<b/>"})
    old, new = unpacked(before), unpacked(after)
    assert list(new) == [*old, "word/ny.xml"]
    assert new == {**old, "word/document.xml": b"<a/>", "word/ny.xml": b"<b/>"}
    assert zipfile.ZipFile(io.BytesIO(after)).testzip() is None


class _Stream(io.RawIOBase):
    """A file that can't be sought in: sizes then come after each member."""

    def __init__(self):
        self.written = bytearray()

    def write(self, data):
        self.written += data
        return len(data)

    def writable(self):
        return True


def test_a_rendered_document_is_the_same_when_no_part_is_changed():
    data = protocol()
    assert with_parts(data, {}) == data


def test_archives_are_the_same_by_what_they_hold():
    parts = {"a.xml": b"<a/>" * 50, "b.xml": b"<b/>"}
    small = write_zip(member(*part) for part in parts.items())
    quick = write_zip(quick_member(*part) for part in parts.items())
    assert small != quick
    assert same_parts(small, quick)
    for other in ({**parts, "b.xml": b"<c/>"}, {"a.xml": parts["a.xml"]}, {**parts, "c.xml": b""}):
        assert not same_parts(small, write_zip(member(*part) for part in other.items()))
