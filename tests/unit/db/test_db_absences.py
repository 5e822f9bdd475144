"""Reports of absence are sealed, one group's are never another's, and a link's number counts up."""

import datetime as dt
import string
from dataclasses import replace

import pytest
from sqlalchemy import text

from service.db.absences import AbsenceLinks, AbsenceReports
from service.db.database import Database
from service.db.groups import Groups
from service.db.link_tokens import LinkTokens
from service.db.sealing import SecretBox
from service.domain.absence import Absences, Way, Who
from service.domain.settings import AbsenceSettings, GroupSettings

NOW = dt.datetime(2026, 5, 11, 8, tzinfo=dt.UTC)
SAID = (
    Absences()
    .reported(Who("kari"), Way.LINK, NOW)
    .reported(Who(typed="Liv Nordmann"), Way.LINK, NOW)
    .heard({"ola": False}, NOW)
)


def test_what_is_kept_comes_back_and_goes_when_there_is_nothing_left(
    database: Database, stored: GroupSettings, box: SecretBox
) -> None:
    with database.transaction() as session:
        reports = AbsenceReports(session, stored.group.id, box)
        reports.save("m-1", SAID)
        reports.save("m-2", Absences().reported(Who("kari"), Way.LINK, NOW))
    with database.transaction() as session:
        reports = AbsenceReports(session, stored.group.id, box)
        assert reports.of("m-1") == SAID
        assert reports.all().keys() == set(reports.meetings()) == {"m-1", "m-2"}
        reports.save("m-2", Absences())
        assert reports.meetings() == ("m-1",)
        assert reports.of("m-2") == Absences()
        reports.forget(["m-1", "m-3"])
        assert reports.all() == {}


def test_nothing_of_it_can_be_read_without_the_key(
    database: Database, stored: GroupSettings, box: SecretBox
) -> None:
    with database.transaction() as session:
        AbsenceReports(session, stored.group.id, box).save("m-1", SAID)
    with database.reading() as session:
        (row,) = session.execute(text("SELECT * FROM absences")).all()
    assert not any(word in str(row) for word in ("kari", "ola", "Liv", "link", "reply", "2026"))


def test_one_group_never_sees_another_groups(
    database: Database, stored: GroupSettings, box: SecretBox
) -> None:
    other = replace(stored, group=replace(stored.group, id="annen"), targets=())
    with database.transaction() as session:
        Groups(session).save(other)
        AbsenceReports(session, stored.group.id, box).save("m-1", SAID)
        AbsenceLinks(session, stored.group.id).renew("m-1")
    with database.reading() as session:
        assert AbsenceReports(session, "annen", box).all() == {}
        assert AbsenceReports(session, "annen", box).of("m-1") == Absences()
        assert AbsenceLinks(session, "annen").numbers() == {}


def test_they_go_with_their_group(
    database: Database, stored: GroupSettings, box: SecretBox
) -> None:
    with database.transaction() as session:
        AbsenceReports(session, stored.group.id, box).save("m-1", SAID)
        AbsenceLinks(session, stored.group.id).renew("m-1")
    with database.transaction() as session:
        assert Groups(session).delete(stored.group.id)
    with database.reading() as session:
        for table in ("absences", "absence_links"):
            assert session.scalars(text(f"SELECT group_id FROM {table}")).all() == []


def test_a_group_file_read_in_again_leaves_the_reports(
    database: Database, stored: GroupSettings, box: SecretBox
) -> None:
    with database.transaction() as session:
        AbsenceReports(session, stored.group.id, box).save("m-1", SAID)
        Groups(session).save(stored)
        assert AbsenceReports(session, stored.group.id, box).of("m-1") == SAID


def test_a_meetings_link_counts_up_each_time_it_is_revoked(
    database: Database, stored: GroupSettings
) -> None:
    with database.transaction() as session:
        links = AbsenceLinks(session, stored.group.id)
        assert links.number("m-1") == 0
        links.renew("m-1")
        links.renew("m-1")
        assert (links.number("m-1"), links.number("m-2")) == (2, 0)
        assert links.numbers() == {"m-1": 2}


def test_the_groups_choice_is_nothing_until_it_is_made_and_changes_nothing_else(
    database: Database, stored: GroupSettings
) -> None:
    chosen = AbsenceSettings(link=True, replies=False)
    with database.transaction() as session:
        groups = Groups(session)
        assert stored.absence == AbsenceSettings()
        groups.choose_absence(stored.group.id, chosen)
        assert groups.get(stored.group.id) == replace(stored, absence=chosen)
        groups.save(stored)
        assert groups.get(stored.group.id) == stored


def test_a_token_says_what_it_was_made_of_and_is_always_the_same(box: SecretBox) -> None:
    tokens = LinkTokens(box, "prøve")
    token = tokens.make("gruppa", "m-1", "0")
    assert tokens.open(token) == ("gruppa", "m-1", "0")
    assert token == LinkTokens(box, "prøve").make("gruppa", "m-1", "0")
    assert token != tokens.make("gruppa", "m-1", "1")
    assert "gruppa" not in token


def test_no_other_token_is_opened(box: SecretBox) -> None:
    tokens = LinkTokens(box, "prøve")
    token = tokens.make("gruppa", "m-1", "0")
    other = ["B" if letter == "A" else "A" for letter in token]
    changed = [token[:n] + letter + token[n + 1 :] for n, letter in enumerate(other)]
    others = LinkTokens(box, "noe annet").make("gruppa", "m-1", "0")
    for wrong in (*changed, others, "", "æ", token[:-4], token + "!", "A" * 600, "=" * 8):
        assert tokens.open(wrong) is None, wrong


def test_a_token_has_one_spelling(box: SecretBox) -> None:
    """The last letter holds fewer bits than a letter can: several spell the same bytes."""
    tokens = LinkTokens(box, "prøve")
    for number in range(4):
        token = tokens.make("gruppa", f"m-{number}", "0")
        spelled = [token[:-1] + letter for letter in string.ascii_letters + string.digits + "-_"]
        assert [one for one in spelled if tokens.open(one)] == [token]


def test_a_token_outlives_a_new_key_until_its_own_is_taken_away() -> None:
    old, new = ("A" * 43 + "=", "B" * 42 + "A=")
    token = LinkTokens(SecretBox([old]), "prøve").make("gruppa")
    assert LinkTokens(SecretBox([new, old]), "prøve").open(token) == ("gruppa",)
    assert LinkTokens(SecretBox([new]), "prøve").open(token) is None


@pytest.mark.parametrize("link", [True, False])
def test_the_choice_comes_back_as_it_was_stored(
    database: Database, settings: GroupSettings, link: bool
) -> None:
    wanted = replace(settings, absence=AbsenceSettings(link=link, replies=not link))
    with database.transaction() as session:
        Groups(session).save(wanted)
    with database.reading() as session:
        assert Groups(session).get(wanted.group.id) == wanted
