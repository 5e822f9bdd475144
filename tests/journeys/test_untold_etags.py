"""Servers that rewrite what they store tell no etag of it: it is looked up before it is noted."""

from __future__ import annotations

from connectors.memory_store import MemoryStore
from connectors.store import Item, Resource, Unreachable
from service.calendar.reading import read
from service.journeys.calendar.executing import Outcome
from tests.journeys.writers import FIELDS, creates, executor


class Silent(MemoryStore):
    """A store that tells no etag; ``hasty`` says what a person writes right after us.

    ``deaf``: and answers nothing more.
    """

    def __init__(self, hasty: bytes = b"", *, deaf: bool = False) -> None:
        super().__init__()
        self.hasty, self.deaf = hasty, deaf

    def get(self, href: str) -> Item:
        if self.deaf:
            raise Unreachable("no answer")
        return super().get(href)

    def create(self, href: str, data: bytes) -> Resource:
        made = super().create(href, data)
        if self.hasty:
            self.update(href, data.replace(b"SUMMARY:", self.hasty), made.etag)
        return Resource(href, "")


def test_an_event_whose_etag_is_not_told_is_noted_with_the_one_it_has() -> None:
    store, remembered, outcome = Silent(), [], Outcome()
    executor(store, remembered).run(creates(2), outcome)
    assert len(outcome.done) == 2
    assert {r.href: r.etag for r in remembered} == {r.href: r.etag for r in store.list().resources}


def test_one_that_somebody_has_changed_by_then_is_told_of_and_looked_at_again() -> None:
    store, remembered, outcome = Silent(hasty=b"SUMMARY:Flyttet: "), [], Outcome()
    actions = creates(1)
    executor(store, remembered).run(actions, outcome)
    assert (outcome.done, outcome.overtaken, remembered) == ([*actions], [*actions], [])
    (item,) = store.get_many([actions[0].href]).values()
    assert read(item.data).fields["summary"] == f"Flyttet: {FIELDS['summary']}"


def test_one_that_can_not_be_looked_up_just_now_is_told_of_and_looked_at_again() -> None:
    store, remembered, outcome = Silent(deaf=True), [], Outcome()
    actions = creates(1)
    executor(store, remembered).run(actions, outcome)
    assert (outcome.done, outcome.overtaken, remembered) == ([*actions], [*actions], [])
