"""Whether a date still stands: the words that call it off, move it or leave it open."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from service.imports.wording.clock import without_spans
from service.imports.wording.dates import Day, dates_in_prose, days_in_note

_OFF = re.compile(
    r"\b(?:avlyste?|avlyses|avlysast|utgår|utgått|kansellert|kanselleres|kansellerast|innstilt|"
    r"cancell?ed)\b",
    re.IGNORECASE,
)
# These call a meeting off only when nothing follows: papers go out, and a member can't come.
_OFF_ALONE = (
    r"(?:går ut|gått ut|strøket|strøken|stroke|stroken|(?:ikke|ikkje)(?: noe| noko)? møte|"
    r"(?:ingen|inga|intet|inkje) møte|(?:faller|fell) bort|bortfaller|bortfell|sløyfes|sløyfa|"
    r"sløyfet|sløyfast|droppes|droppet|droppa|strykes|strykast|"
    r"tas ikke|blir ikke holdt|vert ikkje halde|faller ut|fell ut)"
)
_SAYS_ONLY_OFF = re.compile(
    rf"(?:møtet? )?(?:er |blir |vert )?{_OFF_ALONE}[ .!]*",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    rf"\b(?:{_OFF_ALONE}|utsatt|utsatte|utsettes|utsett|utsette|utsettast|flytt[ea]\w*|"
    r"(?:endre[ts]|endra|endrast) (?:til|dato|møtedato)|ny(?:tt)? (?:dato|møtedato|møte)|"
    r"erstatt\w*|i ?stede(?:n|t)\w*|i ?staden|forskjøvet|forskyves|forskjøve|forskuva|"
    r"fr[ea]mskyndet|framskunda|omberamm\w*|postponed|moved|rescheduled|replaced)\b|"
    r"[-=] ?>|→|⇒",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:ca|cirka|"
    r"reserve\w*|evt?|eventuel\w*|foreløpig\w*|førebels|usikker\w*|ikke endelig\w*|"
    r"ikkje endeleg\w*|(?:ikke|ikkje|må) (?:bekreft|stadfest)\w*|til avklaring|vurderes|"
    r"vurderast|avhengig av|tentativ\w*|ved behov|etter behov|"
    r"flere dager|fleire dagar|(?:med|tas? )\s*(?:et )?forbehold|med atterhald|om nødvendig|"
    r"om naudsynt|dersom|kan bli|foreslås|foreslått|føreslått|fastsettes|fastsetjast|"
    r"vert fastsett|blir fastsatt|avklares|ikke bestemt|ikkje bestemt|ikke fastsatt|"
    r"ikkje fastsett|ikke avklart|uavklart|eller|el\.)(?!\w)|\?",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r"\(([^()]*)\)")


def is_called_off(texts: Iterable[str]) -> bool:
    """Whether the cells of a row say outright that the meeting isn't held."""
    return any(
        _OFF.search(text)
        or any(_SAYS_ONLY_OFF.fullmatch(said.strip()) for said in (text, *notes_within(text)))
        for text in texts
    )


def calls_off(sentence: str) -> bool:
    """Whether a sentence says of a meeting it names that it isn't held."""
    return _OFF.search(sentence) is not None


def notes_within(text: str) -> tuple[str, ...]:
    """What a text says in parentheses."""
    return tuple(note.strip() for note in _PARENTHESIS.findall(text) if note.strip())


def speaks_of_change(text: str) -> bool:
    """Whether a text, wherever it stands, says that a meeting is put off, moved or replaced."""
    return _CHANGED.search(text) is not None


def leaves_open(text: str) -> bool:
    """Whether a text says that what it speaks of isn't settled."""
    return _OPEN.search(text) is not None


def texts_against(
    days: Collection[Day], notes: Iterable[str], cells: Iterable[tuple[str, bool]]
) -> list[str]:
    """What a row says against its days, each thing once.

    Args:
        days: the days the row gives.
        notes: what is said of them in words; here any other day counts, also "til 29.5".
        cells: every cell, and whether a full date in it would be one of the meeting.
    """
    said = [note for note in dict.fromkeys(notes) if _is_doubtful(note, days)]
    for text, dated in cells:
        heard = any(note.casefold() in text.casefold() for note in said)
        moved = dated and _names_another(dates_in_prose(text), days)
        if not heard and (moved or speaks_of_change(text)):
            said.append(text)
    return said


def _is_doubtful(note: str, days: Collection[Day]) -> bool:
    return (
        _OPEN.search(note) is not None
        or speaks_of_change(note)
        or _names_another(days_in_note(without_spans(note)), days)
    )


def _names_another(named: Iterable[Day], days: Collection[Day]) -> bool:
    return any(not any(_same(one, day) for day in days) for one in named)


def _same(one: Day, other: Day) -> bool:
    years = {one.year, other.year} - {None}
    return (one.day, one.month) == (other.day, other.month) and len(years) < 2
