"""Words that people have put into our objects are never lost."""

import pytest

from service.calendar import read
from tests.unit.calendar.edited_objects import FIELDS, edited, lines, made, merged


class TestPeoplesWords:
    NEW = {**FIELDS, "description": "Før kommunestyret 22. februar"}  # noqa: RUF012 - never changed
    OURS = "DESCRIPTION:Før kommunestyret 15. februar"

    def described(self, text, swap=()):
        return edited(made(), swap=[(f"\r\n{self.OURS}\r\n", f"\r\nDESCRIPTION:{text}\r\n"), *swap])

    @pytest.mark.parametrize(
        "text",
        [
            "Før kommunestyret 15. februar\\n\\nKari tar med kake\\nOg kaffe",
            "Før kommunestyret 15. februar\\nKari tar med kake\\nOg kaffe",
            "Kari tar med kake\\nFør kommunestyret 15. februar\\nOg kaffe",
            "Kari tar med kake\\n\\nOg kaffe\\n\\nFør kommunestyret 15. februar",
        ],
    )
    def test_a_note_is_no_drift_wherever_it_stands_and_survives_our_change(self, text):
        data = self.described(text)
        assert read(data).fields == FIELDS
        after = read(merged(data, self.NEW))
        assert after.fields == self.NEW
        assert [line for line in after.note.split("\n") if line] == [
            "Kari tar med kake",
            "Og kaffe",
        ]

    def test_words_put_into_our_line_are_kept_as_a_note(self):
        data = self.described("Før kommunestyret 15. februar – møt tidlig!")
        assert read(data).fields != FIELDS
        after = read(merged(data))
        assert after.fields == FIELDS
        assert after.note == "Før kommunestyret 15. februar – møt tidlig!"

    def test_words_survive_a_program_that_drops_our_mark(self):
        mark = ("X-KJOREPLAN-DESCRIPTION:=Før kommunestyret 15. februar\r\n", "")
        after_ours = self.described("Før kommunestyret 15. februar\\n\\nKake", [mark])
        assert read(after_ours).fields == FIELDS
        before_ours = self.described("Kake\\n\\nFør kommunestyret 15. februar", [mark])
        for data in (after_ours, before_ours):
            after = read(merged(data, self.NEW))
            assert (after.fields, after.note) == (self.NEW, "Kake")

    def test_words_survive_when_neither_mark_nor_record_is_left(self):
        mark = ("X-KJOREPLAN-DESCRIPTION:=Før kommunestyret 15. februar\r\n", "")
        data = self.described("Kake\\n\\nFør kommunestyret 15. februar", [mark])
        after = read(merged(data, base=None))
        assert (after.fields, after.note) == (FIELDS, "Kake")

    def test_a_restored_title_and_place_leave_the_persons_wording_behind(self):
        swap = [
            ("SUMMARY:Gruppemøte", "SUMMARY:Gruppemøte\\, ta med kake"),
            ("LOCATION:Rådhuset\\, møterom 2", "LOCATION:Kafeen"),
        ]
        data = merged(edited(made(), swap=swap))
        assert read(data).fields == FIELDS
        assert "COMMENT:Tittel før endring: Gruppemøte\\, ta med kake" in lines(data)
        assert "COMMENT:Sted før endring: Kafeen" in lines(data)

    def test_our_own_old_title_is_not_kept_as_anybodys_words(self):
        assert b"COMMENT" not in merged(made(), {**FIELDS, "summary": "Ekstra gruppemøte"})


class TestPeoplesLinks:
    OURS = f"URL:{FIELDS['url']}"
    THEIRS = "URL:https://meet.example.org/4711"

    def urls(self, data):
        return [line for line in lines(data) if line.startswith("URL")]

    @pytest.mark.parametrize("url", ["https://example.org/f/8", ""])
    def test_a_persons_link_stays_when_ours_changes(self, url):
        data = edited(made(), swap=[(self.OURS, self.THEIRS)])
        assert self.urls(merged(data, {**FIELDS, "url": url})) == [self.THEIRS]

    def test_a_persons_link_stays_where_we_never_had_one(self):
        bare = {**FIELDS, "url": ""}
        data = edited(made(bare), add=[self.THEIRS])
        assert self.urls(merged(data, {**bare, "summary": "Ekstra"}, bare)) == [self.THEIRS]
        assert self.urls(merged(data, FIELDS, bare)) == [self.THEIRS]

    def test_our_own_link_is_replaced_and_taken_away(self):
        new = {**FIELDS, "url": "https://example.org/f/8"}
        assert self.urls(merged(made(), new)) == ["URL:https://example.org/f/8"]
        assert self.urls(merged(made(), {**FIELDS, "url": ""})) == []
        assert b"COMMENT" not in merged(made(), new)

    def test_a_second_link_beside_ours_stays(self):
        data = edited(made(), add=[self.THEIRS])
        new = {**FIELDS, "url": "https://example.org/f/8"}
        assert self.urls(merged(data, new)) == ["URL:https://example.org/f/8", self.THEIRS]

    def test_a_link_we_have_no_record_of_is_kept_as_a_comment(self):
        data = edited(made(), swap=[(self.OURS, self.THEIRS)])
        after = merged(data, base=None)
        assert self.urls(after) == [self.OURS]
        assert "COMMENT:Lenke før endring: https://meet.example.org/4711" in lines(after)
        bare = merged(data, {**FIELDS, "url": ""}, base=None)
        assert self.urls(bare) == [self.THEIRS]
