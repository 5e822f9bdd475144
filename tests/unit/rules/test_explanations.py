import pytest

from service.rules.checks import CHECKS
from service.rules.explanations import explained, explanations
from service.rules.phrasing import LANGUAGES
from tests.unit.rules.languages import bokmal_in, norwegian_in, sentences_in


def test_every_check_is_explained_and_nothing_else() -> None:
    assert explanations().keys() == CHECKS.keys()


@pytest.mark.parametrize("check", sorted(CHECKS))
def test_a_check_says_in_each_language_what_it_looks_at_and_when_it_judges_nothing(
    check: str,
) -> None:
    said = {language: explained(check, language) for language in LANGUAGES}

    assert len(set(said.values())) == len(LANGUAGES)
    assert all(1 <= sentences_in(text) <= 3 for text in said.values())
    assert not bokmal_in(said["nn"])
    assert not norwegian_in(said["en"])
    assert "ikke vurdert" in said["nb"]
    assert "not judged" in said["en"]
