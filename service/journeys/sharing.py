"""Sharing a calendar or folder as the group has asked for, after a pass over what is in it.

Where the server can't be asked to share, people are told once what to share themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from connectors.sharing import Shared, Sharing, With
from connectors.store import (
    Forbidden,
    NotADavServer,
    NotFound,
    Rejected,
    StoreError,
)
from service.db.audit import Audit
from service.db.given_shares import GivenShares
from service.db.notices import Notices
from service.domain.belonging import wanted_shares
from service.domain.deeds import Deed
from service.domain.errors import InputError
from service.domain.model import OSLO
from service.domain.notices import Notice, NoticeCode
from service.domain.settings import GroupSettings, Target, TargetKind
from service.domain.share_decisions import (
    Decided,
    ShareAction,
    ShareStep,
    Told,
    decide,
    settle,
    too_open,
)
from service.domain.sharing import CLOSED, Access, Given, Seen, Sharee, ShareeKind
from service.journeys.results import Mode, Step, TargetResult
from service.journeys.services import Services
from service.journeys.wording import store_sentence

_WANTED, _ENDED = "share_wanted", "share_ended"
_NO = (Forbidden, NotFound, Rejected)  # about one share; anything else is about the server


def share_target(
    services: Services,
    settings: GroupSettings,
    target: Target,
    password: str,
    mode: Mode,
    result: TargetResult,
) -> TargetResult:
    """Bring a target's shares in step, and add to ``result`` how that went.

    Nothing is asked where nobody has asked for shares, none of ours are left, and the target isn't
    closed; nor where the pass before it did not get through to the server.
    """
    with services.database.reading() as session:
        given = GivenShares(session, settings.group.id).of_target(target.id)
        before = Notices(session, settings.group.id).of_target(target.id)
    known = given or any(one.notice.code.of_sharing for one in before)
    unseen = target.kind is TargetKind.FOLDER and result.notices is None
    if not (target.shares or known or target.audience in CLOSED):
        return result
    if result.refusal is not None or result.temporary or unseen:
        return result
    work = _Work(services=services, settings=settings, target=target, mode=mode, given=given)
    try:
        with services.connector.sharing(target, password) as server:
            work.run(server)
    except StoreError as error:
        return _failed(result, work.report(), error)
    if not mode.dry_run:
        work.tell()
    told = work.notices()
    notices = (*(result.notices or ()), *told) if told else result.notices
    return replace(result, steps=(*result.steps, *work.report()), notices=notices)


def share_again(services: Services, group_id: str, target_id: str) -> None:
    """Let the next pass give what somebody has taken away: a person has seen that it is right.

    Raises:
        InputError: there is no such group or target.
    """
    if all(one.id != target_id for one in services.settings(group_id).targets):
        raise InputError(f"Gruppa har ingen kalender eller mappe «{target_id}».")
    with services.changing(group_id) as session:
        GivenShares(session, group_id).forget_removed(target_id)


def _failed(result: TargetResult, steps: Iterable[Step], error: StoreError) -> TargetResult:
    return replace(
        result,
        steps=(*result.steps, *steps),
        errors=(*result.errors, store_sentence(error)),
        temporary=error.temporary,
        complete=False,
        cause=error,
    )


@dataclass(slots=True, kw_only=True)
class _Work:
    """One target's shares being brought in step. Transactions are short and span no request."""

    services: Services
    settings: GroupSettings
    target: Target
    mode: Mode
    given: tuple[Given, ...]
    done: list[ShareStep] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    by_hand: Mapping[Sharee, Access] = field(default_factory=dict)

    def run(self, server: Sharing) -> None:
        """Look, decide, carry out, and look again: what a server says yes to is not always so."""
        seen = self._look(server)
        wanted = self._wanted()
        if seen is None:
            self.by_hand = wanted
            return
        decided = decide(wanted, self.given, seen)
        if self.mode.dry_run:
            self.done, self.told = list(decided.steps), list(decided.told)
            known: Collection[Given] = self.given
        else:
            known, seen = self._carry_out(server, decided, seen)
        if self.target.audience in CLOSED:
            self.told.extend(too_open(wanted, known, seen))

    def report(self) -> tuple[Step, ...]:
        """What was done, or in a dry run will be."""
        return tuple(
            Step(
                action=step.action.value,
                kind="share",
                href=step.sharee.key,
                reason=_ENDED if step.action is ShareAction.UNSHARE else _WANTED,
                writes=True,
                after={"target": self.target.id, "access": step.access.value},
            )
            for step in self.done
        )

    def notices(self) -> tuple[Notice, ...]:
        """What people must know of the shares."""
        what = f"{self.target.kind}:{self.target.audience}"
        single = tuple(
            Notice(code=one.code, href=one.sharee.key, details=(what,))
            for one in dict.fromkeys(self.told)
        )
        if not self.by_hand:
            return single
        shares = (f"{access}:{sharee.key}" for sharee, access in self.by_hand.items())
        return (Notice(code=NoticeCode.SHARE_YOURSELF, href="", details=(what, *shares)),)

    def tell(self) -> None:
        """Keep the notices, in place of those of the pass before."""
        group_id = self.settings.group.id
        with self.services.database.transaction() as session:
            Notices(session, group_id).replace(
                self.target.id, self.notices(), at=self.services.now(group_id), sharing=True
            )

    def _wanted(self) -> Mapping[Sharee, Access]:
        group = self.settings.group
        today = self.services.now(group.id).astimezone(OSLO).date()
        return wanted_shares(self.target.shares, group.roster, self.target.audience, today)

    def _look(self, server: Sharing) -> tuple[Seen, ...] | None:
        """What is shared now, but with the account the service has there itself.

        Where a dry run finds nothing at all, everything is still to be made.
        """
        around = self.target.audience in CLOSED
        try:
            found = server.look(around=around)
        except NotFound:  # the pass over it has just been there
            return () if self.mode.dry_run else None
        except (Forbidden, NotADavServer, Rejected):  # no such interface, or none for us
            return None
        own = Sharee(ShareeKind.USER, self.target.username)
        seen = None if found is None else map(_seen, found)
        return None if seen is None else tuple(one for one in seen if one.sharee != own)

    def _carry_out(
        self, server: Sharing, decided: Decided, seen: tuple[Seen, ...]
    ) -> tuple[tuple[Given, ...], tuple[Seen, ...]]:
        """Do it: remember, ask, look, remember. What we gave, and what there is, afterwards."""
        self._remember(decided.known)
        refused = {step.sharee for step in decided.steps if not _ask(server, step)}
        if decided.steps:
            seen = self._look(server) or ()
        settled = settle(decided, seen, refused)
        self._remember(settled.known, settled.done)
        self.done, self.told = list(settled.done), list(settled.told)
        return settled.known, seen

    def _remember(self, given: tuple[Given, ...], done: Iterable[ShareStep] = ()) -> None:
        deeds = [self._deed(step) for step in done]
        if set(given) == set(self.given) and not deeds:
            return
        group_id = self.settings.group.id
        with self.services.database.transaction() as session:
            GivenShares(session, group_id).replace(self.target.id, given)
            Audit(session, group_id).add(
                deeds,
                at=self.services.now(group_id),
                actor=self.services.actor,
                run=self.mode.run,
            )
        self.given = given

    def _deed(self, step: ShareStep) -> Deed:
        """What was done, without whom it was shared with: a user's name is often a person's."""
        return Deed(
            target_id=self.target.id,
            kind="share",
            action=step.action,
            reason=_ENDED if step.action is ShareAction.UNSHARE else _WANTED,
            object="",
        )


def _ask(server: Sharing, step: ShareStep) -> bool:
    """Ask the server for one step; whether it had nothing against it."""
    writes = step.access is Access.WRITE
    try:
        if step.seen is None:
            server.grant(With(step.sharee.kind), step.sharee.id, writes=writes)
        elif step.action is ShareAction.CHANGE:
            server.change(_shared(step.seen), writes=writes)
        else:
            server.revoke(_shared(step.seen))
    except _NO as error:
        return isinstance(error, NotFound)  # nobody of that name: the look will show it
    return True


def _seen(shared: Shared) -> Seen:
    return Seen(
        sharee=Sharee(ShareeKind(shared.kind), shared.who),
        access=Access.WRITE if shared.writes else Access.READ,
        mark=shared.mark,
        above=shared.above,
    )


def _shared(seen: Seen) -> Shared:
    return Shared(
        kind=With(seen.sharee.kind),
        who=seen.sharee.id,
        writes=seen.access is Access.WRITE,
        mark=seen.mark,
        above=seen.above,
    )
