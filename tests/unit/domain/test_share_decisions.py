"""What is done about shares: each row of the table, and what holds whatever is on the server."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from service.domain.notices import NoticeCode
from service.domain.share_decisions import Decided, ShareAction, decide, settle, too_open
from service.domain.sharing import Access, Given, GivenState, Seen, Sharee, ShareeKind

GROUP = Sharee(ShareeKind.GROUP, "gruppa")
OLA = Sharee(ShareeKind.USER, "ola")
LINK = Sharee(ShareeKind.LINK)
READ, WRITE = Access.READ, Access.WRITE
ASKED, GIVEN, REMOVED = GivenState
SHARE, CHANGE, UNSHARE = ShareAction
TAKEN, OTHERWISE = NoticeCode.SHARE_REMOVED, NoticeCode.SHARE_CHANGED


def ours(access: Access = READ, state: GivenState = GIVEN, mark: str = "") -> Given:
    return Given(sharee=GROUP, access=access, state=state, mark=mark)


def there(access: Access = READ, mark: str = "", *, above: bool = False) -> Seen:
    return Seen(sharee=GROUP, access=access, mark=mark, above=above)


def done(decided: Decided) -> list[ShareAction]:
    return [step.action for step in decided.steps]


@pytest.mark.parametrize(
    ("wanted", "given", "seen", "steps", "known", "told"),
    [
        (READ, None, None, [SHARE], [ours(state=ASKED)], []),
        (READ, None, there(), [], [], []),
        (READ, None, there(WRITE), [], [], []),
        (READ, ours(state=ASKED), None, [SHARE], [ours(state=ASKED)], []),
        (WRITE, ours(state=ASKED), None, [SHARE], [ours(WRITE, ASKED)], []),
        (READ, ours(state=ASKED), there(mark="7"), [], [ours(mark="7")], []),
        (READ, ours(), there(), [], [ours()], []),
        (READ, ours(), None, [], [ours(state=REMOVED)], [TAKEN]),
        (READ, ours(state=REMOVED), None, [], [ours(state=REMOVED)], [TAKEN]),
        (READ, ours(state=REMOVED), there(), [], [], []),
        (WRITE, ours(), there(), [CHANGE], [ours()], []),
        (WRITE, ours(), there(WRITE), [], [ours(WRITE)], []),
        (READ, ours(), there(WRITE), [], [ours()], [OTHERWISE]),
        (READ, ours(mark="7"), there(mark="8"), [], [], []),
        (None, ours(), there(), [UNSHARE], [ours()], []),
        (None, ours(), there(WRITE), [UNSHARE], [ours()], []),
        (None, ours(state=ASKED), there(), [UNSHARE], [ours(state=ASKED)], []),
        (None, ours(), None, [], [], []),
        (None, ours(state=REMOVED), there(), [], [], []),
        (None, ours(mark="7"), there(mark="8"), [], [], []),
        (None, None, there(), [], [], []),
        (READ, None, there(above=True), [SHARE], [ours(state=ASKED)], []),
    ],
)
def test_a_row_of_the_table(wanted, given, seen, steps, known, told):
    decided = decide(
        {GROUP: wanted} if wanted else {}, [given] if given else [], [seen] if seen else []
    )
    assert done(decided) == steps
    assert list(decided.known) == known
    assert [one.code for one in decided.told] == told


def test_what_is_ended_is_the_share_that_we_gave_and_not_a_persons_own():
    decided = decide({}, [ours(mark="7")], [there(mark="6"), there(mark="7")])
    assert [step.seen for step in decided.steps] == [there(mark="7")]


def test_what_ends_comes_before_what_begins():
    decided = decide({OLA: READ}, [ours()], [there()])
    assert done(decided) == [UNSHARE, SHARE]


def test_a_yes_is_believed_when_the_server_shows_it():
    decided = decide({GROUP: READ}, [], [])
    settled = settle(decided, [there(mark="9")], ())
    assert settled.known == (ours(mark="9"),)
    assert settled.done == decided.steps and settled.told == ()

    settled = settle(decided, [], ())
    assert settled.done == ()
    assert settled.known == (ours(state=ASKED),), "tried again by the next pass"
    assert [one.code for one in settled.told] == [NoticeCode.SHARE_MISSING]

    settled = settle(decided, [], [GROUP])
    assert [one.code for one in settled.told] == [NoticeCode.SHARE_REFUSED]


def test_a_share_that_could_not_be_ended_stays_ours_and_is_told():
    decided = decide({}, [ours()], [there()])
    settled = settle(decided, [there()], ())
    assert settled.known == (ours(),)
    assert [one.code for one in settled.told] == [NoticeCode.SHARE_KEPT]
    assert settle(decided, [], ()).known == ()


def test_an_access_that_could_not_be_changed_is_told():
    decided = decide({GROUP: WRITE}, [ours()], [there()])
    settled = settle(decided, [there()], ())
    assert [one.code for one in settled.told] == [NoticeCode.SHARE_REFUSED]
    assert settled.known == (ours(),)


def test_something_closed_is_open_to_whom_it_is_not_for():
    seen = [
        there(),
        Seen(sharee=OLA),
        Seen(sharee=LINK),
        Seen(sharee=GROUP, above=True),
        Seen(sharee=Sharee(ShareeKind.USER, "per"), above=True),
    ]
    found = [(one.code, one.sharee.id) for one in too_open({GROUP}, [], seen)]
    assert found == [
        (NoticeCode.CLOSED_SHARED, "ola"),
        (NoticeCode.CLOSED_LINK, ""),
        (NoticeCode.CLOSED_AROUND, "per"),
    ]


_SHAREES = st.sampled_from([GROUP, OLA])
_ACCESS = st.sampled_from(Access)
_SEEN = st.lists(
    st.builds(Seen, sharee=_SHAREES, access=_ACCESS, mark=st.sampled_from(["", "1", "2"])),
    max_size=4,
)
_GIVEN = st.lists(
    st.builds(
        Given,
        sharee=_SHAREES,
        access=_ACCESS,
        mark=st.sampled_from(["", "1"]),
        state=st.sampled_from(GivenState),
    ),
    unique_by=lambda one: one.sharee,
)
_WANTED = st.dictionaries(_SHAREES, _ACCESS)


@drawn(_WANTED, _GIVEN, _SEEN)
def test_nothing_is_ended_or_changed_that_we_did_not_give(wanted, given, seen):
    ours_ = {one.sharee: one for one in given}
    for step in decide(wanted, given, seen).steps:
        if step.action is not ShareAction.SHARE:
            assert step.seen is not None
            assert ours_[step.sharee].mark in {"", step.seen.mark}
            assert ours_[step.sharee].state is not GivenState.REMOVED
            assert step.action is CHANGE or step.sharee not in wanted


@drawn(_WANTED, _GIVEN, _SEEN)
def test_once_it_is_carried_out_there_is_nothing_left_to_do(wanted, given, seen):
    decided = decide(wanted, given, seen)
    after = list(seen)
    for step in decided.steps:
        if step.seen is not None:
            after.remove(step.seen)
        if step.action is not UNSHARE:
            mark = step.seen.mark if step.seen else "9"
            after.append(Seen(sharee=step.sharee, access=step.access, mark=mark))
    settled = settle(decided, after, ())
    again = decide(wanted, settled.known, after)
    if all(step in settled.done for step in decided.steps):
        assert again.steps == ()
        assert settle(again, after, ()).known == again.known


@drawn(_WANTED, _GIVEN)
def test_nothing_that_was_taken_away_is_given_back(wanted, given):
    taken = [one for one in given if one.state is not GivenState.ASKED]
    steps = decide(wanted, taken, []).steps
    assert {step.sharee for step in steps}.isdisjoint(one.sharee for one in taken)


@pytest.mark.parametrize(("kind", "id_"), [*product(ShareeKind, ["", "gruppa", "a:b"])])
def test_a_sharee_is_known_again_by_its_key(kind, id_):
    sharee = Sharee(kind, id_)
    assert Sharee.of_key(sharee.key) == sharee
