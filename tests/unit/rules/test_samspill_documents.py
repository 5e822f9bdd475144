"""The rules of the interplay judge what the product's own template renders and its reader reads."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from service.documents.data import DocumentData
from service.documents.reading.read import read
from service.documents.rendering.render import render
from service.documents.rendering.template import load_template
from service.rules.engine import evaluate
from service.rules.facts import Facts, MeetingDocument
from service.rules.loading import load_pack
from service.rules.results import Report
from tests.unit.rules.worlds import world

PACK = load_pack("sorum-kjoreregler-2008")
ABOUT_DOCUMENT = {f"SORUM-0.{n}" for n in (1, 2, 3, 4, 6, 8, 9)}
LOG = [
    {"decided_by": "Kommunestyret", "reference": "87/96", "change": "Vedtatt", "approvals": ""},
    {
        "decided_by": "Ordfører og kommunedirektør",
        "reference": "Mars/april 2024",
        "change": "D6 er ny",
        "approvals": "Begge 12.04.2024",
    },
]
FIELDS = {"rules.adopted": "Kommunestyret 21.11.1996", "rules.basis": "Sak 87/96"}


def facts(language: str, *, log: bool) -> Facts:
    """The template in the language, as a municipality fills it in, and as it was read."""
    fields = FIELDS if log else {}
    data = DocumentData(fields=fields, tables={"changes": LOG} if log else {})
    made = render(load_template("samspill", language), data, document_id="x")
    document = MeetingDocument(reading=read(made), path="samspill.docx")
    return replace(world("sorum"), documents=(document,))


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings} & ABOUT_DOCUMENT


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_document_that_is_filled_in_keeps_the_rules_about_it(language: str) -> None:
    report = evaluate([PACK], facts(language, log=True))
    assert codes(report) == set()
    assert {"SORUM-0.2", "SORUM-0.4", "SORUM-0.6", "SORUM-0.9"} <= set(report.passed)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_an_empty_template_lacks_its_log_and_its_basis_and_nothing_else(language: str) -> None:
    report = evaluate([PACK], facts(language, log=False))
    assert codes(report) == {"SORUM-0.1", "SORUM-0.9"}


def test_the_log_is_where_a_late_change_is_missed() -> None:
    later = replace(facts("nb", log=True), now=dt.datetime(2024, 9, 2, tzinfo=dt.UTC))
    report = evaluate([PACK], replace(later, records={"agenda": ()}))
    assert codes(report) == {"SORUM-0.8"}
