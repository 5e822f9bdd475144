"""A log line says what happened and where in the code, and quotes nobody."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
from collections.abc import Iterator
from typing import NoReturn

import pytest

from service.logs import configure_logs, logger, reference

SECRET = "Kari Nordmann"


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(params=[io.StringIO, Screen])
def stream(request: pytest.FixtureRequest) -> io.StringIO:
    made: io.StringIO = request.param()
    return made


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    hooks = sys.excepthook, threading.excepthook
    levels = {n: logging.getLogger(n).level for n in ("", "service", "connectors", "werkzeug")}
    yield
    configure_logs("")
    logging.captureWarnings(capture=False)
    sys.excepthook, threading.excepthook = hooks
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def fail() -> NoReturn:
    raise ValueError(SECRET)


def raised() -> ValueError:
    with pytest.raises(ValueError, match=SECRET) as caught:
        fail()
    return caught.value


def test_away_from_a_terminal_each_line_is_one_object_with_its_fields() -> None:
    stream = io.StringIO()
    configure_logs("info", stream)
    logger("service.prove").info("pass", group="1a2b3c4d", written=3)
    logger("service.prove").debug("details")
    (line,) = lines(stream)
    assert list(line) == ["time", "level", "event", "group", "written"]
    assert (line["event"], line["level"], line["written"]) == ("pass", "info", 3)


def test_on_a_terminal_a_line_is_made_for_reading() -> None:
    stream = Screen()
    configure_logs("info", stream)
    logger("service.prove").info("pass", written=3)
    assert "pass" in stream.getvalue()
    assert "{" not in stream.getvalue()


def test_setting_up_twice_doubles_no_line_and_without_a_level_there_is_none() -> None:
    first, second = io.StringIO(), io.StringIO()
    configure_logs("info", first)
    configure_logs("warning", second)
    logger("service.prove").info("less")
    logger("service.prove").warning("more")
    assert (first.getvalue(), len(lines(second))) == ("", 1)
    configure_logs("")
    logger("service.prove").error("nobody hears")
    logging.getLogger("waitress").error("nobody hears")
    assert len(lines(second)) == 1


def test_of_an_error_the_type_and_the_place_are_told_and_not_the_text(stream: io.StringIO) -> None:
    configure_logs("debug", stream)
    logger("service.prove").error("failed", exc_info=raised())
    try:
        fail()
    except ValueError:
        logger("service.prove").exception("failed")
    assert SECRET not in stream.getvalue()
    for word in ("ValueError", "test_logs.py"):
        assert word in stream.getvalue()


def test_nothing_that_another_library_says_is_quoted(stream: io.StringIO) -> None:
    configure_logs("debug", stream)
    other = logging.getLogger("en.annen")
    other.setLevel(logging.DEBUG)
    other.error("Exception while serving %s", f"/g/{SECRET}")
    other.debug(SECRET, stack_info=True)
    other.error("%s", 1, exc_info=raised())
    other.error(SECRET, extra={"path": SECRET})
    logging.getLogger("service.gammelt").warning("uten felt: %s", SECRET)
    logging.getLogger("py.warnings").warning("%s", SECRET)
    assert SECRET not in stream.getvalue()
    assert len(stream.getvalue().splitlines()) == 6
    assert "en.annen" in stream.getvalue()
    assert "ValueError" in stream.getvalue()


def test_a_line_that_can_not_be_written_is_lost_in_silence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    stream = io.StringIO()
    configure_logs("debug", stream)
    stream.close()
    logger("service.prove").error("failed", name=SECRET)
    logging.getLogger("en.annen").error(SECRET)
    assert capsys.readouterr().err == ""


def test_what_ends_a_thread_is_a_line(stream: io.StringIO) -> None:
    configure_logs("info", stream)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert "thread_ended" in stream.getvalue()
    assert SECRET not in stream.getvalue()


def test_what_ends_the_process_is_a_line_but_where_somebody_sits_at_the_terminal() -> None:
    before = sys.excepthook
    configure_logs("info", Screen())
    assert sys.excepthook is before
    stream = io.StringIO()
    configure_logs("info", stream)
    error = raised()
    sys.excepthook(type(error), error, error.__traceback__)
    (line,) = lines(stream)
    assert (line["event"], line["error"]) == ("process_ended", "ValueError")
    assert SECRET not in stream.getvalue()


def test_a_reference_is_the_same_for_the_same_and_says_nothing() -> None:
    key, other = b"a" * 32, b"b" * 32
    found = reference(key, "lillehammer-ap")
    assert found == reference(key, "lillehammer-ap")
    assert len(found) == 8
    assert len({found, reference(other, "lillehammer-ap"), reference(key, "lillehammer-sp")}) == 3
    assert reference(key, "a", "b") != reference(key, "ab")
