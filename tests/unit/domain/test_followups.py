"""A follow-up is open until somebody has surely said that it is done."""

from __future__ import annotations

import pytest

from service.domain.followups import is_open, open_follow_ups
from service.domain.minutes import FollowUp


@pytest.mark.parametrize(
    "status",
    [
        "Gjort", "gjort ", "GJORT", "Utført", "Utført 3. mai", "utført av Kari", "Ferdig",
        "Ferdig!", "ferdigstilt", "Ferdigstilt 12.05.2026", "Lukket", "lukka", "Fullført",
        "Avsluttet", "avslutta", "Ordnet", "ordna", "OK", "x", "X.", "✓", "☑ Ola", "100 %",
        "Er gjort", "Bortfalt", "Frafalt", "fall bort" , "Falt bort", "Utgår", "Ikke aktuelt",
        "Ikke lenger aktuelt", "ikkje aktuelt", "Uaktuelt",
    ],
)  # fmt: skip
def test_what_is_said_to_be_done_is_not_open(status: str) -> None:
    assert not is_open(status)


@pytest.mark.parametrize(
    "status",
    [
        "", "  ", "–", "Åpen", "open", "Løpende", "Månedlig", "Pågår", "Under arbeid", "Ny",
        "Ikke gjort", "ikkje gjort", "Ikke ferdig", "Nesten ferdig", "Delvis utført", "Halvferdig",
        "Halvveis", "Gjort?", "Ferdig til påske", "Ferdig innen 1. mars", "Skal være gjort",
        "Blir ferdig snart", "Venter på svar", "Gjort, men svar gjenstår", "Utsatt", "50 %", "☐",
        "Ola gjør det", "Kok", "Må gjøres", "Sendt kommunedirektøren",
    ],
)  # fmt: skip
def test_what_is_not_surely_done_is_open(status: str) -> None:
    assert is_open(status)


def test_open_points_go_on_once_in_their_order_as_they_stand() -> None:
    call = FollowUp(what="Ringe", responsible="Ola Nordmann", due="1. mars", status="Pågår")
    rows = (
        FollowUp(what="Sende brev", status="Gjort"),
        call,
        FollowUp(what=" ", responsible="Kari Nordmann"),
        FollowUp(what="Be om møte", source="Sak 3/18"),
        call,
    )
    assert open_follow_ups(rows) == (call, rows[3])
