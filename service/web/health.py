"""One address for whoever watches over the service: does it answer, and does its database?"""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from service.web.access import services

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> tuple[Response, int]:
    """200 and ``{"status": "ok"}``, or 503. Says nothing else about the installation."""
    if services().healthy():
        return jsonify(status="ok"), 200
    return jsonify(status="unavailable"), 503
