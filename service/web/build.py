"""The pages on the real journeys, as a WSGI application."""

from __future__ import annotations

from flask import Flask

from service.config import Config
from service.journeys.services import Services
from service.web.app import create_app
from service.web.gateway import Gateway
from service.web.ports import WebSettings


def build_app(services: Services, config: Config) -> Flask:
    """The application over these services; its login cookie is signed with keys of the box."""
    return create_app(
        Gateway(journeys=services),
        WebSettings(
            session_keys=services.box.derived("web session"),
            cookie_secure=config.cookie_secure,
            trusted_proxies=config.trusted_proxies,
        ),
    )
