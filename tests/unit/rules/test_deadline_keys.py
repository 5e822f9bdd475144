"""Every deadline of the inventory has its place, its day and texts that a whole group can see."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from service.domain.deadlines import DatedTask, DeadlineKind
from service.rules import loading
from service.rules.coverage import all_packs
from service.rules.deadline_forms import On
from service.rules.deadline_specs import SAYS, DeadlineSpec
from service.rules.deadlines import dated_tasks
from service.rules.definitions import RulePack
from service.rules.facts import Facts
from service.rules.loading import load_pack
from service.rules.phrasing import LANGUAGES
from tests.rules.notation import HERE, facts_of, worlds
from tests.unit.rules.languages import bokmal_in, norwegian_in

CASES: list[dict[str, Any]] = tomllib.loads((HERE / "deadlines.toml").read_text("utf-8"))["cases"]
WORLDS = worlds()
PACKS = all_packs()
SPECS = [(pack, spec) for pack in PACKS for spec in pack.deadlines]

# Inventory 6.8. Around the group's own meetings: the planning rule has them, not a pack.
BUILT_IN = {
    "DL-INTAKE": DeadlineKind.INTAKE,
    "DL-SUMMONS": DeadlineKind.SUMMONS,
    "DL-MINUTES": DeadlineKind.MINUTES,
}
# The keys of packs; an inventory key with several days has several.
IN_PACKS = {
    "DL-CONST": {"DL-CONST"},
    "DL-PLAN-H1 / H2": {"DL-PLAN-HALF"},
    "DL-GROUP-BEFORE-ROUND": {"DL-GROUP-BEFORE-ROUND"},
    "DL-GROUP-BEFORE-COUNCIL/EXEC": {"DL-GROUP-BEFORE-COUNCIL"},
    "DL-PRE/POST": {"DL-PRE-POST"},
    "DL-FACTION": {"DL-FACTION"},
    "DL-VOTES": {"DL-VOTES"},
    "DL-DISSENT": {"DL-DISSENT"},
    "DL-DISTRIBUTION": {"DL-DISTRIBUTION"},
    "DL-FOLLOWUP": {"DL-FOLLOWUP"},
    "DL-QUESTION": {"DL-QUESTION"},
    "DL-SOCIAL": {"DL-SOCIAL", "DL-SOCIAL-AUTUMN"},
    "DL-STUDY-CREATE": {"DL-STUDY-CREATE"},
    "DL-STUDY-REPORT": {"DL-STUDY-REPORT", "DL-STUDY-GRANT"},
    "DL-CERT": {"DL-CERT"},
    "DL-ETHICS": {"DL-ETHICS", "DL-ETHICS-YEAR"},
    "DL-HEARING": {"DL-HEARING"},
    "DL-PLANREVIEW": {"DL-PLANREVIEW", "DL-PLANREVIEW-TERM"},
    "DL-ACTIONPART": {"DL-ACTIONPART"},
    "DL-BUDGET": {"DL-BUDGET"},
    "DL-MEMBERS": {"DL-MEMBERS"},
    "DL-PROGRAM": {"DL-PROGRAM", "DL-PROGRAM-DISCUSS"},
    "DL-TESTAMENT": {"DL-TESTAMENT", "DL-TESTAMENT-DECIDE"},
    "DL-REPORT-MONTH": {"DL-REPORT-MONTH"},
    "DL-REPORT-0430 / 0831 / 1231": {"DL-REPORT-0430", "DL-REPORT-0831", "DL-REPORT-1231"},
    "DL-DELEGATION": {"DL-DELEGATION"},
    "DL-EXPECT-RADMANN": {"DL-EXPECT-RADMANN"},
    "DL-EVAL": {"DL-EVAL", "DL-EVAL-START"},
    "DL-AUTH-LIST": {"DL-AUTH-LIST"},
    "DL-ELEMENT-EXPIRY": {"DL-ELEMENT-EXPIRY"},
    "DL-TEMPO": {"DL-TEMPO"},
    "DL-ACK": {"DL-ACK"},
    "DL-MEDIA": {"DL-MEDIA"},
    "DL-OMBUD": {"DL-OMBUD"},
}
# Never in a calendar that others see: that there is a day at all tells of a notice.
PRIVATE = {
    "DL-NOTICE-14": "varsler lagres ikke; den som behandler saken, setter sin egen påminnelse",
    "DL-ASSIST-14": "at et lag har bedt om bistand, er en del av varslingssaken",
    "DL-NOTICE-DELETE": "sletting følger av en varslingssak, som ikke lagres",
}
# What a calendar on somebody's screen must not say.
SENSITIVE = re.compile(
    r"\b(uenig|usamd|usemje|dissen|avvik|annerledes|annleis|otherwise|differ|disagree|mindretall|"
    r"parti|party|senterparti|arbeiderparti|varsl|varsel|notice of|innbygger|innbyggjar|inhabitant|"
    r"nordmann)",
    re.IGNORECASE,
)


def test_every_key_of_the_inventory_has_one_place() -> None:
    places = [*BUILT_IN, *IN_PACKS, *PRIVATE]
    assert len(places) == len(set(places)) == 40
    assert set(BUILT_IN.values()) == set(DeadlineKind)


def test_the_packs_have_the_keys_they_should_and_none_that_is_private() -> None:
    assert {spec.key for _, spec in SPECS} == set().union(*IN_PACKS.values())
    assert not {spec.key for _, spec in SPECS} & PRIVATE.keys()


def test_no_deadline_rests_on_a_register_that_is_not_kept() -> None:
    asked = [str(spec.on) for _, spec in SPECS]
    assert not any("'notice'" in on or "'conflict'" in on for on in asked)


# Each deadline by itself.


def _case_id(case: dict[str, Any]) -> str:
    return f"{case['key']}-{case['world']}"


def _tasks(case: dict[str, Any], part: str, language: str = "nb") -> tuple[DatedTask, ...]:
    """The tasks of that key alone, with what the part says different."""
    said = {name: value for name, value in case[part].items() if name != "days"}
    world = {**WORLDS[case["world"]], "language": language}
    if part == "moved":  # as in the open case but for what the part changes
        said = {**case["open"], **said}
        said.pop("days")
    return dated_tasks([_alone(load_pack(world["pack"]), case["key"])], facts_of(world, said))


def _alone(pack: RulePack, key: str) -> RulePack:
    return replace(pack, deadlines=tuple(spec for spec in pack.deadlines if spec.key == key))


def _days(tasks: tuple[DatedTask, ...]) -> list[str]:
    return [task.date.isoformat() for task in tasks]


def test_each_key_of_the_packs_has_a_case_and_each_pack_too() -> None:
    told = {(WORLDS[case["world"]]["pack"], case["key"]) for case in CASES}
    keys = {spec.key for _, spec in SPECS}
    assert {key for _, key in told} == keys
    own = {pack.name for pack in PACKS for spec in pack.deadlines if _is_own(pack, spec)}
    assert {pack for pack, _ in told} == own


def _is_own(pack: RulePack, spec: DeadlineSpec) -> bool:
    """Whether the pack wrote it: some come with a rule from another."""
    rule = pack.rule(spec.rules[0])
    return rule is not None and rule.pack == pack.name


@pytest.mark.parametrize("case", CASES, ids=_case_id)
def test_a_deadline_is_due_when_the_facts_say_so(case: dict[str, Any]) -> None:
    tasks = _tasks(case, "open")
    assert _days(tasks) == case["open"]["days"]
    assert len({task.id for task in tasks}) == len(tasks)


@pytest.mark.parametrize("case", CASES, ids=_case_id)
def test_a_deadline_moves_with_what_it_is_counted_from(case: dict[str, Any]) -> None:
    assert _days(_tasks(case, "moved")) == case["moved"]["days"]
    assert case["moved"]["days"] != case["open"]["days"]


@pytest.mark.parametrize("case", [c for c in CASES if "kept" in c], ids=_case_id)
def test_a_deadline_is_gone_once_its_rule_is_kept(case: dict[str, Any]) -> None:
    assert _days(_tasks(case, "kept")) == case["kept"]["days"]
    assert "stays" not in case


@pytest.mark.parametrize("case", CASES, ids=_case_id)
def test_the_order_of_what_is_known_does_not_matter(case: dict[str, Any]) -> None:
    spec_pack = _alone(load_pack(WORLDS[case["world"]]["pack"]), case["key"])
    said = {name: value for name, value in case["open"].items() if name != "days"}
    facts = facts_of(WORLDS[case["world"]], said)
    turned = replace(
        facts,
        meetings=facts.meetings[::-1],
        documents=facts.documents and facts.documents[::-1],
        records={kind: known[::-1] for kind, known in facts.records.items()},
    )
    assert dated_tasks([spec_pack], facts) == dated_tasks([spec_pack], turned)


def test_a_deadline_that_stays_says_why() -> None:
    staying = {case["key"] for case in CASES if "kept" not in case}
    assert all(case.get("stays") for case in CASES if "kept" not in case)
    assert {spec.key for _, spec in SPECS if spec.stays and "done" not in spec.on} <= staying
    assert {"DL-DISSENT", "DL-QUESTION"} <= staying


# What they say.


def _texts(spec: DeadlineSpec) -> Iterator[tuple[str, str]]:
    for text in (spec.title, spec.duty):
        if text:
            yield from ((language, text.said(language)) for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=_case_id)
def test_titles_and_duties_are_said_whole(case: dict[str, Any], language: str) -> None:
    for task in _tasks(case, "open", language):
        for text in (task.title, task.duty):
            assert not re.search(r"[{}]|  | [.,]|None", text), text
            assert not SENSITIVE.search(text), text
        assert task.title
        assert task.title[0].isupper()
        assert not task.title.endswith(".")
        assert task.duty.endswith((".", "")) and (not task.duty or task.duty[-1] == ".")


@pytest.mark.parametrize(("pack", "spec"), SPECS, ids=lambda one: getattr(one, "key", None))
def test_the_texts_are_in_three_languages_and_tell_nothing_of_anybody(
    pack: RulePack, spec: DeadlineSpec
) -> None:
    assert spec.title.nb != spec.title.en
    for language, text in _texts(spec):
        assert not SENSITIVE.search(text), text
        assert "!" not in text
        if language == "nn":
            assert not bokmal_in(text), text
        if language == "en":
            assert not norwegian_in(text), text
    assert str(spec.owner)
    assert pack.rule(spec.rules[0])


def test_an_inquiry_is_due_without_a_word_about_who_asked() -> None:
    pack = _alone(load_pack("ks-folkevalgt-2011"), "DL-OMBUD")
    inquiry = {
        "id": "h1",
        "title": "Fra Lars Nordmann om skyss",
        "flags": ["from_inhabitant"],
        "at": "2025-05-02 12.00",
        "recipient": "Kari Nordmann",
    }
    facts: Facts = facts_of(WORLDS["ks"], {"records": {"inquiry": [inquiry]}})
    (task,) = dated_tasks([pack], facts)
    assert "Nordmann" not in f"{task.id}{task.title}{task.duty}{task.owner}"
    assert "skyss" not in f"{task.id}{task.title}{task.duty}"


# What the README for those who write packs says of them.

README = (Path(loading.__file__).parent / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("\n## Frister\n")[2].partition("\n## ")[0]


def test_the_example_of_the_readme_can_be_used(tmp_path: Path) -> None:
    example = re.findall(r"```toml\n(.*?)```", README, flags=re.DOTALL)[0]
    lines = "".join(re.findall(r"^ {4}(.*\n)", SECTION, flags=re.MULTILINE))
    name = tomllib.loads(example)["name"]
    (tmp_path / f"{name}.toml").write_text(f"{example}\n{lines}", encoding="utf-8")
    pack = load_pack(name, tmp_path)
    facts = facts_of(
        {
            "pack": name,
            "now": "2026-03-20 12.00",
            "term": "2023-10-01 – 2027-09-30",
            "bodies": ["kommunestyret: council", "gruppa: group"],
            "people": ["Kari Nordmann: leder i gruppa, fast i gruppa"],
            "meetings": ["2026-04-23 16.00 kommunestyre"],
        },
        {},
    )
    (task,) = dated_tasks([pack], facts)
    assert (task.date.isoformat(), task.title) == (
        "2026-04-16",
        "Sett opp gruppemøte før kommunestyret 23. april",
    )


def test_the_readme_has_every_word_of_a_deadline() -> None:
    said = set(re.findall(r"`([^`]+)`", SECTION))
    assert DeadlineSpec.model_fields.keys() <= said
    assert {f"{{{name}}}" for name in SAYS} <= said
    for form in get_args(get_args(On)[0]):
        (name,) = get_args(form.model_fields["each"].annotation)
        assert {name, *form.model_fields} <= said, name
