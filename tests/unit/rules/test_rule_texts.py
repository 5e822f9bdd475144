"""What rules and registers say of themselves, read as a strict reader of each language would."""

from collections.abc import Iterator, Mapping

import pytest

from service.rules.coverage import all_packs
from service.rules.definitions import RuleDefinition
from service.rules.phrasing import LANGUAGES, phrases, placeholders
from service.rules.registers import label, registers
from tests.unit.rules.languages import bokmal_in, norwegian_in, sentences_in, unquoted

RULES = {rule.code: rule for pack in all_packs() for rule in pack.rules}
REGISTERS = registers()
LABELS = sorted({name for r in REGISTERS.values() for name in (*r.fields, *r.flags)})
SAME_WORD_IN_ALL = {"status"}
ENDINGS = (".", ".»", "?»", ".”", "?”")
NO_ENGLISH_WORD = frozenset({"kommuneråd"})


def _explained(rule: RuleDefinition) -> dict[str, Mapping[str, str]]:
    return {
        "condition": rule.condition,
        "why": rule.why,
        "right": rule.right,
        "wrong": rule.wrong,
    }


def _everything(rule: RuleDefinition) -> Iterator[Mapping[str, str]]:
    yield from _explained(rule).values()
    yield {language: unquoted(text) for language, text in rule.section.items()}
    yield from (rule.messages.main, *rule.messages.variants.values())
    yield from (asked.question for asked in rule.admin_params)


def test_a_strict_reader_notices() -> None:
    assert bokmal_in("Saka er ikke avklart i utvalget.") == ["ikke", "utvalget"]
    assert bokmal_in("Saka er ikkje avklart i utvalet, og ingen veit noko.") == []
    assert norwegian_in("The gruppestyre på Setup og “Møteleder”, says Kåre.") == ["og", "på"]
    assert sentences_in("Møtet 19. april kl. 18.00 ble flyttet. Det gikk bra.") == 2


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_rule_says_what_it_asks_why_and_an_example_of_each(code: str) -> None:
    for what, texts in _explained(RULES[code]).items():
        assert texts.keys() == set(LANGUAGES), f"{code}: {what}"
        for text in texts.values():
            assert not placeholders(text), text
            assert text.endswith(ENDINGS), text
            assert sentences_in(text) <= 2, text
        assert texts["en"] not in {texts["nb"], texts["nn"]}, texts["en"]


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_question_to_the_admin_is_a_question_in_each_language(code: str) -> None:
    for asked in RULES[code].admin_params:
        assert all(asked.question[language].endswith("?") for language in LANGUAGES)
        assert asked.question["en"] != asked.question["nb"], asked.question["en"]


@pytest.mark.parametrize("code", sorted(RULES))
def test_nynorsk_is_nynorsk_and_english_is_english(code: str) -> None:
    for texts in _everything(RULES[code]):
        assert not bokmal_in(texts.get("nn", "")), texts["nn"]
        assert not norwegian_in(texts.get("en", ""), known=NO_ENGLISH_WORD), texts["en"]


@pytest.mark.parametrize("name", sorted(REGISTERS))
def test_a_register_has_its_name_and_what_is_said_without_it(name: str) -> None:
    register = REGISTERS[name]
    assert register.name.nb != name
    assert not register.name.nb.endswith(".")
    for language in LANGUAGES:
        assert register.missing.said(language).endswith(".")
    for texts in (register.name, register.missing):
        assert not bokmal_in(texts.nn), texts.nn
        assert not norwegian_in(texts.en), texts.en


@pytest.mark.parametrize("name", LABELS)
def test_what_a_register_holds_is_called_what_people_call_it(name: str) -> None:
    said = {language: label(name, language) for language in LANGUAGES}
    assert name in SAME_WORD_IN_ALL or set(said.values()) != {name}
    assert not any("_" in text for text in said.values()), said
    assert not bokmal_in(said["nn"]), said["nn"]
    assert not norwegian_in(said["en"]), said["en"]


@pytest.mark.parametrize("section", sorted(phrases()))
def test_shared_words_are_said_in_each_language(section: str) -> None:
    for key, said in phrases()[section].items():
        assert said.keys() == set(LANGUAGES), key
        assert not bokmal_in(said["nn"]), said["nn"]
        assert not norwegian_in(said["en"], known=NO_ENGLISH_WORD), said["en"]
