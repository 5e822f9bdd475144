"""A group's own templates: what is used, and what waits for somebody to take it into use."""

from __future__ import annotations

from dataclasses import replace

from service.db.database import Database
from service.db.groups import Groups
from service.db.templates import StoredTemplate, Templates, upload_href, waiting_href
from service.domain.settings import GroupSettings
from tests.unit.db.plan_rows import NOW

UPLOADED = StoredTemplate(
    href=upload_href("protokoll", "nn"),
    type="protokoll",
    language="nn",
    data=b"DOCX",
    remarks=({"code": "no_label", "place": "Saker", "tag": "meeting.place"},),
    taken_at=NOW,
)
WAITING = replace(UPLOADED, href=waiting_href("protokoll", "nn"), data=b"ny", taken_at=None)
IN_FOLDER = StoredTemplate(
    href="Maler/Protokoll.docx", type="protokoll", language="nb", etag="1", refused=True
)


def test_templates_come_back_as_they_were(database: Database, stored: GroupSettings):
    with database.transaction() as session:
        templates = Templates(session, stored.group.id)
        for one in (UPLOADED, WAITING, IN_FOLDER):
            templates.put(one)
    with database.reading() as session:
        templates = Templates(session, stored.group.id)
        assert templates.all() == (IN_FOLDER, UPLOADED, WAITING)
        assert templates.get(WAITING.href) == WAITING
        assert templates.get("Maler/Innkalling.docx") is None
        assert Templates(session, "annen").get(WAITING.href) is None


def test_what_waits_and_what_is_used_do_not_stand_in_each_others_place(
    database: Database, stored: GroupSettings
):
    with database.transaction() as session:
        templates = Templates(session, stored.group.id)
        templates.put(UPLOADED)
        templates.put(WAITING)
        templates.put(replace(WAITING, data=b"enda nyere"))
        templates.forget(WAITING.href)
        assert templates.all() == (UPLOADED,)
    assert (WAITING.waits, UPLOADED.waits, IN_FOLDER.waits) == (True, False, False)
    assert (WAITING.uploaded, UPLOADED.uploaded, IN_FOLDER.uploaded) == (True, True, False)


def test_they_are_their_groups_alone_and_go_with_it(database: Database, stored: GroupSettings):
    with database.transaction() as session:
        Groups(session).save(replace(stored, group=replace(stored.group, id="annen")))
        Templates(session, "annen").put(UPLOADED)
        assert Templates(session, stored.group.id).all() == ()
        Groups(session).delete("annen")
        assert Templates(session, "annen").all() == ()
