"""Forms as a browser without scripts reads and sends them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

Fields = dict[str, list[str]]


@dataclass
class Form:
    """A form of a page: where it goes, and what it would send as it stands."""

    action: str
    fields: Fields = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._text: str | None = None
        self._select = ""
        self._button: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "form":
            self._form = Form(action=has.get("action") or "")
            self.forms.append(self._form)
        if self._form is None:
            return
        name, value = has.get("name") or "", has.get("value") or ""
        if tag == "input" and name:
            if has.get("type") not in {"checkbox", "radio"} or "checked" in has:
                self._form.fields.setdefault(name, []).append(value)
        elif tag == "textarea":
            self._text = name
            self._form.fields.setdefault(name, []).append("")
        elif tag == "select":
            self._select = name
            self._form.fields[name] = []
        elif tag == "option" and self._select:
            chosen = self._form.fields[self._select]
            if "selected" in has or not chosen:
                self._form.fields[self._select] = [value]
        elif tag == "button":
            self._form.buttons.append("")
            self._button = name

    def handle_data(self, data: str) -> None:
        if self._form and self._text is not None:
            self._form.fields[self._text][-1] += data
        if self._form and self._button is not None:
            self._form.buttons[-1] += data.strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._text = None
        elif tag == "select":
            self._select = ""
        elif tag == "button":
            self._button = None


def forms_in(html: str) -> list[Form]:
    """Every form of a page, in order."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def form_with(html: str, button: str) -> Form:
    """The first form with a button that begins so."""
    return next(f for f in forms_in(html) if any(b.startswith(button) for b in f.buttons))
