"""Adopted versions of a group's regulation, the oldest first: the change log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.db.sealing import SecretBox
from service.db.tables_regulation import RegulationVersionRow
from service.db.values import from_json, to_json
from service.domain.regulation_fields import BY_KEY, Plain
from service.domain.regulation_text import Fingerprint
from service.domain.regulation_versions import AdoptedValue, AdoptedVersion, Ballot, Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class _Details:
    """What is sealed: it names people, or tells what was changed."""

    adopted_by: str
    parts: Mapping[str, str]
    fields: Mapping[str, str]
    changes: tuple[str, ...]
    names: Mapping[str, AdoptedValue]  # the values that are somebody's name, by key


_DETAILS = TypeAdapter(_Details)


class RegulationVersions:
    """The adopted versions of one group's regulation, added and never changed.

    Who decided, who is named in the text and what was changed are sealed with ``box``; what the
    versions decide is not, since every reading of the group's settings asks for it.
    """

    def __init__(self, session: Session, group_id: str, box: SecretBox) -> None:
        self._session = session
        self._group_id = group_id
        self._box = box

    def add(self, version: AdoptedVersion) -> None:
        """Store one more; its number must be new for its document."""
        names = {k: v for k, v in version.values.items() if _is_name(k)}
        details = _Details(
            adopted_by=version.adopted_by,
            parts=version.text.parts,
            fields=version.text.fields,
            changes=version.changes,
            names=names,
        )
        self._session.add(
            RegulationVersionRow(
                group_id=self._group_id,
                document=version.document,
                number=version.number,
                sha256=version.text.sha256,
                adopted_on=version.adopted_on,
                protocol_ref=version.protocol_ref,
                votes_for=version.votes.in_favour if version.votes else None,
                votes_against=version.votes.against if version.votes else None,
                recorded_at=version.recorded_at,
                decides={
                    key: {"value": to_json(one.value), "section": one.section}
                    for key, one in version.values.items()
                    if key not in names
                },
                details=self._box.seal(_DETAILS.dump_json(details).decode()),
            )
        )
        self._session.flush()

    def all(self, document: str) -> tuple[AdoptedVersion, ...]:
        """The versions of a document, the oldest first.

        Raises:
            SecretUnreadable: one was sealed under a key that is no longer given.
        """
        return tuple(self._version(row) for row in self._rows() if row.document == document)

    def decisions(self) -> dict[str, Decision]:
        """What the versions that hold decide, by key; nothing sealed is opened for it."""
        holding = {row.document: row for row in self._rows()}
        return {
            key: Decision(
                key=key,
                value=one.value,
                section=one.section,
                document=row.document,
                adopted_on=row.adopted_on,
            )
            for row in holding.values()
            for key, one in _decided(row).items()
            if key in BY_KEY
        }

    def _rows(self) -> list[RegulationVersionRow]:
        found = select(RegulationVersionRow).where(RegulationVersionRow.group_id == self._group_id)
        ordered = found.order_by(RegulationVersionRow.document, RegulationVersionRow.number)
        return list(self._session.scalars(ordered))

    def _version(self, row: RegulationVersionRow) -> AdoptedVersion:
        details = _DETAILS.validate_json(self._box.open(row.details))
        return AdoptedVersion(
            number=row.number,
            document=row.document,
            text=Fingerprint(sha256=row.sha256, parts=details.parts, fields=details.fields),
            adopted_on=row.adopted_on,
            adopted_by=details.adopted_by,
            recorded_at=row.recorded_at,
            protocol_ref=row.protocol_ref,
            votes=None
            if row.votes_for is None
            else Ballot(in_favour=row.votes_for, against=row.votes_against or 0),
            values={**_decided(row), **details.names},
            changes=details.changes,
        )


def _is_name(key: str) -> bool:
    return key in BY_KEY and BY_KEY[key].office is not None


def _decided(row: RegulationVersionRow) -> dict[str, AdoptedValue]:
    return {
        key: AdoptedValue(value=_plain(one["value"]), section=one["section"])
        for key, one in row.decides.items()
    }


def _plain(stored: object) -> Plain:
    value = from_json(stored)
    if not isinstance(value, Plain):
        raise TypeError(f"{type(value).__name__} is no value of a regulation")
    return value
