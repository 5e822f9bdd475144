"""Findings as comments in the group's documents: asked for, never over anybody's words, undone."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import docx
import pytest

from service.documents.reading.read import read
from service.domain.errors import InputError
from service.journeys.groups import save_target
from service.journeys.papers.commenting import Commented, CommentReport, comment_group
from tests.documents.commented import comment_by_kari, ours, seen, theirs
from tests.documents.docx_notation import archive, unpacked
from tests.documents.docx_notation import docx as written
from tests.documents.word_threads import saved_by_word
from tests.journeys.members import write_protocol
from tests.journeys.terminal import Terminal
from tests.journeys.town import BOARD, CALENDAR, FOLDER, GROUP, PROTOCOL, RULES, Town
from tests.servers.locks import locked
from tests.servers.meddler import Meddler, answer, broken, meddler

NewTown = Callable[..., Town]
BESIDE = {"Per Nordmann", "Konklusjon:", "Hvem fører saken:"}  # where findings are to be seen


@pytest.fixture
def town(town: Town) -> Town:
    """A group that has held a meeting, whose protocol lacks a few things."""
    town.now = town.now.replace(day=24)
    write_protocol(town)
    town.sync()
    return town


def comment(town: Town, **what: object) -> CommentReport:
    return comment_group(town.services, town.id, **what)  # type: ignore[arg-type]  # its own words


def told(report: CommentReport, href: str = PROTOCOL) -> Commented:
    return next(document for document in report.documents if document.href == href)


def beside(data: bytes) -> set[str]:
    """The words our comments are hung on, without what the template says there."""
    return {words.partition("Skriv")[0].strip() for _, words in ours(data)}


def rewrite(town: Town, edit: Callable[[bytes], bytes], href: str = PROTOCOL) -> bytes:
    """A member changes a document; its bytes then."""
    theirs_now = edit(town.folder().get(href))
    town.folder().rewrite(href, theirs_now)
    return theirs_now


def conclude(data: bytes) -> bytes:
    """A member writes what the group concluded."""
    document = docx.Document(io.BytesIO(data))
    paragraph = next(p for p in document.paragraphs if p.text.startswith("Konklusjon"))
    for control in list(paragraph._p.iter("{*}sdt")):
        control.getparent().remove(control)
    paragraph.add_run("Gruppa støtter planen.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_each_finding_stands_where_it_can_be_mended_and_nothing_else_has_changed(
    town: Town,
) -> None:
    before = town.folder().all()
    report = comment(town)
    after = town.folder().all()
    assert beside(after[PROTOCOL]) == BESIDE
    assert (told(report).added, told(report).removed) == (3, 0)
    assert told(report, RULES).added == 2
    assert after.keys() == before.keys()
    assert {h for h in after if after[h] != before[h]} == {PROTOCOL, RULES}
    assert read(after[PROTOCOL]) == read(before[PROTOCOL])


def test_asking_again_writes_nothing_and_the_next_pass_sees_nothing_new(town: Town) -> None:
    comment(town)
    etags = town.folder().server.open(town.url(FOLDER)).list().resources
    again = comment(town)
    assert (told(again).added, told(again).kept) == (0, 3)
    assert town.folder().server.open(town.url(FOLDER)).list().resources == etags
    assert town.sync().steps == ()


def test_what_was_mended_loses_its_comment_the_next_time(town: Town) -> None:
    comment(town)
    theirs_now = rewrite(town, conclude)
    report = comment(town)
    assert (told(report).removed, told(report).kept) == (1, 2)
    after = town.folder().get(PROTOCOL)
    assert beside(after) == BESIDE - {"Konklusjon:"}
    assert read(after) == read(theirs_now)


def test_our_comments_can_be_taken_out_again(town: Town) -> None:
    before = town.folder().get(PROTOCOL)
    comment(town)
    report = comment(town, remove=True)
    assert (told(report).removed, told(report).added) == (3, 0)
    after = town.folder().get(PROTOCOL)
    assert seen(after) == []
    assert unpacked(after)["word/document.xml"] == unpacked(before)["word/document.xml"]
    assert town.sync().steps == ()


def test_what_people_say_in_comments_and_answers_stays(town: Town) -> None:
    rewrite(town, lambda data: comment_by_kari(data, "Kaffen var god."))
    comment(town)
    rewrite(town, lambda data: saved_by_word(data, answer_to="hva gruppa ble enige om"))
    hers = theirs(town.folder().get(PROTOCOL))
    assert len(hers) == 2
    rewrite(town, conclude)
    assert told(comment(town)).left == 1
    assert told(comment(town, remove=True)).left == 1
    after = town.folder().get(PROTOCOL)
    assert [s.author for s in seen(after)].count("Kari Nordmann") == 2
    assert beside(after) == {"Konklusjon: Gruppa støtter planen."}


def test_only_the_document_that_was_named_is_written_in(town: Town) -> None:
    before = town.folder().get(RULES)
    report = comment(town, href=PROTOCOL)
    assert [document.href for document in report.documents] == [PROTOCOL]
    assert town.folder().get(RULES) == before


def test_a_document_that_is_not_there_is_said_to_be_unknown(town: Town) -> None:
    with pytest.raises(InputError, match="stien"):
        comment(town, href="2018/Finnes ikke.docx")


@contextmanager
def opened_by_kari(town: Town, how: str) -> Iterator[None]:
    if how == "locked":
        with locked(town.webdav, town.url(FOLDER) + PROTOCOL.replace(" ", "%20")):
            yield
        return
    mark = "2018/.~lock.2018-01-22 Protokoll.docx#"
    town.folder().put(mark, b"Kari Nordmann")
    yield
    town.folder().delete(mark)


@pytest.mark.parametrize("how", ["locked", "a lock file beside it"])
def test_a_document_that_somebody_has_open_is_left_and_the_others_are_not(
    town: Town, how: str
) -> None:
    before = town.folder().get(PROTOCOL)
    with opened_by_kari(town, how):
        report = comment(town)
        assert "åpent" in told(report).trouble
        assert told(report).waits
        assert town.folder().get(PROTOCOL) == before
        assert told(report, RULES).added == 2
    assert told(comment(town)).added == 3


def test_what_somebody_writes_while_we_write_is_not_overwritten(town: Town) -> None:
    ticked: list[str] = []

    def meanwhile(href: str) -> None:
        ticked.append(href)
        if ticked[-1] == PROTOCOL and ticked.count(PROTOCOL) == 2:  # just before it is written
            rewrite(town, conclude)

    report = comment(town, tick=meanwhile)
    assert "Ingenting er overskrevet" in told(report).trouble
    assert told(report).waits
    assert seen(town.folder().get(PROTOCOL)) == []
    assert read(town.folder().get(PROTOCOL)).cases[0].conclusion == "Gruppa støtter planen."  # type: ignore[index]
    assert told(comment(town)).added == 2


@contextmanager
def behind_proxy(town: Town) -> Iterator[Meddler]:
    with meddler(town.webdav.url) as proxy:
        home = town.url(FOLDER)
        town.reach(FOLDER, proxy.before(home))
        yield proxy
        town.reach(FOLDER, home)


def test_a_folder_we_may_only_read_is_named_with_what_to_do(town: Town) -> None:
    before = town.folder().all()
    with behind_proxy(town) as proxy:
        proxy.always = lambda forward: (
            answer(403)(forward) if proxy.requests[-1][0] == "PUT" else forward()
        )
        report = comment(town)
    (error,) = report.errors
    assert f"{PROTOCOL}: " in error
    assert "skrivetilgang" in error
    assert not report.unreachable
    assert town.folder().all() == before


def test_a_password_that_is_refused_is_not_tried_on_the_next_folder(new_settled: NewTown) -> None:
    town = new_settled(places=[(FOLDER, GROUP), (FOLDER, BOARD)])
    with meddler(town.webdav.url) as proxy:
        for target in town.settings.targets:
            there = replace(target, url=proxy.before(target.url))
            save_target(town.services, town.id, there, password=town.webdav.password)
        proxy.always = answer(401)
        report = comment(town)
        assert len(proxy.requests) == 1
    assert len(report.errors) == 2


def test_a_server_out_of_reach_is_told_and_nothing_is_lost(town: Town) -> None:
    with behind_proxy(town) as proxy:
        proxy.always = broken
        report = comment(town)
    assert report.unreachable
    assert len(report.errors) == 1


def test_a_write_whose_answer_was_lost_is_known_again(town: Town) -> None:
    with behind_proxy(town) as proxy:
        proxy.always = lambda forward: (
            (forward() and None) if proxy.requests[-1][0] == "PUT" else forward()
        )
        report = comment(town)
        assert report.unreachable
    once = town.folder().get(PROTOCOL)
    assert beside(once) == BESIDE
    assert told(comment(town)).kept == 3
    assert town.folder().get(PROTOCOL) == once


def test_a_signed_document_is_left_with_the_reason(town: Town) -> None:
    signed = rewrite(
        town, lambda data: archive({**unpacked(data), "_xmlsignatures/sig1.xml": b"<Signature/>"})
    )
    report = comment(town)
    assert "signert" in told(report).trouble
    assert not told(report).waits
    assert town.folder().get(PROTOCOL) == signed


def test_findings_of_the_boards_folder_never_come_into_the_groups(new_settled: NewTown) -> None:
    """The same path in both: a finding names a document by its path alone."""
    town = new_settled(places=[(CALENDAR, GROUP), (FOLDER, GROUP), (FOLDER, BOARD)])
    town.now = town.now.replace(day=24)
    write_protocol(town)
    closed = "^ Protokoll\nMøtedato: 22. januar 2018\n# Saker\n## Sak 99/18 Lukket\nForslag:\n"
    town.folder(BOARD).server.open(town.url(FOLDER, BOARD)).ensure_folder("2018")  # type: ignore[union-attr]
    town.folder(BOARD).put(PROTOCOL, written(f"{closed}Konklusjon: Ja.\nDrøfting: Ja."))
    comment(town)
    groups = [s.text for s in seen(town.folder().get(PROTOCOL))]
    boards = [s.text for s in seen(town.folder(BOARD).get(PROTOCOL))]
    assert len(groups) == 3
    assert not any("99/18" in text for text in groups)
    assert boards
    assert not any("3/18" in text for text in boards)


def test_a_full_server_is_told_as_what_somebody_must_mend_and_ask_for_again(town: Town) -> None:
    with behind_proxy(town) as proxy:
        proxy.always = lambda forward: (
            answer(507)(forward) if proxy.requests[-1][0] == "PUT" else forward()
        )
        (error,) = comment(town).errors
    assert f"{PROTOCOL}: " in error
    assert "prøv igjen" in error
    assert "neste synkronisering" not in error


def test_one_is_not_told_as_many(terminal: Terminal) -> None:
    one = CommentReport(group_id="g", documents=(Commented(href="a.docx", added=1),))
    terminal.patch.setattr("service.cli.commenting.comment_group", lambda *_, **__: one)
    assert terminal.run("comment g").out == "a.docx: 1 ny\ng: 1 merknad i 1 dokument.\n"


def test_the_terminal_says_how_many_and_names_nobody(town: Town, terminal: Terminal) -> None:
    town.services.database.close()
    terminal.patch.setenv("KJOREPLAN_DATA_DIR", str(town.directory))
    terminal.patch.setenv("KJOREPLAN_DATABASE_URL", f"sqlite:///{town.directory / 'k.db'}")
    ran = terminal.run(f"comment {town.id}")
    assert (ran.status, ran.err) == (0, "")
    assert "nye" in ran.out
    assert "Nordmann" not in ran.out
    shown = json.loads(terminal.run(f"comment {town.id} --json --document '{PROTOCOL}'").out)
    (document,) = shown["documents"]
    assert document["kept"] + document["added"] > 0
    assert shown["errors"] == []
    gone = terminal.run(f"comment {town.id} --remove")
    assert "fjernet" in gone.out
    with opened_by_kari(town, "locked"):
        waiting = terminal.run(f"comment {town.id}")
        assert waiting.status == 1
        assert "åpent" in waiting.err
    assert terminal.run("comment ukjent").status == 2
    assert terminal.run(f"comment {town.id} --document Ukjent.docx").status == 2
