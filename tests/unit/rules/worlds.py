"""Facts of the cases' two worlds, for tests of the engine itself."""

from __future__ import annotations

from typing import Any

from service.rules.facts import Facts
from tests.rules.notation import facts_of, worlds

_WORLDS = worlds()


def world(which: str, /, **case: Any) -> Facts:
    """The world ``ap`` or ``sp`` with what the case says different."""
    return facts_of(_WORLDS[which], case)


def protocol(*cases: dict[str, Any], meeting: str = "2018-04-16 gruppemøte") -> dict[str, Any]:
    """A written protocol with these cases."""
    return {
        "type": "protokoll",
        "meeting": meeting,
        "path": "Protokoll.docx",
        "attendance": ["Kari Nordmann: møtt"],
        "cases": list(cases),
    }
