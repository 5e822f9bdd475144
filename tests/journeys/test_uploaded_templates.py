"""A template that is uploaded is looked over and tried, and holds once somebody has said so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from service.bootstrap import build_services
from service.config import Config
from service.db.groups import Groups
from service.db.templates import StoredTemplate, Templates
from service.demo.script import data
from service.documents import read
from service.documents.manifest import TYPES
from service.documents.own import adopt
from service.domain.errors import InputError
from service.imports import read_group_file
from service.journeys.services import Services
from service.journeys.templates.own_templates import Subject, give_up, remarks_of, take
from service.journeys.templates.shelf import base_manifest
from service.journeys.templates.template_states import (
    TemplateState,
    document_name,
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
from tests.documents.docx_notation import edited, unpacked
from tests.journeys.town import NOW

GROUP = "gjerstad-2019"
CALL = Subject(type="innkalling", language="nb")
OURS = (Path(__file__).resolve().parents[2] / "templates/innkalling/nb/template.docx").read_bytes()
OWN = edited(OURS, ("Saksliste", "Dette skal vi snakke om"))
BAD = edited(OWN, ('w:val="meeting.date"', 'w:val="meeting.datoen"'))


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    config = Config(data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'k.db'}")
    built = build_services(config, now=lambda _group: NOW, environ={})
    with built.database.transaction() as session:
        Groups(session).save(read_group_file(data("gjerstad.toml"), "gruppe.toml"))
    yield built
    built.database.close()


def state(services: Services, subject: Subject = CALL) -> TemplateState:
    found = template_states(services, GROUP).of(subject)
    assert found is not None
    return found


def waiting(services: Services, subject: Subject = CALL) -> StoredTemplate:
    found = state(services, subject).waiting
    assert found is not None
    return found


def words(document: bytes) -> str:
    return re.sub(r"<[^>]+>", " ", unpacked(document)["word/document.xml"].decode())


def test_it_waits_until_somebody_takes_it_into_use(services):
    assert lay_aside(services, GROUP, OWN, CALL).usable
    assert state(services).holds is None
    take_waiting(services, GROUP, CALL, seen=version(OWN))
    found = state(services)
    assert found.waiting is None
    assert found.holds is not None and found.holds.data == OWN
    assert found.since == NOW
    give_up(services, GROUP, CALL)
    assert state(services).holds is None


def test_what_it_makes_is_shown_first(services):
    lay_aside(services, GROUP, OWN, CALL)
    document = trial_of(services, GROUP, waiting(services))
    assert "Dette skal vi snakke om" in words(document)
    assert "Kari Nordmann" in words(document)
    assert read(document).document_id == ""


def test_another_one_takes_its_place_and_is_not_taken_unseen(services):
    other = edited(OWN, ("Dette skal", "Noe annet skal"))
    lay_aside(services, GROUP, OWN, CALL)
    lay_aside(services, GROUP, other, CALL)
    with pytest.raises(InputError, match="en annen mal"):
        take_waiting(services, GROUP, CALL, seen=version(OWN))
    assert state(services).holds is None
    assert waiting(services).data == other


def test_one_that_cannot_be_used_waits_with_what_there_is_to_say_only(services):
    assert not lay_aside(services, GROUP, BAD, CALL).usable
    found = waiting(services)
    assert found.data is None
    assert "misspelt" in [one.code for one in remarks_of(found)]
    with pytest.raises(InputError, match="Ingen mal venter"):
        take_waiting(services, GROUP, CALL, seen=version(BAD))
    with pytest.raises(InputError, match="kan ikke brukes"):
        trial_of(services, GROUP, found)
    drop_waiting(services, GROUP, CALL)
    assert state(services).waiting is None


def test_a_file_that_is_no_document_leaves_what_waits_alone(services):
    lay_aside(services, GROUP, OWN, CALL)
    with pytest.raises(InputError):
        lay_aside(services, GROUP, b"ikke noe dokument", CALL)
    assert waiting(services).data == OWN


def test_the_one_in_force_holds_while_another_waits(services):
    take(services, GROUP, OWN, CALL)
    lay_aside(services, GROUP, BAD, CALL)
    found = state(services)
    assert found.holds is not None and found.holds.data == OWN
    assert found.shown == found.waiting
    drop_waiting(services, GROUP, CALL)
    assert state(services).holds is not None


def test_a_file_in_the_folder_that_cannot_be_used_is_shown_before_the_one_that_is(services):
    take(services, GROUP, OWN, CALL)
    refused = StoredTemplate(
        href="Maler/Innkalling.docx",
        type="innkalling",
        language="nb",
        etag="1",
        refused=True,
        remarks=({"code": "doubled", "place": "", "tag": "meeting.date", "count": "2"},),
    )
    nameless = replace(refused, href="Maler/Julebord.docx", type="", language="")
    with services.database.transaction() as session:
        Templates(session, GROUP).put(refused)
        Templates(session, GROUP).put(nameless)
    found = state(services)
    assert found.shown == refused
    assert [one.code for one in found.remarks] == ["doubled"]
    assert found.holds is not None
    assert template_states(services, GROUP).nameless == (nameless,)


def test_every_kind_is_listed_in_the_groups_language_first(services):
    states = template_states(services, GROUP).states
    assert {one.subject.type for one in states} == set(TYPES)
    assert [one.subject.language for one in states] == ["nb"] * len(TYPES) + ["nn"] * len(TYPES)
    assert [one.name for one in states][:2] == ["Innkalling", "Referat"]
    names = {one.name for one in states if one.subject.language == "nn"}
    assert "Køyrereglar" in names


def test_a_group_starts_from_its_own_partys_template(services):
    group = services.settings(GROUP).group
    for found in template_states(services, GROUP).states:
        subject = found.subject
        ours = shipped_template(group, subject)
        variant = "sp" if subject.type == "protokoll" else ""
        base = base_manifest(subject.type, subject.language, variant)
        assert adopt(ours, base).usable, document_name(subject.type, group)


def test_an_unknown_group_has_no_templates(services):
    for journey in (
        lambda: template_states(services, "ukjent"),
        lambda: lay_aside(services, "ukjent", OWN, CALL),
        lambda: take_waiting(services, "ukjent", CALL, seen=""),
        lambda: drop_waiting(services, "ukjent", CALL),
    ):
        with pytest.raises(InputError, match="ingen gruppe"):
            journey()
