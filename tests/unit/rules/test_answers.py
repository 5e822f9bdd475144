"""Every case is answered as it was written down, to the letter."""

from pathlib import Path

import pytest

from service.rules.phrasing import phrases, placeholders
from service.rules.registers import registers
from service.rules.results import Failed
from tests.rules.answers import FOLDER, answers, files, placeholders_given

FILES = files()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_case_is_answered_as_written_down(path: Path) -> None:
    """``python -m tests.rules.answers`` writes them anew; read the difference."""
    assert answers(path) == (FOLDER / f"{path.stem}.txt").read_text("utf-8")


def test_every_rules_answers_are_written_down() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {path.stem for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_result_gives_what_it_may_say_and_nothing_else(path: Path) -> None:
    for result, says, _ in placeholders_given(path):
        if isinstance(result, Failed):
            assert result.values.keys() <= says, result
            continue
        known = registers().get(result.fact)
        said = known.missing.nb if known else phrases()["missing"][result.fact]["nb"]
        assert result.values.keys() == placeholders(said), result
