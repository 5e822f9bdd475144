"""What people do to the cases of a protocol, and to the document as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tests.documents.corpus.edit import cases, edit, first_case
from tests.documents.corpus.sheet import Case, Sheet, Spot


def _copied(case: Case) -> Case:
    """The same words once more, in spots of their own."""

    def again(spot: Spot) -> Spot:
        return Spot(
            place=spot.place,
            label=spot.label,
            given=spot.text,
            tag=spot.tag,
            alias=spot.alias,
            where=spot.where,
            plain=spot.plain,
            before=spot.before,
        )

    texts = {key: again(spot) for key, spot in case.texts.items()}
    return Case(again(case.number), again(case.title), texts)


def _paste_above(sheet: Sheet, case: Case, below: Case) -> Case:
    copy = _copied(case)
    sheet.do(
        "copy_lines",
        words=case.title.text,
        count=1 + len(case.texts),
        above=below.title.text,
    )
    sheet.cases.insert(sheet.cases.index(below), copy)
    return copy


def _last(case: Case) -> Spot:
    return list(case.texts.values())[-1]


def _longest(case: Case) -> Spot:
    """Its first text that may hold several lines."""
    return next((s for s in case.texts.values() if not s.plain), _last(case))


@edit(cases)
def type_in_the_fields_of_a_case(sheet: Sheet, case: Case) -> None:
    for spot in (case.title, *case.texts.values()):
        new = sheet.pool.title()
        sheet.do("type_over", **spot.all_words(), text=new)
        spot.text = new


@edit(cases)
def paste_a_case_and_give_it_a_number(sheet: Sheet, case: Case) -> None:
    copy = _paste_above(sheet, case, sheet.cases[0])
    copy.edit = "paste a case and give it a number"
    number, title = sheet.pool.case_number(), sheet.pool.title()
    sheet.do("type_over", words=copy.number.text, text=number)
    sheet.do("type_over", words=copy.title.text, text=title)
    copy.number.text, copy.title.text = number, title


@edit(cases)
def paste_a_case_twice(sheet: Sheet, case: Case) -> None:
    for _ in range(2):
        _paste_above(sheet, case, sheet.cases[0]).edit = "paste a case twice"
    sheet.problems.add("doubled-case")


@edit(cases)
def delete_a_case(sheet: Sheet, case: Case) -> None:
    sheet.do("delete_lines", words=case.title.text, count=1 + len(case.texts))
    sheet.cases.remove(case)


@edit(cases)
def move_a_case_to_the_top(sheet: Sheet, case: Case) -> None:
    count = 1 + len(case.texts)
    sheet.do("move_lines", words=case.title.text, count=count, above=sheet.cases[0].title.text)
    sheet.cases.remove(case)
    sheet.cases.insert(0, case)


@edit(cases)
def delete_the_label_of_a_text(sheet: Sheet, case: Case) -> None:
    above, spot = list(case.texts.values())[:2]
    sheet.do("clear_label", words=spot.first, label=f"{spot.label}:")
    spot.named = False
    above.absorbs.append(spot)


@edit(cases)
def delete_the_controls_of_a_case(sheet: Sheet, case: Case) -> None:
    for spot in case.texts.values():
        new = sheet.pool.line()
        sheet.do("type_over_paragraph", words=spot.first, text=f"{spot.before}{new}")
        spot.text = new


@edit(cases)
def delete_a_text_with_its_label(sheet: Sheet, case: Case) -> None:
    spot = _last(case)
    sheet.do("delete_line", words=spot.first)
    del case.texts[spot.place]


@edit(cases)
def make_the_heading_of_a_case_bold_text(sheet: Sheet, case: Case) -> None:
    sheet.do("restyle", words=case.title.text, style="Normal", bold=True)


@edit(cases)
def make_the_heading_of_a_case_plain_text(sheet: Sheet, case: Case) -> None:
    sheet.do("restyle", words=case.title.text, style="Normal")


@edit(cases)
def delete_the_heading_of_a_case(sheet: Sheet, case: Case) -> None:
    """Its labels come once more: it is seen as a case that nobody has named."""
    sheet.do("delete_line", words=case.title.text)
    case.number.text = case.title.text = ""
    sheet.problems.add("case-without-number")


@edit(first_case)
def delete_the_heading_of_the_first_case(sheet: Sheet, case: Case) -> None:
    delete_the_heading_of_a_case(sheet, case)


@edit(cases)
def delete_the_number_of_a_case(sheet: Sheet, case: Case) -> None:
    sheet.do("delete_words", words=case.number.text)
    case.number.text = ""
    sheet.problems.add("case-without-number")


def _joinable(sheet: Sheet) -> Iterator[Case]:
    """Cases with two texts of several lines in a row; see the README for others in LibreOffice."""
    return (case for case in cases(sheet) if _neighbours(case))


def _neighbours(case: Case) -> list[tuple[Spot, Spot]]:
    return [(a, b) for a, b in pairwise(case.texts.values()) if not (a.plain or b.plain)]


@edit(_joinable)
def join_two_texts_of_a_case(sheet: Sheet, case: Case) -> None:
    """Select from one to the next, and type: the second's label then stands inside the first."""
    above, spot = _neighbours(case)[-1]
    joined = f"{above.last} {spot.label}: {spot.text.replace(chr(10), ' ')}"
    sheet.do("type_over", words=above.last, last=spot.last, text=joined)
    above.text = "\n".join([*above.text.split("\n")[:-1], joined])
    spot.text, spot.named = "", False


@edit(cases)
def change_the_level_of_a_case(sheet: Sheet, case: Case) -> None:
    sheet.do("restyle", words=case.title.text, style="Heading 3")


@edit(cases)
def put_a_heading_of_ones_own_into_a_case(sheet: Sheet, case: Case) -> None:
    spot = _longest(case)
    heading, more = sheet.pool.line(), sheet.pool.line()
    sheet.do("new_paragraph", below=spot.last, text=heading, style="Heading 3")
    sheet.do("new_paragraph", below=heading, text=more, style="Normal")
    spot.text = f"{spot.text}\n{heading}\n{more}"


@edit(cases)
def press_enter_in_the_texts_of_a_case(sheet: Sheet, case: Case) -> None:
    for spot in case.texts.values():
        more = sheet.pool.line()
        sheet.do("enter_and_type", words=spot.last, text=more)
        spot.text = f"{spot.text}\n{more}"


@edit(cases)
def suggest_other_words_in_a_case(sheet: Sheet, case: Case) -> None:
    spot = _longest(case)
    new = sheet.pool.line()
    sheet.do("track", on=True)
    sheet.do("type_over", words=spot.last, text=new)
    sheet.do("track", on=False)
    spot.text = "\n".join([*spot.text.split("\n")[:-1], new])
    sheet.problems.add("tracked-change")


@edit(cases)
def write_above_the_first_label(sheet: Sheet, case: Case) -> None:
    """It is seen below the heading; where a discussion is, it comes first in that."""
    if "discussion" in case.texts:
        more = sheet.pool.line()
        sheet.do("new_paragraph", below=case.title.text, text=more, style="Normal")
        spot = case.texts["discussion"]
        spot.text = f"{more}\n{spot.text}"
        sheet.problems.add("unlabelled-text")


@edit(cases)
def write_a_case_by_hand(sheet: Sheet, case: Case) -> None:
    """A bold line, then labels and texts typed as plain text, below the last line of a case."""
    new = _copied(case)
    new.edit = "write a case by hand"
    new.number.text, new.title.text = sheet.pool.case_number(), sheet.pool.title()
    heading = f"Sak {new.number.text} {new.title.text}"
    below = _last(case).last
    sheet.do("new_paragraph", below=below, text=heading, style="Normal", bold=True)
    below = heading
    for spot in new.texts.values():
        spot.text = sheet.pool.line()
        sheet.do("new_paragraph", below=below, text=f"{spot.label}: {spot.text}", style="Normal")
        below = spot.text
    sheet.cases.insert(sheet.cases.index(case) + 1, new)


@edit(cases)
def comment_on_a_case(sheet: Sheet, case: Case) -> None:
    sheet.do("comment", words=_longest(case).first, text="Er dette riktig? «Ja», sier Åse.")
