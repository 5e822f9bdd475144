"""The pages with calendar addresses, and the addresses themselves, on the real thing."""

from __future__ import annotations

from dataclasses import dataclass

from service.db.feeds import Feed
from service.domain.model import Audience
from service.journeys.feeds import (
    FeedAnswer,
    NewFeed,
    add_feed,
    all_feeds,
    answer_feed,
    revoke_feed,
)
from service.journeys.services import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedGateway:
    """Calendar addresses, as the pages ask for them."""

    journeys: Services

    @property
    def public_url(self) -> str:
        """Where people reach the service, "" where nobody has said."""
        return self.journeys.public_url

    def answer(self, token: str) -> FeedAnswer | None:
        """What the address of a token shows now; None if it opens nothing."""
        return answer_feed(self.journeys, token)

    def all(self, group_id: str) -> tuple[tuple[Feed, bool], ...]:
        """The group's addresses, each with whether it answers today."""
        return all_feeds(self.journeys, group_id)

    def add(
        self, group_id: str, *, label: str, audience: Audience, person: str, by: str
    ) -> NewFeed:
        """Make one.

        Raises:
            InputError: it can't be made so; ``where`` is the field.
        """
        return add_feed(
            self.journeys, group_id, label=label, audience=audience, person=person, by=by
        )

    def revoke(self, group_id: str, feed_id: str) -> None:
        """End one.

        Raises:
            InputError: the group has no such address.
        """
        revoke_feed(self.journeys, group_id, feed_id)
