// What a person does in a document, carried out in OnlyOffice's own engine. Words are found as they
// stand. The same vocabulary as drive_libreoffice.py; drive_onlyoffice.py calls `edit(steps)`.

function edit(steps, pictureFile) {
  const document = Api.GetDocument();

  const bodyParagraphs = () => {
    const found = [];
    for (let n = 0; n < document.GetElementsCount(); n += 1) {
      const element = document.GetElement(n);
      const paragraphs = element.GetAllCells
        ? element.GetAllCells().flatMap((cell) => cell.GetContent().GetAllParagraphs())
        : [element];
      found.push(...paragraphs.map((paragraph) => paragraph.GetInternalId()));
    }
    return found;
  };
  // In the body only, and from the top: Search knows headers too, and copies come last in it.
  const all = (words) => {
    const order = bodyParagraphs();
    return document
      .Search(words, true)
      .map((range) => [order.indexOf(range.GetParagraph(0).GetInternalId()), range])
      .filter(([at]) => at >= 0)
      .sort(([one], [other]) => one - other)
      .map(([, range]) => range);
  };
  const find = (words, nth = 1) => {
    const found = all(words)[nth - 1];
    if (!found) throw new Error(`not found: ${words}`);
    return found;
  };
  const paragraph = (words, nth = 1) => {
    const withWords = all(words).map((range) => range.GetParagraph(0));
    const alone = withWords.filter((found) => found.GetText().trim() === words);
    const chosen = (alone.length ? alone : withWords)[nth - 1];
    if (!chosen) throw new Error(`not found: ${words}`);
    return chosen;
  };
  const textOf = (cell) => cell.GetContent().GetRange().GetText().trim();
  const type = (text) => document.EnterText(text);
  const stretch = (words, last, nth = 1) =>
    last ? find(words, nth).ExpandTo(find(last, nth)) : find(words, nth);
  const behind = (words, nth) => {
    find(words, nth).Select();
    document.MoveCursorRight(1, false);
  };
  const controlOf = (words) =>
    document.GetAllContentControls().find((c) => c.GetRange().GetText().includes(words));
  const tableWith = (header) => {
    const matches = (table) =>
      header.every((word, column) => textOf(table.GetCell(0, column)) === word);
    const wide = (table) => table.GetRow(0).GetCellsCount() >= header.length;
    const found = document.GetAllTables().find((table) => wide(table) && matches(table));
    if (!found) throw new Error(`no table: ${header}`);
    return found;
  };
  const typeIn = (cell, text) => {
    cell.GetContent().GetRange().Delete();
    cell.GetContent().GetElement(0).MoveCursorToStart();
    if (text) type(text);
  };
  const look = (target, style, bold) => {
    target.SetStyle(document.GetStyle(style));
    if (bold) target.SetBold(true);
  };

  const hand = {
    type_over({ words, text, last, nth }) {
      stretch(words, last, nth).Select();
      type(text);
    },
    delete_words({ words, last, nth }) {
      stretch(words, last, nth).Delete();
    },
    type_at_end({ words, text }) {
      paragraph(words).MoveCursorToEnd();
      type(text);
    },
    type_at_start({ words, text }) {
      paragraph(words).MoveCursorToStart();
      type(text);
    },
    type_over_paragraph({ words, text }) {
      paragraph(words).GetRange().Select();
      type(text);
    },
    delete_control({ words }) {
      const control = controlOf(words);
      if (control) control.Delete(false);
      else find(words).Delete();
    },
    clear_label({ words, label }) {
      const own = paragraph(words);
      const cell = own.GetParentTableCell();
      if (cell) cell.GetParentRow().GetCell(0).GetContent().GetRange().Delete();
      else own.Search(label, true)[0].Delete();
    },
    type_in_label({ words, text }) {
      typeIn(paragraph(words).GetParentTableCell().GetParentRow().GetCell(0), text);
    },
    enter_and_type({ words, text, nth }) {
      behind(words, nth);
      document.InsertParagraphBreak();
      type(text);
    },
    break_and_type({ words, text }) {
      behind(words);
      document.GetCurrentRun().AddLineBreak();
      document.MoveCursorRight(1, false);
      type(text);
    },
    new_paragraph({ below, text, style, bold }) {
      paragraph(below).MoveCursorToEnd();
      document.InsertParagraphBreak();
      look(document.GetCurrentParagraph(), style, false);
      type(text);
      if (bold) paragraph(text).SetBold(true);
    },
    restyle({ words, style, bold }) {
      look(paragraph(words), style, bold);
    },
    delete_line({ words }) {
      const cell = paragraph(words).GetParentTableCell();
      if (cell) cell.GetParentRow().Remove();
      else paragraph(words).Delete();
    },
    page_break({ above }) {
      paragraph(above).SetPageBreakBefore(true);
    },
    copy_lines({ words, count, above, above_nth }) {
      const from = paragraph(words).GetPosInParent();
      const to = paragraph(above, above_nth).GetPosInParent();
      const copies = [];
      for (let n = 0; n < count; n += 1) copies.push(document.GetElement(from + n).Copy());
      copies.forEach((copy, n) => document.AddElement(to + n, copy));
    },
    move_lines({ words, count, above }) {
      const from = paragraph(words).GetPosInParent();
      const lines = [];
      for (let n = 0; n < count; n += 1) lines.push(document.GetElement(from + n).Copy());
      for (let n = 0; n < count; n += 1) document.RemoveElement(from);
      const to = paragraph(above).GetPosInParent();
      lines.forEach((line, n) => document.AddElement(to + n, line));
    },
    delete_lines({ words, count }) {
      const from = paragraph(words).GetPosInParent();
      for (let n = 0; n < count; n += 1) document.RemoveElement(from);
    },
    add_row({ header, at, cells }) {
      const table = tableWith(header);
      table.AddRow(table.GetCell(at - 1, 0), false);
      cells.forEach((text, column) => typeIn(table.GetCell(at, column), text));
    },
    delete_row({ header, at }) {
      tableWith(header).GetRow(at).Remove();
    },
    add_column({ header, at, cells }) {
      const table = tableWith(header);
      table.AddColumn(table.GetCell(0, at - 1), false);
      cells.forEach((text, row) => typeIn(table.GetCell(row, at), text));
    },
    delete_column({ header, column }) {
      const table = tableWith(header);
      table.RemoveColumn(table.GetCell(0, column));
    },
    type_over_cell({ header, at, column, text }) {
      typeIn(tableWith(header).GetCell(at, column), text);
    },
    type_over_cell_of({ words, text }) {
      typeIn(paragraph(words).GetParentTableCell(), text);
    },
    copy_cell({ words, over }) {
      const copy = paragraph(words).Copy();
      const content = paragraph(over).GetParentTableCell().GetContent();
      content.RemoveAllElements();
      content.AddElement(0, copy);
      if (content.GetElementsCount() > 1) content.RemoveElement(content.GetElementsCount() - 1);
    },
    merge_cells({ header, at, first, last }) {
      const table = tableWith(header);
      const cells = [];
      for (let column = first; column <= last; column += 1) cells.push(table.GetCell(at, column));
      table.MergeCells(cells);
    },
    track({ on }) {
      document.SetTrackRevisions(on);
    },
    comment({ words, text }) {
      find(words).AddComment(text, "Kari Nordmann");
    },
    footnote({ words, text }) {
      paragraph(words).MoveCursorToEnd();
      document.AddFootnote();
      type(text);
    },
    picture({ words }) {
      paragraph(words).AddDrawing(Api.CreateImage(pictureFile, 360000, 360000));
    },
  };

  for (const step of steps) {
    try {
      hand[step.do](step);
    } catch (error) {
      return `${JSON.stringify(step)}: ${error}`;
    }
  }
  return "";
}
