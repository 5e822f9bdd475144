"""What people do to fields: lines behind a label, text under a heading, and bullets."""

from __future__ import annotations

from tests.documents.corpus.edit import (
    bullets,
    cells,
    edit,
    empty,
    followed,
    follows_on,
    lines,
    pairs,
    renamable,
    sections,
    titles,
)
from tests.documents.corpus.sheet import Sheet, Spot

# lines behind a label


@edit(lines)
def type_over_a_field(sheet: Sheet, spot: Spot) -> None:
    new = sheet.pool.line()
    sheet.do("type_over", **spot.all_words(), text=new)
    spot.text = new


@edit(empty)
def fill_in_an_empty_field(sheet: Sheet, spot: Spot) -> None:
    spot.text = sheet.pool.line()
    sheet.do("type_over", words=spot.guidance, text=spot.text)


@edit(renamable)
def call_a_field_something_else(sheet: Sheet, spot: Spot) -> None:
    sheet.do("clear_label", words=spot.first, label=spot.label)
    sheet.do("type_in_label", words=spot.first, text=spot.aliases[0])


@edit(lines)
def type_beside_a_field(sheet: Sheet, spot: Spot) -> None:
    more = f" – {sheet.pool.line()}"
    sheet.do("type_at_end", words=spot.first, text=more)
    spot.text += more


@edit(cells)
def type_before_a_field(sheet: Sheet, spot: Spot) -> None:
    more = f"{sheet.pool.line()}, "
    sheet.do("type_at_start", words=spot.first, text=more)
    spot.text = more + spot.text


@edit(lines)
def delete_a_control_with_its_text(sheet: Sheet, spot: Spot) -> None:
    sheet.do("delete_control", words=spot.first, before=spot.before)
    spot.text = ""


@edit(cells)
def type_over_a_whole_cell(sheet: Sheet, spot: Spot) -> None:
    new = sheet.pool.line()
    sheet.do("type_over_cell_of", words=spot.first, text=new)
    spot.text = new


@edit(lines)
def delete_the_text_of_a_field(sheet: Sheet, spot: Spot) -> None:
    sheet.do("delete_words", **spot.all_words())
    spot.text = ""


@edit(lines)
def delete_a_label(sheet: Sheet, spot: Spot) -> None:
    sheet.do("clear_label", words=spot.first, label=spot.before.rstrip("\t "))
    spot.named = False


@edit(lines)
def delete_a_line(sheet: Sheet, spot: Spot) -> None:
    sheet.do("delete_line", words=spot.first)
    spot.text, spot.named = "", False


@edit(lines)
def press_enter_in_a_field(sheet: Sheet, spot: Spot) -> None:
    more = sheet.pool.line()
    sheet.do("enter_and_type", words=spot.last, text=more)
    spot.text = f"{spot.text}\n{more}"


@edit(lines)
def break_a_line_in_a_field(sheet: Sheet, spot: Spot) -> None:
    more = sheet.pool.line()
    sheet.do("break_and_type", words=spot.last, text=more)
    spot.text = f"{spot.text}\n{more}"


@edit(pairs)
def paste_a_field_over_another(sheet: Sheet, spot: Spot) -> None:
    other = list(cells(sheet))[-1]
    sheet.do("copy_cell", words=spot.first, over=other.first)
    other.text, other.edit = spot.text, "paste a field over another"


@edit(titles)
def type_over_the_title(sheet: Sheet, spot: Spot) -> None:
    new = sheet.pool.line()
    sheet.do("type_over", words=spot.first, text=new)
    spot.text = new


@edit(titles)
def make_the_title_plain_text(sheet: Sheet, spot: Spot) -> None:
    sheet.do("restyle", words=spot.first, style="Normal", bold=True)
    spot.named = False


@edit(cells)
def add_a_footnote_to_a_field(sheet: Sheet, spot: Spot) -> None:
    sheet.do("footnote", words=spot.first, text=sheet.pool.line())


# text under a heading


@edit(follows_on)
def delete_a_heading(sheet: Sheet, spot: Spot) -> None:
    sheet.do("delete_line", words=spot.label)
    spot.named = False
    above = sheet.above(spot)
    above.absorbs.append(spot)
    above.edit = "delete the heading below"


@edit(sections)
def make_a_heading_bold_text(sheet: Sheet, spot: Spot) -> None:
    sheet.do("restyle", words=spot.label, style="Normal", bold=True)


@edit(sections)
def suggest_other_words(sheet: Sheet, spot: Spot) -> None:
    new = sheet.pool.line()
    sheet.do("track", on=True)
    sheet.do("type_over", words=spot.last, text=new)
    sheet.do("track", on=False)
    spot.text = f"{spot.first}\n{new}"
    sheet.problems.add("tracked-change")


@edit(sections)
def write_below_a_field(sheet: Sheet, spot: Spot) -> None:
    more = sheet.pool.line()
    sheet.do("new_paragraph", below=spot.last, text=more, style="Normal")
    spot.text = f"{spot.text}\n{more}"


@edit(sections)
def put_in_a_heading_of_ones_own(sheet: Sheet, spot: Spot) -> None:
    heading, more = sheet.pool.line(), sheet.pool.line()
    sheet.do("new_paragraph", below=spot.last, text=heading, style="Heading 3")
    sheet.do("new_paragraph", below=heading, text=more, style="Normal")
    spot.text = f"{spot.text}\n{heading}\n{more}"


@edit(sections)
def write_bullets_below_a_field(sheet: Sheet, spot: Spot) -> None:
    below = spot.last
    for _ in range(2):
        more = sheet.pool.line()
        sheet.do("new_paragraph", below=below, text=more, style="List Bullet")
        spot.text = f"{spot.text}\n{more}"
        below = more


@edit(sections)
def put_in_a_section_of_ones_own(sheet: Sheet, spot: Spot) -> None:
    heading = sheet.pool.line()
    sheet.do("new_paragraph", below=spot.last, text=heading, style="Heading 1")
    sheet.do("new_paragraph", below=heading, text=sheet.pool.line(), style="Normal")


@edit(sections)
def make_a_heading_plain_text(sheet: Sheet, spot: Spot) -> None:
    sheet.do("restyle", words=spot.label, style="Normal")


@edit(sections)
def delete_the_text_under_a_heading(sheet: Sheet, spot: Spot) -> None:
    sheet.do("delete_words", **spot.all_words())
    spot.text = ""


@edit(sections)
def change_the_level_of_a_heading(sheet: Sheet, spot: Spot) -> None:
    sheet.do("restyle", words=spot.label, style="Heading 2")


@edit(sections)
def comment_on_a_text(sheet: Sheet, spot: Spot) -> None:
    sheet.do("comment", words=spot.first, text="Stemmer dette? Æ, ø og å 😀")


@edit(sections)
def put_in_a_picture_and_a_page_break(sheet: Sheet, spot: Spot) -> None:
    sheet.do("picture", words=spot.last)
    sheet.do("page_break", above=spot.label)


@edit(sections)
def suggest_a_deletion(sheet: Sheet, spot: Spot) -> None:
    sheet.do("track", on=True)
    sheet.do("delete_words", words=spot.last)
    sheet.do("track", on=False)
    spot.text = spot.first
    sheet.problems.add("tracked-change")


@edit(followed)
def copy_a_field(sheet: Sheet, spot: Spot) -> None:
    sheet.do("copy_lines", words=spot.first, count=1, above=spot.first)
    spot.text = f"{spot.text}\n{spot.text}"


# bullets


@edit(bullets)
def add_a_bullet(sheet: Sheet, spot: Spot) -> None:
    more = sheet.pool.line()
    sheet.do("enter_and_type", words=spot.last, text=more)
    spot.text = f"{spot.text}\n{more}"


@edit(bullets)
def delete_a_bullet(sheet: Sheet, spot: Spot) -> None:
    sheet.do("delete_line", words=spot.last)
    spot.text = spot.text.rpartition("\n")[0]


@edit(bullets)
def type_over_a_bullet(sheet: Sheet, spot: Spot) -> None:
    new = sheet.pool.line()
    sheet.do("type_over", words=spot.first, text=new)
    spot.text = "\n".join([new, *spot.text.split("\n")[1:]])
