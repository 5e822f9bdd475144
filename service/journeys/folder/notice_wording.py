"""What a person must know about a document, as sentences in bokmål and nynorsk.

Each says what it is, why, and what to do; none names a person or quotes what somebody wrote. The
words stand in ``notices.toml``, those about sharing in `share_wording`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from service.domain.notices import Notice
from service.domain.wording import listed
from service.journeys.share_wording import share_notice_text

_Words = Mapping[str, Mapping[str, Mapping[str, str]]]  # kind, then code or tag, then language


def notice_text(notice: Notice, language: str = "nb") -> str:
    """The notice as one or two sentences, in bokmål (nb) or nynorsk (nn)."""
    if notice.code.of_sharing:
        return share_notice_text(notice, language)
    tongue = "nn" if language == "nn" else "nb"
    return _words()["notices"][notice.code][tongue].format(
        href=notice.href,
        other=notice.other,
        fields=_fields(notice.details, tongue),
        why=_why(notice.details, tongue),
    )


def _why(details: Iterable[str], tongue: str) -> str:
    """What stands in the way; the same thing is said once for all the fields it concerns."""
    concerned: dict[str, list[str]] = {}
    for detail in details:
        tag, marked, obstacle = detail.rpartition(":")
        if marked:
            concerned.setdefault(obstacle, []).append(tag)
    reasons = _words()["reasons"]
    return listed(
        [
            reasons[obstacle][tongue].format(fields=_fields(tags, tongue))
            for obstacle, tags in concerned.items()
        ]
    )


def _fields(tags: Iterable[str], tongue: str) -> str:
    known = _words()["fields"]
    return listed([known[tag][tongue] for tag in tags if tag in known])


@cache
def _words() -> _Words:
    text = (files("service.journeys.folder") / "notices.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
