"""Whose template each of a group's documents is made from, and what there is to say of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from service.db.templates import StoredTemplate
from service.documents.manifest import LANGUAGES
from service.documents.own import Remark
from service.documents.rendering.template import template_file
from service.domain.model import Group
from service.journeys.papers.kinds import BY_TYPE, file_name, variant_of
from service.journeys.services import Services
from service.journeys.templates.own_templates import Subject, own_templates, remarks_of
from service.journeys.templates.shelf import in_force

_ELSE = {"funnrapport": ("Funnrapport", "Funnrapport")}  # of no kind: it is laid in no folder


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateState:
    """How it stands with the template of one kind of document in one language.

    ``holds`` is the group's own template that is used, None where it is ours. ``waiting`` was
    uploaded and waits for somebody to take it into use. ``refused`` are files in the group's folder
    whose last version can't be used.
    """

    subject: Subject
    name: str  # of the document, as the group calls it
    holds: StoredTemplate | None = None
    waiting: StoredTemplate | None = None
    refused: tuple[StoredTemplate, ...] = ()

    @property
    def since(self) -> dt.datetime | None:
        """Since when the group's own template is used."""
        return self.holds.taken_at if self.holds else None

    @property
    def shown(self) -> StoredTemplate | None:
        """The one to look at first: what waits, else what can't be used, else what is used."""
        return self.waiting or next(iter(self.refused), self.holds)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What there is to say of the one shown, what keeps it from being used first."""
        return remarks_of(self.shown) if self.shown else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateStates:
    """All of a group's templates. ``nameless`` are files that nobody knows what are for."""

    states: tuple[TemplateState, ...]
    nameless: tuple[StoredTemplate, ...] = ()

    def of(self, subject: Subject) -> TemplateState | None:
        """One of them; None where there is no such kind of document."""
        return next((one for one in self.states if one.subject == subject), None)


def template_states(services: Services, group_id: str) -> TemplateStates:
    """Every kind of document a group has, in its own language first.

    Raises:
        InputError: no such group.
    """
    group = services.settings(group_id).group
    stored = own_templates(services, group_id)
    return TemplateStates(
        states=tuple(_states(group, stored)),
        nameless=tuple(one for one in stored if not one.type),
    )


def document_name(type_: str, group: Group, language: str = "") -> str:
    """What a kind of document is called in a group."""
    tongue = language or group.language
    if type_ in BY_TYPE:
        return file_name(BY_TYPE[type_], replace(group, language=tongue))
    return _ELSE[type_][tongue == "nn"]


def shipped_template(group: Group, subject: Subject) -> bytes:
    """The shipped template's file, for somebody to start from.

    Raises:
        InputError: there is no such template.
    """
    return template_file(subject.type, subject.language, variant_of(subject.type, group))


def _states(group: Group, stored: Sequence[StoredTemplate]) -> Iterator[TemplateState]:
    used = in_force(group, stored)
    for language in sorted(LANGUAGES, key=lambda one: one != group.language):
        for type_ in (*BY_TYPE, *_ELSE):
            key = type_, language
            own = [one for one in stored if (one.type, one.language) == key]
            yield TemplateState(
                subject=Subject(type=type_, language=language),
                name=document_name(type_, group, language),
                holds=used.get(key),
                waiting=next((one for one in own if one.waits), None),
                refused=tuple(one for one in own if one.refused and not one.uploaded),
            )
