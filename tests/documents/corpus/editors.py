"""LibreOffice and OnlyOffice as processes that edit one document after another."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.documents.corpus.sheet import Step
from tests.documents.office import ROOT, SYSTEM_PYTHON

HERE = Path(__file__).parent
INTEROP_PYTHON = ROOT / ".venv-interop/bin/python"  # `make interop` puts document-builder there
DRIVERS = {
    "LibreOffice": (SYSTEM_PYTHON, HERE / "drive_libreoffice.py"),
    "OnlyOffice": (INTEROP_PYTHON, HERE / "drive_onlyoffice.py"),
}


class EditFailed(AssertionError):
    """A step found no place to be done: the edit and the document don't fit."""


@dataclass
class Editor:
    """A running editor, with the version it tells of itself."""

    name: str
    version: str
    process: subprocess.Popen[str]
    folder: Path

    def edit(self, document: bytes, steps: Sequence[Step]) -> bytes:
        """Open a document, do the steps, save it as DOCX.

        Raises:
            EditFailed: a step could not be done, or the editor ended.
        """
        source, target = self.folder / "before.docx", self.folder / "after.docx"
        source.write_bytes(document)
        target.unlink(missing_ok=True)
        job = {"source": str(source), "target": str(target), "steps": list(steps)}
        print(json.dumps(job), file=self.process.stdin, flush=True)
        if error := _answer(self.process)["error"]:
            raise EditFailed(f"{self.name}: {error}")
        return target.read_bytes()


@contextmanager
def running(name: str) -> Iterator[Editor]:
    """An editor for as long as it is needed."""
    with TemporaryDirectory(prefix="corpus-") as folder:
        command = [*map(str, DRIVERS[name]), folder]
        log = (Path(folder) / "log").open("w+")
        with (
            log,
            subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
            ) as process,
        ):
            yield Editor(name, _answer(process)["version"], process, Path(folder))


def _answer(process: subprocess.Popen[str]) -> dict[str, str]:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise EditFailed(f"The editor ended with status {process.wait()}.")
    answer: dict[str, str] = json.loads(line)
    return answer
