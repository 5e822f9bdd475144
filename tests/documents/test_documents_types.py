"""What is special for the single document types, and what keeps them apart."""

from __future__ import annotations

from collections import Counter

import pytest

from service.documents import DocumentData, read, render
from service.documents.authoring.blocks import Table
from service.documents.authoring.catalogue import CONTENTS
from service.documents.authoring.frame import text_width
from service.documents.identity import CUSTOM_PART, Identity, custom_xml
from service.documents.reading.lexicon import key as key_of
from tests.documents.document_data import MANIFESTS, TEMPLATES
from tests.documents.docx_notation import archive, docx, unpacked

HARMLESS = {
    "course.period", "document.title", "faction.committee", "group.municipality", "group.name",
    "group.period", "handover.date", "list.as_of", "meeting.date", "meeting.title", "plan.half",
    "report.date", "rules.period",
}  # fmt: skip


def nameless(data: bytes) -> bytes:
    """The document as it is after being copied into another: its identity is gone."""
    return archive({**unpacked(data), CUSTOM_PART: custom_xml(Identity())})


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_document_without_identity_is_known_by_its_title(key):
    assert read(nameless(render(TEMPLATES[key], DocumentData(), document_id="x"))).type == key[0]


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_document_whose_title_says_nothing_is_known_by_its_headings(key):
    data = DocumentData(fields={"document.title": "Utkast"})
    assert read(nameless(render(TEMPLATES[key], data, document_id="x"))).type == key[0]


@pytest.mark.parametrize(
    ("title", "type_"),
    [
        ("Kjøreregler for partiet, styret og kommunestyregruppa", "kjoreregler"),
        ("Kjøreregler for samspillet mellom folkevalgt og administrativt nivå", "samspill"),
        ("Utkast til køyrereglar for samspelet", "samspill"),
    ],
)
def test_of_two_titles_the_longer_one_decides(title, type_):
    assert read(docx(f"^ {title}\nTekst")).type == type_


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_interplay_has_forty_elements_each_with_followup_responsible_and_deadline(language):
    reading = read(render(TEMPLATES["samspill", language], DocumentData(), document_id="x"))
    points = reading.tables["points"]
    counts = {"A": 6, "B": 6, "C": 5, "D": 12, "E": 11}
    assert [point["number"] for point in points] == [
        f"{letter}{n}" for letter, count in counts.items() for n in range(1, count + 1)
    ]
    assert all(point["matter"] and point["followup"] and point["due"] for point in points)
    assert {point["responsible"] for point in points} == {"Adm", "Pol", "Adm/pol", "Pol/adm"}
    assert reading.text("rules.commitments").count("\n") == 3
    assert reading.text("rules.values").count("\n") == 4


@pytest.mark.parametrize("content", CONTENTS, ids=lambda c: f"{c.type}-{c.variant}{c.language}")
def test_every_table_is_as_wide_as_its_page_and_has_all_its_cells(content):
    for table in (block for block in content.blocks if isinstance(block, Table)):
        assert sum(table.widths) == text_width(content), table.spec.id
        columns = len(table.spec.columns)
        rows = (table.widths, *table.before, *table.presets, *table.after)
        assert {len(row) for row in rows} == {columns}, table.spec.id


@pytest.mark.parametrize("content", CONTENTS, ids=lambda c: f"{c.type}-{c.variant}{c.language}")
def test_no_field_is_called_like_a_table_since_the_reader_passes_rows_by(content):
    tables = {block.spec.id for block in content.blocks if isinstance(block, Table)}
    assert not tables & {spec.tag.partition(".")[0] for spec in content.fields()}


@pytest.mark.parametrize("key", MANIFESTS)
def test_no_two_things_in_a_document_have_the_same_label(key):
    manifest = MANIFESTS[key]
    labels = [spec.label for spec in manifest.fields if spec.place != "title"]
    labels += [label.label for label in manifest.case_labels]
    labels += [column.label for table in manifest.tables for column in table.columns]
    assert not [label for label, count in Counter(labels).items() if count > 1]


@pytest.mark.parametrize("type_", sorted({manifest.type for manifest in MANIFESTS.values()}))
def test_no_word_stands_for_two_things_in_any_variant_of_a_type(type_):
    meant: dict[tuple[str, str], set[str]] = {}
    for manifest in (m for m in MANIFESTS.values() if m.type == type_):
        named = [("", s.tag, s.names) for s in manifest.fields if s.place != "title"]
        named += [("", f"case.{label.key}", label.names) for label in manifest.case_labels]
        named += [(t.id, c.key, c.names) for t in manifest.tables for c in t.columns]
        for table, what, names in named:
            for name in names:
                meant.setdefault((table, key_of(name)), set()).add(what)
    assert not {word: things for word, things in meant.items() if len(things) > 1}


@pytest.mark.parametrize("key", MANIFESTS)
def test_the_top_of_each_page_tells_neither_cases_nor_stances(key):
    manifest = MANIFESTS[key]
    assert {*manifest.header_left, *manifest.header_right} <= HARMLESS


def test_offices_and_names_alone_are_elections_and_not_who_was_there():
    table = "| Verv | Navn |\n| Gruppeleder | Kari Nordmann |"
    reading = read(docx(f"^ Konstitueringsprotokoll\n# Valg\n{table}"))
    assert reading.tables["elections"] == ({"office": "Gruppeleder", "elected": "Kari Nordmann"},)
    assert reading.attendance is None
