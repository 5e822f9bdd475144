"""Names of objects, over memory and every real server."""

from __future__ import annotations

import unicodedata

import pytest

from connectors.store import Rejected
from tests.contract.hrefs import hrefs
from tests.contract.places import Place, patiently


@pytest.mark.parametrize(
    "name",
    [
        "Møte i formannskapet 12. mai.ics",
        "100 % + 1 & 2 = #3; «sak».ics",
        "kari@example.org.ics",
        unicodedata.normalize("NFD", "Ås år.ics"),
    ],
)
def test_names_come_back_as_they_were_given_in_nfc(place: Place, name: str) -> None:
    expected = unicodedata.normalize("NFC", name)
    href, data = place.thing(name=name, uid="navn-1")
    store = place.open()
    made = store.create(href, data)
    assert made.href == expected
    assert hrefs(store.list().resources) == {expected}
    assert set(store.get_many([name])) == {expected}
    assert place.open().get(expected).resource == made
    later = place.thing("Endret møte", uid="navn-1")[1]
    changed = patiently(lambda: store.update(name, later, made.etag))
    patiently(lambda: store.delete(name, changed.etag))
    assert store.list().resources == ()


@pytest.mark.parametrize("href", ["../other.ics", "/etc/x.ics", "a//b.ics", "."])
def test_an_href_cannot_lead_out_of_the_collection(place: Place, href: str) -> None:
    with pytest.raises(Rejected):
        place.open().create(href, place.thing()[1])


@pytest.mark.parametrize("mark", list("%+&=#;«!($@~ '"))
def test_names_with_marks_are_told_apart(wire: Place, mark: str) -> None:
    store = wire.watched()
    name = f"møte{mark}a.ics"
    href, data = wire.thing(name=name)
    try:
        store.create(href, data)
    except Rejected:  # a server may refuse a name, but not lose it
        assert store.list().resources == ()
        return
    assert hrefs(store.list().resources) == {name}
    assert set(store.get_many([name])) == {name}
