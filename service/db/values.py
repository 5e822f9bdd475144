"""Plain values and domain records as JSON, and back to exactly what they were."""

from __future__ import annotations

import datetime as dt
from typing import Any

_DATE, _TIME, _INSTANT, _TUPLE = "$date", "$time", "$instant", "$tuple"


def to_json(value: object) -> Any:  # noqa: ANN401 - JSON has no better type
    """A value that a group file can hold, as JSON: text, numbers, dates, times, lists, tables.

    Raises:
        TypeError: a value of another type.
    """
    match value:
        case None | bool() | int() | float() | str():
            return value
        case dt.datetime():
            return {_INSTANT: value.isoformat()}
        case dt.date():
            return {_DATE: value.isoformat()}
        case dt.time():
            return {_TIME: value.isoformat()}
        case tuple():
            return {_TUPLE: [to_json(item) for item in value]}
        case list():
            return [to_json(item) for item in value]
        case dict():
            return {str(key): to_json(item) for key, item in value.items()}
        case _:
            raise TypeError(f"{type(value).__name__} can't be stored as a parameter")


def from_json(value: Any) -> object:  # noqa: ANN401 - JSON has no better type
    """The value that `to_json` was given."""
    match value:
        case {"$date": str(text)}:
            return dt.date.fromisoformat(text)
        case {"$time": str(text)}:
            return dt.time.fromisoformat(text)
        case {"$instant": str(text)}:
            return dt.datetime.fromisoformat(text)
        case {"$tuple": list(items)}:
            return tuple(from_json(item) for item in items)
        case list():
            return [from_json(item) for item in value]
        case dict():
            return {key: from_json(item) for key, item in value.items()}
        case _:
            return value
