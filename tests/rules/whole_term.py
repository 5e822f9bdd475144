"""A council group's four-year term as facts: what the rules must get through in a second."""

from __future__ import annotations

import datetime as dt
import random

from service.domain.minutes import (
    AttendanceStatus,
    Attendee,
    CaseItem,
    DocumentReading,
    Source,
    Value,
    Votes,
)
from service.domain.model import (
    OSLO,
    Audience,
    Body,
    BodyKind,
    Group,
    Meeting,
    MeetingStatus,
    MeetingType,
    Membership,
    Period,
    Person,
    Role,
    Roster,
)
from service.rules.facts import Facts, MeetingDocument
from service.rules.records import Record

_STATUSES, _OFTEN = tuple(AttendanceStatus), (85, 12, 2, 1)
_FLAGS, _FLAGGED = ("disagreement", "large", "new", "principle"), 0.05
_VALUES = {
    "conclusion": "Enige.", "reason_given": "ja", "programme_ref": "punkt 3", "anchor": "mål 2",
    "type": "andre saker", "subtype": "enkeltsak",
}  # fmt: skip
_FORGOTTEN = 0.03  # of the fields of a case
TERM = Period(start=dt.date(2023, 10, 1), end=dt.date(2027, 9, 30))
BODIES = (
    Body(key="kommunestyret", name="Kommunestyret", kind=BodyKind.COUNCIL),
    Body(key="formannskapet", name="Formannskapet", kind=BodyKind.EXECUTIVE),
    Body(key="oppvekst", name="Oppvekstutvalget", kind=BodyKind.COMMITTEE),
    Body(key="gruppa", name="Gruppa", kind=BodyKind.GROUP),
    Body(key="gruppestyret", name="Gruppestyret", kind=BodyKind.GROUP_BOARD),
    Body(key="lokallagsstyret", name="Lokallagsstyret", kind=BodyKind.PARTY_BOARD),
    Body(key="medlemsmøtet", name="Medlemsmøtet", kind=BodyKind.MEMBERS),
)
_STANDING = (
    ("gruppa", Role.LEADER), ("gruppa", Role.DEPUTY_LEADER), ("gruppa", Role.BOARD_MEMBER),
    ("lokallagsstyret", Role.LEADER), ("kommunestyret", Role.MAYOR),
)  # fmt: skip


def whole_term(*, meetings: int = 120, cases: int = 1500, people: int = 40, seed: int = 1) -> Facts:
    """Facts with so many group meetings, each with a protocol, and the records around the cases."""
    lots = random.Random(seed)
    roster = Roster(bodies=BODIES, people=tuple(_people(people)))
    group = Group(
        id="gruppa", name="Gruppa", party="Partiet", municipality="Kommunen", term=TERM,
        roster=roster,
    )  # fmt: skip
    planned = tuple(_meetings(meetings))
    own = [m for m in planned if m.type is MeetingType.GRP_ORD]
    numbers = [f"{n}/{24 + n % 4}" for n in range(1, cases + 1)]
    by_meeting = {m.id: numbers[i :: len(own)] for i, m in enumerate(own)}
    documents = tuple(_protocol(m, by_meeting[m.id], roster, lots) for m in own)
    return Facts(
        group=group,
        now=dt.datetime(2027, 9, 1, 12, tzinfo=OSLO),
        meetings=planned,
        documents=documents,
        adoptions=(),
        visibility={m.id: m.audience for m in planned},
        records=_records(own, by_meeting, roster, lots),
    )


def _people(count: int) -> list[Person]:
    seats = max(5, count // 4)
    return [
        Person(id=f"p{n}", name=f"Person{n} Nordmann", memberships=_memberships(n, seats))
        for n in range(count)
    ]


def _memberships(number: int, seats: int) -> tuple[Membership, ...]:
    role = Role.MEMBER if number < seats else Role.DEPUTY
    rank = None if number < seats else number - seats + 1
    held = [("kommunestyret", role), ("gruppa", role)]
    held += [_STANDING[number]] if number < len(_STANDING) else []
    if number < seats:
        held.append(("formannskapet" if number % 2 else "oppvekst", Role.MEMBER))
    return tuple(Membership(body=b, role=r, period=TERM, rank=rank) for b, r in held)


def _meetings(count: int) -> list[Meeting]:
    """One group meeting a fortnight, and the municipality's meetings the week after each."""
    found = []
    for number in range(count):
        day = TERM.start + dt.timedelta(days=8 + 12 * number)
        found.append(_meeting(f"g{number}", "gruppa", MeetingType.GRP_ORD, day, 18))
        kind, body = (
            (MeetingType.MUN_COUNCIL, "kommunestyret")
            if number % 2
            else (MeetingType.MUN_EXEC, "formannskapet")
        )
        found.append(_meeting(f"k{number}", body, kind, day + dt.timedelta(days=3), 17))
    return found


def _meeting(key: str, body: str, kind: MeetingType, day: dt.date, hour: int) -> Meeting:
    audience = Audience.GROUP if kind is MeetingType.GRP_ORD else Audience.COUNCIL
    return Meeting(
        id=key, body=body, type=kind, date=day, start=dt.time(hour), end=dt.time(hour + 2),
        status=MeetingStatus.CONFIRMED, audience=audience, called_by="p0",
    )  # fmt: skip


def _protocol(
    meeting: Meeting, numbers: list[str], roster: Roster, lots: random.Random
) -> MeetingDocument:
    reading = DocumentReading(
        type="protokoll",
        document_id=meeting.id,
        fields={
            tag: Value(text=text, source=Source.TAG)
            for tag, text in (
                ("meeting.date", meeting.date.isoformat()), ("meeting.chair", "Person0 Nordmann"),
                ("minutes.habilitet", "Ingen meldte."), ("minutes.media", "Skolen"),
            )
        },
        attendance=tuple(
            Attendee(name=p.name, status=lots.choices(_STATUSES, _OFTEN)[0]) for p in roster.people
        ),
        cases=tuple(_case(number, lots) for number in numbers),
    )  # fmt: skip
    path = f"{meeting.date.year}/{meeting.date} Protokoll.docx"
    return MeetingDocument(
        reading=reading, meeting_id=meeting.id, path=path, audience=Audience.GROUP
    )


def _case(number: str, lots: random.Random) -> CaseItem:
    return CaseItem(
        number=number, title=f"Sak {number}", discussion="Drøftet.",
        proposal="" if lots.random() < _FORGOTTEN else "Følger innstillingen.",
        conclusion="" if lots.random() < _FORGOTTEN else "Enige.",
        presenter=f"Person{lots.randrange(5)} Nordmann",
        votes=Votes(in_favour=lots.randrange(9), against=lots.randrange(3)),
        agrees_with_recommendation=lots.choice([True, False]),
    )  # fmt: skip


def _records(
    own: list[Meeting], by_meeting: dict[str, list[str]], roster: Roster, lots: random.Random
) -> dict[str, tuple[Record, ...]]:
    kinds = ("case", "agenda", "group_item", "follow_up", "council_vote", "dissent", "own_proposal")
    found: dict[str, list[Record]] = {kind: [] for kind in kinds}
    for meeting in own:
        council = f"k{meeting.id[1:]}"
        for number in by_meeting[meeting.id]:
            person = lots.choice(roster.people).id
            flags = frozenset(f for f in _FLAGS if lots.random() < _FLAGGED)
            for kind in kinds:
                found[kind].append(
                    Record(
                        id=f"{kind}-{number}",
                        case=number,
                        person=person,
                        meeting=council,
                        body="kommunestyret",
                        at=meeting.starts_at,
                        by="p0",
                        to=("p3",),
                        flags=flags,
                        values=_VALUES | {"owner": person},
                    )
                )
    return {kind: tuple(rows) for kind, rows in found.items()}
