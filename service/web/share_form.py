"""Reading whom a target shall be shared with, row by row; a row without a name is no share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from service.domain.settings import GroupSettings, Target
from service.domain.share_faults import ShareFault, faults, open_groups
from service.domain.sharing import Access, Share, Sharee, ShareeKind

EMPTY_ROWS = 2  # to be filled in; the next time there are as many again
_MOST_ROWS = 200
_MAX_LENGTH = 200
_WRONG = {
    ShareFault.TWICE: _l("Du har skrevet den samme to ganger. Ta bort den ene."),
    ShareFault.UNKNOWN_PERSON: _l("Personen står ikke i navnelista lenger. Velg på nytt."),
    ShareFault.PERSON_OF_GROUP: _l(
        "En person hører til en bruker, ikke til en gruppe. Velg «bruker», eller ta bort personen."
    ),
    ShareFault.NEEDS_PERSON: _l(
        "Dette er lukket, og deles bare med dem som hører til. Velg hvem brukeren er."
    ),
    ShareFault.OPEN_GROUP: _l(
        "Denne gruppa får også se det som ikke er lukket. Lag en egen gruppe på serveren til dem "
        "det gjelder."
    ),
}
_NAME = _l("Skriv navnet slik serveren har det, uten «/».")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRow:
    """One row as it is shown: what is wrong with it, if anything is."""

    share: Share
    problem: str = ""


def rows_of(shares: Sequence[Share], problems: Mapping[int, str]) -> list[ShareRow]:
    """The rows of the form, and empty ones to fill in."""
    rows = [ShareRow(share=s, problem=problems.get(n, "")) for n, s in enumerate(shares)]
    empty = Share(sharee=Sharee(ShareeKind.GROUP))
    return [*rows, *(ShareRow(share=empty) for _ in range(EMPTY_ROWS))]


def read_shares(form: Mapping[str, str]) -> tuple[Share, ...]:
    """What was entered, in order."""
    return tuple(_entered(form))


def share_problems(
    shares: Sequence[Share], target: Target, settings: GroupSettings
) -> dict[int, str]:
    """What is wrong, by row."""
    others = ((t.audience, t.shares) for t in settings.targets if t.id != target.id)
    people = [person.id for person in settings.group.roster.people]
    known = open_groups(others)
    found = {
        row: str(_WRONG[fault])
        for row, fault in faults(shares, target.audience, people=people, open_groups=known)
    }
    names = ((row, share.sharee.id) for row, share in enumerate(shares))
    return {row: str(_NAME) for row, name in names if _unusable(name)} | found


def _unusable(name: str) -> bool:
    return "/" in name or len(name) > _MAX_LENGTH or not name.isprintable()


def _entered(form: Mapping[str, str]) -> Iterator[Share]:
    for row in range(_MOST_ROWS):
        if f"share-{row}-name" not in form:
            return
        name = form[f"share-{row}-name"].strip()
        if name:
            user = form.get(f"share-{row}-kind") == ShareeKind.USER
            writes = form.get(f"share-{row}-access") == Access.WRITE
            yield Share(
                sharee=Sharee(ShareeKind.USER if user else ShareeKind.GROUP, name),
                access=Access.WRITE if writes else Access.READ,
                person=form.get(f"share-{row}-person", ""),
            )
