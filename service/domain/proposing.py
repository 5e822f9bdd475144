"""Deriving a group's meetings from the municipality's published plan by the group's own rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from service.domain.model import Meeting, MeetingStatus, MeetingType
from service.domain.placing.diary import open_diary
from service.domain.placing.ordinary import Ordinary
from service.domain.placing.regular import Regular
from service.domain.placing.serving import Serving
from service.domain.placing.surroundings import Surroundings
from service.domain.planning import PlanningRule, Proposal
from service.domain.reasons import Speech
from service.domain.short_meetings import beside_councils
from service.domain.slots import chronological


def propose(
    rule: PlanningRule,
    municipal: Sequence[Meeting],
    *,
    group_body: str,
    closed_days: Collection[dt.date],
    leader: str = "",
    names: Mapping[str, str] | None = None,
    surroundings: Surroundings | None = None,
) -> Proposal:
    """Derive the group's meetings from the municipal ones (seed rules AP-LHM-4.1, SP22-5.1, 5.7).

    Cancelled meetings and meetings nobody has confirmed (confidence below 1) trigger nothing.
    ``closed_days`` are never used but for short meetings, which follow the council's day; as a
    mapping they tell what the days are. ``names`` gives a body's name by key, for the reasons;
    ``leader`` is the person id that calls.

    Ordinary meetings choose first, then factions, the group board, members' meetings and social
    gatherings: the later ones give way.
    """
    around = surroundings or Surroundings()
    certain = sorted(
        (m for m in municipal if m.status is not MeetingStatus.CANCELLED and m.confidence >= 1),
        key=chronological,
    )
    template = Meeting(
        id="",
        body=group_body,
        type=MeetingType.GRP_ORD,
        date=dt.date.min,
        place=rule.place,
        called_by=leader,
    )
    diary = open_diary(certain, closed_days, around)
    speech = Speech(names or {}, around.language)
    short = beside_councils(rule, certain, template, speech)
    for meeting in short.meetings:
        diary.add(meeting)
    ordinary = Ordinary(
        rule=rule,
        municipal=certain,
        template=template,
        diary=diary,
        speech=speech,
        kept=around.kept,
    ).proposal()
    serving = Serving(rule=rule, template=template, diary=diary, speech=speech, surroundings=around)
    regular = Regular(rule=rule, template=template, diary=diary, speech=speech, surroundings=around)
    parts = (
        ordinary,
        serving.factions(certain),
        serving.boards(ordinary.meetings),
        regular.proposal(),
        short,
    )
    return Proposal(
        meetings=tuple(sorted((m for part in parts for m in part.meetings), key=chronological)),
        unplaced=tuple(one for part in parts for one in part.unplaced),
    )
