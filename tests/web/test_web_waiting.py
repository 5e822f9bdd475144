"""What waits for a choice, who decides, and what the service says it has done."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from waiting_group import CHANGED, CREATED, DEEDS, DELETED, ORPHAN, UNREADABLE, has_done, let_wait
from web_support import MEETINGS, Browser, application, followed, tell_of, text_of

from service.bootstrap import HttpConnector
from service.db.audit import Audit
from service.db.groups import Groups
from service.db.meetings import Meetings
from service.demo.servers import EmbeddedServers
from service.domain.deeds import Actor
from service.domain.model import MeetingStatus
from service.domain.notices import Notice, NoticeCode
from service.domain.settings import DriftPolicy
from service.journeys.audit_wording import FIELDS
from service.journeys.calendar.choosing import id_of, standing_stops, waiting_conflicts
from service.journeys.calendar.conflict_wording import OUTCOMES, QUESTIONS, STOPS
from service.journeys.services import Services
from service.journeys.syncing import sync_group
from service.journeys.wording import reason_text
from service.web import calendar_words

WAITING = "/g/prove/valg"


def cards(html: str) -> list[str]:
    """The text of each card."""
    return [text_of(card) for card in re.findall(r"<article.*?</article>", html, re.DOTALL)]


def test_a_card_shows_both_versions_with_only_what_differs(with_group: Services, browser: Browser):
    let_wait(with_group, CHANGED)
    html = browser.get(WAITING).text
    (card,) = cards(html)

    assert card.startswith("Gruppemøte tirsdag 12. mai kl. 18.00 Noen har endret dette")
    assert "Start tirsdag 12. mai kl. 18.00 tirsdag 12. mai kl. 19.00" in card
    assert "Sted Møterom 2 ikke satt" in card
    assert "Status" not in card
    assert re.findall(r'class="differs">([^<]+)<', html)[2:4] == ["18.00", "19.00"]
    assert "Varsler, notater og svar blir stående" in card
    assert "Planen tar over tid og sted. Kalenderen blir stående som den er." in card


def test_only_answers_that_lead_somewhere_can_be_given(with_group: Services, browser: Browser):
    let_wait(with_group, CHANGED, DELETED, UNREADABLE, ORPHAN)
    found = {text: re.findall(r'value="(plan|kalender)"', text) for text in _cards(browser)}
    by_words = {next(w for w in words if w in text): v for text, v in found.items()}

    assert by_words == {
        "har endret": ["plan", "kalender"],
        "har slettet": ["plan", "kalender"],
        "kan ikke leses": [],
        "ikke står i planen": ["plan"],
    }


words = ("har endret", "har slettet", "kan ikke leses", "ikke står i planen")


def _cards(browser: Browser) -> list[str]:
    return re.findall(r"<article.*?</article>", browser.get(WAITING).text, re.DOTALL)


def test_the_first_page_shows_some_and_leads_to_all(with_group: Services, browser: Browser):
    let_wait(with_group, *(replace(CHANGED, uid=f"u{n}") for n in range(5)), stop=True)
    week = browser.get("/g/prove/").text

    assert len(cards(week)) == 1 + 3
    assert f'href="{WAITING}">Se alle 5' in week
    assert len(cards(browser.get(WAITING).text)) == 1 + 5


def test_who_changed_it_is_named_nowhere(with_group: Services, browser: Browser):
    let_wait(with_group, CHANGED, DELETED)
    assert "kari" not in browser.get(WAITING).text.lower()


def edit_all(
    services: Services, servers: EmbeddedServers, *, most: int, drop: bool = False
) -> None:
    """A member renames some of the group's meetings, or deletes them."""
    calendar = services.settings("prove").targets[0]
    with HttpConnector().open(calendar, servers.password) as store:
        hrefs = sorted(resource.href for resource in store.list().resources)[:most]
        for href, item in store.get_many(hrefs).items():
            if drop:
                store.delete(href, item.resource.etag)
            else:
                changed = item.data.replace(b"SUMMARY:", b"SUMMARY:Min ")
                store.update(href, changed, item.resource.etag)


@pytest.fixture
def synced(reachable: Services) -> Services:
    """The group's calendar has been written once, and every change is asked about."""
    sync_group(reachable, "prove")
    assert reachable.settings("prove").drift is DriftPolicy.ASK
    return reachable


def test_one_press_settles_it_and_says_what_was_done(synced: Services, servers: EmbeddedServers):
    edit_all(synced, servers, most=1)
    sync_group(synced, "prove")
    browser = Browser(application(synced).test_client()).log_in()
    (waits,) = waiting_conflicts(synced, "prove")

    answer = browser.post(WAITING, question=id_of(waits), choice="plan")

    said = followed(browser, answer)
    assert "Valget er utført. Gruppemøte tirsdag 12. mai kl. 18.00 er rettet tilbake" in said
    assert waiting_conflicts(synced, "prove") == ()
    with synced.database.reading() as session:
        last, *_ = Audit(session, "prove").latest()
    assert (last.deed.action, last.actor) == ("restore", Actor.WEB)


def test_an_answer_to_what_has_changed_since_does_nothing(
    synced: Services, servers: EmbeddedServers
):
    edit_all(synced, servers, most=1)
    sync_group(synced, "prove")
    browser = Browser(application(synced).test_client()).log_in()
    (waits,) = waiting_conflicts(synced, "prove")
    edit_all(synced, servers, most=1)

    said = followed(browser, browser.post(WAITING, question=id_of(waits), choice="plan"))

    assert "Ingenting er gjort. Noe er endret siden du så det." in said
    (still,) = waiting_conflicts(synced, "prove")
    assert id_of(still) != id_of(waits)


def test_all_can_be_answered_alike_with_one_press(synced: Services, servers: EmbeddedServers):
    with synced.database.transaction() as session:
        confirmed = [replace(m, status=MeetingStatus.CONFIRMED) for m in MEETINGS]
        Meetings(session, "prove").save(confirmed, manual=True)
    sync_group(synced, "prove")
    edit_all(synced, servers, most=3)
    sync_group(synced, "prove")
    browser = Browser(application(synced).test_client()).log_in()
    html = browser.get(WAITING).text
    (form,) = re.findall(r'<form[^>]*class="inline".*?value="plan".*?</form>', html, re.DOTALL)[:1]
    ids = re.findall(r'name="question" value="([^"]+)"', form)

    assert len(ids) == len(waiting_conflicts(synced, "prove")) == 3
    said = followed(browser, browser.post(WAITING, question=ids, choice="plan"))
    assert "Valget er utført." in said
    assert waiting_conflicts(synced, "prove") == ()


@pytest.mark.parametrize("fields", [{}, {"choice": "plan"}, {"question": "x", "choice": "alt"}])
def test_half_an_answer_is_no_answer(browser: Browser, fields: dict[str, str]):
    assert browser.post(WAITING, form="/g/prove/oppsett", **fields).status_code == 400


def test_an_emptied_calendar_is_shown_with_what_going_on_would_do(
    synced: Services, servers: EmbeddedServers
):
    edit_all(synced, servers, most=9, drop=True)
    sync_group(synced, "prove")
    browser = Browser(application(synced).test_client()).log_in()
    html = browser.get(WAITING).text
    (stop,) = standing_stops(synced, "prove")
    mark = re.findall(r'name="mark" value="([^"]+)"', html)[0]

    assert "Vi stanset fordi kalenderen er tom" in cards(html)[0]
    assert cards(html)[0].count("skrives på nytt") == len(stop.steps)
    old = browser.post("/g/prove/videre", form=WAITING, mark="0" * 20)
    assert "Ingenting er gjort." in followed(browser, old)
    done = browser.post("/g/prove/videre", form=WAITING, mark=mark)
    assert "Synkroniseringen er ført videre." in followed(browser, done)
    assert standing_stops(synced, "prove") == ()
    assert waiting_conflicts(synced, "prove") == ()


def test_a_stopped_calendar_is_told_of_without_words_of_the_command_line(
    synced: Services, servers: EmbeddedServers
):
    edit_all(synced, servers, most=9, drop=True)
    sync_group(synced, "prove")
    browser = Browser(application(synced).test_client()).log_in()
    for path in ("/", "/g/prove/", "/g/prove/oppsett"):
        page = text_of(browser.get(path).text)
        assert "Stanset venter på at noen ser over det vi stanset" in page
        assert "--go-on" not in page


def test_a_policy_says_what_it_will_decide_of_what_waits(with_group: Services, browser: Browser):
    let_wait(with_group, CHANGED, DELETED, ORPHAN)
    page = text_of(browser.get("/g/prove/kalendervalg").text)

    assert page.count("2 valg som venter nå, blir avgjort slik ved neste synkronisering.") == 2
    assert page.count("1 valg venter fortsatt på svar.") == 2
    answer = browser.post("/g/prove/kalendervalg", policy="plan")
    said = followed(browser, answer)
    assert "Valget er lagret. 2 valg som venter nå, blir avgjort slik" in said
    assert "Planen gjelder. Endrer eller sletter noen et møte" in said
    settings = with_group.settings("prove")
    assert settings.drift is DriftPolicy.PLAN
    assert len(waiting_conflicts(with_group, "prove")) == 3, "nothing is decided before the pass"


def test_a_policy_is_changed_and_nothing_else_of_the_group(with_group: Services, browser: Browser):
    with with_group.database.reading() as session:
        before = Groups(session).get("prove")
    browser.post("/g/prove/kalendervalg", policy="calendar")
    with with_group.database.reading() as session:
        after = Groups(session).get("prove")
    assert before is not None
    assert after == replace(before, drift=DriftPolicy.CALENDAR)
    assert browser.post("/g/prove/kalendervalg", policy="begge").status_code == 400


def test_what_was_done_is_told_in_sentences(with_group: Services, browser: Browser):
    has_done(with_group, *DEEDS)
    page = text_of(browser.get("/g/prove/gjort").text)

    for sentence in (
        "Flyttet gruppemøtet tirsdag 12. mai",
        "planen er endret · slutt, start, sted · kalender for gruppa · av seg selv",
        "Satte gruppemøtet tirsdag 12. mai tilbake til planen",
        "Skrev inn ekstra gruppemøte mandag 4. mai",
        "Skrev inn et møte",
        "Laget et dokument",
        "ikke gjort, for serveren nektet",
        "usikkert, for serveren svarte ikke",
        "2 til av samme slag",
    ):
        assert sentence in page


def test_what_was_done_is_turned_page_by_page(with_group: Services, browser: Browser):
    has_done(with_group, *(replace(CREATED, object=f"{n}@kjoreplan") for n in range(130)))
    first = browser.get("/g/prove/gjort")
    (older,) = re.findall(r'href="([^"]+)">Eldre', first.text)
    last = browser.get(older)

    assert first.text.count("Skrev inn et møte") == 100
    assert last.text.count("Skrev inn et møte") == 30
    assert "Eldre" not in last.text
    assert "ikke gjort noe i kalendere eller mapper" not in last.text


def test_a_group_for_which_nothing_was_done_is_told_so(browser: Browser):
    assert "Tjenesten har ikke gjort noe" in browser.get("/g/prove/gjort").text
    assert "Ingenting venter på et valg nå." in browser.get(WAITING).text
    for path in ("valg", "kalendervalg", "gjort"):
        assert browser.get(f"/g/ukjent/{path}").status_code == 404


def test_a_copy_beside_a_document_can_be_opened_with_the_original(
    with_group: Services, browser: Browser
):
    copy = Notice(code=NoticeCode.COPY_LAID, href="a.docx", other="b.docx", meeting_id="g-1")
    tell_of(with_group, copy)
    html = browser.get("/g/prove/").text
    assert re.findall(r'/prove/([ab]\.docx)"[^>]*>(Åpne \w+)', html) == [
        ("a.docx", "Åpne originalen"),
        ("b.docx", "Åpne kopien"),
    ]


def test_the_pages_and_the_command_line_say_the_same():
    said = {
        **{QUESTIONS[code]: text for code, text in calendar_words.CONFLICT.items()},
        **{OUTCOMES[code]: text for code, text in calendar_words.OUTCOME.items()},
        **{reason_text(code): text for code, text in calendar_words.REASON.items()},
        **{FIELDS[code]: text for code, text in calendar_words.CHANGED.items()},
        **{
            re.sub(r"{(\w+)}", r"%(\1)s", STOPS[code]): text
            for code, text in calendar_words.STOP.items()
        },
    }
    for ours, theirs in said.items():
        assert theirs._args[0] == ours  # type: ignore[attr-defined]  # a lazy text's message id
    assert calendar_words.CONFLICT.keys() == QUESTIONS.keys()
    assert calendar_words.OUTCOME.keys() == calendar_words.OUTCOME_DONE.keys() == OUTCOMES.keys()
