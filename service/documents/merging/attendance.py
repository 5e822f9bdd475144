"""Who has reported absence, brought into the attendance table of a document people have edited.

Only the cell that says whether somebody came, and only where just what we wrote still stands in it:
whatever a person has written there is what is true.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from service.documents.gate.check import open_package
from service.documents.manifest import Manifest
from service.documents.merging.body import same
from service.documents.merging.lines import Line, lines_of
from service.documents.merging.rows import TableChange
from service.documents.reading.read import lay_out

ATTENDANCE: Final = "attendance"  # the table, and what is remembered of it beside fields' tags
NAME: Final = "name"
STATUS: Final = "status"


def attendance_change(
    data: bytes,
    base: Mapping[str, str],
    wanted: Mapping[str, str],
    *,
    manifests: Sequence[Manifest] | None = None,
) -> TableChange | None:
    """The rows of people who have reported since, or withdrawn; None where there are none.

    Args:
        data: the document as it is now.
        base: what was last written of whether somebody came, by name; nothing of the others.
        wanted: what should stand there, likewise.
        manifests: of the templates it may come from; the shipped ones where not given.

    Raises:
        UnsafeDocument: the file is not a DOCX or not a safe one.
    """
    names = {name for name in {*base, *wanted} if base.get(name, "") != wanted.get(name, "")}
    lines = list(lines_of(lay_out(open_package(data), manifests), ATTENDANCE)) if names else []
    old: dict[str, Mapping[str, str]] = {}
    new: dict[str, Mapping[str, str]] = {}
    for name in sorted(names):
        line = _only([one for one in lines if same(one.texts.get(NAME, ""), name)])
        if line is None or not same(line.texts.get(STATUS, "?"), base.get(name, "")):
            continue
        old[name] = line.texts
        new[name] = {**line.texts, STATUS: wanted.get(name, "")}
    return TableChange(ATTENDANCE, old, new, frozenset({STATUS})) if old else None


def _only(found: Sequence[Line]) -> Line | None:
    """The one row of somebody, unless suggestions wait in it."""
    return found[0] if len(found) == 1 and not found[0].tracked else None
