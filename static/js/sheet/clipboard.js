/* What Excel and WPS put on the clipboard: rows of cells. */

/* A quoted cell may hold tabs, line ends and doubled quotes; a quote that nothing closes is a sign like others. */
const CELL = /"([^"]*(?:""[^"]*)*)"(?=\t|\n|$)|([^\t\n]*)/y;

/** Rows of cells out of clipboard text. */
export function cellsOf(text) {
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  const rows = [[]];
  for (CELL.lastIndex = 0; ; CELL.lastIndex += 1) {
    const [, quoted, bare] = CELL.exec(source);
    rows.at(-1).push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    const end = source[CELL.lastIndex];
    if (end === undefined) return rows;
    if (end === "\n") rows.push([]);
  }
}
