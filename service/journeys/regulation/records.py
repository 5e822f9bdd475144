"""The registers of the regulation's versions and of the decisions behind them, for the rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from service.db.regulations import RegulationVersions
from service.domain.model import OSLO
from service.domain.regulation import field_sections
from service.domain.regulation_text import differences, fingerprint
from service.domain.regulation_versions import AdoptedVersion, latest
from service.journeys.regulation.adopting import the_regulation
from service.rules.facts import MeetingDocument
from service.rules.records import UNDECIDED, Record, RecordKind

_ID = 12  # digits of a text's hash that tell it from the others


def regulation_records(
    repository: RegulationVersions, documents: Iterable[MeetingDocument] | None, group_id: str
) -> Mapping[str, tuple[Record, ...]]:
    """The versions, the one that was adopted last at the end, and their decisions.

    Before the first adoption is entered neither register is known: the first reading of a
    regulation is no change of it.
    """
    document, _ = the_regulation(documents or (), group_id)
    versions = repository.all(document.reading.type) if document else ()
    if not versions or document is None:
        return {}
    return {
        RecordKind.VERSION: (*_undecided(document, versions), *map(_version, versions)),
        RecordKind.CHANGE_LOG: tuple(_decision(one) for one in versions),
    }


def _undecided(document: MeetingDocument, versions: tuple[AdoptedVersion, ...]) -> Iterator[Record]:
    """The text as it is now, where it is not the one adopted last; a line for each difference."""
    now, holds = fingerprint(document.reading), latest(versions)
    if holds is None or holds.text.sha256 == now.sha256:
        return
    yield Record(
        register=RecordKind.VERSION,
        at=document.modified_at.astimezone(OSLO) if document.modified_at else None,
        values={
            "version": now.sha256[:_ID],
            "document": document.reading.type,
            "path": document.path,
            "changes": "\n".join(differences(holds.text, now, field_sections(document.reading))),
        },
        flags=frozenset({UNDECIDED}),
    )


def _version(version: AdoptedVersion) -> Record:
    return Record(
        register=RecordKind.VERSION,
        at=_midnight(version.adopted_on),
        values={"version": str(version.number), "document": version.document},
    )


def _decision(version: AdoptedVersion) -> Record:
    votes = version.votes
    counted = {"for": str(votes.in_favour), "against": str(votes.against)} if votes else {}
    return Record(
        register=RecordKind.CHANGE_LOG,
        at=_midnight(version.adopted_on),
        values={
            "version": str(version.number),
            "protocol": version.protocol_ref,
            **counted,
        },
    )


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), OSLO)
