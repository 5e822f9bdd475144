"""A group's own templates: looked over, taken into use, and found in the group's folder.

An admin uploads one, or drops it into the folder «Maler» under the name of its document
(«Protokoll.docx»). A version that can't be used is told of, and the last good one stays in force.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from sqlalchemy.orm import Session

from connectors.store import Item, Resource, ResourceStore
from service.db.templates import StoredTemplate, Templates, upload_href
from service.documents.gate.check import open_package
from service.documents.identity import read_identity
from service.documents.manifest import LANGUAGES, TYPES
from service.documents.own import Adoption, Remark, adopt, remark
from service.domain.errors import InputError
from service.domain.model import Group
from service.domain.notices import Notice, NoticeCode
from service.journeys.papers.kinds import KINDS, variant_of
from service.journeys.services import Services
from service.journeys.templates.shelf import Shelf, base_manifest, shelf_of

FOLDERS = ("Maler", "Malar")
_LANGUAGES = {
    "nb": frozenset({"nb", "bokmål"}),
    "nn": frozenset({"nn", "nynorsk"}),
}
_LATELY = dt.timedelta(days=14)
_MORE_NAMES = {"protokoll": ("Referat",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a template is for."""

    type: str
    language: str


def look_over(group: Group, data: bytes, subject: Subject) -> Adoption:
    """What there is to say of a DOCX that is to be the group's template. Nothing is stored.

    Raises:
        InputError: it is not a DOCX, or not a safe one.
    """
    variant = variant_of(subject.type, group)
    return adopt(data, base_manifest(subject.type, subject.language, variant))


def take(services: Services, group_id: str, data: bytes, subject: Subject) -> Adoption:
    """Take an uploaded template into use, unless something keeps it from being used.

    Raises:
        InputError: no such group, or the file is not a DOCX, or not a safe one.
    """
    adoption = look_over(services.settings(group_id).group, data, subject)
    if adoption.usable:
        template = stored_as(upload_href(subject.type, subject.language), subject, adoption)
        taken = replace(template, data=data, taken_at=services.now(group_id))
        with services.changing(group_id) as session:
            Templates(session, group_id).put(taken)
    return adoption


def give_up(services: Services, group_id: str, subject: Subject) -> None:
    """Let the shipped template hold again in place of an uploaded one.

    Raises:
        InputError: no such group.
    """
    services.settings(group_id)
    with services.changing(group_id) as session:
        Templates(session, group_id).forget(upload_href(subject.type, subject.language))


def own_templates(services: Services, group_id: str) -> tuple[StoredTemplate, ...]:
    """The group's own templates, those refused included."""
    with services.database.reading() as session:
        return Templates(session, group_id).all()


def remarks_of(template: StoredTemplate) -> tuple[Remark, ...]:
    """What there was to say of the version last seen."""
    return tuple(
        Remark(
            code=one["code"],
            place=one["place"],
            values=tuple((k, v) for k, v in one.items() if k not in {"code", "place"}),
        )
        for one in template.remarks
    )


def shelf(session: Session, group: Group) -> Shelf:
    """The templates the group's documents are made from."""
    return shelf_of(group, Templates(session, group.id).all())


def is_template(href: str) -> bool:
    """Whether a path in a group's folder is that of a template, and not of a document."""
    path = PurePosixPath(href)
    return path.parts[0] in FOLDERS and path.suffix.lower() in {".docx", ".dotx"}


def subject_of(href: str, data: bytes, group: Group) -> Subject | None:
    """What a file in the folder of templates is for: as it says itself, else by its name.

    Raises:
        InputError: it is not a DOCX, or not a safe one.
    """
    identity = read_identity(open_package(data))
    words = _words(PurePosixPath(href).stem)
    type_ = identity.type if identity.type in TYPES else _named(words)
    if not type_:
        return None
    language = identity.language if identity.language in LANGUAGES else group.language
    said = (code for code, names in _LANGUAGES.items() if words & names)
    return Subject(type=type_, language=next(said, language))


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFolder:
    """The templates in a group's folder, as a pass over it finds them."""

    services: Services
    group: Group
    store: ResourceStore
    dry_run: bool

    def look(self, resources: Iterable[Resource], *, complete: bool) -> tuple[Notice, ...]:
        """Take what is new, forget what is gone, and tell of what can't be used.

        Raises:
            StoreError: a template could not be fetched.
        """
        with self.services.database.reading() as session:
            known = {one.href: one for one in Templates(session, self.group.id).all()}
        here = {r.href: r for r in resources if is_template(r.href)}
        news = [href for href, r in here.items() if href not in known or known[href].etag != r.etag]
        for href, item in self.store.get_many(news).items():
            known[href] = self._looked_at(item, known.get(href))
            self._keep(known[href])
        gone = [h for h, one in known.items() if h not in here and not one.uploaded]
        for href in gone if complete else ():
            del known[href]
            self._forget(href)
        return tuple(self._notices(one for one in known.values() if not one.uploaded))

    def _notices(self, templates: Iterable[StoredTemplate]) -> Iterator[Notice]:
        """What can't be used, and what has been taken into use lately, which anybody may cause."""
        lately = self.services.now(self.group.id) - _LATELY
        for one in templates:
            if one.refused:
                yield Notice(code=NoticeCode.TEMPLATE_REFUSED, href=one.href)
            elif one.taken_at is not None and one.taken_at > lately:
                yield Notice(code=NoticeCode.TEMPLATE_TAKEN, href=one.href)

    def _looked_at(self, item: Item, before: StoredTemplate | None) -> StoredTemplate:
        """What came of a new version; the last good one is kept where it can't be used."""
        href, etag = item.resource.href, item.resource.etag
        known = before or StoredTemplate(href=href, type="", language="")
        try:
            subject = subject_of(href, item.data, self.group)
            adoption = look_over(self.group, item.data, subject) if subject else None
        except InputError as error:
            adoption = Adoption(remarks=(remark("unusable", what=error.message),))
            subject = None
        if subject is None or adoption is None:
            said = adoption or Adoption(remarks=(remark("unnamed"),))
            return replace(known, etag=etag, refused=True, remarks=_plain(said))
        found = replace(stored_as(href, subject, adoption), etag=etag)
        if adoption.usable:
            return replace(found, data=item.data, taken_at=self.services.now(self.group.id))
        return replace(found, data=known.data, taken_at=known.taken_at)

    def _keep(self, template: StoredTemplate) -> None:
        if not self.dry_run:
            with self.services.database.transaction() as session:
                Templates(session, self.group.id).put(template)

    def _forget(self, href: str) -> None:
        if not self.dry_run:
            with self.services.database.transaction() as session:
                Templates(session, self.group.id).forget(href)


def stored_as(href: str, subject: Subject, adoption: Adoption) -> StoredTemplate:
    """What is kept of a template that was looked over, but for the file itself."""
    return StoredTemplate(
        href=href,
        type=subject.type,
        language=subject.language,
        refused=not adoption.usable,
        remarks=_plain(adoption),
    )


def _plain(adoption: Adoption) -> tuple[dict[str, str], ...]:
    return tuple(
        {"code": one.code, "place": one.place, **dict(one.values)} for one in adoption.remarks
    )


def _named(words: frozenset[str]) -> str:
    """The type with the longest of the names that stand in a file's name."""
    found = [
        (len(_words(name)), kind.type)
        for kind in KINDS
        for name in (kind.type, *kind.names, *_MORE_NAMES.get(kind.type, ()))
        if _words(name) <= words
    ]
    return max(found, default=(0, ""))[1]


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))
