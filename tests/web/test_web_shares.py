from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest
from web_support import NOW, Browser, application, text_of

from service.db.given_shares import GivenShares
from service.db.groups import Groups
from service.db.notices import Notices
from service.domain.model import Audience, Person
from service.domain.notices import Notice, NoticeCode
from service.domain.sharing import Access, Given, GivenState, Share, Sharee, ShareeKind
from service.journeys.services import Services

FORM = "/g/prove/oppsett/kalender"
GROUP = Sharee(ShareeKind.GROUP, "gruppa")
OLA = Sharee(ShareeKind.USER, "ola")


@pytest.fixture
def peopled(with_group: Services) -> Services:
    """The group with Ola, and a folder for its board."""
    settings = with_group.settings("prove")
    roster = replace(settings.group.roster, people=(Person(id="ola", name="Ola Nordmann"),))
    folder = replace(settings.targets[1], audience=Audience.GROUP_BOARD)
    changed = replace(
        settings,
        group=replace(settings.group, roster=roster),
        targets=(settings.targets[0], folder),
    )
    with with_group.database.transaction() as session:
        Groups(session).save(changed)
    return with_group


@pytest.fixture
def admin(peopled: Services) -> Browser:
    return Browser(application(peopled).test_client()).log_in()


def row(number: int, **fields: str) -> dict[str, str]:
    known = {"kind": "group", "name": "", "access": "read", "person": ""} | fields
    return {f"share-{number}-{name}": value for name, value in known.items()}


def send(admin: Browser, services: Services, *rows: dict[str, str], target: str = "kalender"):
    found = next(t for t in services.settings("prove").targets if t.id == target)
    path = f"/g/prove/oppsett/{target}"
    entered = {name: value for one in rows for name, value in one.items()}
    return admin.post(path, url=found.url, username="ola", password="", do="save", **entered)


def shares(services: Services, place: int = 0) -> tuple[Share, ...]:
    return services.settings("prove").targets[place].shares


def test_what_is_entered_is_stored_shown_and_there_to_be_changed(admin: Browser, peopled: Services):
    answer = send(
        admin,
        peopled,
        row(0, name=" gruppa "),
        row(1, kind="user", name="ola", access="write", person="ola"),
        row(2),
    )
    assert answer.status_code == 302
    assert shares(peopled) == (
        Share(sharee=GROUP),
        Share(sharee=OLA, access=Access.WRITE, person="ola"),
    )
    page = text_of(admin.get("/g/prove/oppsett").text)
    assert "gruppa «gruppa» får lese, brukeren «ola» får lese og skrive" in page
    form = admin.get(FORM).text
    assert 'name="share-0-name" value="gruppa"' in form
    assert '<option value="ola" selected>Ola Nordmann</option>' in form

    send(admin, peopled, row(0), row(1, kind="user", name="ola"))
    assert shares(peopled) == (Share(sharee=OLA),)
    send(admin, peopled, row(0))
    assert shares(peopled) == ()


def test_a_form_without_the_rows_leaves_the_shares(admin: Browser, peopled: Services):
    send(admin, peopled, row(0, name="gruppa"))
    send(admin, peopled)
    assert shares(peopled) == (Share(sharee=GROUP),)


@pytest.mark.parametrize(
    ("rows", "place", "words"),
    [
        ([row(0, name="a"), row(1, name="a")], 1, "to ganger"),
        ([row(0), row(1, name="a/b")], 0, "uten «/»"),
        ([row(0, name="a", person="ola")], 0, "ikke til en gruppe"),
        ([row(0, kind="user", name="a", person="borte")], 0, "ikke i navnelista"),
    ],
)
def test_what_can_not_be_shared_is_said_at_its_row_and_nothing_is_stored(
    admin: Browser, peopled: Services, rows, place: int, words: str
):
    answer = send(admin, peopled, *rows)
    assert answer.status_code == 422
    page = unescape(answer.text)
    assert words in page
    assert f'aria-invalid="true" aria-describedby="share-{place}-problem"' in page
    assert "Ingenting er lagret ennå." in page
    assert shares(peopled) == ()


def test_what_is_closed_is_shared_with_people_who_are_known(admin: Browser, peopled: Services):
    refused = send(admin, peopled, row(0, kind="user", name="ola"), target="mappe")
    assert refused.status_code == 422
    assert "Velg hvem brukeren er." in unescape(refused.text)

    send(admin, peopled, row(0, name="gruppa"))
    open_too = send(admin, peopled, row(0, name="gruppa"), target="mappe")
    assert "får også se det som ikke er lukket" in unescape(open_too.text)

    fine = send(admin, peopled, row(0, kind="user", name="ola", person="ola"), target="mappe")
    assert fine.status_code == 302
    assert shares(peopled, 1) == (Share(sharee=OLA, person="ola"),)


def test_what_there_is_to_know_stands_with_the_target_and_on_the_first_page(
    admin: Browser, peopled: Services
):
    known = Notice(
        code=NoticeCode.CLOSED_SHARED, href="group:gruppa", details=("folder:group_board",)
    )
    with peopled.database.transaction() as session:
        Notices(session, "prove").replace("mappe", [known], at=NOW, sharing=True)
    words = "Mappa for gruppestyret skal være lukket, men er delt med gruppa «gruppa»."
    for path in ("/g/prove/oppsett", "/g/prove/"):
        html = admin.get(path).text
        assert words in text_of(html)
        assert "group:gruppa" not in html, "it is no file to be opened"


def test_what_somebody_took_away_is_given_again_when_the_admin_says_so(
    admin: Browser, peopled: Services
):
    again = "/g/prove/oppsett/kalender/del"
    assert again not in admin.get("/g/prove/oppsett").text
    gone = Given(sharee=GROUP, access=Access.READ, state=GivenState.REMOVED)
    with peopled.database.transaction() as session:
        GivenShares(session, "prove").replace("kalender", [gone])
    assert again in admin.get("/g/prove/oppsett").text

    answer = admin.post(again, form="/g/prove/oppsett")

    assert "Neste synkronisering deler på nytt." in admin.get(answer.location).text
    with peopled.database.reading() as session:
        assert GivenShares(session, "prove").all() == {}
