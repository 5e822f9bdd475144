"""Whatever people have done elsewhere in a document, a merge leaves it as it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from service.documents import read
from service.documents.merging.merge import Merged, merge_fields
from tests.documents.docx_notation import W, archive, unpacked
from tests.documents.test_documents_merge import (
    NEW,
    OLD,
    WITH_MEETING,
    values,
    written,
)

BODY = "word/document.xml"
P, R, T, TR, SDT = (f"{{{W}}}{name}" for name in ("p", "r", "t", "tr", "sdt"))
VAL = f"{{{W}}}val"
characters = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
texts = st.text(characters, min_size=1, max_size=30).map(lambda text: f"Vi sa: {text}")


def is_managed(element: etree._Element) -> bool:
    tags = {tag.get(VAL) for tag in element.iter(f"{{{W}}}tag")}
    return any(tag in OLD for tag in tags)


def run(text: str) -> etree._Element:
    made = etree.Element(R)
    etree.SubElement(made, T).text = text
    return made


def new_paragraph(root: etree._Element, text: str, place: int) -> None:
    """Somebody writes a paragraph between two blocks."""
    body = root[0]
    paragraph = etree.Element(P)
    paragraph.append(run(text))
    body.insert(place % max(1, len(body) - 1), paragraph)


def suggestion(root: etree._Element, text: str, place: int) -> None:
    """Somebody suggests words at the end of a paragraph."""
    inserted = etree.Element(f"{{{W}}}ins", {f"{{{W}}}id": "900", f"{{{W}}}author": "Kari"})
    inserted.append(run(text))
    elsewhere(root, P, place).append(inserted)


def typed(root: etree._Element, text: str, place: int) -> None:
    """Somebody types at the end of a paragraph, outside any field."""
    elsewhere(root, P, place).append(run(text))


def doubled(root: etree._Element, text: str, place: int) -> None:
    """Somebody copies a paragraph or a row and pastes it right below."""
    found = elsewhere(root, (P, TR), place)
    found.addnext(deepcopy(found))


def removed(root: etree._Element, text: str, place: int) -> None:
    """Somebody deletes a paragraph of the text."""
    free = [p for p in root[0] if p.tag == P and not is_managed(p)]
    if len(free) > 1:
        root[0].remove(free[place % len(free)])


def proofread(root: etree._Element, text: str, place: int) -> None:
    """A spelling checker splits a word of a value into two runs."""
    found = [t for t in root.iter(T) if len(t.text or "") > 3 and is_managed(_cell(t))]
    word = found[place % len(found)]
    half = deepcopy(word.getparent())
    whole = word.text or ""
    word.text, half.find(T).text = whole[:2], whole[2:]
    word.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    word.getparent().addnext(half)
    half.addprevious(etree.Element(f"{{{W}}}proofErr", {f"{{{W}}}type": "spellStart"}))


def _cell(text: etree._Element) -> etree._Element:
    return next((a for a in text.iterancestors(SDT)), text)


def elsewhere(root: etree._Element, tag: str | tuple[str, ...], place: int) -> etree._Element:
    """An element that has nothing to do with a managed value or its label."""
    rows = {row for row in root.iter(TR) if is_managed(row)}
    free = [e for e in root.iter(tag) if e not in rows and rows.isdisjoint(e.iterancestors(TR))]
    return free[place % len(free)]


Edit = Callable[[etree._Element, str, int], None]
edits = st.lists(
    st.tuples(
        st.sampled_from([new_paragraph, suggestion, typed, doubled, removed, proofread]),
        texts,
        st.integers(0, 500),
    ),
    max_size=6,
)


def by_people(data: bytes, made: list[tuple[Edit, str, int]]) -> bytes:
    files = unpacked(data)
    root = etree.fromstring(files[BODY])
    for edit, text, place in made:
        edit(root, text, place)
    return archive({**files, BODY: etree.tostring(root, encoding="UTF-8", standalone=True)})


def outside(data: bytes) -> list[bytes]:
    """The document's bytes but for the controls that the managed values stand in."""
    tags = b"|".join(re.escape(tag.encode()) for tag in OLD)
    control = rb'<w:sdt><w:sdtPr>(?:(?!</w:sdtPr>).)*?<w:tag w:val="(?:%s)"/>.*?</w:sdt>' % tags
    return re.split(control, unpacked(data)[BODY], flags=re.DOTALL)


@settings(max_examples=120)
@given(st.sampled_from(WITH_MEETING), edits, st.sets(st.sampled_from(sorted(OLD)), min_size=1))
def test_what_people_have_written_elsewhere_keeps_its_bytes(key, made, moved):
    wanted = values(key, {**OLD, **{tag: NEW[tag] for tag in moved}})
    theirs = by_people(written(key, OLD), made)
    result = merge_fields(theirs, values(key, OLD), wanted)
    assert isinstance(result, Merged), result
    before, after = unpacked(theirs), unpacked(result.data)
    assert {n for n in before if before[n] != after[n]} <= {BODY, "word/header1.xml"}
    assert outside(theirs) == outside(result.data)
    told, tells = read(theirs), read(result.data)
    own = {tag for tag in OLD.keys() & wanted.keys() if tag in told.fields}
    assert {tag: tells.text(tag) for tag in own} == {tag: wanted[tag] for tag in own}
    assert {t: v for t, v in tells.fields.items() if t not in own} == {
        t: v for t, v in told.fields.items() if t not in own
    }
    assert (tells.cases, tells.attendance, tells.follow_ups, tells.agenda, tells.problems) == (
        told.cases,
        told.attendance,
        told.follow_ups,
        told.agenda,
        told.problems,
    )
    assert len(tells.sections) == len(told.sections)


@settings(max_examples=60)
@given(st.sampled_from(WITH_MEETING), edits)
def test_a_second_merge_finds_nothing_to_do(key, made):
    old, new = values(key, OLD), values(key, NEW)
    once = merge_fields(by_people(written(key, OLD), made), old, new)
    assert isinstance(once, Merged)
    assert merge_fields(once.data, old, new) == Merged(once.data)
