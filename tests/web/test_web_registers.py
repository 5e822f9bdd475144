"""Registre: what a group enters, and what is never kept of anybody."""

from __future__ import annotations

import datetime as dt
import io
import logging
import re
from pathlib import Path

import pytest
from forms import form_with
from icalendar import Calendar
from ruled import PACKS, PEOPLE, rule
from web_support import Browser, application, everything_in, followed, text_of
from werkzeug.test import TestResponse

from service.db.registers import Registers, StoredEntry
from service.domain.model import OSLO
from service.journeys.judging.registers import kept_registers
from service.journeys.judging.validating import validate_group
from service.journeys.services import Services
from service.rules.registers import registers

LIST = "/g/prove/registre"
SURVEY = "/g/prove/egenevaluering"
DISSENT = f"{LIST}/dissent"
GOOD = {"case": "12/26", "person": "per", "at": "2026-05-11", "clock": "18.30", "to": "kari"}


def entries(services: Services, register: str) -> tuple[StoredEntry, ...]:
    return kept_registers(services, "prove").get(register, ())


def add(browser: Browser, register: str = "dissent", **fields: object) -> TestResponse:
    return browser.post(f"{LIST}/{register}", **fields)


def test_the_list_says_what_is_kept_what_rules_wait_for_and_what_is_never_stored(
    admin: Browser, ruled: Services
):
    page = text_of(admin.get(LIST).text)
    kept, never = page.index("Registre reglene venter på"), page.index("Dette lagrer vi aldri")

    assert "Gruppa fører ingen registre ennå." in page
    assert kept < page.index("Varsler om å stemme annerledes 1 regel") < never
    assert never < page.index("Konflikter") < page.index("Andre registre")
    assert "Last ned registrene" not in page
    add(admin, **GOOD)
    page = text_of(admin.get(LIST).text)
    assert "Gruppa fører 1 register." in page
    assert "Varsler om å stemme annerledes 1 oppføring" in page


@pytest.mark.parametrize("name", sorted(registers().keys() - {"survey"}))
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_register_has_its_page(with_group: Services, name: str, language: str):
    rule(with_group, language=language)
    browser = Browser(application(with_group).test_client()).log_in()
    html = browser.get(f"{LIST}/{name}").text
    register = registers()[name]

    assert html.count("<h1>") == 1
    assert f"<h1>{register.name.said(language)}</h1>" in html
    assert text_of(register.missing.said(language)) in text_of(html)
    for field in register.fields if register.kept else ():
        assert f'<label for="f-{field}">' in html
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    ids = re.findall(r'<(?:input|select|textarea) (?:type="\w+" )?id="([^"]+)"', html)
    assert set(ids) == labelled
    assert len(ids) == len(set(ids))


def test_an_entry_is_made_shown_and_deleted(admin: Browser, ruled: Services):
    page = followed(admin, add(admin, **GOOD, **{"f.reason_given": "ja"}))

    assert "Oppføringen er lagret." in page
    assert "11. mai 2026 kl. 18.30 12/26 Per Nordmann Kari Nordmann ja" in page
    (entry,) = entries(ruled, "dissent")
    assert (entry.case, entry.person, entry.to) == ("12/26", "per", ("kari",))
    assert entry.at == dt.datetime(2026, 5, 11, 18, 30, tzinfo=OSLO)
    assert entry.values == {"reason_given": "ja"}
    html = admin.get(DISSENT).text
    assert 'data-label="Person">Per Nordmann</td>' in html
    assert "Av</th>" not in html, "only what some entry says has a column"

    form = form_with(html, "Slett")
    page = followed(admin, admin.client.post(form.action, data=form.fields))
    assert "Oppføringen er slettet." in page
    assert "Registeret blir ført, og er tomt." in page
    assert entries(ruled, "dissent") == ()
    assert "alt slettet" in followed(admin, admin.client.post(form.action, data=form.fields))


def test_flags_bodies_and_meetings_are_chosen_by_their_names(admin: Browser, ruled: Services):
    html = admin.get(f"{LIST}/case").text
    assert '<option value="ks-1">15. mai 2026: Kommunestyret</option>' in html
    assert '<option value="ks">Kommunestyret</option>' in html
    page = followed(
        admin,
        add(admin, "case", case="12/26", meeting="ks-1", body="ks", flag=["large", "principle"]),
    )

    assert "12/26 15. mai 2026: Kommunestyret Kommunestyret" in page
    assert "saken er stor, saken er prinsipiell" in page
    (entry,) = entries(ruled, "case")
    assert entry.flags == ("large", "principle")


def test_people_in_fields_of_a_register_are_chosen_and_shown_by_name(
    admin: Browser, ruled: Services
):
    html = admin.get(f"{LIST}/case").text
    assert '<select id="f-owner" name="f.owner"' in html
    page = followed(admin, add(admin, "case", case="12/26", **{"f.owner": "per"}))

    assert "12/26 Per Nordmann" in page
    (entry,) = entries(ruled, "case")
    assert entry.values == {"owner": "per"}, "rules compare it with the roster's ids"


def test_dates_in_fields_of_a_register_are_picked_and_shown_as_dates(
    admin: Browser, ruled: Services
):
    html = admin.get(f"{LIST}/inquiry").text
    assert 'id="f-reply_at" name="f.reply_at" value="" type="date"' in html
    page = followed(admin, add(admin, "inquiry", **{"f.title": "Vei", "f.reply_at": "2026-05-12"}))
    assert "12. mai 2026" in page
    page = followed(admin, add(admin, "course", **{"f.created": "12. mai 2026 kl. 18"}))
    assert "12. mai 2026 kl. 18.00" in page
    (entry,) = entries(ruled, "course")
    assert entry.values == {"created": "2026-05-12 18.00"}


@pytest.mark.parametrize(
    ("register", "field", "typed", "says"),
    [
        ("inquiry", "reply_at", "neste uke", "Skriv dagen som år, måned og dag: 2026-05-12."),
        ("course", "created", "i fjor", "Skriv dagen, gjerne med klokkeslett: 2026-05-12 18.00."),
        ("session", "until", "seint", "Skriv klokkeslettet som 18.00."),
        ("case", "owner", "nisse", "Gruppa har ingen slik person."),
    ],
)
def test_a_field_that_holds_something_else_is_refused_beside_it(
    admin: Browser, ruled: Services, register: str, field: str, typed: str, says: str
):
    answer = add(admin, register, **{f"f.{field}": typed})
    told = re.search(rf'id="f-{field}-problem">(.+?)</p>', answer.text)

    assert answer.status_code == 422
    assert told is not None and says in told[1]
    assert entries(ruled, register) == ()


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"at": "i går"}, "at", "Skriv dagen som år, måned og dag"),
        ({"clock": "halv sju"}, "clock", "Skriv klokkeslettet som 18.00."),
        ({"clock": "25.70"}, "clock", "Skriv klokkeslettet som 18.00."),
        ({"at": "", "clock": "18.00"}, "at", "Skriv også hvilken dag."),
        ({"person": "nisse"}, "person", "Gruppa har ingen slik person."),
        ({"to": ["kari", "nisse"]}, "to", "Gruppa har ingen slik person."),
        ({"f.reason_given": "x" * 2001}, "f-reason_given", "Teksten er for lang."),
    ],
)
def test_what_is_wrong_with_an_entry_is_said_beside_its_field(
    admin: Browser, ruled: Services, fields: dict[str, object], field: str, says: str
):
    answer = add(admin, **(GOOD | fields))
    told = re.search(rf'id="{field}-problem">(.+?)</p>', answer.text)

    assert answer.status_code == 422
    assert told is not None and says in told[1]
    assert f'aria-describedby="{field}-problem"' in answer.text
    form = form_with(answer.text, "Lagre oppføringen")
    assert form.fields["case"] == ["12/26"], "what was typed is kept"
    assert form.fields["at"] == [(GOOD | fields)["at"]]
    assert "kari" in form.fields["to"]
    assert entries(ruled, "dissent") == ()


@pytest.mark.parametrize(
    "fields",
    [{}, {"case": "  ", "clock": ""}, {"meeting": "ks-1"}, {"flag": "large"}, {"body": "x"}],
)
def test_an_entry_that_says_nothing_the_register_holds_is_refused(
    admin: Browser, ruled: Services, fields: dict[str, str]
):
    answer = add(admin, **fields)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert entries(ruled, "dissent") == ()


def test_a_register_is_begun_empty_and_the_rules_know_it(admin: Browser, ruled: Services):
    missing = registers()["dissent"].missing.nb
    assert missing in {one.missing for one in validate_group(ruled, "prove").not_evaluated}
    form = form_with(admin.get(DISSENT).text, "Begynn å føre registeret")
    page = followed(admin, admin.client.post(form.action, data=form.fields))

    assert "Registeret blir ført fra nå." in page
    assert missing not in {one.missing for one in validate_group(ruled, "prove").not_evaluated}


def test_a_register_is_stopped_only_when_it_was_asked_for_twice(admin: Browser, ruled: Services):
    assert admin.get(f"{DISSENT}/slutt").location == DISSENT
    add(admin, **GOOD)
    html = admin.get(f"{DISSENT}/slutt").text
    assert "1 oppføring blir slettet og kan ikke hentes tilbake." in html
    assert len(entries(ruled, "dissent")) == 1
    form = form_with(html, "Slutt og slett")
    answer = admin.client.post(f"{DISSENT}/slutt", data=form.fields)

    assert "Registeret blir ikke ført lenger." in followed(admin, answer)
    assert "dissent" not in kept_registers(ruled, "prove")
    answer = admin.client.post(f"{DISSENT}/slutt", data=form.fields)
    assert "ble ikke ført fra før" in followed(admin, answer)


def read_in(browser: Browser, data: bytes) -> TestResponse:
    return browser.post(f"{LIST}/les-inn", form=LIST, file=(io.BytesIO(data), "saker.toml"))


def test_registers_are_read_in_from_a_file_and_out_again(admin: Browser, ruled: Services):
    data = '[[dissent]]\ncase = "12/26"\nperson = "Per Nordmann"\nat = "2026-05-11 18.30"\n'
    page = followed(admin, read_in(admin, data.encode()))

    assert "Fila er lest inn. Varsler om å stemme annerledes: 1" in page
    answer = admin.get(f"{LIST}/registre.toml")
    assert answer.headers["Content-Disposition"] == "attachment; filename=registre.toml"
    before = entries(ruled, "dissent")
    assert "Fila er lest inn." in followed(admin, read_in(admin, answer.data))
    assert entries(ruled, "dissent") == before


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "Velg en fil først"),
        (b"dissent =", "ikke gyldig TOML"),
        (b'[[dissent]]\nperson = "Nisse"\n', "Gruppa har ingen «Nisse»"),
        (b'[[notice]]\nactions = "x"\n', "Denne tjenesten lagrer ikke varslingssaker"),
    ],
)
def test_a_file_that_can_not_be_used_is_told_of_and_nothing_is_stored(
    admin: Browser, ruled: Services, data: bytes, says: str
):
    answer = read_in(admin, b'[[dissent]]\ncase = "1/26"\n' + data if data else data)
    told = re.search(r'id="file-problem">(.+?)</p>', answer.text, re.DOTALL)

    assert answer.status_code == 422
    assert told is not None and says in text_of(told[1])
    assert kept_registers(ruled, "prove") == {}


def test_a_file_over_the_limit_is_told_of(admin: Browser):
    # As bytes: the client would leave a large file of its own open.
    head = (
        f'--grense\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{admin.token(LIST)}'
        '\r\n--grense\r\nContent-Disposition: form-data; name="file"; filename="a.toml"\r\n\r\n'
    )
    body = head.encode() + b"#" * (2**20 + 2**17) + b"\r\n--grense--\r\n"
    answer = admin.client.post(
        f"{LIST}/les-inn", data=body, content_type="multipart/form-data; boundary=grense"
    )

    assert answer.status_code == 413
    assert "Fila er større enn 1 MB." in answer.text


@pytest.mark.parametrize("name", ["notice", "conflict"])
def test_what_is_never_stored_has_its_sentence_and_somebody_to_turn_to(
    admin: Browser, ruled: Services, name: str
):
    page = text_of(admin.get(f"{LIST}/{name}").text)
    assert registers()[name].missing.nb in page
    if name == "notice":
        assert "Gruppa har ikke ført opp noen kontakt ennå." in page
        add(admin, "notice_recipient", **{"f.route": "general_secretary"})
        assert "Hvem du kan gå til generalsekretæren" in text_of(admin.get(f"{LIST}/notice").text)
    else:
        assert "Kari Nordmann, gruppeleder Ola Nordmann, leder i lokallaget" in page
    assert "Lagre oppføringen" not in page

    for path in (f"{LIST}/{name}", f"{LIST}/{name}/begynn"):
        answer = admin.post(
            path, form=f"{LIST}/{name}", at="2026-05-11", **{"f.actions": "hemmelig"}
        )
        assert answer.status_code in {302, 422}
    assert name not in kept_registers(ruled, "prove")


def test_a_reminder_says_nothing_and_leaves_nothing(
    admin: Browser, ruled: Services, caplog: pytest.LogCaptureFixture
):
    for logger in ("", "service", "werkzeug"):
        caplog.set_level(logging.DEBUG, logger=logger)
    form = form_with(admin.get(f"{LIST}/notice").text, "Last ned påminnelsen")
    assert form.action == f"{LIST}/paminnelse", "the address is that of any reminder"
    before = everything_in(ruled)
    caplog.clear()
    answer = admin.client.post(form.action, data=form.fields | {"day": ["2026-05-04"]})

    assert answer.headers["Content-Disposition"] == "attachment; filename=frist.ics"
    assert answer.headers["Cache-Control"] == "no-store"
    (task,) = Calendar.from_ical(answer.data).walk("VTODO")
    assert str(task["SUMMARY"]) == "Frist"
    assert task["DUE"].dt == dt.date(2026, 5, 18)
    assert task.keys() == {"SUMMARY", "DUE", "UID", "DTSTAMP"}
    alarms = task.walk("VALARM")
    assert [a["TRIGGER"].dt for a in alarms] == [-dt.timedelta(days=7), -dt.timedelta(days=2)]
    assert all(str(a["DESCRIPTION"]) == "Frist" for a in alarms)
    assert all(a["TRIGGER"].params["RELATED"] == "END" for a in alarms)
    assert everything_in(ruled) == before
    assert "2026-05-04" not in caplog.text and "notice" not in caplog.text


@pytest.mark.parametrize("day", ["", "i dag", "9999-12-31"])
def test_a_reminder_needs_its_day(admin: Browser, day: str):
    answer = admin.post(f"{LIST}/paminnelse", form=f"{LIST}/conflict", register="conflict", day=day)

    assert answer.status_code == 422
    assert "Velg dagen fristen skal regnes fra." in answer.text
    assert f'value="{day}"' in answer.text
    assert 'aria-describedby="day-problem"' in answer.text
    answer = admin.post(f"{LIST}/paminnelse", form=f"{LIST}/conflict", register="case", day="x")
    assert answer.status_code == 404


def test_what_an_entry_says_is_nowhere_to_be_read_outside_the_page(
    admin: Browser, ruled: Services, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    for logger in ("", "service", "werkzeug"):
        caplog.set_level(logging.DEBUG, logger=logger)
    add(admin, **GOOD, **{"f.reason_given": "stemmer mot eiendomsskatten"})
    html = admin.get(DISSENT).text
    assert "eiendomsskatten" in html
    title = re.search("<title>(.+)</title>", html)
    assert title is not None and title[1] == "Register – Prøve – Kjøreplan"
    for address in re.findall(r'(?:href|action)="([^"]+)"', html):
        assert not any(p.id in address.split("/") or p.name in address for p in PEOPLE)
    assert "eiendomsskatten" not in caplog.text and "Per Nordmann" not in caplog.text
    ruled.database.close()
    for file in tmp_path.glob("k.db*"):
        assert b"eiendomsskatten" not in file.read_bytes()


def test_registers_are_for_those_who_are_logged_in(stranger: Browser):
    for path in (LIST, DISSENT, f"{LIST}/registre.toml", SURVEY):
        assert stranger.get(path).location.startswith("/logg-inn")


def test_an_unknown_register_is_not_found(admin: Browser):
    assert admin.get(f"{LIST}/julebord").status_code == 404
    assert admin.get(f"{LIST}/survey").location == SURVEY
    assert admin.post(f"{LIST}/survey", form=LIST, case="1").status_code == 404


def test_a_nynorsk_group_enters_in_nynorsk(with_group: Services):
    rule(with_group, *PACKS, language="nn")
    browser = Browser(application(with_group).test_client()).log_in()

    assert "Register reglane ventar på" in browser.get(LIST).text
    assert "Skriv klokkeslettet" in add(browser, **(GOOD | {"clock": "x"})).text
    assert "Oppføringa er tom." in add(browser).text
    with with_group.database.reading() as session:
        assert Registers(session, "prove", with_group.box).kept() == ()
