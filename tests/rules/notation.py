"""The notation of rule cases: worlds and cases in TOML that a non-programmer can review.

A *world* (worlds.toml) is a group with its people and meetings. A *case* (one file a rule) says
what is different from the world and what the rule must then answer. Lines read as they are said:

    people    "Ola Nordmann: nestleder i gruppa, vara 1 i formannskapet"
              "Liv Nordmann: tiltredende i gruppa av partistyret" (who decided)
              "Per Nordmann, uavhengig: …", "Per Nordmann, fra annet parti 2022-01-01: …"
    meetings  "2018-04-16 18.00–20.00 gruppemøte, innkalt av Kari Nordmann, sted Rådhuset"
              and also: usikker, avlyst, i gruppas kalender, i styrets kalender, organ oppvekst,
              før 2018-04-19 kommunestyre. A meeting is called by its date and kind.
    documents attendance "Kari Nordmann: møtt", "… forfall", "… ikke møtt", "… ?", "(rolle)"
              cases {number, title, proposal, …}, agenda "12/18 Tittel", sections "1.0 Tittel | …"
    records   registers by kind; a kind that isn't there is not known
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import Any

from service.domain.minutes import (
    AgendaItem,
    AttendanceStatus,
    Attendee,
    CaseItem,
    DocumentReading,
    Section,
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
    PartyStatus,
    Period,
    Person,
    Role,
    Roster,
)
from service.rules.facts import Facts, MeetingDocument
from service.rules.records import Attestation, PlanAdoption, Record, RecordKind

HERE = Path(__file__).parent
ROLES = {
    "fast": Role.MEMBER, "vara": Role.DEPUTY, "leder": Role.LEADER,
    "nestleder": Role.DEPUTY_LEADER, "styremedlem": Role.BOARD_MEMBER,
    "fraksjonsleder": Role.FACTION_LEADER, "ordfører": Role.MAYOR,
    "varaordfører": Role.DEPUTY_MAYOR, "representant": Role.REPRESENTATIVE,
    "stedfortreder": Role.SUBSTITUTE, "studieansvarlig": Role.STUDY_RESPONSIBLE,
    "tiltredende": Role.JOINING, "observatør": Role.OBSERVER,
}  # fmt: skip
KINDS = {
    "gruppemøte": (MeetingType.GRP_ORD, "gruppa"),
    "ekstramøte": (MeetingType.GRP_EXTRA, "gruppa"),
    "formøte": (MeetingType.GRP_PRE, "gruppa"),
    "ettermøte": (MeetingType.GRP_POST, "gruppa"),
    "gruppestyre": (MeetingType.GRP_BOARD, "gruppestyret"),
    "fraksjonsmøte": (MeetingType.FRAK, "fraksjonen"),
    "medlemsmøte": (MeetingType.MEDL, "medlemsmøtet"),
    "sosial": (MeetingType.SOSIAL, "gruppa"),
    "kommunestyre": (MeetingType.MUN_COUNCIL, "kommunestyret"),
    "formannskap": (MeetingType.MUN_EXEC, "formannskapet"),
    "utvalg": (MeetingType.MUN_COMMITTEE, "oppvekst"),
}
STATUS = {
    "møtt": AttendanceStatus.PRESENT, "forfall": AttendanceStatus.EXCUSED,
    "ikke møtt": AttendanceStatus.ABSENT, "?": AttendanceStatus.UNKNOWN,
}  # fmt: skip
CALENDARS = {"i gruppas kalender": Audience.GROUP, "i styrets kalender": Audience.GROUP_BOARD}
MEETING = re.compile(
    r"(?P<date>\S+)(?: (?P<start>\d\d\.\d\d)(?:–(?P<end>\d\d\.\d\d))?)? (?P<kind>[a-zæøå]+)"
)
PEOPLE = {"owner", "assignee", "delegated_to"}  # values that are names
KEYS = {
    "name", "expect", "says", "missing", "now", "term", "language", "county", "bodies", "people",
    "change", "meetings", "more_meetings", "documents", "records", "adoptions", "attested",
    "visible", "parameters", "pack",
}  # fmt: skip


def worlds() -> dict[str, dict[str, Any]]:
    """Every world by name."""
    return tomllib.loads((HERE / "worlds.toml").read_text("utf-8"))


def facts_of(world: dict[str, Any], case: dict[str, Any]) -> Facts:
    """The facts of a case: the world with what the case says different."""
    unknown = case.keys() - KEYS
    assert not unknown, f"unknown keys in case: {unknown}"
    said = {**world, **case}
    changed = {_name(line): line for line in case.get("change", [])}
    lines = [changed.pop(_name(line), line) for line in said["people"]] + list(changed.values())
    start, end = (dt.date.fromisoformat(day) for day in said["term"].split(" – "))
    term = Period(start=start, end=end)
    bodies = tuple(_body(line) for line in said["bodies"])
    roster = Roster(bodies=bodies, people=tuple(_person(line, term) for line in lines if line))
    group = Group(
        id="gruppa", name="Gruppa", party="Partiet", municipality="Kommunen", term=term,
        county=said.get("county", False), language=said.get("language", "nb"), roster=roster,
        packs=(said["pack"],), parameters=tuple(tuple(p) for p in said.get("parameters", [])),
    )  # fmt: skip
    meetings = tuple(_meeting(x) for x in [*said["meetings"], *said.get("more_meetings", [])])
    return Facts(
        group=group,
        now=_moment(said["now"]),
        meetings=meetings,
        documents=_documents(said),
        adoptions=_adoptions(said),
        visibility={k: CALENDARS[v] for k, v in said["visible"].items()}
        if "visible" in said
        else None,
        attestations=tuple(_attestation(line) for line in said.get("attested", [])),
        records={
            RecordKind(kind): tuple(_record(r) for r in rows)
            for kind, rows in said.get("records", {}).items()
        },
    )


def _name(line: str) -> str:
    return line.partition(":")[0].partition(",")[0].strip()


def person_id(name: str) -> str:
    return name.split(maxsplit=1)[0].lower()


def _body(line: str) -> Body:
    """ "formannskapet: executive" or "fraksjonen: faction, formannskapet" (what it belongs to)."""
    key, _, rest = line.partition(": ")
    kind, *aliases = rest.split(", ")
    return Body(key=key, name=key.capitalize(), kind=BodyKind(kind), aliases=tuple(aliases))


def _person(line: str, term: Period) -> Person:
    head, _, roles = line.partition(": ")
    name, *marks = head.split(", ")
    joined = next((m.rpartition(" ")[2] for m in marks if m.startswith("fra annet parti")), "")
    return Person(
        id=person_id(name),
        name=name,
        memberships=tuple(_membership(part, term) for part in roles.split(", ") if part),
        status=PartyStatus.INDEPENDENT if "uavhengig" in marks else PartyStatus.MEMBER,
        joined_from_other_party=dt.date.fromisoformat(joined) if joined else None,
    )


def _membership(text: str, term: Period) -> Membership:
    found = re.fullmatch(r"(\w+)(?: (\d))? (?:i|på) (\w+)(?: av ([\w ]+))?(?: til (\S+))?", text)
    assert found, f"can't read the office {text!r}"
    role, rank, body, by, until = found.groups()
    period = Period(start=term.start, end=dt.date.fromisoformat(until)) if until else term
    return Membership(
        body=body, role=ROLES[role], period=period, rank=int(rank) if rank else None,
        appointed_by=by or "",
    )  # fmt: skip


def _meeting(line: str) -> Meeting:
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


def _moment(text: str) -> dt.datetime:
    """ "2018-05-02 12.00", local time."""
    return dt.datetime.fromisoformat(text.replace(".", ":")).replace(tzinfo=OSLO)


def _documents(said: dict[str, Any]) -> tuple[MeetingDocument, ...] | None:
    if "documents" not in said:
        return None
    return tuple(_document(d) for d in said["documents"])


def _document(d: dict[str, Any]) -> MeetingDocument:
    reading = DocumentReading(
        type=d["type"],
        fields={t: Value(text=v, source=Source.TAG) for t, v in d.get("fields", {}).items()},
        attendance=tuple(_attendee(a) for a in d["attendance"]) if "attendance" in d else None,
        cases=tuple(_case(c) for c in d["cases"]) if "cases" in d else None,
        agenda=tuple(_agenda(a) for a in d["agenda"]) if "agenda" in d else None,
        sections=tuple(_section(s) for s in d.get("sections", [])),
    )
    folder = {"styret": Audience.GROUP_BOARD, "gruppa": Audience.GROUP}.get(d.get("folder", ""))
    path = d.get("path", f"{d['type']}.docx")
    return MeetingDocument(reading=reading, meeting_id=d.get("meeting"), path=path, audience=folder)


def _attendee(line: str) -> Attendee:
    head, _, status = line.rpartition(": ")
    found = re.fullmatch(r"([^(]+?)(?: \((.*)\))?", head)
    assert found
    return Attendee(name=found[1], role=found[2] or "", status=STATUS[status])


def _case(c: dict[str, Any]) -> CaseItem:
    c = dict(c)
    votes = c.pop("votes", None)
    numbers = [int(n) for n in votes.split("–")] if votes else []
    return CaseItem(
        number=c.pop("number", ""), title=c.pop("title", "Skolebruksplan"),
        votes=Votes(in_favour=numbers[0], against=numbers[1]) if numbers else None,
        agrees_with_recommendation=c.pop("agrees", None), **c,
    )  # fmt: skip


def _agenda(line: str) -> AgendaItem:
    found = re.fullmatch(r"(?:(\d+/\d+) )?(.+)", line)
    assert found
    return AgendaItem(title=found[2], case=found[1] or "")


def _section(line: str) -> Section:
    head, *paragraphs = line.split(" | ")
    number, _, title = head.partition(" ")
    return Section(number=number, title=title, paragraphs=tuple(paragraphs))


def _adoptions(said: dict[str, Any]) -> tuple[PlanAdoption, ...] | None:
    """ "2026-1: 2025-12-12" for each half-year adopted."""
    if "adoptions" not in said:
        return None
    pairs = (line.split(": ") for line in said["adoptions"])
    return tuple(PlanAdoption(half=h, adopted_on=dt.date.fromisoformat(d)) for h, d in pairs)


def _attestation(line: str) -> Attestation:
    """ "SP22-7.1: 2023-02-01 12.00", and after a comma what it is for."""
    rule, _, rest = line.partition(": ")
    at, _, target = rest.partition(", ")
    return Attestation(rule=rule, target=target, at=_moment(at))


def _record(r: dict[str, Any]) -> Record:
    r = dict(r)
    return Record(
        id=r.pop("id", ""), case=r.pop("case", ""), person=_id(r.pop("person", "")),
        meeting=r.pop("meeting", ""), body=r.pop("body", ""),
        at=_moment(r.pop("at")) if "at" in r else None, by=_id(r.pop("by", "")),
        to=tuple(_id(p) for p in r.pop("to", [])), flags=frozenset(r.pop("flags", [])),
        values={k: _id(v) if k in PEOPLE else v for k, v in r.items()},
    )  # fmt: skip


def _id(name: str) -> str:
    return person_id(name) if name else ""
