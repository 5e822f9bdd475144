"""Reading the form of an adoption: who decided, when, where it stands, and with which votes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from service.domain.regulation_versions import Ballot
from service.journeys.regulation.adopting import RegulationLook
from service.journeys.regulation.wording import adoption_refusal
from service.web.gateway_regulation import Adoption
from service.web.presenting import page_language

_MOST_VOTES = 4  # digits


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionForm:
    """What was entered, as it was typed, and what is wrong with it by field."""

    by: str = ""
    on: str = ""
    protocol_ref: str = ""
    votes_for: str = ""
    votes_against: str = ""
    seen: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)


def read_adoption(
    form: Mapping[str, str], look: RegulationLook, today: dt.date
) -> tuple[AdoptionForm, Adoption | None]:
    """What was entered, and the adoption it says; None where something is wrong with it."""
    typed = {
        name: form.get(name, "").strip()
        for name in ("by", "on", "protocol_ref", "votes_for", "votes_against", "seen")
    }
    on, votes = _date(typed["on"]), _votes(typed["votes_for"], typed["votes_against"])
    problems = {
        "by": _refused(look, today, by=typed["by"]),
        "on": _refused(look, today, on=on) if on else _("Skriv datoen teksten ble vedtatt."),
        "votes": votes
        if isinstance(votes, str)
        else _refused(look, today, votes=votes)
        if votes
        else "",
    }
    problems = {name: str(problem) for name, problem in problems.items() if problem}
    entered = AdoptionForm(**typed, problems=problems)
    if problems or on is None or isinstance(votes, str):
        return entered, None
    return entered, Adoption(
        by=typed["by"],
        on=on,
        protocol_ref=typed["protocol_ref"],
        votes=votes,
        seen=typed["seen"],
    )


def _refused(
    look: RegulationLook,
    today: dt.date,
    *,
    by: str = "-",
    on: dt.date | None = None,
    votes: Ballot | None = None,
) -> str:
    """Why one of these is refused by itself: each sentence belongs beside its own field."""
    return adoption_refusal(
        by=by,
        on=on or today,
        today=today,
        votes=votes,
        holds=look.holds,
        language=page_language(),
    )


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _votes(in_favour: str, against: str) -> Ballot | str | None:
    """The votes, None where none were counted, or what is wrong with them."""
    if not in_favour and not against:
        return None
    if not in_favour:
        return str(_("Skriv også hvor mange som stemte for."))
    if not all(_is_number(text or "0") for text in (in_favour, against)):
        return str(_("Skriv stemmetallene som hele tall."))
    return Ballot(in_favour=int(in_favour), against=int(against or 0))


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= _MOST_VOTES
