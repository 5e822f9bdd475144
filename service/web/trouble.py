"""What can stop a journey, as one sentence for the reader."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask_babel import gettext as _

from connectors.store import StoreError
from service.db.sealing import SecretUnreadable
from service.documents.printing.bounded import ProgramError
from service.domain.errors import InputError
from service.journeys.wording import store_sentence


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what stops a journey into what the reader is told.

    Raises:
        InputError: whatever it was, with a sentence about it.
    """
    try:
        yield
    except StoreError as error:
        raise InputError(store_sentence(error)) from error
    except SecretUnreadable:
        raise InputError(lost_key()) from None
    except ProgramError as error:
        raise InputError(str(error)) from error


def lost_key() -> str:
    """That something is sealed with a key that nobody has, and what to do."""
    return str(
        _(
            "Noe er lagret med en nøkkel tjenesten ikke lenger har. Legg nøkkelen tilbake, "
            "eller skriv passordene på nytt under Oppsett og synkroniser."
        )
    )
