"""Data for every document type, with a value in each field that the type has."""

from __future__ import annotations

from dataclasses import asdict, fields

from service.documents import (
    AttendeeRow,
    CaseRow,
    DocumentData,
    FollowUpRow,
    Manifest,
    load_template,
    shipped_manifests,
)
from service.documents.manifest import TableSpec, folder_name
from service.domain.minutes import AttendanceStatus

MANIFESTS = {(m.type, folder_name(m.language, m.variant)): m for m in shipped_manifests()}
TEMPLATES = {key: load_template(m.type, m.language, m.variant) for key, m in MANIFESTS.items()}

CASES = (
    CaseRow(
        number="3/18",
        title="Skolebruksplan: høring & vedtak",
        recommendation="Kommunedirektøren tilrår planen.",
        discussion="Første punkt.\n\nAndre punkt.",
        proposal="Følger innstillingen",
        conclusion="Gruppa støtter planen.",
        presenter="Ola Nordmann",
        dissent=("Kari Nordmann vil beholde skolen.", "Ola Nordmann er i tvil."),
        votes="7 mot 4",
    ),
    CaseRow(number="4/18", title="Budsjett"),
)
TYPED = {"attendance", "agenda", "followups"}
ATTENDEES = (
    AttendeeRow(name="Kari Nordmann", role="Gruppeleder", status=AttendanceStatus.PRESENT),
    AttendeeRow(name="Ola Nordmann", role="1. vara", status=AttendanceStatus.EXCUSED, note="syk"),
    AttendeeRow(name="Kari Nordmann d.e.", status=AttendanceStatus.ABSENT),
    AttendeeRow(name="Ola Nordmann d.y."),
)


def rows_of(table: TableSpec) -> tuple[dict[str, str], ...]:
    """Two rows for a table that only some types have."""
    return tuple(
        {c.key: f"{c.label} & <{n}> æøå" for c in table.columns if c.key != "position"}
        for n in (1, 2)
    )


def cases_of(manifest: Manifest) -> tuple[CaseRow, ...]:
    """Cases with a text for each label that the manifest has."""
    if not manifest.case_labels:
        return CASES
    labels = {label.key for label in manifest.case_labels}
    known = {f.name for f in fields(CaseRow)} - {"more"}
    more = {key: f"Tekst til {key}" for key in labels - known}
    kept = {k: v for k, v in asdict(CASES[0]).items() if k in {"number", "title", *labels}}
    return (CaseRow(**kept, more=more), CASES[1])


def follow_ups_of(manifest: Manifest) -> tuple[FollowUpRow, ...]:
    """Two rows with what the manifest's table has columns for, one of them done."""
    table = manifest.table("followups")
    if table is None:
        return ()
    columns = {column.key for column in table.columns}
    done = {"status": "Gjort", "source": "Sak 3/18"}
    return (
        FollowUpRow(what="Sende brev", responsible="Kari Nordmann", due="1. mars"),
        FollowUpRow(what="Ringe", **{key: text for key, text in done.items() if key in columns}),
    )


def filled(manifest: Manifest) -> DocumentData:
    """A value for every field, two lines where lines may be, and the rows it has a place for."""
    values = {
        spec.tag: f"Verdi & <{n}>" if spec.kind == "text" else f"Første {n}.\nAndre {n}."
        for n, spec in enumerate(manifest.fields)
    }
    tables = {table.id for table in manifest.tables}
    with_status = bool(manifest.status)
    return DocumentData(
        fields=values,
        attendees=() if "attendance" not in tables else ATTENDEES if with_status else ATTENDEES[3:],
        cases=cases_of(manifest) if manifest.case_labels or "agenda" in tables else (),
        follow_ups=follow_ups_of(manifest),
        tables={t.id: rows_of(t) for t in manifest.tables if t.id not in TYPED},
    )
