from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import service.web

WEB = Path(service.web.__file__).parent
KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
LANGUAGES = ("nn", "en")
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def in_source() -> set[str]:
    """Every text a reader may see, by its first form."""
    found = extract_from_dir(str(WEB), METHODS, keywords=KEYWORDS)
    return {text if isinstance(text, str) else text[0] for _, _, text, _, _ in found}


def catalogue(language: str) -> Catalog:
    path = WEB / "translations" / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_and_no_translation_is_left_over(language: str):
    translated = {forms(m.id)[0] for m in catalogue(language) if m.id}

    assert "Denne uka" in translated
    assert translated == in_source()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_empty_doubtful_or_loses_a_value(language: str):
    for message in catalogue(language):
        if not message.id:
            continue
        assert not message.fuzzy, message.id
        for form in forms(message.string):
            assert form.strip(), message.id
            wanted = set(PLACEHOLDER.findall(forms(message.id)[0]))
            assert set(PLACEHOLDER.findall(form)) == wanted, message.id


def test_no_text_is_the_same_in_nynorsk_and_english_but_words_that_are():
    english = {forms(m.id)[0]: m.string for m in catalogue("en") if m.id}
    nynorsk = {forms(m.id)[0]: m.string for m in catalogue("nn") if m.id}
    shared = {text for text, said in english.items() if said == nynorsk[text]}

    assert shared == {"For", "Person", "Register", "Start", "Status", "bokmål", "nynorsk"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_that_of_the_written_one(language: str):
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))

    path = WEB / "translations" / language / "LC_MESSAGES" / "messages.mo"
    assert path.read_bytes() == compiled.getvalue()


def test_no_text_of_ours_is_english_in_the_source():
    english = re.compile(r"\b(the|and|is not|please|error|password|login)\b", re.IGNORECASE)

    assert [text for text in in_source() if english.search(text)] == []
