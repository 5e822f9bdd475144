"""Putting an extra group meeting in the plan because enough people have asked for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from service.db.meetings import Meetings
from service.db.registers import Registers, StoredEntry
from service.domain.errors import InputError
from service.domain.extra_meetings import ExtraRequest, WhoMayAsk, extra_meeting
from service.domain.halves import half_of, period_of
from service.domain.model import OSLO, BodyKind, Group, Meeting, MeetingStatus, MeetingType, Role
from service.domain.placing.diary import open_diary
from service.domain.reasons import Speech
from service.domain.wording import capital
from service.journeys.judging.entering import new_id
from service.journeys.regulation.settings import with_decisions
from service.journeys.services import Services
from service.journeys.surroundings import half_year
from service.rules.checks.k09_requester import Caller
from service.rules.definitions import RuleDefinition, RulePack
from service.rules.offices import Office
from service.rules.parameters import Choices
from service.rules.records import RecordKind

_LEADER = (Office(Role.LEADER, BodyKind.GROUP),)
_MEMBERS = (Office(Role.MEMBER, BodyKind.GROUP), Office(Role.MEMBER, BodyKind.COUNCIL))
_MINIMUM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraPlanned:
    """The meeting as it now stands in the plan, and what collides with it."""

    meeting: Meeting
    warnings: tuple[str, ...] = ()


def plan_extra(
    services: Services, group_id: str, request: ExtraRequest, *, by: str
) -> ExtraPlanned:
    """Store the meeting as one a person has set, and who asked in the register of requests.

    Without a place it is held where the group meets. It comes in the calendar at the next sync.

    Raises:
        InputError: there is no such group or person, the day has passed or lies outside the term,
            or too few of those who may have asked.
    """
    settings, _ = with_decisions(services, group_id)
    group, now = settings.group, services.now(group_id)
    _refuse_strangers(group, request)
    body = next((b.key for b in group.roster.of_kind(BodyKind.GROUP)), "")
    today = now.astimezone(OSLO).date()
    allowed = _who_may_ask(group, services.packs(group), request.date)
    with services.changing(group_id) as session:
        meetings = Meetings(session, group_id)
        meeting = extra_meeting(
            replace(request, place=request.place or settings.planning.place),
            allowed,
            group_body=body,
            taken_ids={m.id for m in meetings.all()},
            today=today,
            language=group.language,
        )
        half = half_of(meeting.date)
        around = half_year(session, settings, half, period_of(half), today)
        diary = open_diary(around.municipal, around.closed, around.surroundings)
        for own in around.own:
            if own.status is not MeetingStatus.CANCELLED:
                diary.add(own)
        hindrance = diary.hindrance(meeting, None)
        speech = Speech(group.roster.names(), group.language)
        said = hindrance and capital(speech.hindrance(speech.day(meeting.date), hindrance))
        meetings.save([meeting], plan_version=meetings.plan_version(), manual=True)
        Registers(session, group_id, services.box).put(
            _requests(request, meeting.id, now), by=by, at=now
        )
    return ExtraPlanned(meeting=meeting, warnings=(f"{said}.",) if said else ())


def _requests(request: ExtraRequest, meeting: str, now: dt.datetime) -> Iterator[StoredEntry]:
    for person in dict.fromkeys(request.requested_by):
        yield StoredEntry(
            id=new_id(), register=RecordKind.REQUEST, meeting=meeting, by=person, at=now
        )


def _refuse_strangers(group: Group, request: ExtraRequest) -> None:
    known = {person.id for person in group.roster.people}
    for person in request.requested_by:
        if person not in known:
            raise InputError("Gruppa har ingen slik person.", where=person)
    if not group.term.covers(request.date):
        raise InputError("Dagen er utenfor gruppas valgperiode.", where=str(request.date))


def _who_may_ask(group: Group, packs: Iterable[RulePack], day: dt.date) -> WhoMayAsk:
    """By the group's rule on who calls extra meetings, or the leader and three without one."""
    found = next(_rules(group, packs, day), None)
    if found is None:
        leaders, members = _holding(group, _LEADER, day), _holding(group, _MEMBERS, day)
        return WhoMayAsk(leaders=leaders, members=members, minimum=_MINIMUM)
    rule, params = found
    return WhoMayAsk(
        leaders=_holding(group, params.offices, day),
        members=_holding(group, params.requesters, day),
        minimum=params.min_requesters,
        section=rule.reference("nb"),
    )


def _rules(
    group: Group, packs: Iterable[RulePack], day: dt.date
) -> Iterator[tuple[RuleDefinition, Caller]]:
    """The rules that hold of extra meetings on the day, with the group's own values."""
    rules = [rule for pack in packs for rule in pack.rules]
    choices = Choices(rules, group.parameters)
    for rule in rules:
        if isinstance(rule.params, Caller) and rule.effective.covers(day):
            setting = choices.setting(rule, {})
            params = setting.params
            if setting.off or not isinstance(params, Caller):
                continue
            if MeetingType.GRP_EXTRA in params.types:
                yield rule, params


def _holding(group: Group, offices: Iterable[Office], day: dt.date) -> frozenset[str]:
    return frozenset(
        person.id
        for office in offices
        for body in group.roster.of_kind(office.kind)
        for person in group.roster.holders(office.role, body.key, day)
    )
