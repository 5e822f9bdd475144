"""Any bytes give a document or a clean refusal: a short run of what the bench does at length."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.bench.bounded import Outcome, read_all
from tests.bench.fuzz_inputs import kind_of, spoiled

INPUTS = 2_000


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


def test_an_input_is_the_same_whenever_it_is_made():
    assert [spoiled(number) for number in range(40)] == [spoiled(number) for number in range(40)]
