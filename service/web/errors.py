"""Error pages in plain words."""

from __future__ import annotations

from flask import Flask, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import (
    Forbidden,
    HTTPException,
    MethodNotAllowed,
    NotFound,
    RequestEntityTooLarge,
)

from service.domain.errors import InputError
from service.logs import logger

log = logger(__name__)


def init_app(app: Flask) -> None:
    """Register a page for every error."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(InputError, _input_error)
    app.register_error_handler(Exception, _failure)


def _page(title: str, text: str, status: int) -> tuple[str, int]:
    return render_template("error.html", title=title, text=text), status


def _http_error(error: HTTPException) -> tuple[str, int]:
    status = error.code or 500
    match error:
        case NotFound():
            title = _("Siden finnes ikke")
            text = _("Adressen kan være feil, eller siden er flyttet. Gå til forsiden.")
        case Forbidden():
            title = _("Du har ikke tilgang")
            text = _("Kontoen din får ikke åpne denne siden. Spør den som har satt opp tjenesten.")
        case MethodNotAllowed():
            title = _("Dette kan ikke åpnes direkte")
            text = _("Gå til forsiden, og bruk knappen der.")
        case RequestEntityTooLarge():
            title = _("Skjemaet er for stort")
            text = _("Ingenting er lagret. Skriv kortere, og prøv igjen.")
        case _other:
            title = _("Dette fikk vi ikke gjort")
            text = _("Ingenting er lagret. Gå tilbake og prøv igjen.")
    return _page(title, text, status)


def _stale_form(_error: CSRFError) -> tuple[str, int]:
    title = _("Skjemaet er for gammelt")
    text = _("Ingenting er lagret. Gå tilbake, last siden på nytt og prøv igjen.")
    return _page(title, text, 400)


def _input_error(error: InputError) -> tuple[str, int]:
    return _page(_("Dette kan ikke vises ennå"), str(error), 422)


def _failure(error: Exception) -> tuple[str, int]:
    """The last resort. The log gets the type and the place, never the request's content."""
    log.error("request_failed", route=request.endpoint or "none", exc_info=error)
    title = _("Noe gikk galt hos oss")
    text = _("Ingenting du har skrevet, er lagret. Prøv igjen, og meld fra hvis det fortsetter.")
    return _page(title, text, 500)
