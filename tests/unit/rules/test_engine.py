"""The engine: what a report says, and how a group's own choices change it."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from service.domain.errors import InputError
from service.domain.model import OSLO, MeetingType
from service.rules.engine import evaluate
from service.rules.loading import load_pack, load_packs
from service.rules.memory import Memory
from service.rules.results import Report, Severity, Waiver
from tests.unit.rules.worlds import protocol, world

AP = load_pack("ap-lhm-2015")
SP = load_pack("sp-reglement-2022")
NO_PROPOSAL = {"number": "12/18", "title": "Skolebruksplan", "proposal": ""}


def _codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


def _without_proposal(language: str = "nb") -> Report:
    return evaluate([AP], world("ap", documents=[protocol(NO_PROPOSAL)], language=language))


def test_the_same_facts_give_the_same_report() -> None:
    assert _without_proposal() == _without_proposal()


def test_a_finding_says_what_why_and_what_to_do() -> None:
    (finding,) = [f for f in _without_proposal().findings if f.code == "AP-LHM-4.6"]
    assert finding.severity is Severity.ERROR
    assert finding.message == (
        "Protokollen mangler partiets forslag i sak 12/18. Kjørereglene punkt 4 krever det; "
        "skriv det under «Forslag», om så bare «følger innstillingen»."
    )
    assert finding.target == "case:12/18@2018-04-16 gruppemøte"
    assert finding.reference == "Kjørereglene, punkt 4"
    assert finding.location == "Protokoll.docx"


@pytest.mark.parametrize(
    ("language", "says", "reference"),
    [
        ("nn", "Protokollen manglar framlegget frå partiet i sak 12/18.", "Køyrereglane, punkt 4"),
        (
            "en",
            "The minutes lack the party's proposal in case 12/18.",
            "The ground rules, section 4",
        ),
    ],
)
def test_a_finding_is_said_in_the_groups_language(language: str, says: str, reference: str) -> None:
    (finding,) = [f for f in _without_proposal(language).findings if f.code == "AP-LHM-4.6"]
    assert finding.message.startswith(says)
    assert finding.reference == reference


def test_a_findings_identity_is_rule_and_target_whatever_is_said() -> None:
    ids = [{f.id for f in _without_proposal(language).findings} for language in ("nb", "nn")]
    assert ids[0] == ids[1]
    assert len(ids[0]) == len(_without_proposal().findings)


def test_a_waived_finding_is_shown_apart_and_an_unused_waiver_is_reported() -> None:
    used = Waiver(code="AP-LHM-4.6", target="case:12/18@2018-04-16 gruppemøte", reason="Avtalt.")
    unused = Waiver(code="AP-LHM-4.6", target="case:99/18@x", reason="Gammelt.")
    facts = world("ap", documents=[protocol(NO_PROPOSAL)])
    report = evaluate([AP], facts, waivers=[used, unused])
    assert "AP-LHM-4.6" not in _codes(report)
    assert [f.code for f in report.waived] == ["AP-LHM-4.6"]
    assert report.unused_waivers == (unused,)
    assert "AP-LHM-4.6" not in report.passed


def test_a_waiver_needs_a_reason() -> None:
    with pytest.raises(InputError, match="begrunnelse"):
        Waiver(code="AP-LHM-4.6", target="x", reason=" ")


def test_packs_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(InputError, match="motsier hverandre"):
        evaluate([AP, SP], world("ap"))
    with pytest.raises(InputError, match="motsier hverandre"):
        load_packs(["ap-lhm-2015", "sp-reglement-2022"])


def test_a_pack_named_twice_is_judged_once() -> None:
    assert load_packs(["ap-lhm-2015", "ap-lhm-2015"]) == (AP,)


def test_a_rule_can_be_switched_off_with_a_reason() -> None:
    off = [("AP-LHM-4.6", "off", "Vi skriver forslagene et annet sted.")]
    report = evaluate([AP], world("ap", documents=[protocol(NO_PROPOSAL)]), parameters=off)
    assert "AP-LHM-4.6" not in _codes(report)
    assert report.switched_off == ("AP-LHM-4.6",)


def test_a_group_can_lower_a_rules_severity() -> None:
    milder = [("AP-LHM-4.6", "severity", "info")]
    report = evaluate([AP], world("ap", documents=[protocol(NO_PROPOSAL)]), parameters=milder)
    (finding,) = [f for f in report.findings if f.code == "AP-LHM-4.6"]
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize(
    ("choice", "where"),
    [
        (("AP-LHM-4.1", "max_lead", 3), "AP-LHM-4.1"),
        (("AP-LHM-4.1", "max_lead_days", "mange"), "AP-LHM-4.1"),
        (("AP-LHM-9.9", "max_lead_days", 3), "AP-LHM-9.9.max_lead_days"),
        (("AP-LHM-4.1", "severity", "katastrofe"), "AP-LHM-4.1.severity"),
    ],
)
def test_a_choice_that_cannot_be_used_is_refused_by_name(
    choice: tuple[str, str, object], where: str
) -> None:
    with pytest.raises(InputError) as refused:
        evaluate([AP], world("ap"), parameters=[choice])
    assert refused.value.where.startswith(where)


def test_the_adopted_regulation_goes_before_the_groups_own_choice() -> None:
    def regulation(adopted: str) -> dict[str, object]:
        fields = {"regulation.adopted": adopted, "regulation.pre_post": "bør, 30 minutter"}
        return {"type": "reglement", "fields": fields}

    def severity(adopted: str) -> set[Severity]:
        chosen = [("SP22-5.7", "modality", "skal")]
        facts = world("sp", documents=[regulation(adopted)])
        report = evaluate([SP], facts, parameters=chosen)
        return {f.severity for f in report.findings if f.code == "SP22-5.7"}

    assert severity("14.11.2019") == {Severity.WARNING}
    assert severity("14.11.2033") == {Severity.ERROR}  # not adopted yet
    assert severity("") == {Severity.ERROR}


def test_a_permission_used_without_its_condition_is_a_warning() -> None:
    records = {"meeting_change": [{"meeting": "2023-04-13 gruppemøte", "by": "Per Nordmann"}]}
    report = evaluate([SP], world("sp", records=records))
    (finding,) = [f for f in report.findings if f.code == "SP22-5.14"]
    assert finding.severity is Severity.WARNING


def test_findings_are_sorted_by_severity_and_then_by_what_is_due_first() -> None:
    report = evaluate([SP], world("sp", documents=[]))
    order = list(Severity)
    keys = [(order.index(f.severity), f.due or dt.date.max) for f in report.findings]
    assert len(keys) > 5
    assert keys == sorted(keys)


def test_the_json_document_has_the_contracts_keys() -> None:
    report = evaluate([AP], world("ap", documents=[protocol(NO_PROPOSAL)]))
    said = json.loads(json.dumps(report.as_json()))
    assert {"findings", "not_evaluated", "passed"} <= said.keys()
    assert {
        "code", "severity", "message", "target", "location", "reference", "facts"
    } <= said["findings"][0].keys()  # fmt: skip
    assert said["not_evaluated"][0].keys() == {"code", "missing"}
    assert said["passed"] == len(report.passed) > 0
    assert report.has_errors
    assert report.counts()["error"] == sum(f.severity == "error" for f in report.findings)


def test_each_rule_has_one_outcome_and_none_is_left_out() -> None:
    report = evaluate([SP], world("sp", documents=[]))
    judged = _codes(report) | {n.code for n in report.not_evaluated}
    assert judged | set(report.passed) | set(report.not_applicable) == {r.code for r in SP.rules}
    assert not judged & set(report.passed)
    assert not set(report.passed) & set(report.not_applicable)


def test_what_a_dissenter_means_is_never_said() -> None:
    secret = "Hemmelig standpunkt"
    case = {**NO_PROPOSAL, "dissent": (secret,), "presenter": "", "conclusion": ""}
    records = {
        "council_vote": [{"case": "12/18", "person": "Ola Nordmann", "flags": ["against_group"],
                          "stance": secret}],
        "dissent": [{"case": "12/18", "person": "Nils Nordmann", "reason": secret}],
        "deviation": [{"case": "12/18", "person": "Nils Nordmann", "stance": secret}],
        "group_item": [],
    }  # fmt: skip
    for name, pack in (("ap", AP), ("sp", SP)):
        meeting = "2018-04-16 gruppemøte" if name == "ap" else "2023-04-13 gruppemøte"
        document = protocol(case, meeting=meeting)
        report = evaluate([pack], world(name, documents=[document], records=records))
        assert report.findings
        assert secret not in json.dumps(report.as_json(), ensure_ascii=False)


def test_a_protocol_for_a_meeting_to_come_is_not_judged() -> None:
    document = protocol(NO_PROPOSAL, meeting="2018-05-14 gruppemøte")
    report = evaluate([AP], world("ap", documents=[document]))
    assert not [f for f in report.findings if "2018-05-14" in f.target]


def test_meetings_are_asked_for_in_order_of_time() -> None:
    lines = [
        "2018-04-19 18.00 gruppemøte",
        "2018-04-19 09.00 ekstramøte",
        "2018-04-18 20.00 formøte",
    ]
    facts = world("ap", meetings=lines)
    assert [m.id for m in facts.of_types(MeetingType)] == [
        "2018-04-18 formøte", "2018-04-19 ekstramøte", "2018-04-19 gruppemøte"
    ]  # fmt: skip


def test_what_waits_for_the_council_to_begin_comes_then_and_goes_when_the_clock_goes_back() -> None:
    vote = {
        "case": "12/23",
        "person": "Per Nordmann",
        "flags": ["against_group"],
        "meeting": "2023-04-20 kommunestyre",
    }
    facts, memory = world("sp", records={"council_vote": [vote], "dissent": []}), Memory()
    six = dt.datetime(2023, 4, 20, 18, tzinfo=OSLO)
    for minutes, due in ((-2, False), (-1, False), (0, True), (1, True), (-1, False), (0, True)):
        now = replace(facts, now=six + dt.timedelta(minutes=minutes))
        codes = {f.code for f in evaluate([SP], now, memory=memory).findings}
        assert ("SP22-8.3" in codes) == due
