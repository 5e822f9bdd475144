"""What people must know about documents is what the last pass found, and says since when."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from service.db.database import Database
from service.db.groups import Groups
from service.db.notices import Notices, StandingNotice
from service.domain.notices import Notice, NoticeCode
from service.domain.settings import GroupSettings
from tests.unit.db.plan_rows import NOW

LATER = NOW + dt.timedelta(days=1)
LOCKED = Notice(code=NoticeCode.LOCKED, href="2026/Protokoll.docx", meeting_id="g-1")
COPY = Notice(
    code=NoticeCode.COPY_LAID,
    href="2026/Protokoll.docx",
    other="2026/Protokoll (nytt tidspunkt).docx",
    details=("meeting.time:own-value",),
)


def test_notices_are_replaced_for_their_target_and_keep_their_since(
    database: Database, stored: GroupSettings
):
    with database.transaction() as session:
        notices = Notices(session, stored.group.id)
        notices.replace("arkiv", [LOCKED, LOCKED], at=NOW)
        notices.replace("kalender", [COPY], at=NOW)
        notices.replace("arkiv", [replace(LOCKED, meeting_id="g-2"), COPY], at=LATER)
    with database.reading() as session:
        notices = Notices(session, stored.group.id)
        assert notices.of_target("arkiv") == (
            StandingNotice(target_id="arkiv", notice=COPY, since=LATER),
            StandingNotice(target_id="arkiv", notice=replace(LOCKED, meeting_id="g-2"), since=NOW),
        )
        assert len(notices.all()) == 3
    with database.transaction() as session:
        Notices(session, stored.group.id).replace("arkiv", [], at=LATER)
        assert [n.target_id for n in Notices(session, stored.group.id).all()] == ["kalender"]


def test_notices_are_their_groups_alone_and_go_when_the_target_goes(
    database: Database, stored: GroupSettings
):
    other = replace(stored, group=replace(stored.group, id="annen"))
    with database.transaction() as session:
        Groups(session).save(other)
        Notices(session, stored.group.id).replace("arkiv", [LOCKED], at=NOW)
        assert Notices(session, "annen").all() == ()
        Notices(session, "annen").replace("arkiv", [], at=NOW)
        assert Notices(session, stored.group.id).all()
    with database.transaction() as session:
        Groups(session).save(replace(stored, targets=()))
        assert Notices(session, stored.group.id).all() == ()
