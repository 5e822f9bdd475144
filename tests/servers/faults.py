"""What goes wrong between us and a server, by name: each is an act of the meddler's.

`striking` lets one fault strike once, or for as long as it lasts; `sequence` draws faults from a
seed, so that what one run meets can be met again.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from tests.servers.meddler import Act, Forward, Reply, after, answer, broken, cut

LOGIN: Final = b"<!DOCTYPE html><html><body><form>Logg inn</form></body></html>"
READS: Final = frozenset({"GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT"})
_XML: Final = ("Content-Type", "application/xml; charset=utf-8")
_MEMBER: Final = re.compile(rb"<(\w+:)?response[\s>].*?</(?:\w+:)?response>", re.DOTALL)
_TOKEN: Final = re.compile(rb"<(\w+:)?sync-token[\s>].*?</(?:\w+:)?sync-token>", re.DOTALL)
_ETAG: Final = re.compile(rb"(<(?:\w+:)?getetag[^>/]*>)(.*?)(</(?:\w+:)?getetag>)", re.DOTALL)
_QUOTE: Final = b'(?:&quot;|&#34;|")'
_INVALID: Final = b'<?xml version="1.0"?><error xmlns="DAV:"><valid-sync-token/></error>'
_MULTISTATUS: Final = 207
_DELAY: Final = 0.05  # seconds


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One way to go wrong.

    Attributes:
        name: as tables say.
        act: what the proxy does.
        fits: which requests can meet it.
        lies: whether the answer is whole, valid and untrue: only another look finds it out.
    """

    name: str
    act: Act
    fits: Callable[[Forward], bool]
    lies: bool = False


def _writes(forward: Forward) -> bool:
    return forward.method not in READS


def _creates(forward: Forward) -> bool:
    return forward.method == "PUT" and "if-none-match" in forward.headers


def _listing(forward: Forward) -> bool:
    """A look at what there is: a sync report, or a folder with what lies in it."""
    if forward.method == "REPORT":
        return b"sync-collection" in forward.body
    return forward.method == "PROPFIND" and forward.headers.get("depth") == "1"


def _answered_in_xml(forward: Forward) -> bool:
    return forward.method in {"PROPFIND", "REPORT"}


def _with_token(forward: Forward) -> bool:
    return forward.method == "REPORT" and re.search(rb"sync-token>[^<]", forward.body) is not None


def _late(forward: Forward) -> Reply:
    time.sleep(_DELAY)
    return forward()


def _half_a_document(forward: Forward) -> Reply:
    """All that was promised comes, but the document isn't whole."""
    reply = forward()
    reply.body = reply.body[: len(reply.body) // 2]
    return reply


def _no_members(forward: Forward) -> Reply:
    """A whole, valid document that tells of nothing but the collection itself."""
    reply = forward()
    here = 1 if forward.method == "PROPFIND" else 0
    return _members_kept(reply, here)


def _cut_off(forward: Forward) -> Reply:
    """Half of the members, and the word that there were more (RFC 6578 §3.6), but no way on."""
    reply = forward()
    if reply.status != _MULTISTATUS:
        return reply
    count = len(_MEMBER.findall(reply.body))
    reply.body = _TOKEN.sub(b"", reply.body)
    reply = _members_kept(reply, (count + 1) // 2)
    end = reply.body.rindex(b"</")
    more = (
        f'<response xmlns="DAV:"><href>{forward.path}</href>'
        "<status>HTTP/1.1 507 Insufficient Storage</status></response>"
    )
    reply.body = reply.body[:end] + more.encode() + reply.body[end:]
    return reply


def _members_kept(reply: Reply, count: int) -> Reply:
    left = iter(range(count))
    reply.body = _MEMBER.sub(lambda m: m[0] if next(left, None) is not None else b"", reply.body)
    return reply


def _etags(change: Callable[[str], str | None]) -> Act:
    """Every etag changed, in headers and in documents; None takes it out."""

    def meddle(forward: Forward) -> Reply:
        reply = forward()
        reply.headers = [
            (name, told)
            for name, value in reply.headers
            if (told := change(value) if name.lower() == "etag" else value) is not None
        ]
        if forward.method in {"PROPFIND", "REPORT"}:
            reply.body = _ETAG.sub(_in_document, reply.body)
        return reply

    def _in_document(match: re.Match[bytes]) -> bytes:
        bare = re.sub(rb"^\s*" + _QUOTE + rb"|" + _QUOTE + rb"\s*$", b"", match[2]).decode()
        told = change(f'"{bare}"')
        return b"" if told is None else match[1] + told.encode() + match[3]

    return meddle


_PAGE = answer(200, ("Content-Type", "text/html; charset=utf-8"), body=LOGIN)
FAULTS: Final = tuple(
    Fault(name=name, act=act, fits=fits, lies=act is _no_members)
    for name, act, fits in (
        ("late", _late, lambda _: True),
        ("reset before", broken, lambda _: True),
        ("reset after", after(broken), lambda _: True),
        ("500", answer(500), lambda _: True),
        ("500 after", after(answer(500)), _writes),
        ("500 on create", answer(500), _creates),
        ("503", answer(503), lambda _: True),
        ("503 wait", answer(503, ("Retry-After", "0")), lambda _: True),
        ("429", answer(429), lambda _: True),
        ("401", answer(401), lambda _: True),
        ("404", answer(404), lambda _: True),
        ("302 login", answer(302, ("Location", "/login")), lambda _: True),
        ("200 page", _PAGE, lambda _: True),
        ("connection cut", cut, lambda f: f.method in READS),
        ("half a document", _half_a_document, _answered_in_xml),
        ("weak etag", _etags(lambda e: f"W/{e}"), lambda _: True),
        ("no etag", _etags(lambda _: None), lambda _: True),
        ("bare etag", _etags(lambda e: e.strip('"')), lambda _: True),
        ("-gzip etag", _etags(lambda e: f'{e[:-1]}-gzip"'), lambda _: True),
        ("507", answer(507), _writes),
        ("423", answer(423), _writes),
        ("read only: 404", answer(404), _writes),
        ("read only: 403", answer(403), _writes),
        ("invalid token", answer(403, _XML, body=_INVALID), _with_token),
        ("empty listing", _no_members, _listing),
        ("cut listing", _cut_off, _listing),
    )
)
BY_NAME: Final = {fault.name: fault for fault in FAULTS}


@dataclass
class Strike:
    """A fault that waits for its request: the ``at``-th that fits it, or every one for 0."""

    fault: Fault
    at: int = 0
    struck: int = 0
    _met: int = field(default=0, repr=False)

    def __call__(self, forward: Forward) -> Reply | None:
        """Behave, or do as the fault does."""
        if not self.fault.fits(forward):
            return forward()
        self._met += 1
        if self.at not in {0, self._met}:
            return forward()
        self.struck += 1
        return self.fault.act(forward)


@dataclass
class Sequence:
    """Faults drawn from a seed: of the requests that come, ``share`` meet one that fits."""

    seed: int
    share: float = 0.3
    faults: tuple[Fault, ...] = FAULTS
    met: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def drawn(self) -> Fault:
        """The next fault."""
        return self._random.choice(self.faults)

    def __call__(self, forward: Forward) -> Reply | None:
        """Behave, or do as the fault does that is drawn."""
        fault = self.drawn()
        if self._random.random() >= self.share or not fault.fits(forward):
            return forward()
        self.met.append(fault.name)
        return fault.act(forward)
