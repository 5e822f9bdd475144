from __future__ import annotations

import logging
import re
from dataclasses import replace
from html import unescape

import pytest
from web_support import NOW, Browser, application, everything_in, text_of

from service.db.groups import Groups
from service.db.meetings import Meetings
from service.domain.model import Membership, Period, Person, Role
from service.journeys.services import Services
from service.web.feeds import TRIES_PER_ADDRESS

PAGE = "/g/prove/kalenderadresser"
ADDRESS = re.compile(r"http://localhost(/kalender/[\w-]{43}\.ics)")
NOBODY = f"/kalender/{'x' * 43}.ics"


@pytest.fixture
def peopled(with_group: Services) -> Services:
    """The group with Ola, who leads it, and Per, who has a seat."""
    settings = with_group.settings("prove")
    period = Period(start=settings.group.term.start)
    people = tuple(
        Person(
            id=name,
            name=f"{name.title()} Nordmann",
            memberships=(Membership(body="gruppa", role=role, period=period),),
        )
        for name, role in (("ola", Role.LEADER), ("per", Role.MEMBER))
    )
    roster = replace(settings.group.roster, people=people)
    with with_group.database.transaction() as session:
        Groups(session).save(replace(settings, group=replace(settings.group, roster=roster)))
    return with_group


@pytest.fixture
def admin(peopled: Services) -> Browser:
    return Browser(application(peopled).test_client()).log_in()


def made(admin: Browser, **fields: str) -> str:
    """Make an address; its path."""
    answer = admin.post(PAGE, **({"label": "Til Per", "audience": "group"} | fields))
    assert answer.status_code == 200
    found = ADDRESS.search(answer.text)
    assert found is not None
    return found[1]


def test_an_address_is_shown_once_and_opens_the_meetings_without_a_login(
    admin: Browser, peopled: Services
):
    path = made(admin)
    assert path not in admin.get(PAGE).text
    assert "Til Per" in admin.get(PAGE).text

    stranger = application(peopled).test_client()
    answer = stranger.get(path)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private"
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"SUMMARY:Gruppem" in answer.data
    assert b"Nordmann" not in answer.data and "Prøvepartiet".encode() not in answer.data


def test_the_address_begins_with_what_the_service_is_called_from_outside(peopled: Services):
    outside = replace(peopled, public_url="https://kjoreplan.example.org/plan")
    admin = Browser(application(outside).test_client()).log_in()
    page = admin.post(PAGE, label="Til Per", audience="group").text
    assert "https://kjoreplan.example.org/plan/kalender/" in page


@pytest.mark.parametrize("header", ["If-None-Match", "If-Modified-Since"])
def test_who_has_it_already_is_told_that_nothing_has_changed(
    admin: Browser, peopled: Services, header: str
):
    path = made(admin)
    first = admin.client.get(path)
    said = first.headers["ETag" if header == "If-None-Match" else "Last-Modified"]

    again = admin.client.get(path, headers={header: said})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "private"

    with peopled.database.transaction() as session:
        Meetings(session, "prove").delete(["g-1"])
    changed = admin.client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_head_tells_the_same_without_the_meetings(admin: Browser):
    path = made(admin)
    head = admin.client.head(path)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == admin.client.get(path).headers["ETag"]


def test_unknown_revoked_and_left_are_the_same_answer(admin: Browser, peopled: Services):
    revoked = made(admin)
    end = re.findall(r'action="([^"]+/slutt)"', admin.get(PAGE).text)[0]
    left = made(admin, person="per")
    answer = admin.post(end, form=PAGE)
    assert "Adressen er avsluttet." in admin.get(answer.location).text
    settings = peopled.settings("prove")
    roster = replace(settings.group.roster, people=settings.group.roster.people[:1])
    with peopled.database.transaction() as session:
        Groups(session).save(replace(settings, group=replace(settings.group, roster=roster)))
    stranger = application(peopled).test_client()

    answers = [stranger.get(path) for path in (NOBODY, revoked, left, "/kalender/kort.ics")]

    assert {one.status_code for one in answers} == {404}
    assert len({one.data for one in answers}) == 1
    assert len({str(sorted(one.headers.keys())) for one in answers}) == 1


def test_who_guesses_is_asked_to_wait_and_who_knows_is_not(admin: Browser, peopled: Services):
    path = made(admin)
    client = application(peopled).test_client()
    for _ in range(TRIES_PER_ADDRESS):
        assert client.get(NOBODY).status_code == 404
    late = client.get(NOBODY)
    assert late.status_code == 429
    assert int(late.headers["Retry-After"]) > 0
    assert client.get(path).status_code == 200
    assert client.get(NOBODY, environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 404


def test_the_token_is_neither_stored_nor_logged(
    admin: Browser, peopled: Services, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.DEBUG):
        path = made(admin)
        token = path.removeprefix("/kalender/").removesuffix(".ics")
        assert admin.client.get(path).status_code == 200
        assert admin.client.post(path).status_code in {400, 405}
    assert token not in caplog.text
    assert token not in str(everything_in(peopled))


def test_an_error_in_it_is_logged_without_the_token(
    admin: Browser, peopled: Services, monkeypatch, caplog: pytest.LogCaptureFixture
):
    path = made(admin)
    token = path.removeprefix("/kalender/").removesuffix(".ics")

    def broken(*_: object) -> None:
        raise RuntimeError("i stykker")

    monkeypatch.setattr(Meetings, "all", broken)
    answer = admin.client.get(path)
    assert answer.status_code == 500
    assert "request_failed" in caplog.text
    assert token not in caplog.text and token not in answer.text


def test_the_boards_address_is_for_somebody_who_sits_on_it(admin: Browser):
    for person in ("", "per"):
        answer = admin.post(PAGE, label="Styret", audience="group_board", person=person)
        assert answer.status_code == 422
        assert "bare for dem som sitter i styret" in text_of(answer.text)
        assert 'aria-describedby="person-problem"' in answer.text
        assert 'value="Styret"' in answer.text, "what was entered stands"
    made(admin, audience="group_board", person="ola")


def test_an_address_without_a_label_is_refused(admin: Browser):
    answer = admin.post(PAGE, label=" ", audience="group")
    assert answer.status_code == 422
    assert "Skriv hvem eller hva adressen er til" in unescape(answer.text)
    assert "Ingen adresser er gitt ut." in admin.get(PAGE).text


def test_the_list_says_who_has_left(admin: Browser, peopled: Services):
    made(admin, person="per")
    assert "svarer ikke" not in admin.get(PAGE).text
    settings = peopled.settings("prove")
    gone = replace(
        settings.group.roster.people[1],
        memberships=(
            Membership(
                body="gruppa",
                role=Role.MEMBER,
                period=Period(start=settings.group.term.start, end=NOW.date().replace(day=1)),
            ),
        ),
    )
    roster = replace(settings.group.roster, people=(settings.group.roster.people[0], gone))
    with peopled.database.transaction() as session:
        Groups(session).save(replace(settings, group=replace(settings.group, roster=roster)))
    page = text_of(admin.get(PAGE).text)
    assert "Per Nordmann svarer ikke personen er ikke med lenger" in page


def test_ending_twice_and_another_groups_page(admin: Browser):
    made(admin)
    end = re.findall(r'action="([^"]+/slutt)"', admin.get(PAGE).text)[0]
    admin.post(end, form=PAGE)
    answer = admin.post(end, form=PAGE)
    assert "avsluttet fra før" in admin.get(answer.location).text
    assert admin.get("/g/ukjent/kalenderadresser").status_code == 404


def test_the_page_is_led_to_from_the_setup(admin: Browser):
    assert f'href="{PAGE}"' in admin.get("/g/prove/oppsett").text
