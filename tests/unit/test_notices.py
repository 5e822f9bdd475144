"""Everything there is to know about a document is said in both languages, briefly, by its name."""

from __future__ import annotations

import re
import string
import tomllib
from importlib.resources import files

import pytest

from service.documents.merging.managed import HEADERS, MANAGED
from service.documents.merging.obstacles import Obstacle
from service.documents.merging.rows import ROWS
from service.domain.notices import Notice, NoticeCode
from service.journeys.folder.contents import OF_THE_PLAN
from service.journeys.folder.notice_wording import notice_text

WORDS = tomllib.loads(
    (files("service.journeys.folder") / "notices.toml").read_text(encoding="utf-8")
)
OF_DOCUMENTS = [code for code in NoticeCode if not code.of_sharing]
OF_SHARING = [code for code in NoticeCode if code.of_sharing]
HREF, OTHER = "2018/2018-02-12 Protokoll.docx", "2018/2018-02-19 Protokoll.docx"


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("code", OF_DOCUMENTS)
def test_a_notice_names_the_document_in_at_most_two_sentences(code, language):
    details = ("meeting.time",) if code is NoticeCode.DIFFERS else ("meeting.time:own-value",)
    text = notice_text(Notice(code=code, href=HREF, other=OTHER, details=details), language)
    assert f"«{HREF}»" in text
    assert not re.search(r"[{}]|\s\s", text)
    sentences = re.findall(r"[.!?](?=\s|$)", text.replace(HREF, "").replace(OTHER, ""))
    assert 1 <= len(sentences) <= 2
    assert text.endswith(".")


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("shared", ["calendar:group_board", "folder:council"])
@pytest.mark.parametrize("code", OF_SHARING)
def test_a_notice_about_sharing_says_what_and_with_whom_in_at_most_two_sentences(
    code, shared, language
):
    by_hand = code is NoticeCode.SHARE_YOURSELF
    details = (shared, "read:group:styret", "write:user:ola") if by_hand else (shared,)
    href = "" if by_hand else "group:styret"
    text = notice_text(Notice(code=code, href=href, details=details), language)
    assert ("kalenderen" if shared.startswith("calendar") else "mappa") in text.lower()
    assert "«styret»" in text or code is NoticeCode.CLOSED_LINK
    assert not by_hand or "«ola» får lese og skrive" in text
    assert not re.search(r"[{}]|\s\s", text)
    assert 1 <= len(re.findall(r"[.!?](?=\s|$)", text)) <= 2
    assert text.endswith(".")


@pytest.mark.parametrize("kind", WORDS)
def test_both_languages_have_the_same_places_to_fill(kind):
    for texts in WORDS[kind].values():
        assert set(texts) == {"nb", "nn"}
        assert _places(texts["nb"]) == _places(texts["nn"])


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_there_are_words_for_every_code_field_and_obstacle_and_for_nothing_else():
    assert set(WORDS["notices"]) == set(OF_DOCUMENTS)
    assert set(WORDS["fields"]) == {*MANAGED, ROWS, *OF_THE_PLAN}
    assert set(WORDS["reasons"]) == {*Obstacle, "over", "unreadable", "edited"}


def test_what_stands_in_the_way_is_said_once_for_all_the_fields_it_concerns():
    notice = Notice(
        code=NoticeCode.NOT_UPDATED,
        href=HREF,
        details=(
            "meeting.date:own-value",
            "meeting.place:own-value",
            "meeting.time:tracked-change",
            f"{HEADERS[1]}:header",
        ),
    )
    text = notice_text(notice)
    assert "datoen og stedet er endret av noen i gruppa" in text
    assert text.count("endret av noen") == 1
    assert "godtar eller avviser endringer i tidspunktet" in text
    assert "øverst på sidene" in text
