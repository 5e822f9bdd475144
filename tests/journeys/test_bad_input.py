"""What can't be used gets one sentence: where, what, and what to do; and nothing else happens."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from service.demo.script import data
from tests.journeys.terminal import Ran, Terminal

GRID = data("gjerstad-2023.html").decode()
GROUP = data("aure.toml").decode()
FILES = {
    "kolonner.csv": "Kolonne A;Kolonne B\n1;2\n",
    "februar.csv": "Dato;Utvalg\n30.01.2026;Formannskap\n31.02.2026;Formannskap\n",
    "rutenett.html": GRID.replace("<td>16.</td>", "<td>??</td>"),
    "plan.xlsx": "%PDF-1.7\n1 0 obj\n",
    "rolle.toml": GROUP.replace('role = "gruppeleder"', 'role = "gruppesjef"'),
    "pakke.toml": GROUP.replace("ap-lhm-2015", "ap-lhm-1915"),
    "halv.toml": GROUP[: GROUP.index("term =") + 8],
    "brev.docx": "Kjære gruppe\n",
    "verdier.toml": '[fields]\n"meeting.date" = 7\n',
    "ukjent.toml": "[felter]\n",
    "annet.toml": '[fields]\n"finnes.ikke" = "x"\n',
}
# What is typed, and what the sentence must name: the place, and what is wrong there.
CASES = [
    ("plan read kolonner.csv", ["kolonner.csv, linje 1", "Kolonne A", "Dato"]),
    ("plan import aure-2015 kolonner.csv", ["kolonner.csv, linje 1", "Kolonne A"]),
    ("plan read februar.csv", ["februar.csv, linje 3", "31. februar 2026 finnes ikke"]),
    ("plan import aure-2015 februar.csv", ["februar.csv, linje 3", "31. februar"]),
    ("plan import aure-2015 rutenett.html", ["rutenett.html, linje", "??"]),
    ("plan read plan.xlsx", ["plan.xlsx", "PDF"]),
    ("plan import aure-2015 plan.xlsx", ["plan.xlsx", "PDF"]),
    ("plan read borte.csv", ["borte.csv", "finnes ikke"]),
    ("plan read .", [".:", "mappe"]),
    ("plan import ingen februar.csv", ["ingen", "kjoreplan group list"]),
    ("plan propose aure-2015 --half 2018-3", ["2018-3"]),
    ("plan propose aure-2015 --half 2018-1", ["2018-1", "kjoreplan plan import"]),
    ("plan confirm aure-2015 tull", ["tull", "kjoreplan plan show"]),
    ("group add rolle.toml", ["rolle.toml, linje", "people[0]", "gruppesjef", "gruppeleder"]),
    ("group check rolle.toml", ["rolle.toml, linje", "gruppesjef"]),
    ("group add pakke.toml", ["pakke.toml, rules.packs", "ap-lhm-1915", "ap-lhm-2015"]),
    ("group add halv.toml", ["halv.toml", "TOML"]),
    ("group export ingen", ["ingen", "kjoreplan group list"]),
    ("group export aure-2015 -o /dev/full", ["/dev/full", "ikke plass"]),
    ("group export aure-2015 -o borte/ut.toml", ["borte/ut.toml", "mappa finnes ikke"]),
    ("sync ingen", ["ingen", "kjoreplan group list"]),
    ("sync", ["--all"]),
    ("read brev.docx", ["brev.docx", "DOCX"]),
    ("read borte.docx", ["borte.docx", "finnes ikke"]),
    ("validate brev.docx --pack ap-lhm-2015", ["brev.docx", "DOCX"]),
    ("validate --group ingen", ["ingen", "kjoreplan group list"]),
    ("validate", ["--group"]),
    ("validate brev.docx", ["--pack"]),
    ("rules show XX-1", ["XX-1", "kjoreplan rules list"]),
    ("rules list --pack tull", ["tull", "ap-lhm-2015"]),
    ("render protokoll --group ingen -o ut.docx", ["ingen"]),
    ("render protokoll --group aure-2015 -o ut.docx", ["--meeting"]),
    ("render protokoll --group aure-2015 --meeting tull -o ut.docx", ["tull", "--meeting"]),
    ("render protokoll --data borte.toml -o ut.docx", ["borte.toml", "finnes ikke"]),
    ("render protokoll --data verdier.toml -o ut.docx", ["verdier.toml", "meeting.date"]),
    ("render protokoll --data ukjent.toml -o ut.docx", ["ukjent.toml", "felter"]),
    ("render protokoll --data annet.toml -o ut.docx", ["annet.toml", "finnes.ikke"]),
    ("render reglement --group aure-2015 -o brev.docx", ["brev.docx", "finnes fra før"]),
    ("render referat --group aure-2015 -o ut.docx", ["TYPE", "protokoll", "--help"]),
    ("tull", ["kommando", "kjoreplan --help"]),
    ("sync --hurtig", ["--hurtig", "kjoreplan sync --help"]),
    ("plan read", ["FIL", "kjoreplan plan read --help"]),
    ("plan read februar.csv --year i-fjor", ["--year", "helt tall"]),
    ("sync aure-2015 gjerstad-2019", ["kjoreplan sync --help"]),
    ("user remove nils", ["nils", "kjoreplan user list"]),
]


@pytest.fixture
def prompt(terminal: Terminal) -> Terminal:
    """A folder with the files above, and a service that has one group."""
    for name, words in FILES.items():
        (terminal.folder / name).write_text(words, encoding="utf-8")
    (terminal.folder / "gruppe.toml").write_text(GROUP, encoding="utf-8")
    assert terminal.run("group add gruppe.toml").status == 0
    return terminal


def one_sentence(ran: Ran, *words: str, status: int = 2) -> None:
    assert ran.out == ""
    assert ran.status == status
    assert ran.err.endswith("\n")
    assert ran.err.count("\n") == 1
    for word in words:
        assert word in ran.err
    assert "Traceback" not in ran.err
    assert not re.search(r"\b(Error|error|not|invalid|No such)\b", ran.err)


@pytest.mark.parametrize(("command", "words"), CASES, ids=[c for c, _ in CASES])
def test_bad_input_gets_one_sentence_and_changes_nothing(
    prompt: Terminal, command: str, words: list[str]
) -> None:
    before = contents(prompt.folder), rows(prompt.database)
    one_sentence(prompt.run(command), *words)
    assert (contents(prompt.folder), rows(prompt.database)) == before


def test_a_cell_that_cannot_be_read_is_said_beside_the_rest_of_the_plan(prompt: Terminal) -> None:
    ran = prompt.run("plan read rutenett.html")
    assert ran.status == 0
    assert "Ruta «??» kan ikke leses" in ran.out
    assert "20 møter" in ran.out


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def rows(database: Path) -> list[str]:
    with sqlite3.connect(database) as connection:
        return list(connection.iterdump())


def test_json_that_finds_no_room_ends_in_one_sentence(prompt: Terminal) -> None:
    ran = prompt.outside("rules coverage --json > /dev/full")
    one_sentence(ran, "ikke plass på disken")


def test_a_table_that_finds_no_room_ends_in_one_sentence(prompt: Terminal) -> None:
    one_sentence(prompt.outside("rules list > /dev/full"), "ikke plass på disken")


def test_a_file_that_is_cut_off_by_a_full_disk_is_not_left_behind(prompt: Terminal) -> None:
    people = (f'\n[[people]]\nid = "p{n}"\nname = "Kari Nordmann {n}"\n' for n in range(2000))
    (prompt.folder / "stor.toml").write_text(GROUP + "".join(people), encoding="utf-8")
    assert prompt.run("group add stor.toml").status == 0
    (prompt.folder / "ut.toml").write_text("fra før", encoding="utf-8")
    before = contents(prompt.folder)
    ran = prompt.outside("group export aure-2015 -o ut.toml", largest_file=64_000)
    one_sentence(ran, "ut.toml", "kan ikke skrives")
    assert contents(prompt.folder) == before
    assert prompt.run("group export aure-2015 -o ut.toml").status == 0
    assert (prompt.folder / "ut.toml").stat().st_size > 64_000


def test_a_database_on_a_full_disk_takes_all_or_nothing(prompt: Terminal) -> None:
    before = rows(prompt.database)
    another = GROUP.replace("aure-2015", "annen-2015").replace("sky.example", "annen.example")
    (prompt.folder / "annen.toml").write_text(another, encoding="utf-8")
    ran = prompt.outside("group add annen.toml", largest_file=1024)
    one_sentence(ran, "plass på disken")
    assert rows(prompt.database) == before


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (lambda path: path.write_bytes(b"noe helt annet" * 999), "skadet"),
        (lambda path: newer(path), "nyere utgave"),
    ],
    ids=["not a database", "from a newer version"],
)
def test_a_database_that_cannot_be_used_is_named(
    prompt: Terminal, spoil: Callable[[Path], object], word: str
) -> None:
    for extra in ("-wal", "-shm"):
        prompt.database.with_name(prompt.database.name + extra).unlink(missing_ok=True)
    spoil(prompt.database)
    one_sentence(prompt.run("group list"), word)


def newer(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def test_words_in_brackets_are_shown_as_they_stand(prompt: Terminal) -> None:
    (prompt.folder / "klammer.csv").write_text(
        "Dato;Utvalg;Sted\n30.01.2018;Formannskap;[/b] [red]Salen\n", encoding="utf-8"
    )
    assert prompt.run("plan import aure-2015 klammer.csv").status == 0
    shown = prompt.run("plan show aure-2015 --half 2018-1")
    assert shown.status == 0
    assert "[/b] [red]Salen" in shown.out
