"""Drafts of published plans, what was said of their rows, and watched addresses."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from service.db.database import Database
from service.db.groups import Groups
from service.db.plan_drafts import PlanDrafts, StoredDraft, WaitingPlan
from service.db.plan_watches import PlanWatch, PlanWatches, WatchedAddress
from service.domain.published import Correction, Origin
from service.domain.settings import GroupSettings
from tests.unit.db.plan_rows import NOW

URL = "https://example.org/moteplan"
VOUCHED = Correction(key="a", doubts="Datoen er en søndag.")
CHANGED = Correction(key="b", changes={"date": "2026-05-12", "start": ""})
DRAFT = StoredDraft(
    data=b"Dato;Utvalg\n\x00\xff",
    filename="plan.csv",
    origin=Origin.UPLOADED,
    year=2026,
    joins={"KST": "ks"},
    corrections=(VOUCHED, CHANGED),
    summary="2 møter flyttet",
    created_at=NOW,
    created_by="kari",
)
ADDRESS = WatchedAddress(
    url=URL,
    data=b"<table>",
    filename="moteplan",
    etag='W/"1"',
    last_modified="Mon, 04 May 2026 10:00:00 GMT",
    checked_at=NOW,
    next_check=NOW + dt.timedelta(days=1),
    failures=2,
    trouble="busy",
)


def watch(group_id: str, url: str = URL) -> PlanWatch:
    return PlanWatch(
        group_id=group_id, url=url, year=2026, seen="x", started_at=NOW, started_by="kari"
    )


def test_a_draft_comes_back_as_it_was_and_a_newer_takes_its_place(
    database: Database, stored: GroupSettings
):
    with database.transaction() as session:
        drafts = PlanDrafts(session, stored.group.id)
        assert drafts.get() is None
        drafts.put(DRAFT)
    with database.transaction() as session:
        drafts = PlanDrafts(session, stored.group.id)
        assert drafts.get() == DRAFT
        waiting = WaitingPlan(origin=Origin.UPLOADED, summary="2 møter flyttet")
        assert drafts.waiting() == waiting
        newer = replace(DRAFT, data=b"ny", origin=Origin.ADDRESS, address=URL, corrections=())
        drafts.put(newer)
        assert drafts.get() == newer
        drafts.discard()
        assert (drafts.get(), drafts.waiting()) == (None, None)


def test_the_last_word_about_a_row_holds():
    said = DRAFT.saying(replace(VOUCHED, left_out=True))
    assert said.corrections == (CHANGED, replace(VOUCHED, left_out=True))
    assert said.unsaid("a").corrections == (CHANGED,)


def test_what_was_said_is_kept_when_the_draft_is_gone(database: Database, stored: GroupSettings):
    with database.transaction() as session:
        drafts = PlanDrafts(session, stored.group.id)
        assert drafts.kept() == ()
        drafts.put(DRAFT)
        drafts.keep(DRAFT.corrections)
        drafts.discard()
        assert drafts.kept() == (VOUCHED, CHANGED)
        drafts.keep([CHANGED])
        assert drafts.kept() == (CHANGED,)


def test_an_address_is_shared_and_forgotten_when_nobody_follows_it(
    database: Database, stored: GroupSettings
):
    with database.transaction() as session:
        Groups(session).save(replace(stored, group=replace(stored.group, id="annen")))
        watches = PlanWatches(session)
        watches.put(watch(stored.group.id))
        watches.put(watch("annen"))
        watches.remember(ADDRESS)
    with database.transaction() as session:
        watches = PlanWatches(session)
        assert watches.of_group(stored.group.id) == watch(stored.group.id)
        assert {w.group_id for w in watches.all()} == {stored.group.id, "annen"}
        watches.stop(stored.group.id)
        watches.forget_unwatched()
        assert watches.of_group(stored.group.id) is None
        assert watches.address(URL) == ADDRESS
        Groups(session).delete("annen")
        watches.forget_unwatched()
        assert watches.address(URL) is None


def test_drafts_are_their_groups_alone_and_go_with_it(database: Database, stored: GroupSettings):
    with database.transaction() as session:
        Groups(session).save(replace(stored, group=replace(stored.group, id="annen")))
        PlanDrafts(session, "annen").put(DRAFT)
        PlanDrafts(session, "annen").keep([VOUCHED])
        assert PlanDrafts(session, stored.group.id).get() is None
        assert PlanDrafts(session, stored.group.id).kept() == ()
        Groups(session).delete("annen")
        assert PlanDrafts(session, "annen").get() is None
        assert PlanDrafts(session, "annen").kept() == ()


def test_what_was_said_is_exchanged_only_where_it_was_remembered(
    database: Database, stored: GroupSettings
):
    newer = Correction(key="c", left_out=True)
    with database.transaction() as session:
        drafts = PlanDrafts(session, stored.group.id)
        drafts.exchange([VOUCHED], [newer])
        assert drafts.kept() == ()
        drafts.keep([VOUCHED, CHANGED])
        drafts.exchange([VOUCHED], [newer])
        assert drafts.kept() == (CHANGED, newer)
        drafts.exchange([], [VOUCHED])
        assert drafts.kept() == (CHANGED, newer)
