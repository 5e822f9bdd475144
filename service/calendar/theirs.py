"""What people have chosen in an event that outlives our change of it."""

from __future__ import annotations

from collections.abc import Mapping

from icalendar import vText

from service.calendar.canonical import ABSENCE, LOCATION, SUMMARY, URL
from service.calendar.lines import Component, Line

_KEPT_WORDS = {
    SUMMARY: "Tittel",
    LOCATION: "Sted",
    URL: "Lenke",
}  # what a person wrote there is kept


def with_their_link(
    now: Mapping[str, str], wanted: Mapping[str, str], base: Mapping[str, str]
) -> dict[str, str]:
    """The fields with a person's link, such as to a video meeting, in place of ours.

    Without a record, a link that isn't the one we want may be an old one of ours: then it stays
    only where we have none.
    """
    theirs = now.get(URL)
    if not theirs or theirs == base.get(URL) or (not base and wanted.get(URL)):
        return dict(wanted)
    return {**wanted, URL: theirs}


def without_their_line(
    now: Mapping[str, str], wanted: Mapping[str, str], base: Mapping[str, str]
) -> dict[str, str]:
    """The fields without the link for absence where a person has taken just that one out."""
    taken_out = ABSENCE in base and ABSENCE not in now
    same = taken_out and base[ABSENCE] == wanted.get(ABSENCE)
    return {name: value for name, value in wanted.items() if not (same and name == ABSENCE)}


def keeping_words(
    component: Component,
    now: Mapping[str, str],
    wanted: Mapping[str, str],
    base: Mapping[str, str],
) -> Component:
    """The component with a person's title or place that is now undone, as a COMMENT."""
    comments = list(component.all("COMMENT"))
    for name, label in _KEPT_WORDS.items():
        words = now.get(name, "")
        if words and words not in {wanted.get(name), base.get(name)}:
            line = Line.of("COMMENT", vText(f"{label} før endring: {words}"))
            comments += [line] if line not in comments else []
    return component.with_lines("COMMENT", comments)
