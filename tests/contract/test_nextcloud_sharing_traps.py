"""Sharing, quotas, lock-outs and maintenance on the double: nobody lends a Nextcloud for these."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from connectors.caldav_setup import discover, ensure_calendar
from connectors.store import Busy, Forbidden, NotFound, OutOfSpace, Rejected, Unauthorized
from connectors.webdav_store import WebDavStore
from tests.contract.clouds import Person, people
from tests.contract.hrefs import hrefs
from tests.contract.places import event
from tests.servers.nextcloud_double import Cloud, nextcloud_double

CALENDAR = "calendars/kari/gruppa/"
WITH_ALARM = event("a", "Møte").replace(
    b"END:VEVENT",
    b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\nEND:VEVENT",
)


@pytest.fixture
def small() -> Iterator[Cloud]:
    """A Nextcloud of three people; Kari and Ola are in the group, Liv is not."""
    names = ("kari", "ola", "liv")
    members = {"kari": frozenset({"gruppa"}), "ola": frozenset({"gruppa"})}
    with nextcloud_double({n: f"hemmelig-{n}" for n in names}, members) as cloud:
        server = cloud.server("caldav")
        ensure_calendar(server.url + "gruppa/", "kari", server.password, name="Gruppemøter")
        yield cloud


@pytest.fixture
def three(small: Cloud) -> tuple[Person, Person, Person]:
    kari, ola, liv = people(small, "kari", "ola", "liv")
    return kari, ola, liv


def ours(cloud: Cloud, user: str = "kari", name: str = "gruppa"):
    server = cloud.server("caldav", user)
    return server.open(f"{server.url}{name}/")


SHARED = "gruppa_shared_by_kari"


def test_sharing_with_nobody_answers_as_sharing_with_somebody(
    three: tuple[Person, Person, Person],
) -> None:
    kari = three[0]
    assert kari.share(CALENDAR, "users/finnes-ikke") == 200
    assert kari.share(CALENDAR, "groups/finnes-ikke") == 200
    assert kari.invited(CALENDAR) == {}
    assert kari.share(CALENDAR, "groups/gruppa") == 200
    assert kari.share(CALENDAR, "users/liv", "read-write") == 200
    assert kari.invited(CALENDAR) == {"groups/gruppa": "read", "users/liv": "read-write"}


def test_a_share_that_may_only_be_read_answers_404_to_writes(
    small: Cloud, three: tuple[Person, Person, Person]
) -> None:
    made = ours(small).create("a.ics", event("a", "Møte"))
    three[0].share(CALENDAR, "groups/gruppa")
    ola = ours(small, "ola", SHARED)
    assert hrefs(ola.list().resources) == {"a.ics"}
    path = f"calendars/ola/{SHARED}/a.ics"
    assert three[1].status("PUT", path, event("a", "Olas"), Content_Type="text/calendar") == 404
    for write in (
        lambda: ola.create("b.ics", event("b", "Olas")),
        lambda: ola.update("a.ics", event("a", "Olas"), made.etag),
        lambda: ola.delete("a.ics", made.etag),
    ):
        with pytest.raises(Forbidden):
            write()
    assert ours(small).list().resources == (made,)


def test_a_share_that_may_be_written_is_written(
    small: Cloud, three: tuple[Person, Person, Person]
) -> None:
    three[0].share(CALENDAR, "users/liv", "read-write")
    ours(small, "liv", SHARED).create("b.ics", event("b", "Livs"))
    assert hrefs(ours(small).list().resources) == {"b.ics"}
    server = small.server("caldav", "liv")
    found = {c.name: c.writable for c in discover(small.url, "liv", server.password)}
    assert found == {"Gruppemøter": True}


def test_who_takes_a_group_share_away_from_themselves_gets_it_back_only_directly(
    small: Cloud, three: tuple[Person, Person, Person]
) -> None:
    kari, ola, _ = three
    kari.share(CALENDAR, "groups/gruppa")
    assert ola.status("DELETE", f"calendars/ola/{SHARED}/") == 204
    kari.share(CALENDAR, "groups/gruppa")
    with pytest.raises(NotFound):
        ours(small, "ola", SHARED).list()
    assert kari.invited(CALENDAR) == {"groups/gruppa": "read"}  # it doesn't tell
    kari.share(CALENDAR, "users/ola")
    assert ours(small, "ola", SHARED).list().complete


def test_readers_get_no_alarms_nothing_private_and_of_the_confidential_the_time(
    small: Cloud, three: tuple[Person, Person, Person]
) -> None:
    kept = ours(small)
    kept.create("a.ics", WITH_ALARM)
    for kind in ("PRIVATE", "CONFIDENTIAL"):
        closed = event(kind, "Lukket").replace(b"SUMMARY", f"CLASS:{kind}\r\nSUMMARY".encode())
        kept.create(f"{kind.lower()}.ics", closed)
    three[0].share(CALENDAR, "groups/gruppa")
    ola = ours(small, "ola", SHARED)
    assert b"VALARM" not in ola.get("a.ics").data
    assert b"VALARM" in kept.get("a.ics").data
    with pytest.raises(NotFound):
        ola.get("private.ics")
    told = ola.get("confidential.ics").data
    assert b"Lukket" not in told
    assert b"DTSTART" in told


def test_a_local_attendee_gets_a_copy_and_the_answer_tells_no_etag(small: Cloud) -> None:
    server = small.server("caldav", "ola")
    ensure_calendar(server.url + "personal/", "ola", server.password, name="Personlig")
    invited = event("a", "Møte").replace(
        b"SUMMARY", b"ORGANIZER:mailto:kari@example.org\r\n%s:mailto:ola@example.org\r\nSUMMARY"
    )
    theirs = server.open(server.url + "personal/")
    alone = invited % b"ATTENDEE;SCHEDULE-AGENT=CLIENT"
    assert ours(small).create("b.ics", alone.replace(b"UID:a", b"UID:b")).etag
    assert theirs.list().resources == ()
    assert ours(small).create("a.ics", invited % b"ATTENDEE").etag == ""
    assert len(theirs.list().resources) == 1


def test_the_eleventh_calendar_of_a_burst_is_refused(small: Cloud) -> None:
    server = small.server("caldav")
    words = {"username": "kari", "password": server.password, "name": "Møter"}
    for number in range(9):  # one is there
        assert ensure_calendar(f"{server.url}nr-{number}/", **words)
    with pytest.raises(Busy) as caught:
        ensure_calendar(f"{server.url}nr-10/", **words)
    assert (caught.value.status, caught.value.retry_after) == (429, None)


def test_the_address_of_a_calendar_in_the_trash_bin_is_taken(
    small: Cloud, three: tuple[Person, Person, Person]
) -> None:
    server = small.server("caldav")
    assert three[0].status("DELETE", CALENDAR) == 204
    with pytest.raises(Rejected) as caught:
        ensure_calendar(server.url + "gruppa/", "kari", server.password, name="Gruppemøter")
    assert caught.value.status == 405


def test_after_ten_wrong_passwords_nobody_is_let_in(small: Cloud) -> None:
    server = small.server("caldav")
    wrong = server.open(server.url + "gruppa/", "feil")
    for _ in range(10):
        with pytest.raises(Unauthorized):
            wrong.list()
    with pytest.raises(Busy) as caught:
        ours(small).list()
    assert (caught.value.status, caught.value.retry_after) == (429, None)


def test_maintenance_answers_nobody_and_says_no_time(small: Cloud) -> None:
    small.maintenance = True
    with pytest.raises(Busy) as caught:
        ours(small).list()
    assert (caught.value.status, caught.value.retry_after) == (503, None)


def test_a_full_quota_takes_nothing_more(small: Cloud) -> None:
    server = small.server("webdav")
    small.files.quota = 10
    with WebDavStore(server.url, "kari", server.password) as store:
        store.create("a.docx", b"12345")
        with pytest.raises(OutOfSpace):
            store.create("b.docx", b"123456")
        assert hrefs(store.list().resources) == {"a.docx"}
