"""Verv: the roster over time, and of any day who acts, who may what, and what collides."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from roster_group import change, protocol_says, seat
from web_support import Browser, application, text_of

from service.domain.model import PartyStatus
from service.journeys.services import Services

PAGE = "/g/prove/verv"


@pytest.fixture
def seated(with_group: Services) -> Services:
    seat(with_group)
    return with_group


@pytest.fixture
def admin(seated: Services) -> Browser:
    return Browser(application(seated).test_client()).log_in()


def row(html: str, name: str) -> str:
    """What the table of rights says of one person."""
    table = html[html.index('class="stacked brief rights"') :]
    found = re.search(rf'<tr><th scope="row">{name} Nordmann.*?</tr>', table, re.DOTALL)
    assert found is not None
    return text_of(found[0])


def test_a_stranger_is_sent_to_log_in(stranger: Browser):
    assert stranger.get(PAGE).status_code == 302
    assert stranger.get("/g/ingen/verv").status_code == 302


def test_an_unknown_group_has_no_such_page(admin: Browser):
    assert admin.get("/g/ingen/verv").status_code == 404


def test_without_a_roster_the_first_step_is_told(browser: Browser):
    answer = browser.get(PAGE)

    assert answer.status_code == 200
    assert "Ingen verv er lagt inn. Skriv dem i fila om gruppa" in text_of(answer.text)


def test_today_is_shown_and_the_group_itself(admin: Browser):
    html = admin.get(PAGE).text
    page = text_of(html)

    assert "Hvem som fungerer, og hvem som kan hva, 11. mai 2026." in page
    assert '<option value="gruppa" selected>' in html
    assert "5 fungerer: Anne Nordmann, Kari Nordmann, Nils Nordmann" in page
    assert row(html, "Kari").endswith("gruppeleder, studieansvarlig, fast medlem ja ja ja ja")
    assert row(html, "Marit") == "Marit Nordmann 1. vara kalles inn ja ja nei"


def test_the_page_is_reached_from_the_set_up(admin: Browser):
    assert f'href="{PAGE}"' in admin.get("/g/prove/oppsett").text


def test_a_protocol_says_who_was_away_and_who_acted(seated: Services, admin: Browser):
    protocol_says(seated, ola="Meldt forfall", kari="Møtt", marit="Møtt")

    html = admin.get(f"{PAGE}?dato=2026-05-12").text
    assert "Borte denne dagen, etter det dokumentene sier: Ola Nordmann" in text_of(html)
    assert "som vara Marit Nordmann." in text_of(html)
    assert row(html, "Marit") == "Marit Nordmann 1. vara, fungerer ja ja ja ja"
    assert row(html, "Ola") == "Ola Nordmann nestleder, fast medlem, borte – – – –"
    assert "Borte denne dagen" not in admin.get(f"{PAGE}?dato=2026-05-13").text


def test_every_body_can_be_shown_and_what_no_source_states_is_said(admin: Browser):
    html = admin.get(f"{PAGE}?organ=alle").text

    assert html.count('<section aria-labelledby="organ-') == 8
    assert "Rettigheter er ikke oppgitt i regelsettene som gjelder denne dagen." in html
    assert "Det står ikke om første vara kan stemme i fraksjonen." in html
    assert "* Følger av reglene uten å stå der ordrett." in html
    board = admin.get(f"{PAGE}?organ=gruppestyret").text
    assert row(board, "Anne") == "Anne Nordmann observatør ja ikke oppgitt nei* nei*"


def test_conflicts_lead_to_the_pages_of_their_rules(seated: Services, admin: Browser):
    roster = seated.settings("prove").group.roster
    mayor = next(p for p in roster.people if p.id == "anne").memberships[0]
    kari = roster.people[0]
    both = replace(kari, memberships=(*kari.memberships, mayor))
    change(seated, roster=replace(roster, people=(both, roster.people[1], *roster.people[3:])))

    html = admin.get(PAGE).text
    page = text_of(html)
    panel = page[page.index("Verv som går sammen, og ikke") :]
    assert "Kari Nordmann er både ordfører og gruppeleder." in panel
    assert panel.index("Gruppestyret skal ha én i hvert verv") < panel.index("både ordfører")
    assert panel.index("både ordfører og gruppeleder") < panel.index("Ikke vurdert")
    links = re.findall(r'href="(/g/prove/regler/[^"]+)"', html)
    assert "/g/prove/regler/SP23-KON-5" in links
    for link in links:
        assert admin.get(link).status_code == 200, link


def test_the_roster_over_time_says_from_and_to(admin: Browser):
    html = admin.get(PAGE).text
    history = text_of(html[html.index("Verv over tid") :])

    assert "Lars Nordmann fast medlem 1. oktober 2023 30. september 2024" in history
    assert "Kari Nordmann gruppeleder 1. oktober 2019 fortsatt" in history


def test_who_sat_earlier_had_the_rights_then(admin: Browser):
    then = admin.get(f"{PAGE}?dato=2024-05-12").text
    assert row(then, "Lars").endswith("ja ja ja ja")
    assert row(admin.get(PAGE).text, "Lars").endswith("kalles inn ja ja nei")


@pytest.mark.parametrize(
    ("query", "said", "field"),
    [
        ("dato=i+går", "Skriv datoen slik: 2026-05-12.", "dato"),
        ("dato=2026-02-30", "Skriv datoen slik: 2026-05-12.", "dato"),
        ("dato=0001-01-01", "Skriv datoen slik: 2026-05-12.", "dato"),
        ("organ=nowhere", "Gruppa har ikke noe slikt organ. Velg et fra lista.", "organ"),
        ("organ=%3Cscript%3E", "Gruppa har ikke noe slikt organ. Velg et fra lista.", "organ"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field(
    admin: Browser, query: str, said: str, field: str
):
    answer = admin.get(f"{PAGE}?{query}")

    assert answer.status_code == 422
    assert text_of(answer.text).count(said) == 1
    assert f'id="{field}-problem"' in answer.text
    assert f'aria-describedby="{field}-problem"' in answer.text
    assert "5 fungerer:" in text_of(answer.text)


def test_outside_the_term_it_says_so(admin: Browser):
    assert "utenfor valgperioden" not in admin.get(PAGE).text
    assert "utenfor valgperioden" in admin.get(f"{PAGE}?dato=2031-01-01").text


def test_those_whose_standing_has_no_date_are_explained(seated: Services, admin: Browser):
    roster = seated.settings("prove").group.roster
    ola = replace(roster.people[1], status=PartyStatus.INDEPENDENT)
    change(seated, roster=replace(roster, people=(roster.people[0], ola, *roster.people[2:])))

    html = admin.get(PAGE).text
    assert row(html, "Ola").endswith("uavhengig nei nei nei nei")
    assert "Uavhengig og suspendert er ført uten dato" in html


def test_a_nynorsk_group_reads_nynorsk(seated: Services, admin: Browser):
    change(seated, language="nn")
    html = admin.get(PAGE).text

    assert '<html lang="nn"' in html
    assert "Kven som fungerer, og kven som kan kva, 11. mai 2026." in text_of(html)
    assert row(html, "Kari").startswith("Kari Nordmann gruppeleiar, studieansvarleg")
    assert "Gruppestyret er tre ulike personar." in html
