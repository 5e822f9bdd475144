"""What every case is answered, whole: written down in tests/rules/answers, to be read in a diff.

A change of a check or a message changes these files. ``python -m tests.rules.answers`` writes them
anew; read what changed before it is committed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from service.rules.checks import CHECKS
from service.rules.coverage import all_packs
from service.rules.definitions import Messages, RuleDefinition, RulePack
from service.rules.engine import _Scopes, evaluate
from service.rules.facts import Facts
from service.rules.parameters import Choices, from_regulation
from service.rules.phrasing import phrases, placeholders
from service.rules.registers import registers
from service.rules.results import Failed, Missing, Passed, Result
from tests.rules import notation

FOLDER = Path(__file__).parent / "answers"
_PACKS = {pack.name: pack for pack in all_packs()}
_RULES = {r.code: (r, _PACKS[r.pack]) for pack in _PACKS.values() for r in pack.rules}
_WORLDS = notation.worlds()


def files() -> list[Path]:
    """The files of cases: of each rule, and of the forms that no pack uses."""
    return sorted([*notation.HERE.glob("*-*.toml"), *notation.HERE.glob("forms/*.toml")])


def judged(file: Mapping[str, Any]) -> tuple[RuleDefinition, RulePack]:
    """The rule of a file of cases, and its pack; a form says parameters and message anew."""
    rule, pack = _RULES[file["rule"]]
    if "params" not in file:
        return rule, pack
    params = CHECKS[rule.check].validate_python(file["params"])
    messages = Messages(main={"nb": file["message"]})
    rule = replace(rule, params=params, raw_params=file["params"], messages=messages)
    return rule, replace(pack, rules=(rule,))


def answers(path: Path) -> str:
    """What each case of a file is answered, as text."""
    file = tomllib.loads(path.read_text("utf-8"))
    rule, pack = judged(file)
    blocks = []
    for case in file["cases"]:
        facts = notation.facts_of(_WORLDS[file["world"]], case)
        lines = sorted({*_said(rule, pack, facts), *_results(rule, pack, facts)})
        blocks.append("\n".join([case["name"], *(f"  {line}" for line in lines)]))
    return "\n\n".join(blocks) + "\n"


def results(rule: RuleDefinition, pack: RulePack, facts: Facts) -> tuple[Result, ...]:
    """What the rule answers, with the values the group has chosen."""
    choices = Choices(pack.rules, facts.group.parameters)
    params = choices.setting(rule, from_regulation(rule, facts)).params
    scoped = _Scopes(facts).of(rule)
    if params.__class__.__module__.startswith("service.rules.checks.a1"):
        scoped = scoped.confirmed_for(rule.code)
    return tuple(params.judge(scoped.confirmed_for(rule.code)))


def _results(rule: RuleDefinition, pack: RulePack, facts: Facts) -> Iterator[str]:
    """What a report doesn't tell: what was kept, and which way a rule failed."""
    for result in results(rule, pack, facts):
        if isinstance(result, Passed):
            yield f"i orden: {result.target}"
        elif isinstance(result, Failed) and result.variant != "":
            yield f"slik: {result.target} {result.variant}"


def _said(rule: RuleDefinition, pack: RulePack, facts: Facts) -> Iterator[str]:
    codes = {rule.code, *(code for code, *_ in facts.group.parameters)}
    alone = replace(pack, rules=tuple(r for r in pack.rules if r.code in codes))
    report = evaluate([alone], facts)
    for one in report.findings:
        if one.code == rule.code:
            place = "/".join(filter(None, (one.place.case, one.place.name, one.place.words)))
            parts = (one.target, str(one.due or ""), one.location, place, *one.facts)
            yield f"{one.severity}: {one.message} [{'; '.join(p for p in parts if p)}]"
    for missing in report.not_evaluated:
        if missing.code == rule.code:
            yield f"ikke vurdert: {missing.missing}"


def says_too_much(path: Path) -> bool:
    """Whether a result of a file's cases gives values that nothing may say, or lacks one."""
    file = tomllib.loads(path.read_text("utf-8"))
    rule, pack = judged(file)
    for case in file["cases"]:
        for result in results(rule, pack, notation.facts_of(_WORLDS[file["world"]], case)):
            if isinstance(result, Failed) and not result.values.keys() <= rule.params.says:
                return True
            if isinstance(result, Missing) and result.values.keys() != _asked(result.fact):
                return True
    return False


def _asked(fact: str) -> frozenset[str]:
    """The placeholders of the sentence that says what is missing."""
    known = registers().get(fact)
    return placeholders(known.missing.nb if known else phrases()["missing"][fact]["nb"])


def main() -> None:
    """Write all answers anew."""
    FOLDER.mkdir(exist_ok=True)
    for path in files():
        (FOLDER / f"{path.stem}.txt").write_text(answers(path), encoding="utf-8")


if __name__ == "__main__":
    main()
