"""What a plan should have said, entered with few presses: a missing meeting, a date that is off."""

from __future__ import annotations

import datetime as dt

import pytest
from forms import form_with
from reading_desk import HOLED, PAGE, PLAN, hand_in, municipal, press
from web_support import Browser, text_of

from service.journeys.services import Services

ADD = "Legg til møtet"
MEETING = {"body": "Formannskapet", "date": "2026-06-02", "start": "09.30", "place": "Rådhuset"}


def test_a_place_that_cannot_be_read_leads_to_where_its_meeting_is_added(
    browser: Browser, with_group: Services
):
    html = hand_in(browser, HOLED)
    said = text_of(html)
    assert "Ikke lest" in said
    assert html.count('href="/g/prove/moteplan/les?endre=legg-til#legg-til"') == 1
    assert '<details id="legg-til">' in html
    assert "Ta inn resten uten dem" in said
    opened = browser.get(f"{PAGE}?endre=legg-til").text
    assert '<details id="legg-til" open>' in opened
    html = press(browser, opened, ADD, **MEETING)
    said = text_of(html)
    assert "tirsdag 2. juni kl. 09.30" in said
    assert "lagt til" in said
    assert "Lagt til for hånd." in said
    assert "Ta inn det som er lest og lagt til" in said
    press(browser, html, "Ta inn planen", go_on="on")
    meeting = municipal(with_group)["2026-06-02"]
    assert (meeting.body, meeting.start, meeting.confidence) == ("fsk", dt.time(9, 30), 1.0)
    assert meeting.place == "Rådhuset"


def test_the_reader_is_led_to_what_was_added_and_changes_it(browser: Browser):
    html = hand_in(browser)
    form = form_with(html, ADD)
    sent = {name: value[-1] for name, value in form.fields.items()} | MEETING
    answer = browser.client.post(form.action, data=sent)
    place = answer.location.partition("#")[2]
    assert f'id="{place}"' in browser.get(answer.location).text
    opened = browser.get(f"{PAGE}?endre={place.removeprefix('rad-')}").text
    row = opened[opened.index(f'id="{place}"') :]
    html = press(browser, row, "Lagre", start="10.15")
    assert "tirsdag 2. juni kl. 10.15" in text_of(html)
    assert "Rettet for hånd" not in text_of(html)


def test_what_was_added_is_removed_with_one_press(browser: Browser):
    html = press(browser, hand_in(browser), ADD, **MEETING)
    place = html.index("lagt til</span>")
    html = press(browser, html[place:], "Ta bort")
    assert "2. juni" not in text_of(html)
    assert "Vi leste 3 møter" in text_of(html)
    assert "Tatt bort" not in text_of(html)


def test_a_body_that_is_not_in_the_list_is_written(browser: Browser, with_group: Services):
    html = press(browser, hand_in(browser), ADD, **MEETING | {"body": "", "other": " Valgstyret "})
    assert "Valgstyret: 1 møte" in text_of(html)
    press(browser, html, "Ta inn planen")
    roster = with_group.settings("prove").group.roster
    assert "Valgstyret" in {body.name for body in roster.bodies}


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"body": ""}, "Velg et av organene, eller skriv navnet på et annet."),
        ({"other": "Valgstyret"}, "Velg i lista, eller skriv et navn; ikke begge deler."),
        ({"body": "", "other": "x" * 301}, "for lang"),
        ({"date": "31.02.2026"}, "Skriv datoen som"),
        ({"date": "2026-05-12"}, "Formannskapet 12. mai står i planen alt."),
        ({"date": "2026-09-01"}, "Planen sier ingenting om det halvåret"),
        ({"start": "25.00"}, "Skriv klokkeslettet som 18.00"),
        ({"start": "", "end": "20.00"}, "Skriv når møtet begynner"),
    ],
)
def test_what_cannot_be_added_is_told_beside_its_field_and_stands_as_typed(
    browser: Browser, typed: dict[str, str], problem: str
):
    form = form_with(hand_in(browser), ADD)
    sent = {name: value[-1] for name, value in form.fields.items()} | MEETING | typed
    answer = browser.client.post(form.action, data=sent)
    assert answer.status_code == 422
    assert problem in text_of(answer.text)
    assert '<details id="legg-til" open>' in answer.text
    again = form_with(answer.text, ADD).fields
    assert {name: again[name] for name in sent if name != "csrf_token"} == {
        name: [value] for name, value in sent.items() if name != "csrf_token"
    }


def test_without_a_plan_that_waits_nothing_is_added(browser: Browser):
    form = form_with(hand_in(browser), ADD)
    browser.client.post(f"{PAGE}/forkast", data={"csrf_token": form.fields["csrf_token"][0]})
    sent = {name: value[-1] for name, value in form.fields.items()} | MEETING
    answer = browser.client.post(form.action, data=sent)
    assert answer.status_code == 302
    assert "Lim inn planen" in browser.get(answer.location).text


def test_a_date_that_is_off_is_moved_to_the_stated_weekday_with_one_press(
    browser: Browser, with_group: Services
):
    html = hand_in(browser)
    html = press(browser, html, "Rett til onsdag 17. juni")
    said = text_of(html)
    assert "Rett til" not in said
    assert "i planen er datoen tirsdag 16. juni 2026" in said
    press(browser, html, "Ta inn planen")
    assert municipal(with_group)["2026-06-17"].confidence == 1
    assert "2026-06-16" not in municipal(with_group)


def test_a_doubt_of_another_kind_offers_no_other_day(browser: Browser):
    html = hand_in(browser, PLAN.replace("onsdag 16.06", "16.06").replace("tirsdag 12.05", "17.05"))
    assert "Rett til" not in text_of(html)
