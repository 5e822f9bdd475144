"""What people do to an event or a document with their own programs: bytes in, bytes out.

Whatever they write holds a mark that is found nowhere else, so that one can look for it later.
"""

from __future__ import annotations

import datetime as dt
import functools
import io
import re
import zipfile
from collections.abc import Callable, Mapping

import docx

from service.demo.person import Handwriting, write_in
from tests.journeys.members import ics
from tests.journeys.town import text

Edit = Callable[[str, str], str]  # an event's text and a mark
_MARK = re.compile(r"merke-\d+-")
_TIMED = re.compile(r"^(DTSTART|DTEND|DUE)(;[^:\n]*)?:(\d{8})(T\d{6})?(Z?)$", re.MULTILINE)
_ALARM = re.compile(r"BEGIN:VALARM\n.*?END:VALARM\n", re.DOTALL)
_DOCUMENT = "word/document.xml"
_IDENTITY = re.compile(rb'name="kjoreplan.document"[^>]*>\s*<vt:lpwstr>([^<]*)')
_SPOKEN = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>")


def mark(number: int) -> str:
    """A word that stands nowhere else."""
    return f"merke-{number}-"


def marks(words: str) -> set[str]:
    """Every such word in a text."""
    return set(_MARK.findall(words))


def edited(data: bytes, edit: Edit, word: str) -> bytes:
    """An event after an edit of its text."""
    return ics(edit(text(data), word))


def _added(event: str, lines: str) -> str:
    return re.sub(r"\nEND:(VEVENT|VTODO)\n", rf"\n{lines}\nEND:\1\n", event, count=1)


def _set(event: str, name: str, value: str) -> str:
    """The first property of that name with another value, or a new one."""
    line = re.compile(rf"^{name}(;[^:\n]*)?:.*$", re.MULTILINE)
    if line.search(event):
        return line.sub(f"{name}:{value}", event, count=1)
    return _added(event, f"{name}:{value}")


def _noted(event: str, word: str) -> str:
    found = re.search(r"^DESCRIPTION:(.*)$", event, re.MULTILINE)
    return _set(event, "DESCRIPTION", f"{found[1] if found else ''}\\\\n\\\\nHusk {word}")


def _with_alarm(event: str, word: str) -> str:
    alarm = f"BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:{word}\nTRIGGER:-PT17M\nEND:VALARM"
    return _added(event, alarm)


ANNOTATIONS: Mapping[str, Edit] = {
    "note": _noted,
    "category": lambda event, word: _added(event, f"CATEGORIES:{word}"),
    "comment": lambda event, word: _added(event, f"COMMENT:{word}"),
    "property": lambda event, word: _added(event, f"X-FARGE:{word}"),
    "answer": lambda event, word: _added(
        event, f"ATTENDEE;CN={word};PARTSTAT=ACCEPTED:mailto:kari@example.org"
    ),
    "alarm": _with_alarm,
    "silence": lambda event, _: _ALARM.sub("", event),
    "link": lambda event, word: _set(event, "URL", f"https://video.example.org/{word}"),
    "touched": lambda event, _: event,
}


def _shifted(minutes: int) -> Edit:
    def shift(found: re.Match[str]) -> str:
        name, params, day, clock, zone = found.groups(default="")
        if not clock:
            moved = dt.date.fromisoformat(day) + dt.timedelta(days=1 + minutes // 1440)
            return f"{name}{params}:{moved:%Y%m%d}"
        begins = dt.datetime.fromisoformat(day + clock)
        return f"{name}{params}:{begins + dt.timedelta(minutes=minutes):%Y%m%dT%H%M%S}{zone}"

    return lambda event, _: _TIMED.sub(shift, event)


def _all_day(event: str, _: str) -> str:
    def whole(found: re.Match[str]) -> str:
        name, day = found[1], dt.date.fromisoformat(found[3])
        return f"{name};VALUE=DATE:{day + dt.timedelta(days=name == 'DTEND'):%Y%m%d}"

    return _TIMED.sub(whole, event)


def _for_days(event: str, _: str) -> str:
    def late(found: re.Match[str]) -> str:
        name, params, day, clock, zone = found.groups(default="")
        ends = dt.date.fromisoformat(day) + dt.timedelta(days=3 * (name == "DTEND"))
        return f"{name}{params}:{ends:%Y%m%d}{clock}{zone}"

    return _TIMED.sub(late, event)


OWNED: Mapping[str, Edit] = {
    "an hour later": _shifted(60),
    "a day later": _shifted(24 * 60),
    "a week earlier": _shifted(-7 * 24 * 60),
    "all day": _all_day,
    "for days": _for_days,
    "without an end": lambda event, _: re.sub(r"\nDTEND[^\n]*", "", event, count=1),
    "another title": lambda event, word: _set(event, "SUMMARY", f"Møte {word}"),
    "another place": lambda event, word: _set(event, "LOCATION", f"Hos Kari {word}"),
    "no place": lambda event, _: re.sub(r"\nLOCATION[^\n]*", "", event, count=1),
    "another text": lambda event, word: _set(event, "DESCRIPTION", f"Bare {word}"),
    "unsure": lambda event, _: _set(event, "STATUS", "TENTATIVE"),
    "called off": lambda event, _: _set(event, "STATUS", "CANCELLED"),
    "on": lambda event, _: _set(event, "STATUS", "CONFIRMED"),
}
GARBAGE: Mapping[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _: b"",
    "words": lambda _: b"ikke noen kalender",
    "half": lambda data: data[: len(data) // 2],
    "no date": lambda data: re.sub(rb"\r\nDTSTART[^\r]*", b"", data),
    "no uid": lambda data: re.sub(rb"\r\nUID[^\r]*", b"", data),
    "latin 1": lambda data: data + b"\xf8\r\n",
}


def with_uid(data: bytes, uid: str) -> bytes:
    """A copy of an event under another UID, as a program makes it."""
    return ics(_set(text(data), "UID", uid))


def foreign(uid: str, word: str) -> bytes:
    """An event that has nothing to do with us."""
    return ics(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//example.org//x//NO\nBEGIN:VEVENT\n"
        f"UID:{uid}\nDTSTAMP:20180101T120000Z\nDTSTART:20180122T080000Z\n"
        f"DTEND:20180122T090000Z\nSUMMARY:Tannlege {word}\nEND:VEVENT\nEND:VCALENDAR\n"
    )


@functools.lru_cache(maxsize=1024)
def words_in(data: bytes) -> str:
    """Everything people see of an event or document, as far as it can be opened."""
    if data[:2] != b"PK":
        return text(data.decode("utf-8", "replace").encode())
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return b"\n".join(_SPOKEN.findall(package.read(_DOCUMENT))).decode()
    except (zipfile.BadZipFile, KeyError):
        return ""


@functools.lru_cache(maxsize=1024)
def identity(data: bytes) -> str:
    """The identity that a document of ours bears; "" for all else."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            found = _IDENTITY.search(package.read("docProps/custom.xml"))
    except (zipfile.BadZipFile, KeyError):
        return ""
    return found[1].decode() if found else ""


def _with_part(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info, change(part) if info.filename == _DOCUMENT else part)
    return out.getvalue()


def _paragraph(data: bytes, word: str) -> bytes:
    line = f"<w:p><w:r><w:t>Kaffen var god {word}</w:t></w:r></w:p>".encode()
    return _with_part(data, lambda xml: re.sub(rb"(<w:sectPr)", line + rb"\1", xml, count=1))


def _saved_by_word(data: bytes, word: str) -> bytes:
    document = docx.Document(io.BytesIO(data))
    document.add_paragraph(f"Kaffen var god {word}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _typed(tag: str, words: str) -> Callable[[bytes, str], bytes]:
    return lambda data, word: write_in(data, Handwriting(fields={tag: words.format(word)}))


def _approved(data: bytes, word: str) -> bytes:
    said = f"Godkjent av gruppeleder 23. januar 2018 {word}"
    return write_in(data, Handwriting(fields={"minutes.approved": said}))


DOCUMENT: Mapping[str, Callable[[bytes, str], bytes]] = {
    "paragraph": _paragraph,
    "saved by another program": _saved_by_word,
    "time": _typed("meeting.time", "kl. 18.17 {}"),
    "place": _typed("meeting.place", "Hos Kari {}"),
    "date": _typed("meeting.date", "en annen dag {}"),
    "approved": _approved,
    "saved": lambda data, _: _with_part(data, lambda xml: xml),
}
SPOILED: Mapping[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _: b"",
    "words": lambda _: b"ikke noe dokument",
    "half": lambda data: data[: len(data) // 2],
}
