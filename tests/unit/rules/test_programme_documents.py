"""Programme cases and the testament are read from what the product's own templates render."""

from dataclasses import replace

import pytest

from service.documents.data import DocumentData
from service.documents.reading.read import read
from service.documents.rendering.render import render
from service.documents.rendering.template import load_template
from service.domain.place import Place
from service.rules.checks.shared.programme import entries, people_meant
from service.rules.coverage import all_packs
from service.rules.engine import evaluate
from service.rules.facts import Facts, MeetingDocument
from service.rules.records import Record
from service.rules.results import Missing
from tests.rules.notation import facts_of, worlds

PACK = next(pack for pack in all_packs() if pack.name == "sp-arbeid-2023")
SCHOOL = {
    "case": "Skolen", "sector": "Oppvekst", "owner": "Kari Nordmann og Ola Nordmann",
    "discuss_by": "1. mars 2025", "council_date": "24.04.2025", "presenter": "Kari Nordmann",
    "priority": "Ja", "media_date": "28.04.2025", "profile": "", "status": "",
}  # fmt: skip
PATH = {
    "case": "Sykkelvei", "sector": "Teknisk", "owner": "Per og Anne",
    "discuss_by": "1. mars 2026", "council_date": "23.04.2026", "presenter": "",
    "priority": "Nei", "media_date": "", "profile": "x", "status": "",
}  # fmt: skip


def _document(kind: str, language: str, data: DocumentData, path: str = "") -> MeetingDocument:
    made = read(render(load_template(kind, language), data, document_id="x"))
    return MeetingDocument(reading=made, path=path or f"{kind}.docx")


def _plan(language: str, *rows: dict[str, str], **fields: str) -> MeetingDocument:
    said = {"group.period": "2023–2027", **{k.replace("_", ".", 1): v for k, v in fields.items()}}
    data = DocumentData(fields=said, tables={"programme": list(rows)})
    return _document("programoppfolging", language, data)


def _facts(*documents: MeetingDocument, **registers: tuple[Record, ...]) -> Facts:
    facts = facts_of(worlds()["program"], {})
    return replace(facts, documents=documents, records=registers)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_plan_that_is_filled_in_is_judged(language: str) -> None:
    plan = _plan(language, SCHOOL, PATH, plan_media="Kari ringer lokalavisa.")
    report = evaluate([PACK], _facts(plan))
    assert {"SP23-POL-2", "SP23-POL-4", "SP23-POL-6"} <= set(report.passed)
    (media,) = (f for f in report.findings if f.code == "SP23-POL-5")
    assert "«Sykkelvei»" in media.message
    assert media.place == Place(
        document="programoppfolging.docx", name="programme", words="Sykkelvei"
    )


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_plan_that_is_only_laid_out_says_nothing(language: str) -> None:
    laid_out = _document("programoppfolging", language, DocumentData())
    known = entries(_facts(laid_out), "programme_case")
    assert known == Missing("programme_table", {"what": "programoppfolging.docx"})


def test_the_register_adds_what_the_plan_does_not_say_and_changes_nothing_there() -> None:
    registered = Record(id="7", values={"title": "skolen ", "owner": "per", "channel": "avisa"})
    known = entries(_facts(_plan("nb", SCHOOL), programme_case=(registered,)), "programme_case")
    assert not isinstance(known, Missing)
    (school,) = known.records
    assert school.id == "skolen"
    assert school.value("owner") == "Kari Nordmann og Ola Nordmann"
    assert school.value("channel") == "avisa"
    assert school.flags == {"prioritised"}


def test_the_plan_of_an_earlier_term_is_not_of_this_one() -> None:
    data = DocumentData(fields={"group.period": "2019–2023"}, tables={"programme": [SCHOOL]})
    old = _document("programoppfolging", "nb", data)
    assert isinstance(entries(_facts(old), "programme_case"), Missing)


@pytest.mark.parametrize(
    ("text", "found", "all_known"),
    [
        ("kari", ["kari"], True),
        ("Kari Nordmann og Per", ["kari", "per"], True),
        ("Kari, Ola & Per", ["kari", "ola", "per"], True),
        ("", [], True),
        ("Kari og Ukjent", ["kari"], False),
        ("Nordmann", [], False),  # several
    ],
)
def test_a_field_of_people_means_those_who_are_known(
    text: str, found: list[str], *, all_known: bool
) -> None:
    people, known = people_meant(_facts(), text)
    assert ([p.id for p in people], known) == (found, all_known)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_testament_is_written_when_somebody_has_written_in_it(language: str) -> None:
    facts = facts_of(worlds()["program"], {"now": "2027-09-20 12.00"})
    period = {"group.period": "2023–2027"}
    summary = {**period, "testament.summary": "Ny skole."}
    blank = _document("testamente", language, DocumentData(fields=period))
    written = _document("testamente", language, DocumentData(fields=summary))
    found = evaluate([PACK], replace(facts, documents=(blank,))).findings
    assert any(f.code == "SP23-POL-8" and f.place.document == "testamente.docx" for f in found)
    found = evaluate([PACK], replace(facts, documents=(written,))).findings
    assert not any(f.code == "SP23-POL-8" for f in found)
