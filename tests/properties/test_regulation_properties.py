"""What holds of every regulation: what we write in it decides nothing new when it is read back."""

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from service.demo.script import data
from service.documents.reading.read import read
from service.documents.rendering.render import render
from service.documents.rendering.template import load_template
from service.domain.minutes import DocumentReading, Section, Source, Value
from service.domain.model import BodyKind
from service.domain.planning import PlanningRule, Trigger
from service.domain.regulation import regulation_values
from service.domain.regulation_changes import changes, planning_landings
from service.domain.regulation_offices import office_differences
from service.domain.regulation_text import differences, fingerprint
from service.domain.regulation_versions import planning_by
from service.imports import read_group_file
from service.journeys.papers.document_data import regulation
from service.journeys.regulation.settings import landings
from service.rules.loading import load_packs

GROUP = read_group_file(data("gjerstad.toml"), "gjerstad.toml")
TODAY = dt.date(2023, 1, 10)
PACKS = load_packs(GROUP.group.packs)
TEMPLATES = {language: load_template("reglement", language) for language in ("nb", "nn")}
MINUTES = st.times().map(lambda time: time.replace(second=0, microsecond=0))
SPANS = st.tuples(MINUTES, MINUTES).filter(lambda span: span[0] != span[1]).map(lambda s: sorted(s))
PLACES = st.text(max_size=60).filter(str.isprintable).map(str.strip)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40)


@st.composite
def rules(draw: st.DrawFn) -> PlanningRule:
    start, end = draw(SPANS)
    return PlanningRule(
        trigger=Trigger.ROUND,
        kinds=(BodyKind.COUNCIL,),
        weekday=draw(st.none() | st.integers(0, 6)),
        start=start,
        end=end,
        place=draw(PLACES),
        pre_minutes=draw(st.none() | st.integers(1, 600)),
    )


@st.composite
def regulations(draw: st.DrawFn) -> DocumentReading:
    """A regulation as people may have left it: any texts, in any fields, under any headings."""
    tags = ["weekday", "from", "to", "place", "pre_post", "extra_requesters", "quarantine"]
    texts = draw(st.dictionaries(st.sampled_from(tags), WORDS, max_size=4))
    sections = draw(st.lists(st.tuples(WORDS, st.lists(WORDS, max_size=3)), max_size=4))
    return DocumentReading(
        type="reglement",
        fields={
            f"regulation.{tag}": Value(text=text, source=Source.TAG, location=tag)
            for tag, text in texts.items()
        },
        sections=tuple(
            Section(number="", title=title, paragraphs=tuple(lines)) for title, lines in sections
        ),
    )


@settings(max_examples=60)
@given(rules(), st.sampled_from(["nb", "nn"]))
def test_what_we_write_of_a_groups_rule_decides_nothing_new(
    rule: PlanningRule, language: str
) -> None:
    own = replace(GROUP, planning=rule, group=replace(GROUP.group, language=language))
    written = render(TEMPLATES[language], regulation(own, TODAY, PACKS), document_id="x")
    reading = read(written)
    values = regulation_values(reading, {}, rule)
    assert changes(landings(own, PACKS), {}, values) == ()
    assert replace(planning_by(rule, values.by_key), place=rule.place) == rule
    assert office_differences(values.stated, own.group, TODAY) == ()


@given(regulations(), rules())
def test_whatever_is_adopted_waits_no_longer(reading: DocumentReading, rule: PlanningRule) -> None:
    now = regulation_values(reading, {}, rule)
    assert changes(planning_landings(rule), now.by_key, now) == ()
    adopted = planning_by(rule, now.by_key)
    assert adopted.start < adopted.end


@given(regulations(), regulations())
def test_texts_differ_by_name_or_are_the_same(one: DocumentReading, other: DocumentReading) -> None:
    first, second = fingerprint(one), fingerprint(other)
    assert bool(differences(first, second, {})) == (first.sha256 != second.sha256)
    assert differences(first, fingerprint(one), {}) == ()
