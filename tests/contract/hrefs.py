"""What a listing holds, by name."""

from __future__ import annotations

from connectors.store import Resource


def hrefs(resources: tuple[Resource, ...]) -> set[str]:
    return {resource.href for resource in resources}
