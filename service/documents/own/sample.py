"""What a template is tried with: something in every field, two of every row, and two cases."""

from __future__ import annotations

from service.documents.data import AttendeeRow, CaseRow, DocumentData, FollowUpRow
from service.documents.manifest import LabelSpec, Manifest, TableSpec
from service.domain.minutes import AttendanceStatus

_KNOWN = {
    "group.name": ("Kommunestyregruppa i Eksempel", "Kommunestyregruppa i Eksempel"),
    "group.municipality": ("Eksempel", "Eksempel"),
    "group.period": ("2023–2027", "2023–2027"),
    "meeting.title": ("Gruppemøte", "Gruppemøte"),
    "meeting.date": ("mandag 12. mai 2025", "måndag 12. mai 2025"),
    "meeting.time": ("kl. 18.00–20.30", "kl. 18.00–20.30"),
    "meeting.place": ("Rådhuset, møterom 2", "Rådhuset, møterom 2"),
    "meeting.chair": ("Kari Nordmann", "Kari Nordmann"),
    "meeting.secretary": ("Ola Nordmann", "Ola Nordmann"),
    "meeting.serves": ("kommunestyret 15. mai", "kommunestyret 15. mai"),
}
_STATUSES = (AttendanceStatus.PRESENT, AttendanceStatus.EXCUSED)
_NAMES = ("Kari Nordmann", "Ola Nordmann")
_TITLES = ("Skolebruksplan", "Økonomiplan")
_TYPED = frozenset({"attendance", "agenda", "followups"})


def sample(manifest: Manifest) -> DocumentData:
    """A filled document of made-up people and cases, in the template's language."""
    tables = {table.id for table in manifest.tables}
    return DocumentData(
        fields={
            spec.tag: _KNOWN[spec.tag][manifest.language == "nn"]
            if spec.tag in _KNOWN
            else _words(spec.label, manifest)
            for spec in manifest.fields
            if not spec.preset
        },
        attendees=_attendees(manifest) if "attendance" in tables else (),
        cases=_cases(manifest) if manifest.case_labels or "agenda" in tables else (),
        follow_ups=_follow_ups(manifest) if "followups" in tables else (),
        tables={
            table.id: _rows(table, manifest)
            for table in manifest.tables
            if table.id not in _TYPED and not table.presets
        },
    )


def _words(label: str, manifest: Manifest) -> str:
    return f"{'Døme' if manifest.language == 'nn' else 'Eksempel'}: {label.lower()}"


def _attendees(manifest: Manifest) -> tuple[AttendeeRow, ...]:
    statuses = _STATUSES if manifest.status else (AttendanceStatus.UNKNOWN,) * 2
    return tuple(
        AttendeeRow(name=name, role="Fast medlem", status=status)
        for name, status in zip(_NAMES, statuses, strict=True)
    )


def _cases(manifest: Manifest) -> tuple[CaseRow, ...]:
    texts = {label.key: _words(label.label, manifest) for label in manifest.case_labels}
    known = {"recommendation", "discussion", "proposal", "conclusion", "presenter", "votes"}
    more = {key: text for key, text in texts.items() if key not in known | {"dissent"}}
    return tuple(
        CaseRow(
            number=f"{number}/25",
            title=title,
            recommendation=texts.get("recommendation", ""),
            discussion=texts.get("discussion", ""),
            proposal=texts.get("proposal", ""),
            conclusion=texts.get("conclusion", ""),
            presenter=texts.get("presenter", ""),
            dissent=(texts["dissent"],) if "dissent" in texts else (),
            votes=texts.get("votes", ""),
            more=more,
        )
        for number, title in enumerate(_TITLES, 12)
    )


def _follow_ups(manifest: Manifest) -> tuple[FollowUpRow, ...]:
    spec = next(table for table in manifest.tables if table.id == "followups")
    row = {column.key: _cell(column, manifest) for column in spec.columns}
    return (FollowUpRow(**row),)


def _rows(table: TableSpec, manifest: Manifest) -> tuple[dict[str, str], ...]:
    row = {c.key: _cell(c, manifest) for c in table.columns if c.key != "position"}
    return (row, row)


def _cell(column: LabelSpec, manifest: Manifest) -> str:
    return _words(column.label, manifest)
