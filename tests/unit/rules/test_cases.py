"""Every rule's cases, as data in tests/rules/<code>.toml, are judged by the real engine."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from service.rules.checks.a1_attest_task import Tip
from service.rules.coverage import all_packs
from service.rules.definitions import RulePack
from service.rules.engine import evaluate
from service.rules.results import Report, Severity
from tests.rules import notation
from tests.rules.answers import judged

PACKS: dict[str, RulePack] = {pack.name: pack for pack in all_packs()}
TIPS = {r.code for p in PACKS.values() for r in p.rules if isinstance(r.params, Tip)}
FILES = sorted(notation.HERE.glob("*-*.toml"))
RULES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in FILES}
FORMS = sorted(notation.HERE.glob("forms/*.toml"))
WORLDS = notation.worlds()


def _cases() -> Iterator[Any]:
    forms = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in FORMS}
    for code, file in (RULES | forms).items():
        for case in file["cases"]:
            yield pytest.param(file, case, id=f"{code}: {case['name']}")


def _judge(file: dict[str, Any], case: dict[str, Any]) -> Report:
    """The case judged by its rule alone, and those it chooses values for."""
    codes = {file["rule"], *(code for code, *_ in case.get("parameters", []))}
    _, pack = judged(file)
    alone = replace(pack, rules=tuple(rule for rule in pack.rules if rule.code in codes))
    return evaluate([alone], notation.facts_of(WORLDS[file["world"]], case))


def _outcome(report: Report, code: str) -> str:
    findings = [f for f in report.findings if f.code == code]
    if findings:
        return "task" if findings[0].severity is Severity.TASK else "fail"
    if any(n.code == code for n in report.not_evaluated):
        return "not evaluated"
    return "pass" if code in report.passed else "nothing to judge"


@pytest.mark.parametrize(("file", "case"), list(_cases()))
def test_the_rule_answers_as_the_case_says(file: dict[str, Any], case: dict[str, Any]) -> None:
    code = file["rule"]
    report = _judge(file, case)
    said = [f.message for f in report.findings if f.code == code]
    missing = [n.missing for n in report.not_evaluated if n.code == code]
    assert _outcome(report, code) == case["expect"], (said, missing)
    assert any(case.get("says", "") in message for message in said) or "says" not in case, said
    assert any(case.get("missing", "") in m for m in missing) or "missing" not in case, missing


def test_every_rule_of_every_pack_has_cases() -> None:
    codes = {rule.code for pack in PACKS.values() for rule in pack.rules}
    assert codes == RULES.keys()
    assert all(file["rule"] == code for code, file in RULES.items())


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_rule_that_can_pass_can_also_fail(code: str) -> None:
    expected = {case["expect"] for case in RULES[code]["cases"]}
    if code in TIPS:  # it asks for nothing
        assert expected == {"nothing to judge"}
        return
    assert "pass" in expected
    assert expected & {"fail", "task"}


@pytest.mark.parametrize("code", sorted(RULES))
def test_without_any_facts_no_rule_passes(code: str) -> None:
    """What is not known never looks like a pass."""
    file = RULES[code]
    report = _judge(file, {"meetings": [], "people": [], "name": "", "expect": ""})
    assert _outcome(report, code) in {"not evaluated", "nothing to judge", "task", "fail"}
    assert code not in report.passed
