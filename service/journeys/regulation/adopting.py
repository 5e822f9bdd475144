"""The regulation is one source: what it says now, what the group adopted, and adopting it.

A regulation (reglement) or ground rules (kjøreregler) are judged as they were last read in the
group's folder. Nothing they say decides anything until somebody has entered that it was adopted;
then it goes before the group's own choices. No calendar is touched by it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from service.db.regulations import RegulationVersions
from service.domain.errors import InputError
from service.domain.model import OSLO
from service.domain.regulation import DOCUMENTS, RegulationValues, field_sections, regulation_values
from service.domain.regulation_changes import Change, changes
from service.domain.regulation_offices import OfficeDifference, office_differences
from service.domain.regulation_text import Fingerprint, differences, fingerprint
from service.domain.regulation_versions import AdoptedValue, AdoptedVersion, Ballot, latest
from service.domain.settings import GroupSettings
from service.journeys.judging.documents import documents_as_read
from service.journeys.papers.wanted import document_id
from service.journeys.regulation.settings import landings
from service.journeys.regulation.wording import (
    adoption_refusal,
    obstacles,
    refusal,
    remarks,
)
from service.journeys.services import Services
from service.journeys.templates.own_templates import shelf
from service.rules.facts import MeetingDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationLook:
    """A group's regulation at one moment. Without a document there is nothing to compare.

    ``differs`` names what is not as in the version that holds, ``obstacles`` say why the text can't
    be adopted as it stands, ``remarks`` what else somebody should look at.
    """

    document: MeetingDocument | None
    text: Fingerprint | None = None
    values: RegulationValues = field(default_factory=RegulationValues)
    changes: tuple[Change, ...] = ()
    offices: tuple[OfficeDifference, ...] = ()
    differs: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    versions: tuple[AdoptedVersion, ...] = ()  # the oldest first

    @property
    def holds(self) -> AdoptedVersion | None:
        """The version that holds."""
        return latest(self.versions)

    @property
    def is_new(self) -> bool:
        """Whether the text is not the one that was adopted last."""
        return self.text is not None and (
            self.holds is None or self.holds.text.sha256 != self.text.sha256
        )

    @property
    def waits(self) -> bool:
        """Whether something waits for a person: a changed text, a setting, or an office.

        A first text that decides nothing new waits for nobody.
        """
        return bool(self.changes or self.offices or (self.is_new and self.holds))


def look_at_regulation(services: Services, group_id: str) -> RegulationLook:
    """What the regulation says as last read, against what the group adopted. Nothing is stored.

    Raises:
        InputError: there is no such group, or one of its rule packs can't be loaded.
        SecretUnreadable: what was stored is sealed with another key.
    """
    own = services.own_settings(group_id)
    with services.database.reading() as session:
        return _look(services, session, own)


def approve_regulation(
    services: Services,
    group_id: str,
    *,
    by: str,
    on: dt.date,
    protocol_ref: str = "",
    votes: Ballot | None = None,
    seen: str | None = None,
) -> AdoptedVersion:
    """Enter that the text as last read was adopted, so that what it states decides.

    Settings that new proposals and rules go by are changed; meetings that are planned, and
    calendars, are not.

    Args:
        services: the outside world.
        group_id: the group.
        by: the body or meeting that decided, or the id of who enters it.
        on: the day it was adopted.
        protocol_ref: where the decision stands.
        votes: for and against, where they were counted.
        seen: the hash of the text that the person was shown; a newer text is then refused.

    Raises:
        InputError: there is no such group, nothing to adopt, or something in the way; nothing is
            stored then.
        SecretUnreadable: what was stored is sealed with another key.
    """
    own = services.own_settings(group_id)
    now = services.now(group_id)
    with services.changing(group_id) as session:
        look = _look(services, session, own)
        refused = adoption_refusal(
            by=by,
            on=on,
            today=now.astimezone(OSLO).date(),
            votes=votes,
            holds=look.holds,
            language=own.group.language,
        ) or _text_refusal(look, seen, own.group.language)
        if refused or look.document is None or look.text is None:
            raise InputError(refused)
        version = AdoptedVersion(
            number=look.holds.number + 1 if look.holds else 1,
            document=look.document.reading.type,
            text=look.text,
            adopted_on=on,
            adopted_by=by.strip(),
            recorded_at=now,
            protocol_ref=protocol_ref.strip(),
            votes=votes,
            values={
                one.key: AdoptedValue(value=one.value, section=one.section)
                for one in look.values.stated
            },
            changes=look.differs,
        )
        RegulationVersions(session, group_id, services.box).add(version)
    return version


def the_regulation(
    documents: Iterable[MeetingDocument], group_id: str
) -> tuple[MeetingDocument | None, tuple[str, ...]]:
    """The group's regulation among its documents, else the paths of those it might be.

    The one that was made for the group goes before one that only looks like a regulation.
    """
    found = [one for one in documents if one.reading.type in DOCUMENTS]
    found.sort(key=lambda one: DOCUMENTS.index(one.reading.type))
    for one in found:
        if one.reading.document_id == document_id(group_id, one.reading.type):
            return one, ()
    return (found[0], ()) if len(found) == 1 else (None, tuple(one.path for one in found))


def _look(services: Services, session: Session, own: GroupSettings) -> RegulationLook:
    group = own.group
    documents = documents_as_read(services, session, own, ()) or ()
    document, candidates = the_regulation(documents, group.id)
    if document is None:
        return RegulationLook(document=None, obstacles=obstacles(None, candidates, group.language))
    reading = document.reading
    decided = landings(own, services.packs(group))
    versions = RegulationVersions(session, group.id, services.box).all(reading.type)
    holds, text = latest(versions), fingerprint(reading)
    manifest = shelf(session, group).template(reading.type, reading.language).manifest
    labels = {spec.tag: spec.label for spec in manifest.fields}
    values = regulation_values(reading, labels, own.planning)
    today = services.now(group.id).astimezone(OSLO).date()
    is_new = holds is None or holds.text.sha256 != text.sha256
    return RegulationLook(
        document=document,
        text=text,
        values=values,
        changes=changes(decided, holds.by_key if holds else {}, values) if is_new else (),
        offices=office_differences(values.stated, group, today),
        differs=differences(holds.text, text, field_sections(reading)) if holds else (),
        obstacles=obstacles(reading, (), group.language),
        remarks=remarks(values, group, holds if not is_new else None),
        versions=versions,
    )


def _text_refusal(look: RegulationLook, seen: str | None, language: str) -> str:
    """Why the text can't be adopted, "" where it can."""
    if look.obstacles:
        return look.obstacles[0]
    if look.holds and not look.is_new:
        return refusal("known", language)
    if seen is not None and look.text is not None and seen != look.text.sha256:
        return refusal("unseen", language)
    return ""
