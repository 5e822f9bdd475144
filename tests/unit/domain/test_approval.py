"""A protocol is approved when it says so with a date, and in doubt it is not."""

from __future__ import annotations

import pytest

from service.domain.approval import APPROVED, is_approved
from service.domain.minutes import DocumentReading, Problem, Source, Value


def reading(text: str | None, *problems: str) -> DocumentReading:
    fields = {} if text is None else {APPROVED: Value(text=text, source=Source.TAG)}
    return DocumentReading(
        type="protokoll",
        fields=fields,
        problems=tuple(Problem(code=code, message="") for code in problems),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Godkjent av gruppeleder 23. januar 2018",
        "Godkjend av gruppeleiaren 3. mai",
        "Protokollen ble godkjent 12.05.2026",
        "Godkjent på gruppemøtet 2026-05-19.",
        "Underskrevet av Kari Nordmann og Ola Nordmann 4. juni 2026",
    ],
)
def test_it_is_approved(text):
    assert is_approved(reading(text))


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "Godkjent",
        "Kari Nordmann, 3. mai",
        "Ikke godkjent ennå, 3. mai",
        "Ikkje godkjend 3. mai",
        "Skal godkjennes 3. mai",
        "Godkjennes på møtet før 3. mai",
        "Utkast, sendt til godkjenning 3. mai",
        "Godkjent 3. mai?",
    ],
)
def test_it_is_still_being_worked_on(text):
    assert not is_approved(reading(text))


def test_suggested_changes_must_be_decided_first():
    assert not is_approved(reading("Godkjent 3. mai 2026", "tracked-change"))
    assert is_approved(reading("Godkjent 3. mai 2026", "doubled-tag"))
