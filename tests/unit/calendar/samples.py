"""A group, its council and one group meeting, for calendar tests."""

import datetime as dt

from service.domain.model import (
    Body,
    BodyKind,
    Group,
    Meeting,
    MeetingStatus,
    MeetingType,
    Period,
    Roster,
    event_uid,
)

STAMP = dt.datetime(2018, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
UID = event_uid("g", "gruppemote-k")
ROSTER = Roster(
    bodies=(
        Body(key="k", name="Kommunestyre", kind=BodyKind.COUNCIL),
        Body(key="f", name="Formannskap", kind=BodyKind.EXECUTIVE),
        Body(key="h", name="Hovedutvalg for helse og oppvekst", kind=BodyKind.COMMITTEE),
        Body(key="g", name="Partiets gruppe", kind=BodyKind.GROUP),
    )
)
GROUP = Group(
    id="g",
    name="Partiets gruppe",
    party="Partiet",
    municipality="Kommunen",
    term=Period(start=dt.date(2015, 10, 1)),
    roster=ROSTER,
)
COUNCIL = Meeting(
    id="k",
    body="k",
    type=MeetingType.MUN_COUNCIL,
    date=dt.date(2018, 2, 15),
    start=dt.time(18, 30),
    status=MeetingStatus.CONFIRMED,
)
MEETING = Meeting(
    id="gruppemote-k",
    body="g",
    type=MeetingType.GRP_ORD,
    date=dt.date(2018, 2, 12),
    start=dt.time(18),
    end=dt.time(20),
    place="Rådhuset, møterom 2",
    status=MeetingStatus.CONFIRMED,
    serves=("k",),
    called_by="kari-nordmann",
    reason="Mandag 12. februar: siste mandag før kommunestyret 15. februar",
)
PLAN = {"k": COUNCIL}
