"""Changing the key that passwords and readings are sealed with, in two steps.

Processes that run already know the old key alone. So the new key goes first in the file and the old
one stays, until all of them have been started anew and nothing is sealed with it any more.
"""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.fernet import Fernet

from service.config import Config
from service.db.sealed import reseal
from service.db.sealing import SecretBox, keys_in, write_keys
from service.domain.errors import InputError
from service.journeys.services import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotated:
    """How many values are sealed with the newest key now, and how many older keys there still are.

    ``in_file``: the keys are in the key file, and not in the environment.
    """

    sealed: int
    older: int
    in_file: bool


def rotate_key(config: Config, services: Services) -> Rotated:
    """Make a new key, the first in the key file, and seal everything with it.

    Where the keys are given in the environment, the newest of them is used and none is made.

    Raises:
        InputError: the environment gives no new key, or the key file can't be written.
        SecretUnreadable: something is sealed with a key that isn't there; nothing is changed then.
    """
    if config.secret_keys:
        if len(config.secret_keys) < 2:
            raise InputError(
                "Sett en ny nøkkel først, med komma mellom den og den gamle, og prøv igjen. En ny "
                f"nøkkel kan være: {Fernet.generate_key().decode()}",
                where="KJOREPLAN_SECRET_KEY",
            )
        return _sealed(config.secret_keys, services, in_file=False)
    keys = (Fernet.generate_key().decode(), *keys_in(config.key_file))
    _try(keys, services)
    write_keys(config.key_file, keys)
    return _sealed(keys, services, in_file=True)


def drop_old_keys(config: Config, services: Services) -> Rotated:
    """Seal with the newest key what a process that ran on has sealed since, and forget the others.

    Raises:
        InputError: the keys are in the environment, where whoever runs the service removes them.
        SecretUnreadable: something is sealed with a key that isn't there; nothing is changed then.
    """
    if config.secret_keys:
        raise InputError(
            "Nøklene står i miljøet. Kjør kjoreplan rotate-key, og ta så bort de gamle der.",
            where="KJOREPLAN_SECRET_KEY",
        )
    keys = keys_in(config.key_file)
    done = _sealed(keys, services, in_file=True)
    write_keys(config.key_file, keys[:1])
    return Rotated(sealed=done.sealed, older=0, in_file=True)


def _try(keys: tuple[str, ...], services: Services) -> None:
    """See that everything can be sealed anew, before the key file is touched."""
    with services.database.transaction() as session:
        reseal(session, SecretBox(keys))
        session.rollback()


def _sealed(keys: tuple[str, ...], services: Services, *, in_file: bool) -> Rotated:
    with services.database.transaction() as session:
        sealed = reseal(session, SecretBox(keys))
    return Rotated(sealed=sealed, older=len(keys) - 1, in_file=in_file)
