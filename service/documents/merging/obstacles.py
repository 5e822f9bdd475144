"""What can stand in the way of replacing a value in a document that people have edited."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Obstacle(StrEnum):
    """Why a value can't be replaced surely."""

    OWN_VALUE = "own-value"  # somebody has written another value
    TRACKED = "tracked-change"  # somebody's suggestion waits there to be accepted
    DOUBLED = "doubled"  # the field stands in several places
    DISPUTED = "disagreement"  # the tag is in one place, the label in another
    GONE = "not-found"  # neither tag nor label is there
    UNUSUAL = "unusual"  # a link, a picture or several paragraphs stand there
    HEADER = "header"  # somebody has rewritten a page header that shows the old date
    FINISHED = "finished"  # the document is signed, protected or marked as final
    UNSURE = "unsure"  # what came out did not read as it should


@dataclass(frozen=True, slots=True)
class Hindrance:
    """An obstacle, and the tag of the field it stands in; "" where it is about the document."""

    tag: str
    obstacle: Obstacle
