"""A calendar address, which asks for no login: whoever knows it reads the meetings it is for."""

from __future__ import annotations

from flask import Blueprint, abort, request
from werkzeug.http import is_resource_modified
from werkzeug.wrappers import Response

from service.web.access import services, throttle

blueprint = Blueprint("feeds", __name__)

CALENDAR = "feeds.calendar"  # the endpoint
TRIES_PER_ADDRESS = 60  # wrong tokens; a calendar program asks for a revoked one every hour


@blueprint.get("/kalender/<token>.ics")
def calendar(token: str) -> Response | tuple[str, int, dict[str, str]]:
    """The calendar, or that nothing has changed (RFC 9110 §13.1).

    An unknown token, a revoked one and one of a person who has left are the same 404. The address
    holds a secret, so nothing here is ever logged.
    """
    found = services().feeds.answer(token)
    if found is None:
        return _nothing()
    same = not is_resource_modified(
        request.environ, etag=found.etag, last_modified=found.changed_at
    )
    response = Response(
        b"" if same else found.body(),
        status=304 if same else 200,
        content_type="text/calendar; charset=utf-8",
    )
    response.set_etag(found.etag)
    response.last_modified = found.changed_at
    response.headers["Cache-Control"] = "private"
    return response


def _nothing() -> tuple[str, int, dict[str, str]]:
    """Nothing is there; whoever has guessed often is asked to wait."""
    key = ("feed", request.remote_addr or "")
    wait = throttle().wait_seconds(key, TRIES_PER_ADDRESS)
    if not wait:
        throttle().failed(key)
        abort(404)
    return "", 429, {"Retry-After": str(wait)}
