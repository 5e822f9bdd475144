"""The committed templates are what the authoring modules say, and say it in good order."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.documents import (
    DocumentData,
    check_package,
    compile_template,
    load_manifest,
    load_template,
    read,
    render,
)
from service.documents.authoring.__main__ import write_templates
from service.domain.errors import InputError
from tests.documents.document_data import MANIFESTS, TEMPLATES
from tests.documents.docx_notation import edited, unpacked

ROOT = Path(__file__).resolve().parents[2] / "templates"
A4 = (11906, 16838)  # twentieths of a point
REGULATION = [f"{n}.0" for n in range(1, 15)]


@pytest.fixture(scope="module")
def authored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("templates")
    write_templates(folder)
    return folder


@pytest.mark.parametrize("key", MANIFESTS)
def test_committed_templates_equal_what_the_authoring_modules_write(key, authored):
    committed, made = (root.joinpath(*key) for root in (ROOT, authored))
    assert unpacked((committed / "template.docx").read_bytes()) == unpacked(
        (made / "template.docx").read_bytes()
    )
    assert (committed / "manifest.toml").read_text() == (made / "manifest.toml").read_text()


def test_there_is_no_template_that_the_authoring_modules_do_not_write(authored):
    def names(root: Path) -> set[str]:
        return {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()}

    assert names(ROOT) - {"__init__.py", "README.md"} == names(authored)


@pytest.mark.parametrize("key", [key for key in MANIFESTS if key[1].endswith("nb")])
def test_both_languages_have_the_same_fields_in_the_same_order(key):
    kind, folder = key
    bokmaal, nynorsk = MANIFESTS[key], MANIFESTS[kind, folder.removesuffix("nb") + "nn"]
    assert [(f.tag, f.kind, f.place, f.required) for f in bokmaal.fields] == [
        (f.tag, f.kind, f.place, f.required) for f in nynorsk.fields
    ]
    assert [label.key for label in bokmaal.case_labels] == [
        label.key for label in nynorsk.case_labels
    ]
    assert [(t.id, [c.key for c in t.columns], t.presets) for t in bokmaal.tables] == [
        (t.id, [c.key for c in t.columns], t.presets) for t in nynorsk.tables
    ]


@pytest.mark.parametrize("key", MANIFESTS)
def test_every_field_has_a_label_and_either_guidance_or_a_preset(key):
    for spec in MANIFESTS[key].fields:
        assert spec.label
        assert spec.guidance or spec.preset, spec.tag


@pytest.mark.parametrize("key", TEMPLATES)
def test_an_unfilled_document_keeps_its_guidance_and_reads_as_empty(key):
    template = TEMPLATES[key]
    data = render(template, DocumentData(), document_id="x")
    reading = read(data)
    presets = {f.tag: f.preset for f in template.manifest.fields if f.preset}
    assert {tag: v.text for tag, v in reading.fields.items() if v.text} == presets
    assert set(reading.fields) == {f.tag for f in template.manifest.fields}
    assert not reading.cases
    assert not reading.attendance
    assert not reading.problems
    body = unpacked(data)["word/document.xml"].decode()
    for spec in template.manifest.fields:
        assert spec.preset or spec.guidance in body


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_regulation_has_the_fourteen_numbered_sections_in_order(language):
    reading = read(render(TEMPLATES["reglement", language], DocumentData(), document_id="x"))
    numbers = [section.number for section in reading.sections if section.number]
    assert numbers == REGULATION
    assert all(s.paragraphs for s in reading.sections if s.number)


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_template_is_a4_in_its_own_language_with_page_numbers_and_header_rows(key):
    parts = unpacked(ROOT.joinpath(*key, "template.docx").read_bytes())
    body, header = parts["word/document.xml"].decode(), parts["word/header1.xml"].decode()
    assert any(f'w:w="{w}" w:h="{h}"' in body for w, h in (A4, A4[::-1]))
    assert f'w:lang w:val="{MANIFESTS[key].language}-NO"' in parts["word/styles.xml"].decode()
    assert 'w:instr="PAGE"' in header
    assert 'w:instr="NUMPAGES"' in header
    assert body.count("<w:tblHeader/>") == len(MANIFESTS[key].tables)
    assert body.count("<w:tblCaption") == body.count("<w:tbl>")
    assert "<pic:" not in body


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_template_passes_the_gate_it_stands_behind(key):
    check_package(ROOT.joinpath(*key, "template.docx").read_bytes())


def test_a_missing_template_is_named():
    with pytest.raises(InputError, match=r"manifest\.toml"):
        load_template("protokoll", "se")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('w:val="meeting.date"', 'w:val="meeting.dato"', "mangler: meeting.date; disse er ukjente"),
        ('w:val="meeting.date"', 'w:val="meeting.time"', "mer enn én gang: meeting.time"),
    ],
)
def test_a_template_that_disagrees_with_its_manifest_is_refused_with_the_tags(old, new, complaint):
    folder = ROOT / "protokoll" / "nb"
    changed = edited((folder / "template.docx").read_bytes(), (old, new))
    with pytest.raises(InputError) as caught:
        compile_template(load_manifest(folder), changed)
    assert complaint in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["type = ", 'type = "protokoll"\n', 'type = "x"\nlanguage = "nb"\nschema = "en"\n'],
)
def test_a_manifest_that_cannot_be_used_is_one_sentence_with_the_file(text, tmp_path):
    (tmp_path / "manifest.toml").write_text(text)
    with pytest.raises(InputError) as caught:
        load_manifest(tmp_path)
    assert caught.value.where.endswith("manifest.toml")
