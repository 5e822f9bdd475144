"""Rules judge what the product's own templates render and its own reader reads."""

import datetime as dt

import pytest

from service.documents.data import CaseRow, DocumentData
from service.documents.read import read
from service.documents.render import render
from service.documents.template import load_template
from service.rules.coverage import all_packs
from service.rules.engine import evaluate
from service.rules.facts import MeetingDocument
from service.rules.results import Report
from tests.unit.rules.worlds import world

PACKS = {pack.name: pack for pack in all_packs()}
REGULATION = {
    "group.municipality": "Gjerstad", "group.period": "2019–2023",
    "regulation.adopted": "14.11.2019", "regulation.members_total": "5",
    "regulation.members": "Kari Nordmann\nOla Nordmann\nNils Nordmann\nAnne Nordmann\nPer Nordmann",
    "regulation.board.leader": "Kari Nordmann", "regulation.board.deputy": "Ola Nordmann",
    "regulation.board.member": "Nils Nordmann",
    "regulation.factions": "Formannskapet: Kari Nordmann",
    "regulation.compositions": "Formannskapet: Kari Nordmann, Nils Nordmann, Per Nordmann",
    "regulation.place": "Kommunehuset", "regulation.weekday": "torsdager",
    "regulation.from": "18.30", "regulation.to": "21.00", "regulation.quarantine": "ingen",
    "regulation.cooperation": "ingen avtale",
}  # fmt: skip
ABOUT_REGULATION = {
    "SP22-0.1", "SP22-0.2", "SP22-0.3", "SP22-1.1", "SP22-2.1", "SP22-2.2", "SP22-2.5", "SP22-3.2",
    "SP22-4.2", "SP22-4.11", "SP22-5.12", "SP22-5.13", "SP22-5.16", "SP22-11.1",
}  # fmt: skip
RULES = {
    "rules.parties": "Partiet\nStyret\nKommunestyregruppa", "rules.period": "2015–2019",
    "rules.basis_political": "A\nB\nC\nD", "rules.basis_rules": "E\nF",
}  # fmt: skip


def _judge(which: str, kind: str, language: str, data: DocumentData, meeting: str = "") -> Report:
    made = render(load_template(kind, language), data, document_id="x")
    document = MeetingDocument(reading=read(made), path=f"{kind}.docx", meeting_id=meeting or None)
    facts = world(which)
    pack = PACKS["ap-lhm-2015" if which == "ap" else "sp-reglement-2022"]
    return evaluate([pack], type(facts)(
        group=facts.group, now=facts.now, meetings=facts.meetings, documents=(document,)
    ))  # fmt: skip


def _codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_filled_regulation_is_in_order_and_an_empty_one_is_not(language: str) -> None:
    filled = _judge("sp", "reglement", language, DocumentData(fields=REGULATION))
    assert set(filled.passed) >= ABOUT_REGULATION
    empty = _codes(_judge("sp", "reglement", language, DocumentData()))
    assert empty >= {"SP22-0.1", "SP22-2.1", "SP22-2.2", "SP22-3.2", "SP22-5.13", "SP22-5.16"}
    assert "SP22-0.2" not in empty  # guidance in empty fields is no leftover


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_filled_ground_rules_are_in_order_and_empty_ones_are_not(language: str) -> None:
    filled = _judge("ap", "kjoreregler", language, DocumentData(fields=RULES))
    assert set(filled.passed) >= {"AP-LHM-0.1", "AP-LHM-0.2", "AP-LHM-0.3"}
    assert _codes(_judge("ap", "kjoreregler", language, DocumentData())) >= {
        "AP-LHM-0.1",
        "AP-LHM-0.3",
    }


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_protocol_laid_out_and_never_written_is_said_once(language: str) -> None:
    data = DocumentData(cases=[CaseRow(number="12/18", title="Skolebruksplan")])
    report = _judge("ap", "protokoll", language, data, "2018-04-16 gruppemøte")
    about = {f.code for f in report.findings if "2018-04-16" in f.target}
    assert about == {"AP-LHM-4.5"}
    assert dt.date(2018, 4, 23) in {f.due for f in report.findings}


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_protocol_filled_in_badly_gets_its_findings(language: str) -> None:
    case = CaseRow(number="12/18", title="Skolebruksplan", conclusion="Vi går inn for det.")
    report = _judge(
        "ap", "protokoll", language, DocumentData(cases=[case]), "2018-04-16 gruppemøte"
    )
    about = {f.code for f in report.findings if f.target == "case:12/18@2018-04-16 gruppemøte"}
    assert about == {"AP-LHM-4.6", "AP-LHM-4.7"}
