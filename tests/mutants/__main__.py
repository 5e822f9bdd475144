"""How many wrong checks the rules' cases find out: ``make mutants``.

Every module of service/rules/checks is copied with thousands of small faults in it, of which one at
a time is switched on; the cases whose rules run through it are judged, and their whole answers are
compared with those written down (tests/rules/answers). A fault that changes no answer survives.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from mutmut.mutation.file_mutation import mutate_file_contents

_ROOT = Path(__file__).resolve().parents[2]
_CHECKS = Path("service/rules/checks")


def main() -> None:
    """Copy, put the faults in, and judge in processes that import only the copy."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", help="as study.hours or k08_vote_rights; else all")
    parser.add_argument("--survivors", action="store_true", help="name the faults that survive")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for part in ("service", "tests", "templates"):
            shutil.copytree(_ROOT / part, copy / part)
        shutil.copy(_ROOT / "pyproject.toml", copy)
        modules = asked.modules or _all_modules()
        for module in modules:
            path = (copy / _CHECKS).joinpath(*module.split(".")).with_suffix(".py")
            path.write_text(mutate_file_contents(str(path), path.read_text("utf-8")).code, "utf-8")
        command = [sys.executable, "-m", "tests.mutants.judging", *modules]
        environment = {**os.environ, "PYTHONPATH": str(copy), "MUTANT_UNDER_TEST": ""}
        if asked.survivors:
            environment["SHOW_SURVIVORS"] = "1"
        sys.exit(subprocess.run(command, cwd=copy, env=environment, check=False).returncode)


def _all_modules() -> list[str]:
    paths = (path.relative_to(_ROOT / _CHECKS) for path in (_ROOT / _CHECKS).rglob("[!_]*.py"))
    return sorted(".".join(path.with_suffix("").parts) for path in paths)


if __name__ == "__main__":
    main()
