"""What people add to an event survives whatever the service does with it, line for line.

Every action that leaves an object on the server, times everything people's programs put there. A
line is compared as the server has it before and after; in the description people's words are
looked for among ours.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from service.calendar.reading import WRITTEN
from service.domain.model import MeetingStatus
from service.domain.settings import DriftPolicy
from service.journeys.calendar.choosing import choose
from service.journeys.results import SyncReport
from service.journeys.syncing import sync_group
from tests.journeys.members import OWN_ALARM, edited, rewrite
from tests.journeys.town import CALENDAR, FIRST, GROUP, Town, text, told

NewTown = Callable[..., Town]
Edit = Callable[[str], str]
PLAN, ASK, THEIRS = DriftPolicy.PLAN, DriftPolicy.ASK, DriftPolicy.CALENDAR
WORDS = "Husk nøkkelen\\; den henger"
# What the service writes itself; of these a person's wording is kept in other ways.
OURS = frozenset(
    {"DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS", "URL", "DESCRIPTION", "SEQUENCE"}
    | {"LAST-MODIFIED", "DTSTAMP", "RELATED-TO", "TRANSP", WRITTEN}
)
OVERRIDE = (
    "BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20180101T120000Z\n"
    "RECURRENCE-ID;TZID=Europe/Oslo:20180129T180000\n"
    "DTSTART;TZID=Europe/Oslo:20180129T190000\nDTEND;TZID=Europe/Oslo:20180129T200000\n"
    "SUMMARY:Bare denne gangen hos Liv\nX-HUSK:ta med nøkler\nEND:VEVENT\n"
)


def inside(*lines: str) -> Edit:
    """Lines that a member's program puts into the event."""
    return lambda event: event.replace("END:VEVENT", "\n".join((*lines, "END:VEVENT")))


def note_below(event: str) -> str:
    return _described(event, lambda ours: ours + f"\\n\\n{WORDS} der.")


def note_above(event: str) -> str:
    return _described(
        event, lambda ours: ours.replace(":", ":Husk nøkkelen\\; den henger her.\\n", 1)
    )


def _described(event: str, change: Edit) -> str:
    ours = next(line for line in event.split("\n") if line.startswith("DESCRIPTION:"))
    return event.replace(ours, change(ours), 1)


def repeated(event: str) -> str:
    """The event is made to repeat, and one of its days is another."""
    uid = next(line for line in event.split("\n") if line.startswith("UID:"))[4:]
    event = event.replace("END:VEVENT", "RRULE:FREQ=WEEKLY;COUNT=3\nEND:VEVENT")
    return event.replace("END:VCALENDAR", OVERRIDE.format(uid=uid) + "END:VCALENDAR")


ADDED: dict[str, Edit] = {
    "an alarm": inside(OWN_ALARM),
    "two alarms": inside(OWN_ALARM, OWN_ALARM.replace("PT17M", "PT3H")),
    "a comment": inside("COMMENT:Ta med kake", "COMMENT;LANGUAGE=nn:Og kaffi"),
    "a note below": note_below,
    "a note above": note_above,
    "categories": inside("CATEGORIES:Egne møter,Viktig", "CATEGORIES:Mer"),
    "an answer": inside(
        "ORGANIZER:mailto:ola@example.org",
        "ATTENDEE;CN=Kari;PARTSTAT=ACCEPTED;X-NUM-GUESTS=1:mailto:kari@example.org",
        "ATTENDEE;CN=Per;PARTSTAT=DECLINED:mailto:per@example.org",
    ),
    "properties of a program": inside(
        "X-FARGE:blå", "X-MOZ-LASTACK:20180101T120000Z", "PRIORITY:3"
    ),
    "attachments": inside(
        "ATTACH:https://sky.example.org/notat.pdf",
        "ATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY:SGVp",
    ),
    "a day of its own": repeated,
    "a long line": inside(f"X-LANGT:{'æøå og mer ' * 40}slutt"),
    "a class and a place on the map": inside("CLASS:PRIVATE", "GEO:59.91;10.75"),
}


def everything(event: str) -> str:
    """All of it at once, and the day of its own last: it is an event beside the first."""
    for add in sorted(ADDED.values(), key=lambda one: one is repeated):
        event = add(event)
    return event


def unchanged(event: str) -> str:
    return event


@dataclass(frozen=True, slots=True)
class Course:
    """What happens once a member has added something, and the actions it leads to.

    ``with_it`` is what the member changes besides, of what the plan decides.
    """

    policy: DriftPolicy
    happens: Callable[[Town], None]
    actions: tuple[str, ...]
    answer: DriftPolicy | None = None
    with_it: Edit = unchanged


def nothing(_town: Town) -> None:
    """Nobody does anything."""


def planned_elsewhere(town: Town) -> None:
    town.change(FIRST, place="Biblioteket", start=dt.time(17))


def called_off(town: Town) -> None:
    town.change(FIRST, status=MeetingStatus.CANCELLED)


def called_off_and_on(town: Town) -> None:
    called_off(town)
    assert [step.action for step in town.sync().steps if step.kind == "event"] == ["cancel"]
    town.change(FIRST, status=MeetingStatus.CONFIRMED)


def called_off_long_ago(town: Town) -> None:
    called_off(town)
    town.sync()
    town.now += dt.timedelta(days=60)


def database_lost(town: Town) -> None:
    town.lose_database()


def taken_over_then_planned(town: Town) -> None:
    """The plan has taken what the member wrote, and changes later."""
    assert "take_over" in [step.action for step in town.sync().steps]
    town.change(FIRST, start=dt.time(17))


COURSES: dict[str, Course] = {
    "adopted": Course(PLAN, nothing, ("adopt",)),
    "updated": Course(PLAN, planned_elsewhere, ("update",)),
    "restored": Course(PLAN, nothing, ("restore",), with_it=rewrite),
    "restored though both have changed": Course(
        PLAN, planned_elsewhere, ("restore",), with_it=rewrite
    ),
    "restored by an answer": Course(ASK, nothing, ("restore",), answer=PLAN, with_it=rewrite),
    "taken over": Course(THEIRS, nothing, ("take_over",), with_it=rewrite),
    "taken over by an answer": Course(ASK, nothing, ("take_over",), answer=THEIRS, with_it=rewrite),
    "taken over and updated": Course(THEIRS, taken_over_then_planned, ("update",), with_it=rewrite),
    "called off": Course(PLAN, called_off, ("cancel",)),
    "called off though it was changed": Course(PLAN, called_off, ("cancel",), with_it=rewrite),
    "called off and on again": Course(PLAN, called_off_and_on, ("update",)),
    "called off long ago": Course(PLAN, called_off_long_ago, ()),
    "found again": Course(PLAN, database_lost, ("adopt",) * 7),
    "found again and restored": Course(
        PLAN, database_lost, ("adopt",) * 6 + ("restore",), with_it=rewrite
    ),
}


@pytest.mark.parametrize("course", COURSES)
def test_all_that_people_add_is_there_afterwards(new_settled: NewTown, course: str) -> None:
    after = gone_through(new_settled, COURSES[course], everything)
    assert after.count(WORDS) == 2


@pytest.mark.parametrize("added", ADDED)
def test_each_thing_that_people_add_is_there_after_a_change_is_undone(
    new_settled: NewTown, added: str
) -> None:
    gone_through(new_settled, COURSES["restored"], ADDED[added])


@pytest.mark.parametrize("course", ["restored", "restored by an answer", "called off"])
def test_words_in_place_of_our_description_are_kept_beside_it(
    new_settled: NewTown, course: str
) -> None:
    goes = replace(COURSES[course], with_it=rewrite)
    own = "DESCRIPTION:Vi møtes hos Liv i stedet\\, hun har kaffe."
    after = gone_through(new_settled, goes, lambda event: _described(event, lambda _ours: own))
    assert own.removeprefix("DESCRIPTION:") in after


def gone_through(new_settled: NewTown, goes: Course, add: Edit) -> str:
    """The event once the course is run, with all that a member added, there to stay."""
    town = new_settled(drift=goes.policy, places=[(CALENDAR, GROUP)])
    before = lines(town.calendar().get(town.calendar().on(FIRST)[0]))
    href, theirs = edited(town, FIRST, lambda event: goes.with_it(add(event)))
    goes.happens(town)
    report = answered(town, goes.answer)
    assert sorted(action for action, _ in told(report)) == sorted(goes.actions)
    after = town.calendar().get(href)
    assert not lost(before, lines(theirs), lines(after))
    assert town.sync().written == 0
    assert town.calendar().get(href) == after
    return text(after)


def answered(town: Town, answer: DriftPolicy | None) -> SyncReport:
    """The pass; where somebody is asked, the one with the answer."""
    report = town.sync()
    if answer is None:
        return report
    assert report.written == 0
    choices = choose(town.services, town.id, answer)
    return sync_group(town.services, town.id, choices=choices)


def lines(data: bytes) -> Counter[str]:
    """An object's content lines, unfolded."""
    return Counter(text(data).strip("\n").split("\n"))


def lost(before: Counter[str], theirs: Counter[str], after: Counter[str]) -> list[str]:
    """What the member added, of what is nobody's but theirs, and is there no more."""
    missing = (theirs - before) - after
    return [line for line in missing if line.split(":")[0].split(";")[0] not in OURS]
