"""Which values of a regulation (reglement) or ground rules (kjøreregler) are read as settings.

One row a value. Its key is the tag of the field it stands in; where a field says several things,
the tag and a name more. Rule packs ask for values by the same keys (``ask.field``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from service.domain import spoken
from service.domain.before_and_after import (
    longest_in,
    minutes_after_in,
    minutes_before_in,
    modality_in,
)
from service.domain.model import BodyKind, Role
from service.domain.wording import clock, day_month, weekday_name

Plain: TypeAlias = int | str | dt.time | dt.date
ADOPTED: Final = ("regulation.adopted", "rules.adopted")
"""The fields that say when the text was adopted: about the version, not a part of its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A value: where it stands, how it is understood, how it is said, and what it decides.

    ``planning`` is the name of the `PlanningRule` field it is, ``office`` the office whose holder
    it names.
    """

    key: str
    read: Callable[[str], Plain | None]
    say: Callable[[Plain, str], str]  # the value and the language
    planning: str = ""
    office: tuple[Role, BodyKind] | None = None
    part: str = ""  # what of the field it is, where the field says more and need not say this

    @property
    def tag(self) -> str:
        """The tag of the field it stands in."""
        return self.key.rpartition(".")[0] if self.part else self.key


def _text(value: Plain, _language: str) -> str:
    return str(value)


def _weekday(value: Plain, language: str) -> str:
    return weekday_name(value, language) if isinstance(value, int) else str(value)


def _clock(value: Plain, _language: str) -> str:
    return clock(value) if isinstance(value, dt.time) else str(value)


def _date(value: Plain, _language: str) -> str:
    return f"{day_month(value)} {value.year}" if isinstance(value, dt.date) else str(value)


def _amount(value: Plain, _language: str) -> str:
    return f"{value:,} kroner".replace(",", " ") if isinstance(value, int) else str(value)


def _minutes(value: Plain, language: str) -> str:
    return f"{value} {'minutt' if language == 'nn' else 'minutter'}"


def _months(value: Plain, language: str) -> str:
    return f"{value} {'månader' if language == 'nn' else 'måneder'}" if value else "ingen"


def _days(value: Plain, language: str) -> str:
    return f"{value} {'dagar' if language == 'nn' else 'dager'}"


def _choice(words: Mapping[str, str], value: Plain, _language: str) -> str:
    return next((word for word, code in words.items() if code == value), str(value))


def _chosen(words: Mapping[str, str], text: str) -> str | None:
    return words.get(spoken.plain(text).strip(" .").removeprefix("før ").removeprefix("fra "))


def _some_days(text: str) -> int | None:
    return spoken.days_in(text) or None


# What a rule calls the choices, by the words for them; the first word of a choice is its name.
_DISSENT: Final = {
    "gruppemøtet": "group_meeting", "gruppemøte": "group_meeting",
    "kommunestyret": "meeting", "kommunestyremøtet": "meeting", "fylkestinget": "meeting",
}  # fmt: skip
_YEAR: Final = {
    "nyttår": "calendar", "kalenderåret": "calendar", "1. januar": "calendar",
    "starten av perioden": "term", "starten på perioden": "term", "periodestart": "term",
}  # fmt: skip

FIELDS: Final = (
    Field(key="group.period", read=spoken.years_in, say=_text),
    Field(key="regulation.adopted", read=spoken.date_in, say=_date),
    Field(
        key="regulation.board.leader",
        read=spoken.name_in,
        say=_text,
        office=(Role.LEADER, BodyKind.GROUP),
    ),
    Field(
        key="regulation.board.deputy",
        read=spoken.name_in,
        say=_text,
        office=(Role.DEPUTY_LEADER, BodyKind.GROUP),
    ),
    Field(
        key="regulation.board.member",
        read=spoken.name_in,
        say=_text,
        office=(Role.BOARD_MEMBER, BodyKind.GROUP_BOARD),
    ),
    Field(key="regulation.faction_days", read=spoken.days_in, say=_days),
    Field(key="regulation.round_days", read=_some_days, say=_days, planning="lead_max_days"),
    Field(key="regulation.extra_requesters", read=spoken.count_in, say=_text),
    Field(key="regulation.extra_days", read=spoken.days_in, say=_days),
    Field(key="regulation.plan_days", read=spoken.days_in, say=_days),
    Field(key="regulation.intake_days", read=spoken.days_in, say=_days, planning="intake_days"),
    Field(key="regulation.summons_days", read=spoken.days_in, say=_days, planning="summons_days"),
    Field(key="regulation.pre_post", read=modality_in, say=_text),
    Field(
        key="regulation.pre_post.before",
        read=minutes_before_in,
        say=_minutes,
        planning="pre_minutes",
        part="formøtet",
    ),
    Field(
        key="regulation.pre_post.after",
        read=minutes_after_in,
        say=_minutes,
        planning="post_minutes",
        part="ettermøtet",
    ),
    Field(key="regulation.pre_post.longest", read=longest_in, say=_minutes, part="det lengste"),
    Field(key="regulation.distribution_days", read=spoken.days_in, say=_days),
    Field(key="regulation.minutes_days", read=spoken.days_in, say=_days, planning="minutes_days"),
    Field(key="regulation.place", read=spoken.place_in, say=_text, planning="place"),
    Field(key="regulation.weekday", read=spoken.weekday_in, say=_weekday, planning="weekday"),
    Field(key="regulation.from", read=spoken.clock_in, say=_clock, planning="start"),
    Field(key="regulation.to", read=spoken.clock_in, say=_clock, planning="end"),
    Field(key="regulation.quarantine", read=spoken.months_in, say=_months),
    Field(key="regulation.board_requesters", read=spoken.count_in, say=_text),
    Field(key="regulation.board_minutes_days", read=spoken.days_in, say=_days),
    Field(
        key="regulation.dissent_before",
        read=partial(_chosen, _DISSENT),
        say=partial(_choice, _DISSENT),
    ),
    Field(key="regulation.social_min", read=spoken.count_in, say=_text),
    Field(key="regulation.social_year", read=partial(_chosen, _YEAR), say=partial(_choice, _YEAR)),
    Field(key="rules.adopted", read=spoken.date_in, say=_date),
    Field(key="rules.period", read=spoken.years_in, say=_text),
    Field(key="rules.principle_limit", read=spoken.amount_in, say=_amount),
)
BY_KEY: Final = {field.key: field for field in FIELDS}
