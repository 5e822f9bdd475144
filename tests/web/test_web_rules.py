"""Regler: what is found, what people decide about it, and rules to read."""

from __future__ import annotations

import datetime as dt
import logging
import re

import pytest
from forms import form_with, forms_in
from ruled import PACKS, PEOPLE, rule
from web_support import NOW, USERNAME, Browser, application, followed, text_of
from werkzeug.test import TestResponse

from service.db.findings import Sightings
from service.db.judgements import Attestations, StoredAttestation, StoredWaiver, Waivers
from service.db.registers import Surveys
from service.journeys.judging.checklist import can_be_confirmed
from service.journeys.judging.validating import validate_group
from service.journeys.regulation.adopting import approve_regulation, look_at_regulation
from service.journeys.services import Services
from service.rules.coverage import all_packs
from service.rules.results import Finding

PAGE = "/g/prove/regler"
LIST = "/g/prove/sjekkliste"
PLAN = "SP22-5.3"  # the plan of the half-year is not adopted
ETHICS = "SP22-ET-1"  # each member confirms it


def found(services: Services, code: str) -> Finding:
    return next(f for f in validate_group(services, "prove").findings if f.code == code)


def waivers(services: Services) -> tuple[StoredWaiver, ...]:
    with services.database.reading() as session:
        return Waivers(session, "prove").all()


def words(services: Services) -> tuple[StoredAttestation, ...]:
    with services.database.reading() as session:
        return Attestations(session, "prove").all()


def waive(browser: Browser, finding: Finding, **fields: str) -> TestResponse:
    return browser.post(f"{PAGE}/godta", form=PAGE, finding=finding.id, **fields)


def problem_of(html: str, id_: str) -> str:
    told = re.search(rf'id="{id_}-problem">(.+?)</p>', html)
    assert told is not None
    assert f'aria-describedby="{id_}-problem"' in html
    return text_of(told[1])


def test_findings_stand_by_gravity_each_with_its_rule(admin: Browser, ruled: Services):
    report = validate_group(ruled, "prove")
    html = admin.get(PAGE).text
    headings = re.findall(r'<h2 id="s-(\w+)">(.+?) <span class="count">(\d+)</span>', html)

    counts = report.counts()
    shown = [(str(s), str(counts[s])) for s in ("error", "warning", "info", "task") if counts[s]]
    assert [(severity, count) for severity, _word, count in headings] == shown
    for finding in report.findings:
        assert f'id="f-{finding.id}"' in html
        assert f'href="{PAGE}/{finding.code}"' in html
    assert html.count("<h1>") == 1
    assert "<details open" not in html and 'more" open' not in html


def test_a_group_without_packs_is_led_to_choose_some(browser: Browser):
    html = browser.get(PAGE).text

    assert "Gruppa har ikke valgt noe regelsett ennå." in html
    assert f'class="button" href="{PAGE}/valg"' in html


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"reason": "  "}, "reason", "Skriv hvorfor gruppa godtar funnet."),
        ({"reason": "x" * 1001}, "reason", "Skriv høyst 1000 tegn."),
        ({"until": "snart"}, "until", "Skriv dagen som år, måned og dag"),
        ({"until": "2026-05-10"}, "until", "Dagen er passert."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_finding_stays(
    admin: Browser, ruled: Services, fields: dict[str, str], field: str, says: str
):
    finding = found(ruled, PLAN)
    answer = waive(admin, finding, **({"reason": "Vi har avtalt det.", "until": ""} | fields))

    assert answer.status_code == 422
    assert says in problem_of(answer.text, f"{field}-{finding.id}")
    assert "Ingenting er lagret ennå." in answer.text
    sent = next(f for f in forms_in(answer.text) if f.fields.get("finding") == [finding.id])
    typed = {"reason": "Vi har avtalt det.", "until": ""} | fields
    assert sent.fields["reason"] == [typed["reason"].strip()]
    assert sent.fields["until"] == [typed["until"]]
    assert answer.text.count('<details class="more" open>') == 1
    assert waivers(ruled) == ()


def test_a_finding_is_accepted_with_reason_who_and_until_and_taken_back(
    admin: Browser, ruled: Services
):
    finding = found(ruled, PLAN)
    answer = waive(admin, finding, reason="Planen vedtas i juni.", until="2026-06-30")
    page = followed(admin, answer)

    assert "Funnet er godtatt." in page
    assert "1 funn er godtatt" in page
    assert "«Planen vedtas i juni.» Godtatt av kari mandag 11. mai kl. 10.00" in page
    assert "til og med 30. juni 2026" in page
    (waiver,) = waivers(ruled)
    assert (waiver.subject, waiver.waived_by) == (finding.target, USERNAME)
    assert finding not in validate_group(ruled, "prove").findings

    form = form_with(admin.get(PAGE).text, "Trekk tilbake")
    page = followed(admin, admin.client.post(form.action, data=form.fields))
    assert "Unntaket er trukket tilbake." in page
    assert finding in validate_group(ruled, "prove").findings
    assert "alt trukket tilbake" in followed(
        admin, admin.client.post(form.action, data=form.fields)
    )


def test_waivers_that_are_over_unused_or_of_unknown_rules_say_what_to_do(
    admin: Browser, ruled: Services
):
    finding = found(ruled, PLAN)
    with ruled.database.transaction() as session:
        repository = Waivers(session, "prove")
        for code, subject, until in (
            (PLAN, finding.target, dt.date(2026, 5, 1)),
            ("SP22-5.9", "meeting:g-9", None),
            ("AP-LHM-1.1", "group:prove", None),
        ):
            repository.add(
                StoredWaiver(
                    rule=code,
                    subject=subject,
                    reason="Avtalt.",
                    waived_by="kari",
                    waived_at=NOW,
                    until=until,
                )
            )
    html = admin.get(PAGE).text
    page = text_of(html)

    assert "Unntak noen bør se på 3" in page
    assert f"{PLAN} Unntaket er gått ut. Godta funnet på nytt" in page
    assert "SP22-5.9 Funnet finnes ikke lenger." in page
    assert "AP-LHM-1.1 Ingen av regelsettene gruppa bruker, har denne regelen." in page
    assert f'id="f-{finding.id}"' in html, "what has run out is a finding again"
    assert f'href="{PAGE}/AP-LHM-1.1"' not in html
    while any("Trekk" in b for f in forms_in(html) for b in f.buttons):
        form = form_with(html, "Trekk tilbake")
        admin.client.post(form.action, data=form.fields)
        html = admin.get(PAGE).text
    assert waivers(ruled) == ()


def test_a_task_is_confirmed_with_a_note_and_stands_in_the_checklist(
    admin: Browser, ruled: Services
):
    finding = found(ruled, ETHICS)
    answer = admin.post(
        f"{PAGE}/bekreft", form=PAGE, finding=finding.id, note="Gjennomgått på kurset."
    )

    assert "Det er bekreftet." in followed(admin, answer)
    (word,) = words(ruled)
    assert (word.rule, word.subject, word.attested_by) == (ETHICS, finding.target, USERNAME)
    assert finding.id not in {f.id for f in validate_group(ruled, "prove").findings}
    name = next(p.name for p in PEOPLE if finding.target == f"person:{p.id}")
    page = text_of(admin.get(LIST).text)
    said = f"Sist bekreftet mandag 11. mai kl. 10.00, kari ({name}) «Gjennomgått på kurset.»"
    assert said in page


@pytest.mark.parametrize("path", [f"{PAGE}/bekreft", LIST])
def test_a_note_that_is_too_long_is_told_of_and_kept(admin: Browser, ruled: Services, path: str):
    finding = found(ruled, ETHICS)
    answer = admin.post(path, form=LIST, finding=finding.id, note="æ" * 1001)

    assert answer.status_code == 422
    assert "Skriv høyst 1000 tegn." in problem_of(answer.text, f"note-{finding.id}")
    assert "æ" * 1001 in answer.text
    assert words(ruled) == ()


def test_the_checklist_says_what_is_due_who_answers_and_how_often(admin: Browser, ruled: Services):
    html = admin.get(LIST).text
    page = text_of(html)
    report = validate_group(ruled, "prove")
    rules = {r.code: r for pack in ruled.packs(ruled.settings("prove").group) for r in pack.rules}
    waiting = [f for f in report.findings if can_be_confirmed(rules[f.code])]

    assert f"{len(waiting)} ting venter på at noen bekrefter." in page
    assert set(re.findall(r'id="f-(\w+)"', html)) == {f.id for f in waiting}
    assert "Hvem gruppelederen Hvor ofte hvert halvår" in page
    assert "Hvem hver for seg Hvor ofte hvert år" in page
    assert "Hvem gruppelederen, nestlederen Hvor ofte én gang i valgperioden" in page
    days = [f.due for f in sorted(waiting, key=lambda f: html.index(f'id="f-{f.id}"'))]
    assert days[0] == min(day for day in days if day)
    assert "Frist gått ut" not in page

    for finding in waiting:
        admin.post(LIST, finding=finding.id)
    page = text_of(admin.get(LIST).text)
    assert "Alt som skal bekreftes nå, er bekreftet." in page
    assert f"Bekreftet {len({f.code for f in waiting})}" in page
    assert "alt bekreftet" in followed(admin, admin.post(LIST, form="/", finding=waiting[0].id))


def test_a_confirmation_is_not_asked_for_what_many_answer(admin: Browser, ruled: Services):
    with ruled.database.transaction() as session:
        Surveys(session, "prove").answer("2026", {"KS-BASE-1": 4})
    finding = found(ruled, "KS-BASE-1")
    html = admin.get(PAGE).text
    item = html[html.index(f'id="f-{finding.id}"') :].split("</li>")[0]

    assert 'href="/g/prove/egenevaluering"' in item
    assert "Bekreft at det er gjort" not in item
    answer = admin.post(f"{PAGE}/bekreft", form=PAGE, finding=finding.id)
    assert "Ingenting er bekreftet." in followed(admin, answer)
    assert words(ruled) == ()


def test_what_the_group_began_with_is_set_apart_and_shown_again(admin: Browser, ruled: Services):
    before = validate_group(ruled, "prove").findings
    form = form_with(admin.get(PAGE).text, "Ta dagens funn som utgangspunkt")
    page = followed(admin, admin.client.post(form.action, data=form.fields | {"do": ["set"]}))

    assert f"{len(before)} funn er tatt som utgangspunkt." in page
    assert f"{len(before)} funn var der da gruppa begynte" in page
    assert validate_group(ruled, "prove").findings == ()
    html = admin.get(PAGE).text
    assert "Alt som kan kontrolleres, er i orden." in html
    form = form_with(html, "Vis dem som vanlige funn igjen")
    page = followed(admin, admin.client.post(form.action, data=form.fields | {"do": ["clear"]}))
    assert f"{len(before)} ting bør ordnes." in page


def test_what_is_not_judged_stands_by_what_is_missing_with_its_register(
    admin: Browser, ruled: Services
):
    html = admin.get(PAGE).text
    report = validate_group(ruled, "prove")
    part = html[html.index("regler er ikke vurdert") :]

    assert f"{report.counts()['not_evaluated']} regler er ikke vurdert" in html
    assert 'href="/g/prove/registre/dissent"' in part
    for one in report.not_evaluated:
        assert one.code in part


def test_a_finding_that_is_gone_is_told_of(admin: Browser, ruled: Services):
    for path in ("godta", "bekreft"):
        answer = admin.post(f"{PAGE}/{path}", form=PAGE, finding="borte", reason="Hvorfor ikke")
        assert "Funnet er ikke der lenger." in followed(admin, answer)
    assert waivers(ruled) == words(ruled) == ()


def test_a_rule_of_the_group_says_all_there_is_to_know(admin: Browser, ruled: Services):
    page = text_of(admin.get(f"{PAGE}/SP22-5.2").text)
    pack = next(p for p in all_packs() if p.name == "sp-reglement-2022")
    known = pack.rule("SP22-5.2")
    assert known is not None

    for said in (known.condition, known.why, known.right, known.wrong, known.section):
        assert text_of(said["nb"]) in page
    assert "en mal, som gjelder når gruppa har vedtatt den" in page
    assert "Ordlyden" in page and "Alvor" in page
    assert "Slik blir den kontrollert Vi ser i møteplanen" in page
    assert "3 regelsettet" in page, "the value and where it comes from"
    assert "{" not in page


def test_what_the_regulation_decides_is_the_value_and_its_source(
    admin: Browser, ruled: Services, regulation: None
):
    page = text_of(admin.get(f"{PAGE}/SP22-5.12").text)

    assert "onsdag reglementet" in page
    assert "vedtatt 4. mai 2026" in page


@pytest.fixture
def regulation(ruled: Services) -> None:
    """The regulation that says Wednesday was adopted."""
    text = look_at_regulation(ruled, "prove").text
    assert text is not None
    approve_regulation(
        ruled,
        "prove",
        by="gruppemøtet",
        on=dt.date(2026, 5, 4),
        protocol_ref="",
        votes=None,
        seen=text.sha256,
    )


def test_a_rule_none_of_the_groups_packs_has_is_not_found(admin: Browser):
    assert admin.get(f"{PAGE}/AP-LHM-1.1").status_code == 404
    assert admin.get("/regler/SP99-1.1").status_code == 404


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_shipped_rule_has_its_page(admin: Browser, language: str):
    for pack in all_packs():
        for known in pack.rules:
            answer = admin.get(f"/regler/{known.code}", headers={"Accept-Language": language})
            assert answer.status_code == 200
            assert known.code in answer.text
            page = text_of(answer.text)
            assert text_of(known.condition[language]) in page
            assert all(text_of(one.question[language]) in page for one in known.admin_params)


def test_all_rules_can_be_searched(admin: Browser):
    everything = admin.get("/regler").text
    codes = {known.code for pack in all_packs() for known in pack.rules}
    assert {code for code in codes if f'href="/regler/{code}"' in everything} == codes

    page = text_of(admin.get("/regler?tekst=karantene").text)
    assert "passer til søket." in page
    assert "SP22-5.16" in page
    html = admin.get("/regler?tekst=møte&sett=sp-reglement-2022").text
    assert "SP22-5.1" in html and "AP-LHM" not in html
    assert '<option value="sp-reglement-2022" selected>' in html
    assert 'value="møte"' in html
    assert "Ingen regler passer til søket." in admin.get("/regler?tekst=sitronpai").text
    hostile = admin.get('/regler?tekst="><script>').text
    assert "<script" not in hostile


def test_the_rules_are_read_by_those_who_are_logged_in(stranger: Browser):
    for path in ("/regler", "/regler/SP22-5.1", PAGE, LIST):
        assert stranger.get(path).location.startswith("/logg-inn")


def test_a_nynorsk_group_reads_its_rules_in_nynorsk(with_group: Services):
    rule(with_group, *PACKS, language="nn")
    browser = Browser(application(with_group).test_client()).log_in()
    page = text_of(browser.get(PAGE).text)

    assert "ting bør ordnast." in page
    assert "Godta dette funnet" in page
    assert "reglar er ikkje vurderte" in page
    assert "Vi ser i møteplanen om det eine møtet kjem" in text_of(
        browser.get(f"{PAGE}/SP22-5.1").text
    )
    assert "ventar på at nokon stadfestar" in browser.get(LIST).text
    finding = found(with_group, PLAN)
    assert "Skriv kvifor gruppa godtek funnet." in waive(browser, finding, reason="").text


def test_the_week_opens_with_what_is_due(admin: Browser):
    page = text_of(admin.get("/g/prove/").text)

    assert "Frister de neste dagene" in page
    assert "Formøte og ettermøte mangler ved kommunestyret fredag 15. mai" in page
    assert "andre ting bør ordnes, men haster ikke." in page
    assert "Nytt å ordne" not in page, "on the first day all of it is there already"


def test_the_week_tells_what_is_new_and_what_was_put_right(admin: Browser, ruled: Services):
    findings = validate_group(ruled, "prove").findings
    new = next(f for f in findings if f.due is None and str(f.severity) == "error")
    known = {f.id: (f.code, str(f.severity)) for f in findings if f is not new}
    with ruled.database.transaction() as session:
        sightings = Sightings(session, "prove")
        gone = {"borte": ("SP22-5.9", "error")}
        sightings.record(known | gone, NOW - dt.timedelta(days=30))
        sightings.record(known, NOW - dt.timedelta(days=1))
    html = admin.get("/g/prove/").text
    page = text_of(html)
    fresh, mended = page.index("Nytt å ordne siden"), page.index("Ordnet siden forrige uke")

    assert fresh < page.index(new.message) < mended
    assert f'href="{PAGE}/SP22-5.9"' in html
    assert "referat fra gruppemøtene" in page[mended:]


def test_no_title_address_or_log_names_anybody(
    admin: Browser, ruled: Services, caplog: pytest.LogCaptureFixture
):
    for name in ("", "service", "werkzeug", "waitress"):
        caplog.set_level(logging.DEBUG, logger=name)
    finding = found(ruled, ETHICS)
    waive(admin, finding, reason="Per Nordmann er syk.")
    names = re.compile("|".join(p.name for p in PEOPLE) + "|person:|syk")
    for path in (PAGE, LIST, f"{PAGE}/{ETHICS}", "/g/prove/", f"{PAGE}/valg"):
        html = admin.get(path).text
        title = re.search("<title>(.+)</title>", html)
        assert title is not None and not names.search(title[1])
        for address in re.findall(r'(?:href|action)="([^"]+)"', html):
            assert not names.search(address)
    assert not names.search(caplog.text)
