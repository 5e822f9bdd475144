"""What is to be done for a calendar or folder to be shared as the group has asked for.

``wanted × given by us × seen on the server → steps, what to remember, what to tell``, one pure
function as for the meetings (`reconcile`). What people have shared themselves is never touched,
and a share of ours that somebody has taken away is told of and not set up again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from service.domain.notices import NoticeCode
from service.domain.sharing import Access, Given, GivenState, Seen, Sharee, ShareeKind


class ShareAction(StrEnum):
    """What is to be done on the server."""

    SHARE = "share"
    CHANGE = "change_share"
    UNSHARE = "unshare"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareStep:
    """One thing to do. ``seen`` is the share it is done with, None where there is none yet."""

    action: ShareAction
    sharee: Sharee
    access: Access
    seen: Seen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something to know about one share."""

    code: NoticeCode
    sharee: Sharee


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What to do, what to remember before it is done, and what to tell.

    ``known`` are all of our shares from now on: a share is remembered before it is given, so that
    one whose answer was lost is known as ours.
    """

    steps: tuple[ShareStep, ...] = ()
    known: tuple[Given, ...] = ()
    told: tuple[Told, ...] = ()


@dataclass(slots=True)
class _Deciding:
    steps: list[ShareStep] = field(default_factory=list)
    known: list[Given] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    def act(self, action: ShareAction, sharee: Sharee, access: Access, seen: Seen | None) -> None:
        self.steps.append(ShareStep(action=action, sharee=sharee, access=access, seen=seen))

    def share_anew(self, sharee: Sharee, access: Access) -> None:
        self.known.append(Given(sharee=sharee, access=access, state=GivenState.ASKED))
        self.act(ShareAction.SHARE, sharee, access, None)


def decide(
    wanted: Mapping[Sharee, Access], given: Iterable[Given], seen: Collection[Seen]
) -> Decided:
    """What is to be done for the shares to be as wanted.

    | wanted | given by us | seen | |
    |---|---|---|---|
    | yes | no | no | share |
    | yes | no | yes | somebody's own: nothing |
    | yes | asked | no | share (the first try came to nothing) |
    | yes | given | no | somebody has taken it away: tell |
    | yes, as given | given | other access | somebody has changed it: tell |
    | yes, changed | given | yes | change |
    | no | given | yes | end it |
    | no | given | no | forget |

    What ends comes first: a pass that is cut off leaves nobody with access for too long.
    """
    result = _Deciding()
    own = {one.sharee: one for one in given}
    for sharee, record in own.items():
        found = _of(sharee, record.mark, seen)
        if sharee not in wanted and found is not None and record.state is not GivenState.REMOVED:
            result.known.append(record)
            result.act(ShareAction.UNSHARE, sharee, record.access, found)
    for sharee, access in wanted.items():
        if sharee in own:
            _keep(result, own[sharee], access, seen)
        elif _of(sharee, "", seen) is None:
            result.share_anew(sharee, access)
    return Decided(steps=tuple(result.steps), known=tuple(result.known), told=tuple(result.told))


def _keep(result: _Deciding, record: Given, wanted: Access, seen: Collection[Seen]) -> None:
    """A share of ours that is still wanted."""
    found = _of(record.sharee, record.mark, seen)
    if found is None:
        _missed(result, record, wanted, seen)
        return
    if record.state is GivenState.REMOVED:
        return  # somebody has shared it themselves since: it is theirs
    here = replace(record, mark=found.mark, state=GivenState.GIVEN)
    if found.access is wanted:
        result.known.append(replace(here, access=wanted))
    elif record.access is not wanted:
        result.known.append(here)
        result.act(ShareAction.CHANGE, record.sharee, wanted, found)
    else:
        result.known.append(here)
        result.told.append(Told(code=NoticeCode.SHARE_CHANGED, sharee=record.sharee))


def _missed(result: _Deciding, record: Given, wanted: Access, seen: Collection[Seen]) -> None:
    if record.state is GivenState.ASKED:
        result.share_anew(record.sharee, wanted)
    elif _of(record.sharee, "", seen) is None:  # else somebody has shared it anew: it is theirs
        result.known.append(replace(record, state=GivenState.REMOVED))
        result.told.append(Told(code=NoticeCode.SHARE_REMOVED, sharee=record.sharee))


def _of(sharee: Sharee, mark: str, seen: Iterable[Seen]) -> Seen | None:
    """The share with somebody, the one of that mark where there is one."""
    return next(
        (one for one in seen if one.sharee == sharee and not one.above and mark in {"", one.mark}),
        None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What the server says after the steps: which are done, our shares now, and what to tell."""

    done: tuple[ShareStep, ...]
    known: tuple[Given, ...]
    told: tuple[Told, ...]


def settle(decided: Decided, seen: Collection[Seen], refused: Collection[Sharee]) -> Settled:
    """Compare what was to be done with what the server then shows: its "yes" is no proof.

    ``refused`` are those with whom the server said no.
    """
    known = {one.sharee: one for one in decided.known}
    done, told = [], list(decided.told)
    for step in decided.steps:
        record = known[step.sharee]
        found = _of(step.sharee, record.mark, seen)
        if step.action is ShareAction.UNSHARE:
            if found is None:
                del known[step.sharee]
                done.append(step)
            else:
                told.append(Told(code=NoticeCode.SHARE_KEPT, sharee=step.sharee))
        elif found is not None and found.access is step.access:
            known[step.sharee] = Given(sharee=step.sharee, access=step.access, mark=found.mark)
            done.append(step)
        else:
            code = NoticeCode.SHARE_MISSING
            code = NoticeCode.SHARE_REFUSED if step.sharee in refused or found else code
            told.append(Told(code=code, sharee=step.sharee))
    return Settled(done=tuple(done), known=tuple(known.values()), told=tuple(told))


def too_open(
    wanted: Collection[Sharee], given: Iterable[Given], seen: Iterable[Seen]
) -> Iterator[Told]:
    """Whom something closed is shared with beyond those it is meant for, by whoever did it.

    What we are about to end is not among them: ``given`` are the shares of ours.
    """
    ours = {one.sharee for one in given}
    for one in dict.fromkeys((one.sharee, one.above) for one in seen):
        sharee, above = one
        if sharee in wanted or (sharee in ours and not above):
            continue
        code = NoticeCode.CLOSED_AROUND if above else NoticeCode.CLOSED_SHARED
        if sharee.kind is ShareeKind.LINK:
            code = NoticeCode.CLOSED_LINK
        yield Told(code=code, sharee=sharee)
