"""Typing another text where one stands, as a person would: in its first run, with its look.

What else stands among the runs (bookmarks, comments' ends, spelling marks) keeps its place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from lxml import etree

from service.documents.ooxml import (
    BR,
    R_PR,
    R_STYLE,
    SDT,
    SDT_PR,
    SHOWING_PLACEHOLDER,
    TAB,
    VAL,
    W_NS,
    R,
    T,
    w,
)
from service.documents.reading.inline import TRANSPARENT, content_of
from service.documents.reading.style_names import is_on
from service.documents.splices import Splices

_CHARACTERS: Final = {
    TAB: "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}
_HIDDEN: Final = w("vanish")
_BREAK_TYPE: Final = w("type")
_PLAIN_TEXT: Final = w("text")
_SILENT: Final = frozenset({R_PR, w("lastRenderedPageBreak")})
_WRAPPING: Final = frozenset({w("hyperlink"), w("fldSimple")})


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run with text that people see; ``plain`` if it holds nothing else and is no link."""

    element: etree._Element
    text: str
    words: tuple[etree._Element, ...]
    plain: bool


def text_runs(parent: etree._Element, *, linked: bool = False) -> Iterator[TextRun]:
    """The runs below a paragraph or control that show text, in order."""
    for child in parent:
        if child.tag == R:
            run = _text_run(child, linked)
            if run is not None:
                yield run
        elif child.tag == SDT:
            yield from text_runs(content_of(child), linked=linked)
        elif child.tag in TRANSPARENT:
            yield from text_runs(child, linked=linked or child.tag in _WRAPPING)


def joined(runs: Sequence[TextRun]) -> str:
    """The text of several runs."""
    return "".join(run.text for run in runs)


def retype(
    splices: Splices,
    runs: Sequence[TextRun],
    text: str,
    *,
    guidance_styles: Collection[str] | None = None,
) -> None:
    """Let the text of ``runs`` be another; all must be plain, and there must be one.

    Where they show guidance, ``guidance_styles`` are the ids of the styles it has: the first run
    loses that look, and the control it stands in the mark that it shows guidance.
    """
    first, *rest = runs
    splices.insert(splices.extent(first.words[0]).start, _words(first.element, text))
    for word in first.words:
        splices.remove(word)
    for run in rest:
        splices.remove(run.element)
    for style in first.element.iterfind(f"{R_PR}/{R_STYLE}"):
        if style.get(VAL) in (guidance_styles or ()):
            splices.remove(style)
    _prepare_control(splices, first.element, text, filled=guidance_styles is not None)


def type_into(splices: Splices, element: etree._Element, text: str) -> None:
    """Put a text into a paragraph or a control's content where none stands."""
    name = _prefix(element)
    run = f"<{name}r>".encode() + _words(element, text) + f"</{name}r>".encode()
    splices.fill(element, b"", run)
    _prepare_control(splices, element, text, filled=True)


def _text_run(run: etree._Element, linked: bool) -> TextRun | None:
    text, words, plain = "", [], not linked
    for child in run:
        if child.tag == T:
            text += child.text or ""
            words.append(child)
        elif child.tag == BR and child.get(_BREAK_TYPE, "textWrapping") == "textWrapping":
            text += "\n"
            words.append(child)
        elif child.tag in _CHARACTERS:
            text += _CHARACTERS[child.tag]
            words.append(child)
        elif child.tag == R_PR:
            hidden = child.find(_HIDDEN)
            if hidden is not None and is_on(hidden):
                return None
        else:
            plain = plain and child.tag in _SILENT
    return TextRun(run, text, tuple(words), plain) if words else None


def _words(near: etree._Element, text: str) -> bytes:
    name = _prefix(near)
    lines = escape(text).replace("\t", " ").split("\n")
    texts = (f'<{name}t xml:space="preserve">{line}</{name}t>' for line in lines)
    return f"<{name}br/>".join(texts).encode()


def _prefix(near: etree._Element) -> str:
    """What WordprocessingML's names begin with at this place: "w:" in all known editors."""
    prefix = next(prefix for prefix, uri in near.nsmap.items() if uri == W_NS)
    return f"{prefix}:" if prefix else ""


def _prepare_control(splices: Splices, inside: etree._Element, text: str, *, filled: bool) -> None:
    """A control that shows a value is not marked as guidance, nor as plain if it has two lines."""
    unwanted = [SHOWING_PLACEHOLDER] if filled else []
    unwanted += [_PLAIN_TEXT] if "\n" in text else []
    control = next(inside.iterancestors(SDT), None)
    if control is not None:
        for tag in unwanted:
            for mark in control.iterfind(f"{SDT_PR}/{tag}"):
                splices.remove(mark)
