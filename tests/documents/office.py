"""LibreOffice and the OOXML validator, as tests start them: own profile, no network, no display."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VALIDATOR = ROOT / ".cache/npm/node_modules/.bin/ooxml-validator"  # `make parts` puts it there
SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's python3-uno belongs to it
OFFICE_SECONDS = 120


def schema_errors(document: Path) -> list[str]:
    """What the validator holds against a file; [] where it is valid."""
    done = subprocess.run(
        [str(VALIDATOR), str(document)], capture_output=True, text=True, check=False, timeout=60
    )
    answer = json.loads(done.stdout)
    return [f"{e['path']} {e['xPath']}: {e['description']}" for e in answer["errors"]]


def convert(document: Path, to: str, folder: Path) -> Path:
    """Let LibreOffice open a file and save it in another format (or as DOCX again)."""
    return convert_all([document], to, folder)[0]


def convert_all(documents: Sequence[Path], to: str, folder: Path) -> list[Path]:
    """The same for many files of different names: starting LibreOffice takes longest."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--norestore", "--convert-to", to, "--outdir", str(folder), *map(str, documents)],
        check=True, timeout=OFFICE_SECONDS, capture_output=True,
    )  # fmt: skip
    return [folder / f"{document.stem}.{to.partition(':')[0]}" for document in documents]


def edit(document: Path, saved: Path, script: Path, folder: Path) -> None:
    """Open a document in LibreOffice, let ``script`` edit it through UNO, save as DOCX."""
    subprocess.run(
        [SYSTEM_PYTHON, str(script), str(document), str(saved), str(folder)],
        check=True, timeout=OFFICE_SECONDS, capture_output=True,
    )  # fmt: skip
