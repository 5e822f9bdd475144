"""A member's own programs: vdirsyncer, which syncs calendars to files, and khal, which shows them.

Both come from ``make interop``, in an environment of their own.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = Path(__file__).resolve().parents[2] / ".venv-interop" / "bin"
_PATIENCE = 120.0  # seconds; a busy machine starts Python slowly


@dataclass(frozen=True)
class Member:
    """One person's machine: their settings, the copy of their calendars, khal's memory.

    Attributes:
        home: everything lies below it.
        zone: where the person is.
    """

    home: Path
    zone: str = "Europe/Oslo"

    @classmethod
    def with_account(
        cls,
        home: Path,
        url: str,
        username: str,
        password: str,
        *,
        collections: Sequence[str] = ("from b",),
    ) -> Member:
        """A person whose vdirsyncer knows the account; they see every calendar that is there."""
        home.mkdir(parents=True, exist_ok=True)
        secret = home / "password"
        secret.write_text(password, encoding="utf-8")
        pair = {
            "a": "files",
            "b": "server",
            "collections": list(collections),
            "implicit": "create",
            "metadata": ["displayname"],
        }
        files = {"type": "filesystem", "path": str(home / "calendars"), "fileext": ".ics"}
        server = {"type": "caldav", "url": url, "username": username}
        fetch = {"password.fetch": ["command", "cat", str(secret)]}
        sections = {
            "general": {"status_path": str(home / "status")},
            "pair calendars": pair,
            "storage files": files,
            "storage server": server | fetch,
        }
        (home / "vdirsyncer.conf").write_text(_ini(sections), encoding="utf-8")
        return cls(home)

    def discover(self) -> str:
        """Ask the server which calendars there are, and make a folder for each."""
        return self._vdirsyncer("discover")

    def sync(self) -> str:
        """Pull what is new on the server, push what is new here."""
        return self._vdirsyncer("sync")

    def start(self) -> str:
        """Start vdirsyncer and do nothing: what any run of it costs at least."""
        return self._run([str(PROGRAMS / "vdirsyncer"), "--version"])

    def files(self, calendar: str) -> list[Path]:
        """The objects of one calendar as they lie on the person's machine."""
        return sorted((self.home / "calendars" / calendar).glob("*.ics"))

    def agenda(self, calendar: str, first: str, last: str) -> list[str]:
        """What khal lists between two days: "2018-03-19 18:00-20:30 Gruppemøte", day by day."""
        shown = "{start-date} {start-time}-{end-time} {title}"
        days = self.khal("list", "-a", calendar, "-df", "", "-f", shown, first, last)
        return days.splitlines()

    def khal(self, *arguments: str, answers: Sequence[str] = ()) -> str:
        """Run khal, with ``answers`` typed at its questions."""
        settings = self.home / "khal.conf"
        settings.write_text(self._khal_settings(), encoding="utf-8")
        command = [str(PROGRAMS / "khal"), "-c", str(settings), *arguments]
        return self._run(command, "".join(f"{answer}\n" for answer in answers))

    def _vdirsyncer(self, verb: str) -> str:
        settings = str(self.home / "vdirsyncer.conf")
        return self._run([str(PROGRAMS / "vdirsyncer"), "-c", settings, verb])

    def _khal_settings(self) -> str:
        calendars = {
            folder.name: {"path": str(folder)}
            for folder in sorted((self.home / "calendars").iterdir())
        }
        listed = "".join(f"[[{name}]]\npath = {c['path']}\n" for name, c in calendars.items())
        return (
            f"[calendars]\n{listed}"
            f"[sqlite]\npath = {self.home / 'khal.db'}\n"
            f"[locale]\nlocal_timezone = {self.zone}\ndefault_timezone = {self.zone}\n"
            "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
            "firstweekday = 0\n"
        )

    def _run(self, command: Sequence[str], typed: str = "") -> str:
        done = subprocess.run(
            command,
            input=typed,
            env=self._environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=_PATIENCE,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{command[-1]} ended with {done.returncode}:\n{done.stderr}")
        return done.stdout

    def _environment(self) -> dict[str, str]:
        """Nothing of the machine's own user: no settings, no proxies."""
        return {"PATH": os.environ["PATH"], "HOME": str(self.home), "PYTHONUTF8": "1", "TZ": "UTC"}


def _ini(sections: dict[str, dict[str, object]]) -> str:
    return "\n".join(
        f"[{name}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in keys.items())
        for name, keys in sections.items()
    )
