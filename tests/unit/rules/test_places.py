"""A finding that rests on a document says where in it, so that it can stand there as a comment."""

from collections.abc import Iterator
from typing import Any

import pytest

from service.domain.place import Place
from service.rules.results import Finding
from tests.rules import notation
from tests.unit.rules.test_cases import RULES, WORLDS, _judge

# The place of a rule's finding, by rule: name, case or the words of a row.
PLACES = {
    "AP-LHM-4.6": Place(case="12/18", name="proposal"),
    "AP-LHM-4.7": Place(case="12/18", name="presenter"),
    "AP-LHM-2.1": Place(case="12/18", name="conclusion"),
    "AP-LHM-1.2": Place(name="meeting.chair"),
    "AP-LHM-1.8": Place(name="attendance", words="Ola Nordmann"),
    "SP22-2.2": Place(name="regulation.members"),
    "SP22-0.2": Place(name="2.0 Gruppa", words="………………"),
    "SP22-5.10": Place(name="Saker"),
    "SP22-5.17": Place(name="attendance", words="Per Nordmann"),
    "SP22-7.2": Place(name="minutes.habilitet"),
}


def findings(code: str) -> Iterator[tuple[Finding, set[str]]]:
    """The findings of a rule's cases, each with the paths of the documents it was judged by."""
    file: dict[str, Any] = RULES[code]
    for case in file["cases"]:
        facts = notation.facts_of(WORLDS[file["world"]], case)
        paths = {document.path for document in facts.documents or ()}
        yield from ((f, paths) for f in _judge(file, case).findings if f.code == code)


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_finding_in_a_document_names_the_document(code: str) -> None:
    for finding, paths in findings(code):
        kind, _, target = finding.target.partition(":")
        place = finding.place
        if finding.location in paths:
            assert place.document == finding.location
        if kind == "document":
            assert place.document == target
        if kind == "case" and finding.location:
            assert place.case == target.partition("@")[0]
            assert place.document in paths
        assert place.document or place == Place(), "a place in no document"


@pytest.mark.parametrize(("code", "place"), PLACES.items())
def test_a_finding_names_what_one_should_look_at(code: str, place: Place) -> None:
    found = [finding.place for finding, _ in findings(code)]
    assert any((p.case, p.name, p.words) == (place.case, place.name, place.words) for p in found), (
        found
    )


def test_a_finding_about_the_plan_or_the_people_is_in_no_document() -> None:
    assert {f.place for f, _ in findings("AP-LHM-1.1")} == {Place()}
