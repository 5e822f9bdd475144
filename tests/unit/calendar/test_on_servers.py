"""Objects as real servers give them back: nothing may look like a change."""

import datetime as dt

import pytest

from service.calendar import merge, new_object, read
from service.domain.projection import href_of
from tests.servers.server import close_opened
from tests.unit.calendar.samples import STAMP, UID

EVENTS = {
    "winter": {
        "summary": "Gruppemøte",
        "dtstart": "2018-02-12T18:00:00+01:00",
        "dtend": "2018-02-12T20:00:00+01:00",
        "location": "Rådhuset, møterom 2; 3. etasje",
        "description": "Før formannskapet 7. februar, og kommunestyret 15. februar\n"
        "Klokkeslettet er ikke kunngjort",
        "status": "TENTATIVE",
        "url": "https://example.org/f/7?a=1,2;b",
        "related-to": "6f1c0000-0000-5000-8000-000000000001@kjoreplan "
        "6f1c0000-0000-5000-8000-000000000002@kjoreplan",
        "alarm": "1440",
    },
    "summer": {
        "summary": "Formøte kommunestyret",
        "dtstart": "2018-06-26T18:00:00+02:00",
        "dtend": "2018-06-26T18:30:00+02:00",
        "status": "CONFIRMED",
        "alarm": "60",
    },
    "twice": {"summary": "x", "dtstart": "2018-10-28T02:30:00+01:00", "status": "CANCELLED"},
    "whole-day": {"summary": "Kommunestyre", "dtstart": "2018-02-15", "status": "CONFIRMED"},
}
TASK = {"summary": "Send innkalling", "due": "2018-02-08", "alarm": "900"}


@pytest.fixture(params=["radicale", "xandikos"])
def server(request):
    yield request.getfixturevalue(request.param)
    close_opened()


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_comes_back_the_same(server, name):
    store = server.open(server.collection())
    store.create(href_of(UID), new_object(UID, EVENTS[name], sequence=2, stamp=STAMP))
    found = read(store.get(href_of(UID)).data)
    assert (found.uid, found.fields, found.sequence) == (UID, EVENTS[name], 2)


def test_a_task_comes_back_the_same(server):
    store = server.open(server.collection("VTODO"))
    store.create(href_of(UID), new_object(UID, TASK, stamp=STAMP))
    assert read(store.get(href_of(UID)).data).fields == TASK


def test_a_merged_event_is_accepted_and_keeps_a_persons_note(server):
    store = server.open(server.collection())
    fields = EVENTS["winter"]
    first = store.create(href_of(UID), new_object(UID, fields, stamp=STAMP))
    text = store.get(first.href).data.replace(b"\r\n ", b"").decode()
    noted = text.replace(
        "er ikke kunngjort\r\n", "er ikke kunngjort\\n\\nTa med kake\\, Ola\r\n", 1
    )
    assert noted != text
    second = store.update(first.href, noted.encode(), store.get(first.href).resource.etag)
    later = {**fields, "dtstart": "2018-02-13T18:00:00+01:00", "dtend": "2018-02-13T20:00:00+01:00"}
    stamp = STAMP + dt.timedelta(days=1)
    item = store.get(second.href)
    assert read(item.data).fields == fields
    merged = merge(item.data, later, sequence=1, stamp=stamp, base=fields)
    store.update(second.href, merged, item.resource.etag)
    found = read(store.get(second.href).data)
    assert (found.fields, found.note, found.sequence) == (later, "Ta med kake, Ola", 1)
