"""What people have decided about findings: waivers with a reason, and attestations."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.db.tables_plan import AttestationRow, WaiverRow


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredWaiver:
    """A finding (rule and target) the group has decided to live with, why, and for how long."""

    rule: str
    subject: str  # the finding's target
    reason: str
    waived_by: str
    waived_at: dt.datetime
    until: dt.date | None = None  # the last day it holds


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAttestation:
    """A person's word that something no machine can check has been done."""

    rule: str
    subject: str
    attested_by: str
    attested_at: dt.datetime
    note: str = ""


class Waivers:
    """The waivers of one group."""

    def __init__(self, session: Session, group_id: str) -> None:
        self._session = session
        self._group_id = group_id

    def add(self, waiver: StoredWaiver) -> None:
        """Store a waiver in place of an earlier one of the same finding.

        Raises:
            ValueError: no reason is given.
        """
        if not waiver.reason.strip():
            raise ValueError("a waiver needs a reason")
        self.withdraw(waiver.rule, waiver.subject)
        self._session.add(
            WaiverRow(
                group_id=self._group_id,
                rule=waiver.rule,
                subject=waiver.subject,
                reason=waiver.reason,
                waived_by=waiver.waived_by,
                waived_at=waiver.waived_at,
                until=waiver.until,
            )
        )
        self._session.flush()

    def withdraw(self, rule: str, subject: str) -> None:
        """Delete the waiver of a finding, if there is one."""
        self._session.execute(
            delete(WaiverRow).where(
                WaiverRow.group_id == self._group_id,
                WaiverRow.rule == rule,
                WaiverRow.subject == subject,
            )
        )

    def all(self) -> tuple[StoredWaiver, ...]:
        """All of them, by rule and subject."""
        found = select(WaiverRow).where(WaiverRow.group_id == self._group_id)
        return tuple(
            StoredWaiver(
                rule=row.rule,
                subject=row.subject,
                reason=row.reason,
                waived_by=row.waived_by,
                waived_at=row.waived_at,
                until=row.until,
            )
            for row in self._session.scalars(found.order_by(WaiverRow.rule, WaiverRow.subject))
        )


class Attestations:
    """The attestations of one group. They are added, never changed."""

    def __init__(self, session: Session, group_id: str) -> None:
        self._session = session
        self._group_id = group_id

    def add(self, attestation: StoredAttestation) -> None:
        """Store one more."""
        self._session.add(
            AttestationRow(
                group_id=self._group_id,
                rule=attestation.rule,
                subject=attestation.subject,
                attested_by=attestation.attested_by,
                attested_at=attestation.attested_at,
                note=attestation.note,
            )
        )
        self._session.flush()

    def all(self) -> tuple[StoredAttestation, ...]:
        """All of them, the oldest first."""
        found = select(AttestationRow).where(AttestationRow.group_id == self._group_id)
        ordered = found.order_by(AttestationRow.attested_at, AttestationRow.id)
        return tuple(
            StoredAttestation(
                rule=row.rule,
                subject=row.subject,
                attested_by=row.attested_by,
                attested_at=row.attested_at,
                note=row.note,
            )
            for row in self._session.scalars(ordered)
        )
