"""The command line as somebody at a terminal meets it, with a folder and a database of its own."""

from __future__ import annotations

import os
import resource
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from service.cli import main

COMMAND = Path(sys.executable).with_name("kjoreplan")


@dataclass(frozen=True)
class Ran:
    """How a command ended: the exit status, and what stands on standard output and error."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Terminal:
    """Runs commands in ``folder``; the service keeps its things in ``home``."""

    folder: Path
    home: Path
    patch: pytest.MonkeyPatch
    capture: pytest.CaptureFixture[str]

    @property
    def database(self) -> Path:
        return self.home / "kjoreplan.db"

    def run(self, command: str) -> Ran:
        """In this process, from the entry point: what starting Python anew costs is saved."""
        self.patch.setattr(sys, "argv", ["kjoreplan", *shlex.split(command)])
        self.capture.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        shown = self.capture.readouterr()
        return Ran(int(end.value.code or 0), shown.out, shown.err)

    def outside(self, command: str, *, largest_file: int | None = None) -> Ran:
        """In a shell; with ``largest_file`` bytes, as on a disk that is full then."""

        def limit() -> None:
            if largest_file is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

        ended = subprocess.run(
            ["/bin/sh", "-c", f"exec {shlex.quote(str(COMMAND))} {command}"],
            preexec_fn=limit,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return Ran(ended.returncode, ended.stdout, ended.stderr)


def terminal_in(
    place: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]
) -> Terminal:
    """A terminal whose service knows nothing yet."""
    folder, home = place / "her", place / "home"
    folder.mkdir()
    for name in [n for n in os.environ if n.startswith("KJOREPLAN_")]:
        patch.delenv(name)
    patch.setenv("KJOREPLAN_DATA_DIR", str(home))
    patch.chdir(folder)
    return Terminal(folder, home, patch, capture)
