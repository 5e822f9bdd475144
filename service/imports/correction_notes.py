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
_ADDED = {"nb": "Lagt til for hånd.", "nn": "Lagd til for hand."}
_NOW_IN_PLAN = {
    "nb": "{name} {day} var lagt til for hånd og står nå i planen. {what}",
    "nn": "{name} {day} var lagt til for hand og står no i planen. {what}",
}
_PLAN_HOLDS = {"nb": "Raden i planen gjelder.", "nn": "Rada i planen gjeld."}
_KEPT = {
    "nb": "Det planen ikke sier, er beholdt.",
    "nn": "Det planen ikkje seier, er teke vare på.",
}
_OTHER_TIME = {
    "nb": "Planen gjelder og sier kl. {now}, ikke kl. {before}.",
    "nn": "Planen gjeld og seier kl. {now}, ikkje kl. {before}.",
}
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


def added_note(language: str) -> str:
    """That the plan's text has no such row: a person has added it."""
    return _ADDED[language]


def now_in_plan_note(
    read: PlannedMeeting, meeting: PlannedMeeting, added: PlannedMeeting, language: str
) -> str:
    """That a newer plan has what a person had added, and which of the two holds.

    ``meeting`` is the plan's row as it now is, ``read`` as it was read.
    """
    kept = any(getattr(meeting, name) and not getattr(read, name) for name in ("start", "place"))
    what = (_KEPT if kept else _PLAN_HOLDS)[language]
    if meeting.start and added.start and meeting.start != added.start:
        times = {"now": clock(meeting.start), "before": clock(added.start)}
        what = _OTHER_TIME[language].format(**times)
    return _NOW_IN_PLAN[language].format(name=added.body, day=day_month(added.date), what=what)


def _shown(value: str | dt.date | dt.time | None, language: str) -> str:
    if isinstance(value, dt.date):
        return f"{weekday_name(value.weekday(), language)} {day_month(value)} {value.year}"
    if isinstance(value, dt.time):
        return clock(value)
    return f"«{value}»" if value else _NOTHING[language]
