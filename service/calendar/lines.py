"""An iCalendar object as content lines, so that what is not ours is kept to the letter.

Reading and merging work on lines (RFC 5545 §3.1) and interpret only those of our own properties.
Whatever else a person's program has put into the object passes through unread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from icalendar.parser import Contentline, Contentlines, Parameters

# icalendar leaves these untyped
_unfold: Callable[[str], list[Contentline]] = Contentlines.from_ical
_content_line: Callable[[str], Contentline] = Contentline
_folded: Callable[[Contentline], bytes] = Contentline.to_ical

_NAME = re.compile(r"\s*([A-Za-z0-9-]+)\s*[;:]")
_FOLDED_FROM = 75  # octets (RFC 5545 §3.1)
_DEEPEST = 20  # a calendar, an event, an alarm are three
COMPONENTS = frozenset({"VEVENT", "VTODO"})


class UnreadableObject(Exception):
    """A calendar object that can't be understood. It is left alone; other objects are not affected.

    A retry doesn't help: the object stays so until somebody changes it.
    """


class Value(Protocol):
    """One of icalendar's value types."""

    def to_ical(self) -> bytes | str:
        """The value as it stands in a line, escaped."""


@dataclass(frozen=True, slots=True)
class Line:
    """One unfolded content line."""

    text: str
    name: str  # upper case

    @classmethod
    def of(cls, name: str, value: Value, params: dict[str, str] | None = None) -> Line:
        """A line of a property."""
        made = Contentline.from_parts(name, Parameters(params or {}), value)
        return cls(str(made), name.upper())

    @property
    def value(self) -> str:
        """The value, still escaped."""
        return self._parts()[2]

    @property
    def words(self) -> str:
        """The value as a text, no longer escaped (RFC 5545 §3.3.11)."""
        self._parts()
        return _content_line(self.text).parts()[2]

    def param(self, name: str) -> str:
        """A parameter's value, or ""."""
        found = self._parts()[1].get(name, "")
        return found if isinstance(found, str) else ",".join(found)

    def _parts(self) -> tuple[str, Parameters, str]:
        try:
            return _content_line(self.text).raw_parts()
        except ValueError as error:
            raise UnreadableObject(f"Linja «{self.text[:40]}» kan ikke leses.") from error


@dataclass(frozen=True, slots=True)
class Component:
    """A component: its own lines, and those within it, in their order."""

    name: str
    lines: tuple[Line, ...] = ()
    children: tuple[Component, ...] = ()

    def all(self, name: str) -> tuple[Line, ...]:
        """The component's own lines of that name."""
        return tuple(line for line in self.lines if line.name == name)

    def first(self, name: str) -> Line | None:
        """The first own line of that name."""
        return next((line for line in self.lines if line.name == name), None)

    def of_kind(self, *names: str) -> tuple[Component, ...]:
        """The components directly within, of these names."""
        return tuple(child for child in self.children if child.name in names)

    def with_lines(self, name: str, lines: Iterable[Line]) -> Component:
        """The same with these lines in the place of all of that name, or last if it had none."""
        fresh = tuple(lines)
        kept = [line for line in self.lines if line.name != name]
        place = next((n for n, line in enumerate(self.lines) if line.name == name), len(kept))
        return replace(self, lines=(*kept[:place], *fresh, *kept[place:]))

    def with_child(self, old: Component | None, new: Component | None) -> Component:
        """The same with ``new`` in the place of ``old``; None adds one, or takes one away."""
        if old is None:
            return replace(self, children=(*self.children, *([new] if new else [])))
        swapped = (new if child is old else child for child in self.children)
        return replace(self, children=tuple(child for child in swapped if child is not None))

    def to_ical(self) -> bytes:
        """The object's bytes, folded, with CRLF."""
        return b"".join(_octets(text) + b"\r\n" for text in self._texts())

    def _texts(self) -> Iterator[str]:
        yield f"BEGIN:{self.name}"
        yield from (line.text for line in self.lines)
        for child in self.children:
            yield from child._texts()  # noqa: SLF001 - its own class
        yield f"END:{self.name}"


def _octets(text: str) -> bytes:
    """A line's bytes; the library folds by the letter, so short lines are not given to it."""
    whole = text.encode()
    return whole if len(whole) < _FOLDED_FROM else _folded(_content_line(text))


def parse(data: bytes) -> Component:
    """Read an object into its components.

    Raises:
        UnreadableObject: it is not one VCALENDAR in UTF-8 whose parts begin and end in order.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableObject("Oppføringen er ikke i UTF-8.") from error
    try:
        texts = [str(line) for line in _unfold(text) if line.strip()]
    except ValueError as error:
        raise UnreadableObject("Oppføringen er ikke i formatet iCalendar.") from error
    return _nested([_line(text) for text in texts])


def _line(text: str) -> Line:
    found = _NAME.match(text)
    if found is None:
        raise UnreadableObject(f"Linja «{text[:40]}» kan ikke leses.")
    return Line(text, found.group(1).upper())


@dataclass(slots=True)
class _Open:
    """A component that has begun and not yet ended."""

    name: str
    lines: list[Line] = field(default_factory=list)
    children: list[Component] = field(default_factory=list)

    def closed(self) -> Component:
        return Component(self.name, tuple(self.lines), tuple(self.children))


def _nested(lines: Iterable[Line]) -> Component:
    """Nest the lines by their BEGIN and END."""
    root = _Open("")
    stack = [root]
    for line in lines:
        if line.name == "BEGIN" and len(stack) > _DEEPEST:
            raise UnreadableObject("Oppføringen har for mange deler inni hverandre.")
        if line.name == "BEGIN":
            stack.append(_Open(line.value.strip().upper()))
        elif line.name == "END":
            done = stack.pop()
            if not stack or done.name != line.value.strip().upper():
                raise UnreadableObject("Delene i oppføringen begynner og slutter ikke i orden.")
            stack[-1].children.append(done.closed())
        else:
            stack[-1].lines.append(line)
    if len(stack) != 1 or root.lines or [c.name for c in root.children] != ["VCALENDAR"]:
        raise UnreadableObject("Oppføringen er ikke én hel kalenderoppføring.")
    return root.children[0]
