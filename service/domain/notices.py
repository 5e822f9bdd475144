"""What a person must know about a folder's documents, or about who sees a folder or calendar.

Derived anew at each pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NoticeCode(StrEnum):
    """What it is about."""

    COPY_LAID = "copy_laid"  # the plan has changed, and the new values are in a copy beside it
    NOT_UPDATED = "not_updated"  # the plan has changed, and neither it nor a copy says so
    COPY_OUTDATED = "copy_outdated"  # a copy that no longer says what the plan does
    DIFFERS = "differs"  # somebody has written another time or place than the plan has
    FIELDS_GONE = "fields_gone"  # the meeting's date stands in no field any more
    LOCKED = "locked"  # somebody has it open, says the server
    LEFT_OPEN = "left_open"  # somebody has it open, says an editor's own file beside it
    NAME_TAKEN = "name_taken"  # it keeps an old date in its name: the new name is another file's
    NOT_RENAMED = "not_renamed"  # it keeps an old date in its name: we may give it no other
    NAME_DIFFERS = "name_differs"  # somebody has given it a name with another date in it
    PLACE_TAKEN = "place_taken"  # somebody's own file lies where it would be made
    RENAMED = "renamed"  # somebody has moved it or given it a name of their own
    DELETED = "deleted"  # somebody has deleted it
    DOUBLED = "doubled"  # two files are the same document
    CALLED_OFF = "called_off"  # a call to a meeting that is called off
    UNREADABLE = "unreadable"  # what lies there can't be read
    TEMPLATE_TAKEN = "template_taken"  # a template that somebody has laid in the folder is used now
    TEMPLATE_REFUSED = "template_refused"  # the group's own template can't be used as it is
    PDF_FAILED = "pdf_failed"  # it is approved, and no PDF could be made of it
    WHEEL_OLD = "wheel_old"  # a wheel in the folder shows an older plan and can't be made anew
    NO_PDF = "no_pdf"  # it is approved, and nothing here makes PDFs
    READ_ONLY = "read_only"  # the service may not write
    OUT_OF_SPACE = "out_of_space"  # the server has no room
    SHARE_YOURSELF = "share_yourself"  # the server can't be asked to share it
    SHARE_MISSING = "share_missing"  # the server said yes, and it is not shared
    SHARE_REFUSED = "share_refused"  # the service may not share it
    SHARE_KEPT = "share_kept"  # the service's own share could not be ended
    SHARE_REMOVED = "share_removed"  # somebody has taken away a share of the service's
    SHARE_CHANGED = "share_changed"  # somebody has given a share of the service's another access
    CLOSED_SHARED = "closed_shared"  # something closed is shared with others than it is for
    CLOSED_AROUND = "closed_around"  # it lies in a folder that is
    CLOSED_LINK = "closed_link"  # whoever has an address can see something closed

    @property
    def informs(self) -> bool:
        """Whether there is nothing that anybody has to do."""
        return self in _INFORMING

    @property
    def of_sharing(self) -> bool:
        """Whether it is about who sees the target, and not about a document in it."""
        return self.value.startswith(("share_", "closed_"))

    @property
    def passes(self) -> bool:
        """Whether it may be over at the next pass, though nothing has changed in the folder."""
        return self.fails or self in {
            NoticeCode.LOCKED,
            NoticeCode.NOT_RENAMED,
            NoticeCode.PDF_FAILED,
            NoticeCode.WHEEL_OLD,
        }

    @property
    def fails(self) -> bool:
        """Whether the pass tells of it as an error too, by the document's name."""
        return self in {NoticeCode.UNREADABLE, NoticeCode.READ_ONLY, NoticeCode.OUT_OF_SPACE}


_INFORMING = frozenset(
    {
        NoticeCode.RENAMED,
        NoticeCode.DELETED,
        NoticeCode.TEMPLATE_TAKEN,
        NoticeCode.SHARE_YOURSELF,
        NoticeCode.SHARE_REMOVED,
        NoticeCode.SHARE_CHANGED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something to know about the document at ``href``. It names no person and quotes nothing.

    ``other`` is a second path: of the copy, of the file that has the name, or the path it had.
    ``details`` are codes that say more: "meeting.time:own-value". Of a notice about sharing,
    ``href`` is whom it is about ("group:gruppa", by the server's ids), and ``details`` are what is
    shared ("calendar:group_board") and the shares to be made by hand ("read:group:gruppa").
    """

    code: NoticeCode
    href: str
    other: str = ""
    meeting_id: str | None = None
    details: tuple[str, ...] = ()
