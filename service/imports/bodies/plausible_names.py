"""Whether what was taken for a body's name is one, or a piece of the text around it."""

from __future__ import annotations

import re

from service.imports.bodies.body_names import has_two_bodies, is_cut_off, is_no_body
from service.imports.wording.dates import MONTH_NAMES

_GENERIC = re.compile(
    r"(?:utvalg|utval|råd|rådet|nemnd|organ|komité|komite|styre|styret)", re.IGNORECASE
)
_OF_THE_TEXT = re.compile(
    r"\s{2,}|^\d|(?:styret?|skap|skapet|ting|tinget)\s+\d+$|[?!]|\b20[0-9]{2}\b|^(?:og|på|med|til|fra|frå|kl|den|av|for)\b|"
    r"\bkommune\b(?=.*(?:styre|skap|utval|råd|nemnd))|"
    rf"\b(?:møteplan|møtedato\w*|møtekalender|dato|klokkeslett|vår|våren|høst|høsten|haust|hausten|"
    rf"mandag|tirsdag|onsdag|torsdag|fredag|saker|strykes|ikke|ikkje|{'|'.join(MONTH_NAMES)})\b",
    re.IGNORECASE,
)


def doubt_about_name(name: str, written: str) -> str:
    """Why ``name``, read from ``written``, may be no body's; "" where nothing speaks against it."""
    if is_no_body(name):
        return "Navnet viser ikke hvilket organ som møtes."
    if is_cut_off(written):
        return f"Navnet «{written}» ser ut til å fortsette et annet sted."
    odd = _GENERIC.fullmatch(name) or _OF_THE_TEXT.search(name) or has_two_bodies(name)
    return f"«{name}» ser ikke ut som navnet på ett organ." if odd else ""
