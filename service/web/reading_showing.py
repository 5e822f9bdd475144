"""A published plan that is read as a page: the form to hand one in, and what was read of it."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from service.journeys.published.fetching import fetch_sentence
from service.journeys.published.looking import PlanDraft
from service.journeys.published.wording import changes_summed
from service.web.access import services
from service.web.ports import GroupPage
from service.web.presenting import page_language
from service.web.reading_form import ADDING, BLANK, RowForm, StartForm, as_it_stands
from service.web.reading_view import CHANGE, STATE, ReadingView, reading_view


def show_start(page: GroupPage, entered: StartForm) -> str:
    """The form to hand in a plan."""
    return render_template(
        "reading_start.html",
        page=page,
        entered=entered,
        problems=entered.problems,
        followed=services().reading.followed(page.settings.group.id),
        fetch_sentence=fetch_sentence,
    )


def show_draft(page: GroupPage, draft: PlanDraft, entered: RowForm) -> str:
    """The plan that waits, with the form of one row as it was typed."""
    changes = draft.comparison.changes if draft.comparison else ()
    return render_template(
        "reading.html",
        page=page,
        summed=changes_summed(changes, page_language()),
        view=view_of(page, draft),
        draft=draft,
        entered=entered,
        problems=entered.problems,
        adding=ADDING,
        blank=BLANK,
        as_it_stands=as_it_stands,
        states=STATE,
        change_words=CHANGE,
        followed=services().reading.followed(page.settings.group.id),
        fetch_sentence=fetch_sentence,
    )


def view_of(page: GroupPage, draft: PlanDraft) -> ReadingView:
    """The plan that waits, ready to show."""
    return reading_view(draft, page.settings.group.roster.names())


def to_draft(group_id: str, anchor: str = "") -> Response:
    """The way to the plan that waits, or to a place in it."""
    return redirect(url_for("reading.show", group_id=group_id, _anchor=anchor or None))
