"""The group of the pages' tests where absence is reported, and the way to its meeting's page."""

from __future__ import annotations

from dataclasses import replace

from roster_group import seat

from service.db.meetings import Meetings
from service.domain.model import Audience
from service.domain.settings import AbsenceSettings
from service.journeys.absence.choosing import choose_absence
from service.journeys.absence.links import absence_links
from service.journeys.services import Services

PAGES = "https://kjoreplan.example.org"


def let_report(services: Services, *, link: bool = True, replies: bool = False) -> Services:
    """The demo's people sit in the group, and have chosen how to report."""
    seat(services)
    choose_absence(services, "prove", AbsenceSettings(link=link, replies=replies))
    return replace(services, public_url=PAGES)


def path_to(services: Services, meeting: str = "g-1") -> str:
    """Where the link in a meeting's event leads, on the pages."""
    settings = services.settings("prove")
    with services.database.reading() as session:
        plan = Meetings(session, "prove").all()
        links = absence_links(services, session, settings, Audience.GROUP, plan, ())
    return links[meeting].removeprefix(PAGES)
