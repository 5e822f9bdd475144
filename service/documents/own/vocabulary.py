"""The tags a template of a type may use, and what is meant by those that are not among them."""

from __future__ import annotations

from difflib import get_close_matches

from service.documents.manifest import Manifest
from service.documents.rendering.cutting import CASE

_LIKE = 0.75


class Vocabulary:
    """A type's tags. A person may also have written one as the control's name."""

    def __init__(self, base: Manifest) -> None:
        self.fields = {spec.tag: spec for spec in base.fields}
        self.columns = {
            f"{table.id}.{column.key}"
            for table in base.tables
            for column in table.columns
            if column.key != "position"
        }
        self.labels = {f"{CASE}{label.key}": label for label in base.case_labels}
        heading = {f"{CASE}number", f"{CASE}title"} if base.case_labels else set()
        self.tags = frozenset(self.fields) | self.columns | set(self.labels) | heading

    def tag_of(self, tag: str, alias: str) -> str:
        """The tag a control is known by; "" where it is none of the type's."""
        if tag.strip() in self.tags:
            return tag.strip()
        return alias.strip() if not tag and alias.strip() in self.tags else ""

    def likely(self, tag: str) -> str:
        """The tag that was meant, if one is much like it."""
        return next(iter(get_close_matches(tag.strip().lower(), sorted(self.tags), 1, _LIKE)), "")
