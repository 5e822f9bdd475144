"""Judging a group's plan, documents and roster by the group's rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from sqlalchemy.orm import Session

from service.db.findings import Baseline
from service.db.judgements import Waivers
from service.documents.reading.read import read as read_document
from service.domain.errors import InputError
from service.domain.minutes import DocumentReading
from service.domain.model import OSLO, Group, Period
from service.domain.regulation_fields import Plain
from service.journeys.judging.facts import gather_facts
from service.journeys.services import Services
from service.rules.definitions import RulePack
from service.rules.engine import evaluate
from service.rules.facts import Facts, MeetingDocument
from service.rules.results import Finding, Report, Severity, Waiver


def validate_group(
    services: Services,
    group_id: str,
    *,
    folder: str = "",
    packs: Sequence[RulePack] | None = None,
) -> Report:
    """Everything known of a group, judged by its packs, parameters and waivers.

    ``packs`` go before the group's own.

    Documents are judged as they were last read; a sync reads them anew. Of two at the same path,
    the one in ``folder`` is judged (see `documents_as_read`).

    Raises:
        InputError: there is no such group, or a pack can't be loaded.
    """
    settings = services.settings(group_id)
    with services.database.reading() as session:
        facts = gather_facts(services, session, settings, folder=folder)
        waivers, baseline = decided(session, group_id)
    if packs is not None:
        facts = replace(facts, group=_choosing(facts.group, packs))
        return evaluate(packs, facts, waivers=waivers, baseline=baseline)
    with services.memories.of(group_id) as memory:
        return evaluate(
            services.packs(settings.group), facts, waivers=waivers, baseline=baseline, memory=memory
        )


def _choosing(group: Group, packs: Sequence[RulePack]) -> Group:
    """The group with its values for the rules that these packs have."""
    codes = {rule.code for pack in packs for rule in pack.rules}
    chosen = tuple(choice for choice in group.parameters if choice[0] in codes)
    return replace(group, parameters=chosen, pack_periods={})


def decided(session: Session, group_id: str) -> tuple[tuple[Waiver, ...], frozenset[str]]:
    """The group's waivers and its baseline, as the engine takes them."""
    waivers = tuple(
        Waiver(code=w.rule, target=w.subject, reason=w.reason, until=w.until)
        for w in Waivers(session, group_id).all()
    )
    return waivers, frozenset(one.finding for one in Baseline(session, group_id).all())


def validate_files(
    files: Iterable[tuple[str, bytes]],
    packs: Sequence[RulePack],
    group: Group | None,
    now: dt.datetime,
    adopted: Mapping[str, Plain] | None = None,
) -> Report:
    """Documents given as files, judged by ``packs``, as a group's where one is given.

    ``adopted`` is what the group's adopted regulation decides, where it has entered one.

    Raises:
        InputError: a file is no document that can be read.
    """
    documents = tuple(
        MeetingDocument(reading=read_file(name, data), path=PurePath(name).name)
        for name, data in files
    )
    known = _choosing(group or _nobody(now.astimezone(OSLO).date()), packs)
    facts = Facts(group=known, now=now.astimezone(OSLO), documents=documents, adopted=adopted)
    report = evaluate(packs, facts)
    return report if group else replace(report, findings=tuple(_of_files(report)))


def _of_files(report: Report) -> Iterator[Finding]:
    """What is found in the files: without a group there is nobody to remind of anything."""
    return (f for f in report.findings if f.severity is not Severity.TASK)


def read_file(name: str, data: bytes) -> DocumentReading:
    """What is understood of a document given as a file.

    Raises:
        InputError: it is no document that can be read; ``where`` names it.
    """
    try:
        return read_document(data)
    except InputError as error:
        raise InputError(
            error.message, where=", ".join(filter(None, (name, error.where)))
        ) from None


def _nobody(today: dt.date) -> Group:
    """A group of which nothing is known: what needs a roster is then not evaluated."""
    return Group(id="", name="", party="", municipality="", term=Period(start=today))
