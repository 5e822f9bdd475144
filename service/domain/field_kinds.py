"""What a field of a register holds, where it isn't just text."""

from __future__ import annotations

from enum import StrEnum


class FieldKind(StrEnum):
    """A kind of field; an entry whose field doesn't hold it is refused."""

    PERSON = "person"  # somebody of the group, by id
    DATE = "date"
    MOMENT = "moment"  # a date, perhaps with a time of day
    CLOCK = "clock"  # a time of day
