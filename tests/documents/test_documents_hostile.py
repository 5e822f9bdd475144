"""Well-formed documents made to be slow, large or deep: each is read or refused within bounds."""

from __future__ import annotations

import pytest
from lxml import etree

from service.documents import read
from tests.bench.bounded import Outcome, read_all
from tests.documents.hostile_shapes import NAMES, REFUSED, TOO_LONG, names, shape


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Outcome]:
    return {NAMES[o.number]: o for o in read_all(shape, range(len(NAMES)))}


@pytest.mark.parametrize("name", NAMES)
def test_it_is_read_or_refused_in_two_seconds_and_200_megabytes(outcomes, name):
    outcome = outcomes[name]
    assert outcome.kind == ("refused" if name in REFUSED else "read"), outcome.detail


@pytest.mark.parametrize("name", sorted(TOO_LONG))
def test_a_text_that_is_too_long_is_refused_as_such(outcomes, name):
    assert "mer enn vi kan lese" in outcomes[name].detail


def test_names_that_nobody_uses_again_are_not_kept_for_ever():
    read(names(1))
    before = etree.memory_debugger.dict_size()
    for number in (2, 3):
        read(names(number))
    assert etree.memory_debugger.dict_size() == before
