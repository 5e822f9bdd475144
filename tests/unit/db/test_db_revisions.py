"""Whatever is decided or learned about a group makes its number grow, and nobody else's."""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

import service.db
from service.db.applied import AppliedState
from service.db.base import Base
from service.db.database import Database
from service.db.documents import Documents, StoredDocument
from service.db.groups import Groups
from service.db.meetings import Meetings
from service.db.revisions import UNCOUNTED, heads
from service.db.sealing import SecretBox
from service.db.tables_group import GroupRow, PackRow
from service.db.tables_plan import MeetingRow
from service.db.targets import Targets
from service.domain.model import Meeting, MeetingType
from service.domain.projection import Applied
from service.domain.settings import DriftPolicy, GroupSettings

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
OTHER = "den-andre"
MEETING = Meeting(id="m1", body="gruppa", type=MeetingType.GRP_ORD, date=dt.date(2026, 3, 9))


@pytest.fixture
def grown(database: Database, stored: GroupSettings) -> Callable[..., tuple[int, int]]:
    """By how much some work makes the numbers of the group and of another group grow."""
    other = replace(stored, group=replace(stored.group, id=OTHER), targets=())
    with database.transaction() as session:
        Groups(session).save(other)
        Meetings(session, OTHER).save([MEETING])

    def numbers() -> tuple[int, int]:
        with database.reading() as session:
            found = heads(session, [stored.group.id, OTHER])
        return found[stored.group.id].revision, found[OTHER].revision

    def by(work: Callable[[Session, str], object]) -> tuple[int, int]:
        before = numbers()
        with database.transaction() as session:
            work(session, stored.group.id)
        after = numbers()
        return after[0] - before[0], after[1] - before[1]

    return by


def test_a_changed_plan_is_counted_once_a_transaction(grown) -> None:
    def two_meetings(session: Session, group_id: str) -> None:
        for number in range(2):
            Meetings(session, group_id).save([replace(MEETING, id=f"m{number}")])

    assert grown(two_meetings) == (1, 0)


def test_a_changed_setting_is_counted(grown, stored: GroupSettings) -> None:
    assert grown(lambda s, _: Groups(s).save(replace(stored, drift=DriftPolicy.PLAN))) == (1, 0)


def test_what_is_read_of_a_document_is_counted(grown, stored, box: SecretBox) -> None:
    document = StoredDocument(target_id=stored.targets[0].id, href="a.docx", etag="1", type="call")
    assert grown(lambda s, g: Documents(s, g, box).record(document)) == (1, 0)


def test_reading_and_what_a_pass_keeps_of_its_work_are_not_counted(grown, stored) -> None:
    target = stored.targets[0].id
    written = Applied(uid="u", href="u.ics", etag="1", fields={})
    assert grown(lambda s, _: Groups(s).all()) == (0, 0)
    assert grown(lambda s, g: AppliedState(s, g).record(target, written)) == (0, 0)
    assert grown(lambda s, g: Targets(s, g).record_ok(target, at=NOW)) == (0, 0)
    assert grown(lambda s, g: Targets(s, g).record_error(target, "Nei.", at=NOW)) == (0, 0)


def test_statements_for_many_rows_are_counted_for_the_groups_they_name(grown) -> None:
    def rows(group_id: str) -> dict[str, object]:
        return {"group_id": group_id, "pack": "ny", "position": 9, "start": None, "end": None}

    assert grown(lambda s, g: s.execute(insert(PackRow), [rows(g)])) == (1, 0)
    assert grown(lambda s, g: s.execute(insert(PackRow), [rows(OTHER)])) == (0, 1)
    of_group = delete(PackRow).where(PackRow.group_id == OTHER, PackRow.pack == "ny")
    assert grown(lambda s, _: s.execute(of_group)) == (0, 1)
    renamed = update(GroupRow).where(GroupRow.id == OTHER).values(name="Nytt navn")
    assert grown(lambda s, _: s.execute(renamed)) == (0, 1)


def test_a_statement_that_names_no_group_is_counted_for_all(grown) -> None:
    moved = update(MeetingRow).where(MeetingRow.id == "m1").values(place="Rådhuset")
    assert grown(lambda s, _: s.execute(moved)) == (1, 1)
    assert grown(lambda s, _: s.execute(delete(MeetingRow))) == (1, 1)


def test_a_statement_that_finds_nothing_to_change_is_not_counted(grown) -> None:
    nothing = delete(PackRow).where(PackRow.pack == "finnes ikke")
    assert grown(lambda s, _: s.execute(nothing)) == (0, 0)


def test_what_was_undone_is_not_counted(database: Database, grown, stored) -> None:
    def fails(session: Session, group_id: str) -> None:
        Meetings(session, group_id).save([MEETING])
        session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        grown(fails)
    assert grown(lambda *_: None) == (0, 0)


def test_of_every_table_it_is_decided_whether_it_counts() -> None:
    """A new one must be put here, or among those that passes keep of their own work."""
    counted = {
        *(
            "absence_links",
            "absences",
            "attestations",
            "baseline",
            "bodies",
            "documents",
            "given_shares",
            "groups",
            "meetings",
            "memberships",
        ),
        *("packs", "parameters", "people", "plan_adoptions", "plan_corrections", "plan_drafts"),
        *("plan_versions", "plan_watches", "printed", "register_entries", "registers"),
        *("regulation_versions", "retired_meetings", "survey_rounds"),
        *("templates", "waivers"),
    }
    for module in pkgutil.iter_modules(service.db.__path__):
        importlib.import_module(f"service.db.{module.name}")
    assert set(Base.metadata.tables) == counted | UNCOUNTED
    without_group = {n for n, t in Base.metadata.tables.items() if "group_id" not in t.columns}
    assert without_group <= {"groups"} | UNCOUNTED
