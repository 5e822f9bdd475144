"""Sealing what must not be readable in a stolen database: passwords of targets, read documents.

Fernet (AES-128-CBC with HMAC-SHA256). Several keys make a rotation: the first seals, all open.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from service.domain.errors import InputError


class SecretUnreadable(Exception):
    """A sealed value can't be opened: it was sealed with a key that is no longer given."""


class SecretBox:
    """Seals and opens short texts.

    Raises:
        InputError: a key is not a Fernet key, or none was given.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = tuple(keys)
        try:
            self._fernet = MultiFernet([Fernet(key) for key in self._keys])
        except ValueError:
            raise InputError(
                "Nøkkelen må være 32 tilfeldige byte i base64. Lag en ny, eller la feltet stå "
                "tomt, så lager tjenesten en selv.",
                where="KJOREPLAN_SECRET_KEY",
            ) from None

    def __repr__(self) -> str:
        """Say nothing of the keys."""
        return "SecretBox()"

    def seal(self, text: str) -> str:
        """The text, encrypted with the newest key."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """The text again.

        Raises:
            SecretUnreadable: none of the keys fits.
        """
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise SecretUnreadable("none of the given keys opens this value") from None

    def reseal(self, sealed: str) -> str:
        """The same text under the newest key, for a rotation."""
        return self.seal(self.open(sealed))

    def derived(self, purpose: str) -> tuple[bytes, ...]:
        """A 32-byte key for another purpose from each of the keys, the newest first."""
        return tuple(
            HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(
                key.encode()
            )
            for key in self._keys
        )


def keys_in(path: Path) -> tuple[str, ...]:
    """The keys of a key file, one a line; the file is made, with one key, if there is none.

    Raises:
        InputError: others than the owner can read it, or it can't be read or made.
    """
    try:
        _make_key_file(path)
        if path.stat().st_mode & 0o077:
            raise InputError(
                f"Nøkkelen kan leses av andre enn eieren. Kjør «chmod 600 {path}».",
                where=str(path),
            )
        return tuple(path.read_text(encoding="ascii").split())
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            "Nøkkelen kan ikke leses eller lages. Se etter at tjenesten eier fila.",
            where=str(path),
        ) from error


def write_keys(path: Path, keys: Iterable[str]) -> None:
    """Put these keys in the key file, the newest first, whole or not at all.

    Raises:
        InputError: it can't be written; what was there is there still.
    """
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write("".join(f"{key}\n" for key in keys))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError as error:
        raise InputError(
            "Nøkkelen kan ikke skrives. Se etter at tjenesten eier mappa, og at disken har plass.",
            where=str(path),
        ) from error


def _make_key_file(path: Path) -> None:
    """Write a new key where no file is. Of two processes that start at once, one wins."""
    if path.exists():
        return
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(Fernet.generate_key() + b"\n")
        with suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        draft.unlink()
