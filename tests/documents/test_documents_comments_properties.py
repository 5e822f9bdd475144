"""Whatever a document holds and whatever is found in it, comments change nothing but comments."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from service.documents import read, render
from service.documents.comments.annotate import annotate, strip
from service.documents.comments.text import Note
from service.domain.place import Place
from tests.documents.commented import AT, LATER, comment_by_kari, ours, seen, theirs
from tests.documents.document_data import MANIFESTS, TEMPLATES, filled
from tests.documents.docx_notation import docx, unpacked

LINES = st.sampled_from(
    [
        "# Habilitet", "# Saker", "## Sak 9/18 Skole", "**Sak 10/18 Vei**", "Forslag: Ja",
        "Forslag:", "[case.1.conclusion=Nei]", "Sted: Rådhuset", "[meeting.date?Skriv datoen]",
        "[@Sted=Skolen] ved elva", "| Navn | Rolle | Møtt |", "| Kari Nordmann | Leder | Møtt |",
        "| Tid | [meeting.time=kl. 18] |", "* Et punkt", "{+Nytt+} {-gammelt-}", "Bare æøå",
    ]
)  # fmt: skip
BODIES = st.lists(LINES, min_size=1, max_size=12).map(
    lambda lines: "^ Protokoll\n" + "\n".join(lines)
)
WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=40
)
PLACES = st.builds(
    Place,
    case=st.sampled_from(["", "", "9/18", "10/18", "99/18"]),
    name=st.sampled_from(
        ["", "proposal", "conclusion", "meeting.place", "Tid", "Habilitet", "attendance", "5.0"]
    ),
    words=st.sampled_from(["", "", "Kari Nordmann", "Per Nordmann"]),
)
NOTES = st.lists(
    st.builds(
        Note,
        code=st.sampled_from(["AP-LHM-4.6", "SP22-1.1"]),
        fingerprint=st.from_regex(r"[0-9a-f]{12}", fullmatch=True),
        text=WORDS,
        place=PLACES,
    ),
    max_size=6,
    unique_by=lambda note: note.fingerprint,
)


@st.composite
def documents(draw) -> bytes:
    """A document by people, perhaps ours from the start, perhaps with comments in it."""
    if draw(st.booleans()):
        data = docx(draw(BODIES))
    else:
        key = draw(st.sampled_from(sorted(TEMPLATES)))
        data = render(TEMPLATES[key], filled(MANIFESTS[key]), document_id="x")
    for text in draw(st.lists(st.sampled_from(["Er det rett?", "AP-LHM-4.6 · 1-2"]), max_size=2)):
        data = comment_by_kari(data, "", text)
    return data


@settings(max_examples=60)
@given(documents(), NOTES, NOTES)
def test_comments_come_and_go_and_leave_the_rest_as_it_was(data, first, second):
    once = annotate(data, first, at=AT).data
    assert annotate(once, first, at=LATER).data == once
    assert read(once) == read(data)
    then = annotate(once, second, at=LATER).data
    assert sorted(ours(then)) == sorted(ours(annotate(data, second, at=LATER).data))
    assert [s.words for s in seen(then) if s.author != "Kjøreplan"] == [s.words for s in seen(data)]
    for changed in (once, then, strip(then)):
        assert theirs(changed) == theirs(data)
        assert read(changed) == read(data)
    before, after = unpacked(data), unpacked(strip(then))
    told = {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/comments.xml"}
    assert {name: part for name, part in after.items() if name not in told} == {
        name: part for name, part in before.items() if name not in told
    }
