"""Documents that people have edited in LibreOffice and in OnlyOffice are read, every value."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.documents import read, shipped_manifests
from service.domain.minutes import DocumentReading, Problem, Source, Value
from tests.documents.corpus.edit import EDITS
from tests.documents.corpus.editors import DRIVERS
from tests.documents.corpus.measure import NOT_FOUND, Expected, Outcome, told, verdicts
from tests.documents.corpus.plan import name_of
from tests.documents.corpus.report import failures, report
from tests.documents.corpus.run import run
from tests.documents.corpus.stored import FOLDER, Stored, stored
from tests.documents.document_data import MANIFESTS

KEPT = list(stored())
BY_NAME = {name_of(manifest): manifest for manifest in shipped_manifests()}
MOST_BYTES = 3_000_000


@pytest.fixture(scope="module")
def results():
    """Every document of the corpus, edited in both editors as they are installed here."""
    return run()


@pytest.mark.parametrize("editor", DRIVERS)
def test_every_edit_is_made_in_some_document_and_is_seen_there(results, editor):
    assert {name for result in results[editor] for name in result.edits} == {e.name for e in EDITS}
    assert [f"{r.name} {what}" for r in results[editor] for what in r.undone] == []


@pytest.mark.parametrize("editor", DRIVERS)
def test_every_value_is_read_or_named_as_not_found_and_none_is_read_wrongly(results, editor):
    assert failures(results[editor]) == []


@pytest.mark.parametrize("editor", DRIVERS)
def test_the_problems_told_are_those_that_the_edits_have_made(results, editor):
    odd = [(r.name, *r.problems) for r in results[editor] if r.problems[0] != r.problems[1]]
    assert odd == []


def test_the_figures_are_told(results, record_property):
    record_property("summary", report(results))
    assert {template.rpartition("-")[0] for template in _names(results)} >= set(BY_NAME)


def _names(results) -> set[str]:
    return {result.name for own in results.values() for result in own}


@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept.document.stem)
def test_what_editors_once_saved_is_still_read(kept: Stored):
    reading = read(kept.document.read_bytes())
    judged = verdicts(kept.expected, reading, BY_NAME[kept.template])
    assert [v for v in judged if v.outcome in (Outcome.MISSED, Outcome.WRONG)] == []
    assert told(reading) == kept.problems


def test_every_type_is_kept_from_both_editors_in_few_bytes():
    kept = {(BY_NAME[k.template].type, Path(k.document.stem).suffix[1:]) for k in KEPT}
    types = {manifest.type for manifest in shipped_manifests()}
    assert kept == {(type_, editor.lower()) for type_ in types for editor in DRIVERS}
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES


PLACE = Expected("field:meeting.place", "Rådhuset", "tag", ("Sted",))
GONE = Expected("field:meeting.place", "", NOT_FOUND, ("Sted",))
TELLING = Problem(code="not-found", message="Vi fant ikke «Sted».")


@pytest.mark.parametrize(
    ("expected", "text", "source", "problems", "outcome"),
    [
        (PLACE, "Rådhuset", Source.TAG, (), Outcome.READ),
        (PLACE, "Rådhuset", Source.LABEL, (), Outcome.WRONG),
        (PLACE, "Skolen", Source.TAG, (), Outcome.WRONG),
        (PLACE, None, Source.TAG, (), Outcome.MISSED),
        (PLACE, None, Source.TAG, (TELLING,), Outcome.MISSED),
        (GONE, None, Source.TAG, (TELLING,), Outcome.NAMED),
        (GONE, None, Source.TAG, (), Outcome.MISSED),
        (GONE, "Rådhuset", Source.TAG, (TELLING,), Outcome.WRONG),
    ],
)
def test_a_value_counts_only_with_its_text_from_its_place(
    expected, text, source, problems, outcome
):
    fields = {} if text is None else {"meeting.place": Value(text=text, source=source)}
    reading = DocumentReading(type="protokoll", fields=fields, problems=problems)
    (verdict,) = verdicts([expected], reading, MANIFESTS["protokoll", "nb"])
    assert verdict.outcome is outcome


def test_a_value_that_nobody_wrote_is_read_wrongly():
    fields = {"meeting.time": Value(text="kl. 18", source=Source.TAG)}
    reading = DocumentReading(type="protokoll", fields=fields)
    assert [v.outcome for v in verdicts([], reading, MANIFESTS["protokoll", "nb"])] == [
        Outcome.WRONG
    ]
