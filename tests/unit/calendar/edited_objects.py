"""Objects as we make them, and as a person's program leaves them."""

import datetime as dt

from service.calendar import meeting_fields, merge, new_object
from tests.unit.calendar.samples import GROUP, MEETING, PLAN, STAMP, UID

FIELDS = meeting_fields(
    MEETING, GROUP, plan=PLAN, url="https://example.org/f/7", alarm_minutes=1440
)
LATER = dt.datetime(2018, 1, 5, tzinfo=dt.UTC)
MOVED = {
    **FIELDS,
    "dtstart": "2018-02-13T18:00:00+01:00",
    "dtend": "2018-02-13T20:00:00+01:00",
}
TASK = {"due": "2018-02-08", "summary": "Send innkalling", "description": "I dag"}


def made(fields=FIELDS, uid=UID):
    return new_object(uid, fields, sequence=0, stamp=STAMP)


def merged(data, fields=FIELDS, base=FIELDS, sequence=1):
    return merge(data, fields, sequence=sequence, stamp=LATER, base=base)


def lines(data):
    return data.replace(b"\r\n ", b"").decode().split("\r\n")


def edited(data, *, swap=(), add=(), alarm=()):
    """As a person's program leaves it: lines swapped, and lines added at the event's end."""
    text = data.replace(b"\r\n ", b"").decode()
    for old, new in swap:
        assert old in text
        text = text.replace(old, new)
    at = text.index("BEGIN:VALARM") if "BEGIN:VALARM" in text else text.index("END:VEVENT")
    end = text.index("END:VEVENT")
    text = (
        text[:at]
        + "".join(f"{x}\r\n" for x in add)
        + text[at:end]
        + ("".join(f"{x}\r\n" for x in alarm) + text[end:])
    )
    return text.encode()
