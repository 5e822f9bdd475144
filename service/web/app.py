"""The Flask application: it translates between requests and journeys, and decides nothing."""

from __future__ import annotations

import datetime as dt

from flask import Flask, Response, g, request
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from service.web import (
    absence_link,
    absence_pages,
    account,
    calendar_pages,
    checklist_pages,
    choosing_pages,
    documents,
    errors,
    feed_pages,
    feeds,
    following_pages,
    group_rules,
    groups,
    health,
    plan_pages,
    presenting,
    reading_pages,
    reading_rows,
    register_pages,
    regulation,
    roster_pages,
    rule_pages,
    targets,
    telling,
    template_pages,
    wheel_pages,
)
from service.web.ports import WebServices, WebSettings
from service.web.throttle import Throttle

LANGUAGES = ("nb", "nn", "en")
SESSION_HOURS = 12
_MAX_BODY = 64 * 1024  # the forms are small
_MAX_UPLOAD = {  # by endpoint
    template_pages.UPLOAD: template_pages.MOST_BYTES,
    register_pages.READ_IN: register_pages.MOST_BYTES,
    reading_pages.HAND_IN: reading_pages.MOST_BYTES,
}
_BLUEPRINTS = (
    health.blueprint,
    telling.blueprint,
    account.blueprint,
    absence_link.blueprint,
    absence_pages.blueprint,
    groups.blueprint,
    calendar_pages.blueprint,
    plan_pages.blueprint,
    reading_pages.blueprint,
    reading_rows.blueprint,
    following_pages.blueprint,
    documents.blueprint,
    group_rules.blueprint,
    rule_pages.blueprint,
    choosing_pages.blueprint,
    checklist_pages.blueprint,
    register_pages.blueprint,
    regulation.blueprint,
    roster_pages.blueprint,
    template_pages.blueprint,
    targets.blueprint,
    wheel_pages.blueprint,
    feed_pages.blueprint,
    feeds.blueprint,
)
_SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def create_app(services: WebServices, settings: WebSettings) -> Flask:
    """The application, ready for any WSGI server."""
    app = Flask(__name__)
    _configure(app, settings)
    app.extensions["kjoreplan"] = services
    app.extensions["kjoreplan_throttle"] = Throttle()
    app.extensions["kjoreplan_settings"] = settings
    Babel(app, locale_selector=_language, default_locale="nb")
    telling.init_app(app)
    # In this order: of what strangers send, nothing is read.
    app.before_request(account.require_login)
    app.before_request(_let_in_uploads)
    # Where nobody is known there is nothing to forge: whoever has the link may do all it lets do.
    CSRFProtect(app).exempt(absence_link.blueprint)
    presenting.init_app(app)
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.after_request(_protect)
    errors.init_app(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's documented way
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    return app


def _configure(app: Flask, settings: WebSettings) -> None:
    newest, *older = settings.session_keys
    app.config.update(
        SECRET_KEY=newest,
        SECRET_KEY_FALLBACKS=older,
        # The prefix makes browsers refuse a cookie of that name from a neighbouring host.
        SESSION_COOKIE_NAME="__Host-kjoreplan" if settings.cookie_secure else "kjoreplan",
        SESSION_COOKIE_SECURE=settings.cookie_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=dt.timedelta(hours=SESSION_HOURS),
        MAX_CONTENT_LENGTH=_MAX_BODY,
        WTF_CSRF_TIME_LIMIT=None,  # the token lives as long as the login
    )
    app.session_interface = absence_link.QuietSessions()
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _language() -> str:
    """A group's pages speak its own language; others the browser's, of those we have."""
    own = g.get("language")
    if own in LANGUAGES:
        return str(own)
    asked = request.accept_languages.best_match((*LANGUAGES, "no")) or "nb"
    return "nb" if asked == "no" else asked


def _let_in_uploads() -> None:
    """Let more be sent to the pages that take files, before anything of it is read."""
    if request.endpoint in _MAX_UPLOAD and request.method == "POST":
        request.max_content_length = _MAX_UPLOAD[request.endpoint]


def _protect(response: Response) -> Response:
    for name, value in _SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    kept = request.endpoint == feeds.CALENDAR and "Cache-Control" in response.headers
    if request.endpoint != "static" and not kept:
        response.headers["Cache-Control"] = "no-store"
    return response
