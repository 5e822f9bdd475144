"""No group sees or touches another group's rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.db.applied import AppliedState
from service.db.database import Database
from service.db.documents import Documents
from service.db.groups import Groups
from service.db.judgements import StoredWaiver, Waivers
from service.db.meetings import Meetings
from service.db.runs import Conflicts, Runs
from service.db.sealing import SecretBox
from service.domain.projection import Applied
from service.domain.settings import GroupSettings
from tests.unit.db.plan_rows import DOCUMENT, NOW, OWN, conflict


def test_groups_do_not_see_each_others_rows(
    database: Database, stored: GroupSettings, box: SecretBox
):
    other = replace(stored, group=replace(stored.group, id="annen"))
    applied = Applied(uid="u", href="u.ics", etag="1", fields={}, generation=0, sequence=0)
    with database.transaction() as session:
        Groups(session).save(other)
        mine = stored.group.id
        Meetings(session, mine).save([OWN])
        Documents(session, mine, box).record(DOCUMENT)
        Conflicts(session, mine).replace("kalender", [conflict("u")])
        AppliedState(session, mine).record("kalender", applied)
        run = Runs(session, mine).start(NOW)
        Waivers(session, mine).add(
            StoredWaiver(rule="R", subject="s", reason="avtalt", waived_by="kari", waived_at=NOW)
        )

        assert Meetings(session, "annen").all() == ()
        assert Documents(session, "annen", box).all() == ()
        assert Conflicts(session, "annen").all() == ()
        assert AppliedState(session, "annen").load("kalender") == {}
        assert Runs(session, "annen").latest() == ()
        assert Waivers(session, "annen").all() == ()
        with pytest.raises(KeyError):
            Runs(session, "annen").finish(run, at=NOW, counts={}, written=0, conflicts=0)
        Meetings(session, "annen").delete(["g-1"])
        AppliedState(session, "annen").forget("kalender", "u")
        assert Meetings(session, mine).all() == (OWN,)
        assert AppliedState(session, mine).load("kalender") == {"u": applied}
