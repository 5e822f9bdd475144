"""Møteplan: what is proposed is approved as it was seen, undone, and set by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from forms import form_with, forms_in
from planned import BY_HAND, HALF, MOVED, PUBLISHED, own, plan, publish
from web_support import COUNCIL, Browser, followed, municipal, text_of

from service.db.groups import Groups
from service.domain.model import MeetingStatus
from service.journeys.services import Services

PAGE = "/g/prove/moteplan"


@pytest.fixture
def planned(with_group: Services) -> Services:
    plan(with_group)
    return with_group


def send(browser: Browser, where: str, **fields: object) -> str:
    """Send a form of the page; what the page says then."""
    answer = browser.post(f"{PAGE}/{where}", form=PAGE, halvar=HALF, **fields)
    return followed(browser, answer)


def seen(browser: Browser) -> dict[str, list[str]]:
    return form_with(browser.get(PAGE).text, "Godkjenn forslaget").fields


def test_a_proposal_says_what_becomes_of_each_meeting_and_why(planned, browser):
    page = text_of(browser.get(PAGE).text)

    assert "Forslaget endrer 2 møter. Ingenting er endret før noen godkjenner det." in page
    assert (
        "Gruppemøte flyttes mandag 18. mai kl. 18.00–20.00 mandag 1. juni kl. 18.00–20.00" in page
    )
    assert "Kommunestyret er flyttet fra torsdag 28. mai til torsdag 4. juni." in page
    assert "Det er samme møte i kalenderen." in page
    assert "tirsdag 9. juni er satt av dere og står; regelen ville sagt mandag 22. juni" in page
    assert "Planen ble godkjent av kari mandag 11. mai kl. 10.00." in page


def test_this_week_says_that_something_waits_and_where(planned, browser):
    page = browser.get("/g/prove/")

    assert "2 endringer i møteplanen venter på godkjenning (våren 2026)." in text_of(page.text)
    assert f'href="{PAGE}?halvar={HALF}"' in page.text


def test_everything_is_ticked_from_the_start_and_approved_with_one_press(planned, browser):
    form = seen(browser)
    assert len(form["only"]) == 2

    page = send(browser, "godkjenn", seen=form["seen"][0], only=form["only"])

    assert "Planen er godkjent. Kalenderne følger ved neste synkronisering." in page
    assert own(planned)[MOVED].date == dt.date(2026, 6, 1)
    assert own(planned)[BY_HAND].date == dt.date(2026, 6, 9)
    assert "Forslaget endrer" not in page


def test_what_is_not_ticked_waits(planned, browser):
    form = seen(browser)

    page = send(browser, "godkjenn", seen=form["seen"][0], only=[MOVED])

    assert own(planned)[MOVED].date == dt.date(2026, 6, 1)
    assert "Forslaget endrer 1 møte." in page
    assert "Kommunestyret onsdag 20. mai er nytt i kommunens plan." in page


def test_nothing_ticked_is_nothing_approved(planned, browser):
    before = own(planned)

    page = send(browser, "godkjenn", seen=seen(browser)["seen"][0])

    assert "Ingenting er godkjent. Ingen endringer er valgt." in page
    assert own(planned) == before


def test_an_old_page_approves_nothing(planned, browser):
    form, before = seen(browser), own(planned)
    publish(planned, *PUBLISHED)

    page = send(browser, "godkjenn", seen=form["seen"][0], only=form["only"])

    assert "Forslaget er endret siden du så det, så ingenting er godkjent." in page
    assert own(planned) == before


def test_an_approval_is_undone_and_done_again(planned, browser):
    before, form = own(planned), seen(browser)
    send(browser, "godkjenn", seen=form["seen"][0], only=form["only"])
    after = own(planned)
    undo = form_with(browser.get(PAGE).text, "Angre").fields["version"][0]

    page = send(browser, "angre", version=undo)

    assert "Godkjenningen er angret." in page
    assert "Godkjenningen ble angret av kari" in page
    assert {i: m.date for i, m in own(planned).items() if i in before} == {
        i: m.date for i, m in before.items()
    }
    assert "Ingenting er angret." in send(browser, "angre", version=undo)
    again = form_with(browser.get(PAGE).text, "Gjør om igjen").fields["version"][0]
    assert "Godkjenningen gjelder igjen." in send(browser, "angre", version=again)
    assert own(planned) == after


def test_an_undo_tells_how_many_meetings_stay(planned, browser):
    form = seen(browser)
    send(browser, "godkjenn", seen=form["seen"][0], only=form["only"])
    send(browser, "flytt", meeting=MOVED, date="2026-06-02", place="Kafeen")
    undo = form_with(browser.get(PAGE).text, "Angre").fields["version"][0]

    page = send(browser, "angre", version=undo)

    assert "1 møte er holdt eller satt for hånd siden, og står." in page
    assert own(planned)[MOVED].date == dt.date(2026, 6, 2)


def test_a_meeting_is_moved_as_the_form_has_it(planned, browser):
    html = browser.get(PAGE).text
    form = next(f for f in forms_in(html) if f.fields.get("meeting") == [MOVED])
    assert form.fields["date"] == ["2026-05-18"]
    fields = {k: v[0] for k, v in form.fields.items() if k not in {"csrf_token", "halvar"}}

    page = send(browser, "flytt", **{**fields, "date": "2026-05-19", "start": "", "end": ""})

    assert "Møtet er satt til tirsdag 19. mai." in page
    assert "Satt av dere; planleggingen lar det stå." in page
    moved = own(planned)[MOVED]
    assert (moved.date, moved.start, moved.place) == (dt.date(2026, 5, 19), None, "Møterom 2")


def test_a_meeting_is_called_off_set_up_again_and_given_back(planned, browser):
    assert "Møtet mandag 18. mai er avlyst." in send(browser, "avlys", meeting=MOVED)
    assert own(planned)[MOVED].status is MeetingStatus.CANCELLED
    assert "Sett opp igjen" in browser.get(PAGE).text
    send(browser, "flytt", meeting=MOVED, date="2026-05-19", start="18.00", end="20.00")
    assert own(planned)[MOVED].status is MeetingStatus.CONFIRMED

    page = send(browser, "folg", meeting=MOVED)

    assert "Møtet følger regelen igjen. Se forslaget, og godkjenn det." in page
    assert "tirsdag 19. mai kl. 18.00–20.00 mandag 1. juni" in page


def test_a_meeting_of_ones_own_is_entered(planned, browser):
    page = send(browser, "legg-til", type="SOSIAL", date="2026-06-19", place="Hos Kari")

    assert "Møtet fredag 19. juni er lagt inn." in page
    assert "Sosial samling" in page


def test_what_has_no_place_is_said_and_given_one(planned, browser):
    services = planned
    publish(services, *PUBLISHED, municipal("ks-now", COUNCIL, 11))
    html = browser.get(PAGE).text
    assert "Uten plass" in html
    form = next(f for f in forms_in(html) if "serves" in f.fields)
    assert form.fields["serves"] == ["ks-now"]
    send(
        browser,
        "legg-til",
        type=form.fields["type"][0],
        serves=form.fields["serves"],
        date="2026-05-11",
        start="15:00",
        end="16:00",
    )
    assert "Uten plass" not in browser.get(PAGE).text


@pytest.mark.parametrize(
    ("where", "fields", "text"),
    [
        ("flytt", {"meeting": "ukjent", "date": "2026-06-01"}, "Fant ikke møtet «ukjent»"),
        ("flytt", {"meeting": MOVED, "date": "i morgen"}, "Skriv datoen som 2026-05-12"),
        ("flytt", {"meeting": MOVED, "date": "2026-05-10"}, "Dagen er passert."),
        ("avlys", {"meeting": "ukjent"}, "Møtet er ikke avlyst."),
        ("folg", {"meeting": MOVED}, "følger regelen fra før"),
        ("legg-til", {"type": "SOSIAL"}, "Møtet mangler dato."),
    ],
)
def test_what_can_not_be_done_is_said(planned, browser, where, fields, text):
    before = own(planned)

    assert text in send(browser, where, **fields)
    assert own(planned) == before


def test_what_no_form_of_ours_sends_is_refused(planned, browser):
    for where, fields in (("angre", {"version": "x"}), ("legg-til", {"type": "FEST"})):
        assert browser.post(f"{PAGE}/{where}", form=PAGE, **fields).status_code == 400
    assert browser.client.post(f"{PAGE}/godkjenn", data={"only": MOVED}).status_code == 400
    assert browser.post("/g/ukjent/moteplan/godkjenn", form=PAGE).status_code == 404


def test_a_stranger_changes_nothing(planned, stranger):
    before = own(planned)
    for where in ("godkjenn", "angre", "flytt", "avlys", "folg", "legg-til"):
        answer = stranger.client.post(f"{PAGE}/{where}", data={"meeting": MOVED})
        assert answer.status_code in {302, 400}
    assert own(planned) == before


def test_a_meeting_that_has_become_unsure_is_marked(planned, browser):
    may = replace(PUBLISHED[1], date=dt.date(2026, 5, 15))
    publish(planned, PUBLISHED[0], may, PUBLISHED[2])

    assert "Gruppemøte kan bli endret" in text_of(browser.get(PAGE).text)
    assert "Møtet kan bli endret, for kommunens møteplan er endret." in text_of(
        browser.get("/g/prove/").text
    )


def test_where_the_group_can_not_be_planned_for_the_page_says_why(planned, browser):
    with planned.database.transaction() as session:
        settings = Groups(session).get("prove")
        bodies = tuple(b for b in settings.group.roster.bodies if b.key != "gruppa")
        roster = replace(settings.group.roster, bodies=bodies)
        Groups(session).save(replace(settings, group=replace(settings.group, roster=roster)))

    page = browser.get(PAGE)

    assert page.status_code == 200
    assert "Gruppa mangler et organ" in page.text
