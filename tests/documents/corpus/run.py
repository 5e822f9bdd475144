"""Editing the corpus's documents and measuring how they are read."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from service.documents import read, shipped_manifests
from tests.documents.corpus.document import look_at
from tests.documents.corpus.editors import DRIVERS, Editor, running
from tests.documents.corpus.measure import (
    Expected,
    Verdict,
    expectation,
    to_be_told,
    told,
    undone,
    verdicts,
)
from tests.documents.corpus.plan import Draft, big, drafts


@dataclass(frozen=True)
class Result:
    """One document, edited in one editor and read."""

    name: str
    editor: str
    version: str
    edits: tuple[str, ...]
    saved: bytes
    expected: tuple[Expected, ...]
    verdicts: tuple[Verdict, ...]
    undone: tuple[str, ...]
    problems: tuple[frozenset[str], frozenset[str]]  # to be told, and told


def all_drafts() -> list[Draft]:
    """Every document of the corpus before it is edited."""
    manifests = shipped_manifests()
    return [*drafts(manifests), *big(manifests)]


def run() -> dict[str, list[Result]]:
    """Edit and read all of them, both editors at once."""
    with ThreadPoolExecutor(len(DRIVERS)) as pool:
        return dict(zip(DRIVERS, pool.map(_run, DRIVERS), strict=True))


def _run(name: str) -> list[Result]:
    with running(name) as editor:
        return list(_results(editor))


def _results(editor: Editor) -> Iterator[Result]:
    for draft in all_drafts():
        sheet = draft.sheet
        saved = editor.edit(draft.document, sheet.steps)
        left = look_at(saved)
        expected = expectation(sheet, left)
        reading = read(saved)
        yield Result(
            name=draft.name,
            editor=editor.name,
            version=editor.version,
            edits=tuple(sheet.edits),
            saved=saved,
            expected=tuple(expected),
            verdicts=tuple(verdicts(expected, reading, sheet.manifest)),
            undone=tuple(undone(sheet, left)),
            problems=(frozenset(to_be_told(sheet, left)), frozenset(told(reading))),
        )
