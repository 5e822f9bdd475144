"""What a template has places for, so that nothing is left out without a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Self

from service.documents.data import CaseRow, DocumentData
from service.documents.manifest import Manifest
from service.domain.errors import InputError

_TEXTS: Final = frozenset(
    {"recommendation", "discussion", "proposal", "conclusion", "presenter", "dissent", "votes"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The fields, the columns by table, and the texts of a case that a template shows."""

    type: str
    fields: frozenset[str]
    ignored: frozenset[str]  # what every group has, and this type has no use for
    columns: Mapping[str, frozenset[str]]
    labels: frozenset[str]

    @classmethod
    def of(cls, manifest: Manifest) -> Self:
        """Those of a template with this manifest."""
        return cls(
            type=manifest.type,
            fields=frozenset(spec.tag for spec in manifest.fields),
            ignored=frozenset(manifest.ignored),
            columns={
                table.id: frozenset(column.key for column in table.columns)
                for table in manifest.tables
            },
            labels=frozenset(label.key for label in manifest.case_labels),
        )

    def check(self, data: DocumentData) -> None:
        """Let data pass that can all be shown.

        Raises:
            InputError: fields, rows, columns, cases or texts of a case that have no place.
        """
        unknown = sorted(data.fields.keys() - self.fields - self.ignored)
        if unknown:
            tags = ", ".join(unknown)
            raise InputError(f"Malen for {self.type} har ikke disse feltene: {tags}.")
        for what in self._without_place(data):
            raise InputError(f"Malen for {self.type} har ikke plass til {what}.")

    def fitted(self, data: DocumentData) -> DocumentData:
        """The data without rows, columns and texts of cases that have no place.

        For a group's own template: what it leaves out, its admin was told when it was looked over.
        """
        has_cases = self.labels or "agenda" in self.columns
        return replace(
            data,
            attendees=data.attendees if "attendance" in self.columns else (),
            cases=[self._case(case) for case in data.cases] if has_cases else (),
            follow_ups=data.follow_ups if "followups" in self.columns else (),
            tables={
                table: [
                    {key: text for key, text in row.items() if key in self.columns[table]}
                    for row in rows
                ]
                for table, rows in data.tables.items()
                if table in self.columns
            },
        )

    def _case(self, case: CaseRow) -> CaseRow:
        """A case with these texts only; an agenda shows what it has columns for."""
        if not self.labels:
            return case
        kept = {key: text for key, text in case.texts().items() if key in self.labels}
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

    def _without_place(self, data: DocumentData) -> Iterator[str]:
        if data.attendees and "attendance" not in self.columns:
            yield "deltakere"
        if data.cases and not self.labels and "agenda" not in self.columns:
            yield "saker"
        if data.follow_ups and "followups" not in self.columns:
            yield "oppfølging"
        for table, rows in data.tables.items():
            columns = self.columns.get(table)
            if columns is None:
                yield f"tabellen «{table}»"
                return
            for row in rows:
                yield from (f"kolonnen «{c}» i tabellen «{table}»" for c in row if c not in columns)
        if self.labels:
            lacking = sorted(_TEXTS - self.labels)
            for case in data.cases:
                yield from (f"«{key}» i en sak" for key in self._texts_without_place(case, lacking))

    def _texts_without_place(self, case: CaseRow, lacking: list[str]) -> Iterator[str]:
        for key in lacking:
            if any(map(str.strip, getattr(case, key))):
                yield key
        for key in case.more:
            if key not in self.labels and case.more[key].strip():
                yield key
