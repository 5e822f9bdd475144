"""Everything the rules may look at, gathered once for a run: plan, documents, roster, registers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy.orm import Session

from service.db.judgements import Attestations
from service.db.meetings import Meetings
from service.db.registers import Registers, StoredEntry, Surveys
from service.db.regulations import RegulationVersions
from service.domain.model import OSLO, Audience, Meeting, MeetingStatus
from service.domain.settings import GroupSettings, TargetKind
from service.journeys.judging.derived import derived_records
from service.journeys.judging.documents import documents_as_read
from service.journeys.regulation.records import regulation_records
from service.journeys.services import Services
from service.rules.facts import Facts
from service.rules.records import Attestation, PlanAdoption, Record


def gather_facts(
    services: Services, session: Session, settings: GroupSettings, *, folder: str = ""
) -> Facts:
    """What is known of a group now.

    Of two documents at the same path, the one in ``folder`` is taken (see `documents_as_read`).
    """
    group_id = settings.group.id
    repository = Meetings(session, group_id)
    meetings = tuple(m for m in repository.all() if m.status is not MeetingStatus.TENTATIVE)
    documents = documents_as_read(services, session, settings, meetings, folder=folder)
    versions = RegulationVersions(session, group_id, services.box)
    return Facts(
        group=settings.group,
        now=services.now(group_id).astimezone(OSLO),
        meetings=meetings,
        documents=documents,
        adoptions=tuple(
            PlanAdoption(half=a.half, adopted_on=a.adopted_on, protocol_ref=a.protocol_ref)
            for a in repository.adoptions()
        ),
        visibility=_visibility(settings, meetings),
        attestations=tuple(
            Attestation(rule=a.rule, target=a.subject, at=a.attested_at.astimezone(OSLO))
            for a in Attestations(session, group_id).all()
        ),
        adopted={key: one.value for key, one in versions.decisions().items()},
        records=_joined(
            regulation_records(versions, documents, group_id),
            _registers(services, session, group_id),
            derived_records(documents, meetings),
        ),
    )


def _visibility(settings: GroupSettings, meetings: Iterable[Meeting]) -> dict[str, Audience] | None:
    """Which calendar each meeting is written to; None where the group has none."""
    calendars = {t.audience for t in settings.targets_of(TargetKind.CALENDAR)}
    if not calendars:
        return None
    return {m.id: m.audience for m in meetings if m.audience in calendars}


def _joined(*sources: Mapping[str, tuple[Record, ...]]) -> dict[str, tuple[Record, ...]]:
    """The registers of several sources; what two of them have, is one register."""
    joined: dict[str, tuple[Record, ...]] = {}
    for source in sources:
        for register, entries in source.items():
            joined[register] = (*joined.get(register, ()), *entries)
    return joined


def _registers(
    services: Services, session: Session, group_id: str
) -> dict[str, tuple[Record, ...]]:
    """What the group keeps; a register that is kept and empty is known to be empty."""
    repository = Registers(session, group_id, services.box)
    kept: dict[str, list[Record]] = {register: [] for register in repository.kept()}
    for entry in repository.entries():
        kept[entry.register].append(record_of(entry))
    surveys = tuple(_survey_records(Surveys(session, group_id)))
    found = {register: tuple(entries) for register, entries in kept.items()}
    return found | ({"survey": surveys} if surveys else {})


def record_of(entry: StoredEntry) -> Record:
    """A stored entry as the rules see it, its time in Oslo."""
    return Record(
        id=entry.id,
        register=entry.register,
        case=entry.case,
        person=entry.person,
        meeting=entry.meeting,
        body=entry.body,
        at=entry.at.astimezone(OSLO) if entry.at else None,
        by=entry.by,
        to=entry.to,
        flags=frozenset(entry.flags),
        values=entry.values,
    )


def _survey_records(surveys: Surveys) -> Iterator[Record]:
    """One entry for each question of a round: how many answered, and what on average."""
    closed = surveys.closed()
    for (round_, question), counts in surveys.counts().items():
        answers = sum(counts.values())
        mean = sum(score * count for score, count in counts.items()) / answers
        yield Record(
            id=f"{round_}/{question}",
            register="survey",
            flags=frozenset({"closed"} if round_ in closed else ()),
            values={
                "round": round_,
                "question": question,
                "count": str(answers),
                "mean": f"{mean:.1f}",
            },
        )
