"""How rule cases write meetings and times."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from service.domain.model import OSLO, Audience, Meeting, MeetingStatus, MeetingType
from tests.rules.notation_people import person_id

KINDS = {
    "gruppemøte": (MeetingType.GRP_ORD, "gruppa"),
    "ekstramøte": (MeetingType.GRP_EXTRA, "gruppa"),
    "formøte": (MeetingType.GRP_PRE, "gruppa"),
    "ettermøte": (MeetingType.GRP_POST, "gruppa"),
    "gruppestyre": (MeetingType.GRP_BOARD, "gruppestyret"),
    "fraksjonsmøte": (MeetingType.FRAK, "fraksjonen"),
    "konstituering": (MeetingType.GRP_CONST, "gruppa"),
    "kommuneråd": (MeetingType.KRAAD, "medlemsmøtet"),
    "studiesamling": (MeetingType.STUDIE, "gruppa"),
    "opplæring": (MeetingType.OPPL, "kommunestyret"),
    "temamøte": (MeetingType.TEMA, "kommunestyret"),
    "dialog": (MeetingType.DIALOG, "kommunestyret"),
    "medlemsmøte": (MeetingType.MEDL, "medlemsmøtet"),
    "sosial": (MeetingType.SOSIAL, "gruppa"),
    "kommunestyre": (MeetingType.MUN_COUNCIL, "kommunestyret"),
    "formannskap": (MeetingType.MUN_EXEC, "formannskapet"),
    "utvalg": (MeetingType.MUN_COMMITTEE, "oppvekst"),
}
CALENDARS = {"i gruppas kalender": Audience.GROUP, "i styrets kalender": Audience.GROUP_BOARD}
MEETING = re.compile(
    r"(?P<date>\S+)(?: (?P<start>\d\d\.\d\d)(?:–(?P<end>\d\d\.\d\d))?)? (?P<kind>[a-zæøå]+)"
)


def read_meeting(line: str) -> Meeting:
    head, *rest = line.split(", ")
    found = MEETING.fullmatch(head)
    assert found, f"can't read the meeting {line!r}"
    kind, body = KINDS[found["kind"]]
    said: dict[str, Any] = {"body": body}
    if kind is MeetingType.GRP_BOARD:
        said["audience"] = Audience.GROUP_BOARD
    for part in rest:
        said |= _detail(part)
    return Meeting(
        id=f"{found['date']} {found['kind']}", type=kind, date=dt.date.fromisoformat(found["date"]),
        start=_clock(found["start"]), end=_clock(found["end"]), **said,
    )  # fmt: skip


def _detail(part: str) -> dict[str, Any]:
    if part in CALENDARS:
        return {"audience": CALENDARS[part]}
    if part == "usikker":
        return {"confidence": 0.5}
    if part == "avlyst":
        return {"status": MeetingStatus.CANCELLED}
    word, _, rest = part.partition(" ")
    if part.startswith("innkalt av "):
        return {"called_by": person_id(part.removeprefix("innkalt av "))}
    return {"sted": {"place": rest}, "organ": {"body": rest}, "før": {"serves": (rest,)}}[word]


def _clock(text: str | None) -> dt.time | None:
    return dt.time.fromisoformat(text.replace(".", ":")) if text else None


def read_moment(text: str) -> dt.datetime:
    """ "2018-05-02 12.00", local time."""
    return dt.datetime.fromisoformat(text.replace(".", ":")).replace(tzinfo=OSLO)
