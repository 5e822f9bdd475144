"""Logging in and out.

Every page but the login, the health check, the style and the one for reporting absence asks for it.
"""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service.web import feeds
from service.web.absence_link import is_open_page
from service.web.access import services, tell, throttle

blueprint = Blueprint("account", __name__)

TRIES_PER_USER = 5  # from one address
TRIES_PER_ADDRESS = 30  # a whole town hall can share one
_OPEN = {"account.login", "account.log_in", "health.healthz", "static", "telling.metrics"}
_FOR_PROGRAMS = {feeds.CALENDAR}  # the address itself is the key, and nobody logs in there


def require_login() -> Response | None:
    """Before every request: who is it, and may they see the page?"""
    if request.endpoint in _FOR_PROGRAMS or is_open_page():
        return None
    username = session.get("user")
    if username is not None and services().is_user(username):
        g.user = username
        return None
    session.pop("user", None)
    if request.endpoint in _OPEN:
        return None
    path = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return redirect(url_for("account.login", videre=path if path != "/" else None))


@blueprint.get("/logg-inn")
def login() -> str | Response:
    """The form."""
    if "user" in g:
        return redirect(url_for("groups.overview"))
    return _form()


@blueprint.post("/logg-inn")
def log_in() -> tuple[str, int, dict[str, str]] | Response:
    """Check name and password. The answer doesn't say which of them was wrong."""
    username = request.form.get("username", "").strip()
    address = request.remote_addr or ""
    wait = max(
        throttle().wait_seconds((address, username), TRIES_PER_USER),
        throttle().wait_seconds(address, TRIES_PER_ADDRESS),
    )
    if wait:
        minutes = -(-wait // 60)
        problem = _(
            "Det har vært for mange forsøk. Vent %(minutes)s minutter og prøv igjen.",
            minutes=minutes,
        )
        return _form(problem, username), 429, {"Retry-After": str(wait)}
    user = services().authenticate(username, request.form.get("password", ""))
    if user is None:
        throttle().failed((address, username))
        throttle().failed(address)
        problem = _("Brukernavnet eller passordet er feil. Prøv igjen.")
        return _form(problem, username), 401, {}
    throttle().succeeded((address, username))
    session.clear()
    session.permanent = True
    session["user"] = user
    return redirect(_own_path(request.args.get("videre", "")))


@blueprint.post("/logg-ut")
def log_out() -> Response:
    """End the session."""
    session.clear()
    tell(_("Du er logget ut."))
    return redirect(url_for("account.login"))


def _form(problem: str = "", username: str = "") -> str:
    return render_template("login.html", problem=problem, username=username)


def _own_path(path: str) -> str:
    """Where to go after login: a path on this site, and nowhere else."""
    ours = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if ours else url_for("groups.overview")
