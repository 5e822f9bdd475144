"""Where each meeting's call lies, for the link in its event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from service.db.documents import StoredDocument
from service.domain.model import Audience
from service.domain.settings import GroupSettings, TargetKind

Links = Mapping[str, str]  # the address of a meeting's call, by meeting id


def links_to_calls(
    settings: GroupSettings, audience: Audience, documents: Iterable[StoredDocument]
) -> Links:
    """The links for one audience's calendar: only to what lies in that audience's own folder.

    Of several copies, the one with the shortest path is linked to: copies get longer names.
    """
    folders = {t.id: t.url for t in settings.targets_of(TargetKind.FOLDER, audience)}
    calls = [
        one
        for one in documents
        if one.etag and one.type == "innkalling" and one.target_id in folders
    ]
    longest_first = sorted(calls, key=lambda one: (-len(one.href), one.href))
    return {
        one.meeting_id: f"{folders[one.target_id].rstrip('/')}/{quote(one.href)}"
        for one in longest_first
        if one.meeting_id
    }
