"""The pages about absence on the real thing."""

from __future__ import annotations

from dataclasses import dataclass

from service.domain.settings import AbsenceSettings
from service.journeys.absence.choosing import choose_absence
from service.journeys.absence.links import LinkedMeeting, follow, renew_link
from service.journeys.absence.overview import GroupAbsences, absences_of
from service.journeys.absence.reporting import report_absence, withdraw_absence
from service.journeys.services import Services
from service.web.trouble import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceGateway:
    """What members report by a meeting's link, and what whoever leads the group sees of it."""

    journeys: Services

    def follow(self, token: str) -> LinkedMeeting | None:
        """The meeting of a link, None where it isn't good."""
        return follow(self.journeys, token)

    def report(self, token: str, name: str) -> LinkedMeeting | None:
        """Report absence; None as `follow`.

        Raises:
            InputError: no name was given, or more than a name.
        """
        return report_absence(self.journeys, token, name)

    def withdraw(self, token: str, name: str) -> LinkedMeeting | None:
        """Withdraw it; None as `follow`.

        Raises:
            InputError: as `report`.
        """
        return withdraw_absence(self.journeys, token, name)

    def of_group(self, group_id: str) -> GroupAbsences:
        """Who stays away from the group's meetings.

        Raises:
            InputError: a pack can't be loaded.
        """
        with in_words():
            return absences_of(self.journeys, group_id)

    def choose(self, group_id: str, chosen: AbsenceSettings) -> None:
        """Store how members may report absence."""
        choose_absence(self.journeys, group_id, chosen)

    def renew_link(self, group_id: str, meeting_id: str) -> None:
        """Revoke a meeting's link, so that it gets another.

        Raises:
            InputError: absence from that meeting can't be reported.
        """
        renew_link(self.journeys, group_id, meeting_id)
