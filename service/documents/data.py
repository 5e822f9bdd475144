"""What a document is filled with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from service.domain.minutes import AttendanceStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeRow:
    """A row of the attendance table; in a summons ``note`` says the person's rights."""

    name: str
    role: str = ""
    status: AttendanceStatus = AttendanceStatus.UNKNOWN  # UNKNOWN leaves the cell to be filled in
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case of a protocol, or a line of a summons (which shows number, title and presenter).

    What is "" stays as guidance to the writer.
    """

    number: str
    title: str
    recommendation: str = ""
    discussion: str = ""
    proposal: str = ""
    conclusion: str = ""
    presenter: str = ""
    dissent: Sequence[str] = ()
    votes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpRow:
    """A row of the follow-up table, with the date as people write it."""

    what: str
    responsible: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentData:
    """All that a template can take. Fields are plain text by tag, line breaks as they are."""

    fields: Mapping[str, str] = field(default_factory=dict)
    attendees: Sequence[AttendeeRow] = ()
    cases: Sequence[CaseRow] = ()
    follow_ups: Sequence[FollowUpRow] = ()
