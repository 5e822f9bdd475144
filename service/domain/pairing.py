"""Which of the group's meetings are the same in a newer proposal: those that serve the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from service.domain.model import Meeting, MeetingStatus

Pair = tuple[Meeting, Meeting]


def same_meetings(approved: Sequence[Meeting], proposed: Sequence[Meeting]) -> list[Pair]:
    """Pairs of an approved and a proposed meeting that are one, each meeting in one pair only.

    They are of one type and serve some of the same municipal meetings, so a group meeting follows
    its council meeting wherever that goes. Those that have most in common come first, then those
    nearest in time. A cancelled meeting comes back only where nothing that is on takes its place.
    The id of a meeting that serves others says nothing: one named after what it no longer serves
    is still the same. Those that serve nothing are known by nothing else.
    """
    off = MeetingStatus.CANCELLED
    live = [m for m in approved if m.status is not off]
    pairs = _closest(live, proposed)
    taken = {id(fresh) for _, fresh in pairs}
    left = [fresh for fresh in proposed if id(fresh) not in taken]
    return [*pairs, *_closest([m for m in approved if m.status is off], left)]


def _closest(old_ones: Sequence[Meeting], fresh_ones: Sequence[Meeting]) -> list[Pair]:
    candidates = sorted(
        (-common, abs((fresh_ones[there].date - old_ones[here].date).days), here, there)
        for here, there, common in _in_common(old_ones, fresh_ones)
    )
    pairs: list[Pair] = []
    olds: set[int] = set()
    freshes: set[int] = set()
    for _, _, here, there in candidates:
        if here not in olds and there not in freshes:
            olds.add(here)
            freshes.add(there)
            pairs.append((old_ones[here], fresh_ones[there]))
    return pairs


def _in_common(
    old_ones: Sequence[Meeting], fresh_ones: Sequence[Meeting]
) -> Iterable[tuple[int, int, int]]:
    """The places of two meetings of one type, and how many meetings both of them serve."""
    serving: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, meeting in enumerate(fresh_ones):
        for served in _known_by(meeting):
            serving[meeting.type, served].append(place)
    for place, meeting in enumerate(old_ones):
        shared = Counter(t for s in _known_by(meeting) for t in serving[meeting.type, s])
        for there, common in shared.items():
            yield place, there, common


def _known_by(meeting: Meeting) -> frozenset[str]:
    return frozenset(meeting.serves) or frozenset({f"id:{meeting.id}"})
