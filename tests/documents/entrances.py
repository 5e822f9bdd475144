"""Every way by which a file from elsewhere comes into the documents room, but for ``read``."""

from __future__ import annotations

import datetime as dt
from typing import Final

from service.documents.comments.annotate import annotate
from service.documents.comments.text import Note
from service.documents.merging.managed import managed_values
from service.documents.merging.merge import merge_fields
from service.documents.own.adopting import adopt
from service.documents.printing.labelled import labelled
from service.domain.place import Place
from tests.documents.document_data import MANIFESTS, filled

PROTOCOL: Final = MANIFESTS["protokoll", "nb"]
OLD: Final = managed_values(PROTOCOL, filled(PROTOCOL))
NEW: Final = {tag: f"{value} ny" for tag, value in OLD.items()}
PLACES: Final = (
    Place(),
    Place(name="meeting.place"),
    Place(name="attendance", words="Kari Nordmann"),
    Place(case="3/18"),
    Place(case="3/18", name="proposal"),
)
NOTES: Final = tuple(
    Note(code="K04", fingerprint=f"abc{number}", text="Det mangler noe.\nSkriv det.", place=place)
    for number, place in enumerate(PLACES)
)


def commented(data: bytes) -> object:
    """Findings written in as comments."""
    return annotate(data, NOTES, at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))


def merged(data: bytes) -> object:
    """Another place and time merged in."""
    return merge_fields(data, OLD, NEW)


def made_ready_for_pdf(data: bytes) -> object:
    """What LibreOffice gets."""
    return labelled(data, locale="nb-NO", title="Protokoll")


def taken_for_a_template(data: bytes) -> object:
    """A group's own template, uploaded."""
    return adopt(data, PROTOCOL)


ENTRANCES: Final = (commented, merged, made_ready_for_pdf, taken_for_a_template)
