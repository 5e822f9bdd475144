"""A1: what people confirm, and when they are asked to."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from service.rules.checks import a1_attest_task
from service.rules.params import CheckParams
from service.rules.results import Failed, Missing, Passed, Result
from tests.unit.rules.worlds import world

PARAMS: TypeAdapter[CheckParams] = TypeAdapter(a1_attest_task.Params)
SURVEY = {"task": "survey", "question": "E1"}
ANSWERED = {"id": "1", "question": "E1", "round": "2018", "count": "4", "mean": "3.5"}


def _judge(params: dict[str, Any], **case: Any) -> list[Result]:
    return list(PARAMS.validate_python(params).judge(world("ap", **case)))


def test_a_survey_is_judged_from_how_many_answered() -> None:
    assert isinstance(_judge(SURVEY)[0], Missing)
    (answered,) = _judge(SURVEY, records={"survey": [ANSWERED]})
    assert isinstance(answered, Passed)
    assert str(answered.target) == "survey:E1@2018"


@pytest.mark.parametrize(
    ("changed", "variant"),
    [
        ({"count": "2"}, "few"),
        ({"round": "2017"}, ""),
        ({"question": "E2"}, ""),
        ({"mean": ""}, ""),
    ],
)
def test_a_round_with_few_answers_is_not_answered(changed: dict[str, str], variant: str) -> None:
    (result,) = _judge(SURVEY, records={"survey": [{**ANSWERED, **changed}]})
    assert isinstance(result, Failed)
    assert result.variant == variant


def test_a_group_too_small_to_be_anonymous_is_not_asked() -> None:
    people = ["Kari Nordmann: leder i gruppa, fast i gruppa", "Ola Nordmann: fast i gruppa"]
    assert _judge(SURVEY, people=people, records={"survey": []}) == []
