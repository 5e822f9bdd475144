"""The one error for input that can't be used: what, where, and what to do."""

from __future__ import annotations


class InputError(Exception):
    """Somebody's file or form can't be used, and nothing was done with any part of it.

    The message is one or two sentences in bokmål for the person who made the input: what is wrong
    and what to do. ``where`` names file, line or field: "møteplan.csv, linje 12", "gruppe.toml,
    people[2].roles[0].role".
    """

    def __init__(self, message: str, *, where: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message
