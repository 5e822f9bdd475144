"""What a document of the folder is to say: filled by the plan, the roster and the last protocol."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Final

from service.db.documents import StoredDocument
from service.documents.data import DocumentData, FollowUpRow
from service.documents.manifest import Manifest
from service.documents.merging.attendance import ATTENDANCE, STATUS
from service.documents.merging.managed import MANAGED, managed_values
from service.documents.reading.read import read as read_document
from service.documents.zipped import same_parts
from service.domain.followups import open_follow_ups
from service.domain.minutes import DocumentReading, FollowUp
from service.domain.model import Meeting
from service.journeys.folder.desk import Desk, Said, managed_in
from service.journeys.papers.filling import fill
from service.journeys.papers.kinds import BY_TYPE, Occasion
from service.journeys.papers.sources import Sources
from service.journeys.papers.wanted import Wanted, wanted
from service.rules.protocols import MINUTES

# Beside the tags of the managed values, what was written is kept under these:
FOLLOW_UPS: Final = "followups"  # the rows a protocol got
ROWS: Final = "rows"  # the rows of a half-year's document, by the meeting each is about
ADOPTION: Final = ("plan.adopted", "plan.adopted_ref")
OF_THE_PLAN: Final = (*ADOPTION, "plan.as_of")
VERSION: Final = "plan.version"  # of the approved plan that a meeting plan was last in step with
PLAN: Final = "moteplan"
_FOLLOW_UP_TABLE: Final = "followups"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A document as it should be: where it belongs, what it is filled with, and in which language.

    ``values`` are those of it that are kept right later.
    """

    wanted: Wanted
    data: DocumentData
    language: str
    values: Said


def contents_of(desk: Desk, document: Wanted, language: str = "") -> Contents:
    """What a document is filled with, a protocol also with what the last one left undone."""
    tongue = language or desk.settings.group.language
    data = document.data
    if document.type in MINUTES and not data.follow_ups:
        data = replace(data, follow_ups=_rows(_left_undone(desk, document)))
    return _contents(desk, document, data, tongue)


def contents_for(desk: Desk, document: StoredDocument, meeting: Meeting) -> Contents | None:
    """What a document of a meeting is to say today; None where no such document is made of it.

    It keeps its own written language, whatever the group has chosen since.
    """
    kind = BY_TYPE.get(document.type)
    if kind is None or kind.occasion is not Occasion.MEETING or meeting.type not in kind.meetings:
        return None
    group = replace(desk.settings.group, language=document.language)
    sources = Sources(
        settings=replace(desk.settings, group=group),
        today=desk.now.date(),
        meetings=tuple({**desk.meetings, meeting.id: meeting}.values()),
        documents=() if meeting.type in kind.made_for else desk.gathered(),
        packs=desk.packs,
        away=desk.away,
    )
    data = fill(document.type, sources, meeting.id)
    return contents_of(desk, wanted(group, kind, data, meeting=meeting), document.language)


def contents_of_half(desk: Desk, document: StoredDocument, half: str) -> Contents:
    """What a document of a half-year is to say today, in its own written language."""
    return new_contents_of_half(desk, document.type, half, document.language)


def new_contents_of_half(desk: Desk, type_: str, half: str, language: str) -> Contents:
    """The same of one that isn't there yet."""
    group = replace(desk.settings.group, language=language)
    sources = Sources(
        settings=replace(desk.settings, group=group),
        today=desk.now.date(),
        meetings=tuple(desk.meetings.values()),
        adoptions=desk.adoptions,
        packs=desk.packs,
    )
    data = fill(type_, sources, half)
    own = wanted(group, BY_TYPE[type_], data, half=half)
    return contents_of(desk, own, language)


def make(desk: Desk, contents: Contents, document_id: str) -> bytes:
    """The document rendered whole."""
    return desk.shelf.make(
        contents.wanted.type,
        contents.data,
        document_id=document_id,
        language=contents.language,
    )


def rendered_with(desk: Desk, data: bytes, contents: Contents, document_id: str) -> bool:
    """Whether a document holds exactly what we render for the values that it says.

    So an unedited document is known again when nothing is remembered of it: after a database is
    lost, or a pass that was cut off between writing and remembering.

    Raises:
        InputError: what lies there can't be read.
    """
    reading = read_document(data, manifests=desk.shelf.manifests)
    as_said = _contents(desk, contents.wanted, _said(reading, contents), contents.language)
    return same_parts(make(desk, as_said, document_id), data)


def _said(reading: DocumentReading, contents: Contents) -> DocumentData:
    """What a document of ours was filled with to say what it says."""
    if ROWS in contents.values:
        fields = {tag: value.text for tag, value in reading.fields.items() if value.text}
        return DocumentData(fields=fields, tables=reading.tables)
    said = {tag: text for tag, text in managed_in(reading).items() if text}
    others = {tag: text for tag, text in contents.data.fields.items() if tag not in MANAGED}
    rows = _rows(reading.follow_ups or ())
    return replace(contents.data, fields={**others, **said}, follow_ups=rows)


def _contents(desk: Desk, document: Wanted, data: DocumentData, language: str) -> Contents:
    manifest = desk.shelf.template(document.type, language).manifest
    values = managed_values(manifest, data)
    if manifest.table(_FOLLOW_UP_TABLE) is None:
        data = replace(data, follow_ups=())
    elif document.type in MINUTES:
        rows = [asdict(row) for row in data.follow_ups]
        values[FOLLOW_UPS] = json.dumps(rows, ensure_ascii=False)
    values |= _attendance(manifest, data)
    if BY_TYPE[document.type].occasion is Occasion.HALF:
        values[ROWS] = json.dumps(_by_meeting(data), ensure_ascii=False)
        values |= {tag: data.fields.get(tag, "") for tag in OF_THE_PLAN}
    if document.type == PLAN:
        values[VERSION] = _version(desk, document)
    return Contents(wanted=document, data=data, language=language, values=values)


def attendance_in(values: Said) -> dict[str, str]:
    """What a document says of those who have reported absence, by name."""
    found: dict[str, str] = json.loads(values.get(ATTENDANCE, "{}"))
    return found


def _attendance(manifest: Manifest, data: DocumentData) -> Said:
    """The same as it is remembered; nothing where nobody has, or where there is no place for it."""
    table = manifest.table(ATTENDANCE)
    if table is None or all(column.key != STATUS for column in table.columns):
        return {}
    said = {
        a.name: manifest.status[a.status] for a in data.attendees if a.status in manifest.status
    }
    return {ATTENDANCE: json.dumps(said, ensure_ascii=False)} if said else {}


def _version(desk: Desk, document: Wanted) -> str:
    identity = desk.possible.get(document.document_id)
    adopted = (a.plan_version for a in desk.adoptions if identity and a.half == identity.half)
    return str(next(adopted, ""))


def _by_meeting(data: DocumentData) -> dict[str, dict[str, Mapping[str, str]]]:
    return {
        table: dict(zip(meetings, data.tables[table], strict=True))
        for table, meetings in data.about.items()
    }


def _left_undone(desk: Desk, document: Wanted) -> tuple[FollowUp, ...]:
    """The open points of the latest earlier protocol in the folder that has a table of them."""
    meeting = desk.meetings.get(document.meeting_id or "")
    if meeting is None:
        return ()
    dated = [(_held_on(desk, one), one.href) for one in desk.live if one.type in MINUTES]
    earlier = [(day, href) for day, href in dated if day is not None and day < meeting.date]
    for _, href in sorted(earlier, reverse=True):
        rows = desk.follow_ups_in(href)
        if rows is not None:
            return open_follow_ups(rows)
    return ()


def _held_on(desk: Desk, document: StoredDocument) -> dt.date | None:
    meeting = desk.meetings.get(document.meeting_id or "")
    return meeting.date if meeting else desk.date_of(document.href)


def _rows(points: Iterable[FollowUp]) -> tuple[FollowUpRow, ...]:
    return tuple(
        FollowUpRow(
            what=point.what,
            responsible=point.responsible,
            due=point.due,
            status=point.status,
            source=point.source,
        )
        for point in points
    )
