"""Velg regelsett: looked at before it is stored, and all or nothing."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
from forms import Fields, form_with, forms_in
from ruled import PACKS, rule
from web_support import Browser, application, regulation_says, text_of
from werkzeug.test import TestResponse

from service.db.groups import Groups
from service.domain.model import Group, Period
from service.journeys.judging.validating import validate_group
from service.journeys.regulation.adopting import approve_regulation, look_at_regulation
from service.journeys.services import Services
from service.rules.coverage import all_packs

PAGE = "/g/prove/regler/valg"
LOOK, SAVE = "Vis hva som endrer seg", "Lagre"
DAYS = "SP22-5.1.lead_max_days"  # at most so many days before a round


def group(services: Services) -> Group:
    return services.own_settings("prove").group


def choose(services: Services, **changes: object) -> None:
    own = services.own_settings("prove")
    with services.database.transaction() as session:
        Groups(session).save(replace(own, group=replace(own.group, **changes)))  # type: ignore[arg-type]


def as_it_stands(browser: Browser) -> Fields:
    return form_with(browser.get(PAGE).text, LOOK).fields


def look(browser: Browser, changed: dict[str, str | list[str]] | None = None) -> TestResponse:
    """Press the form's first button, with some of its fields changed."""
    fields = {n: [v] if isinstance(v, str) else v for n, v in (changed or {}).items()}
    return browser.client.post(PAGE, data=as_it_stands(browser) | fields | {"do": ["look"]})


def save(browser: Browser, answer: TestResponse) -> TestResponse:
    """Press the button that came with what would change."""
    assert answer.status_code == 200
    form = next(f for f in forms_in(answer.text) if SAVE in f.buttons)
    return browser.client.post(PAGE, data=form.fields | {"do": ["save"]})


def problem(html: str, id_: str) -> str:
    told = re.search(rf'id="{re.escape(id_)}-problem">(.+?)</p>', html, re.DOTALL)
    assert told is not None
    assert f'{id_}-problem"' in html.replace(told[0], ""), "the field says where its problem is"
    return text_of(told[1])


def test_the_page_shows_what_is_chosen_and_what_each_value_means(admin: Browser):
    html = admin.get(PAGE).text
    page = text_of(html)
    fields = form_with(html, LOOK).fields

    assert "Gruppa følger 3 regelsett." in page
    assert set(fields["pack"]) == set(PACKS)
    for pack in all_packs():
        assert f'value="{pack.name}"' in html
        assert text_of(pack.title) in page
        for one in pack.rules if pack.name in PACKS else ():
            for asked in one.admin_params:
                assert f"{one.code}.{asked.name}" in fields["asked"]
                assert text_of(asked.question["nb"]) in page
    assert "Hvor mange dager før møterunden kan gruppemøtet ligge? Regelsettet sier: 14" in page
    assert [b for f in forms_in(html) for b in f.buttons if b in {LOOK, SAVE}] == [LOOK]
    assert form_with(html, LOOK).buttons[0] == LOOK, "what Enter presses"


def test_the_form_as_it_stands_changes_nothing(admin: Browser, ruled: Services):
    before = group(ruled)
    answer = look(admin)
    assert "Ingen funn endrer seg." in answer.text
    assert save(admin, answer).status_code == 302
    assert group(ruled) == before


def test_what_would_change_is_shown_and_only_then_saved(admin: Browser, ruled: Services):
    codes = {f.code for f in validate_group(ruled, "prove").findings}
    answer = look(admin, {"pack": ["sp-reglement-2022", "sp-arbeid-2023"]})
    page = text_of(answer.text)

    assert "Ingenting er lagret ennå. Se over det som endrer seg" in page
    assert page.index("Nye funn") < page.index("Funn som blir borte")
    assert "Dette kan ikke vurderes ennå" in page
    assert set(group(ruled).packs) == set(PACKS)
    assert len(forms_in(answer.text)) == 3, "logging out, saving, and looking again"
    assert any(name.startswith("SP23-") for name in form_with(answer.text, LOOK).fields["asked"])

    answer = save(admin, answer)
    assert answer.location == "/g/prove/regler"
    assert "Valget er lagret." in admin.get(answer.location).text
    assert set(group(ruled).packs) == {"sp-reglement-2022", "sp-arbeid-2023"}
    after = {f.code for f in validate_group(ruled, "prove").findings}
    assert after != codes
    assert not any(code.startswith("SP22-ET") for code in after)


def test_a_value_is_chosen_shown_with_its_source_and_given_back(admin: Browser, ruled: Services):
    answer = look(admin, {DAYS: "10"})
    assert "Funn som blir annerledes" in answer.text
    assert "de 10 dagene før" in answer.text
    save(admin, answer)
    assert group(ruled).parameters == (("SP22-5.1", "lead_max_days", 10),)
    page = text_of(admin.get("/g/prove/regler/SP22-5.1").text)
    assert "kan gruppemøtet ligge? 10 gruppas eget valg" in page
    assert as_it_stands(admin)[DAYS] == ["10"]

    save(admin, look(admin, {DAYS: ""}))
    assert group(ruled).parameters == ()
    save(admin, look(admin, {DAYS: "14"}))
    assert group(ruled).parameters == (), "what the pack says anyway is no choice"


def test_packs_that_contradict_each_other_are_refused_with_the_engines_sentence(
    admin: Browser, ruled: Services
):
    both = ["sp-reglement-2022", "ap-lhm-2015"]
    answer = look(admin, {"pack": both, DAYS: "9"})

    assert answer.status_code == 422
    told = problem(answer.text, "packs")
    assert "motsier hverandre. Kjørereglene lar medlemsmøtet binde gruppa" in told
    fields = form_with(answer.text, LOOK).fields
    assert set(fields["pack"]) == set(both) and fields[DAYS] == ["9"], "what was typed is kept"
    assert SAVE not in [b for f in forms_in(answer.text) for b in f.buttons]
    answer = admin.client.post(PAGE, data=fields | {"do": ["save"]})
    assert answer.status_code == 422
    assert set(group(ruled).packs) == set(PACKS)


def test_packs_that_contradict_each_other_can_have_each_its_time(admin: Browser, ruled: Services):
    answer = look(
        admin,
        {
            "pack": ["sp-reglement-2022", "ap-lhm-2015"],
            "from.sp-reglement-2022": "2026-01-01",
            "to.ap-lhm-2015": "2025-12-31",
        },
    )
    save(admin, answer)

    assert group(ruled).pack_periods == {
        "sp-reglement-2022": Period(start=dt.date(2026, 1, 1)),
        "ap-lhm-2015": Period(start=dt.date(2015, 1, 1), end=dt.date(2025, 12, 31)),
    }
    fields = as_it_stands(admin)
    assert fields["from.sp-reglement-2022"] == ["2026-01-01"]
    assert fields["to.ap-lhm-2015"] == ["2025-12-31"]


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("i fjor", "", "Skriv dagene som år, måned og dag"),
        ("", "2026-02-30", "Skriv dagene som år, måned og dag"),
        ("2026-05-01", "2026-04-01", "Siste dag er før første dag."),
    ],
)
def test_days_that_are_none_are_told_of(
    admin: Browser, ruled: Services, first: str, last: str, says: str
):
    name = "sp-etikk-2022"
    answer = look(admin, {f"from.{name}": first, f"to.{name}": last})

    assert answer.status_code == 422
    assert says in problem(answer.text, f"days-{name}")
    fields = form_with(answer.text, LOOK).fields
    assert (fields[f"from.{name}"], fields[f"to.{name}"]) == ([first], [last])
    assert group(ruled).pack_periods == {}


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        (DAYS, "to", "Skriv et helt tall."),
        (DAYS, "²", "Skriv et helt tall."),
        (DAYS, "9" * 13, "Skriv et helt tall."),
        ("SP22-ET-25.choice_age", "-1", "Skriv et helt tall."),
        ("SP22-ET-13.wait", "en stund", "Skriv for eksempel «14 dager» eller «6 måneder»."),
        ("SP22-12.1.year", "tull", "Velg ett av svarene."),
        ("SP22-3.3.leader_is_exempt", "kanskje", "Velg ett av svarene."),
        ("SP22-5.2.requesters", [], "Velg minst én."),
        ("SP22-12.1.minimum", "0", "Skriv 1 eller mer."),
        ("SP22-2.1.field", "x" * 2001, "Teksten er for lang."),
        ("SP22-5.12.weekday", "fjortende", "Dette kan regelen ikke bruke."),
    ],
)
def test_a_value_that_can_not_be_used_is_told_of_beside_its_field(
    admin: Browser, ruled: Services, name: str, typed: str | list[str], says: str
):
    answer = look(admin, {name: typed, "SP22-5.9.deadline_days": "3"})

    assert answer.status_code == 422
    assert says in problem(answer.text, f"v-{name}")
    fields = form_with(answer.text, LOOK).fields
    assert fields["SP22-5.9.deadline_days"] == ["3"]
    if isinstance(typed, str) and "<select" not in answer.text.split(f'name="{name}"')[0][-60:]:
        assert fields[name] in ([typed], [""])
    answer = admin.client.post(PAGE, data=fields | {name: typed, "do": ["save"]})
    assert answer.status_code == 422
    assert group(ruled).parameters == (), "all or nothing"


OWN = {
    "SP22-5.1.lead_max_days": (10, "10"),
    "SP22-ET-13.wait": ({"months": 2}, "2 måneder"),
    "SP22-3.3.leader_is_exempt": (False, "nei"),
    "SP22-7.3.doubt": (["tvil", "habil"], "tvil\nhabil"),
    "SP22-5.2.requesters": (["member@group"], "member@group"),
    "SP22-5.4.allowed": (["group", "group_board"], ["group", "group_board"]),
    "SP22-5.7.modality": ("bør", "bør"),
    "SP22-12.1.year": ("term", "term"),
    "SP22-5.12.place": ("Biblioteket", "Biblioteket"),
    "AP-LHM-0.3.lines": ({"rules.basis_political": 5, "rules.basis_rules": 2}, ["5", "2"]),
}


@pytest.mark.parametrize("name", sorted(OWN))
def test_each_kind_of_value_is_entered_stored_and_shown_again(
    admin: Browser, ruled: Services, name: str
):
    stored, typed = OWN[name]
    code, _dot, parameter = name.rpartition(".")
    if code.startswith("AP"):
        choose(ruled, packs=("ap-lhm-2015",))
    save(admin, look(admin, {name: typed}))

    assert group(ruled).parameters == ((code, parameter, stored),)
    assert as_it_stands(admin)[name] == ([typed] if isinstance(typed, str) else typed)
    assert save(admin, look(admin)).status_code == 302
    assert group(ruled).parameters == ((code, parameter, stored),)


def test_what_is_not_asked_for_stays_as_it_was(admin: Browser, ruled: Services):
    own = (("SP22-5.9", "off", "Ikke hos oss."), ("SP22-5.8", "severity", "info"))
    choose(ruled, parameters=own)
    save(admin, look(admin, {DAYS: "9"}))

    assert set(group(ruled).parameters) == {*own, ("SP22-5.1", "lead_max_days", 9)}
    page = text_of(admin.get("/g/prove/regler/SP22-5.9").text)
    assert "Slått av «Ikke hos oss.»" in page
    assert "Slått av, fordi Ikke hos oss. gruppas eget valg" in page


def test_values_that_fall_away_with_their_pack_are_told_of(admin: Browser, ruled: Services):
    choose(ruled, parameters=(("SP22-5.1", "lead_max_days", 9), ("SP22-ET-2", "minimum", 2)))
    answer = look(admin, {"pack": ["sp-reglement-2022"]})
    assert "Verdier som faller bort" in answer.text
    assert "reglene lenger: SP22-ET-2" in text_of(answer.text)
    save(admin, answer)

    assert group(ruled).parameters == (("SP22-5.1", "lead_max_days", 9),)


def test_what_the_regulation_decides_is_said_beside_the_question(admin: Browser, ruled: Services):
    regulation_says(ruled, weekday="onsdag")
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

    page = text_of(admin.get(PAGE).text)
    assert "Det vedtatte gjelder: onsdag (reglementet" in page
    assert as_it_stands(admin)["SP22-5.12.weekday"] == [""]


def test_every_pack_can_be_chosen_as_it_comes(admin: Browser, ruled: Services):
    for pack in all_packs():
        answer = look(admin, {"pack": [pack.name]})
        assert answer.status_code == 200, pack.name
        again = form_with(answer.text, LOOK).fields
        assert again["pack"] == [pack.name]
        answer = admin.client.post(PAGE, data=again | {"do": ["look"]})
        assert answer.status_code == 200, pack.name


def test_a_pack_of_ones_own_that_can_not_be_used_is_offered_with_its_fault(
    admin: Browser, ruled: Services, tmp_path: Path
):
    folder = tmp_path / "egne"
    folder.mkdir()
    (folder / "vår.toml").write_text("name = ", encoding="utf-8")
    browser = Browser(application(replace(ruled, packs_folder=folder)).test_client()).log_in()
    page = text_of(browser.get(PAGE).text)

    assert "vår Feil vår.toml: Fila er ikke gyldig TOML" in page
    answer = look(browser, {"pack": ["vår"]})
    assert answer.status_code == 422
    assert "ikke gyldig TOML" in problem(answer.text, "packs")
    answer = look(browser, {"pack": ["finnes-ikke"]})
    assert "Det finnes ingen regelpakke «finnes-ikke»" in problem(answer.text, "packs")


def test_none_at_all_can_be_chosen(admin: Browser, ruled: Services):
    save(admin, look(admin, {"pack": []}))

    assert group(ruled).packs == ()
    assert "Gruppa har ikke valgt noe regelsett ennå." in admin.get("/g/prove/regler").text


def test_a_nynorsk_group_chooses_in_nynorsk(with_group: Services):
    rule(with_group, *PACKS, language="nn")
    browser = Browser(application(with_group).test_client()).log_in()
    html = browser.get(PAGE).text
    page = text_of(html)

    assert "Gruppa følgjer 3 regelsett." in page
    assert "kan gruppemøtet liggje? Regelsettet seier: 14" in page
    assert "Regelsettet seier: 3 månader" in page
    fields = form_with(html, "Vis kva som endrar seg").fields
    answer = browser.client.post(PAGE, data=fields | {DAYS: "x", "do": ["look"]})
    assert "Skriv eit heilt tal." in answer.text
