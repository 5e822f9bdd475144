"""Egenevaluering: answered without names, and shown once nobody answers any more."""

from __future__ import annotations

import pytest
from forms import form_with
from web_support import Browser, everything_in, followed, text_of
from werkzeug.test import TestResponse

from service.db.registers import Surveys
from service.journeys.services import Services

SURVEY = "/g/prove/egenevaluering"


def answer_of(browser: Browser, **scores: str) -> TestResponse:
    return browser.post(SURVEY, **{name.replace("_", "-"): score for name, score in scores.items()})


def counts(services: Services) -> dict[tuple[str, str], dict[int, int]]:
    with services.database.reading() as session:
        return {key: dict(found) for key, found in Surveys(session, "prove").counts().items()}


def test_answers_are_counted_without_who_gave_them(admin: Browser, ruled: Services):
    answer_of(admin, KS_BASE_1="3")
    cookie = admin.client.get_cookie("kjoreplan")
    before = everything_in(ruled)
    page = followed(admin, answer_of(admin, KS_BASE_1="4"))

    assert "Takk, svaret er talt med. Det er lagret uten navn." in page
    assert counts(ruled) == {("2026", "KS-BASE-1"): {3: 1, 4: 1}}
    changed = {name for name, rows in everything_in(ruled).items() if rows != before[name]}
    assert changed == {"survey_counts"}
    (row,) = set(everything_in(ruled)["survey_counts"]) - set(before["survey_counts"])
    assert row == ("prove", "2026", "KS-BASE-1", 4, 1)
    after = admin.client.get_cookie("kjoreplan")
    assert cookie is not None and after is not None
    session = admin.client.session_transaction
    with session() as held:
        assert set(held) <= {"user", "csrf_token", "_permanent", "_flashes"}


def close(browser: Browser) -> TestResponse:
    return browser.post(f"{SURVEY}/avslutt", form=SURVEY)


def test_nothing_is_shown_while_somebody_can_still_answer(admin: Browser, ruled: Services):
    assert "Ingen har svart ennå." in admin.get(SURVEY).text
    for score in ("2", "5"):
        answer_of(admin, KS_BASE_1=score)
    page = text_of(admin.get(SURVEY).text)
    assert "2 har svart. Runden kan avsluttes når minst tre har svart." in page
    assert "Avslutt runden" not in page
    answer_of(admin, KS_BASE_1="5")
    page = text_of(admin.get(SURVEY).text)
    assert "3 har svart. Når runden er avsluttet, ser alle resultatet" in page
    assert "Resultatet" not in page and "4,0" not in page

    page = followed(admin, close(admin))
    assert "Runden er avsluttet. Resultatet står under." in page
    assert "4,0 (3)" in page
    assert "Årets runde er avsluttet. Den neste begynner ved nyttår." in page
    assert "Send svaret" not in page


def test_a_round_of_too_few_is_not_closed_and_one_that_is_takes_no_answers(
    admin: Browser, ruled: Services
):
    for score in ("2", "5"):
        answer_of(admin, KS_BASE_1=score)
    page = followed(admin, close(admin))
    assert "Runden er ikke avsluttet. Færre enn tre har svart" in page
    answer_of(admin, KS_BASE_1="4")
    waiting = form_with(admin.get(SURVEY).text, "Send svaret").fields
    close(admin)
    before = counts(ruled)
    answer = admin.client.post(SURVEY, data=waiting | {"KS-BASE-1": ["1"]})
    assert answer.status_code == 422
    assert "Årets runde er avsluttet." in text_of(answer.text)
    assert counts(ruled) == before
    again = admin.client.post(f"{SURVEY}/avslutt", data=waiting)
    assert "Runden er avsluttet." in followed(admin, again)


def test_earlier_years_are_shown_and_compared(admin: Browser, ruled: Services):
    with ruled.database.transaction() as session:
        surveys = Surveys(session, "prove")
        for round_, scores in (("2024", [1]), ("2025", [3, 3, 4]), ("2026", [2, 5, 5])):
            for score in scores:
                surveys.answer(round_, {"KS-BASE-1": score})
    page = text_of(admin.get(SURVEY).text)
    assert "Spørsmål 2024 2025 Siden sist" in page
    assert "færre enn tre svar 3,3 (3) vet ikke" in page
    page = followed(admin, close(admin))
    assert "Spørsmål 2024 2025 2026 Siden sist" in page
    assert "færre enn tre svar 3,3 (3) 4,0 (3) opp 0,7" in page


@pytest.mark.parametrize(
    ("scores", "says"),
    [
        ({}, "Svar på minst ett av spørsmålene."),
        ({"KS_BASE_1": "6"}, "Svar med et tall fra 1 til 5."),
        ({"KS_BASE_1": "mye"}, "Svar med et tall fra 1 til 5."),
        ({"TULL": "3"}, "Svar på minst ett av spørsmålene."),
    ],
)
def test_an_answer_that_is_none_is_told_of(
    admin: Browser, ruled: Services, scores: dict[str, str], says: str
):
    answer = answer_of(admin, **scores)

    assert answer.status_code == 422
    assert says in answer.text
    assert 'id="survey-problem"' in answer.text
    assert counts(ruled) == {}


def test_a_group_without_a_survey_is_told_so(browser: Browser):
    assert "har ingen egenevaluering" in browser.get(SURVEY).text
