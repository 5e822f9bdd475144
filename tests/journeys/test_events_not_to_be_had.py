"""What is listed and can't be fetched is neither gone nor unreadable: it is looked for again."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from connectors.memory_store import MemoryStore
from connectors.store import Item
from service.domain.projection import Applied
from service.journeys.calendar.observing import look_at
from tests.contract.places import event

OURS = "6fa459ea-ee8a-5ca4-894e-db77e160355e"
HREF = f"{OURS}.ics"


class Forgetful(MemoryStore):
    """A server that leaves out of an answer what it has just listed."""

    def get_many(self, hrefs: Collection[str]) -> Mapping[str, Item]:
        return {}


def test_a_changed_event_is_not_taken_for_deleted_nor_for_damaged() -> None:
    store = Forgetful()
    etag = store.create(HREF, event(OURS, "Gruppemøte")).etag
    before = store.list().token
    known = Applied(uid=OURS, href=HREF, etag=etag, fields={})
    store.update(HREF, event(OURS, "Gruppemøte hos Kari"), etag)
    for token in (None, before):
        look = look_at(store, [known], token)
        assert (look.observation.objects, look.observation.complete) == ((), False)


def test_an_event_that_nobody_knows_of_is_looked_for_again() -> None:
    store = Forgetful()
    store.create(HREF, event(OURS, "Gruppemøte"))
    assert not look_at(store, [], None).observation.complete
