"""A profile takes in the duties of the law from the packs where they stand, for any party."""

from collections import Counter
from dataclasses import replace

from service.rules.deadlines import dated_tasks
from service.rules.engine import evaluate
from service.rules.facts import Facts
from service.rules.loading import load_pack, load_packs
from service.rules.rights_matrix import matrix
from tests.unit.rules.worlds import world

PROFILE = "kommuneloven-11"
SOURCES = ("sp-arbeid-2023", "ks-folkevalgt-2011")
DUTIES = {"SP23-PLN-1", "SP23-PLN-3", "SP23-PLN-5", "SP23-PLN-6", "SP23-PLN-8", "KS-LAW-1"}
SALE = {
    "id": "v1",
    "case": "14/25",
    "body": "oppvekst",
    "subject": "salg",
    "at": "2025-02-04 18.00",
}
SOLD = {"decision": [SALE], "delegation": []}


def another_party(*packs: str) -> Facts:
    facts = world("ks", records=SOLD, language="en")
    return replace(facts, group=replace(facts.group, party="Bygdelista", packs=packs))


def test_the_profile_has_the_rules_of_law_and_nothing_else() -> None:
    profile = load_pack(PROFILE)
    assert {rule.code for rule in profile.rules} == DUTIES
    assert {rule.force for rule in profile.rules} == {"lov"}
    assert {rule.pack for rule in profile.rules} == set(SOURCES)
    in_packs = {
        rule.code for name in SOURCES for rule in load_pack(name).rules if rule.force == "lov"
    }
    assert in_packs == DUTIES


def test_a_group_of_another_party_gets_the_duties_with_their_sources() -> None:
    facts = another_party(PROFILE)
    report = evaluate(load_packs([PROFILE]), facts)
    judged = {f.code for f in report.findings} | {n.code for n in report.not_evaluated}
    assert judged | {*report.passed, *report.not_applicable} == DUTIES
    (sold,) = (f for f in report.findings if f.code == "KS-LAW-1")
    assert sold.reference == "The training programme, the part on the council deciding"
    assert not report.has_errors


def test_beside_the_packs_they_come_from_each_rule_is_judged_once() -> None:
    facts = another_party(PROFILE, *SOURCES)
    for order in ([PROFILE, *SOURCES], [*SOURCES, PROFILE]):
        packs = load_packs(order)
        codes = Counter(rule.code for pack in packs for rule in pack.rules)
        assert set(codes.values()) == {1}
        assert codes.keys() > DUTIES
        report = evaluate(packs, facts)
        assert [f.code for f in report.findings].count("KS-LAW-1") == 1


def test_a_profile_gives_no_rights_of_its_own() -> None:
    assert matrix([load_pack(PROFILE)]) == ()


def test_the_profile_reminds_of_hearings_and_reviews_as_the_packs_do() -> None:
    parts = {"case": "31/25", "name": "arealdel", "flags": ["revision"], "at": "2025-10-23"}
    facts = world("program", records={"plan_part": [parts]})
    of_profile = dated_tasks([load_pack(PROFILE)], facts)
    of_pack = dated_tasks([load_pack("sp-arbeid-2023")], facts)
    keys = ("DL-HEARING", "DL-PLANREVIEW")
    assert [task for task in of_pack if task.id.startswith(keys)] == list(of_profile)
    assert [task.date.isoformat() for task in of_profile if "HEARING" in task.id] == ["2025-09-23"]
