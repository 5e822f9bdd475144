"""What a person does in a document, carried out in LibreOffice's own commands.

The same vocabulary as onlyoffice.js. Runs on Debian's Python, which has ``uno``.
"""

from pathlib import Path

from com.sun.star.beans import PropertyValue
from com.sun.star.style.BreakType import PAGE_BEFORE

STYLES = {"Normal": "Standard"}
BOLD = 150.0
PICTURE = Path(__file__).with_name("picture.png")


def service(context, name):
    """One of the office's services."""
    return context.ServiceManager.createInstanceWithContext(name, context)


def value(name, content):
    """A named argument."""
    pair = PropertyValue()
    pair.Name, pair.Value = name, content
    return pair


class Hand:
    """One open document and what a person does in it. Words are found as they stand."""

    def __init__(self, context, document):
        self.context = context
        self.document = document
        self.controller = document.CurrentController
        self.cursor = self.controller.ViewCursor
        self.dispatcher = service(context, "com.sun.star.frame.DispatchHelper")

    def press(self, command, **arguments):
        pairs = tuple(value(name, given) for name, given in arguments.items())
        frame = self.controller.Frame
        self.dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, pairs)

    def found(self, words):
        search = self.document.createSearchDescriptor()
        search.SearchString = words
        search.SearchCaseSensitive = True
        every = self.document.findAll(search)
        ranges = [every.getByIndex(index) for index in range(every.Count)]
        found = [r for r in ranges if r.Text.ImplementationName != "SwXHeadFootText"]
        if not found:
            raise LookupError(words)
        return found

    def find(self, words, nth=1):
        return self.found(words)[nth - 1]

    def go(self, place):
        """Put the cursor at the start of a place."""
        self.cursor.gotoRange(place.Start, False)

    def select(self, words, last="", nth=1):
        first = self.find(words, nth)
        self.go(first.Start)
        self.cursor.gotoRange((self.find(last, nth) if last else first).End, True)

    # words

    def type(self, text):
        self.press("InsertText", Text=text)

    def type_over(self, words, text, last="", nth=1):
        self.select(words, last, nth)
        self.type(text)

    def delete_words(self, words, last="", nth=1):
        self.select(words, last, nth)
        self.press("Delete")

    def type_at_end(self, words, text):
        self.go(self.paragraph(words).End)
        self.type(text)

    def type_at_start(self, words, text):
        self.go(self.paragraph(words).Start)
        self.type(text)

    def type_over_paragraph(self, words, text):
        self.whole_paragraph(words)
        self.press("Delete")
        self.type(text)

    def whole_paragraph(self, words):
        paragraph = self.paragraph(words)
        self.go(paragraph.Start)
        self.cursor.gotoRange(paragraph.End, True)

    def delete_control(self, words, before=""):
        """All that follows ``before`` on the line: the words with the control around them."""
        paragraph = self.paragraph(words)
        self.go(paragraph.Start)
        self.cursor.goRight(len(before), False)
        self.cursor.gotoRange(paragraph.End, True)
        self.press("Delete")

    def clear_label(self, words, label):
        """Delete the label before the words: in the cell to the left, else on the same line."""
        found = self.find(words)
        table, cell = found.TextTable, found.Cell
        if table is not None:
            left = table.getCellByPosition(0, row_of(cell))
            self.controller.select(left)
            self.go(left.Start)
            self.cursor.gotoRange(left.End, True)
        else:
            self.go(self.paragraph(words).Start)
            self.cursor.goRight(len(label), True)
        self.press("Delete")

    def type_in_label(self, words, text):
        """Type into the cell to the left of the words'."""
        found = self.find(words)
        self.go(found.TextTable.getCellByPosition(0, row_of(found.Cell)).Start)
        self.type(text)

    def enter_and_type(self, words, text, nth=1):
        """Behind the words, where the cursor still is in their field: Enter, and go on."""
        self.go(self.find(words, nth).End)
        self.press("InsertPara")
        self.type(text)

    def break_and_type(self, words, text):
        self.go(self.find(words).End)
        self.press("InsertLinebreak")
        self.type(text)

    # paragraphs

    def paragraph(self, words, nth=1):
        """The paragraph that is these words, else the first that has them."""
        with_words = [around(found) for found in self.found(words)]
        alone = [paragraph for paragraph in with_words if paragraph.String == words]
        return (alone or with_words)[nth - 1]

    def new_paragraph(self, below, text, style, bold=False):
        self.go(self.paragraph(below).End)
        self.press("InsertPara")
        self.cursor.ParaStyleName = STYLES.get(style, style)
        self.press("ResetAttributes")
        self.type(text)
        if bold:
            self.paragraph(text).CharWeight = BOLD

    def restyle(self, words, style, bold=False):
        paragraph = self.paragraph(words)
        paragraph.ParaStyleName = STYLES.get(style, style)
        if bold:
            paragraph.CharWeight = BOLD

    def delete_line(self, words):
        """The table row that the words stand in, else their paragraph with its mark."""
        paragraph = self.paragraph(words)
        if paragraph.TextTable is not None:
            paragraph.TextTable.Rows.removeByIndex(row_of(paragraph.Cell), 1)
            return
        self.whole_paragraph(words)
        self.press("Delete")
        self.press("Delete")

    def page_break(self, above):
        self.paragraph(above).BreakType = PAGE_BEFORE

    def lines(self, words, count, nth=1):
        """Select whole paragraphs, their marks included."""
        start = self.paragraph(words, nth)
        end = start.Text.createTextCursorByRange(start.Start)
        for _ in range(count):
            end.gotoNextParagraph(False)
        self.go(start.Start)
        self.cursor.gotoRange(end.Start, True)

    def copy_lines(self, words, count, above, above_nth=1):
        self.lines(words, count)
        copied = self.controller.getTransferable()
        self.go(self.paragraph(above, above_nth).Start)
        self.controller.insertTransferable(copied)

    def move_lines(self, words, count, above):
        self.lines(words, count)
        cut = self.controller.getTransferable()
        self.press("Delete")
        self.go(self.paragraph(above).Start)
        self.controller.insertTransferable(cut)

    def delete_lines(self, words, count):
        self.lines(words, count)
        self.press("Delete")

    # tables

    def table(self, header):
        for index in range(self.document.TextTables.Count):
            table = self.document.TextTables.getByIndex(index)
            columns = range(table.Columns.Count)
            if [table.getCellByPosition(c, 0).String for c in columns][: len(header)] == header:
                return table
        raise LookupError(header)

    def add_row(self, header, at, cells):
        table = self.table(header)
        table.Rows.insertByIndex(at, 1)
        for column, text in enumerate(cells):
            table.getCellByPosition(column, at).String = text

    def delete_row(self, header, at):
        self.go(self.table(header).getCellByPosition(0, at).Start)
        self.press("DeleteRows")

    def add_column(self, header, at, cells):
        table = self.table(header)
        table.Columns.insertByIndex(at, 1)
        for row, text in enumerate(cells):
            table.getCellByPosition(at, row).String = text

    def delete_column(self, header, column):
        self.table(header).Columns.removeByIndex(column, 1)

    def type_over_cell(self, header, at, column, text):
        cell = self.table(header).getCellByPosition(column, at)
        self.whole_cell(cell)
        self.type(text)

    def type_over_cell_of(self, words, text):
        self.whole_cell(self.find(words).Cell)
        self.type(text)

    def whole_cell(self, cell, delete=True):
        self.go(cell.Start)
        self.cursor.gotoRange(cell.End, True)
        if delete and not self.cursor.isCollapsed():
            self.press("Delete")

    def copy_cell(self, words, over):
        """Select all in one cell, copy, select all in another, paste."""
        self.whole_cell(self.find(words).Cell, delete=False)
        copied = self.controller.getTransferable()
        self.whole_cell(self.find(over).Cell)
        self.controller.insertTransferable(copied)

    def merge_cells(self, header, at, first, last):
        table = self.table(header)
        names = [f"{chr(ord('A') + column)}{at + 1}" for column in (first, last)]
        cursor = table.createCursorByCellName(names[0])
        cursor.gotoCellByName(names[1], True)
        cursor.mergeRange()

    # marks

    def track(self, on):
        self.document.RecordChanges = on

    def comment(self, words, text):
        note = self.document.createInstance("com.sun.star.text.textfield.Annotation")
        note.Author, note.Content = "Kari Nordmann", text
        found = self.find(words)
        found.Text.insertTextContent(found, note, False)

    def footnote(self, words, text):
        note = self.document.createInstance("com.sun.star.text.Footnote")
        end = self.paragraph(words)
        end.Text.insertTextContent(end.End, note, False)
        note.String = text

    def picture(self, words):
        provider = service(self.context, "com.sun.star.graphic.GraphicProvider")
        picture = self.document.createInstance("com.sun.star.text.TextGraphicObject")
        picture.Graphic = provider.queryGraphic((value("URL", PICTURE.as_uri()),))
        end = self.paragraph(words)
        end.Text.insertTextContent(end.End, picture, False)


def around(found):
    """A cursor over the paragraph of a text range."""
    cursor = found.Text.createTextCursorByRange(found.Start)
    cursor.gotoStartOfParagraph(False)
    cursor.gotoEndOfParagraph(True)
    return cursor


def row_of(cell):
    """The row's index in a name such as "B6"."""
    return int(cell.CellName.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1
