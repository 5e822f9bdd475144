"""The book of what is done in a folder: entered in the transaction that remembers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from connectors.store import Forbidden, OutcomeUnknown, OutOfSpace, Rejected, StoreError
from service.db.audit import Audit
from service.domain.deeds import Deed, Ending
from service.journeys.services import Services

_FAILURES: Final = (OutcomeUnknown, Rejected, Forbidden, OutOfSpace)


@dataclass(frozen=True, slots=True)
class Did:
    """What is done with a document, and why: codes, as in a `Step`."""

    action: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The book of one pass over one folder."""

    services: Services
    group_id: str
    target_id: str
    run: int | None

    def enter(
        self,
        session: Session,
        did: Did | None,
        document_id: str,
        fields: tuple[str, ...] = (),
        ending: Ending = Ending.DONE,
    ) -> None:
        """Note what was done with a document; nothing was, where ``did`` is None."""
        if did is None:
            return
        deed = Deed(
            target_id=self.target_id,
            kind="document",
            action=did.action,
            reason=did.reason,
            object=document_id,
            fields=fields,
            ending=ending,
        )
        at, actor = self.services.now(self.group_id), self.services.actor
        Audit(session, self.group_id).add([deed], at=at, actor=actor, run=self.run)

    def enter_failure(self, did: Did, document_id: str, error: StoreError) -> None:
        """Note what the server would not have, or gave no answer to; it had no chance otherwise."""
        if isinstance(error, _FAILURES):
            unknown = isinstance(error, OutcomeUnknown)
            ending = Ending.UNKNOWN if unknown else Ending.REFUSED
            with self.services.database.transaction() as session:
                self.enter(session, did, document_id, ending=ending)


def changed(base: Mapping[str, str] | None, wanted: Mapping[str, str] | None) -> tuple[str, ...]:
    """The values a document is given that it was last given otherwise, where that is known."""
    if base is None or wanted is None:
        return ()
    return tuple(sorted(tag for tag in wanted if base.get(tag, wanted[tag]) != wanted[tag]))
