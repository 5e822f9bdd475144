"""A template that an admin has uploaded: looked over, shown as it would be, and then decided on.

Nothing is in force before somebody has seen what the template makes and taken it into use.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from service.db.templates import StoredTemplate, Templates, waiting_href
from service.documents.own import Adoption, sample
from service.documents.rendering.render import render
from service.documents.rendering.template import compile_template
from service.domain.errors import InputError
from service.journeys.services import Services
from service.journeys.templates.own_templates import Subject, look_over, stored_as, take

_NOT_USABLE = "Malen kan ikke brukes slik den er. Rett det som er merket, først."


def lay_aside(services: Services, group_id: str, data: bytes, subject: Subject) -> Adoption:
    """Look an uploaded template over, and keep it until somebody takes it into use.

    It takes the place of another that waits. One that can't be used is remembered by what there is
    to say of it only.

    Raises:
        InputError: no such group, or the file is not a DOCX, or not a safe one.
    """
    adoption = look_over(services.settings(group_id).group, data, subject)
    waiting = stored_as(waiting_href(subject.type, subject.language), subject, adoption)
    kept = replace(waiting, data=data if adoption.usable else None)
    with services.database.transaction() as session:
        Templates(session, group_id).put(kept)
    return adoption


def take_waiting(services: Services, group_id: str, subject: Subject, *, seen: str) -> None:
    """Take the template that waits into use.

    Args:
        services: the outside world.
        group_id: whose template.
        subject: what it is for.
        seen: the `version` that the person was shown.

    Raises:
        InputError: none waits, another has come since, or it can't be used.
    """
    services.settings(group_id)
    href = waiting_href(subject.type, subject.language)
    with services.database.reading() as session:
        waiting = Templates(session, group_id).get(href)
    if waiting is None or waiting.data is None:
        raise InputError("Ingen mal venter på å bli tatt i bruk. Last opp fila på nytt.")
    if version(waiting.data) != seen:
        raise InputError(
            "Noen har lastet opp en annen mal etter at du så på denne. Se på den som ligger her "
            "nå, før du tar den i bruk."
        )
    if not take(services, group_id, waiting.data, subject).usable:
        raise InputError("Malen passer ikke lenger til gruppa. Last den opp på nytt.")
    drop_waiting(services, group_id, subject)


def drop_waiting(services: Services, group_id: str, subject: Subject) -> None:
    """Throw away the template that waits. What is in force stays in force.

    Raises:
        InputError: no such group.
    """
    services.settings(group_id)
    with services.database.transaction() as session:
        Templates(session, group_id).forget(waiting_href(subject.type, subject.language))


def version(data: bytes) -> str:
    """What tells one uploaded file from another."""
    return hashlib.sha256(data).hexdigest()


def trial(adoption: Adoption) -> bytes:
    """A document made from the template, with made-up people and cases.

    Raises:
        InputError: the template can't be used; its remarks say why.
    """
    if adoption.data is None or adoption.manifest is None:
        raise InputError(_NOT_USABLE)
    template = compile_template(adoption.manifest, adoption.data)
    return render(template, sample(adoption.manifest), document_id="")


def trial_of(services: Services, group_id: str, template: StoredTemplate) -> bytes:
    """A document made from the version of a template that can be used.

    Raises:
        InputError: no such group, or the template can't be used.
    """
    if template.data is None:
        raise InputError(_NOT_USABLE)
    subject = Subject(type=template.type, language=template.language)
    return trial(look_over(services.settings(group_id).group, template.data, subject))
