"""The demo's two groups on its own servers, and what their members do in the shared folder."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.document import Document

from service.demo import story
from service.demo.script import GroupScript
from service.demo.story import PASSWORD, Stage, play, stage
from service.domain.model import OSLO, Audience
from service.domain.settings import GroupSettings, TargetKind
from service.journeys.judging.validating import validate_group
from service.journeys.syncing import sync_group
from service.rules.results import Finding, Report

Change = Callable[[bytes], bytes]


@dataclass(frozen=True)
class DemoGroup:
    """A group of the demo, after its story has been played."""

    stage: Stage
    settings: GroupSettings

    @property
    def id(self) -> str:
        return self.settings.group.id

    def at(self, *day: int) -> None:
        """It is noon of a day."""
        year, month, date = day
        self.stage.clocks[self.id] = dt.datetime(year, month, date, 12, tzinfo=OSLO)

    def sync(self) -> None:
        assert sync_group(self.stage.services, self.id).errors == ()

    def edit(self, path: str, change: Change) -> None:
        """A member saves a document with a change, and the service looks at the folder."""
        (target,) = self.settings.targets_of(TargetKind.FOLDER, Audience.GROUP)
        with self.stage.services.connector.open(target, PASSWORD) as folder:
            item = folder.get(path)
            changed = change(item.data)
            assert changed != item.data
            folder.update(path, changed, item.resource.etag)
        self.sync()

    def report(self) -> Report:
        return validate_group(self.stage.services, self.id)

    def found(self, code: str) -> dict[str, Finding]:
        """The findings of a rule, by what they are about."""
        return {f.target: f for f in self.report().findings if f.code == code}

    def passes(self, code: str) -> bool:
        """Whether a rule was judged, and is kept for everything it is about."""
        return code in self.report().passed


@contextmanager
def played(directory: Path, script: GroupScript) -> Iterator[DemoGroup]:
    """The group's story, played from beginning to end."""
    with stage(directory) as servers:
        servers.clocks[story._settings(script).group.id] = script.planned
        chapter = play(servers, script, lambda _text: None)
        yield DemoGroup(servers, chapter.settings)


def saying(old: str, new: str) -> Change:
    """One paragraph reads otherwise."""

    def change(data: bytes) -> bytes:
        document = docx.Document(io.BytesIO(data))
        (paragraph,) = (p for p in document.paragraphs if old in p.text)
        paragraph.text = paragraph.text.replace(old, new)
        return _saved(document)

    return change


def adding(after: str, line: str) -> Change:
    """A line is added below the one paragraph that begins so."""

    def change(data: bytes) -> bytes:
        document = docx.Document(io.BytesIO(data))
        paragraphs = document.paragraphs
        (place,) = (n for n, p in enumerate(paragraphs) if p.text.startswith(after))
        new = paragraphs[place + 1].insert_paragraph_before(line, paragraphs[place].style)
        assert new.text == line
        return _saved(document)

    return change


def attendance(status: dict[str, str]) -> Change:
    """What the attendance table says of people; "" for the rest of them."""

    def change(data: bytes) -> bytes:
        document = docx.Document(io.BytesIO(data))
        rows = {row.cells[0].text: row for table in document.tables for row in table.rows}
        for name, word in status.items():
            rows[name].cells[2].text = word
        return _saved(document)

    return change


def _saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
