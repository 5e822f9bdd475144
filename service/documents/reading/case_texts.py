"""The labelled texts of a case, gathered from everything that stands below its heading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from service.documents.reading.certainty import DISPUTED, DOUBLED, MOVED, NAMED, SURE
from service.documents.reading.flow import Paragraph, Table, row_text
from service.documents.reading.lexicon import Lexicon, name_key
from service.documents.reading.regions import label_of
from service.documents.reading.sections import Part, heading_keys
from service.domain.minutes import Certainty, Source

LOOSE: Final = "discussion"
_BOTH: Final = Certainty(source=Source.TAG, confidence=SURE)
_TAG_ALONE: Final = Certainty(source=Source.TAG, confidence=MOVED)
_LABEL_ALONE: Final = Certainty(source=Source.LABEL, confidence=NAMED)
_UNLABELLED: Final = Certainty(source=Source.HEADING, confidence=DOUBLED)
_CONTRADICTED: Final = Certainty(source=Source.LABEL, confidence=DISPUTED)
_ENOUGH_LABELS: Final = 2


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph or row, with the label it begins with and the one its control has."""

    paragraph: Paragraph | None
    text: str  # without the label
    word: str = ""  # the label as it is compared
    label: str | None = None
    tagged: str | None = None


@dataclass(slots=True)
class CaseTexts:
    """The texts of one case by label, as they are gathered."""

    found: dict[str, list[str]] = field(default_factory=dict)
    loose: list[str] = field(default_factory=list)  # written above the first label
    disputed: list[str] = field(default_factory=list)
    places: dict[str, Paragraph] = field(default_factory=dict)  # where each begins
    certainty: dict[str, Certainty] = field(default_factory=dict)  # how each was found
    continued: bool = False  # a paragraph without a label was taken for more of the one above
    _current: str | None = None

    def get(self, name: str) -> str | None:
        """The text of a label; None where the label isn't found."""
        lines = self.found.get(name)
        return None if lines is None else "\n".join(lines)

    def words(self) -> str:
        """All of it."""
        return "\n".join(line for lines in self.found.values() for line in lines)

    def is_over(self, label: str | None) -> bool:
        """Whether ``label`` begins another case: the first label of this one comes once more."""
        return len(self.found) >= _ENOUGH_LABELS and next(iter(self.found)) == label

    def take(self, line: _Line, lexicon: Lexicon) -> None:
        """Add a line to the label it has, else to the label before it."""
        if line.label is not None:
            self._current = line.label
            if line.tagged not in (None, line.label):
                self.disputed.append(line.word)
            self.certainty.setdefault(line.label, _certainty(line))
        elif line.tagged is not None:
            self._current = line.tagged
            self.certainty.setdefault(line.tagged, _certainty(line))
        elif line.text:
            self.continued = True
        if line.paragraph is not None:
            self.places.setdefault(self._current or LOOSE, line.paragraph)
        lines = self.found.setdefault(self._current, []) if self._current else self.loose
        if line.text and line.text not in lexicon.guidance:
            lines.append(line.text)

    def settle(self) -> None:
        """Let what stands above the first label begin the discussion."""
        if self.loose:
            self.found[LOOSE] = [*self.loose, *self.found.get(LOOSE, ())]
            self.certainty[LOOSE] = _UNLABELLED


def _certainty(line: _Line) -> Certainty:
    """How surely a line is its label's: by the control's tag, by what is seen, or by both."""
    if line.label is None:
        return _TAG_ALONE
    if line.tagged is None:
        return _LABEL_ALONE
    return _BOTH if line.tagged == line.label else _CONTRADICTED


def gather(parts: Sequence[Part], lexicon: Lexicon) -> list[CaseTexts]:
    """The texts below a case's heading, and of the cases after it whose headings are gone."""
    return _split(_lines(parts, lexicon), lexicon)


def gather_without_heading(part: Part, lexicon: Lexicon) -> list[CaseTexts]:
    """The texts of cases in a part that is none; [] where no two labels show that there are any."""
    fields = (lexicon.fields.get(lexicon.tags.get(name, "")) for name in heading_keys(part))
    if part.case is not None or any(spec is not None for spec in fields):
        return []
    lines = list(_lines([part], lexicon))
    first = next((n for n, line in enumerate(lines) if line.label is not None), len(lines))
    labels = {line.label for line in lines} - {None}
    return _split(lines[first:], lexicon) if len(labels) >= _ENOUGH_LABELS else []


def _split(lines: Iterator[_Line] | Sequence[_Line], lexicon: Lexicon) -> list[CaseTexts]:
    cases = [CaseTexts()]
    for line in lines:
        if cases[-1].is_over(line.label):
            cases.append(CaseTexts())
        cases[-1].take(line, lexicon)
    for texts in cases:
        texts.settle()
    return cases


def _lines(parts: Sequence[Part], lexicon: Lexicon) -> Iterator[_Line]:
    """Everything below the case's heading, rows of tables as lines, and its own subheadings."""
    for number, part in enumerate(parts):
        if number and part.heading is not None:
            yield _line(part.heading, lexicon)
        for block in part.blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    yield _Line(None, row_text(row))
            else:
                yield _line(block, lexicon)


def _line(paragraph: Paragraph, lexicon: Lexicon) -> _Line:
    tagged = _tagged(paragraph, lexicon)
    found = label_of(paragraph, lexicon.case_labels)
    if found is None:
        return _Line(paragraph, paragraph.text, tagged=tagged)
    word, text = found
    return _Line(paragraph, text, word, lexicon.case_labels[word], tagged)


def _tagged(paragraph: Paragraph, lexicon: Lexicon) -> str | None:
    """The label that a control in the paragraph belongs to, by its tag, else by its name."""
    for control in paragraph.controls:
        if control.tag.startswith("case."):
            return control.tag.rpartition(".")[2]
        name = "" if control.tag else name_key(control.alias)
        if name in lexicon.case_labels:
            return lexicon.case_labels[name]
    return None
