"""How hard a text is to read: LIX, as used in the Nordic countries since Björnsson (1968).

LIX is the mean number of words in a sentence plus the percentage of words with more than six
letters. Below 35 is easy, 45 to 55 is that of public reports, above 55 is heavy.
"""

from __future__ import annotations

from fractions import Fraction


def lix(words: int, long_words: int, sentences: int) -> int:
    """The index as a whole number, halves rounded up.

    Raises:
        ValueError: there is no word or sentence, or more long words than words.
    """
    if words < 1 or sentences < 1 or not 0 <= long_words <= words:
        raise ValueError(
            "en tekst har minst ett ord og én setning, og ikke flere lange ord enn ord"
        )
    return int(Fraction(words, sentences) + Fraction(100 * long_words, words) + Fraction(1, 2))
