"""What ended a piece of work, as a sentence for people and an exit status."""

from __future__ import annotations

from typing import Final, TypeAlias

from connectors.store import StoreError
from service.cli.output import EXIT_INPUT, EXIT_SERVER
from service.db.sealing import SecretUnreadable
from service.domain.errors import InputError
from service.journeys.holding import AlreadySyncing
from service.journeys.published.fetching import NotFetched
from service.journeys.wording import store_sentence

Failure: TypeAlias = InputError | StoreError | SecretUnreadable
FAILURES: Final = (InputError, StoreError, SecretUnreadable)
"""What can be wrong with one group and leave the others well."""


def failure_sentence(error: Failure) -> str:
    """What is wrong, and what to do."""
    if isinstance(error, StoreError):
        return store_sentence(error)
    if isinstance(error, SecretUnreadable):
        return (
            "Databasen er låst med en annen nøkkel. Legg tilbake nøkkelen i KJOREPLAN_SECRET_KEY "
            "eller secret.key."
        )
    return str(error)


def failure_status(error: Failure) -> int:
    """3 where a later try may do, 2 where somebody must act."""
    temporary = isinstance(error, StoreError | NotFetched | AlreadySyncing) and error.temporary
    return EXIT_SERVER if temporary else EXIT_INPUT
