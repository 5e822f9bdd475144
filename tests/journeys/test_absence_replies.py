"""A no to the meeting in somebody's calendar is a report of absence, where the group wants that."""

from __future__ import annotations

from service.calendar.reading import read
from service.db.absences import AbsenceReports
from service.domain.absence import Way
from tests.journeys.absent import NewTown, answer, away, open_for, report, seen, withdraw
from tests.journeys.town import FIRST, Town, told


def listening(new_town: NewTown, **chosen: bool) -> Town:
    town = new_town()
    open_for(town, **chosen)
    town.sync()
    return town


def test_a_no_is_listed_and_a_yes_after_it_withdraws_it(new_town: NewTown) -> None:
    town = listening(new_town, replies=True)
    answer(town, "Kari Nordmann", "DECLINED")
    assert told(town.sync()) == [("adopt", "annotated")]
    assert [(one.name, one.way) for one in seen(town).away] == [("Kari Nordmann", Way.REPLY)]
    answer(town, "Ola Nordmann", "ACCEPTED")
    answer(town, "Kari Nordmann", "ACCEPTED")
    town.sync()
    assert away(town) == []


def test_the_protocol_has_it_at_the_next_pass(new_town: NewTown) -> None:
    town = listening(new_town, replies=True)
    answer(town, "Kari Nordmann", "DECLINED")
    town.sync()
    assert ("update", "plan_changed") in told(town.sync())
    assert town.sync().steps == ()


def test_the_event_and_all_that_stands_in_it_is_left_as_it_is(new_town: NewTown) -> None:
    town = listening(new_town, replies=True)
    answer(town, "Kari Nordmann", "DECLINED")
    href, before = town.calendar().on(FIRST)
    town.sync()
    town.sync()
    assert town.calendar().on(FIRST) == (href, before)
    town.change(FIRST, place="Biblioteket")
    town.sync()
    _, moved = town.calendar().on(FIRST)
    assert "ATTENDEE;CN=Kari Nordmann;PARTSTAT=DECLINED:mailto:kari@example.org\n" in moved


def test_without_the_choice_nothing_is_read(new_town: NewTown) -> None:
    town = listening(new_town, replies=False)
    answer(town, "Kari Nordmann", "DECLINED")
    town.sync()
    with town.services.database.reading() as session:
        assert AbsenceReports(session, town.id, town.services.box).meetings() == ()


def test_what_is_said_on_the_page_goes_before_a_reply_that_stood_there(new_town: NewTown) -> None:
    town = listening(new_town, replies=True)
    answer(town, "Kari Nordmann", "DECLINED")
    town.sync()
    withdraw(town, "Kari Nordmann")
    answer(town, "Ola Nordmann", "ACCEPTED")
    town.sync()
    assert away(town) == []
    report(town, "Ola Nordmann")
    answer(town, "Ola Nordmann", "TENTATIVE")
    answer(town, "Ola Nordmann", "ACCEPTED")
    town.sync()
    assert away(town) == ["Ola Nordmann"]


def test_a_name_the_roster_lacks_is_nobodys(new_town: NewTown) -> None:
    town = listening(new_town, replies=True)
    answer(town, "Nabo Hansen", "DECLINED")
    answer(town, "Nordmann", "DECLINED")
    town.sync()
    assert away(town) == []
    assert seen(town).unknown == ()


def test_who_stands_there_twice_with_both_answers_has_given_none(new_town: NewTown) -> None:
    town = listening(new_town, replies=True)
    answer(town, "Kari Nordmann", "DECLINED")
    answer(town, "KARI NORDMANN", "ACCEPTED")
    town.sync()
    assert away(town) == []


def test_a_dry_run_reads_no_replies(new_town: NewTown) -> None:
    town = listening(new_town, replies=True)
    answer(town, "Kari Nordmann", "DECLINED")
    town.sync(dry_run=True)
    assert away(town) == []


def test_the_service_invites_nobody(new_town: NewTown) -> None:
    town = listening(new_town, replies=True)
    for data in town.calendar().all().values():
        assert read(data).uid
        assert b"ATTENDEE" not in data
        assert b"ORGANIZER" not in data
