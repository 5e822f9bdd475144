"""Those who may log in to the admin pages. Passwords are kept as Argon2id hashes only."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.db.database import Database
from service.db.tables_plan import UserRow

MIN_PASSWORD_LENGTH = 12
_HASHER = PasswordHasher()  # the library's defaults follow RFC 9106, section 4


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An account of the admin pages."""

    username: str
    role: str  # "admin"
    created_at: dt.datetime


def hash_password(password: str) -> str:
    """An Argon2id hash of a new password.

    Raises:
        ValueError: it is shorter than `MIN_PASSWORD_LENGTH`.
    """
    if len(password) < MIN_PASSWORD_LENGTH:
        raise ValueError(f"a password has at least {MIN_PASSWORD_LENGTH} characters")
    return _HASHER.hash(password)


@functools.cache
def _nobodys() -> str:
    """What the password of somebody unknown is held against, which takes as long as another's."""
    return _HASHER.hash("nobody has this password")


class Users:
    """The accounts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save(self, user: User, password_hash: str) -> None:
        """Store an account, new or changed, with the hash of its password."""
        self._session.merge(
            UserRow(
                username=user.username,
                password_hash=password_hash,
                role=user.role,
                created_at=user.created_at,
            )
        )
        self._session.flush()

    def get(self, username: str) -> User | None:
        """One account, or None."""
        row = self._session.get(UserRow, username)
        return None if row is None else _user(row)

    def all(self) -> tuple[User, ...]:
        """All accounts, by name."""
        return tuple(
            _user(row) for row in self._session.scalars(select(UserRow).order_by("username"))
        )

    def delete(self, username: str) -> None:
        """Delete an account, if there is one."""
        self._session.execute(delete(UserRow).where(UserRow.username == username))

    def password_hash(self, username: str) -> str | None:
        """The stored hash, or None if there is no such account."""
        return self._session.scalar(
            select(UserRow.password_hash).where(UserRow.username == username)
        )


def authenticate(database: Database, username: str, password: str) -> User | None:
    """The account, if the password is right; None otherwise, with no word of which was wrong.

    Takes equally long for an account that doesn't exist. No transaction is open meanwhile.
    """
    with database.reading() as session:
        users = Users(session)
        user, stored = users.get(username), users.password_hash(username)
    nobodys = _nobodys()
    try:
        _HASHER.verify(stored or nobodys, password)
    except (VerificationError, InvalidHashError):
        return None
    return user


def _user(row: UserRow) -> User:
    return User(username=row.username, role=row.role, created_at=row.created_at)
