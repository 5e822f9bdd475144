"""Numbers for whoever watches over the service, in Prometheus' text format.

Counters are of this process, since it began; gauges are of the whole installation, read from the
database when they are asked for, so that every process answers the same. No label names a group, a
target, a host or a person: a number for one group would tell who has a group and how it goes there.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import fields
from ipaddress import ip_address
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client import ProcessCollector as _ProcessCollector

from service.db.figures import Figures

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
FORWARDING: Final = ("X-Forwarded-For", "X-Real-Ip", "Forwarded", "Via")
"""What proxies say of themselves in a request."""
REGISTRY: Final = CollectorRegistry()
_ProcessCollector(registry=REGISTRY)
disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each, that nobody reads
_SECONDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})

OUTCOMES: Final = ("ok", "waiting", "unreachable", "refused", "failed")
PASSES: Final = Counter(
    "kjoreplan_passes", "Passes over a group, by how they ended.", ["outcome"], registry=REGISTRY
)
PASS_SECONDS: Final = Histogram(
    "kjoreplan_pass_seconds", "How long they took.", buckets=_SECONDS, registry=REGISTRY
)
ACTIONS: Final = Counter(
    "kjoreplan_actions",
    "What was done in calendars (event) and folders (document).",
    ["kind", "action"],
    registry=REGISTRY,
)
REQUESTS: Final = Counter(
    "kjoreplan_web_requests",
    "Requests to the pages, by method and class of status.",
    ["method", "status"],
    registry=REGISTRY,
)
REQUEST_SECONDS: Final = Histogram(
    "kjoreplan_web_request_seconds", "How long they took.", buckets=_SECONDS, registry=REGISTRY
)
for _outcome in OUTCOMES:
    PASSES.labels(_outcome)  # there from the start, or the first failure is no increase
_GAUGES: Final = {
    "groups": ("groups", "Groups."),
    "targets": ("targets", "Calendars and folders of all groups."),
    "due": ("targets_due", "Targets that should be synced by now."),
    "waiting": ("targets_waiting", "Targets not tried again before a person has acted."),
    "failing": ("targets_failing", "Targets whose last pass failed; tried again by themselves."),
    "never_synced": ("targets_never_synced", "Targets where no pass has gone well yet."),
    "leased": ("targets_leased", "Targets that a worker holds at the moment."),
    "longest_due": ("longest_due_seconds", "How long the longest due target has been due."),
    "oldest_good_sync": (
        "oldest_good_sync_seconds",
        "Time since a pass went well at the target where that is longest ago.",
    ),
    "conflicts": ("conflicts_waiting", "Objects that wait for a person's choice."),
    "oldest_conflict": ("oldest_conflict_seconds", "How long the oldest of them has waited."),
    "notices": ("notices_standing", "What people are told to know about documents."),
    "last_pass": ("last_pass_seconds", "Time since any pass ended."),
}


def count_request(method: str, status: int, seconds: float) -> None:
    """One request to the pages has been answered."""
    known = method if method in _METHODS else "other"  # clients may invent any number of them
    REQUESTS.labels(known, f"{status // 100}xx").inc()
    REQUEST_SECONDS.observe(seconds)


def exposition(figures: Figures | None) -> bytes:
    """Everything, as text; without ``figures`` the database gives no answer."""
    return generate_latest(REGISTRY) + generate_latest(_gauges(figures))


def _gauges(figures: Figures | None) -> CollectorRegistry:
    registry = CollectorRegistry()
    up = Gauge("kjoreplan_database_up", "Whether the database answers.", registry=registry)
    up.set(figures is not None)
    for name in _known(figures):
        called, meaning = _GAUGES[name]
        gauge = Gauge(f"kjoreplan_{called}", meaning, registry=registry)
        gauge.set(getattr(figures, name))
    return registry


def _known(figures: Figures | None) -> Iterable[str]:
    if figures is None:
        return ()
    return [one.name for one in fields(figures) if getattr(figures, one.name) is not None]


def may_ask(peers: Iterable[str], authorization: str, token: str, *, forwarded: bool) -> bool:
    """Whether the numbers are given to whoever asks.

    They are to this machine itself, unless something stands between (``forwarded``): behind a
    reverse proxy everybody seems to be this machine. Others need the token.

    Args:
        peers: the addresses the request is known to come from.
        authorization: its Authorization header, "" for none.
        token: the bearer token, "" if there is none.
        forwarded: whether a proxy has passed it on.
    """
    if token:
        expected = f"Bearer {token}".encode()
        if hmac.compare_digest(authorization.encode("utf-8", "surrogateescape"), expected):
            return True
    return not forwarded and all(map(_is_loopback, peers))


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
