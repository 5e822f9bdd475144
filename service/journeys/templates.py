"""Which template a group's document is made from."""

from __future__ import annotations

from functools import lru_cache

from service.documents.template import Template, load_template
from service.domain.model import Group
from service.journeys.kinds import variant_of


def template_for(group: Group, type_: str, language: str = "") -> Template:
    """The group's template for a type, in its own language where none is given.

    Raises:
        InputError: there is no such template.
    """
    return shipped(type_, language or group.language, variant_of(type_, group))


@lru_cache(maxsize=64)
def shipped(type_: str, language: str, variant: str = "") -> Template:
    """A shipped template, compiled once: compiling costs as much as many documents.

    Raises:
        InputError: there is no such template.
    """
    return load_template(type_, language, variant)
