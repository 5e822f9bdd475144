"""The deadlines of packs: their day, when they are settled, and what they follow."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from service.domain.deadlines import DatedTask
from service.domain.errors import InputError
from service.rules.coverage import all_packs
from service.rules.deadlines import dated_tasks
from service.rules.facts import Facts
from service.rules.loading import load_pack
from tests.unit.rules.worlds import world

AP, SP = load_pack("ap-lhm-2015"), load_pack("sp-reglement-2022")
COUNCIL = "2023-04-20 kommunestyre"


def _tasks(facts: Facts, key: str) -> list[DatedTask]:
    pack = AP if facts.now.year == 2018 else SP
    return [task for task in dated_tasks([pack], facts) if task.id.startswith(key)]


def _days(facts: Facts, key: str) -> list[str]:
    return [task.date.isoformat() for task in _tasks(facts, key)]


def test_a_deadline_moves_with_its_meeting_and_stays_the_same_deadline() -> None:
    facts = world("sp")
    moved = tuple(
        replace(m, date=dt.date(2023, 4, 27)) if m.id == COUNCIL else m for m in facts.meetings
    )
    (before,) = _tasks(facts, f"DL-DISSENT-{COUNCIL}")
    (after,) = _tasks(replace(facts, meetings=moved), f"DL-DISSENT-{COUNCIL}")
    assert (before.date, after.date) == (dt.date(2023, 4, 20), dt.date(2023, 4, 27))
    assert before.id == after.id
    assert after.title == "Si fra til gruppelederen før kommunestyret 27. april"
    assert after.meeting == COUNCIL


def test_what_is_done_is_no_deadline_any_more() -> None:
    open_, planned = world("ap", meetings=["2018-04-19 16.00 kommunestyre"]), world("ap")
    assert _days(open_, "DL-GROUP-BEFORE-COUNCIL") == ["2018-04-18"]
    assert _days(planned, "DL-GROUP-BEFORE-COUNCIL") == []


def test_a_confirmed_task_is_no_deadline_any_more() -> None:
    assert "2018-12-01" in _days(world("ap"), "DL-EVAL")
    confirmed = world("ap", attested=["AP-LHM-0.4: 2018-02-01 12.00"])
    assert "2018-12-01" not in _days(confirmed, "DL-EVAL")


def test_a_rule_that_is_switched_off_asks_for_nothing() -> None:
    off = [("SP22-12.1", "off", "Vi samles når det passer.")]
    facts = world("sp")
    group = replace(facts.group, parameters=tuple(off))
    assert _tasks(facts, "DL-SOCIAL")
    assert not _tasks(replace(facts, group=group), "DL-SOCIAL")


def test_an_uncertain_meeting_has_no_deadline() -> None:
    facts = world("ap", meetings=["2018-04-19 16.00 kommunestyre, usikker"])
    assert _days(facts, "DL-GROUP-BEFORE-COUNCIL") == []


def test_a_half_year_is_planned_before_it_begins_and_the_next_one_too() -> None:
    assert _days(world("sp"), "DL-PLAN-HALF") == ["2022-12-31", "2023-06-30"]
    adopted = world("sp", adoptions=["2023-1: 2022-12-12"])
    assert _days(adopted, "DL-PLAN-HALF") == ["2023-06-30"]


def test_a_title_does_not_change_at_new_year() -> None:
    facts = world("sp")
    later = replace(facts, now=facts.now.replace(year=2024))
    (before,) = _tasks(facts, f"DL-DISSENT-{COUNCIL}")
    (after,) = _tasks(later, f"DL-DISSENT-{COUNCIL}")
    assert before.title == after.title


def test_the_titles_are_said_in_the_groups_language() -> None:
    (task,) = _tasks(world("sp", language="nn"), f"DL-DISSENT-{COUNCIL}")
    assert task.title == "Sei frå til gruppeleiaren før kommunestyret 20. april"


def test_keys_are_used_once_and_the_order_of_meetings_does_not_matter() -> None:
    for pack in all_packs():
        keys = [spec.key for spec in pack.deadlines]
        assert len(keys) == len(set(keys)), pack.name
    facts = world("sp")
    turned = replace(facts, meetings=facts.meetings[::-1])
    assert dated_tasks([SP], facts) == dated_tasks([SP], turned)


@pytest.mark.parametrize(
    ("deadline", "where", "says"),
    [
        ('rules = ["T-9.9"]', "rules", "T-9.9"),
        ('rules = ["T-1.1"]\nalarm = [1]', "alarm", "ukjent"),
    ],
)
def test_a_deadline_that_cannot_be_used_is_refused_by_line(
    tmp_path: Path, deadline: str, where: str, says: str
) -> None:
    text = f"""\
name = "prøve"
title = "Prøve"
source = "Prøve"
force = "mal"
cite = "Prøven"
valid_from = 2020-01-01

[[rules]]
code = "T-1.1"
section = "punkt 1"
force = "mal"
modality = "must"
severity = "feil"
subject = "plan"
kind = "mech"
check = "K02"
condition = "Nok samlinger."
params = {{ types = ["SOSIAL"], minimum = 2 }}
messages = "Bare {{count}}."

[[deadlines]]
key = "DL-X"
on = {{ each = "year", day = "05-01" }}
owner = "leader@group"
title = "Sett opp samlinger"
{deadline}
"""
    (tmp_path / "prøve.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_pack("prøve", tmp_path)
    assert refused.value.where.startswith("prøve.toml, linje 2")
    assert refused.value.where.endswith(where)
    assert says in refused.value.message
