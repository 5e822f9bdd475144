from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest
from web_support import NOW, Browser, application, settings

from service.db.applied import AppliedState
from service.db.groups import Groups
from service.db.targets import Targets
from service.demo.servers import EmbeddedServers
from service.domain.projection import Applied
from service.journeys.services import Services

FORM = "/g/prove/oppsett/kalender"
SECRET = "helt hemmelig app-passord"


def stored_password(services: Services, target_id: str = "kalender") -> str | None:
    with services.database.reading() as session:
        return Targets(session, "prove").password(target_id, services.box, {})


def target_url(services: Services) -> str:
    return services.settings("prove").targets[0].url


def test_setup_shows_where_things_are_written_and_that_no_password_is_set(browser: Browser):
    page = browser.get("/g/prove/oppsett").text

    assert "Kalender for gruppa" in page
    assert "Mappe for gruppa" in page
    assert page.count("<dd>ikke satt</dd>") == 2


def test_saving_stores_address_name_and_password(browser: Browser, with_group: Services):
    answer = browser.post(
        FORM, url="https://sky.example.org/dav/", username="kari", password=SECRET, do="save"
    )

    assert answer.status_code == 302
    page = browser.get(answer.location)
    assert "Endringene er lagret." in page.text
    assert "Endringene er lagret." not in browser.get(answer.location).text, "told once"
    target = with_group.settings("prove").targets[0]
    assert (target.url, target.username) == ("https://sky.example.org/dav/", "kari")
    assert stored_password(with_group) == SECRET


def test_a_password_is_never_shown_again(browser: Browser, with_group: Services):
    browser.post(FORM, url=target_url(with_group), username="ola", password=SECRET, do="save")
    wrong = browser.post(FORM, url="feil", username="ola", password=SECRET, do="save")

    for page in (browser.get(FORM), browser.get("/g/prove/oppsett"), wrong):
        assert SECRET not in unescape(page.text)
    assert "Et passord er lagret." in browser.get(FORM).text


def test_an_empty_password_keeps_the_stored_one(browser: Browser, with_group: Services):
    url = target_url(with_group)
    browser.post(FORM, url=url, username="ola", password=SECRET, do="save")
    browser.post(FORM, url=url, username="kari", password="", do="save")

    assert stored_password(with_group) == SECRET
    assert with_group.settings("prove").targets[0].username == "kari"


def test_a_new_address_asks_for_the_password_again(browser: Browser, with_group: Services):
    url = target_url(with_group)
    browser.post(FORM, url=url, username="ola", password=SECRET, do="save")

    answer = browser.post(
        FORM, url="https://annen.example.org/", username="ola", password="", do="save"
    )

    assert answer.status_code == 422
    assert "Skriv passordet på nytt" in answer.text
    assert target_url(with_group) == url
    assert stored_password(with_group) == SECRET


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "må begynne med https://"),
        ("sky.example.org/dav", "må begynne med https://"),
        ("ftp://sky.example.org/", "må begynne med https://"),
        ("javascript:alert(1)", "må begynne med https://"),
        ("https:///dav", "må begynne med https://"),
        ("https://sky.example.org:0/", "må begynne med https://"),
        ("https://sky.example.org:x/", "ikke gyldig"),
        ("https://[::1/", "ikke gyldig"),
        ("https://kari:ord@sky.example.org/", "skal ikke stå i adressen"),
        ("https://sky.example.org/?a=b", "kan ikke ha"),
        ("https://sky.example.org/#x", "kan ikke ha"),
        ("http://sky.example.org/", "kan passordet leses underveis"),
    ],
)
def test_an_address_that_can_not_be_used_is_refused_with_a_reason(
    browser: Browser, with_group: Services, url: str, words: str
):
    before = with_group.settings("prove")

    answer = browser.post(FORM, url=url, username="ola", password="", do="save")

    assert answer.status_code == 422
    assert words in unescape(answer.text)
    assert 'aria-invalid="true" aria-describedby="url-problem"' in answer.text
    assert with_group.settings("prove") == before


@pytest.mark.parametrize("do", ["save", "test"])
def test_an_address_of_another_target_is_refused_at_the_address(
    browser: Browser, with_group: Services, servers: EmbeddedServers, do: str
):
    other = settings(servers, "annen")
    theirs = replace(other.targets[0], url="https://sky.example.org/dav/deres/")
    with with_group.database.transaction() as session:
        Groups(session).save(
            replace(other, group=replace(other.group, name="Annet lag"), targets=(theirs,))
        )
    before = with_group.settings("prove")

    for url in (theirs.url, before.targets[1].url):
        answer = browser.post(FORM, url=url, username="ola", password=SECRET, do=do)
        page = unescape(answer.text)

        assert answer.status_code == 422
        assert "Adressen brukes alt av en annen gruppe eller en annen krets." in page
        assert 'aria-invalid="true" aria-describedby="url-problem"' in page
        assert f'value="{url}"' in page
        assert "Annet lag" not in page
        assert SECRET not in page
        assert with_group.settings("prove") == before
        assert stored_password(with_group) is None


@pytest.mark.parametrize("host", ["127.0.0.1:5232", "localhost", "[::1]:8080"])
def test_plain_http_is_allowed_to_this_machine(browser: Browser, with_group: Services, host: str):
    answer = browser.post(FORM, url=f"http://{host}/x/", username="ola", password=SECRET, do="save")

    assert answer.status_code == 302
    assert target_url(with_group) == f"http://{host}/x/"


def test_a_user_name_with_a_colon_is_refused(browser: Browser, with_group: Services):
    answer = browser.post(FORM, url=target_url(with_group), username="a:b", password="", do="save")

    assert answer.status_code == 422
    assert "kan ikke ha kolon" in answer.text


def test_only_the_named_target_changes(browser: Browser, with_group: Services):
    folder = with_group.settings("prove").targets[1]
    browser.post(FORM, url="https://sky.example.org/", username="x", password="y", do="save")

    assert with_group.settings("prove").targets[1] == folder
    assert stored_password(with_group, "mappe") is None


@pytest.mark.parametrize("path", ["/g/prove/oppsett/ukjent", "/g/ukjent/oppsett/kalender"])
def test_unknown_targets_and_groups_are_not_found(browser: Browser, path: str):
    token = browser.token("/")
    for answer in (
        browser.get(path),
        browser.client.post(path, data={"csrf_token": token}),
        browser.client.post(f"{path}/prov", data={"csrf_token": token}),
    ):
        assert answer.status_code == 404


def test_a_password_from_the_environment_has_no_field(
    with_group: Services, servers: EmbeddedServers
):
    group = settings(servers)
    first = replace(group.targets[0], password_env="SKYENS_PASSORD")
    with with_group.database.transaction() as session:
        Groups(session).save(replace(group, targets=(first, *group.targets[1:])))
    page = Browser(application(with_group).test_client()).log_in().get(FORM).text

    assert "SKYENS_PASSORD" in page
    assert 'type="password"' not in page


def test_the_trial_says_in_words_that_it_works(reachable: Services):
    browser = Browser(application(reachable).test_client()).log_in()
    for target in ("kalender", "mappe"):
        answer = browser.post(f"/g/prove/oppsett/{target}/prov", form="/g/prove/oppsett")
        page = unescape(browser.get(answer.location).text)
        assert "Forbindelsen virker." in page
        assert "Serveren slapp oss inn" in page


def test_saving_and_trying_a_wrong_password_says_what_to_do(browser: Browser, with_group: Services):
    answer = browser.post(
        FORM, url=target_url(with_group), username="ola", password="feil", do="test"
    )
    page = unescape(browser.get(answer.location).text)

    assert "Forbindelsen virker ikke ennå." in page
    assert "Skriv dem inn på nytt under Oppsett" in page
    assert 'role="alert"' in page


def test_a_trial_without_a_password_does_not_bother_the_server(browser: Browser):
    answer = browser.post("/g/prove/oppsett/kalender/prov", form="/g/prove/oppsett")

    assert "Passordet mangler." in browser.get(answer.location).text


def test_what_is_not_made_yet_is_said_to_be_made_by_the_first_sync(
    with_group: Services, servers: EmbeddedServers
):
    group = settings(servers)
    new = replace(group.targets[1], url=f"{servers.webdav}finnes-ikke-enno/")
    with with_group.database.transaction() as session:
        Groups(session).save(replace(group, targets=(new,)))
        Targets(session, "prove").set_password("mappe", servers.password, with_group.box)
    browser = Browser(application(with_group).test_client()).log_in()

    def told() -> str:
        answer = browser.post("/g/prove/oppsett/mappe/prov", form="/g/prove/oppsett")
        return browser.get(answer.location).text

    assert "lager vi det som mangler ved neste synkronisering" in told()
    with with_group.database.transaction() as session:
        Targets(session, "prove").record_ok("mappe", at=NOW)
    assert "Forbindelsen virker ikke ennå." in told(), "it was there, and is gone"


def test_trying_a_server_that_is_down_says_so(browser: Browser):
    answer = browser.post(
        FORM, url="http://127.0.0.1:9/x/", username="ola", password=SECRET, do="test"
    )

    assert "Serveren svarer ikke." in browser.get(answer.location).text


def test_a_trial_writes_nothing_down(reachable: Services):
    applied = Applied(uid="u", href="u.ics", etag="1", fields={})
    with reachable.database.transaction() as session:
        Targets(session, "prove").record_ok("kalender", at=NOW, sync_token="t")
        AppliedState(session, "prove").record("kalender", applied)
    browser = Browser(application(reachable).test_client()).log_in()
    browser.post("/g/prove/oppsett/kalender/prov", form="/g/prove/oppsett")

    with reachable.database.reading() as session:
        assert Targets(session, "prove").state("kalender").sync_token == "t"
        assert AppliedState(session, "prove").load("kalender") == {"u": applied}
