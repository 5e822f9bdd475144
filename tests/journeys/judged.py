"""Groups without servers, and what is found in a group."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from service.bootstrap import build_services
from service.config import Config
from service.domain.model import OSLO
from service.journeys.judging.validating import validate_group
from service.journeys.services import Services
from service.rules.results import Finding, Report
from tests.journeys.town import Town

IN_GJERSTAD = {
    "group_file": "gjerstad.toml",
    "plan_file": "gjerstad-2023.html",
    "half": "2023-1",
    "now": dt.datetime(2022, 12, 12, 12, tzinfo=OSLO),
}


def indoors(directory: Path, **traits: object) -> Town:
    """A group that has no calendars and no folders, with its plan approved."""
    town = Town(directory, None, None, places=(), **traits)  # type: ignore[arg-type]  # it has no use for servers
    town.approve()
    return town


def report(town: Town) -> Report:
    return validate_group(town.services, town.id)


def found(town: Town, code: str) -> dict[str, Finding]:
    """The findings of a rule, by what they are about."""
    return {f.target: f for f in report(town).findings if f.code == code}


def lacking(town: Town, code: str) -> list[str]:
    """Why a rule could not be judged."""
    return [one.missing for one in report(town).not_evaluated if one.code == code]


def verdict(town: Town, code: str) -> str:
    """What the report says of one rule."""
    made = report(town)
    if any(f.code == code for f in (*made.findings, *made.waived, *made.baseline)):
        return "found"
    if any(one.code == code for one in made.not_evaluated):
        return "not evaluated"
    return "passed" if code in made.passed else "not applicable"


def another_process(town: Town) -> Services:
    """The same database, by a process that has judged nothing yet."""
    config = Config(data_dir=town.directory, database_url=f"sqlite:///{town.directory / 'k.db'}")
    return build_services(config, now=lambda _group: town.now, environ={})
