"""Programme cases: from the register of them and the group's plan for following up the programme.

The plan (programoppfolging) is a document that people write in, so what stands there comes first;
the register adds what the plan does not say. A case is the same in both by its title. A plan that
nobody has written a case in says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from service.domain.model import Person
from service.domain.place import Place
from service.rules.facts import Facts, MeetingDocument
from service.rules.people import person, person_named
from service.rules.phrasing import Word
from service.rules.records import Record, in_order
from service.rules.results import Missing
from service.rules.texts import is_blank, parse_years, plain

PROGRAMME = "programme_case"
PLAN = "programoppfolging"
_TABLE = "programme"
_COLUMNS = (
    "sector", "owner", "discuss_by", "council_date", "presenter", "media_date", "status",
)  # fmt: skip
_FLAGS = {"priority": "prioritised", "profile": "profile"}  # by column
_FIELDS_OF = {"priority": ("prioritised",), "discuss_by": ("discuss_by", "members_date")}
# What the plan says of all cases at once, by the fields that it answers for each.
_OF_ALL = {"plan.media": ("channel", "media_owner")}
_NO = re.compile(r"(nei|ikkj?e|no|0|lav|låg|low)\b")
_BETWEEN_NAMES = re.compile(r"[,;/&\n]|\bog\b|\band\b")


@dataclass(frozen=True, slots=True)
class Entries:
    """Records of a kind, the fields that no source had a place for, and documents by record id."""

    records: tuple[Record, ...]
    unfound: frozenset[str] = frozenset()
    documents: Mapping[str, str] = field(default_factory=dict)

    def place(self, record: Record) -> Place:
        """Where in the group's plan the record stands, if it does."""
        document = self.documents.get(record.id, "")
        words = record.value("title") if document else ""
        return Place(document=document, name=_TABLE if document else "", words=words)


def entries(facts: Facts, kind: str) -> Entries | Missing:
    """The records of a kind in an order of their own; programme cases from the plan too."""
    known = facts.register(kind)
    if kind != PROGRAMME:
        return known if isinstance(known, Missing) else Entries(known)
    plans = list(_plans(facts))
    rows = [row for plan in plans for row in _rows(plan)]
    documents = {row.id: plan.path for plan in reversed(plans) for row in _rows(plan)}
    if isinstance(known, Missing) and not rows:
        return Missing("programme_table", {"what": plans[0].path}) if plans else known
    registered = () if isinstance(known, Missing) else known
    columns = {key for plan in plans for row in _table(plan) for key in row}
    without = {f for f in (*_COLUMNS, *_FLAGS) if f not in columns} if rows else set()
    fields = {field for column in without for field in _FIELDS_OF.get(column, (column,))}
    return Entries(tuple(_merged(rows, registered)), frozenset(fields), documents)


def people_meant(facts: Facts, text: str) -> tuple[tuple[Person, ...], bool]:
    """Whom a field of one or more people means, by id or name, and whether all are known."""
    if (one := person(facts, text)) is not None:
        return (one,), True
    names = [part for part in _BETWEEN_NAMES.split(text) if not is_blank(part)]
    found = [person_named(facts, name) for name in names]
    return tuple(p for p in found if p), None not in found


def in_plan(facts: Facts, tag: str) -> str:
    """What the plan says under one of its headings, "" where it says nothing."""
    texts = (plan.reading.text(tag) or "" for plan in _plans(facts))
    return next((text for text in texts if not is_blank(text)), "")


def unfound(field: str) -> Missing:
    """That the plan has no column for a field, and no register is kept that has."""
    return Missing("column", {"column": Word("columns", field), "what": Word("documents", PLAN)})


def _plans(facts: Facts) -> Iterator[MeetingDocument]:
    """The plans of this term; one that says no years is of this term."""
    term = facts.group.term.start.year
    found = [d for d in facts.documents or () if d.reading.type == PLAN]
    for plan in sorted(found, key=lambda d: d.path):
        years = parse_years(plan.reading.text("group.period") or "")
        if years is None or years[0] <= term < years[1]:
            yield plan


def _table(plan: MeetingDocument) -> Iterable[Mapping[str, str]]:
    return plan.reading.tables.get(_TABLE, ())


def _rows(plan: MeetingDocument) -> Iterator[Record]:
    of_all = {
        field: plan.reading.text(tag) or "" for tag, fields in _OF_ALL.items() for field in fields
    }
    for row in _table(plan):
        title = row.get("case", "")
        if is_blank(title):
            continue
        said = {name: row[name] for name in _COLUMNS if not is_blank(row.get(name, ""))}
        said |= {"members_date": said["discuss_by"]} if "discuss_by" in said else {}
        said |= {name: text for name, text in of_all.items() if not is_blank(text)}
        flags = frozenset(flag for column, flag in _FLAGS.items() if _says_yes(row.get(column, "")))
        yield Record(id=plain(title), values={"title": title, **said}, flags=flags)


def _says_yes(text: str) -> bool:
    return not is_blank(text) and _NO.match(plain(text)) is None


def _merged(rows: Iterable[Record], registered: Iterable[Record]) -> Iterator[Record]:
    """One record for each title; what the plan says goes before what the register does."""
    by_title: dict[str, list[Record]] = {}
    for record in (*in_order(rows), *registered):
        by_title.setdefault(plain(record.value("title")) or record.id, []).append(record)
    for title, same in sorted(by_title.items()):
        values: dict[str, str] = {}
        for record in reversed(same):
            values |= {name: text for name, text in record.values.items() if not is_blank(text)}
        yield Record(
            id=title,
            flags=frozenset(flag for r in same for flag in r.flags),
            values=values,
        )
