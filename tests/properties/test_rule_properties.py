"""What holds for all rules, whatever the facts: order, identity, memory, and missing facts."""

import datetime as dt
import hashlib
import random
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.rules.coverage import all_packs
from service.rules.definitions import RulePack
from service.rules.engine import evaluate
from service.rules.facts import Facts
from service.rules.loading import load_pack
from service.rules.memory import Memory
from service.rules.pack_writer import write_pack
from service.rules.results import Report, Severity
from tests.rules import notation

PACKS = {pack.name: pack for pack in all_packs()}
PACK_OF = {rule.code: rule.pack for pack in PACKS.values() for rule in pack.rules}
FILES = [tomllib.loads(path.read_text("utf-8")) for path in sorted(notation.HERE.glob("*-*.toml"))]
CASES = [(file, case) for file in FILES for case in file["cases"]]
WORLDS = notation.worlds()
some_case = st.sampled_from(CASES)


@cache
def _packs_of_world(world: str) -> tuple[RulePack, ...]:
    """The packs whose rules have cases in the world, but for those that contradict another."""
    names = dict.fromkeys(PACK_OF[f["rule"]] for f in FILES if f["world"] == world)
    chosen: list[RulePack] = []
    for pack in (PACKS[name] for name in names):
        if not any(one.name in pack.conflicts or pack.name in one.conflicts for one in chosen):
            chosen.append(pack)
    return tuple(chosen)


def _packs(file: dict[str, Any]) -> tuple[RulePack, ...]:
    """The packs of the case's world, its own first."""
    own = PACKS[PACK_OF[file["rule"]]]
    rest = _packs_of_world(file["world"])
    agreeing = (
        p for p in rest if p is not own and p.name not in own.conflicts
        and own.name not in p.conflicts
    )  # fmt: skip
    return (own, *agreeing)


def _facts(file: dict[str, Any], case: dict[str, Any]) -> Facts:
    facts = notation.facts_of(
        WORLDS[file["world"]], {k: v for k, v in case.items() if k != "parameters"}
    )
    documents = facts.documents
    if documents is not None:  # a version for each, as the folder gives them
        documents = tuple(replace(d, version=str(hash(repr(d)))) for d in documents)
    return replace(facts, documents=documents)


def _said(report: Report) -> object:
    return (
        sorted((f.id, f.severity, f.message, f.facts) for f in report.findings),
        sorted((n.code, n.missing) for n in report.not_evaluated),
        sorted(report.passed),
        sorted(report.not_applicable),
    )


def _shuffled(facts: Facts, lots: random.Random) -> Facts:
    def mixed(rows: Any) -> Any:
        return None if rows is None else tuple(lots.sample(list(rows), len(rows)))

    roster = facts.group.roster
    people = tuple(replace(p, memberships=mixed(p.memberships)) for p in roster.people)
    roster = replace(roster, people=people, bodies=roster.bodies)
    return replace(
        facts,
        group=replace(facts.group, roster=roster),
        meetings=mixed(facts.meetings),
        documents=mixed(facts.documents),
        adoptions=mixed(facts.adoptions),
        attestations=mixed(facts.attestations),
        records={kind: mixed(rows) for kind, rows in mixed(facts.records.items())},
    )  # fmt: skip


@settings(max_examples=150)
@given(some_case, st.randoms(use_true_random=False))
def test_the_order_of_what_is_known_never_matters(
    chosen: tuple[dict[str, Any], dict[str, Any]], lots: random.Random
) -> None:
    file, case = chosen
    facts = _facts(file, case)
    assert _said(evaluate(_packs(file), facts)) == _said(
        evaluate(_packs(file), _shuffled(facts, lots))
    )


@settings(max_examples=150)
@given(some_case, some_case)
def test_a_fact_that_was_missing_never_turns_another_rules_pass_into_an_error(
    chosen: tuple[dict[str, Any], dict[str, Any]], other: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    file, case = chosen
    facts, packs = _facts(file, case), _packs(file)
    before = evaluate(packs, facts)
    for kind, rows in _facts(*other).records.items():
        if kind in facts.records:
            continue
        after = evaluate(packs, replace(facts, records={**facts.records, kind: rows}))
        broken = {f.code for f in after.findings if f.severity is Severity.ERROR}
        assert not broken & set(before.passed), kind


def _versioned(facts: Facts) -> Facts:
    """With versions of documents, as stores tell them: another one for other contents."""
    documents = facts.documents and tuple(
        replace(d, version=hashlib.sha256(repr(d).encode()).hexdigest()) for d in facts.documents
    )
    return replace(facts, documents=documents)


@settings(max_examples=80)
@given(st.lists(some_case, min_size=2, max_size=4), st.integers(0, 400))
def test_with_a_memory_the_report_is_the_same(
    chosen: list[tuple[dict[str, Any], dict[str, Any]]], minutes: int
) -> None:
    """Whatever changes between runs: one part at a time, as a sync changes them."""
    file, case = chosen[0]
    packs, memory, facts = _packs(file), Memory(), _versioned(_facts(file, case))
    assert evaluate(packs, facts, memory=memory) == evaluate(packs, facts)
    for another in chosen[1:]:
        new = _versioned(_facts(*another))
        group = replace(new.group, packs=facts.group.packs)
        for change in (
            {"documents": new.documents}, {"records": new.records}, {"meetings": new.meetings},
            {"group": group}, {"group": replace(group, language="nn")},
            {"attestations": new.attestations}, {"adoptions": new.adoptions},
            {"visibility": new.visibility}, {"now": facts.now + dt.timedelta(minutes=minutes)},
            {"now": facts.now + dt.timedelta(days=minutes)},
        ):  # fmt: skip
            facts = replace(facts, **change)
            assert evaluate(packs, facts, memory=memory) == evaluate(packs, facts)


@settings(max_examples=60)
@given(some_case, st.randoms(use_true_random=False))
def test_with_a_memory_what_was_waited_for_is_seen_when_it_comes(
    chosen: tuple[dict[str, Any], dict[str, Any]], lots: random.Random
) -> None:
    """The clock goes past every entry and meeting, a minute at a time, and back again."""
    file, case = chosen
    packs, memory, facts = _packs(file), Memory(), _versioned(_facts(file, case))
    known = {r.at for rows in facts.records.values() for r in rows if r.at}
    known |= {start for m in facts.meetings if (start := m.starts_at)}
    moments = sorted(lots.sample(sorted(known), min(5, len(known))))
    minute = dt.timedelta(minutes=1)
    steps = [at + by for at in moments for by in (-minute, minute * 0, minute)]
    for now in (*steps, *reversed(steps)):
        facts = replace(facts, now=now)
        assert evaluate(packs, facts, memory=memory) == evaluate(packs, facts)


@settings(max_examples=60)
@given(some_case, st.sampled_from(["nb", "nn", "en"]))
def test_a_findings_identity_does_not_depend_on_how_it_is_said(
    chosen: tuple[dict[str, Any], dict[str, Any]], language: str
) -> None:
    file, case = chosen
    facts = _facts(file, case)
    said = replace(facts, group=replace(facts.group, language=language))
    before, after = (evaluate(_packs(file), one).findings for one in (facts, said))
    assert {f.id for f in before} == {f.id for f in after}
    assert len({f.id for f in before}) == len(before)


@pytest.mark.parametrize("name", sorted(PACKS))
def test_a_pack_that_is_written_loads_to_the_same_pack(name: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.toml").write_text(write_pack(PACKS[name]), encoding="utf-8")
    assert load_pack(name, tmp_path) == PACKS[name]


def test_a_pack_that_extends_another_is_written_with_what_it_changes(tmp_path: Path) -> None:
    (tmp_path / "eget.toml").write_text(
        """\
name = "eget"
title = "Vårt eget"
source = "Gruppa"
force = "mal"
cite = "Vårt reglement"
valid_from = 2023-01-01
extends = "sp-reglement-2022"

[[overrides]]
code = "SP22-5.9"
severity = "feil"
params = { deadline_days = 14 }

[[overrides]]
code = "SP22-12.1"
off = "Vi samles når det passer."
""",
        encoding="utf-8",
    )
    pack = load_pack("eget", tmp_path)
    written = tmp_path / "ut"
    written.mkdir()
    (written / "eget.toml").write_text(write_pack(pack, tmp_path), encoding="utf-8")
    assert load_pack("eget", written) == pack
    assert (written / "eget.toml").read_text("utf-8").count("code = ") == 2
