"""The pages about templates on the real thing. A trial is printed once for all its pictures."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from service.documents.printing.bounded import ProgramError, ProgramMissing
from service.documents.printing.pages import to_pages
from service.journeys.services import Services
from service.journeys.templates.own_templates import Subject, give_up
from service.journeys.templates.template_states import (
    TemplateState,
    TemplateStates,
    shipped_template,
    template_states,
)
from service.journeys.templates.uploading import (
    drop_waiting,
    lay_aside,
    take_waiting,
    trial_of,
    version,
)

_DPI = 100  # 827 pixels across an A4 page: sharp on a telephone, and in a column of 44 rem
_MOST_PAGES = 12
_KEPT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A template tried: the document, and as far as this machine can make them, PDF and pictures.

    ``trouble`` says why something could not be made, "" where everything could. Unless it
    ``lasts``, another try may do better.
    """

    document: bytes
    pdf: bytes | None = None
    pages: tuple[bytes, ...] = ()
    trouble: str = ""
    lasts: bool = True


class Trials:
    """The trials last looked at, so that each picture of a page doesn't take a program to make."""

    def __init__(self) -> None:
        self._kept: OrderedDict[object, Trial] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: object) -> Trial | None:
        """The trial, if it is among the last."""
        with self._lock:
            return self._kept.get(key)

    def keep(self, key: object, trial: Trial) -> None:
        """Remember one more, and forget the oldest."""
        with self._lock:
            self._kept[key] = trial
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateGateway:
    """A group's templates, as the pages ask for them."""

    journeys: Services
    trials: Trials

    def states(self, group_id: str) -> TemplateStates:
        """Whose template each kind of document is made from."""
        return template_states(self.journeys, group_id)

    def upload(self, group_id: str, subject: Subject, data: bytes) -> None:
        """Look a file over, and keep it until it is taken into use.

        Raises:
            InputError: it is not a DOCX, or not a safe one.
        """
        lay_aside(self.journeys, group_id, data, subject)

    def take(self, group_id: str, subject: Subject, seen: str) -> None:
        """Take the one that waits, as it was ``seen``, into use.

        Raises:
            InputError: it is gone, is another, or can't be used.
        """
        take_waiting(self.journeys, group_id, subject, seen=seen)

    def drop(self, group_id: str, subject: Subject) -> None:
        """Throw away the one that waits."""
        drop_waiting(self.journeys, group_id, subject)

    def give_up(self, group_id: str, subject: Subject) -> None:
        """Let our template hold again in place of an uploaded one."""
        give_up(self.journeys, group_id, subject)

    def ours(self, group_id: str, subject: Subject) -> bytes:
        """The shipped template."""
        return shipped_template(self.journeys.settings(group_id).group, subject)

    def trial(self, group_id: str, state: TemplateState) -> Trial | None:
        """What the template shown makes; None where it can't be used.

        Raises:
            InputError: it can't be used any more.
        """
        shown = state.shown
        if shown is None or shown.data is None or shown.refused:
            return None
        key = group_id, state.subject, version(shown.data)
        found = self.trials.get(key)
        if found is None:
            found = self._made(trial_of(self.journeys, group_id, shown), state)
            if found.lasts:
                self.trials.keep(key, found)
        return found

    def _made(self, document: bytes, state: TemplateState) -> Trial:
        language, title, pdf = state.subject.language, state.name, None
        try:
            pdf = self.journeys.print_pdf(document, language=language, title=title)
            pages = tuple(to_pages(pdf, dpi=_DPI, most=_MOST_PAGES))
        except ProgramError as error:
            again = error.temporary or isinstance(error, ProgramMissing)
            return Trial(document=document, pdf=pdf, trouble=str(error), lasts=not again)
        return Trial(document=document, pdf=pdf, pages=pages)
