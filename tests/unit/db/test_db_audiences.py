"""Shares given, shares asked for, notices about them, and calendar addresses."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from service.db.applied import AppliedState
from service.db.database import Database
from service.db.feeds import Feeds, feed_of_token
from service.db.given_shares import GivenShares
from service.db.groups import Groups
from service.db.notices import Notices
from service.db.tables_audiences import FeedRow
from service.db.targets import Targets
from service.domain.model import Audience
from service.domain.notices import Notice, NoticeCode
from service.domain.projection import Applied
from service.domain.settings import GroupSettings
from service.domain.sharing import Access, Given, GivenState, Share, Sharee, ShareeKind
from tests.unit.db.plan_rows import NOW

GROUP = Sharee(ShareeKind.GROUP, "gruppa")
OLA = Sharee(ShareeKind.USER, "ola")
SHARES = (
    Share(sharee=GROUP),
    Share(sharee=OLA, access=Access.WRITE, person="kari"),
)
GIVEN = (
    Given(sharee=GROUP, access=Access.READ, mark="7"),
    Given(sharee=OLA, access=Access.WRITE, state=GivenState.REMOVED),
)


def test_what_a_target_shall_be_shared_with_is_kept_with_it(
    database: Database, stored: GroupSettings
):
    first = replace(stored.targets[0], shares=SHARES)
    changed = replace(stored, targets=(first, *stored.targets[1:]))
    with database.transaction() as session:
        Groups(session).save(changed)
        assert Groups(session).get(stored.group.id) == changed


def test_shares_given_are_kept_until_the_target_gets_another_address(
    database: Database, stored: GroupSettings
):
    with database.transaction() as session:
        given = GivenShares(session, stored.group.id)
        given.replace("kalender", GIVEN)
        given.replace("arkiv", GIVEN[:1])
        assert given.of_target("kalender") == GIVEN
        Groups(session).save(stored)
        assert given.all() == {"kalender": GIVEN, "arkiv": GIVEN[:1]}

        moved = replace(stored.targets[0], url="https://sky.example.org/dav/ny/")
        Targets(session, stored.group.id).save(moved)
        assert given.all() == {"arkiv": GIVEN[:1]}


def test_only_what_somebody_took_away_is_forgotten(database: Database, stored: GroupSettings):
    with database.transaction() as session:
        given = GivenShares(session, stored.group.id)
        given.replace("kalender", GIVEN)
        given.forget_removed("kalender")
        assert given.of_target("kalender") == GIVEN[:1]


def test_a_pass_over_documents_leaves_notices_about_sharing_alone_and_the_other_way(
    database: Database, stored: GroupSettings
):
    of_document = Notice(code=NoticeCode.DIFFERS, href="a.docx")
    of_share = Notice(code=NoticeCode.CLOSED_SHARED, href="group:gruppa", details=("folder:group",))
    later = NOW + dt.timedelta(hours=1)
    with database.transaction() as session:
        notices = Notices(session, stored.group.id)
        notices.replace("arkiv", [of_document], at=NOW)
        notices.replace("arkiv", [of_share], at=NOW, sharing=True)
        notices.replace("arkiv", [of_document, of_share], at=later)
        assert [(one.notice, one.since) for one in notices.all()] == [
            (of_document, NOW),
            (of_share, NOW),
        ]
        notices.replace("arkiv", [], at=later)
        assert [one.notice for one in notices.all()] == [of_share]
        notices.replace("arkiv", [], at=later, sharing=True)
        assert notices.all() == ()


def add(database: Database, group_id: str, **traits: object):
    known = {"label": "Til Ola", "audience": Audience.GROUP, "person": "ola", "at": NOW, "by": "k"}
    with database.transaction() as session:
        return Feeds(session, group_id).add(**(known | traits))  # type: ignore[arg-type]  # words are parameters


def test_an_address_is_found_by_its_token_and_the_token_is_kept_nowhere(
    database: Database, stored: GroupSettings
):
    made, token = add(database, stored.group.id)
    with database.reading() as session:
        assert feed_of_token(session, token) == made
        rows = session.execute(text("SELECT * FROM feeds")).all()
    assert token not in str(rows)
    assert token not in str(made)


@pytest.mark.parametrize("change", [str.lower, str.upper, lambda t: t[:-1], lambda t: t + "A"])
def test_only_the_whole_token_opens_it(database: Database, stored: GroupSettings, change):
    _, token = add(database, stored.group.id)
    with database.reading() as session:
        assert feed_of_token(session, change(token)) is None
        assert feed_of_token(session, "") is None
        assert feed_of_token(session, "æ" * 43) is None


def test_no_two_addresses_share_a_token(database: Database, stored: GroupSettings):
    add(database, stored.group.id)
    add(database, stored.group.id)
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.execute(text("UPDATE feeds SET token_hash = 'x'"))


def test_an_ended_address_is_gone_and_the_others_stay(database: Database, stored: GroupSettings):
    first, token = add(database, stored.group.id)
    second, _ = add(database, stored.group.id, at=NOW + dt.timedelta(minutes=1))
    with database.transaction() as session:
        feeds = Feeds(session, stored.group.id)
        assert feeds.all() == (first, second)
        assert feeds.revoke(first.id)
        assert not feeds.revoke(first.id)
        assert feeds.all() == (second,)
        assert feed_of_token(session, token) is None
        feeds.record_change(first.id, "x", at=NOW)
        assert feeds.all() == (second,)


def test_addresses_outlive_a_new_group_file_and_end_with_the_group(
    database: Database, stored: GroupSettings
):
    made, _ = add(database, stored.group.id)
    with database.transaction() as session:
        Groups(session).save(stored)
        assert Feeds(session, stored.group.id).all() == (made,)
        Groups(session).delete(stored.group.id)
        assert session.query(FeedRow).count() == 0


def test_groups_do_not_see_each_others_shares_and_addresses(
    database: Database, stored: GroupSettings
):
    other = replace(stored, group=replace(stored.group, id="annen"))
    made, _ = add(database, stored.group.id)
    with database.transaction() as session:
        Groups(session).save(other)
        GivenShares(session, stored.group.id).replace("kalender", GIVEN)
        assert Feeds(session, "annen").all() == ()
        assert not Feeds(session, "annen").revoke(made.id)
        assert GivenShares(session, "annen").all() == {}
        GivenShares(session, "annen").replace("kalender", ())
        assert GivenShares(session, stored.group.id).of_target("kalender") == GIVEN


def test_what_lies_in_the_audiences_calendars_is_told_by_uid(
    database: Database, stored: GroupSettings
):
    written = Applied(uid="u", href="u.ics", etag="1", fields={}, sequence=2)
    with database.transaction() as session:
        applied = AppliedState(session, stored.group.id)
        applied.record("kalender", written, cancelled_since=NOW)
        applied.record("kalender", replace(written, uid="gravlagt", etag=""))
        applied.record("arkiv", replace(written, uid="i mappa"))
        found = Feeds(session, stored.group.id).in_calendar(Audience.GROUP)
        assert {uid: (one.sequence, one.cancelled_since) for uid, one in found.items()} == {
            "u": (2, NOW)
        }
        assert Feeds(session, stored.group.id).in_calendar(Audience.COUNCIL) == {}


def test_a_feed_loads_the_bodies_and_one_person(database: Database, stored: GroupSettings):
    with database.reading() as session:
        found = Groups(session).for_feed(stored.group.id, "kari")
        assert found is not None
        assert found.group.roster.bodies == stored.group.roster.bodies
        assert [p for p in stored.group.roster.people if p.id == "kari"] == [
            *found.group.roster.people
        ]
        nobody = Groups(session).for_feed(stored.group.id, "")
        assert nobody is not None and nobody.group.roster.people == ()
        assert Groups(session).for_feed("finnes-ikke", "") is None
