"""A meeting in March that the council puts off a week, and what people do with its documents."""

from __future__ import annotations

import datetime as dt
import io

import docx

from service.db.documents import Documents, StoredDocument
from service.documents.reading.read import read
from service.domain.minutes import DocumentReading
from service.domain.model import OSLO
from tests.journeys.members import written
from tests.journeys.test_copied_documents import put_in
from tests.journeys.town import (
    LAST_MOVED,
    MOVED_TO,
    Town,
    noticed,
)

OLD_CALL, NEW_CALL = f"2018/{LAST_MOVED} Innkalling.docx", f"2018/{MOVED_TO} Innkalling.docx"
OLD_PROTOCOL, NEW_PROTOCOL = f"2018/{LAST_MOVED} Protokoll.docx", f"2018/{MOVED_TO} Protokoll.docx"
COPY = f"2018/{MOVED_TO} Protokoll (nytt tidspunkt).docx"
OLD_DATE, NEW_DATE = "mandag 19. mars 2018", "mandag 26. mars 2018"
IN_MARCH = dt.datetime(2018, 3, 12, 12, tzinfo=OSLO)
EARLIER = dt.time(17)


def reading(town: Town, href: str) -> DocumentReading:
    return read(town.folder().get(href))


def known(town: Town) -> dict[str, StoredDocument]:
    with town.services.database.reading() as session:
        return {d.href: d for d in Documents(session, town.id, town.services.box).all()}


def by_a_person(town: Town, href: str = OLD_PROTOCOL) -> bytes:
    """Somebody fills in the protocol; how it lies there then."""
    theirs = written(town.folder().get(href))
    town.folder().rewrite(href, theirs)
    return theirs


def with_own_time(town: Town, href: str = OLD_PROTOCOL) -> bytes:
    """Somebody fills in the protocol and says themselves when the meeting begins."""
    theirs = put_in(by_a_person(town, href), "kl. 18.00", "kl. 18.15")
    town.folder().rewrite(href, theirs)
    return theirs


def paragraphs(data: bytes) -> list[str]:
    """Everything people see in the text but the table of the meeting."""
    document = docx.Document(io.BytesIO(data))
    rows = [c.text for table in document.tables[1:] for row in table.rows for c in row.cells]
    return [*(p.text for p in document.paragraphs), *rows]


def idle(town: Town) -> bool:
    """A pass writes nothing, and the next says exactly the same."""
    before = town.folder().all()
    first, second = town.sync(), town.sync()
    return (
        first.written == second.written == 0
        and noticed(first) == noticed(second)
        and town.folder().all() == before
    )
