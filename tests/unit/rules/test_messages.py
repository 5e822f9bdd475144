"""What findings say: every message of every rule is used, in every language, and reads well."""

import datetime as dt
import re
import tomllib
from collections import defaultdict

import pytest

from service.rules.checks.a1_attest_task import Tip
from service.rules.coverage import all_packs
from service.rules.phrasing import LANGUAGES, Half, Phrasebook, Word, phrases, placeholders
from service.rules.records import RecordKind
from service.rules.registers import registers
from service.rules.results import Failed
from tests.rules import notation
from tests.unit.rules.worlds import world

RULES = {rule.code: rule for pack in all_packs() for rule in pack.rules}
TIPS = {code for code, rule in RULES.items() if isinstance(rule.params, Tip)}
PATHS = sorted(notation.HERE.glob("*-*.toml"))


def _variants_met() -> dict[str, set[str]]:
    met: dict[str, set[str]] = defaultdict(set)
    for path in PATHS:
        file = tomllib.loads(path.read_text("utf-8"))
        rule = RULES[file["rule"]]
        for case in file["cases"]:
            if "parameters" in case or case["expect"] not in {"fail", "task"}:
                continue
            facts = world(file["world"], **case)
            for result in rule.params.judge(facts):
                if isinstance(result, Failed):
                    met[rule.code].add(result.variant)
                    for language in LANGUAGES:
                        template = rule.messages.template(language, result.variant)
                        values = {**result.values, "section": rule.section[language]}
                        said = Phrasebook(language, facts).sentence(template, values)
                        assert "{" not in said
                        assert "()" not in said
    return met


MET = _variants_met()


@pytest.mark.parametrize("code", sorted(RULES.keys() - TIPS))
def test_every_way_a_rule_can_fail_is_met_by_a_case(code: str) -> None:
    by_parameter = {
        "AP-LHM-1.8": {"excused"},
        "SP22-5.11": {"long"},
        "SP23-POL-1": {"year"},
        "SP15-POL-1": {"year"},
        "SP23-STUDY-2": {"together"},
    }
    asked = set(RULES[code].messages.variants) - by_parameter.get(code, set())
    if code in {"SP22-3.4", "SP22-4.10"}:
        asked = {""}
    assert asked <= MET[code]
    assert MET[code] - {""} <= set(RULES[code].messages.variants)


@pytest.mark.parametrize("code", sorted(RULES))
def test_messages_have_at_most_two_sentences_and_the_same_placeholders(code: str) -> None:
    messages = RULES[code].messages
    for texts in (messages.main, *messages.variants.values()):
        for text in texts.values():
            assert len(re.findall(r"[.!?](?:\s|$)", text.replace("SP22-", ""))) <= 2, text
            assert text.endswith(".")
        assert len({placeholders(text) for text in texts.values()}) == 1, texts


def test_every_register_says_what_is_missing_without_it() -> None:
    assert {kind.value for kind in RecordKind} <= registers().keys()
    for section in phrases().values():
        for said in section.values():
            assert said.keys() == set(LANGUAGES)


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [
        ("nb", dt.date(2018, 4, 16), "mandag 16. april"),
        ("nn", dt.date(2018, 4, 16), "måndag 16. april"),
        ("en", dt.date(2018, 4, 16), "Monday 16 April"),
        ("nb", dt.date(2017, 4, 16), "søndag 16. april 2017"),
        ("nb", dt.datetime(2018, 4, 16, 18, 0, tzinfo=dt.UTC), "mandag 16. april kl. 18.00"),
        ("nb", ("Kari", "Ola", "Per"), "Kari, Ola og Per"),
        ("en", ("Kari", "Ola"), "Kari and Ola"),
        ("nn", Half("2018-2"), "hausten 2018"),
        ("nn", Word("fields", "proposal"), "Framlegg"),
    ],
)
def test_values_are_said_as_people_write_them(language: str, value: object, said: str) -> None:
    assert Phrasebook(language, world("ap")).say(value) == said


def test_a_value_that_is_not_known_leaves_no_gap() -> None:
    book = Phrasebook("nb", world("ap"))
    values = {"case": "12/18", "body": "formannskapet", "date": ""}
    said = book.sentence("Sak {case} er ikke avklart før {body} {date} {time}. Ta den opp.", values)
    assert said == "Sak 12/18 er ikke avklart før formannskapet. Ta den opp."


def test_a_meeting_is_said_with_its_body_and_time() -> None:
    facts = world("ap")
    meeting = facts.meeting("2018-04-19 kommunestyre")
    assert Phrasebook("nb", facts).say(meeting) == "kommunestyret torsdag 19. april kl. 16.00"
