"""What the pages need from the rest of the service, and the records they show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from service.db.documents import StoredDocument
from service.db.notices import StandingNotice
from service.db.plan_drafts import WaitingPlan
from service.db.plan_watches import PlanWatch
from service.db.runs import Run, WaitingConflict
from service.db.stops import StandingStop
from service.db.target_rows import TargetState
from service.domain.model import OSLO, Meeting
from service.domain.settings import GroupSettings, Target
from service.domain.sharing import Given, GivenState
from service.journeys.judging.digest import Digest
from service.rules.results import Report
from service.web.gateway_absence import AbsenceGateway
from service.web.gateway_calendar import CalendarGateway
from service.web.gateway_choosing import ChoosingGateway
from service.web.gateway_documents import DocumentGateway
from service.web.gateway_feeds import FeedGateway
from service.web.gateway_plan import PlanGateway
from service.web.gateway_reading import ReadingGateway
from service.web.gateway_registers import RegisterGateway
from service.web.gateway_regulation import RegulationGateway
from service.web.gateway_roster import RosterGateway
from service.web.gateway_rules import RuleGateway
from service.web.gateway_templates import TemplateGateway
from service.web.gateway_wheels import WheelGateway


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """How the pages are served.

    ``session_keys`` sign the login cookie, the newest first; an older one is still accepted.
    ``trusted_proxies`` is how many reverse proxies' X-Forwarded headers are believed. ``metrics``:
    numbers are given at /metrics, to this machine and to whoever has ``metrics_token``.
    """

    session_keys: tuple[bytes, ...]
    cookie_secure: bool = True
    trusted_proxies: int = 0
    metrics: bool = False
    metrics_token: str = ""

    def __repr__(self) -> str:
        """Say nothing of keys and tokens."""
        return "WebSettings()"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPage:
    """All that is stored about one group, for its five pages. ``now`` is the group's clock."""

    settings: GroupSettings
    now: dt.datetime
    meetings: tuple[Meeting, ...]
    documents: tuple[StoredDocument, ...]
    states: tuple[TargetState, ...]
    last_run: Run | None
    conflicts: tuple[WaitingConflict, ...]
    notices: tuple[StandingNotice, ...] = ()
    waiting_plan: WaitingPlan | None = None
    plan_watch: PlanWatch | None = None
    stops: tuple[StandingStop, ...] = ()
    given: Mapping[str, tuple[Given, ...]] = field(default_factory=dict)  # shares, by target

    def state_of(self, target_id: str) -> TargetState:
        """How it stands with one target; as new, if nothing is known of it."""
        known = (state for state in self.states if state.target_id == target_id)
        return next(known, TargetState(target_id=target_id))

    def is_stopped(self, target_id: str) -> bool:
        """Whether a guard has stopped the target."""
        return any(stop.target_id == target_id for stop in self.stops)

    def sharing_notices(self, target_id: str) -> tuple[StandingNotice, ...]:
        """What there is to know about who sees a target."""
        mine = (one for one in self.notices if one.target_id == target_id)
        return tuple(one for one in mine if one.notice.code.of_sharing)

    def taken_away(self, target_id: str) -> bool:
        """Whether somebody has taken away a share of the service's."""
        return any(one.state is GivenState.REMOVED for one in self.given.get(target_id, ()))

    @property
    def troubled(self) -> bool:
        """Whether something here waits for a person."""
        errors = any(state.last_error for state in self.states)
        return bool(self.conflicts or self.stops) or errors or bool(self.to_do)

    @property
    def to_do(self) -> tuple[StandingNotice, ...]:
        """What somebody must do with documents."""
        return tuple(one for one in self._by_day() if not one.notice.code.informs)

    @property
    def to_know(self) -> tuple[StandingNotice, ...]:
        """What there is to know about documents, without anything to do."""
        return tuple(one for one in self._by_day() if one.notice.code.informs)

    @property
    def next_due(self) -> dt.datetime | None:
        """When the next sync is due, None if none is planned."""
        coming = (s.next_due for s in self.states if s.next_due and s.next_due > self.now)
        return min(coming, default=None)

    def _by_day(self) -> list[StandingNotice]:
        """The notices, what is about the meetings nearest in time first."""
        days = {meeting.id: meeting.date for meeting in self.meetings}
        today = self.now.astimezone(OSLO).date()
        return sorted(
            self.notices,
            key=lambda one: abs(days.get(one.notice.meeting_id or "", dt.date.max) - today),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of something the reader asked for: whether it went well, and a sentence or two."""

    ok: bool
    text: str


class WebServices(Protocol):
    """The journeys, as the pages call them. Every method may be called from several threads."""

    @property
    def templates(self) -> TemplateGateway:
        """A group's templates."""

    @property
    def regulation(self) -> RegulationGateway:
        """A group's regulation."""

    @property
    def documents(self) -> DocumentGateway:
        """A group's documents."""

    @property
    def rules(self) -> RuleGateway:
        """A group's rules, and what people decide about their findings."""

    @property
    def plan(self) -> PlanGateway:
        """A group's plan, and what people decide about it."""

    @property
    def choosing(self) -> ChoosingGateway:
        """A group's choice of rules."""

    @property
    def registers(self) -> RegisterGateway:
        """A group's registers, and its self-evaluation."""

    @property
    def reading(self) -> ReadingGateway:
        """A group's published plan on its way in."""

    @property
    def roster(self) -> RosterGateway:
        """A group's offices and rights, day by day."""

    @property
    def calendar(self) -> CalendarGateway:
        """What waits in a group's calendars, and what has been done there."""

    @property
    def wheels(self) -> WheelGateway:
        """A group's wheels of a year and of its term."""

    @property
    def feeds(self) -> FeedGateway:
        """Calendar addresses, and what they show."""

    @property
    def absence(self) -> AbsenceGateway:
        """Absence from a group's meetings."""

    def authenticate(self, username: str, password: str) -> str | None:
        """The user's name if the password is right, else None."""

    def is_user(self, username: str) -> bool:
        """Whether the account still exists."""

    def healthy(self) -> bool:
        """Whether the database answers."""

    def numbers(self) -> bytes:
        """How all groups together stand, as Prometheus reads it."""

    def overview(self) -> tuple[GroupPage, ...]:
        """Every group, by municipality and name."""

    def group_page(self, group_id: str) -> GroupPage | None:
        """One group, or None if there is no such group."""

    def report(self, group_id: str) -> Report:
        """The group judged by its own rules, as things stand.

        Raises:
            InputError: the group's packs or parameters can't be used.
        """

    def digest(self, group_id: str) -> Digest:
        """What the coming days ask of the group, and what came and went in the past ones.

        Raises:
            InputError: the group's packs or parameters can't be used.
        """

    def save_target(self, group_id: str, target: Target, password: str) -> None:
        """Store a target. An empty password leaves the stored one, if the address is the same.

        Raises:
            AddressTaken: another target has the address; nothing is stored then.
        """

    def share_again(self, group_id: str, target_id: str) -> None:
        """Let the next sync give the shares of a target that somebody has taken away.

        Raises:
            InputError: there is no such target.
        """

    def test_target(self, group_id: str, target_id: str) -> Answer:
        """Ask the target's server what it lets us do. Nothing is written there."""

    def sync_now(self, group_id: str) -> Answer:
        """Sync the group's calendars and folders."""
