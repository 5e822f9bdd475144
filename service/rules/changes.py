"""Which parts of a group's facts differ from those of its last run."""

from __future__ import annotations

from collections.abc import Iterator

from service.rules.facts import Facts


def part_of_register(register: str) -> str:
    """One register, as a part of the facts."""
    return f"records:{register}"


def changed_parts(before: Facts, now: Facts) -> Iterator[str]:
    """The parts of the facts that are not the same, by the names that the memory notes."""
    for name in ("group", "now", "today", "meetings", "adoptions", "visibility", "adopted"):
        if getattr(before, name) != getattr(now, name):
            yield name
    if now.now < before.now:  # what had come has not
        yield "clock"
    if before.group.term != now.group.term:  # a rule sees what of these lies within the term
        yield from ("meetings", "documents")
    if before.attestations != now.attestations:
        yield "attestations"
    if _versions(before) != _versions(now):
        yield "documents"
    if before.over != now.over:
        yield "over"
    for register in before.records.keys() | now.records.keys():
        if before.records.get(register) != now.records.get(register):
            yield part_of_register(register)
            yield "records"


def _versions(facts: Facts) -> object:
    if facts.documents is None:
        return None
    return [(d.path, d.version or d, d.meeting_id, d.audience) for d in facts.documents]
