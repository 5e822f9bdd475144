"""The pages' services on the real thing: short transactions, and journeys for what takes time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from connectors.store import NotFound, StoreError
from service.db.database import DatabaseUnavailable
from service.db.documents import Documents
from service.db.given_shares import GivenShares
from service.db.groups import Groups
from service.db.meetings import Meetings
from service.db.notices import Notices
from service.db.plan_drafts import PlanDrafts
from service.db.plan_watches import PlanWatches
from service.db.runs import Conflicts, Runs
from service.db.sealing import SecretUnreadable
from service.db.stops import Stops
from service.db.targets import Targets
from service.db.users import Users, authenticate
from service.domain.settings import GroupSettings, Target
from service.journeys.groups import save_target
from service.journeys.holding import AlreadySyncing
from service.journeys.judging.digest import Digest, weekly_digest
from service.journeys.judging.validating import validate_group
from service.journeys.services import Services
from service.journeys.sharing import share_again
from service.journeys.syncing import sync_group
from service.journeys.telling import numbers
from service.journeys.wording import no_password_sentence, store_sentence
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
from service.web.gateway_templates import TemplateGateway, Trials
from service.web.gateway_wheels import WheelGateway
from service.web.ports import Answer, GroupPage
from service.web.trouble import in_words, lost_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """`WebServices` over the journeys."""

    journeys: Services
    trials: Trials = field(default_factory=Trials)

    @property
    def absence(self) -> AbsenceGateway:
        """See `WebServices`."""
        return AbsenceGateway(journeys=self.journeys)

    @property
    def templates(self) -> TemplateGateway:
        """See `WebServices`."""
        return TemplateGateway(journeys=self.journeys, trials=self.trials)

    @property
    def regulation(self) -> RegulationGateway:
        """See `WebServices`."""
        return RegulationGateway(journeys=self.journeys)

    @property
    def documents(self) -> DocumentGateway:
        """See `WebServices`."""
        return DocumentGateway(journeys=self.journeys)

    @property
    def rules(self) -> RuleGateway:
        """See `WebServices`."""
        return RuleGateway(journeys=self.journeys)

    @property
    def plan(self) -> PlanGateway:
        """See `WebServices`."""
        return PlanGateway(journeys=self.journeys)

    @property
    def choosing(self) -> ChoosingGateway:
        """See `WebServices`."""
        return ChoosingGateway(journeys=self.journeys)

    @property
    def registers(self) -> RegisterGateway:
        """See `WebServices`."""
        return RegisterGateway(journeys=self.journeys)

    @property
    def reading(self) -> ReadingGateway:
        """See `WebServices`."""
        return ReadingGateway(journeys=self.journeys)

    @property
    def roster(self) -> RosterGateway:
        """See `WebServices`."""
        return RosterGateway(journeys=self.journeys)

    @property
    def calendar(self) -> CalendarGateway:
        """See `WebServices`."""
        return CalendarGateway(journeys=self.journeys)

    @property
    def wheels(self) -> WheelGateway:
        """See `WebServices`."""
        return WheelGateway(journeys=self.journeys)

    @property
    def feeds(self) -> FeedGateway:
        """See `WebServices`."""
        return FeedGateway(journeys=self.journeys)

    def authenticate(self, username: str, password: str) -> str | None:
        """See `WebServices`."""
        user = authenticate(self.journeys.database, username, password)
        return None if user is None else user.username

    def is_user(self, username: str) -> bool:
        """See `WebServices`."""
        with self.journeys.database.reading() as session:
            return Users(session).get(username) is not None

    def healthy(self) -> bool:
        """See `WebServices`."""
        try:
            self.journeys.database.check()
        except DatabaseUnavailable:
            return False
        return True

    def numbers(self) -> bytes:
        """See `WebServices`."""
        return numbers(self.journeys)

    def overview(self) -> tuple[GroupPage, ...]:
        """See `WebServices`."""
        with self.journeys.database.reading() as session:
            return tuple(self._page(session, settings) for settings in Groups(session).all())

    def group_page(self, group_id: str) -> GroupPage | None:
        """See `WebServices`."""
        with self.journeys.database.reading() as session:
            settings = Groups(session).get(group_id)
            return None if settings is None else self._page(session, settings)

    def report(self, group_id: str) -> Report:
        """See `WebServices`."""
        with in_words():
            return validate_group(self.journeys, group_id)

    def digest(self, group_id: str) -> Digest:
        """See `WebServices`."""
        with in_words():
            return weekly_digest(self.journeys, group_id)

    def save_target(self, group_id: str, target: Target, password: str) -> None:
        """See `WebServices`."""
        save_target(self.journeys, group_id, target, password=password or None)

    def share_again(self, group_id: str, target_id: str) -> None:
        """See `WebServices`."""
        share_again(self.journeys, group_id, target_id)

    def test_target(self, group_id: str, target_id: str) -> Answer:
        """See `WebServices`."""
        settings = self.journeys.settings(group_id)
        target = next(t for t in settings.targets if t.id == target_id)
        try:
            with self.journeys.database.reading() as session:
                password = self.journeys.password(session, group_id, target)
                state = Targets(session, group_id).state(target_id)
        except SecretUnreadable:
            return Answer(ok=False, text=lost_key())
        if target.username and not password:
            return Answer(ok=False, text=no_password_sentence(target))
        try:
            with self.journeys.connector.open(target, password) as store:
                found = len(store.list().resources)
        except NotFound as error:
            if state.last_ok_at is not None:
                return Answer(ok=False, text=store_sentence(error))
            return Answer(ok=True, text=_to_be_made())
        except StoreError as error:
            return Answer(ok=False, text=store_sentence(error))
        return Answer(
            ok=True,
            text=ngettext(
                "Serveren slapp oss inn, og vi fant %(num)s oppføring der. Ingenting er skrevet.",
                "Serveren slapp oss inn, og vi fant %(num)s oppføringer der. Ingenting er skrevet.",
                found,
            ),
        )

    def sync_now(self, group_id: str) -> Answer:
        """See `WebServices`."""
        try:
            report = sync_group(self.journeys, group_id)
        except SecretUnreadable:
            return Answer(ok=False, text=lost_key())
        except AlreadySyncing as error:
            return Answer(ok=False, text=error.message)
        if report.errors:
            return Answer(ok=False, text=" ".join(report.errors))
        if report.conflicts:
            text = ngettext(
                "%(num)s møte venter på at noen velger hva som gjelder.",
                "%(num)s møter venter på at noen velger hva som gjelder.",
                report.conflicts,
            )
            return Answer(ok=False, text=text)
        if not report.written:
            return Answer(ok=True, text=_("Alt stemte fra før; ingenting måtte skrives."))
        return Answer(
            ok=True,
            text=ngettext(
                "%(num)s oppføring ble skrevet.",
                "%(num)s oppføringer ble skrevet.",
                report.written,
            ),
        )

    def _page(self, session: Session, settings: GroupSettings) -> GroupPage:
        group_id = settings.group.id
        return GroupPage(
            settings=settings,
            now=self.journeys.now(group_id).astimezone(dt.UTC),
            meetings=Meetings(session, group_id).all(),
            documents=tuple(
                one
                for one in Documents(session, group_id, self.journeys.box).listed()
                if one.etag and one.type  # neither deleted from the folder nor somebody else's
            ),
            states=Targets(session, group_id).states(),
            last_run=next(iter(Runs(session, group_id).latest(1)), None),
            conflicts=Conflicts(session, group_id).all(),
            notices=Notices(session, group_id).all(),
            given=GivenShares(session, group_id).all(),
            waiting_plan=PlanDrafts(session, group_id).waiting(),
            plan_watch=PlanWatches(session).of_group(group_id),
            stops=Stops(session, group_id).all(),
        )


def _to_be_made() -> str:
    return str(
        _(
            "Serveren slapp oss inn, men det ligger ingenting på adressen ennå. "
            "Stemmer den, lager vi det som mangler ved neste synkronisering."
        )
    )
