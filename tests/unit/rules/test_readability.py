"""LIX: words in a sentence, and the share of long words."""

from __future__ import annotations

import pytest

from service.rules.readability import lix


@pytest.mark.parametrize(
    ("words", "long_words", "sentences", "index"),
    [
        (100, 20, 10, 30),  # ten words a sentence, 20 per cent long
        (1200, 300, 70, 42),  # 17.14 + 25
        (3000, 1050, 110, 62),  # 27.27 + 35
        (2, 0, 4, 1),  # a half is rounded up
        (7, 7, 1, 107),
        (1, 0, 1, 1),
    ],
)
def test_the_index_of_a_text(words: int, long_words: int, sentences: int, index: int) -> None:
    assert lix(words, long_words, sentences) == index


@pytest.mark.parametrize("counts", [(0, 0, 1), (5, 0, 0), (5, 6, 1), (5, -1, 1), (-1, 0, 1)])
def test_counts_of_no_text_have_no_index(counts: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="minst ett ord"):
        lix(*counts)
