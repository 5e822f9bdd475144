"""An address is followed: read once a night, and a changed plan waits for a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from service.bootstrap import publications
from service.config import Config
from service.db.plan_watches import PlanWatches
from service.domain.errors import InputError
from service.domain.published import Origin
from service.imports.corrections import RowState
from service.journeys.published.correcting import leave_out, vouch_for
from service.journeys.published.drafts import accept_draft, discard_draft
from service.journeys.published.fetching import NotFetched
from service.journeys.published.watching import (
    Checked,
    Outcome,
    check_address,
    due_addresses,
    stop_watching,
    watch_plan,
)
from tests.journeys.draft_town import DOUBTED, PLAN, DraftTown
from tests.servers.pages import Site, site

MOVED = PLAN.replace("22.03", "29.03")


def page(plan: str = PLAN, around: str = "") -> bytes:
    head, *rows = (line.split(";") for line in plan.splitlines())
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    names = "".join(f"<th>{name}</th>" for name in head)
    return (
        f"<html><body><p>{around}</p><table><tr>{names}</tr>{lines}</table></body></html>".encode()
    )


@pytest.fixture
def town(tmp_path: Path) -> Iterator[DraftTown]:
    made = DraftTown(tmp_path)
    yield made
    made.services.database.close()


@pytest.fixture
def council() -> Iterator[Site]:
    """The municipality's web site."""
    with site(body=page()) as running:
        yield running


@pytest.fixture
def followed(town: DraftTown, council: Site) -> str:
    """A group follows the plan it has already taken in."""
    town.hand_in()
    accept(town)
    url = f"{council.url}/moteplan"
    assert watch_plan(town.services, town.id, url, by="kari").outcome is Outcome.SAME
    council.asked.clear()
    return url


def accept(town: DraftTown) -> None:
    accept_draft(town.services, town.id, town.draft().fingerprint)


def night(town: DraftTown, days: int = 2) -> list[Checked]:
    """Time passes, and what is due is read."""
    town.now += dt.timedelta(days=days)
    return [check_address(town.services, url) for url in due_addresses(town.services)]


def outcomes(checked: list[Checked]) -> list[Outcome]:
    return [looked.outcome for one in checked for looked in one.looked]


def test_a_group_without_a_plan_gets_one_to_look_at(town: DraftTown, council: Site) -> None:
    looked = watch_plan(town.services, town.id, council.url, by="kari")
    assert (looked.outcome, looked.summary) == (Outcome.CHANGED, "3 nye møter")
    assert (town.draft().stored.origin, town.draft().first) == (Origin.ADDRESS, True)
    assert town.municipal() == {}
    assert len(council.asked) == 1


def test_a_page_that_says_the_same_is_no_news_whatever_stands_around_it(
    town: DraftTown, council: Site, followed: str
) -> None:
    assert outcomes(night(town)) == [Outcome.SAME]
    council.body = page(around="Sist endret i dag.<br>Meny<br>Kontakt oss")
    assert outcomes(night(town)) == [Outcome.SAME]
    assert not town.waits()


def test_a_moved_meeting_waits_for_a_person_and_is_never_taken_in_by_itself(
    town: DraftTown, council: Site, followed: str
) -> None:
    known = town.municipal()
    council.body = page(MOVED)
    (checked,) = night(town)
    assert [(x.outcome, x.summary) for x in checked.looked] == [(Outcome.CHANGED, "1 møte flyttet")]
    assert town.municipal() == known
    accept(town)
    assert "2018-03-29" in town.municipal()
    assert outcomes(night(town)) == [Outcome.SAME]


def test_a_discarded_change_is_not_proposed_again(
    town: DraftTown, council: Site, followed: str
) -> None:
    council.body = page(MOVED)
    night(town)
    discard_draft(town.services, town.id)
    assert outcomes(night(town)) == [Outcome.SAME]
    assert not town.waits()
    council.body = page(MOVED.replace("29.03", "28.03").replace("torsdag 28", "onsdag 28"))
    assert outcomes(night(town)) == [Outcome.CHANGED]


def test_a_change_that_is_called_off_waits_no_longer(
    town: DraftTown, council: Site, followed: str
) -> None:
    council.body = page(MOVED)
    night(town)
    council.body = page()
    assert outcomes(night(town)) == [Outcome.SAME]
    assert not town.waits()


def test_what_people_said_is_carried_to_the_changed_plan(town: DraftTown, council: Site) -> None:
    watch_plan(town.services, town.id, council.url, by="kari")
    vouch_for(town.services, town.id, town.row(DOUBTED).token)
    leave_out(town.services, town.id, town.row("2018-01-23").token)
    accept(town)
    council.body = page(MOVED)
    assert outcomes(night(town)) == [Outcome.CHANGED]
    assert town.row(DOUBTED).state is RowState.VOUCHED
    assert town.row("2018-01-23").state is RowState.LEFT_OUT
    assert town.draft().stored.summary == "1 møte flyttet"


def test_a_draft_that_people_work_on_is_left_alone_and_the_change_comes_after(
    town: DraftTown, council: Site, followed: str
) -> None:
    town.hand_in(PLAN + "12.04.2018;Kommunestyre;18:00\n")
    council.body = page(MOVED)
    assert outcomes(night(town)) == [Outcome.HELD_BACK]
    assert town.draft().stored.origin is Origin.PASTED
    discard_draft(town.services, town.id)
    assert outcomes(night(town)) == [Outcome.CHANGED]


def test_a_page_that_is_no_plan_any_more_leaves_the_plan_as_it_was(
    town: DraftTown, council: Site, followed: str
) -> None:
    known = town.municipal()
    council.body = b"<html><p>Siden er flyttet.</p></html>"
    assert outcomes(night(town)) == [Outcome.UNREADABLE]
    with town.services.database.reading() as session:
        watch = PlanWatches(session).of_group(town.id)
    assert watch is not None
    assert "Fant ingen tabell" in watch.unreadable
    assert (town.municipal(), town.waits()) == (known, False)
    council.body = page()
    assert outcomes(night(town)) == [Outcome.SAME]
    with town.services.database.reading() as session:
        watch = PlanWatches(session).of_group(town.id)
    assert watch is not None
    assert watch.unreadable == ""


def test_it_is_asked_once_a_night_and_only_for_what_is_new(
    town: DraftTown, council: Site, followed: str
) -> None:
    council.headers = {"ETag": '"1"', "Last-Modified": "Mon, 15 Jan 2018 10:00:00 GMT"}
    night(town)
    assert due_addresses(town.services) == ()
    assert check_address(town.services, followed) == Checked(url=followed)
    assert len(council.asked) == 1
    assert outcomes(night(town)) == [Outcome.SAME]
    _, headers = council.asked[-1]
    assert headers["If-None-Match"] == '"1"'
    assert headers["If-Modified-Since"] == "Mon, 15 Jan 2018 10:00:00 GMT"
    assert len(council.asked) == 2


def test_groups_that_follow_the_same_address_share_the_request(
    town: DraftTown, council: Site, followed: str
) -> None:
    town.add("nabo")
    assert watch_plan(town.services, "nabo", followed, by="ola").outcome is Outcome.CHANGED
    assert council.asked == []
    council.body = page(MOVED)
    (checked,) = night(town)
    assert {x.group_id for x in checked.looked} == {town.id, "nabo"}
    assert len(council.asked) == 1


def test_a_server_in_trouble_is_asked_ever_more_seldom_and_as_it_wants(
    town: DraftTown, council: Site, followed: str
) -> None:
    council.status = 500
    (checked,) = night(town)
    assert checked.failure is not None
    assert checked.failure.temporary
    assert len(night(town)) == 1
    assert night(town, days=1) == []
    council.status, council.headers = 429, {"Retry-After": str(20 * 86_400)}
    assert len(night(town, days=3)) == 1
    assert night(town, days=7) == []
    council.status, council.headers = 200, {}
    assert outcomes(night(town, days=3)) == [Outcome.SAME]
    assert len(night(town, days=2)) == 1


def test_nothing_is_followed_where_the_address_gives_no_plan(
    town: DraftTown, council: Site
) -> None:
    council.body = b"<html><p>Velkommen</p></html>"
    with pytest.raises(InputError, match="Fant ingen tabell"):
        watch_plan(town.services, town.id, council.url, by="kari")
    council.status = 404
    with pytest.raises(NotFetched, match="ingen side"):
        watch_plan(town.services, town.id, council.url, by="kari")
    assert night(town) == []


def test_an_address_that_nobody_follows_any_more_is_forgotten(
    town: DraftTown, council: Site, followed: str
) -> None:
    stop_watching(town.services, town.id)
    assert night(town) == []
    assert council.asked == []
    with town.services.database.reading() as session:
        assert PlanWatches(session).address(followed) is None


def test_a_private_address_is_refused_where_nobody_has_allowed_it(
    town: DraftTown, council: Site, tmp_path: Path
) -> None:
    guarded_config = Config(data_dir=tmp_path, database_url="sqlite:///x")
    guarded = replace(town.services, publications=publications(guarded_config))
    with pytest.raises(NotFetched, match="lukket nett"):
        watch_plan(guarded, town.id, council.url, by="kari")
    assert council.asked == []
