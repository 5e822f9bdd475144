"""Refusing data that a template has no place for, instead of leaving it out without a word."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from service.documents.data import CaseRow, DocumentData
from service.documents.manifest import Manifest
from service.domain.errors import InputError

_TEXTS = frozenset(
    {"recommendation", "discussion", "proposal", "conclusion", "presenter", "dissent", "votes"}
)


def check_places(manifest: Manifest, data: DocumentData) -> None:
    """Let data pass that can all be shown.

    Raises:
        InputError: rows, columns, cases or texts of a case that the template has no place for.
    """
    for what in _without_place(manifest, data):
        raise InputError(f"Malen for {manifest.type} har ikke plass til {what}.")


def fitted(data: DocumentData, manifest: Manifest) -> DocumentData:
    """The data without what the template has no place for.

    For a group's own template: what it leaves out, its admin was told when it was looked over.
    """
    columns = {table.id: {column.key for column in table.columns} for table in manifest.tables}
    labels = {label.key for label in manifest.case_labels}
    return replace(
        data,
        attendees=data.attendees if "attendance" in columns else (),
        cases=[_case(case, labels) for case in data.cases] if labels or "agenda" in columns else (),
        follow_ups=data.follow_ups if "followups" in columns else (),
        tables={
            table: [
                {key: text for key, text in row.items() if key in columns[table]} for row in rows
            ]
            for table, rows in data.tables.items()
            if table in columns
        },
    )


def _case(case: CaseRow, labels: set[str]) -> CaseRow:
    """A case with the texts of these labels only; an agenda shows what it has columns for."""
    if not labels:
        return case
    kept = {key: text for key, text in case.texts().items() if key in labels}
    return CaseRow(
        number=case.number,
        title=case.title,
        recommendation=kept.pop("recommendation", ""),
        discussion=kept.pop("discussion", ""),
        proposal=kept.pop("proposal", ""),
        conclusion=kept.pop("conclusion", ""),
        presenter=kept.pop("presenter", ""),
        dissent=case.dissent if kept.pop("dissent", "") else (),
        votes=kept.pop("votes", ""),
        more=kept,
    )


def _without_place(manifest: Manifest, data: DocumentData) -> Iterator[str]:
    columns = {table.id: {column.key for column in table.columns} for table in manifest.tables}
    labels = {label.key for label in manifest.case_labels}
    if data.attendees and "attendance" not in columns:
        yield "deltakere"
    if data.cases and not labels and "agenda" not in columns:
        yield "saker"
    if data.follow_ups and "followups" not in columns:
        yield "oppfølging"
    for table, rows in data.tables.items():
        if table not in columns:
            yield f"tabellen «{table}»"
        for row in rows:
            yield from (
                f"kolonnen «{c}» i tabellen «{table}»" for c in row if c not in columns[table]
            )
    if labels:
        for case in data.cases:
            yield from (f"«{key}» i en sak" for key in _texts_without_place(case, labels))


def _texts_without_place(case: CaseRow, labels: Collection[str]) -> Iterator[str]:
    for key in sorted(_TEXTS.difference(labels)):
        if any(map(str.strip, getattr(case, key))):
            yield key
    for key in sorted(case.more.keys() - set(labels)):
        if case.more[key].strip():
            yield key
