"""What each kind of document is filled with, wherever it is made.

What nobody has decided yet stays as the template's guidance to the writer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from service.documents.data import DocumentData
from service.domain.errors import InputError
from service.journeys.papers.document_data import ground_rules, meeting_document, regulation
from service.journeys.papers.kinds import BY_TYPE, Occasion
from service.journeys.papers.plan_document import meeting_plan
from service.journeys.papers.sources import Sources
from service.journeys.papers.term_documents import (
    case_overview,
    constitution,
    course_list,
    follow_up_list,
    handover,
    of_the_group,
)

_OF_THE_TERM: Final[Mapping[str, Callable[[Sources], DocumentData]]] = {
    "reglement": lambda s: regulation(s.settings, s.today, s.packs),
    "kjoreregler": lambda s: ground_rules(s.settings, s.today),
    "samspill": lambda s: of_the_group(s, "rules.period"),
    "oppfolging": follow_up_list,
    "programoppfolging": of_the_group,
    "konstituering": constitution,
    "testamente": of_the_group,
    "overlevering": handover,
}
_OF_A_HALF: Final[Mapping[str, Callable[[Sources, str], DocumentData]]] = {
    "moteplan": meeting_plan,
    "frammote": course_list,
}


def fill(type_: str, sources: Sources, subject: str = "") -> DocumentData:
    """The data of one document.

    Args:
        type_: one of the kinds of `kinds`.
        sources: what is known of the group.
        subject: the meeting's id, or the half-year ("2026-1"), where the document is about one.

    Raises:
        InputError: the meeting isn't in the plan, or isn't one that such a document is about.
    """
    kind = BY_TYPE[type_]
    if kind.occasion is Occasion.TERM:
        return _OF_THE_TERM[type_](sources)
    if kind.occasion is Occasion.HALF:
        return _OF_A_HALF[type_](sources, subject)
    meeting = sources.meeting(subject)
    if meeting is None or meeting.type not in kind.meetings:
        raise InputError(
            "Oppgi et møte som dokumentet handler om, med --meeting. Se hva møtene heter: "
            f"kjoreplan plan show {sources.settings.group.id} --json",
            where=subject,
        )
    if type_ == "saksoversikt":
        return case_overview(sources, meeting)
    away = sources.away.get(meeting.id, frozenset())
    return meeting_document(
        sources.settings, meeting, sources.municipal, type_, sources.packs, away
    )
