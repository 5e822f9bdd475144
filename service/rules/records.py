"""Register records: what a rule needs to know that neither plan nor documents nor roster say.

A kind that is absent from ``Facts.records`` is *not known*, and the rules that need it answer "not
evaluated"; a kind that is present and empty is known to be empty.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

UNDECIDED = "undecided"  # a version of the text that nobody has entered as adopted


class RecordKind(StrEnum):
    """The registers that code asks for by name; ``registers.toml`` describes all of them."""

    ACKNOWLEDGEMENT = "acknowledgement"  # a person has read a version of a document
    AGENDA = "agenda"  # a case on the agenda of a municipal meeting
    AMENDMENT = "amendment"  # the group's own proposal to change a recommendation
    AMENDMENT_OF_RULES = "amendment_of_rules"  # a proposal to change the regulation
    BOARD_TREATMENT = "board_treatment"  # the party board has considered a case
    CASE = "case"  # a case with owner, body and flags
    CHANGE_LOG = "change_log"  # a decision behind a version of the regulation
    CHANGED_VIEW = "changed_view"  # told during the council meeting
    CLARIFICATION = "clarification"  # a committee case politically clarified
    CONSULTATION = "consultation"  # a larger case talked over
    CONTACT = "contact"  # contact with cooperating parties
    COUNCIL_VOTE = "council_vote"  # a named vote in the council
    COURSE = "course"  # study work registered for a half-year
    DEVIATION = "deviation"  # a member's view departs from the recommendation
    DISCUSSION_NEED = "discussion_need"  # why a case must up in the group early
    DISPATCH = "dispatch"  # a document sent to a person
    DISSENT = "dissent"  # a member has told of a deviating vote
    EXPLANATION = "explanation"  # a vote explanation given in the council
    FOLLOW_UP = "follow_up"  # what came of a case
    GROUP_ITEM = "group_item"  # a case treated in a group meeting
    INVITATION = "invitation"  # a person called in beyond the regular ones
    MAJOR_CHANGE = "major_change"  # a case changed much after the committee
    MEDIA = "media"  # a media appearance
    MILESTONE = "milestone"  # a dated event that others are counted from
    MEETING_CHANGE = "meeting_change"  # who moved a meeting
    NEW_INFORMATION = "new_information"  # came after the group's treatment
    NOTIFICATION = "notification"  # one office-holder told another of a case
    OWN_PROPOSAL = "own_proposal"  # the party's proposal in council, and what came of it
    REQUEST = "request"  # a person asks for a meeting
    RECESS = "recess"  # a group meeting while the council is in session
    RESOLUTION = "resolution"  # a members' meeting's decision on a case
    SPEECH = "speech"  # who held the main speech in the council
    SUBMISSION = "submission"  # a case sent in for the group's agenda
    VERSION = "version"  # a version of the regulation's text
    VOTE_INTENT = "vote_intent"  # how a member means to vote


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One entry of a register. Only what the kind needs is set.

    ``meeting`` is the id of the meeting the entry belongs to; for a case, the meeting that treats
    it finally. ``flags`` are people's judgements: disagreement, new, principle, large,
    needs_discussion, substantial, person_election. ``values`` hold the rest, by name.
    """

    id: str = ""
    register: str = ""  # that the entry stands in
    case: str = ""  # the case number as written, "12/26"
    person: str = ""  # id of the person the entry is about
    meeting: str = ""
    body: str = ""
    at: dt.datetime | None = None
    by: str = ""  # person id
    to: tuple[str, ...] = ()  # person ids
    flags: frozenset[str] = frozenset()
    values: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """A field by name, "" where it is empty or absent; ``by`` and ``at`` count as fields."""
        if name == "by":
            return self.by
        if name == "at":
            return self.at.isoformat() if self.at else ""
        return self.values.get(name, "").strip()


def in_order(records: Iterable[Record]) -> tuple[Record, ...]:
    """The same order however they come, so that the same one answers for each thing."""
    known = tuple(records)
    if len({r.id for r in known}) == len(known):
        return tuple(sorted(known, key=lambda r: r.id))
    return tuple(sorted(known, key=_order))


def _order(r: Record) -> tuple[object, ...]:
    about = (r.id, r.case, r.person, r.meeting, r.body)
    return (*about, str(r.at), r.by, r.to, sorted(r.flags), sorted(r.values.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAdoption:
    """The group's decision to adopt the plan of a half-year."""

    half: str  # "2026-1"
    adopted_on: dt.date
    protocol_ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """A person's word that something no machine can check has been done."""

    rule: str
    target: str = ""  # "" attests the rule for the whole group
    by: str = ""
    at: dt.datetime
