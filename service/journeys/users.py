"""Who may log in to the pages."""

from __future__ import annotations

import datetime as dt

from service.db.users import MIN_PASSWORD_LENGTH, User, Users, hash_password
from service.domain.errors import InputError
from service.journeys.services import Services


def add_user(services: Services, username: str, password: str) -> None:
    """Give somebody access, or somebody who has it a new password.

    Raises:
        InputError: the name is blank, or the password too short.
    """
    if not username.strip():
        raise InputError("Brukernavnet er tomt. Skriv et navn.")
    try:
        hashed = hash_password(password)
    except ValueError:
        raise InputError(f"Passordet er for kort. Bruk minst {MIN_PASSWORD_LENGTH} tegn.") from None
    user = User(username=username.strip(), role="admin", created_at=dt.datetime.now(dt.UTC))
    with services.database.transaction() as session:
        Users(session).save(user, hashed)


def all_users(services: Services) -> tuple[str, ...]:
    """The names of those who may log in."""
    with services.database.reading() as session:
        return tuple(user.username for user in Users(session).all())


def remove_user(services: Services, username: str) -> None:
    """Take somebody's access away.

    Raises:
        InputError: nobody has that name.
    """
    with services.database.transaction() as session:
        users = Users(session)
        if users.get(username) is None:
            raise InputError(
                "Ingen bruker har dette navnet. Se: kjoreplan user list", where=username
            )
        users.delete(username)
