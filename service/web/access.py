"""What every view reaches for: the services of this application, and messages to the reader."""

from __future__ import annotations

from typing import cast

from flask import current_app, flash

from service.web.ports import WebServices
from service.web.throttle import Throttle


def services() -> WebServices:
    """The journeys this application was made with."""
    return cast(WebServices, current_app.extensions["kjoreplan"])


def throttle() -> Throttle:
    """The application's count of failed logins."""
    return cast(Throttle, current_app.extensions["kjoreplan_throttle"])


def tell(what: str, why: str = "", todo: str = "", *, ok: bool = True) -> None:
    """Show a message on the next page, in three parts: what it is, why, what to do."""
    flash({"what": what, "why": why, "todo": todo}, "ok" if ok else "problem")  # type: ignore[arg-type]  # flask keeps any JSON
