"""What is logged, and in which form: set up in one place for the pages, the worker and commands.

A line holds an event's name and the fields that whoever logs it gives: references, counts,
milliseconds, types and statuses, and the host where a server failed. Never a person's or a party's
name, an account, a title, a path, an address beyond its host, or an error's text: texts quote what
they are about. Of other people's libraries only who, where in their code, and the type of an error
are shown, since any of their texts can hold a path.

Groups and targets have ids that people choose, and one may well say which party it is. Logs carry a
short keyed reference instead (`reference`), which only those who can open the database can look up:
``kjoreplan group list`` shows it.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import sys
import threading
import traceback
from pathlib import PurePath
from types import TracebackType
from typing import Final, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

OWN: Final = ("service", "connectors")
_FRAMES = 5  # of an error's way through the code, the innermost


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """A module's logger, under the module's name."""
    found: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return found


def reference(key: bytes, *ids: str) -> str:
    """What a log calls a group, or a target of it: eight characters that say nothing by themselves.

    The same for the same ids as long as the service's key is the same.
    """
    text = "\0".join(ids).encode()
    return hmac.new(key, text, hashlib.sha256).hexdigest()[:8]


def configure_logs(level: str, stream: TextIO | None = None) -> None:
    """Write log lines from ``level`` on to ``stream`` (standard error); "" writes none at all.

    On a terminal they are made for reading, elsewhere each is one JSON object. Whatever ends a
    thread, or the process where nobody sits at the terminal, is a line too: Python itself would
    write the error's text.
    """
    root = logging.getLogger()
    for old in [h for h in root.handlers if isinstance(h, _Lines)]:
        root.removeHandler(old)
    if not level:
        root.addHandler(_Lines(None))
        return
    stream = stream or sys.stderr
    root.addHandler(_Lines(stream))
    root.setLevel(logging.WARNING)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # or it sets itself to INFO
    for name in OWN:
        logging.getLogger(name).setLevel(level.upper())
    logging.captureWarnings(capture=True)
    threading.excepthook = _thread_ended
    if not stream.isatty():
        sys.excepthook = _process_ended


class _Lines(logging.StreamHandler[TextIO]):
    """Our handler, known again when logging is set up anew. Without a stream it is silent."""

    def __init__(self, stream: TextIO | None) -> None:
        super().__init__(stream)
        self._silent = stream is None
        self.setFormatter(_formatter(terminal=stream is not None and stream.isatty()))

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record, or nothing."""
        if not self._silent:
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """A line that can't be written is lost; logging's own complaint would quote it."""


def _formatter(*, terminal: bool) -> structlog.stdlib.ProcessorFormatter:
    how: tuple[Processor, ...] = (
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        _first,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    )
    if terminal:
        how = (
            structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=False),
            structlog.dev.ConsoleRenderer(pad_event_to=14, sort_keys=False),
        )
    return structlog.stdlib.ProcessorFormatter(
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *how],
        foreign_pre_chain=[structlog.stdlib.add_log_level, _foreign],
        keep_exc_info=False,
        use_get_message=False,
    )


def _first(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """When, how grave and what, before the fields."""
    leading = ("time", "level", "event")
    return {**{name: event[name] for name in leading if name in event}, **event}


def _foreign(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Another library's line without its text."""
    record: logging.LogRecord = event["_record"]
    event["event"] = "library"
    event["logger"] = record.name
    event["at"] = f"{PurePath(record.pathname).name}:{record.lineno}"
    record.exc_text = record.stack_info = None
    event.pop("exc_info", None)
    if record.exc_info and record.exc_info[1] is not None:
        event["error"] = type(record.exc_info[1]).__name__
    return event


def _places(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """An error as its type and where in the code it was raised, without its text."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["at"] = places(error)
    return event


def places(error: BaseException) -> str:
    """Where in the code an error went through, the innermost last."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return " > ".join(f"{PurePath(f.filename).name}:{f.lineno} {f.name}" for f in frames)


def _thread_ended(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None and not isinstance(ended.exc_value, SystemExit):
        logger("service").error("thread_ended", exc_info=ended.exc_value)


def _process_ended(
    _kind: type[BaseException], error: BaseException, _where: TracebackType | None
) -> None:
    if not isinstance(error, KeyboardInterrupt):
        logger("service").critical("process_ended", exc_info=error)


structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        structlog.stdlib.add_log_level,
        _places,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=False,  # or a test that captures lines would miss some
)
