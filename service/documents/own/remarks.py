"""What there is to say of an uploaded template, in the admin's language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

ERRORS: Final = frozenset(
    {
        "missing_required", "misspelt", "doubled", "several_paragraphs", "row_control", "split_row",
        "no_header_row", "header_cell_blank", "key_column_missing", "case_incomplete",
        "case_in_table", "case_scattered", "tracked_changes", "outside_text", "unusable", "unnamed",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing about a template: what, where in it, and the words the sentence needs.

    An error keeps the template from being used; anything else is for the admin to know.
    """

    code: str
    place: str = ""  # the words it stands among, as a person sees them
    values: tuple[tuple[str, str], ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether the template can't be used as it is."""
        return self.code in ERRORS


def remark(code: str, place: str = "", **values: str) -> Remark:
    """A remark with the words its sentence needs."""
    return Remark(code=code, place=place, values=tuple(values.items()))


def sentence(about: Remark, language: str = "nb") -> str:
    """What it is and what to do, in bokmål, nynorsk or English (nb, nn, en)."""
    return _texts()[about.code][language].format(**dict(about.values))


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files(__package__).joinpath("remarks.toml").read_text(encoding="utf-8"))
