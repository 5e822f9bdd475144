"""How surely a value is what it is taken for, by what speaks for it and against it."""

from __future__ import annotations

from typing import Final

SURE: Final = 1.0
BESIDE_TAG: Final = 0.95  # the tag is there, and more is written beside it
NAMED: Final = 0.9  # the label, the heading or the header row alone
MOVED: Final = 0.8  # the tag alone, without its label, or two words of a header row
DOUBLED: Final = 0.6  # the tag stands in several places, or text stands under no label
DISPUTED: Final = 0.5  # tag and label say different things
