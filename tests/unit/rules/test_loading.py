"""A pack that can't be used is refused as a whole, and the fault is named."""

import re
from pathlib import Path

import pytest

from service.domain.errors import InputError
from service.rules.checks import CHECKS, explanation
from service.rules.coverage import all_packs, coverage, list_rules, show_rule
from service.rules.loading import load_pack
from tests.rules import notation

PACK = """\
name = "prøve"
title = "Prøve"
source = "Prøve"
force = "{force}"
cite = {{ nb = "Prøven", nn = "Prøva", en = "The test" }}
valid_from = 2020-01-01

[[rules]]
code = "T-1.1"
section = "punkt 1"
force = "{force}"
modality = "{modality}"
severity = "{severity}"
subject = "plan"
kind = "{kind}"
check = "{check}"
condition = "Nok samlinger."
params = {params}
messages = {{ nb = "{nb}", nn = "Nynorsk.", en = "English." }}
"""
GOOD = {
    "force": "mal", "modality": "must", "severity": "feil", "kind": "mech", "check": "K02",
    "params": '{ types = ["SOSIAL"], minimum = 2 }', "nb": "Bare {count}.",
}  # fmt: skip


def _load(folder: Path, text: str) -> InputError:
    (folder / "prøve.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_pack("prøve", folder)
    return refused.value


def test_a_well_formed_pack_is_loaded_from_any_folder(tmp_path: Path) -> None:
    (tmp_path / "prøve.toml").write_text(PACK.format(**GOOD), encoding="utf-8")
    assert [rule.code for rule in load_pack("prøve", tmp_path).rules] == ["T-1.1"]


def test_a_pack_is_read_anew_when_a_file_of_its_folder_changes_and_only_then(
    tmp_path: Path,
) -> None:
    file = tmp_path / "prøve.toml"
    file.write_text(PACK.format(**GOOD), encoding="utf-8")
    first = load_pack("prøve", tmp_path)
    assert load_pack("prøve", tmp_path) is first
    assert load_pack("sp-reglement-2022", tmp_path) is load_pack("sp-reglement-2022", tmp_path)
    file.write_text(PACK.format(**GOOD).replace("T-1.1", "T-1.2"), encoding="utf-8")
    assert [rule.code for rule in load_pack("prøve", tmp_path).rules] == ["T-1.2"]
    file.unlink()
    assert load_pack("sp-reglement-2022", tmp_path) is load_pack("sp-reglement-2022")


@pytest.mark.parametrize(
    ("change", "where", "says"),
    [
        ({"check": "K99"}, "prøve.toml, linje 16 (T-1.1), check", "Ukjent kontroll"),
        (
            {"params": '{ types = ["SOSIAL"], minimum = 2, minst = 1 }'},
            "prøve.toml, linje 18 (T-1.1), params.year.minst",
            "ukjent",
        ),
        (
            {"params": '{ types = ["FEST"], minimum = 2 }'},
            "prøve.toml, linje 18 (T-1.1), params.year.types.0",
            "kan ikke brukes",
        ),
        (
            {"params": "{ minimum = 2 }"},
            "prøve.toml, linje 18 (T-1.1), params.year.types",
            "mangler",
        ),
        ({"nb": "{antall}"}, "prøve.toml, linje 19 (T-1.1), messages.nb", "Ukjent plassholder"),
        ({"nb": "{count.real}"}, "prøve.toml, linje 19 (T-1.1), messages.nb", "må være et navn"),
        ({"nb": "{"}, "prøve.toml, linje 19 (T-1.1), messages.nb", "kan ikke leses"),
        ({"force": "hefte"}, "prøve.toml, linje 13 (T-1.1), severity", "aldri gi feil"),
        ({"kind": "attest"}, "prøve.toml, linje 13 (T-1.1), severity", "A1"),
        ({"kind": "proxy"}, "prøve.toml, linje 13 (T-1.1), severity", "T1"),
        ({"modality": "may"}, "prøve.toml, linje 13 (T-1.1), severity", "tillatelse"),
        ({"severity": "error"}, "prøve.toml, linje 13 (T-1.1), severity", "kan ikke brukes"),
    ],
)
def test_a_fault_in_a_rule_is_named_with_file_line_and_field(
    tmp_path: Path, change: dict[str, str], where: str, says: str
) -> None:
    refused = _load(tmp_path, PACK.format(**{**GOOD, **change}))
    assert refused.where == where
    assert says in refused.message


def test_broken_toml_is_named_with_its_line(tmp_path: Path) -> None:
    refused = _load(tmp_path, "name = \n")
    assert refused.where == "prøve.toml"
    assert "line 1" in refused.message


def test_a_code_used_twice_is_refused(tmp_path: Path) -> None:
    text = PACK.format(**GOOD)
    refused = _load(tmp_path, text + text[text.index("[[rules]]") :])
    assert "brukt to ganger" in refused.message


def test_an_unknown_pack_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match=r"ap-lhm-2015, .*sp-reglement-2022"):
        load_pack("finnes-ikke")


def test_every_check_is_explained_and_used() -> None:
    assert all(explanation(code).startswith(f"{code}: ") for code in CHECKS)
    used = {rule.check for pack in all_packs() for rule in pack.rules}
    assert CHECKS.keys() - used <= {"K10", "K17"}


def test_every_admin_choice_has_a_default_and_a_source() -> None:
    for pack in all_packs():
        for rule in pack.rules:
            for parameter in rule.admin_params:
                assert parameter.default is not None, rule.code
                assert parameter.reference.startswith(("U-", rule.code)), rule.code
                assert all(q.endswith("?") for q in parameter.question.values()), rule.code


def test_coverage_counts_the_rules_and_names_those_without_cases(tmp_path: Path) -> None:
    found = coverage()
    assert found["total"] == 387
    rules = len({rule.code for pack in all_packs() for rule in pack.rules})
    assert found["present"] == rules
    by_check = found["by_check"]
    assert isinstance(by_check, dict)
    assert sum(by_check.values()) == rules
    assert found["without_cases"] == []
    (tmp_path / "AP-LHM-0.1.toml").touch()
    without = coverage(tmp_path)["without_cases"]
    assert isinstance(without, list)
    assert len(without) == rules - 1


def test_an_installed_package_knows_nothing_of_cases(tmp_path: Path) -> None:
    found = coverage(tmp_path / "nowhere")
    assert found["without_cases"] == []
    assert found["cases_known"] is False
    assert coverage(notation.HERE)["cases_known"] is True


def test_rules_can_be_listed_and_shown() -> None:
    codes = {rule.code for pack in all_packs() for rule in pack.rules}
    assert {row["code"] for row in list_rules()} == codes
    assert len(list_rules()) == len(codes)  # one that two packs have is listed once
    shown = show_rule("SP22-5.7")
    assert shown["section"] == "punkt 5.0"
    assert str(shown["explanation"]).startswith("K01")
    with pytest.raises(InputError):
        show_rule("SP22-99.1")


def test_what_a_choice_can_be_is_shown_beside_its_question_and_not_in_it() -> None:
    (asked,) = show_rule("SP22-8.4", "nb")["ask"]
    assert asked["choices"] == ["meeting", "group_meeting", "trigger"]
    questions = [
        said
        for pack in all_packs()
        for rule in pack.rules
        for parameter in rule.admin_params
        for said in parameter.question.values()
    ]
    assert questions
    assert not [said for said in questions if re.search(r"\([a-z_]+\)", said)]


def test_a_pack_asks_only_for_values_that_are_read_from_a_regulation(tmp_path: Path) -> None:
    ask = 'ask = [{ param = "minimum", ref = "x", question = "?", field = "regulation.sosialt" }]\n'
    refused = _load(tmp_path, PACK.format(**GOOD) + ask)
    assert refused.where == "prøve.toml, linje 20 (T-1.1), ask.minimum.field"
    assert "regulation.social_min" in str(refused)
