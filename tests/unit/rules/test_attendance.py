"""Who represented the group at members' meetings, and who has been trained, in any pack."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from service.rules.checks import CHECKS
from service.rules.results import Failed, Missing, Passed, Result
from tests.unit.rules.worlds import world

MEETING = "2018-04-20 medlemsmøte"
TRAINING = "2015-11-20 opplæring"


def judged(params: dict[str, Any], **case: Any) -> list[Result]:
    return list(CHECKS["K11"].validate_python(params).judge(world("ap", **case)))


def at_the_meeting(*attendance: str, minimum: int = 1, **case: Any) -> Result:
    document = {"type": "protokoll", "meeting": MEETING, "attendance": list(attendance)}
    case = {"meetings": ["2018-04-20 18.00–20.00 medlemsmøte"], "documents": [document]} | case
    (result,) = judged({"attendance": "represented", "minimum": minimum}, **case)
    return result


def test_one_of_the_group_is_enough_unless_more_are_asked_for() -> None:
    rows = ("Kari Nordmann: møtt", "Eva Nordmann: møtt", "Ola Nordmann: ikke møtt")
    assert isinstance(at_the_meeting(*rows), Passed)
    few = at_the_meeting(*rows, minimum=2)
    assert isinstance(few, Failed)
    assert few.values["count"] == 1


def test_people_of_the_branch_do_not_represent_the_group() -> None:
    result = at_the_meeting("Eva Nordmann: møtt", "Ola Nordmann: forfall")
    assert isinstance(result, Failed)
    assert result.place.name == "attendance"


def test_an_empty_cell_is_not_absence() -> None:
    result = at_the_meeting("Eva Nordmann: møtt", "Ola Nordmann: ?")
    assert isinstance(result, Missing)
    assert result.fact == "status"


def test_without_a_roster_nobody_is_known_to_represent_anybody() -> None:
    result = at_the_meeting("Eva Nordmann: møtt", people=[])
    assert result == Missing("members")


def trained(*, only_new: bool = True, **case: Any) -> dict[str, list[str]]:
    """What is answered, by person: "pass", the variant of a finding; "" are missing facts."""
    params = {"attendance": "trained", "only_new": only_new}
    found: dict[str, list[str]] = {}
    for result in judged(params, **case):
        if isinstance(result, Missing):
            found.setdefault("", []).append(result.fact)
        else:
            said = result.variant if isinstance(result, Failed) else "pass"
            found.setdefault(result.target.id, []).append(said)
    return found


LIST = {"type": "protokoll", "meeting": TRAINING, "attendance": ["Kari Nordmann: møtt"]}


def test_who_is_on_the_list_of_the_training_was_there() -> None:
    found = trained(meetings=["2015-11-20 opplæring"], documents=[LIST], records={"training": []})
    assert found == {"kari": ["pass"], "ola": [""], "nils": [""]}


def test_who_is_on_no_list_may_have_been_trained_elsewhere() -> None:
    found = trained(meetings=["2015-11-20 opplæring"], documents=[LIST])
    assert found == {"kari": ["pass"], "": ["training", "training"]}


@pytest.mark.parametrize(
    ("at", "answer"),
    [("2016-04-01 12.00", "pass"), ("2016-04-02 12.00", "late"), ("2015-09-30 12.00", "")],
)
def test_training_counts_within_the_span_after_the_start_of_the_term(at: str, answer: str) -> None:
    found = trained(records={"training": [{"person": "Ola Nordmann", "at": at}]})
    assert found["ola"] == [answer]


def test_nobody_is_late_before_the_span_is_over() -> None:
    assert trained(now="2016-04-01 12.00", records={"training": []}) == {}


def test_a_training_of_no_known_day_is_not_held_against_anybody() -> None:
    found = trained(records={"training": [{"person": "Ola Nordmann"}]})
    assert found[""] == ["record_day"]
    assert "ola" not in found


def test_only_the_new_are_asked_unless_everybody_is() -> None:
    people = ["Kari Nordmann: fast i gruppa"]
    facts = world("ap", people=people)
    before = facts.group.term.start.replace(year=2011)
    person = facts.roster.people[0]
    seat = person.memberships[0]
    assert seat.period.start == facts.group.term.start
    old = replace(seat, period=replace(seat.period, start=before))
    roster = replace(facts.roster, people=(replace(person, memberships=(old,)),))
    facts = replace(facts, group=replace(facts.group, roster=roster), records={"training": ()})
    new = CHECKS["K11"].validate_python({"attendance": "trained"})
    everyone = CHECKS["K11"].validate_python({"attendance": "trained", "only_new": False})
    assert list(new.judge(facts)) == []
    assert [type(r) for r in everyone.judge(facts)] == [Failed]
