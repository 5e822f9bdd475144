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

    What is "" stays as guidance to the writer. ``more`` has the texts of labels that only some
    types have, by key, and what a summons says of a case's papers ("documents").
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
    more: Mapping[str, str] = field(default_factory=dict)

    def texts(self) -> dict[str, str]:
        """Number, title and the text of each label, by key."""
        return {
            **self.more,
            "number": self.number,
            "title": self.title,
            "recommendation": self.recommendation,
            "discussion": self.discussion,
            "proposal": self.proposal,
            "conclusion": self.conclusion,
            "presenter": self.presenter,
            "dissent": "\n".join(self.dissent),
            "votes": self.votes,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpRow:
    """A row of the follow-up table, with the date as people write it.

    ``source`` is the meeting or case it comes from; ``status`` is "" until somebody has done it.
    """

    what: str
    responsible: str = ""
    due: str = ""
    status: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentData:
    """All that a template can take. Fields are plain text by tag, line breaks as they are.

    ``tables`` are the rows of tables that only some types have: by table, then by column; and
    ``about`` says which meeting each row of a table is about, where it is about one.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    attendees: Sequence[AttendeeRow] = ()
    cases: Sequence[CaseRow] = ()
    follow_ups: Sequence[FollowUpRow] = ()
    tables: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    about: Mapping[str, Sequence[str]] = field(default_factory=dict)
