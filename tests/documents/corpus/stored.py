"""The part of the corpus that is kept: what each editor saved, with what is to be read of it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import tomlkit

from tests.documents.corpus.measure import Expected
from tests.documents.corpus.run import Result

FOLDER = Path(__file__).parent / "files"
_HEAD = (
    "Made by `python -m tests.documents.corpus --write`, from the edits and not from the reader."
)


@dataclass(frozen=True)
class Stored:
    """A kept document and its expectation."""

    document: Path
    edits: tuple[str, ...]
    problems: frozenset[str]
    expected: tuple[Expected, ...]

    @property
    def template(self) -> str:
        """The template it was made from: "protokoll-nb"."""
        return self.document.name.rpartition("-")[0]


def stored() -> Iterator[Stored]:
    """All kept documents."""
    for document in sorted(FOLDER.glob("*.docx")):
        raw = tomllib.loads(document.with_suffix(".toml").read_text(encoding="utf-8"))
        yield Stored(
            document,
            tuple(raw["edits"]),
            frozenset(raw["problems"]),
            tuple(
                Expected(place, text, anchor, tuple(raw["names"].get(place, ())), edit)
                for place, anchor, text, edit in raw["values"]
            ),
        )


def write(results: Iterable[Result]) -> None:
    """Keep these documents and no others."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for result in results:
        path = FOLDER / f"{result.name}.{result.editor.lower()}.docx"
        path.write_bytes(result.saved)
        path.with_suffix(".toml").write_text(_toml(result), encoding="utf-8")


def _toml(result: Result) -> str:
    document = tomlkit.document()
    document.add(tomlkit.comment(_HEAD))
    document["editor"] = f"{result.editor} {result.version}"
    document["edits"] = _lines(result.edits)
    document["problems"] = sorted(result.problems[0])
    document["values"] = _lines([v.place, v.anchor, v.text, v.edit] for v in result.expected)
    names = tomlkit.table()
    for value in result.expected:
        if not value.text:
            names[value.place] = list(value.names)
    document["names"] = names
    return tomlkit.dumps(document)


def _lines(items: Iterable[object]) -> object:
    array = tomlkit.array()
    array.extend(items)
    return array.multiline(multiline=True)
