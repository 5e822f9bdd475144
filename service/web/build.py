"""The pages on the real service, as the configuration says."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask

from service.config import Config
from service.domain.deeds import Actor
from service.journeys.services import Services
from service.web.app import create_app
from service.web.gateway import Gateway
from service.web.ports import WebSettings


def build_app(services: Services, config: Config) -> Flask:
    """The application over these services; its cookies are signed with the service's own keys."""
    settings = WebSettings(
        session_keys=services.box.derived("web session"),
        cookie_secure=config.cookie_secure,
        trusted_proxies=config.trusted_proxies,
        metrics=config.metrics,
        metrics_token=config.metrics_token,
    )
    return create_app(Gateway(journeys=replace(services, actor=Actor.WEB)), settings)
