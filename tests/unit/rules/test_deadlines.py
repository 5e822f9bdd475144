"""The deadlines of packs: their day, when they are settled, and what they follow."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from service.domain.deadlines import DatedTask
from service.domain.errors import InputError
from service.domain.model import Period
from service.rules.coverage import all_packs
from service.rules.deadlines import dated_tasks
from service.rules.definitions import RulePack
from service.rules.facts import Facts
from service.rules.loading import load_pack
from service.rules.pack_writer import write_pack
from tests.unit.rules.worlds import world

AP, SP = load_pack("ap-lhm-2015"), load_pack("sp-reglement-2022")
SORUM = load_pack("sorum-kjoreregler-2008")
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


def test_a_meeting_that_is_there_is_not_asked_for_again_though_its_caller_is_not_told() -> None:
    facts = world("ap", meetings=["2018-04-16 18.00 gruppemøte", "2018-04-19 16.00 kommunestyre"])
    assert _days(facts, "DL-GROUP-BEFORE-COUNCIL") == []


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


def test_the_first_half_year_is_planned_so_long_after_the_term_began() -> None:
    group = replace(world("sp").group, term=Period(start=dt.date(2023, 3, 1)))
    facts = replace(world("sp"), group=group)
    assert _days(facts, "DL-PLAN-HALF") == ["2023-03-31", "2023-06-30"]


def test_the_groups_own_choice_decides_the_day() -> None:
    chosen = [("AP-LHM-2.2", "follow_up_days", 14)]
    assert _days(world("ap"), "DL-FOLLOWUP") == ["2018-04-26"]
    assert _days(world("ap", parameters=chosen), "DL-FOLLOWUP") == ["2018-05-03"]


def test_what_is_in_order_so_far_is_still_to_be_done() -> None:
    """The rule finds nothing wrong with a case before the day has come."""
    case = {"case": "12/18", "meeting": "2018-04-19 kommunestyre", "flags": ["council"],
            "owner": "Kari Nordmann"}  # fmt: skip
    known = {"case": [case], "follow_up": []}
    facts = world("ap", now="2018-04-20 12.00", records=known)
    assert _days(facts, "DL-FOLLOWUP") == ["2018-04-26"]


def _said(packs: list[RulePack], facts: Facts, key: str) -> list[str]:
    return [task.title for task in dated_tasks(packs, facts) if task.id == key]


def test_what_two_packs_ask_for_is_asked_once() -> None:
    facts = world("ap")
    assert _said([AP, SORUM], facts, "DL-EVAL-2018") == ["Vurder hvordan gruppa framstår"]
    assert _said([SORUM, AP], facts, "DL-EVAL-2018") == ["Svar på årets egenevaluering"]


def test_what_the_first_pack_has_settled_the_second_may_still_ask_for() -> None:
    facts = world("ap", attested=["AP-LHM-0.4: 2018-02-01 12.00"])
    assert _said([AP, SORUM], facts, "DL-EVAL-2018") == ["Svar på årets egenevaluering"]


def test_a_group_too_small_for_a_survey_is_not_asked() -> None:
    people = ["Kari Nordmann: leder i gruppa, fast i gruppa", "Ola Nordmann: fast i gruppa"]
    facts = world("sorum", people=people, records={"survey": []})
    assert not _said([SORUM], facts, "DL-EVAL-2024")


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
        ('rules = ["T-1.1"]\non = { each = "uke" }', "on", "Velg blant: once, "),
        ('rules = ["T-1.1"]\non = { each = "year", day = "31.02" }', "on.year.day", "dag og måned"),
        (
            'rules = ["T-1.1"]\non = { each = "year", day = "05-01", after = { param = "lag" } }',
            "on",
            "T-1.1 har ingen parameter «lag»",
        ),
        (
            'rules = ["T-1.1"]\non = { each = "year", day = { param = "minimum" } }',
            "on.year.day",
            "tekst",
        ),
        (
            'rules = ["T-1.1"]\non = {each = "record", trigger = {record = "media"}, done = "x"}',
            "on.record",
            "har ikke felt «x»",
        ),
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
{"" if "on = " in deadline else 'on = { each = "year", day = "05-01" }'}
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


HEAD = """\
name = "vår"
title = "Vår"
source = "Vår"
force = "kjøreregel"
cite = "Våre regler"
valid_from = 2015-10-01

[includes]
ap-lhm-2015 = ["AP-LHM-3.2"]
"""
OWN = """
[[deadlines]]
key = "DL-VOTES"
rules = ["AP-LHM-3.2"]
on = { each = "meeting", types = ["MUN_COUNCIL"], before = { days = 3 } }
owner = "members"
title = "Si fra tidlig"
"""


def _ours(folder: Path, text: str) -> RulePack:
    (folder / "vår.toml").write_text(text, encoding="utf-8")
    return load_pack("vår", folder)


def test_a_rule_that_is_taken_from_another_pack_brings_its_deadlines(tmp_path: Path) -> None:
    ours = _ours(tmp_path, HEAD)
    assert [spec.key for spec in ours.deadlines] == ["DL-VOTES"]
    facts = world("ap")
    theirs = [task for task in dated_tasks([AP], facts) if task.id.startswith("DL-VOTES")]
    assert theirs
    assert list(dated_tasks([ours], facts)) == theirs
    assert [t for t in dated_tasks([AP, ours], facts) if t.id.startswith("DL-VOTES")] == theirs


def test_a_deadline_of_ones_own_takes_the_place_of_the_one_that_came_with_it(
    tmp_path: Path,
) -> None:
    ours = _ours(tmp_path, HEAD + OWN)
    assert [spec.title.nb for spec in ours.deadlines] == ["Si fra tidlig"]
    (before,) = {(t.meeting, t.date) for t in dated_tasks([AP], world("ap")) if "VOTES" in t.id}
    (after,) = {(t.meeting, t.date) for t in dated_tasks([ours], world("ap"))}
    assert after == (before[0], before[1] - dt.timedelta(days=3))


def test_a_deadline_stays_behind_when_the_rule_its_day_is_counted_from_does(
    tmp_path: Path,
) -> None:
    several = next(spec for spec in SORUM.deadlines if len(spec.rules) > 1)
    first, second, *_rest = several.rules

    def taken(code: str) -> dict[str, tuple[str, ...]]:
        text = HEAD.partition("[includes]")[0] + f'[includes]\n{SORUM.name} = ["{code}"]\n'
        return {spec.key: spec.rules for spec in _ours(tmp_path, text).deadlines}

    assert several.key not in taken(second)
    assert taken(first)[several.key] == (first,)


def test_a_pack_with_rules_of_others_is_written_and_read_the_same(tmp_path: Path) -> None:
    ours = _ours(tmp_path, HEAD)
    assert _ours(tmp_path, write_pack(ours, tmp_path)) == ours
