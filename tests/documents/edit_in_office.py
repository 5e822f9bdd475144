"""Edit a protocol as a person would, in a LibreOffice of our own. Runs on Debian's Python.

``python3 edit_in_office.py in.docx out.docx folder``: writes the place over its field, types
the time into its field, adds a row to the attendance, writes a paragraph under a heading, saves.
"""

import subprocess
import sys
import time
import uuid
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def main(source, target, folder):
    pipe = f"kjoreplan-{uuid.uuid4().hex}"
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless",
         "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"]
    )  # fmt: skip
    try:
        desktop = connect(pipe)
        document = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, [hidden()])
        write_cell(document, "Sted", "Skolen, rom 4")
        type_into_field(document, "kl. 18.00–20.30", "kl. 19.00–21.00")
        add_row(document, "Navn", ["Ny Nordmann", "2. vara", "Møtt", "kom kl. 19"])
        write_below(document, "Eventuelt", "Kaffe neste gang.")
        document.storeToURL(Path(target).as_uri(), [value("FilterName", "MS Word 2007 XML")])
        document.close(True)
        desktop.terminate()
        office.wait(30)
    finally:
        office.kill()


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(300):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.2)
        else:
            return context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
    raise SystemExit("LibreOffice did not answer.")


def value(name, content):
    pair = PropertyValue()
    pair.Name, pair.Value = name, content
    return pair


def hidden():
    return value("Hidden", True)


def tables(document):
    return [document.TextTables.getByIndex(n) for n in range(document.TextTables.Count)]


def write_cell(document, label, text):
    """Select all in the cell beside a label, and type."""
    for table in tables(document):
        for row in range(table.Rows.Count):
            if table.getCellByPosition(0, row).String == label:
                cell = table.getCellByPosition(1, row)
                cursor = cell.createTextCursor()
                cursor.gotoEnd(True)
                cell.insertString(cursor, text, True)
                return
    raise SystemExit(f"No cell {label}.")


def type_into_field(document, old, new):
    """Change the text of a field where it stands, as typing in it does."""
    fields = document.TextFields.createEnumeration()
    while fields.hasMoreElements():
        field = fields.nextElement()
        if getattr(field, "Content", None) == old:
            field.Content = new
            field.update()
            return
    raise SystemExit(f"No field {old}.")


def add_row(document, header, texts):
    for table in tables(document):
        if table.getCellByPosition(0, 0).String == header:
            table.Rows.insertByIndex(table.Rows.Count, 1)
            for column, text in enumerate(texts):
                table.getCellByPosition(column, table.Rows.Count - 1).String = text
            return
    raise SystemExit(f"No table {header}.")


def write_below(document, heading, text):
    """A new paragraph after the first one below a heading."""
    paragraphs = document.Text.createEnumeration()
    found = False
    while paragraphs.hasMoreElements():
        paragraph = paragraphs.nextElement()
        if found:
            document.Text.insertControlCharacter(paragraph.End, 0, False)
            document.Text.insertString(paragraph.End, text, False)
            return
        found = (
            paragraph.supportsService("com.sun.star.text.Paragraph") and paragraph.String == heading
        )
    raise SystemExit(f"No heading {heading}.")


main(*sys.argv[1:])
