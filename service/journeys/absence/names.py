"""Whom a name means that somebody has typed on a phone, or that their calendar has for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from service.domain.errors import InputError
from service.domain.model import Person, Roster

_MOST_WORDS = 6
_LONGEST = 60  # characters
_NAME = re.compile(r"[^\W\d_]+(?:[.'’ -]+[^\W\d_]+)*\.?")
_WHOLE = 2  # words that make a name more than a first name


def person_called(roster: Roster, name: str) -> Person | None:
    """The one person of the roster whom a name means; None where that is nobody, or several.

    Capitals, accents, hyphens and the order of first and last name don't matter. A part that only
    one has is enough, and a middle name may be there or not. A misspelt name means nobody: it could
    be another's.
    """
    typed = _words(name)
    known = [(person, _words(person.name)) for person in roster.people]
    ways: tuple[Callable[[frozenset[str]], bool], ...] = (
        lambda own: own == typed,
        lambda own: typed <= own,
        lambda own: len(own) >= _WHOLE and own <= typed,
    )
    for fits in ways if typed else ():
        found = [person for person, own in known if fits(own)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def read_name(text: str) -> str:
    """A name as somebody typed it, with single spaces.

    Raises:
        InputError: it is empty, or more than a name; so no reason finds its way in.
    """
    name = " ".join(unicodedata.normalize("NFC", text).split())
    short = len(name) <= _LONGEST and len(name.split()) <= _MOST_WORDS
    if not short or not _NAME.fullmatch(name):
        raise InputError("Skriv navnet ditt, uten andre ord.")
    return name


def _words(name: str) -> frozenset[str]:
    """The words of a name without case and marks: é as e, å as a."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return frozenset(re.findall(r"[^\W\d_]+", bare))
