"""What the page of documents asks for, on the real thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from service.db.printed import Printed, PrintedDocuments
from service.domain.errors import InputError
from service.domain.settings import GroupSettings, TargetKind
from service.journeys.papers.commenting import Commented, comment_group
from service.journeys.papers.findings_report import TYPE, findings_report
from service.journeys.papers.new_document import Added, add_document
from service.journeys.services import Services
from service.journeys.templates.template_states import document_name
from service.web.trouble import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentGateway:
    """A group's documents, as the pages ask for them."""

    journeys: Services

    def printed(self, settings: GroupSettings) -> Mapping[tuple[str, str], Printed]:
        """The PDFs beside documents, by folder and document."""
        group_id = settings.group.id
        with self.journeys.database.reading() as session:
            return {
                (target.id, document_id): one
                for target in settings.targets_of(TargetKind.FOLDER)
                for document_id, one in PrintedDocuments(session, group_id, target.id).all().items()
            }

    def add(self, group_id: str, type_: str, meeting_id: str | None, half: str | None) -> Added:
        """Lay a new document into the group's folder.

        Raises:
            InputError: it can't be made, something is there already, or the server refused.
        """
        with in_words():
            return add_document(self.journeys, group_id, type_, meeting_id=meeting_id, half=half)

    def comment(self, group_id: str, href: str, *, remove: bool) -> str:
        """Write the findings into a document as comments, or take ours out; says what was done.

        Raises:
            InputError: nothing was done, with why.
        """
        with in_words():
            report = comment_group(self.journeys, group_id, href=href, remove=remove)
        troubles = [one.trouble for one in report.documents if one.trouble]
        if troubles or not report.documents:
            raise InputError(" ".join(troubles or report.errors))
        return " ".join(filter(None, map(_told, report.documents))) or str(
            _("Dokumentet har ingen merknader fra oss.")
        )

    def report(self, group_id: str) -> bytes:
        """The findings as a document.

        Raises:
            InputError: a rule pack can't be loaded, or what was read can't be opened.
        """
        with in_words():
            return findings_report(self.journeys, group_id)

    def report_pdf(self, group_id: str) -> bytes:
        """The same as PDF.

        Raises:
            InputError: see `report`, or no PDF can be made here.
        """
        group = self.journeys.settings(group_id).group
        with in_words():
            return self.journeys.print_pdf(
                self.report(group_id), language=group.language, title=document_name(TYPE, group)
            )


def _told(document: Commented) -> str:
    """What was done in one document; "" where there was nothing to do."""
    said = []
    if document.added or document.updated:
        said.append(
            ngettext(
                "%(num)s merknad er skrevet.",
                "%(num)s merknader er skrevet.",
                document.added + document.updated,
            )
        )
    if document.removed:
        said.append(
            ngettext(
                "%(num)s merknad er tatt bort.",
                "%(num)s merknader er tatt bort.",
                document.removed,
            )
        )
    if document.kept:
        said.append(
            ngettext(
                "%(num)s merknad sto der fra før.",
                "%(num)s merknader sto der fra før.",
                document.kept,
            )
        )
    if document.left:
        said.append(
            ngettext(
                "%(num)s står igjen, for noen har svart på den eller endret den.",
                "%(num)s står igjen, for noen har svart på dem eller endret dem.",
                document.left,
            )
        )
    return " ".join(said)
