"""What a pass rests on, so that one that would find the same is spared.

A pass that found nothing to do leaves on its target what it rested on: the groups' revisions, the
day, and the program itself. While all of these stand, the only thing that can have changed is what
lies on the server, and that is asked in one request. Every day begins with a whole pass, which
looks at everything there is.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from service.db.revisions import Head
from service.domain.model import OSLO

_ROOT = Path(__file__).resolve().parents[2]
_PARTS = ("connectors", "service", "templates")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The circumstances of a pass.

    ``revisions`` is by group: the pass's own, and those that some of its people also sit in.
    """

    day: str
    program: str
    revisions: Mapping[str, int]

    def over(self, group_ids: Iterable[str]) -> Standing:
        """The same for some of its groups."""
        return replace(self, revisions={one: self.revisions[one] for one in group_ids})

    def text(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))


def kept_standing(text: str | None) -> Standing | None:
    """The circumstances that were kept, if any were."""
    found = json.loads(text) if text else None
    if not isinstance(found, dict) or found.keys() != Standing.__annotations__.keys():
        return None  # nothing, or what another version of this program kept
    return Standing(**found)


def standing(
    found: Mapping[str, Head],
    group_ids: Iterable[str],
    now: dt.datetime,
    packs_folder: Path | None,
    public_url: str,
) -> Standing:
    """The circumstances now, of these groups; those that are not there count as well."""
    return Standing(
        day=now.astimezone(OSLO).date().isoformat(),
        program=" ".join((_program(), _fingerprint(packs_folder), public_url)),
        revisions={one: found[one].revision if one in found else -1 for one in group_ids},
    )


@functools.cache
def _program() -> str:
    """What tells this program from another version of it, the same on every machine."""
    return "".join(_fingerprint(_ROOT / part) for part in _PARTS)


def _fingerprint(folder: Path | None) -> str:
    """What the folder's files hold, in a few letters; "" for no folder."""
    if folder is None or not folder.is_dir():
        return ""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            found.update(f"{path.relative_to(folder)}\0".encode())
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:12]
