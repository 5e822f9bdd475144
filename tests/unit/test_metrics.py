"""Numbers: what alarms are set on exists, and nothing in them can be traced to a group."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from service.db.figures import Figures
from service.metrics import exposition, may_ask

RULES = Path(__file__).parents[2] / "deploy/prometheus/kjoreplan.rules.yml"
ALL = Figures(**{field.name: 7 for field in fields(Figures)})
TOKEN = "et-langt-og-tilfeldig-ord"


def names(figures: Figures | None) -> set[str]:
    told = exposition(figures).decode()
    families = text_string_to_metric_families(told)
    return {sample.name for family in families for sample in family.samples}


def test_every_number_an_alarm_is_set_on_is_given() -> None:
    used = set(re.findall(r"\bkjoreplan_\w+", RULES.read_text("utf-8")))
    given = names(ALL) | {"kjoreplan_web_requests_total"}  # which the first request begins
    assert len(used) >= 8
    assert used <= given


def test_every_figure_of_the_database_is_given_and_none_without_one() -> None:
    told = exposition(ALL).decode()
    assert len(re.findall(r"^kjoreplan_\w+ 7\.0$", told, re.MULTILINE)) == len(fields(Figures))
    assert "kjoreplan_database_up 1.0" in told
    without = names(None)
    assert "kjoreplan_database_up" in without
    assert "kjoreplan_targets" not in without


@pytest.mark.parametrize(
    ("peers", "said", "token", "forwarded", "answer"),
    [
        (["127.0.0.1"], "", "", False, True),
        (["127.0.0.1"], "", TOKEN, False, True),
        (["127.0.0.1"], "", "", True, False),
        (["127.0.0.1", "192.0.2.7"], "", "", False, False),
        (["192.0.2.7"], f"Bearer {TOKEN}", TOKEN, True, True),
        (["192.0.2.7"], "Bearer ", "", False, False),
        (["192.0.2.7"], f"bearer {TOKEN}", TOKEN, False, False),
        (["@"], "", "", False, False),  # a socket without an address
    ],
)
def test_who_may_ask(
    peers: list[str], said: str, token: str, forwarded: bool, answer: bool
) -> None:
    assert may_ask(peers, said, token, forwarded=forwarded) is answer
