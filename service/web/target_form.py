"""Reading the form of a target: addresses, names, and a password that is only ever written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask_babel import gettext as _

from service.domain.settings import Target
from service.web.share_form import read_shares

_MAX_LENGTH = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetForm:
    """What was entered, and what is wrong with it by field. Never shown: the password."""

    target: Target
    password: str = field(default="", repr=False)
    problems: Mapping[str, str] = field(default_factory=dict)


def read_target_form(form: Mapping[str, str], before: Target, *, stored: bool) -> TargetForm:
    """Check what was entered for a target that looked like ``before``.

    ``stored`` says whether a password is stored for it; a new address asks for it again, since a
    password is never sent to an address it was not entered for.
    """
    url = form.get("url", "").strip()
    username = form.get("username", "").strip()
    password = form.get("password", "")
    problems: dict[str, str] = {}
    if problem := _address_problem(url):
        problems["url"] = problem
    if len(username) > _MAX_LENGTH or ":" in username:
        problems["username"] = _("Brukernavnet kan ikke ha kolon. Skriv det du logger inn med.")
    if len(password) > _MAX_LENGTH:
        problems["password"] = _("Passordet er for langt. Bruk et app-passord.")
    if stored and url != before.url and not password:
        problems["password"] = _(
            "Adressen er ny. Skriv passordet på nytt; vi sender det aldri til en annen adresse "
            "enn den det ble skrevet for."
        )
    shares = read_shares(form) if "share-0-name" in form else before.shares
    target = replace(before, url=url, username=username, shares=shares)
    return TargetForm(target=target, password=password, problems=problems)


def _address_problem(url: str) -> str:
    """What is wrong with an address, "" if nothing is."""
    try:
        parts = urlsplit(url)
        port_ok = parts.port != 0
    except ValueError:
        return str(_("Adressen er ikke gyldig. Kopier den fra kalenderen eller mappa di."))
    if parts.scheme not in {"http", "https"} or not parts.hostname or not port_ok:
        return str(_("Adressen må begynne med https://. Kopier den fra kalenderen eller mappa di."))
    if "@" in parts.netloc:
        return str(_("Brukernavn og passord skal ikke stå i adressen. Skriv dem i feltene under."))
    if parts.query or parts.fragment or len(url) > _MAX_LENGTH:
        return str(_("Adressen kan ikke ha «?» eller «#». Kopier adressen til selve mappa."))
    if parts.scheme == "http" and not _this_machine(parts.hostname):
        return str(_("Over http:// kan passordet leses underveis. Bruk https://."))
    return ""


def _this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
