"""The findings report: what is due first, where, on what grounds, and what is not evaluated."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from service.demo.script import data
from service.documents import DocumentData, load_template, read, render
from service.domain.model import Group, Meeting, MeetingType
from service.domain.place import Place
from service.imports import read_group_file
from service.journeys.papers.findings_report import findings_report, report_data
from service.rules.results import Finding, NotEvaluated, Report, Severity
from tests.documents import office
from tests.journeys.terminal import Terminal
from tests.journeys.town import Town

TODAY = dt.date(2018, 3, 5)
HELD = Meeting(
    id="m1", type=MeetingType.GRP_ORD, body="gruppa", date=dt.date(2018, 1, 22), audience=None
)  # type: ignore[arg-type]  # which folder it has doesn't matter here
PROTOCOL = "2018/2018-02-12 Protokoll.docx"


def group(language: str = "nb") -> Group:
    return replace(read_group_file(data("aure.toml"), "aure.toml").group, language=language)


def finding(code: str, target: str, severity: Severity = Severity.ERROR, **more: object) -> Finding:
    fields = {
        "message": f"Noe mangler etter {code}.",
        "location": "",
        "reference": "Kjørereglene, punkt 4",
        **more,
    }
    return Finding(code=code, target=target, severity=severity, **fields)  # type: ignore[arg-type]


REPORT = Report(
    findings=(
        finding("A-1", "case:3/18@m2", place=Place(document=PROTOCOL), facts=("Skolebruksplan",)),
        finding("A-2", "group:aure-2015", Severity.TASK),
        finding("A-3", "meeting:m1", Severity.WARNING, due=dt.date(2018, 2, 1)),
        finding("A-4", "document:Reglement.docx", Severity.INFO),
        finding("A-5", "period:2018-1", Severity.WARNING),
        finding("A-6", "case:4/18@m2", place=Place(document=PROTOCOL), due=dt.date(2018, 2, 15)),
        finding("A-7", "person:p1@m1", Severity.WARNING, due=dt.date(2018, 1, 30)),
    ),
    not_evaluated=(
        NotEvaluated("B-1", "Vi vet ikke hvem som møtte."),
        NotEvaluated("B-2", "Vi fører ikke register over medieoppslag."),
        NotEvaluated("B-3", "Vi vet ikke hvem som møtte."),
    ),
    passed=("C-1", "C-2"),
)


def made(report: Report = REPORT, language: str = "nb") -> DocumentData:
    return report_data(report, group(language), {"m1": HELD}, TODAY)


def test_what_is_due_first_comes_first_and_what_is_about_one_thing_stands_together() -> None:
    rows = [(row["subject"], row["due"]) for row in made().tables["findings"]]
    assert rows == [
        ("Gruppemøte mandag 22. januar 2018", "30. januar 2018"),
        ("Gruppemøte mandag 22. januar 2018", "1. februar 2018"),
        ("2018-02-12 Protokoll", "15. februar 2018"),
        ("2018-02-12 Protokoll", ""),
        ("Våren 2018", ""),
        ("Reglement", ""),
        ("Gruppa", ""),
    ]


def test_each_finding_has_what_to_do_its_section_and_the_facts_it_rests_on() -> None:
    (row,) = (r for r in made().tables["findings"] if "A-1" in r["basis"])
    assert row["what"] == "Noe mangler etter A-1."
    assert row["kind"] == "Mangler"
    assert row["basis"] == "Kjørereglene, punkt 4\nSkolebruksplan\nA-1"


def test_what_most_rules_wait_for_comes_first_of_what_is_not_evaluated() -> None:
    assert made().tables["not_evaluated"] == [
        {"missing": "Vi vet ikke hvem som møtte.", "rules": "B-1, B-3"},
        {"missing": "Vi fører ikke register over medieoppslag.", "rules": "B-2"},
    ]


@pytest.mark.parametrize(
    ("language", "summary"),
    [
        ("nb", "2 mangler, 3 bør ses på, 1 til orientering, 1 å gjøre, 2 i orden, 3 ikke vurdert"),
        (
            "nn",
            "2 manglar, 3 bør sjåast på, 1 til orientering, 1 å gjere, 2 i orden, 3 ikkje vurdert",
        ),
    ],
)
def test_the_summary_counts_in_the_groups_own_language(language: str, summary: str) -> None:
    assert made(language=language).fields["report.summary"] == summary
    assert made(Report()).fields["report.summary"] == "Ingen funn, 0 i orden, 0 ikke vurdert"


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("report", [REPORT, Report()], ids=["findings", "none"])
def test_the_document_is_valid_and_says_it_all(
    language: str, report: Report, tmp_path: Path
) -> None:
    content = made(report, language)
    document = render(load_template("funnrapport", language), content, document_id="")
    path = tmp_path / "funn.docx"
    path.write_bytes(document)
    assert office.schema_errors(path) == []
    reading = read(document)
    assert (reading.type, reading.language) == ("funnrapport", language)
    assert [dict(row) for row in reading.tables.get("findings", ())] == content.tables["findings"]
    for tag, text in content.fields.items():
        assert reading.text(tag) == text


def test_a_groups_own_report_is_made_of_what_is_known_now(town: Town) -> None:
    reading = read(findings_report(town.services, town.id))
    assert reading.text("report.date") == "mandag 15. januar 2018"
    assert reading.text("group.name") == town.settings.group.name
    assert reading.tables["not_evaluated"]


def test_the_command_line_makes_one_of_a_group(terminal: Terminal) -> None:
    (terminal.folder / "aure.toml").write_bytes(data("aure.toml"))
    assert terminal.run("group add aure.toml").status == 0
    made = terminal.run("render funnrapport --group aure-2015 -o funn.docx")
    assert (made.status, made.err) == (0, "")
    assert read((terminal.folder / "funn.docx").read_bytes()).type == "funnrapport"
    assert terminal.run("render funnrapport --group aure-2015 -o funn.pdf").status == 0
    assert (terminal.folder / "funn.pdf").read_bytes().startswith(b"%PDF-")
    terminal.patch.setenv("KJOREPLAN_SOFFICE", "/finnes/ikke/soffice")
    lacking = terminal.run("render funnrapport --group aure-2015 -o nok-en.pdf")
    assert lacking.status == 2
    assert "LibreOffice" in lacking.err
    unknown = terminal.run("render funnrapport --group ukjent -o ukjent.docx")
    assert unknown.status == 2
    assert not (terminal.folder / "ukjent.docx").exists()
