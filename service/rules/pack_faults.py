"""What is wrong with a pack's file, and where: file, line, rule and field."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from service.domain.errors import InputError
from service.rules.pack_texts import Texts
from service.rules.phrasing import LANGUAGES, placeholders

_SENTENCES: Mapping[str, str] = {
    "extra_forbidden": "Feltet er ukjent. Se om navnet er skrevet riktig.",
    "missing": "Feltet mangler. Legg det til.",
}
_LIMITS: Mapping[str, str] = {"ge": "minst", "le": "høyst", "gt": "over", "lt": "under"}
_KINDS: Mapping[str, str] = {
    "int": "skriv et helt tall",
    "float": "skriv et tall",
    "bool": "skriv true eller false",
    "string": "skriv en tekst",
    "tuple": "skriv en liste",
    "list": "skriv en liste",
    "frozen_set": "skriv en liste",
    "dict": "skriv felt med hver sin verdi",
    "model": "skriv felt med hver sin verdi",
    "date": "skriv en dato som 2026-01-31",
    "time": "skriv et klokkeslett som 18:00",
}


class PackLines:
    """The lines of a pack's file, for saying where something is wrong."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._lines = text.splitlines()

    def check_placeholders(
        self, code: str, field: str, texts: Texts, allowed: frozenset[str]
    ) -> None:
        """Each language's text can be filled with what is allowed.

        Raises:
            InputError: it can't.
        """
        for language in LANGUAGES:
            place = self.where(code, f"{field}.{language}")
            try:
                names = placeholders(getattr(texts, language))
            except ValueError as error:
                raise InputError(f"Meldingen kan ikke leses: {error}.", where=place) from error
            if names - allowed:
                wrong, known = ", ".join(sorted(names - allowed)), ", ".join(sorted(allowed))
                message = f"Ukjent plassholder {wrong}. Velg blant: {known}."
                raise InputError(message, where=place)

    def fault(self, error: ValidationError, code: str, prefix: str = "") -> InputError:
        """The first thing that is wrong with a rule, a deadline or the pack, in one sentence."""
        first = error.errors()[0]
        field = ".".join(str(part) for part in ((prefix,) if prefix else ()) + first["loc"])
        return InputError(sentence(first), where=self.where(code, field))

    def where(self, code: str, field: str) -> str:
        """File, line and field; the line is that of the rule's field."""
        line = self._line(code, field.split(".", maxsplit=1)[0]) if code else None
        place = f", linje {line} ({code})" if line else f" ({code})" if code else ""
        return f"{self._name}{place}, {field}"

    def _line(self, code: str, field: str) -> int | None:
        """The line of a rule's field, or else the one that its code stands on."""
        begun = {f'code = "{code}"', f'key = "{code}"'}
        first = next((n for n, text in enumerate(self._lines) if text.strip() in begun), None)
        if first is None:
            return None
        for number, text in enumerate(self._lines[first + 1 :], first + 2):
            if text.startswith("[["):
                break
            if text.strip(" [").removeprefix("rules.").startswith(field):
                return number
        return first + 1


def sentence(error: ErrorDetails) -> str:
    """What is wrong with a value, for whoever wrote it."""
    kind, context = error["type"], error.get("ctx", {})
    if kind in _SENTENCES:
        return _SENTENCES[kind]
    if kind == "value_error":
        return f"Verdien kan ikke brukes: {context['error']}."
    if kind in {"enum", "literal_error", "union_tag_invalid"}:
        expected = context.get("expected", context.get("expected_tags"))
        choices = str(expected).replace(" or ", ", ").replace("'", "")
        return f"Verdien kan ikke brukes. Velg blant: {choices}."
    if limit := next((key for key in _LIMITS if key in context), ""):
        return f"Verdien kan ikke brukes: tallet må være {_LIMITS[limit]} {context[limit]}."
    what = next((text for start, text in _KINDS.items() if kind.startswith(start)), "")
    return f"Verdien kan ikke brukes: {what}." if what else "Verdien kan ikke brukes."
