"""Årshjul and fireårshjul: what the pages say without a browser's help."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from roster_group import change
from web_support import MEETINGS, NOW, Browser, text_of

from service.db.meetings import Meetings
from service.db.registers import Registers, StoredEntry
from service.domain.model import Audience, Meeting, MeetingStatus, MeetingType
from service.journeys.services import Services

YEAR = "/g/prove/arshjul"
TERM = "/g/prove/fireaarshjul"


def test_the_plan_leads_to_the_wheel_of_the_present_year(browser: Browser):
    page = browser.get("/g/prove/moteplan").text

    assert re.search(r'href="/g/prove/arshjul"[^>]*>Årshjul<', page)
    assert "Årshjul 2026" in browser.get(YEAR).text


def test_the_table_has_all_that_is_in_the_drawing(browser: Browser):
    page = text_of(browser.get(YEAR).text)

    assert "Det neste er Gruppemøte, tirsdag 12. mai." in page
    for said in (
        "fredag 15. mai Kommunestyret fastsatt dato",
        "mandag 8. juni Gruppemøte foreslått dato",
        "tirsdag 16. juni Kommunestyret usikker dato",
        "Årsmelding for 2025 Folkevalgtprogrammet, delen om ettårshjulet;",
        "per 31. desember, vanligvis lagt fram innen utgangen av mars vanlig tid, ingen dato satt",
    ):
        assert said in page
    assert "mandag 4. mai" not in page, "cancelled"


def test_a_day_entered_in_a_register_takes_the_usual_times_place(
    browser: Browser, with_group: Services
):
    entry = StoredEntry(
        id="b",
        register="plan_part",
        at=dt.datetime(2026, 12, 10, 12, tzinfo=dt.UTC),
        values={"name": "Budsjett"},
    )
    before = text_of(browser.get(YEAR).text)
    with with_group.database.transaction() as session:
        registers = Registers(session, "prove", with_group.box)
        registers.keep("plan_part", since=NOW)
        registers.put([entry], by="kari", at=NOW)
    after = text_of(browser.get(YEAR).text)

    assert "vanligvis vedtatt i desember vanlig tid, ingen dato satt" in before
    assert "for 2027 Planer og budsjett i kommunen torsdag 10. desember fastsatt dato" in after
    assert "vanligvis vedtatt i desember" not in after


def test_the_boards_meetings_and_the_party_are_on_neither_page(
    browser: Browser, with_group: Services
):
    closed = Meeting(
        id="styre",
        body="gruppa",
        type=MeetingType.GRP_BOARD,
        date=dt.date(2026, 5, 27),
        status=MeetingStatus.CONFIRMED,
        audience=Audience.GROUP_BOARD,
    )
    with with_group.database.transaction() as session:
        Meetings(session, "prove").save([*MEETINGS, closed])
    for path in (YEAR, TERM):
        page = browser.get(path).text
        assert "27. mai" not in page
        assert "partiet" not in page.casefold()


def test_a_body_that_is_named_after_the_party_is_not_named(browser: Browser, with_group: Services):
    roster = with_group.settings("prove").group.roster
    bodies = tuple(
        replace(body, name="Prøvepartiets gruppe") if body.key == "gruppa" else body
        for body in roster.bodies
    )
    change(with_group, roster=replace(roster, bodies=bodies))
    other = replace(MEETINGS[0], id="annet", type=MeetingType.OTHER, serves=())
    with with_group.database.transaction() as session:
        Meetings(session, "prove").save([*MEETINGS, other])
    page = browser.get(YEAR).text

    assert "Møte i gruppa" in text_of(page)
    assert "Prøvepartiets" not in page


def test_every_year_of_the_term_has_a_wheel_and_others_have_none(browser: Browser):
    for year in range(2023, 2028):
        assert browser.get(f"{YEAR}?ar={year}").status_code == 200
    for year in ("2022", "2028", "i-fjor", "02026"):
        assert browser.get(f"{YEAR}?ar={year}").status_code == 404
    assert "Året er over." in browser.get(f"{YEAR}?ar=2024").text


def test_the_term_tells_what_belongs_to_it(browser: Browser):
    page = text_of(browser.get(TERM).text)

    assert "Fireårshjul 2023–2027" in page
    for said in ("Planstrategi", "Politisk testamente", "Årsmelding, hvert år"):
        assert said in page
    assert "fastsatt dato" not in page, "nobody has entered a day"


def test_strangers_are_sent_to_the_login(stranger: Browser):
    for path in (YEAR, TERM):
        answer = stranger.get(path)
        assert answer.status_code == 302
        assert "logg-inn" in answer.location
    assert stranger.get("/g/finnes-ikke/arshjul").status_code == 302


def test_the_pages_keep_to_the_policy_that_lets_no_style_or_script_in(browser: Browser):
    for path in (YEAR, TERM):
        page = browser.get(path).text
        assert not re.search(r"<style|<script|\sstyle=|\son\w+=", page)
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
