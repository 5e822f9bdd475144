"""By the clock: published plans are read once a night, and a trouble there stops nobody."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import replace

import pytest

from connectors.publication import Publication
from service.db.plan_watches import PlanWatch, PlanWatches, WatchedAddress
from service.jobs.looking import look_at_addresses, tidy_up
from service.journeys.keeping import wall_clock
from tests.jobs.office import Office

URLS = ("https://a.example.org/plan", "https://b.example.org/plan")


class Pages:
    """Published pages; the first one can't even be asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, url: str, **_: object) -> Publication:
        self.asked.append(url)
        raise RuntimeError("Kari Nordmann")


@pytest.fixture
def watching(office: Office) -> Office:
    office.add("a", "b")
    with office.services.database.transaction() as session:
        watches = PlanWatches(session)
        for group_id, url in zip("ab", URLS, strict=True):
            watches.remember(WatchedAddress(url=url, next_check=wall_clock()))
            watches.put(PlanWatch(group_id=group_id, url=url, started_at=wall_clock()))
    return office


def test_a_trouble_of_our_own_stops_nobody_and_names_nobody(
    watching: Office, caplog: pytest.LogCaptureFixture
) -> None:
    pages = Pages()
    services = replace(watching.services, publications=pages)  # type: ignore[arg-type]  # it fails
    with caplog.at_level(logging.DEBUG):
        look_at_addresses(services, lambda: False)
    assert pages.asked == list(URLS)
    assert caplog.text.count("address_failed") == 2
    assert "Nordmann" not in caplog.text


def test_each_is_read_once_a_night(watching: Office) -> None:
    pages = Pages()
    services = replace(watching.services, publications=pages)  # type: ignore[arg-type]  # it fails
    look_at_addresses(services, lambda: False)
    look_at_addresses(services, lambda: False)
    assert len(pages.asked) == 2


def test_no_further_one_is_begun_when_asked_to_stop(watching: Office) -> None:
    pages = Pages()
    services = replace(watching.services, publications=pages)  # type: ignore[arg-type]  # it fails
    look_at_addresses(services, lambda: bool(pages.asked))
    assert len(pages.asked) == 1


def test_tidying_leaves_what_is_fresh(office: Office) -> None:
    office.add("a")
    office.work()
    tidy_up(office.services)
    assert office.state("a").last_ok_at is not None
    assert office.state("a").last_ok_at <= wall_clock() + dt.timedelta(minutes=1)
