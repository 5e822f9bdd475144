"""Extra group meetings, held when the leader wants it or enough members ask (SP22-5.2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from service.domain.errors import InputError
from service.domain.model import Meeting, MeetingStatus, MeetingType

_REASON = {
    "nb": {
        True: "Ekstra møte, kalt inn av gruppelederen",
        False: "Ekstra møte, fordi {count} faste medlemmer har bedt om det",
    },
    "nn": {
        True: "Ekstra møte, kalla inn av gruppeleiaren",
        False: "Ekstra møte, fordi {count} faste medlemer har bede om det",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoMayAsk:
    """Whose word is enough for an extra meeting, as people's ids. ``section`` says who decided."""

    leaders: frozenset[str]
    members: frozenset[str]  # permanent ones
    minimum: int = 3
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraRequest:
    """When and where, and who asks. A ``None`` end is unknown."""

    date: dt.date
    start: dt.time
    end: dt.time | None
    place: str
    requested_by: tuple[str, ...]


def extra_meeting(
    request: ExtraRequest,
    allowed: WhoMayAsk,
    *,
    group_body: str,
    taken_ids: Collection[str],
    today: dt.date,
    language: str = "nb",
) -> Meeting:
    """The meeting that was asked for. Nothing of it says who asked.

    Raises:
        InputError: the day has passed, or too few of the right people ask.
    """
    if request.date < today:
        raise InputError("Dagen er passert. Velg en dag som kommer.", where="date")
    asking = frozenset(request.requested_by)
    leader = min(asking & allowed.leaders, default="")
    members = asking & allowed.members
    if not leader and len(members) < allowed.minimum:
        source = f" Se {allowed.section}." if allowed.section else ""
        raise InputError(
            f"Ekstra gruppemøte krever at gruppelederen eller minst {allowed.minimum} faste "
            f"medlemmer ber om det; her er det {len(members)}.{source}",
            where="requested_by",
        )
    return Meeting(
        id=_free_id(request.date, taken_ids),
        body=group_body,
        type=MeetingType.GRP_EXTRA,
        date=request.date,
        start=request.start,
        end=request.end,
        place=request.place,
        status=MeetingStatus.CONFIRMED,
        called_by=leader,
        reason=_REASON[language][bool(leader)].format(count=len(members)),
    )


def _free_id(day: dt.date, taken: Collection[str]) -> str:
    base = f"ekstra-gruppemote-{day.isoformat()}"
    number = 1
    while (identity := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return identity
