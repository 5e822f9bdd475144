"""The page that a meeting's event links to: whoever has the link reports absence there.

The only page for people who are not logged in. It knows nobody: no cookie is set or read, and the
answer is the same whatever name is typed. Its address is a secret: it must not reach other sites,
search engines or logs.
"""

from __future__ import annotations

from flask import Blueprint, Flask, g, render_template, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_babel import gettext as _
from flask_babel import refresh
from werkzeug.wrappers import Response

from service.calendar.describing import title
from service.domain.errors import InputError
from service.journeys.absence.links import LinkedMeeting
from service.web.access import services, throttle

blueprint = Blueprint("absence_link", __name__)

WRONG_LINKS = 30  # from one address; a whole town hall can share one
WORDS = 60
_DO = {"meld": "report", "trekk": "withdraw"}
_Answer = tuple[str, int] | tuple[str, int, dict[str, str]]


class QuietSessions(SecureCookieSessionInterface):
    """Sessions that leave no cookie on the page that knows nobody, not even a renewed one."""

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Whether this answer carries the login cookie."""
        return not is_open_page() and super().should_set_cookie(app, session)


def is_open_page() -> bool:
    """Whether what is asked for is this page."""
    return request.blueprint == blueprint.name


@blueprint.after_request
def _keep_to_itself(response: Response) -> Response:
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.get("/forfall/<token>")
def show(token: str) -> _Answer:
    """The form, as long as the link is good."""
    waits = _wait("link", WRONG_LINKS)
    if waits:
        return waits
    linked = services().absence.follow(token)
    return _no_such_link() if linked is None else _form(linked)


@blueprint.post("/forfall/<token>")
def say(token: str) -> _Answer:
    """Report or withdraw. Whether the name is known, or has reported before, is never told."""
    waits = _wait("link", WRONG_LINKS) or _wait("words", WORDS)
    if waits:
        return waits
    throttle().failed(_key("words"))
    absence, name = services().absence, request.form.get("name", "")
    done = _DO.get(request.form.get("do", "meld"), "report")
    try:
        linked = (absence.report if done == "report" else absence.withdraw)(token, name)
    except InputError:
        linked = absence.follow(token)
        if linked is not None:
            return _form(linked, problem=_("Skriv navnet ditt, uten andre ord."), name=name)
    return _no_such_link() if linked is None else _form(linked, done=done)


def _form(linked: LinkedMeeting, *, done: str = "", problem: str = "", name: str = "") -> _Answer:
    group, meeting = linked.settings.group, linked.meeting
    g.language = group.language
    refresh()
    page = render_template(
        "absence_link.html",
        name_of_meeting=title(meeting, group, linked.served),
        meeting=meeting,
        done=done,
        problem=problem,
        name=name,
    )
    return page, 422 if problem else 200


def _no_such_link() -> _Answer:
    """The same for one that never was, one that was taken back, and one whose meeting has begun."""
    throttle().failed(_key("link"))
    return render_template("absence_no_link.html"), 404


def _wait(what: str, limit: int) -> _Answer | None:
    seconds = throttle().wait_seconds(_key(what), limit)
    if not seconds:
        return None
    text = _(
        "Det har vært for mange forsøk. Vent %(minutes)s minutter og prøv igjen.",
        minutes=-(-seconds // 60),
    )
    page = render_template("absence_no_link.html", wait=text)
    return page, 429, {"Retry-After": str(seconds)}


def _key(what: str) -> tuple[str, str, str]:
    return ("absence", what, request.remote_addr or "")
