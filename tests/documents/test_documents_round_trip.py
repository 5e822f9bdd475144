"""What is put into a document is what is read out of it, exactly."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.documents import (
    AttendeeRow,
    CaseRow,
    DocumentData,
    FollowUpRow,
    Manifest,
    read,
    render,
)
from service.domain.errors import InputError
from service.domain.minutes import AttendanceStatus, DocumentReading, Source
from tests.documents.document_data import ATTENDEES, CASES, MANIFESTS, TEMPLATES, TYPED, filled
from tests.documents.docx_notation import unpacked

GUIDANCE = frozenset[str]().union(*(manifest.guidance for manifest in MANIFESTS.values()))


def _usable(text: str) -> bool:
    return bool(text.strip()) and text.strip() == text and text not in GUIDANCE


characters = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
lines = st.text(characters, min_size=1, max_size=40).filter(_usable)
texts = st.lists(lines, min_size=1, max_size=3).map("\n".join)


def assert_same(data: DocumentData, reading: DocumentReading, manifest: Manifest) -> None:
    presets = {spec.tag: spec.preset for spec in manifest.fields if spec.preset}
    given_ = {tag: value.text for tag, value in reading.fields.items() if value.text}
    assert given_ == {**presets, **data.fields}
    if data.attendees:
        assert [
            AttendeeRow(name=a.name, role=a.role, status=a.status, note=a.note)
            for a in reading.attendance or ()
        ] == list(data.attendees)
    if manifest.case_labels:
        assert [_row(case) for case in reading.cases or ()] == list(data.cases)
    follow_ups = [
        FollowUpRow(
            what=f.what, responsible=f.responsible, due=f.due, status=f.status, source=f.source
        )
        for f in reading.follow_ups or ()
    ]
    if not any(t.id == "followups" and t.presets for t in manifest.tables):
        assert follow_ups == list(data.follow_ups)
    for table, rows in data.tables.items():
        assert [dict(row) for row in reading.tables.get(table, ())] == list(rows)


def _row(case) -> CaseRow:
    return CaseRow(
        number=case.number,
        title=case.title,
        recommendation=case.recommendation or "",
        discussion=case.discussion or "",
        proposal=case.proposal or "",
        conclusion=case.conclusion or "",
        presenter=case.presenter or "",
        dissent=case.dissent,
        votes=case.votes_text or "",
        more={key: text for key, text in case.more.items() if text},
    )


@pytest.mark.parametrize("key", TEMPLATES)
def test_every_field_row_and_case_comes_back(key):
    template, data = TEMPLATES[key], filled(MANIFESTS[key])
    reading = read(render(template, data, document_id="dok-1"))
    assert_same(data, reading, MANIFESTS[key])
    assert (reading.type, reading.language) == (key[0], MANIFESTS[key].language)
    assert reading.document_id == "dok-1"
    assert not reading.problems


@pytest.mark.parametrize("key", TEMPLATES)
def test_scalars_are_found_by_their_tag_with_full_confidence(key):
    reading = read(render(TEMPLATES[key], filled(MANIFESTS[key]), document_id="x"))
    for spec in MANIFESTS[key].fields:
        value = reading.fields[spec.tag]
        if spec.kind != "list":
            assert (value.source, value.confidence) == (Source.TAG, 1.0), spec.tag
        else:
            assert value.source in {Source.LABEL, Source.HEADING}


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_summons_comes_back_as_an_agenda_with_its_standing_items(language):
    data = filled(MANIFESTS["innkalling", language])
    reading = read(render(TEMPLATES["innkalling", language], data, document_id="x"))
    assert [item.title for item in reading.agenda or () if not item.case] == {
        "nb": ["Habilitet", "Orientering fra fraksjonene", "Mediestrategi", "Eventuelt"],
        "nn": ["Habilitet", "Orientering frå fraksjonane", "Mediestrategi", "Eventuelt"],
    }[language]
    assert [(c.number, c.title, c.presenter) for c in reading.cases or ()] == [
        (c.number, c.title, c.presenter) for c in CASES
    ]


@pytest.mark.parametrize("key", TEMPLATES)
@settings(max_examples=8)
@given(st.data())
def test_any_text_comes_back_as_it_was(key, draw):
    manifest = MANIFESTS[key]
    data = draw.draw(any_data(manifest))
    assert_same(data, read(render(TEMPLATES[key], data, document_id="x")), manifest)


@st.composite
def any_data(draw, manifest: Manifest) -> DocumentData:
    """Anything that a template of the manifest has a place for."""
    fields = draw(st.fixed_dictionaries({}, optional={spec.tag: texts for spec in manifest.fields}))
    tables = {table.id: table for table in manifest.tables}
    return DocumentData(
        fields={tag: _as_list(manifest, tag, text) for tag, text in fields.items()},
        cases=draw(_cases(manifest)) if manifest.case_labels else (),
        attendees=draw(_rows(AttendeeRow, tables["attendance"], "status", manifest))
        if "attendance" in tables
        else (),
        follow_ups=draw(_rows(FollowUpRow, tables["followups"])) if "followups" in tables else (),
        tables={t.id: draw(_texts_of(t)) for t in manifest.tables if t.id not in TYPED},
    )


def _cases(manifest):
    labels = {label.key: label.kind for label in manifest.case_labels}
    known = {field.name for field in dataclasses.fields(CaseRow)} - {"more", "dissent"}
    written = {key: lines if kind == "text" else texts for key, kind in labels.items()}
    case = st.builds(
        CaseRow,
        number=st.from_regex(r"[1-9][0-9]{0,2}/[12][0-9]", fullmatch=True),
        title=lines,
        dissent=st.tuples(lines.map(lambda line: f"Kari: {line}"))
        if "dissent" in labels
        else st.just(()),
        more=st.fixed_dictionaries(
            {key: text for key, text in written.items() if key not in known | {"dissent"}}
        ),
        **{key: text for key, text in written.items() if key in known},
    )
    return st.lists(case, max_size=3, unique_by=lambda c: c.number)


def _rows(kind, table, status="", manifest=None):
    columns = {column.key: lines for column in table.columns if column.key != "position"}
    if status in columns and manifest is not None:
        columns[status] = st.sampled_from([*manifest.status, AttendanceStatus.UNKNOWN])
    return st.lists(st.builds(kind, **columns), max_size=3)


def _texts_of(table):
    columns = {column.key: lines for column in table.columns if column.key != "position"}
    return st.lists(st.fixed_dictionaries(columns), min_size=table.presets and 1, max_size=3)


def _as_list(manifest: Manifest, tag: str, text: str) -> str:
    """Lists lose white space around a line, as bullets do."""
    kind = next(spec.kind for spec in manifest.fields if spec.tag == tag)
    return text if kind != "list" else "\n".join(f"– {line}" for line in text.split("\n"))


@settings(max_examples=40)
@given(
    texts, st.sampled_from("\x00\x01\x0b\x0c\x1b\x7f\x85\ud800\ufffe\uffff"), st.integers(0, 200)
)
def test_control_characters_are_refused_with_the_field(text, character, place):
    broken = text[:place] + character + text[place:]
    broken = f"a{broken}b"
    with pytest.raises(InputError) as caught:
        render(
            TEMPLATES["protokoll", "nb"],
            DocumentData(fields={"meeting.place": broken}),
            document_id="x",
        )
    assert caught.value.where == "meeting.place"


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (DocumentData(cases=[CaseRow(number="1/18", title="a\x07b")]), "sak 1/18"),
        (DocumentData(attendees=[AttendeeRow(name="a\x07b")]), "attendance, rad 1"),
        (DocumentData(follow_ups=[FollowUpRow(what="a\x07b")]), "followups, rad 1"),
    ],
)
def test_control_characters_in_rows_and_cases_are_refused_too(data, where):
    with pytest.raises(InputError) as caught:
        render(TEMPLATES["protokoll", "nb"], data, document_id="x")
    assert caught.value.where == where


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_kind_of_newline_becomes_a_line_break(newline):
    data = DocumentData(fields={"minutes.other": f"en{newline}to"})
    document = render(TEMPLATES["protokoll", "nb"], data, document_id="x")
    assert b"<w:br/>" in unpacked(document)["word/document.xml"]
    assert read(document).text("minutes.other") == "en\nto"


def test_a_control_holds_plain_text_until_its_value_has_several_lines():
    bodies = [
        unpacked(
            render(
                TEMPLATES["protokoll", "nb"],
                DocumentData(fields={"meeting.place": place}),
                document_id="x",
            )
        )["word/document.xml"]
        for place in ("Rådhuset", "Rådhuset\nrom 2")
    ]
    assert bodies[0].count(b"<w:text/>") == bodies[1].count(b"<w:text/>") + 1


@pytest.mark.parametrize("key", TEMPLATES)
def test_equal_input_gives_equal_bytes_and_unequal_ids_do_not(key):
    template, data = TEMPLATES[key], filled(MANIFESTS[key])
    first = render(template, data, document_id="a")
    assert render(template, data, document_id="a") == first
    assert render(template, data, document_id="b") != first


@pytest.mark.parametrize("key", TEMPLATES)
def test_control_ids_and_tags_are_unique_and_no_row_has_a_control(key):
    body = unpacked(render(TEMPLATES[key], filled(MANIFESTS[key]), document_id="x"))[
        "word/document.xml"
    ].decode()
    ids = re.findall(r'<w:id w:val="(\d+)"/>', body)
    tags = re.findall(r'<w:tag w:val="([^"]*)"/>', body)
    assert len(set(ids)) == len(ids)
    assert len(set(tags)) == len(tags) == len(ids)
    assert not [tag for tag in tags if tag.split(".")[0] in {"attendance", "agenda", "followups"}]
    assert "kjoreplan" not in body


def test_a_field_the_type_does_not_have_is_refused_by_name():
    with pytest.raises(InputError, match=r"meeting\.dato"):
        render(
            TEMPLATES["protokoll", "nb"],
            DocumentData(fields={"meeting.dato": "x"}),
            document_id="x",
        )


def test_a_field_that_every_group_has_may_be_given_to_a_type_that_does_not_show_it():
    data = DocumentData(fields={"group.period": "2023–2027"})
    reading = read(render(TEMPLATES["protokoll", "nb"], data, document_id="x"))
    assert "group.period" not in reading.fields


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (DocumentData(cases=CASES), "saker"),
        (DocumentData(attendees=ATTENDEES), "deltakere"),
        (DocumentData(follow_ups=[FollowUpRow(what="x")]), "oppfølging"),
    ],
)
def test_rows_a_type_has_no_place_for_are_refused_and_not_left_out(data, word):
    with pytest.raises(InputError, match=word):
        render(TEMPLATES["reglement", "nb"], data, document_id="x")


def test_the_header_shows_group_meeting_and_date_on_every_page():
    data = DocumentData(
        fields={"group.name": "Gruppa", "meeting.title": "Gruppemøte", "meeting.date": "1. mai"}
    )
    parts = unpacked(render(TEMPLATES["protokoll", "nb"], data, document_id="x"))
    header = re.sub(r"<[^>]+>", "", parts["word/header1.xml"].decode())
    assert "Gruppa" in header
    assert "Gruppemøte, 1. mai" in header
    assert "<w:sdt>" not in parts["word/header1.xml"].decode()


def test_an_empty_table_of_those_called_in_is_left_out():
    with_people = DocumentData(attendees=[AttendeeRow(name="Kari Nordmann", note="Tale")])
    documents = [
        unpacked(render(TEMPLATES["innkalling", "nb"], data, document_id="x"))["word/document.xml"]
        for data in (DocumentData(), with_people)
    ]
    assert [document.count(b"<w:tbl>") for document in documents] == [2, 3]
