"""What was read from a document: values with source and confidence, attendance and cases.

Documents read into this, rules read from it; neither knows the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Source(StrEnum):
    """How a value was found, the surest first."""

    TAG = "tag"  # a content control with a unique tag
    LABEL = "label"  # the visible label beside it
    HEADING = "heading"  # the section it stands under
    TABLE = "table"  # a column of a table, found by its header words
    BOOKMARK = "bookmark"  # a hint only


class AttendanceStatus(StrEnum):
    """What the attendance table says of a person."""

    PRESENT = "present"  # møtt
    EXCUSED = "excused"  # meldt forfall
    ABSENT = "absent"  # ikke møtt
    UNKNOWN = "unknown"  # the cell is empty or says something else


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A text as it stands in the document, and how surely it is what it is taken for (0 to 1)."""

    text: str
    source: Source
    confidence: float = 1.0
    location: str = ""  # for people: "Sak 12/26, Forslag"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """How a text was found, and how surely it is what it is taken for (0 to 1)."""

    source: Source
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """A row of the attendance table."""

    name: str
    role: str = ""
    status: AttendanceStatus = AttendanceStatus.UNKNOWN
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """A vote as written: for, against, blank."""

    in_favour: int
    against: int
    abstained: int = 0

    @property
    def total(self) -> int:
        """All votes given, blank ones included."""
        return self.in_favour + self.against + self.abstained


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseItem:
    """A case (sak) as the protocol has it. None means "not found", "" means "found and empty"."""

    number: str
    title: str
    recommendation: str | None = None  # innstilling
    discussion: str | None = None  # drøfting
    proposal: str | None = None  # forslag
    conclusion: str | None = None  # konklusjon
    presenter: str | None = None  # hvem fører saken
    dissent: tuple[str, ...] = ()  # avvik; art. 9 data, stays in the group's folder
    votes: Votes | None = None
    votes_text: str | None = None  # the vote line as it stands: "enstemmig" has no numbers
    agrees_with_recommendation: bool | None = None
    more: Mapping[str, str] = field(default_factory=dict)  # labels that only some types have
    # How each text was found, by label: it may differ where the case is the same.
    certainty: Mapping[str, Certainty] = field(default_factory=dict, compare=False)
    location: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """A line of an agenda (saksliste). Standing items have no case number."""

    title: str
    case: str = ""  # "12/26"
    presenter: str = ""  # innleder
    documents: str = ""  # sakspapirer


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A row of the follow-up table: what is to be done, by whom, and by when, as written.

    ``source`` is the meeting or case it comes from; ``status`` is "" while nothing is said of it.
    """

    what: str
    responsible: str = ""
    due: str = ""
    status: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A numbered or titled section of a regulation, with the paragraphs below its heading."""

    number: str  # "5.0", or "" where the heading has none
    title: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in the document that a person should look at; the value it concerns is kept."""

    code: str  # doubled-tag, disagreement, tracked-change, not-found …
    message: str
    location: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReading:
    """All that the product understands of one document.

    ``tables`` holds the rows of tables that only some types have: by table, then by column.
    ``certainty`` is that of every table's rows, by table: attendance, agenda and followups too.
    """

    type: str  # as the template's folder is called, "" if not recognised
    document_id: str = ""
    language: str = "nb"
    fields: Mapping[str, Value] = field(default_factory=dict)
    attendance: tuple[Attendee, ...] | None = None  # None: no table found
    cases: tuple[CaseItem, ...] | None = None
    agenda: tuple[AgendaItem, ...] | None = None
    follow_ups: tuple[FollowUp, ...] | None = None
    tables: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    certainty: Mapping[str, Certainty] = field(default_factory=dict, compare=False)
    sections: tuple[Section, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, tag: str) -> str | None:
        """The text of a field, or None where it was not found."""
        value = self.fields.get(tag)
        return None if value is None else value.text
