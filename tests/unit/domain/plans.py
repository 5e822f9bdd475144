"""The two published plans' dates, written by hand, and short ways to make meetings."""

import datetime as dt

from service.domain.model import BodyKind, Meeting, MeetingType
from service.domain.planning import PlanningRule, Trigger

BODIES = {
    "F": ("formannskap", MeetingType.MUN_EXEC),
    "O": ("helse-oppvekst", MeetingType.MUN_COMMITTEE),
    "U": ("kommuneutvikling", MeetingType.MUN_COMMITTEE),
    "A": ("administrasjon", MeetingType.MUN_COMMITTEE),
    "K": ("kommunestyre", MeetingType.MUN_COUNCIL),
}
AURE_2018 = (
    "23.1F 30.1O 31.1U 7.2F 15.2K 28.2U 6.3O 12.3F 21.3O 21.3U 21.3K 10.4O 16.4U 17.4F 25.4K "
    "8.5O 9.5U 15.5F 22.5K 13.6O 14.6U 19.6F 26.6K"
)
GJERSTAD_2023 = (
    "17.1F 7.2F 7.2A 16.2K 14.3F 30.3K 9.5F 9.5A 25.5K 13.6F 22.6K 5.9F 5.9A 21.9K 10.10F 26.10K "
    "7.11F 23.11K 28.11F 28.11A 14.12K"
)


def plan(text: str, year: int, start: dt.time | None = None) -> list[Meeting]:
    """Meetings from "23.1F": day, month, and the body's letter."""
    return [meeting(word, year, start) for word in text.split()]


def meeting(word: str, year: int, start: dt.time | None = None, **more: object) -> Meeting:
    day, month = word[:-1].split(".")
    body, kind = BODIES[word[-1]]
    date = dt.date(year, int(month), int(day))
    values = {"id": f"{body}-{date}", "body": body, "type": kind, "date": date, "start": start}
    return Meeting(**(values | more))  # type: ignore[arg-type]  # the words are the fields


def rule(trigger: Trigger = Trigger.EACH_MEETING, **more: object) -> PlanningRule:
    values = {
        "trigger": trigger,
        "kinds": (BodyKind.COUNCIL, BodyKind.EXECUTIVE),
        "weekday": 0,
        "start": dt.time(18),
        "end": dt.time(20),
        "place": "Rådhuset",
    }
    return PlanningRule(**(values | more))  # type: ignore[arg-type]  # the words are the fields
