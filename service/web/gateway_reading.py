"""The page where a published plan is read and looked over, on the real thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from service.db.plan_drafts import StoredDraft
from service.db.plan_watches import PlanWatch, PlanWatches, WatchedAddress
from service.domain.published import Origin
from service.journeys.published.correcting import (
    add_meeting,
    change_row,
    choose_year,
    join_name,
    leave_out,
    take_back,
    use_stated_day,
    vouch_for,
)
from service.journeys.published.drafts import accept_draft, discard_draft, draft_of, start_draft
from service.journeys.published.fetching import fetch
from service.journeys.published.looking import PlanDraft
from service.journeys.published.taking_in import PlanImport
from service.journeys.published.watching import Looked, stop_watching, watch_plan
from service.journeys.services import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """A plan as somebody hands it in: ``data``, or an ``address`` to read it from."""

    filename: str = ""
    data: bytes = b""
    address: str = ""
    origin: Origin
    year: int | None = None
    follow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingGateway:
    """A group's published plan on its way in. All of it raises InputError in words."""

    journeys: Services

    def draft(self, group_id: str) -> PlanDraft | None:
        """The plan that waits for a person."""
        return draft_of(self.journeys, group_id)

    def start(self, group_id: str, handed: HandedIn, *, by: str) -> None:
        """Read a plan, from its address with one request, and let it wait for a person."""
        found = None
        if handed.address:
            language = self.journeys.own_settings(group_id).group.language
            found = fetch(self.journeys.publications, handed.address, language=language)
            handed = replace(handed, filename=found.filename, data=found.data or b"")
        start_draft(
            self.journeys,
            group_id,
            StoredDraft(
                data=handed.data,
                filename=handed.filename,
                origin=handed.origin,
                address=handed.address,
                year=handed.year,
                created_at=self.journeys.now(group_id),
                created_by=by,
            ),
        )
        if handed.follow and found is not None:
            watch_plan(
                self.journeys, group_id, handed.address, by=by, year=handed.year, found=found
            )

    def vouch_for(self, group_id: str, token: str) -> None:
        """A row is right as read."""
        vouch_for(self.journeys, group_id, token)

    def use_stated_day(self, group_id: str, token: str) -> None:
        """A row's weekday is right, and its date is the nearest that has it."""
        use_stated_day(self.journeys, group_id, token)

    def leave_out(self, group_id: str, token: str) -> None:
        """A row is not to be taken in."""
        leave_out(self.journeys, group_id, token)

    def take_back(self, group_id: str, token: str) -> None:
        """What was said of a row is taken back."""
        take_back(self.journeys, group_id, token)

    def change(self, group_id: str, token: str, fields: Mapping[str, str]) -> None:
        """A row is to be as these fields say."""
        change_row(self.journeys, group_id, token, fields)

    def add(self, group_id: str, fields: Mapping[str, str]) -> None:
        """The plan has a meeting that we didn't read."""
        add_meeting(self.journeys, group_id, fields)

    def join(self, group_id: str, name: str, body_key: str) -> None:
        """A name of the plan means one of the group's bodies; "" takes that back."""
        join_name(self.journeys, group_id, name, body_key)

    def choose_year(self, group_id: str, year: int | None) -> None:
        """The year of dates that have none."""
        choose_year(self.journeys, group_id, year)

    def discard(self, group_id: str) -> None:
        """Let the plan wait no longer."""
        discard_draft(self.journeys, group_id)

    def accept(self, group_id: str, fingerprint: str, *, go_on: bool) -> PlanImport:
        """Take in what was shown."""
        return accept_draft(self.journeys, group_id, fingerprint, go_on=go_on)

    def followed(self, group_id: str) -> tuple[PlanWatch, WatchedAddress] | None:
        """The address the group follows, and how it stands with it."""
        with self.journeys.database.reading() as session:
            watches = PlanWatches(session)
            watch = watches.of_group(group_id)
            address = watches.address(watch.url) if watch else None
        return (watch, address) if watch and address else None

    def follow(self, group_id: str, url: str, *, by: str, year: int | None = None) -> Looked:
        """Follow an address from now on."""
        return watch_plan(self.journeys, group_id, url, by=by, year=year)

    def stop_following(self, group_id: str) -> None:
        """Follow nothing any more."""
        stop_watching(self.journeys, group_id)
