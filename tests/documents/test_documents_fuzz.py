"""Any bytes give a document or a clean refusal: a short run of what the bench does at length."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.bench.bounded import Outcome, read_all
from tests.bench.fuzz_inputs import kind_of, spoiled
from tests.documents.entrances import ENTRANCES

INPUTS = 2_000
FOR_EACH_ENTRANCE = 300


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return list(read_all(spoiled, range(INPUTS), workers=2))


def test_each_is_read_or_refused_within_bounds(outcomes):
    assert [o for o in outcomes if o.kind not in {"read", "refused"}] == []
    assert sorted(o.number for o in outcomes) == list(range(INPUTS))


def test_the_inputs_reach_far_enough_to_mean_something(outcomes):
    read = Counter(kind_of(o.number) for o in outcomes if o.kind == "read")
    assert read["tree of the XML"] > INPUTS / 4
    assert len({o.detail for o in outcomes if o.kind == "refused"}) > 10


@pytest.mark.parametrize("entrance", ENTRANCES, ids=lambda entrance: entrance.__name__)
def test_every_other_entrance_holds_to_the_same(entrance):
    numbers = range(INPUTS, INPUTS + FOR_EACH_ENTRANCE)
    outcomes = list(read_all(spoiled, numbers, workers=2, use=entrance))
    assert [o for o in outcomes if o.kind not in {"read", "refused"}] == []
    assert len(outcomes) == FOR_EACH_ENTRANCE


def test_an_input_is_the_same_whenever_it_is_made():
    assert [spoiled(number) for number in range(40)] == [spoiled(number) for number in range(40)]
