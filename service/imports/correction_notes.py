"""What a corrected row says of itself, so that nobody takes the correction for the plan's word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container

from service.domain.wording import clock, day_month, weekday_name
from service.imports.reading import PlannedMeeting

_CALLED = {
    "nb": {
        "body": "organet",
        "date": "datoen",
        "start": "starten",
        "end": "slutten",
        "place": "stedet",
        "type": "møtetypen",
    },
    "nn": {
        "body": "organet",
        "date": "datoen",
        "start": "starten",
        "end": "slutten",
        "place": "staden",
        "type": "møtetypen",
    },
}
_CORRECTED = {
    "nb": "Rettet for hånd: i planen er {what}.",
    "nn": "Retta for hand: i planen er {what}.",
}
_NOTHING = {"nb": "ikke oppgitt", "nn": "ikkje oppgitt"}
_TWICE = {
    "nb": "{name} {day} står to ganger etter rettelsene og tas med én gang.",
    "nn": "{name} {day} står to gonger etter rettingane og blir teke med éin gong.",
}


def corrected_note(read: PlannedMeeting, changed: Container[str], language: str) -> str:
    """What the plan itself says in the fields that a person has changed."""
    said = [
        f"{name} {_shown(getattr(read, field), language)}"
        for field, name in _CALLED[language].items()
        if field in changed
    ]
    return _CORRECTED[language].format(what=", ".join(said))


def twice_note(meeting: PlannedMeeting, language: str) -> str:
    """That two rows have become the same meeting."""
    return _TWICE[language].format(name=meeting.body, day=day_month(meeting.date))


def _shown(value: str | dt.date | dt.time | None, language: str) -> str:
    if isinstance(value, dt.date):
        return f"{weekday_name(value.weekday(), language)} {day_month(value)} {value.year}"
    if isinstance(value, dt.time):
        return clock(value)
    return f"«{value}»" if value else _NOTHING[language]
