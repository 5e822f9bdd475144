"""What every request tells those who watch over the service: one line of the log, and numbers.

A line says which page by its route's name: the path holds the group's id and what people have
called their documents. Nor does it say who asked, or from where.
"""

from __future__ import annotations

import time

from flask import Blueprint, Flask, Response, abort, current_app, g, request

from service.logs import logger
from service.metrics import CONTENT_TYPE, FORWARDING, count_request, may_ask
from service.web.access import services

blueprint = Blueprint("telling", __name__)

METRICS = "telling.metrics"
_QUIET = {METRICS, "health.healthz", "static"}  # asked all the time, by machines

log = logger(__name__)


def init_app(app: Flask) -> None:
    """Be told of every request; before anything else looks at it."""
    app.before_request(_begin)
    app.after_request(_end)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Numbers in Prometheus' text format, for this machine or whoever has the token."""
    settings = current_app.extensions["kjoreplan_settings"]
    if not settings.metrics:
        abort(404)
    behind = request.environ.get("werkzeug.proxy_fix.orig", {}).get("REMOTE_ADDR")
    allowed = may_ask(
        (request.remote_addr or "", *((behind,) if behind else ())),
        request.headers.get("Authorization", ""),
        settings.metrics_token,
        forwarded=any(name in request.headers for name in FORWARDING),
    )
    if not allowed:
        abort(403)
    return Response(services().numbers(), content_type=CONTENT_TYPE)


def _begin() -> None:
    g.began = time.perf_counter()


def _end(response: Response) -> Response:
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    count_request(request.method, response.status_code, seconds)
    say = log.debug if request.endpoint in _QUIET else log.info
    say(
        "request",
        route=request.endpoint or "none",
        status=response.status_code,
        ms=round(seconds * 1000, 1),
    )
    return response
