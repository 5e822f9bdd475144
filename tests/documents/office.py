"""LibreOffice and the OOXML validator, as tests start them: own profile, no network, no display."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NODE_CACHE = ROOT / ".cache" / "ooxml-validator"
SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's python3-uno belongs to it
OFFICE_SECONDS = 120
INSTALL_SECONDS = 300


def has_office() -> bool:
    """Whether LibreOffice and its Python bridge are on this machine."""
    if shutil.which("soffice") is None or not Path(SYSTEM_PYTHON).exists():
        return False
    asked = subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False)
    return asked.returncode == 0


def has_node() -> bool:
    """Whether Node's package manager is on this machine."""
    return shutil.which("npm") is not None


def install_validator() -> Path:
    """Install the pinned validator into the cache; return its command."""
    command = NODE_CACHE / "node_modules" / ".bin" / "ooxml-validator"
    wanted = (Path(__file__).parent / "package.json").read_text()
    installed = NODE_CACHE / "package.json"
    if not command.exists() or not installed.exists() or installed.read_text() != wanted:
        NODE_CACHE.mkdir(parents=True, exist_ok=True)
        installed.write_text(wanted)
        subprocess.run(
            ["npm", "install", "--prefix", str(NODE_CACHE), "--no-package-lock", "--no-audit",
             "--no-fund", "--silent"],
            check=True, timeout=INSTALL_SECONDS, capture_output=True,
        )  # fmt: skip
    return command


def schema_errors(command: Path, document: Path) -> list[str]:
    """What the validator holds against a file; [] where it is valid."""
    done = subprocess.run(
        [str(command), str(document)], capture_output=True, text=True, check=False, timeout=60
    )
    answer = json.loads(done.stdout)
    return [f"{e['path']} {e['xPath']}: {e['description']}" for e in answer["errors"]]


def convert(document: Path, to: str, folder: Path) -> Path:
    """Let LibreOffice open a file and save it in another format (or as DOCX again)."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--norestore", "--convert-to", to, "--outdir", str(folder), str(document)],
        check=True, timeout=OFFICE_SECONDS, capture_output=True,
    )  # fmt: skip
    return folder / f"{document.stem}.{to.partition(':')[0]}"


def edit(document: Path, saved: Path, script: Path, folder: Path) -> None:
    """Open a document in LibreOffice, let ``script`` edit it through UNO, save as DOCX."""
    subprocess.run(
        [SYSTEM_PYTHON, str(script), str(document), str(saved), str(folder)],
        check=True, timeout=OFFICE_SECONDS, capture_output=True,
    )  # fmt: skip
