"""Reading a published plan on the web: handed in, looked over row by row, and taken in."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from forms import form_with, forms_in
from web_support import Browser, application, text_of

from connectors.published import PublishedPages
from service.db.groups import Groups
from service.db.meetings import Meetings
from service.db.plan_drafts import PlanDrafts
from service.db.plan_watches import PlanWatches
from service.domain.model import Meeting
from service.imports.containers import MAX_BYTES
from service.journeys.published.watching import check_address, due_addresses
from service.journeys.services import Services
from tests.servers.pages import Site, site

PAGE = "/g/prove/moteplan/les"
PLAN = """Dato;Utvalg;Tid;Sted
tirsdag 12.05.2026;Formannskapet;09.00;Rådhuset
fredag 15.05.2026;Kommunestyret;17.00;Kommunestyresalen
onsdag 16.06.2026;Kommunestyret;17.00;
"""
DOUBTED = dt.date(2026, 6, 16)  # a Tuesday


def municipal(services: Services) -> dict[str, Meeting]:
    with services.database.reading() as session:
        return {m.date.isoformat(): m for m in Meetings(session, "prove").municipal()}


def hand_in(browser: Browser, text: str = PLAN, **fields: object) -> str:
    """Paste a plan; what the page then says."""
    answer = browser.post(PAGE, f"{PAGE}?ny=1", text=text, **fields)
    assert answer.status_code == 302, text_of(answer.text)
    return browser.get(answer.location).text


def press(browser: Browser, html: str, button: str, **typed: str) -> str:
    """Press a button of a page as a browser does, and see where it leads."""
    form = form_with(html, button)
    values = {"Stemmer": "vouch", "Ta bort": "leave_out", "Lagre": "change"}
    values |= {"Angre": "take_back", "Ta med igjen": "take_back"}
    values |= {"Slutt å følge med": "stop", "Følg med på adressen": "follow"}
    fields = {name: value[-1] for name, value in form.fields.items()} | typed
    if button in values:
        fields["do"] = values[button]
    answer = browser.client.post(form.action, data=fields)
    assert answer.status_code == 302, text_of(answer.text)
    return browser.get(answer.location).text


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


def test_the_plan_page_leads_to_the_first_step(browser: Browser):
    assert PAGE in browser.get("/g/prove/moteplan").text
    html = browser.get(PAGE).text
    assert "Lim inn planen" in html
    (form,) = [f for f in forms_in(html) if f.action == PAGE]
    assert {"text", "address", "year"} <= set(form.fields)


def test_a_pasted_plan_is_shown_with_doubt_first_and_changes_nothing(
    browser: Browser, with_group: Services
):
    before = municipal(with_group)
    html = hand_in(browser)
    said = text_of(html)
    assert "Vi leste 3 møter i 2 organer; 1 er usikkert" in said
    places = [html.index(f'id="{name}"') for name in ("usikre", "organene", "m-2026-05")]
    assert places == sorted(places)
    assert "Planen sier onsdag, men 16. juni 2026 er en tirsdag" in said
    assert "Kommunestyret: 2 møter" in said
    assert municipal(with_group) == before


def test_a_row_is_confirmed_with_one_press_and_taken_in_as_sure(
    browser: Browser, with_group: Services
):
    html = press(browser, hand_in(browser), "Stemmer")
    assert "usikker" not in text_of(html).replace("usikkert", "")
    assert "bekreftet" in text_of(html)
    said = text_of(press(browser, html, "Ta inn planen"))
    assert "Planen er tatt inn." in said
    assert municipal(with_group)["2026-06-16"].confidence == 1


def test_what_nobody_has_confirmed_is_taken_in_as_unsure(browser: Browser, with_group: Services):
    press(browser, hand_in(browser), "Ta inn planen")
    assert municipal(with_group)["2026-06-16"].confidence < 1


def test_a_row_is_taken_out_and_back(browser: Browser, with_group: Services):
    html = press(browser, hand_in(browser), "Ta bort")
    assert "Vi leste 2 møter" in text_of(html)
    html = press(browser, html, "Ta med igjen")
    assert "Vi leste 3 møter" in text_of(html)
    html = press(browser, html, "Ta bort")
    press(browser, html, "Ta inn planen")
    assert "2026-06-16" not in municipal(with_group)


def test_a_row_is_changed_and_tells_what_the_plan_says(browser: Browser, with_group: Services):
    html = press(browser, hand_in(browser), "Lagre", date="2026-06-17", start="18.30", place="Kino")
    said = text_of(html)
    assert "onsdag 17. juni kl. 18.30" in said
    assert "Rettet for hånd: i planen er datoen tirsdag 16. juni 2026" in said
    press(browser, html, "Ta inn planen")
    meeting = municipal(with_group)["2026-06-17"]
    assert (meeting.start, meeting.place, meeting.confidence) == (dt.time(18, 30), "Kino", 1.0)


def test_a_sure_row_is_changed_too(browser: Browser):
    html = hand_in(browser)
    key = html.split("endre=")[1].split("#")[0].split('"')[0]
    opened = browser.get(f"{PAGE}?endre={key}").text
    forms = [f for f in forms_in(opened) if "date" in f.fields]
    assert len(forms) == 2
    sure = next(f for f in forms if f.fields["date"] == ["2026-05-12"])
    fields = {n: v[-1] for n, v in sure.fields.items()} | {"do": "change", "start": "10.00"}
    answer = browser.client.post(sure.action, data=fields)
    assert "kl. 10.00" in text_of(browser.get(answer.location).text)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"date": "31.02.2026"}, "Skriv datoen som"),
        ({"start": "25.00"}, "Skriv klokkeslettet som 18.00"),
        ({"end": "20.00", "start": ""}, "Skriv når møtet begynner"),
        ({"body": "Et annet organ"}, "Velg et av organene"),
        ({"place": "x" * 301}, "for lang"),
    ],
)
def test_what_cannot_be_so_is_told_beside_its_field_and_stands_as_typed(
    browser: Browser, typed: dict[str, str], problem: str
):
    form = form_with(hand_in(browser), "Lagre")
    fields = {n: v[-1] for n, v in form.fields.items()} | typed | {"do": "change"}
    answer = browser.client.post(form.action, data=fields)
    assert answer.status_code == 422
    assert problem in text_of(answer.text)
    again = form_with(answer.text, "Lagre")
    for name, value in typed.items():
        if name != "body":
            assert again.fields[name] == [value]


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


def test_the_difference_from_the_known_plan_is_shown(browser: Browser):
    said = text_of(hand_in(browser, PLAN.replace("fredag 15.05", "fredag 22.05")))
    assert "Forskjellen fra planen dere har" in said
    assert "flyttet Kommunestyret: fredag 15. mai kl. 17.00 → fredag 22. mai kl. 17.00" in said


def test_a_plan_that_has_changed_since_it_was_shown_is_not_taken_in(
    browser: Browser, with_group: Services
):
    shown = hand_in(browser)
    hand_in(browser, PLAN.replace("17.00", "18.00"))
    before = municipal(with_group)
    said = text_of(press(browser, shown, "Ta inn planen"))
    assert "Planen er ikke tatt inn. Planen er endret mens du så på den." in said
    assert municipal(with_group) == before


def test_a_part_of_a_plan_asks_whether_it_is_whole(browser: Browser, with_group: Services):
    html = hand_in(browser, "Dato;Utvalg;Tid\n12.05.2026;Formannskapet;09.00\n")
    assert "Planen mangler 2 av de 3 møtene vi kjenner våren 2026" in text_of(html)
    said = text_of(press(browser, html, "Ta inn planen"))
    assert "Planen er ikke tatt inn" in said
    assert "--go-on" not in said
    press(browser, html, "Ta inn planen", go_on="on")
    assert set(municipal(with_group)) == {"2026-05-12"}


def test_a_name_is_read_as_a_body_the_group_has(browser: Browser, with_group: Services):
    html = hand_in(browser, PLAN.replace("Formannskapet", "FMS"))
    assert "Les som" in text_of(html)
    html = press(browser, html, "Bruk", body="fsk")
    assert "«FMS» leses som Formannskapet, også neste gang" in text_of(html)
    press(browser, html, "Ta inn planen")
    roster = with_group.settings("prove").group.roster
    assert roster.body("fsk").aliases == ("FMS",)  # type: ignore[union-attr]  # it is there


def test_another_year_is_chosen(browser: Browser):
    html = hand_in(browser, "Dato;Utvalg\n15. mai;Kommunestyret\n", year="2025")
    assert "Mai 2025" in text_of(html)
    assert "Mai 2026" in text_of(press(browser, html, "Les på nytt", year="2026"))


def test_a_discarded_plan_leaves_everything_as_it_was(browser: Browser, with_group: Services):
    before = municipal(with_group)
    html = hand_in(browser, PLAN.replace("17.00", "19.00"))
    press(browser, html, "Forkast planen")
    assert municipal(with_group) == before
    assert "Lim inn planen" in browser.get(PAGE).text


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


def test_a_second_press_is_no_trouble(browser: Browser, with_group: Services):
    html = hand_in(browser)
    press(browser, html, "Ta inn planen")
    taken = municipal(with_group)
    assert "alt tatt inn eller forkastet" in text_of(press(browser, html, "Ta inn planen"))
    assert "venter ingen møteplan" in text_of(press(browser, html, "Stemmer"))
    assert municipal(with_group) == taken


def test_a_group_that_writes_nynorsk_reads_nynorsk(browser: Browser, with_group: Services):
    settings = with_group.settings("prove")
    group = replace(settings.group, language="nn")
    with with_group.database.transaction() as session:
        Groups(session).save(replace(settings, group=group))
    said = text_of(hand_in(browser, PLAN.replace("fredag 15.05", "fredag 22.05")))
    assert "Kommunestyret: 2 møte, ulike vekedagar" in said
    assert "1 møte flytta" in said


def test_the_page_is_for_those_who_are_logged_in_and_of_groups_there_are(
    stranger: Browser, browser: Browser
):
    assert stranger.get(PAGE).status_code == 302
    assert browser.get("/g/ingen/moteplan/les").status_code == 404
    assert browser.client.post(f"{PAGE}/ta-inn", data={}).status_code == 400
