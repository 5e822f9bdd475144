"""A calendar program of somebody without an account, subscribed to an address of the service."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

from service.config import Config
from service.journeys.feeds import add_feed, all_feeds, revoke_feed
from service.web.build import build_app
from service.web.serve import serving
from tests.journeys.test_real_client import MOVED, PLANNED, SPRING
from tests.journeys.town import GROUP, Town
from tests.servers.client import Member


def subscriber(home: Path, address: str) -> Member:
    """A person whose vdirsyncer knows the address, and nothing else."""
    (home / "calendars" / "gruppa").mkdir(parents=True)
    sections = {
        "general": {"status_path": str(home / "status")},
        "pair meetings": {"a": "files", "b": "feed", "collections": None},
        "storage files": {
            "type": "filesystem",
            "path": str(home / "calendars" / "gruppa"),
            "fileext": ".ics",
        },
        "storage feed": {"type": "http", "url": address},
    }
    text = "\n".join(
        f"[{name}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in keys.items())
        for name, keys in sections.items()
    )
    (home / "vdirsyncer.conf").write_text(text, encoding="utf-8")
    member = Member(home)
    member.discover()
    return member


def test_a_subscriber_sees_the_plan_and_what_becomes_of_it(
    new_town: Callable[..., Town], tmp_path: Path
):
    town = new_town(places=())
    made = add_feed(town.services, town.id, label="Til Liv", audience=GROUP, by="kari")
    config = Config(data_dir=tmp_path, database_url="", cookie_secure=False)
    with serving(build_app(town.services, config)) as service:
        member = subscriber(tmp_path / "liv", service + made.path)
        member.sync()
        assert member.agenda("gruppa", *SPRING) == PLANNED

        town.now += dt.timedelta(days=1)
        town.council_moves()
        member.sync()
        assert member.agenda("gruppa", *SPRING) == MOVED
        assert len(member.files("gruppa")) == len(MOVED)

        (one, _), *_ = all_feeds(town.services, town.id)
        revoke_feed(town.services, town.id, one.id)
        try:
            member.sync()
        except RuntimeError as refused:
            assert "NOT FOUND" in str(refused)
        else:
            raise AssertionError("an ended address still answers")
        assert member.agenda("gruppa", *SPRING) == MOVED, "what was fetched is theirs"
