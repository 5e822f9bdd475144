"""A plan comes to the web page as text, as a file or from an address that is followed."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from forms import form_with
from reading_desk import PAGE, PLAN, press
from web_support import Browser, application, text_of

from connectors.published import PublishedPages
from service.db.plan_drafts import PlanDrafts
from service.db.plan_watches import PlanWatches
from service.imports.containers import MAX_BYTES
from service.journeys.published.watching import check_address, due_addresses
from service.journeys.services import Services
from tests.servers.pages import Site, site


@pytest.fixture
def council(with_group: Services) -> Iterator[Site]:
    body = PLAN.replace("\n", "<tr><td>").replace(";", "<td>")
    with site(body=f"<table><tr><td>{body}</table>".encode()) as running:
        yield running


@pytest.fixture
def near(with_group: Services) -> Browser:
    """The admin, where addresses of this machine may be read."""
    services = replace(with_group, publications=PublishedPages(private=True))
    return Browser(application(services).test_client()).log_in()


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"text": "  "}, "Lim inn planen, velg en fil eller skriv en adresse"),
        ({"text": "Velkommen"}, "innlimt tekst"),
        ({"text": PLAN, "address": "https://example.org/"}, "Bruk bare ett av feltene"),
        ({"text": PLAN, "year": "26"}, "fire sifre"),
        ({"text": "Dato;Utvalg\n15. mai;Kommunestyret\n"}, "hvilket år den gjelder. Skriv året"),
        ({"text": "Dato;Utvalg\n15.05.2036;Kommunestyret\n"}, "periode"),
        ({"text": "", "address": "http://127.0.0.1:9/plan"}, "svarer ikke"),
        ({"text": "", "address": "moteplan"}, "Adressen må være slik"),
    ],
)
def test_a_plan_that_cannot_be_read_is_told_beside_its_field_and_what_was_typed_stands(
    browser: Browser, with_group: Services, fields: dict[str, str], problem: str
):
    answer = browser.post(PAGE, **fields)
    assert answer.status_code == 422
    assert problem in text_of(answer.text)
    assert "--year" not in answer.text
    form = form_with(answer.text, "Les planen")
    assert form.fields["text"][0].strip() == fields["text"].strip()
    assert form.fields["address"] == [fields.get("address", "")]
    with with_group.database.reading() as session:
        assert PlanDrafts(session, "prove").get() is None


def test_a_file_is_read_and_one_that_is_too_large_is_told_of(browser: Browser):
    token = browser.token(PAGE)
    upload = {"csrf_token": token, "file": (io.BytesIO(PLAN.encode()), "plan.csv")}
    answer = browser.client.post(PAGE, data=upload)
    assert answer.status_code == 302
    assert "plan.csv" in text_of(browser.get(PAGE).text)
    # As bytes: the client would leave a large file of its own open.
    head = '--grense\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    body = head.encode() + b"#" * (MAX_BYTES + 2**17) + b"\r\n--grense--\r\n"
    kind = "multipart/form-data; boundary=grense"
    answer = browser.client.post(PAGE, data=body, content_type=kind)
    assert answer.status_code == 413
    assert "En fil kan være på 20 MB" in text_of(answer.text)


def test_an_address_is_read_once_and_followed_until_somebody_stops(
    near: Browser, council: Site, with_group: Services
):
    answer = near.post(PAGE, text="", address=council.url, follow="on")
    html = near.get(answer.location).text
    assert len(council.asked) == 1
    assert "Sist lest nå nettopp" in text_of(html)
    with with_group.database.reading() as session:
        assert PlanWatches(session).of_group("prove") is not None
    press(near, html, "Slutt å følge med")
    with with_group.database.reading() as session:
        assert PlanWatches(session).of_group("prove") is None


def test_an_address_can_be_followed_afterwards(near: Browser, council: Site):
    answer = near.post(PAGE, text="", address=council.url)
    html = near.get(answer.location).text
    said = text_of(press(near, html, "Følg med på adressen"))
    assert "Vi leser adressen hver natt" in said
    assert "Slutt å følge med" in near.get(PAGE).text


def test_the_week_tells_of_a_plan_that_has_changed(
    near: Browser, council: Site, with_group: Services
):
    html = near.get(near.post(PAGE, text="", address=council.url, follow="on").location).text
    press(near, html, "Ta inn planen")
    assert "Kommunens møteplan er endret" not in text_of(near.get("/g/prove/").text)
    council.body = council.body.replace(b"fredag 15.05", b"fredag 22.05")
    later = replace(
        with_group,
        publications=PublishedPages(private=True),
        now=lambda one: with_group.now(one) + dt.timedelta(days=3),
    )
    for url in due_addresses(later):
        check_address(later, url)
    week = near.get("/g/prove/").text
    assert "Kommunens møteplan er endret: 1 møte flyttet." in text_of(week)
    assert PAGE in week
    assert "Se over planen som venter" in near.get("/g/prove/moteplan").text
