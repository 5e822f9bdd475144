"""The group of the pages' tests with the people and rules of the demo's."""

from __future__ import annotations

from dataclasses import replace

from web_support import NOW

from service.db.documents import Documents, StoredDocument
from service.db.groups import Groups
from service.demo.person import Handwriting, write_in
from service.demo.script import data
from service.documents import read
from service.domain.model import Period
from service.imports import read_group_file
from service.journeys.papers.rendering import render_for_group
from service.journeys.services import Services

YEAR = Period(start=NOW.date().replace(2023, 10, 1), end=NOW.date().replace(2024, 9, 30))


def change(services: Services, **traits: object) -> None:
    settings = services.settings("prove")
    group = replace(settings.group, **traits)  # type: ignore[arg-type]  # the words are the fields
    with services.database.transaction() as session:
        Groups(session).save(replace(settings, group=group))


def seat(services: Services) -> None:
    """The demo's people sit in the group, and Lars sat for a year."""
    roster = read_group_file(data("gjerstad.toml"), "gruppe.toml").group.roster
    seat_in_group = replace(roster.people[0].memberships[4], period=YEAR)
    people = tuple(
        replace(p, memberships=(*p.memberships, seat_in_group)) if p.id == "lars" else p
        for p in roster.people
    )
    packs = ("sp-reglement-2022", "sp-arbeid-2023")
    change(services, packs=packs, roster=replace(roster, people=people))


def protocol_says(services: Services, **attendance: str) -> None:
    """The protocol of 12 May has been filled in, and was read."""
    rows = {f"{name.capitalize()} Nordmann": status for name, status in attendance.items()}
    own = render_for_group(services, "prove", "protokoll", meeting_id="g-1")
    reading = read(write_in(own, Handwriting(attendance=rows)))
    known = StoredDocument(
        target_id="mappe",
        href="2026/2026-05-12 Protokoll.docx",
        etag="2",
        type="protokoll",
        meeting_id="g-1",
        document_id=reading.document_id,
    )
    with services.database.transaction() as session:
        documents = Documents(session, "prove", services.box)
        documents.record(known)
        documents.record_reading("mappe", known.href, "2", reading, at=NOW)
