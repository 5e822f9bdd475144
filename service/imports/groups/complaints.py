"""What is wrong with a group file, in words for the person who wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from types import UnionType
from typing import Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from service.domain.errors import InputError
from service.imports.groups.places import Path, line_of, shown
from service.imports.groups.schema import FileEntry

_SENTENCES: Mapping[str, str] = {
    "missing": "Feltet mangler. Legg det til.",
    "string_type": "Skriv en tekst i anførselstegn.",
    "int_type": "Skriv et helt tall, uten anførselstegn.",
    "bool_type": "Skriv true eller false, uten anførselstegn.",
    "date_type": "Skriv en dato som 2026-01-31, uten anførselstegn.",
    "list_type": 'Skriv en liste, som ["a", "b"].',
    "dict_type": "Skriv en tabell med felt og verdi.",
    "model_type": "Skriv en tabell med felt og verdi.",
    "too_short": "Lista er tom. Skriv minst én verdi.",
}


def complaint(text: str, filename: str, path: Path, message: str) -> InputError:
    """An error that names the file, the line where it can be found, and the field."""
    line = line_of(text, path)
    places = [filename, *([f"linje {line}"] if line else []), *([shown(path)] if path else [])]
    return InputError(message, where=", ".join(places))


def translated(text: str, filename: str, error: ValidationError) -> InputError:
    """What the schema refuses first. Values are not repeated: one may be a password.

    A misspelt key comes before the missing field that it was meant to be.
    """
    errors = error.errors(include_url=False, include_input=False)
    first = next((e for e in errors if e["type"] == "extra_forbidden"), errors[0])
    path = tuple(step for step in first["loc"] if step != "[key]")
    return complaint(text, filename, path, _sentence(first, path))


def _sentence(error: ErrorDetails, path: Path) -> str:
    context = error.get("ctx", {})
    kind = error["type"]
    if kind == "value_error":
        return str(context["error"])
    if kind == "extra_forbidden":
        allowed = ", ".join(_fields_at(path[:-1]))
        return f"Feltet er ukjent. Her kan det stå: {allowed}."
    if kind == "literal_error":
        return f"Skriv en av: {context['expected']}.".replace(" or ", ", ")
    if kind in {"greater_than_equal", "less_than_equal"}:
        limit = context.get("ge", context.get("le"))
        return f"Tallet må være {'minst' if 'ge' in context else 'høyst'} {limit}."
    return _SENTENCES.get(kind, "Verdien kan ikke brukes. Se beskrivelsen av feltet.")


def _fields_at(path: Path) -> list[str]:
    """The keys allowed in the table at ``path``."""
    model: type[BaseModel] = FileEntry
    for step in path:
        if isinstance(step, str):
            fields = {field.alias or name: field for name, field in model.model_fields.items()}
            inner = _model_in(fields[step].annotation) if step in fields else None
            model = inner or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in {list, tuple, Union, UnionType}:
        return next((m for a in get_args(annotation) if (m := _model_in(a))), None)
    return None
