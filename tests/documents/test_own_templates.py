"""A group's own template: made in Word or LibreOffice, looked over, and used like ours."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from service.documents import UnsafeDocument, compile_template, read, render
from service.documents.own import adopt, sample, sentence
from tests.documents.document_data import MANIFESTS
from tests.documents.docx_notation import archive, content_types, docx, edited, unpacked
from tests.documents.office import OFFICE_SECONDS, schema_errors

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PROTOCOL = MANIFESTS["protokoll", "nb"]
GOOD = """
^ [document.title=Møtebok]
Gruppe: [group.name?Navn på gruppa]
| Når | [meeting.date?Dato] |
| Hvor | [meeting.place?Sted] |
| Ordstyrer | [meeting.chair?Navn] |
# Til stede
| Hvem | Verv | Møtte |
| [attendance.name?x] | [attendance.role?x] | [attendance.status?x] |
# Saker
## Sak [case.number?nr] [case.title?tittel]
**Vi foreslår:** [case.proposal?forslag]
**Det ble:** [case.conclusion?konklusjon]
# Ymse
[minutes.other?Fritt fram]
Vennlig hilsen sekretæren
"""


def remarks_of(notation: str) -> list[tuple[str, str]]:
    return [(one.code, sentence(one)) for one in adopt(docx(notation), PROTOCOL).remarks]


def errors_of(data: bytes) -> list[str]:
    return [one.code for one in adopt(data, PROTOCOL).remarks if one.is_error]


def made_from(data: bytes, base=PROTOCOL):
    """A filled document and its reading, by the template's own manifest."""
    adoption = adopt(data, base)
    assert adoption.data is not None and adoption.manifest is not None, adoption.remarks
    template = compile_template(adoption.manifest, adoption.data)
    document = render(template, sample(adoption.manifest), document_id="d")
    return adoption.manifest, document, read(document, manifests=[adoption.manifest])


def everything_comes_back(manifest, reading) -> None:
    wanted = sample(manifest)
    presets = {spec.tag: spec.preset for spec in manifest.fields if spec.preset}
    found = {tag: value.text for tag, value in reading.fields.items()}
    assert found == {**presets, **wanted.fields}
    assert [a.name for a in reading.attendance or ()] == [a.name for a in wanted.attendees]
    if manifest.case_labels:
        assert [(c.number, c.title, c.proposal or "", c.conclusion or "", c.more)
                for c in reading.cases or ()] == [
            (c.number, c.title, c.proposal, c.conclusion, dict(c.more)) for c in wanted.cases
        ]  # fmt: skip
    assert len(reading.follow_ups or ()) == len(wanted.follow_ups)
    for table, rows in wanted.tables.items():
        assert [dict(row) for row in reading.tables[table]] == list(rows)
    assert not reading.problems


def test_an_own_template_is_filled_and_read_by_its_own_words():
    manifest, document, reading = made_from(docx(GOOD))
    everything_comes_back(manifest, reading)
    assert reading.type == "protokoll"
    body = re.sub(r"<[^>]+>", "", unpacked(document)["word/document.xml"].decode())
    assert "Vennlig hilsen sekretæren" in body
    assert body.index("Vi foreslår") < body.index("Det ble") < body.index("Ymse")


def test_it_is_read_by_its_own_words_when_every_tag_is_lost():
    manifest, document, _ = made_from(docx(GOOD))
    body = unpacked(document)["word/document.xml"].decode()
    bare = re.sub(r'<w:(tag|alias) w:val="[^"]*"/>', "", body)
    everything_comes_back(manifest, read(edited(document, (body, bare)), manifests=[manifest]))


def test_what_it_leaves_out_is_told_and_keeps_it_from_nothing():
    adoption = adopt(docx(GOOD), PROTOCOL)
    assert adoption.usable
    told = {one.code: sentence(one) for one in adoption.remarks}
    assert "«Referent»" in told["missing"]
    assert "«Hva»" in told["missing_tables"]


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("[meeting.date?Dato]", "", "missing_required", ["Møtedato", "meeting.date"]),
        ("[meeting.date?Dato]", "[meeting.dato?Dato]", "misspelt", ["dato", "meeting.date"]),
        ("Vennlig", "Sted: [meeting.place?x]\nVennlig", "doubled", ["meeting.place", "2 steder"]),
        ("| Hvem | Verv | Møtte |\n", "", "no_header_row", ["Navn"]),
        ("| Hvem | Verv |", "| Hvem |  |", "header_cell_blank", ["attendance.role"]),
        ("[attendance.name?x]", "Navn", "key_column_missing", ["attendance.name"]),
        (
            "[attendance.role?x] | [attendance.status?x] |",
            " |  |\n| | [attendance.role?x] | [attendance.status?x] |",
            "split_row",
            ["samme rad"],
        ),
        (" [case.title?tittel]", "", "case_incomplete", ["case.title"]),
        ("## Sak [case.number?nr] [case.title?tittel]",
         "| Sak [case.number?nr] [case.title?tittel] | x |", "case_in_table", ["tabell"]),
        ("**Det ble:**", "Leder: [meeting.secretary?x]\n**Det ble:**", "case_scattered",
         ["meeting.secretary"]),
        ("**Det ble:**", "{+Det ble+}", "tracked_changes", ["Godta eller avvis"]),
    ],
)  # fmt: skip
def test_what_keeps_it_from_being_used_is_said_in_one_sentence(old, new, code, words):
    assert old in GOOD
    said = dict(remarks_of(GOOD.replace(old, new)))
    assert code in said
    assert all(word in said[code] for word in words)
    assert not adopt(docx(GOOD.replace(old, new)), PROTOCOL).usable


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Vennlig", "Ref: [our.reference?x]\nVennlig", "unknown"),
        ("## Sak", "Sak", "case_not_a_heading"),
        ("| Når | [meeting.date?Dato] |", "| | [meeting.date?Dato] |", "no_label"),
    ],
)
def test_what_is_merely_worth_knowing_does_not_stop_it(old, new, code):
    adoption = adopt(docx(GOOD.replace(old, new)), PROTOCOL)
    assert adoption.usable
    assert code in [one.code for one in adoption.remarks]


def test_a_remark_names_the_place_in_the_document():
    (found,) = [
        one
        for one in adopt(docx(GOOD.replace("| Hvem | Verv |", "| Hvem |  |")), PROTOCOL).remarks
        if one.code == "header_cell_blank"
    ]
    assert found.place == "Til stede · «x x x»"


def test_every_sentence_is_there_in_three_languages_with_the_same_places_for_words():
    texts = tomllib.loads(files("service.documents.own").joinpath("remarks.toml").read_text())
    for code, by_language in texts.items():
        assert set(by_language) == {"nb", "nn", "en"}, code
        places = [sorted(re.findall(r"\{\w+\}", text)) for text in by_language.values()]
        assert places[0] == places[1] == places[2], code


CONTROL = (
    '<w:sdt><w:sdtPr><w:tag w:val="meeting.place"/>{more}</w:sdtPr>'
    "<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
)
WORDS = "<w:p><w:r><w:t>Sted</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    "more",
    [
        '<w:showingPlcHdr/><w:dataBinding w:xpath="/a" w:storeItemID="{0}"/><w:text/>',
        '<w:lock w:val="sdtContentLocked"/><w:date w:fullDate="2025-05-12T00:00:00Z"/>',
        '<w:showingPlcHdr/><w:dropDownList><w:listItem w:value="a"/></w:dropDownList>',
        "<w:showingPlcHdr/><w:richText/>",
    ],
)
def test_controls_of_every_kind_become_plain_ones_without_bindings_and_locks(more):
    control = CONTROL.format(more=more, inside="<w:r><w:t>Sted</w:t></w:r>")
    data = docx(GOOD.replace("[meeting.place?Sted]", "HER"))
    manifest, document, reading = made_from(edited(data, (_run("HER"), control)))
    everything_comes_back(manifest, reading)
    body = unpacked(document)["word/document.xml"].decode()
    assert not re.search(r"dataBinding|w:lock|w:date|dropDownList|fullDate", body)


def test_controls_around_a_paragraph_or_a_cell_are_brought_inside_it():
    data = docx(GOOD.replace("[meeting.place?Sted]", "HER").replace("Vennlig", "DER"))
    around_paragraph = CONTROL.format(more="", inside=WORDS)
    body = unpacked(data)["word/document.xml"].decode()
    cell = re.search(rf"<w:tc>(?:(?!<w:tc>).)*{re.escape(_run('HER'))}.*?</w:tc>", body)[0]
    around_cell = CONTROL.format(more="", inside=f"<w:tc>{WORDS}</w:tc>")
    for whole, control in ((cell, around_cell), (f"<w:p>{_run('HER')}</w:p>", around_paragraph)):
        if whole in body:
            manifest, document, reading = made_from(edited(data, (whole, control)))
            everything_comes_back(manifest, reading)
            assert b"<w:sdtContent><w:p" not in unpacked(document)["word/document.xml"]
            assert b"<w:sdtContent><w:tc" not in unpacked(document)["word/document.xml"]
            return
    pytest.fail("the fixture has changed")


@pytest.mark.parametrize(
    ("inside", "code"),
    [(WORDS + WORDS, "several_paragraphs"), (f"<w:tr><w:tc>{WORDS}</w:tc></w:tr>", "row_control")],
)
def test_a_control_around_more_than_a_line_is_refused(inside, code):
    data = docx(GOOD.replace("[meeting.place?Sted]", "HER"))
    body = unpacked(data)["word/document.xml"].decode()
    end = body.index("<w:sectPr") if "<w:sectPr" in body else body.index("</w:body>")
    table = f"<w:tbl>{inside}</w:tbl>" if inside.startswith("<w:tr>") else ""
    control = CONTROL.format(more="", inside=inside)
    whole = f"<w:tbl>{control}</w:tbl>{WORDS}" if table else control
    changed = edited(data, (body, body[:end] + whole + body[end:]))
    assert code in errors_of(changed)


def test_the_look_of_a_control_is_the_look_of_what_is_written_into_it():
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>Sted</w:t></w:r>"
    control = CONTROL.format(more="<w:showingPlcHdr/>", inside=bold)
    data = docx(GOOD.replace("[meeting.place?Sted]", "HER"))
    _, document, _ = made_from(edited(data, (_run("HER"), control)))
    body = unpacked(document)["word/document.xml"].decode()
    assert '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Rådhuset' in body


def test_a_word_template_becomes_documents_and_keeps_its_own_properties():
    label = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property'
        ' fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Klassifisering">'
        "<vt:lpwstr>Intern</vt:lpwstr></property></Properties>"
    )
    template = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    data = docx(
        GOOD,
        **{
            "[Content_Types]_xml": content_types(template),
            "docProps__custom_xml": label.encode(),
        },
    )
    _, document, reading = made_from(data)
    parts = unpacked(document)
    assert b"template.main+xml" not in parts["[Content_Types].xml"]
    assert b"Klassifisering" in parts["docProps/custom.xml"]
    assert reading.document_id == "d"


@pytest.fixture(scope="module")
def saved_by_libreoffice(tmp_path_factory) -> Path:
    """Every shipped template in bokmål, opened and saved by LibreOffice as a group would."""
    folder = tmp_path_factory.mktemp("lagret")
    sources = []
    for kind, variant in MANIFESTS:
        if variant.endswith("nb"):
            sources.append(folder / f"{kind}+{variant}.docx")
            sources[-1].write_bytes((TEMPLATES / kind / variant / "template.docx").read_bytes())
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--norestore", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "ut"),
         *map(str, sources)],
        check=True, timeout=OFFICE_SECONDS, capture_output=True,
    )  # fmt: skip
    return folder / "ut"


@pytest.mark.parametrize("key", [key for key in MANIFESTS if key[1].endswith("nb")])
def test_ours_saved_by_libreoffice_is_a_template_still(key, saved_by_libreoffice):
    data = (saved_by_libreoffice / f"{'+'.join(key)}.docx").read_bytes()
    manifest, _, reading = made_from(data, MANIFESTS[key])
    everything_comes_back(manifest, reading)
    assert {spec.tag for spec in manifest.fields} == {spec.tag for spec in MANIFESTS[key].fields}
    assert [t.id for t in manifest.tables] == [t.id for t in MANIFESTS[key].tables]


@pytest.mark.parametrize("key", MANIFESTS)
def test_ours_is_an_own_template_without_remarks(key):
    adoption = adopt((TEMPLATES.joinpath(*key) / "template.docx").read_bytes(), MANIFESTS[key])
    assert adoption.usable
    assert not adoption.remarks


def test_a_document_made_from_an_own_template_is_valid(tmp_path):
    ours = (TEMPLATES / "protokoll/nb/template.docx").read_bytes()
    changed = edited(ours, ("Frammøte", "Til stede"), ("Konklusjon:", "Det ble:"))
    _, document, reading = made_from(changed)
    assert reading.attendance and reading.cases
    (tmp_path / "egen.docx").write_bytes(document)
    assert schema_errors(tmp_path / "egen.docx") == []


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize("part", ["word/document.xml", "docProps/custom.xml"])
def test_a_damaged_part_is_a_refusal_and_no_error_of_ours(part):
    ours = unpacked((TEMPLATES / "protokoll/nb/template.docx").read_bytes())
    damaged = archive({**ours, part: ours[part][:-20]})
    with pytest.raises(UnsafeDocument, match="skadet"):
        compile_template(PROTOCOL, damaged)


def test_a_damaged_template_is_refused_at_upload():
    damaged = archive({**unpacked(docx(GOOD)), "word/document.xml": b"<w:document"})
    with pytest.raises(UnsafeDocument, match="skadet"):
        adopt(damaged, PROTOCOL)


@pytest.mark.parametrize(
    ("more", "words"), [("[felt=x]\n" * 301, "over 300 felt"), ("Tekst\n" * 30_000, "lengre enn")]
)
def test_a_template_larger_than_any_is_refused_at_upload(more, words):
    with pytest.raises(UnsafeDocument, match=words):
        adopt(docx(GOOD + more), PROTOCOL)


@pytest.mark.parametrize("gone", [("<w:tbl>", "<w:p>"), ("<w:tc>", "<w:p>")])
def test_rows_without_a_table_and_cells_without_a_row_are_looked_at_too(gone):
    opening, other = gone
    closing = (opening.replace("<", "</"), other.replace("<", "</"))
    lost = edited(docx("| Navn |\n| [@Sted=x] |"), gone, closing)
    assert not adopt(lost, PROTOCOL).usable


def test_what_xml_allows_and_nobody_writes_does_not_stop_the_look():
    doubled = '<w:sdtPr><w:tag w:val="ukjent.felt"/></w:sdtPr>'
    strange = docx(GOOD + "[annet.felt=x]")
    strange = edited(strange, ("<w:sdtContent><w:r><w:t", f"{doubled}<w:sdtContent><w:r><w:t"))
    strange = edited(
        strange, ("</Relationships>", "<!-- hei --></Relationships>"), part="_rels/.rels"
    )
    assert [one.code for one in adopt(strange, PROTOCOL).remarks if "unknown" in one.code]
