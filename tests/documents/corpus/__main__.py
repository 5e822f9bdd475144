"""``python -m tests.documents.corpus``: the corpus's figures, its edits, or the kept files anew."""

from __future__ import annotations

import argparse
import inspect
import sys
from collections.abc import Iterable, Iterator

from service.documents import shipped_manifests
from tests.documents.corpus.edit import EDITS
from tests.documents.corpus.plan import name_of
from tests.documents.corpus.report import failures, report
from tests.documents.corpus.run import Result, run
from tests.documents.corpus.stored import write


def main() -> int:
    """Do what the command line asks for; 1 where a value was missed or read wrongly."""
    parser = argparse.ArgumentParser(prog="python -m tests.documents.corpus")
    parser.add_argument("--edits", action="store_true", help="list the edits and do nothing")
    parser.add_argument("--write", action="store_true", help="keep what the editors save")
    arguments = parser.parse_args()
    if arguments.edits:
        print("\n".join(_described()))
        return 0
    results = run()
    every = [result for own in results.values() for result in own]
    print("\n".join([*failures(every), report(results)]))
    if arguments.write:
        write(to_keep(every))
    return 1 if failures(every) else 0


def _described() -> Iterator[str]:
    for edit in EDITS:
        says = inspect.getdoc(edit.act)
        yield f"{edit.name}: {says}" if says else edit.name


def to_keep(results: Iterable[Result]) -> Iterator[Result]:
    """All of the first protocol's, and the first of every other type's first template."""
    first: dict[str, str] = {}
    for manifest in shipped_manifests():
        first.setdefault(manifest.type, name_of(manifest))
    for result in results:
        template, _, number = result.name.rpartition("-")
        if template in first.values() and (template == first["protokoll"] or number == "1"):
            yield result


if __name__ == "__main__":
    sys.exit(main())
