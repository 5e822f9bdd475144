"""Being at one file: the path is known while it is written, and what fails is in the book."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from connectors.store import StoreError
from service.journeys.folder.book import Did
from service.journeys.folder.desk import Desk


@contextmanager
def trying(desk: Desk, href: str, document_id: str, did: Did) -> Iterator[None]:
    """Write a file. Where it failed, the path stays at hand for whoever tells of it."""
    desk.at_hand = href
    try:
        yield
    except StoreError as error:
        desk.book.enter_failure(did, document_id, error)
        raise
