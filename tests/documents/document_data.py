"""Data for every document type, with a value in each field that the type has."""

from __future__ import annotations

from service.documents import (
    AttendeeRow,
    CaseRow,
    DocumentData,
    FollowUpRow,
    Manifest,
    load_template,
    shipped_manifests,
)
from service.domain.minutes import AttendanceStatus

MANIFESTS = {(m.type, m.language): m for m in shipped_manifests()}
TEMPLATES = {key: load_template(*key) for key in MANIFESTS}

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
ATTENDEES = (
    AttendeeRow(name="Kari Nordmann", role="Gruppeleder", status=AttendanceStatus.PRESENT),
    AttendeeRow(name="Ola Nordmann", role="1. vara", status=AttendanceStatus.EXCUSED, note="syk"),
    AttendeeRow(name="Kari Nordmann d.e.", status=AttendanceStatus.ABSENT),
    AttendeeRow(name="Ola Nordmann d.y."),
)


def filled(manifest: Manifest) -> DocumentData:
    """A value for every field, two lines where lines may be, and the rows it has a place for."""
    fields = {
        spec.tag: f"Verdi & <{n}>" if spec.kind == "text" else f"Første {n}.\nAndre {n}."
        for n, spec in enumerate(manifest.fields)
    }
    tables = {table.id for table in manifest.tables}
    with_status = bool(manifest.status)
    return DocumentData(
        fields=fields,
        attendees=() if "attendance" not in tables else ATTENDEES if with_status else ATTENDEES[3:],
        cases=CASES if manifest.case_labels or "agenda" in tables else (),
        follow_ups=(FollowUpRow(what="Sende brev", responsible="Kari Nordmann", due="1. mars"),)
        if "followups" in tables
        else (),
    )
