"""Rules judge what the product's own templates render and its own reader reads."""

import datetime as dt
from dataclasses import replace

import pytest

from service.documents.data import AttendeeRow, CaseRow, DocumentData
from service.documents.reading.read import read
from service.documents.rendering.render import render
from service.documents.rendering.template import load_template
from service.domain.minutes import AttendanceStatus
from service.domain.model import Audience
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
ATTENDED = [
    AttendeeRow(name=name, status=AttendanceStatus.PRESENT)
    for name in ("Kari Nordmann", "Ola Nordmann", "Nils Nordmann")
]
ABOUT_PROTOCOLS = {
    "ap": {"AP-LHM-1.10", "AP-LHM-2.1", "AP-LHM-4.5", "AP-LHM-4.6", "AP-LHM-4.7"},
    "sp": {
        "SP22-2.4", "SP22-4.4", "SP22-5.9", "SP22-5.11", "SP22-7.2", "SP22-8.1",
        "SP22-9.2",
    },
}  # fmt: skip
HELD = {"ap": "2018-04-16 gruppemøte", "sp": "2023-04-13 gruppemøte"}
RULES = {
    "rules.parties": "Partiet\nStyret\nKommunestyregruppa", "rules.period": "2015–2019",
    "rules.basis_political": "A\nB\nC\nD", "rules.basis_rules": "E\nF",
}  # fmt: skip


def _judge(
    which: str,
    kind: str,
    language: str,
    data: DocumentData,
    meeting: str = "",
    *,
    variant: str = "",
    county: bool = False,
) -> Report:
    made = render(load_template(kind, language, variant), data, document_id="x")
    document = MeetingDocument(reading=read(made), path=f"{kind}.docx", meeting_id=meeting or None)
    facts = world(which)
    pack = PACKS["ap-lhm-2015" if which == "ap" else "sp-reglement-2022"]
    return evaluate([pack], type(facts)(
        group=replace(facts.group, county=county), now=facts.now, meetings=facts.meetings,
        documents=(document,),
    ))  # fmt: skip


def _codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


@pytest.mark.parametrize("variant", ["", "fylke"])
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_filled_regulation_is_in_order_and_an_empty_one_is_not(
    language: str, variant: str
) -> None:
    county = variant == "fylke"
    data = DocumentData(fields=REGULATION)
    filled = _judge("sp", "reglement", language, data, variant=variant, county=county)
    assert set(filled.passed) >= ABOUT_REGULATION
    assert "SP22-2.5" in _codes(
        _judge("sp", "reglement", language, data, variant=variant, county=not county)
    )
    empty = _codes(
        _judge("sp", "reglement", language, DocumentData(), variant=variant, county=county)
    )
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


@pytest.mark.parametrize("variant", ["", "own"])
@pytest.mark.parametrize("which", ["ap", "sp"])
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_party_finds_what_its_rules_ask_for_in_its_own_variant_and_in_everybodys(
    language: str, which: str, variant: str
) -> None:
    own = which if variant else ""
    case = CaseRow(
        number="12/18",
        title="Skolebruksplan",
        proposal="" if own == "sp" else "Vi foreslår å beholde skolen.",
        conclusion="Vi er uenige i innstillingen og vil beholde skolen.",
        presenter="Kari Nordmann",
        votes="2 mot 1",
    )
    shown = {"minutes.habilitet": "Ingen meldt", "minutes.factions": "Formannskapet: budsjett.",
             "minutes.media": "Innlegg i avisa."}  # fmt: skip
    fields = {} if own == "ap" else shown
    data = DocumentData(fields=fields, cases=[case], attendees=ATTENDED)
    report = _judge(which, "protokoll", language, data, HELD[which], variant=own)
    assert set(report.passed) >= ABOUT_PROTOCOLS[which]


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_boards_minutes_are_the_minutes_its_rules_ask_for(language: str) -> None:
    case = CaseRow(number="", title="Konstituering", conclusion="Styret fordelte oppgavene.")
    data = DocumentData(cases=[case], attendees=ATTENDED)
    made = read(render(load_template("styrereferat", language), data, document_id="x"))
    facts = replace(
        world("sp"),
        documents=(
            MeetingDocument(reading=made, path="styre.docx", audience=Audience.GROUP_BOARD),
        ),
    )
    assert "SP22-6.4" in evaluate([PACKS["sp-reglement-2022"]], facts).passed
