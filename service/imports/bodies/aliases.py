"""The names that a person says mean one of the group's bodies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from service.domain.model import Body


def with_aliases(bodies: Sequence[Body], joins: Mapping[str, str]) -> tuple[Body, ...]:
    """The bodies, with the names that a person has joined to them by key as further aliases."""
    return tuple(
        replace(
            body,
            aliases=(
                *(alias for alias in body.aliases if joins.get(alias, body.key) == body.key),
                *(n for n, key in joins.items() if key == body.key and n not in body.aliases),
            ),
        )
        for body in bodies
    )
