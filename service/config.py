"""What the service is told from outside, read once from the environment.

KJOREPLAN_DATA_DIR
    Folder for the database, the key file, and ``packs/`` with rule packs of one's own. Default:
    ``$XDG_DATA_HOME/kjoreplan``, else ``~/.local/share/kjoreplan``.
KJOREPLAN_DATABASE_URL
    SQLAlchemy URL, ``sqlite:///path`` or ``postgresql://…``. Default: ``kjoreplan.db`` in the data
    folder.
KJOREPLAN_SECRET_KEY
    Fernet keys with commas between, the newest first. Default: the file ``secret.key`` in the data
    folder, made on first use.
KJOREPLAN_QUEUE_URL
    What wakes the workers: ``sqlite:///path``, ``postgresql://…``, ``redis://…`` or ``rediss://…``.
    Default: ``queue.db`` in the data folder, or the database where that is PostgreSQL.
KJOREPLAN_HOST_CONCURRENCY
    How many groups a worker has in hand on one server at the same time, 1 to 64. Default: 4.
KJOREPLAN_HOST
    Address the web pages listen on. Default: 127.0.0.1.
KJOREPLAN_PORT
    Its port, 0 to 65535 (0: any free one). Default: 8080.
KJOREPLAN_PUBLIC_URL
    Address people reach the pages at, as https://kjoreplan.example.org: for calendar addresses and
    for the link to report absence, which are not given without it. A final "/" is left out.
    Default: none.
KJOREPLAN_COOKIE_SECURE
    ``1`` sends the login cookie over https only (default); ``0`` also over plain http, for a
    machine of one's own.
KJOREPLAN_TRUSTED_PROXIES
    How many reverse proxies stand in front, 0 to 10. Default: 0.
KJOREPLAN_SOFFICE
    LibreOffice's program, as a name on the PATH or a path. Default: soffice. Without LibreOffice
    everything works but PDF.
KJOREPLAN_PRIVATE_ADDRESSES
    ``1`` lets published plans be read also from addresses on this machine and on private networks,
    for a municipality's own server; ``0`` (default) refuses them.
KJOREPLAN_LOG_LEVEL
    ``debug``, ``info``, ``warning`` or ``error``: what is logged on standard error, as lines on a
    terminal and as JSON elsewhere. Default: ``info`` for what runs on and on; other commands log
    nothing, since they say on the terminal what they do.
KJOREPLAN_METRICS
    ``1`` lets the pages answer at /metrics with numbers for Prometheus, asked from this machine
    or with the token below; ``0`` (default) does not.
KJOREPLAN_METRICS_TOKEN
    The bearer token that numbers are given to from elsewhere, at least 16 characters. Default:
    none, and then this machine alone is answered.
KJOREPLAN_METRICS_PORT
    The port a worker answers with the same numbers on, 1 to 65535: on 127.0.0.1, and with a token
    on every address. Default: none.

Passwords of targets can also come from the environment, under the names a group's settings give.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from service.domain.errors import InputError

_T = TypeVar("_T")
_LOG_LEVELS = ("debug", "info", "warning", "error")
_SHORTEST_TOKEN = 16
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})  # what is sent there isn't overheard


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of this process. ``secret_keys`` is empty where the key file is to be used."""

    data_dir: Path
    database_url: str
    secret_keys: tuple[str, ...] = ()
    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str = ""
    cookie_secure: bool = True
    trusted_proxies: int = 0
    soffice: str = "soffice"
    private_addresses: bool = False
    log_level: str = ""
    metrics: bool = False
    metrics_token: str = ""
    metrics_port: int | None = None
    queue_url: str = ""
    host_concurrency: int = 4

    def __repr__(self) -> str:
        """Names only: keys and the database's password must not reach a log."""
        return f"Config(data_dir={str(self.data_dir)!r}, host={self.host!r}, port={self.port})"

    @property
    def key_file(self) -> Path:
        """Where the key lies when none is given in the environment."""
        return self.data_dir / "secret.key"

    @property
    def packs_folder(self) -> Path:
        """Where rule packs of one's own lie, beside the shipped ones."""
        return self.data_dir / "packs"

    @property
    def queue(self) -> str:
        """The address of the queue; where none is given it follows the database."""
        on_server = self.database_url.startswith("postgresql")
        own = self.database_url if on_server else f"sqlite:///{self.data_dir / 'queue.db'}"
        return self.queue_url or own

    def ensure_data_dir(self) -> Path:
        """Make the data folder, readable by its owner only, and return it.

        Raises:
            InputError: it can't be made or written to.
        """
        try:
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(
                f"Mappa {self.data_dir} kan ikke opprettes ({error.strerror}). "
                "Velg en mappe tjenesten får skrive i.",
                where="KJOREPLAN_DATA_DIR",
            ) from error
        return self.data_dir


def read_config(environ: Mapping[str, str]) -> Config:
    """The configuration that ``environ`` describes; an empty value counts as not given.

    Raises:
        InputError: a setting can't be used; ``where`` names it.
    """
    data_dir = _data_dir(environ)
    default_url = f"sqlite:///{data_dir / 'kjoreplan.db'}"
    return Config(
        data_dir=data_dir,
        database_url=_setting(environ, "KJOREPLAN_DATABASE_URL", default_url, _database_url),
        secret_keys=_setting(environ, "KJOREPLAN_SECRET_KEY", (), _keys),
        host=_setting(environ, "KJOREPLAN_HOST", "127.0.0.1", str),
        port=_setting(environ, "KJOREPLAN_PORT", 8080, _number(0, 65535)),
        public_url=_setting(environ, "KJOREPLAN_PUBLIC_URL", "", _public_url),
        cookie_secure=_setting(environ, "KJOREPLAN_COOKIE_SECURE", True, _switch),
        trusted_proxies=_setting(environ, "KJOREPLAN_TRUSTED_PROXIES", 0, _number(0, 10)),
        soffice=_setting(environ, "KJOREPLAN_SOFFICE", "soffice", str),
        private_addresses=_setting(environ, "KJOREPLAN_PRIVATE_ADDRESSES", False, _switch),
        log_level=read_log_level(environ),
        metrics=_setting(environ, "KJOREPLAN_METRICS", False, _switch),
        metrics_token=_setting(environ, "KJOREPLAN_METRICS_TOKEN", "", _token),
        metrics_port=_setting(environ, "KJOREPLAN_METRICS_PORT", None, _number(1, 65535)),
        queue_url=_setting(environ, "KJOREPLAN_QUEUE_URL", "", _queue_url),
        host_concurrency=_setting(environ, "KJOREPLAN_HOST_CONCURRENCY", 4, _number(1, 64)),
    )


def read_log_level(environ: Mapping[str, str]) -> str:
    """The level of logging that ``environ`` asks for, "" for none; of commands that need no more.

    Raises:
        InputError: there is no such level.
    """
    return _setting(environ, "KJOREPLAN_LOG_LEVEL", "", _log_level)


def _setting(
    environ: Mapping[str, str], name: str, default: _T, convert: Callable[[str], _T]
) -> _T:
    text = environ.get(name, "").strip()
    if not text:
        return default
    try:
        return convert(text)
    except ValueError as error:
        raise InputError(str(error), where=name) from None


def _data_dir(environ: Mapping[str, str]) -> Path:
    def absolute(text: str) -> Path:
        return Path(text).expanduser().absolute()

    shared = environ.get("XDG_DATA_HOME", "").strip() or "~/.local/share"
    return _setting(environ, "KJOREPLAN_DATA_DIR", absolute(f"{shared}/kjoreplan"), absolute)


def _database_url(text: str) -> str:
    if not text.startswith(("sqlite:///", "postgresql:", "postgresql+psycopg:")):
        raise ValueError("Adressen må begynne med sqlite:/// eller postgresql://.")
    return text


def _public_url(text: str) -> str:
    parts = urlsplit(text)
    at_home = parts.scheme == "http" and parts.hostname in _THIS_MACHINE
    plain = not (parts.query or parts.fragment or "@" in parts.netloc or " " in text)
    if not (parts.hostname and plain and (parts.scheme == "https" or at_home)):
        raise ValueError(
            "Skriv hele adressen til sidene, som https://kjoreplan.example.org. Den må begynne med "
            "https://, uten brukernavn og uten noe bak «?» eller «#»."
        )
    return text.rstrip("/")


def _queue_url(text: str) -> str:
    if not text.startswith(("redis://", "rediss://")):
        try:
            return _database_url(text)
        except ValueError:
            raise ValueError(
                "Adressen må begynne med sqlite:///, postgresql://, redis:// eller rediss://."
            ) from None
    return text


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in text.split(",") if key.strip())


def _log_level(text: str) -> str:
    if text.lower() not in _LOG_LEVELS:
        raise ValueError(f"«{text}» er ikke blant {', '.join(_LOG_LEVELS)}.")
    return text.lower()


def _token(text: str) -> str:
    if len(text) < _SHORTEST_TOKEN or not text.isascii():
        raise ValueError(
            f"Velg minst {_SHORTEST_TOKEN} tilfeldige bokstaver og tall, for eksempel fra: "
            "openssl rand -hex 20"
        )
    return text


def _switch(text: str) -> bool:
    if text not in {"0", "1"}:
        raise ValueError(f"«{text}» er verken 0 (av) eller 1 (på).")
    return text == "1"


def _number(low: int, high: int) -> Callable[[str], int]:
    def convert(text: str) -> int:
        if not text.isdecimal() or not low <= int(text) <= high:
            raise ValueError(f"«{text}» er ikke et helt tall fra {low} til {high}.")
        return int(text)

    return convert
