"""The shares the service has given on one group's servers: the base of every comparison."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.db.tables_audiences import GivenShareRow
from service.domain.sharing import Access, Given, GivenState, Sharee, ShareeKind


class GivenShares:
    """The shares given for one group's targets."""

    def __init__(self, session: Session, group_id: str) -> None:
        self._session = session
        self._group_id = group_id

    def of_target(self, target_id: str) -> tuple[Given, ...]:
        """Those of one target, in order of whom they are with."""
        return self.all().get(target_id, ())

    def all(self) -> dict[str, tuple[Given, ...]]:
        """Those of every target, by the target's id, in one query."""
        found = select(GivenShareRow).where(GivenShareRow.group_id == self._group_id)
        ordered = found.order_by(GivenShareRow.kind, GivenShareRow.sharee)
        result: dict[str, tuple[Given, ...]] = {}
        for row in self._session.scalars(ordered):
            result[row.target_id] = (*result.get(row.target_id, ()), _given(row))
        return result

    def replace(self, target_id: str, given: Iterable[Given]) -> None:
        """Make these all that we have given for a target."""
        self._session.execute(
            delete(GivenShareRow).where(
                GivenShareRow.group_id == self._group_id, GivenShareRow.target_id == target_id
            )
        )
        self._session.add_all(
            GivenShareRow(
                group_id=self._group_id,
                target_id=target_id,
                kind=one.sharee.kind.value,
                sharee=one.sharee.id,
                access=one.access.value,
                mark=one.mark,
                state=one.state.value,
            )
            for one in given
        )
        self._session.flush()

    def forget_removed(self, target_id: str) -> None:
        """Forget that somebody has taken shares of ours away: the next pass gives them anew."""
        self._session.execute(
            delete(GivenShareRow).where(
                GivenShareRow.group_id == self._group_id,
                GivenShareRow.target_id == target_id,
                GivenShareRow.state == GivenState.REMOVED.value,
            )
        )


def _given(row: GivenShareRow) -> Given:
    return Given(
        sharee=Sharee(ShareeKind(row.kind), row.sharee),
        access=Access(row.access),
        mark=row.mark,
        state=GivenState(row.state),
    )
