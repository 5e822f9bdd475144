"""What containers hand on."""

from service.imports.source import Row, Table


def test_a_row_is_placed_by_its_own_words_or_by_sheet_and_line():
    rows = (Row(3, ("a",)), Row(17, ("b",), place="side 2, linje 4"))
    assert [Table(rows=rows).at(line) for line in (3, 17, 99)] == [
        "linje 3",
        "side 2, linje 4",
        "linje 99",
    ]
    assert Table(rows=rows, name="2026").at(3) == "ark «2026», rad 3"
