"""Reading a published plan on the web: handed in, looked over row by row, and taken in."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from forms import form_with, forms_in
from reading_desk import PAGE, PLAN, hand_in, municipal, press
from web_support import Browser, text_of

from service.db.groups import Groups
from service.journeys.services import Services


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
    assert "Kommunestyret: 1 møte, fredag 15. mai" in said
    assert "1 usikkert" in said
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
    assert len(forms) == 3, "the sure row, the unsure one, and one to add"
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
    assert "Kommunestyret: 1 møte, fredag 22. mai" in said
    assert "1 møte flytta" in said


def test_the_page_is_for_those_who_are_logged_in_and_of_groups_there_are(
    stranger: Browser, browser: Browser
):
    assert stranger.get(PAGE).status_code == 302
    assert browser.get("/g/ingen/moteplan/les").status_code == 404
    assert browser.client.post(f"{PAGE}/ta-inn", data={}).status_code == 400
