"""Every case is answered as it was written down, to the letter."""

from pathlib import Path

import pytest

from tests.rules.answers import FOLDER, answers, files, says_too_much

FILES = files()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_case_is_answered_as_written_down(path: Path) -> None:
    """``python -m tests.rules.answers`` writes them anew; read the difference."""
    assert answers(path) == (FOLDER / f"{path.stem}.txt").read_text("utf-8")


def test_every_rules_answers_are_written_down() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {path.stem for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_result_gives_what_it_may_say_and_nothing_else(path: Path) -> None:
    assert not says_too_much(path)
