"""Smaller meetings ahead of others: factions before committees, the board before the group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from service.domain.model import Audience, BodyKind, Meeting, MeetingType
from service.domain.placing.choosing import Search
from service.domain.placing.diary import Diary
from service.domain.placing.people import People, Seats
from service.domain.placing.surroundings import Surroundings
from service.domain.planning import PlanningRule, Proposal, Unplaced, UnplacedCause, derived_id
from service.domain.planning_parts import BoardRule, FactionRule, Sitting
from service.domain.reasons import Speech
from service.domain.slots import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """One run of placing faction meetings and board meetings, after the ordinary ones."""

    rule: PlanningRule
    template: Meeting
    diary: Diary
    speech: Speech
    surroundings: Surroundings

    def factions(self, municipal: Iterable[Meeting]) -> Proposal:
        """A faction meeting before each meeting of the committees that have one (SP22-4.3)."""
        wanted = {faction.body: faction for faction in self.rule.factions}
        found = [
            self._faction(wanted[meeting.body], meeting)
            for meeting in municipal
            if meeting.body in wanted
        ]
        return _proposal(found)

    def boards(self, group_meetings: Iterable[Meeting]) -> Proposal:
        """A board meeting before each group meeting, if the rule wants that (SP22-4.5, 6.1)."""
        board = self.rule.board
        if board is None or board.per_half_year is not None:
            return Proposal()
        return _proposal([self._board(board, meeting) for meeting in group_meetings])

    def _faction(self, faction: FactionRule, committee: Meeting) -> Meeting | Unplaced:
        seats, day = self.diary.seats, committee.date
        body = seats.faction_body(faction.body)
        template = replace(
            seated(self.template, self.rule, faction),
            type=MeetingType.FRAK,
            body=body,
            called_by=seats.faction_leader(body, faction.body, day),
        )
        people = seats.faction(body, faction.body, day)
        leads = (faction.lead_min_days, faction.lead_max_days)
        purpose = self.speech.meeting(committee)
        return self._ahead(template, committee, (committee.id,), leads, faction, people, purpose)

    def _board(self, board: BoardRule, group_meeting: Meeting) -> Meeting | Unplaced:
        held = next((m for m in self.surroundings.kept if m.id == group_meeting.id), group_meeting)
        least = self.rule.summons_days if board.lead_min_days is None else board.lead_min_days
        template = board_template(self.template, self.rule, self.diary.seats)
        people = self.diary.seats.board(held.date)
        leads = (least, max(least, board.lead_max_days))
        purpose = self.speech.own(held)
        return self._ahead(template, held, group_meeting.serves, leads, board, people, purpose)

    def _ahead(
        self,
        template: Meeting,
        before: Meeting,
        serves: Sequence[str],
        leads: tuple[int, int],
        sitting: Sitting,
        people: People,
        purpose: str,
    ) -> Meeting | Unplaced:
        """Place one meeting before another; its id is that of the first it serves."""
        least, most = (dt.timedelta(days=days) for days in leads)
        window = Window(
            earliest=before.date - most, latest=before.date - least, weekday=sitting.weekday
        )
        search = Search(
            window=window,
            template=replace(template, id=derived_id(template.type, serves[0])),
            diary=self.diary,
            people=people,
            before=before,
        )
        choice = search.choose()
        if choice is None:
            offers = search.alternatives()
            return Unplaced(
                type=template.type,
                serves=tuple(serves),
                date=before.date,
                cause=UnplacedCause.NO_FREE_DAY,
                message=self.speech.no_day_before(template.type, purpose, leads, offers),
                alternatives=offers,
            )
        self.diary.add(choice.slot, people)
        reason = (
            self.speech.before(choice, window, before.date, purpose)
            + self.speech.possible(choice.others)
            + self.speech.same_day(self.diary.untimed(choice.slot, people))
        )
        return replace(choice.slot, serves=tuple(serves), reason=reason)


def seated(template: Meeting, rule: PlanningRule, sitting: Sitting) -> Meeting:
    """The template with the sitting's time and place, or the group meetings'."""
    timed = sitting.start is not None and sitting.end is not None
    return replace(
        template,
        start=sitting.start if timed else rule.start,
        end=sitting.end if timed else rule.end,
        place=sitting.place or rule.place,
    )


def board_template(template: Meeting, rule: PlanningRule, seats: Seats) -> Meeting:
    """A closed meeting of the group board: never in the group's calendar (SP22-6.2)."""
    boards = seats.roster.of_kind(BodyKind.GROUP_BOARD) if seats.roster else ()
    return replace(
        seated(template, rule, rule.board or Sitting()),
        type=MeetingType.GRP_BOARD,
        body=boards[0].key if boards else template.body,
        audience=Audience.GROUP_BOARD,
    )


def _proposal(found: Iterable[Meeting | Unplaced]) -> Proposal:
    results = list(found)
    return Proposal(
        meetings=tuple(one for one in results if isinstance(one, Meeting)),
        unplaced=tuple(one for one in results if isinstance(one, Unplaced)),
    )
