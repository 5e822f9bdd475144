"""Rendering against docxtpl, reading against python-docx: one protocol, one run, one machine.

Both sides make and read a protocol with 20 attendees and 15 cases of the same words and styles. The
rounds alternate between the two, and the best of each counts, since noise only ever adds.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from service.documents import AttendeeRow, CaseRow, DocumentData, load_template, read, render
from service.domain.minutes import AttendanceStatus

TEMPLATE = Path(__file__).resolve().parents[2] / "templates/protokoll/nb/template.docx"
RENDER_GOAL = 1 / 30
READ_GOAL = 1 / 5
ROUNDS = 40
LABELS = {
    "Innstilling": "recommendation",
    "Drøfting": "discussion",
    "Forslag": "proposal",
    "Konklusjon": "conclusion",
    "Hvem fører saken": "presenter",
    "Avvik": "dissent",
    "Avstemning": "votes",
}
MEETING = {
    "group.name": "Kommunestyregruppa i Eksempel",
    "group.municipality": "Eksempel",
    "meeting.title": "Gruppemøte",
    "meeting.date": "mandag 12. februar 2018",
    "meeting.time": "kl. 18.00–20.30",
    "meeting.place": "Rådhuset",
    "meeting.chair": "Kari Nordmann",
    "meeting.secretary": "Ola Nordmann",
    "meeting.serves": "Kommunestyret 15. februar",
    "minutes.habilitet": "Ingen meldt",
}
ATTENDEES = [f"Kari Nordmann {n}" for n in range(1, 21)]
CASES = [
    {
        "number": f"{n}/18",
        "title": "Skolebruksplan for kommunen",
        "recommendation": "Kommunedirektøren tilrår at planen vedtas slik den foreligger.",
        "discussion": "Gruppa gikk gjennom planen punkt for punkt og så på økonomien i den. " * 2,
        "proposal": "Følger innstillingen",
        "conclusion": "Gruppa støtter planen.",
        "presenter": "Ola Nordmann",
        "dissent": "Ingen",
        "votes": "7 mot 4",
    }
    for n in range(1, 16)
]


def report() -> Iterator[str]:
    """The two ratios beside their goals."""
    template, data = load_template("protokoll", "nb"), protocol_data()
    jinja = _docxtpl_template()
    document = render(template, data, document_id="bench")

    if read(_docxtpl_render(jinja)).cases != read(document).cases:
        raise SystemExit("The two rendered documents don't hold the same cases.")
    ours, theirs = _race(
        lambda: render(template, data, document_id="bench"), lambda: _docxtpl_render(jinja)
    )
    yield _line("render", ours, "docxtpl", theirs, RENDER_GOAL)
    _same_content(document)
    ours, theirs = _race(lambda: read(document), lambda: _python_docx_read(document))
    yield _line("read", ours, "python-docx", theirs, READ_GOAL)


def protocol_data() -> DocumentData:
    """What the protocol is filled with."""
    return DocumentData(
        fields=MEETING,
        attendees=[
            AttendeeRow(name=n, role="Fast medlem", status=AttendanceStatus.PRESENT)
            for n in ATTENDEES
        ],
        cases=[CaseRow(**{**case, "dissent": (case["dissent"],)}) for case in CASES],
    )


def _race(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """Best time in milliseconds of each, turn by turn."""
    best = [float("inf"), float("inf")]
    for _ in range(ROUNDS):
        for side, work in enumerate((ours, theirs)):
            start = time.perf_counter()
            work()
            best[side] = min(best[side], (time.perf_counter() - start) * 1000)
    return best[0], best[1]


def _line(what: str, ours: float, peer: str, theirs: float, goal: float) -> str:
    ratio = ours / theirs
    verdict = "ok" if ratio <= goal else "MISSED"
    return (
        f"{what:<7} kjoreplan {ours:7.2f} ms   {peer:<12}{theirs:7.2f} ms   "
        f"ratio 1/{1 / ratio:.1f}   goal 1/{1 / goal:.0f}   {verdict}"
    )


def _docxtpl_template() -> bytes:
    """Our own template with Jinja where our controls have guidance, so both make the same file."""
    document = docx.Document(str(TEMPLATE))
    for control in list(document.element.body.iter(qn("w:sdt"))):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        for text in control.iter(qn("w:t")):
            text.text = _expression(tag)
        for guidance in [*control.iter(qn("w:showingPlcHdr")), *control.iter(qn("w:rStyle"))]:
            guidance.getparent().remove(guidance)
    attendance, *_ = (t for t in document.tables if t.rows[0].cells[0].text == "Navn")
    _around(attendance.rows[1]._tr, "{%tr for a in attendees %}", "{%tr endfor %}")
    heading, *_ = (p for p in document.paragraphs if p.text.startswith("Sak "))
    heading._p.addprevious(_paragraph("{%p for c in cases %}"))
    last, *_ = (p for p in document.paragraphs if p.text.startswith("Avstemning"))
    last._p.addnext(_paragraph("{%p endfor %}"))
    return _saved(document)


def _expression(tag: str) -> str:
    table, _, column = tag.partition(".")
    if table == "attendance":
        return f"{{{{ a.{column} }}}}"
    if table == "case":
        return f"{{{{ c.{column} }}}}"
    return f"{{{{ fields['{tag}'] }}}}"


def _around(row: BaseOxmlElement, before: str, after: str) -> None:
    for words, add in ((before, row.addprevious), (after, row.addnext)):
        copy = deepcopy(row)
        for cell in list(copy.iter(qn("w:tc")))[1:]:
            copy.remove(cell)
        cell = next(copy.iter(qn("w:tc")))
        for paragraph in list(cell.iter(qn("w:p"))):
            cell.replace(paragraph, _paragraph(words))
        add(copy)


def _paragraph(words: str) -> BaseOxmlElement:
    paragraph = OxmlElement("w:p")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = words
    run.append(text)
    paragraph.append(run)
    return paragraph


def _docxtpl_render(template: bytes) -> bytes:
    document = DocxTemplate(io.BytesIO(template))
    rows = [{"name": n, "role": "Fast medlem", "status": "Møtt"} for n in ATTENDEES]
    document.render({"fields": MEETING, "attendees": rows, "cases": CASES}, autoescape=True)
    return _saved(document)


def _saved(document: Document | DocxTemplate) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _python_docx_read(data: bytes) -> dict[str, object]:
    """Fields with their tags, attendance and cases, as python-docx's own objects give them.

    ``paragraph.text`` leaves out what stands in content controls, so those are looked up by XPath
    through python-docx, as its users do: text that isn't deleted, tag, and whether it is guidance.
    """
    document = docx.Document(io.BytesIO(data))
    fields: dict[str, str] = {}
    attendance: list[list[str]] = []
    cases: list[dict[str, str]] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            rows = [[_text(p) for c in row.cells for p in c.paragraphs] for row in block.rows]
            if rows[0][0] == "Navn":
                attendance = rows[1:]
            for row in block.rows:
                for cell in row.cells:
                    for paragraph in cell.paragraphs:
                        fields.update(_tagged(paragraph))
            continue
        fields.update(_tagged(block))
        bold = all(run.bold or run.style.font.bold for run in block.runs)
        if block.style.name == "Heading 2" or (bold and _text(block).startswith("Sak ")):
            _, number, title = _text(block).split(" ", 2)
            cases.append({"number": number, "title": title})
        elif cases and ":" in _text(block):
            label, _, value = _text(block).partition(":")
            cases[-1][LABELS.get(label, label)] = value.strip()
    return {"fields": fields, "attendance": attendance, "cases": cases}


def _text(paragraph: Paragraph) -> str:
    """The text people see."""
    return "".join(t.text or "" for t in paragraph._p.xpath(".//w:t[not(ancestor::w:del)]"))


def _tagged(paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    """Each control's tag and text, guidance left out."""
    for control in paragraph._p.xpath(".//w:sdt[not(w:sdtPr/w:showingPlcHdr)]"):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        yield tag, "".join(t.text or "" for t in control.iter(qn("w:t")))


def _same_content(document: bytes) -> None:
    """Stop if the two readers don't find the same, for then the race means nothing."""
    ours, theirs = read(document), _python_docx_read(document)
    found = [(c["number"], c["title"], c["proposal"]) for c in theirs["cases"]]
    if found != [(c.number, c.title, c.proposal) for c in ours.cases or ()]:
        raise SystemExit("The readers disagree on the cases.")
    if len(theirs["attendance"]) != len(ours.attendance or ()):
        raise SystemExit("The readers disagree on the attendance.")
