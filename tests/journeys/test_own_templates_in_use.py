"""A group's own template, dropped into its folder or uploaded, makes its documents from then on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from service.db.documents import Documents
from service.db.notices import Notices
from service.documents import read
from service.domain.errors import InputError
from service.domain.model import OSLO
from service.domain.notices import NoticeCode
from service.journeys.templates.own_templates import (
    Subject,
    give_up,
    own_templates,
    remarks_of,
    subject_of,
    take,
)
from tests.documents.docx_notation import docx, edited, unpacked
from tests.journeys.town import Town

NewTown = Callable[..., Town]
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
OURS = (TEMPLATES / "protokoll/ap-nb/template.docx").read_bytes()
OWN = edited(OURS, ("Frammøte", "Til stede"), ("Konklusjon:", "Det ble:"))
BAD = edited(OWN, ('w:val="meeting.date"', 'w:val="meeting.datoen"'))
PROTOCOL = Subject(type="protokoll", language="nb")
IN_FOLDER = "Maler/Protokoll.docx"
FIRST, SECOND = "2018/2018-01-22 Protokoll.docx", "2018/2018-02-05 Protokoll.docx"


@pytest.fixture
def town(new_town: NewTown) -> Town:
    made = new_town()
    made.sync()
    return made


def february(town: Town) -> str:
    """The words of the protocol that is made next."""
    town.now = dt.datetime(2018, 1, 30, 12, tzinfo=OSLO)
    town.sync()
    return words(town.folder().get(SECOND))


def words(data: bytes) -> str:
    return re.sub(r"<[^>]+>", " ", unpacked(data)["word/document.xml"].decode())


def notices(town: Town) -> dict[str, NoticeCode]:
    with town.services.database.reading() as session:
        return {n.notice.href: n.notice.code for n in Notices(session, town.id).all()}


def test_one_in_the_folder_makes_the_documents_that_come_after(town):
    town.folder().put(IN_FOLDER, OWN)
    town.sync()
    assert notices(town)[IN_FOLDER] is NoticeCode.TEMPLATE_TAKEN
    assert "Til stede" in february(town)
    assert "Til stede" not in words(town.folder().get(FIRST))
    assert not [s for s in town.sync().steps if s.writes]
    assert read(town.folder().get(IN_FOLDER))  # it lies there as it did


def test_its_documents_are_read_by_its_own_words(town):
    town.folder().put(IN_FOLDER, edited(OWN, ("Møteleder", "Dirigent")))
    february(town)
    data = town.folder().get(SECOND)
    body = unpacked(data)["word/document.xml"].decode()
    bare = re.sub(r'<w:(tag|alias) w:val="[^"]*"/>', "", body)
    town.folder().rewrite(SECOND, edited(data, (body, bare)))
    town.sync()
    with town.services.database.reading() as session:
        reading = Documents(session, town.id, town.services.box).reading("folder-group", SECOND)
    assert reading.text("meeting.chair") == "Kari Nordmann"


def test_one_that_cannot_be_used_is_told_of_and_the_last_good_one_holds(town):
    town.folder().put(IN_FOLDER, OWN)
    town.sync()
    town.folder().rewrite(IN_FOLDER, BAD)
    town.sync()
    assert notices(town)[IN_FOLDER] is NoticeCode.TEMPLATE_REFUSED
    (template,) = own_templates(town.services, town.id)
    assert "misspelt" in [one.code for one in remarks_of(template)]
    assert "Til stede" in february(town)
    town.folder().rewrite(IN_FOLDER, OWN)
    town.sync()
    assert notices(town)[IN_FOLDER] is NoticeCode.TEMPLATE_TAKEN
    town.now += dt.timedelta(days=15)
    town.sync()
    assert IN_FOLDER not in notices(town)


def test_when_it_is_taken_away_ours_holds_again(town):
    town.folder().put(IN_FOLDER, OWN)
    town.sync()
    town.folder().delete(IN_FOLDER)
    town.sync()
    assert own_templates(town.services, town.id) == ()
    assert "Til stede" not in february(town)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("Maler/Julebord.docx", docx("Gruppe: [group.name?x]")),
        ("Maler/Protokoll.docx", b"ikke noe dokument"),
        ("Maler/Protokoll.docx", docx("Protokoll")),
    ],
)
def test_a_file_that_is_no_template_is_told_of_by_name_and_stops_nothing(town, name, data):
    town.folder().put(name, data)
    assert not town.sync().errors
    assert notices(town)[name] is NoticeCode.TEMPLATE_REFUSED
    assert february(town)
    assert town.folder().get(name) == data


def test_an_uploaded_one_holds_until_it_is_given_up(town):
    assert take(town.services, town.id, OWN, PROTOCOL).usable
    assert "Til stede" in february(town)
    give_up(town.services, town.id, PROTOCOL)
    town.now = dt.datetime(2018, 3, 1, 12, tzinfo=OSLO)
    town.sync()
    latest = max(href for href in town.folder().all() if "Protokoll" in href)
    assert latest > SECOND
    assert "Til stede" not in words(town.folder().get(latest))


def test_an_uploaded_one_that_cannot_be_used_changes_nothing(town):
    assert take(town.services, town.id, OWN, PROTOCOL).usable
    assert not take(town.services, town.id, BAD, PROTOCOL).usable
    with pytest.raises(InputError):
        take(town.services, town.id, b"ikke noe dokument", PROTOCOL)
    assert "Til stede" in february(town)


@pytest.mark.parametrize(
    ("name", "type_", "language"),
    [
        ("Maler/Protokoll.docx", "protokoll", "nb"),
        ("Maler/referat nynorsk.docx", "protokoll", "nn"),
        ("Malar/Køyrereglar for samspelet.docx", "samspill", "nb"),
        ("Maler/Kjøreregler.docx", "kjoreregler", "nb"),
        ("Maler/Vår innkalling (bokmål).dotx", "innkalling", "nb"),
    ],
)
def test_the_files_name_says_what_it_is_for(town, name, type_, language):
    found = subject_of(name, docx("x"), town.settings.group)
    assert found == Subject(type=type_, language=language)
