"""The notation of rule cases: worlds and cases in TOML that a non-programmer can review.

A *world* (worlds.toml) is a group with its people and meetings. A *case* (one file a rule) says
what is different from the world and what the rule must then answer. Lines read as they are said:

    people    "Ola Nordmann: nestleder i gruppa, vara 1 i formannskapet"
              "Liv Nordmann: tiltredende i gruppa av partistyret" (who decided)
              "Per Nordmann: fast i gruppa fra 2021-01-01 til 2022-12-31" (else the whole term)
              "Per Nordmann, uavhengig: …", "Per Nordmann, fra annet parti 2022-01-01: …"
    meetings  "2018-04-16 18.00–20.00 gruppemøte, innkalt av Kari Nordmann, sted Rådhuset"
              and also: usikker, avlyst, i gruppas kalender, i styrets kalender, organ oppvekst,
              før 2018-04-19 kommunestyre. A meeting is called by its date and kind.
    documents attendance "Kari Nordmann: møtt", "… forfall", "… ikke møtt", "… ?", "(rolle)"
              cases {number, title, proposal, …}, agenda "12/18 Tittel (ved NN)",
              sections "1.0 Tittel | …"
    records   registers by kind; a kind that isn't there is not known
"""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from service.domain.model import Group, Period, Roster
from service.rules.facts import Facts
from service.rules.records import Attestation, PlanAdoption, Record
from service.rules.registers import registers
from tests.rules.notation_documents import read_documents
from tests.rules.notation_meetings import CALENDARS, read_meeting, read_moment
from tests.rules.notation_people import id_or_empty, name_of, read_body, read_person

HERE = Path(__file__).parent
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
    changed = {name_of(line): line for line in case.get("change", [])}
    lines = [changed.pop(name_of(line), line) for line in said["people"]] + list(changed.values())
    term = _term(said["term"])
    bodies = tuple(read_body(line) for line in said["bodies"])
    roster = Roster(bodies=bodies, people=tuple(read_person(line, term) for line in lines if line))
    group = Group(
        id="gruppa", name="Gruppa", party="Partiet", municipality="Kommunen", term=term,
        county=said.get("county", False), language=said.get("language", "nb"), roster=roster,
        packs=(said["pack"],), parameters=tuple(tuple(p) for p in said.get("parameters", [])),
    )  # fmt: skip
    meetings = tuple(read_meeting(x) for x in [*said["meetings"], *said.get("more_meetings", [])])
    return Facts(
        group=group,
        now=read_moment(said["now"]),
        meetings=meetings,
        documents=read_documents(said),
        adoptions=_adoptions(said),
        visibility={k: CALENDARS[v] for k, v in said["visible"].items()}
        if "visible" in said
        else None,
        attestations=tuple(_attestation(line) for line in said.get("attested", [])),
        records={
            known_register(kind): tuple(_record(kind, r) for r in rows)
            for kind, rows in said.get("records", {}).items()
        },
    )


def _term(text: str) -> Period:
    """ "2019-10-01 – 2023-12-31", or "2019-10-01 –" where the end is not known."""
    start, _, end = text.partition(" –")
    last = dt.date.fromisoformat(end.strip()) if end else None
    return Period(start=dt.date.fromisoformat(start), end=last)


def known_register(kind: str) -> str:
    assert kind in registers(), f"no register is called {kind!r}"
    return kind


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
    return Attestation(rule=rule, target=target, at=read_moment(at))


def _record(register: str, r: dict[str, Any]) -> Record:
    r = dict(r)
    return Record(
        register=register,
        id=r.pop("id", ""), case=r.pop("case", ""), person=id_or_empty(r.pop("person", "")),
        meeting=r.pop("meeting", ""), body=r.pop("body", ""),
        at=read_moment(r.pop("at")) if "at" in r else None, by=id_or_empty(r.pop("by", "")),
        to=tuple(id_or_empty(p) for p in r.pop("to", [])), flags=frozenset(r.pop("flags", [])),
        values={k: id_or_empty(v) if k in PEOPLE else v for k, v in r.items()},
    )  # fmt: skip
