/* Tables in the text form: `| … | … |` is a row, `<` and `^` are places that a cell to the left or above lies over. The
   same as rubrics/scoring/narrative/text_tables.py. */
import { TableMap } from "prosemirror-tables";
import { schema } from "./schema.js";
import { trim } from "./signs.js";

const STOP = /\\\/|\\.|\{\{[^{}\\]*\}\}|\|/gsu;
const NEW_LINE = "\\/";
const LEFT = "<";
const ABOVE = "^";

export function isRow(line) {
  return line.startsWith("|");
}

function cellsOf(line) {
  const found = [];
  let at = 1;
  for (const stop of line.slice(1).matchAll(STOP)) {
    if (stop[0] !== "|") continue;
    found.push(trim(line.slice(at, stop.index + 1)));
    at = stop.index + 2;
  }
  if (trim(line.slice(at)) || !found.length) found.push(trim(line.slice(at)));
  return found;
}

/** The lines of a cell, empty ones too. */
function linesOf(text) {
  const found = [];
  let at = 0;
  for (const stop of text.matchAll(STOP)) {
    if (stop[0] !== NEW_LINE) continue;
    found.push(trim(text.slice(at, stop.index)));
    at = stop.index + NEW_LINE.length;
  }
  return [...found, trim(text.slice(at))];
}

/** For every place where its cell begins, as "row,column"; null when a sign points out of the table. */
function ownersOf(rows, width) {
  const owners = [];
  for (const [row, cells] of rows.entries()) {
    owners.push([]);
    for (let column = 0; column < width; column += 1) {
      const sign = cells[column] ?? "";
      if (sign === LEFT && column) owners[row].push(owners[row][column - 1]);
      else if (sign === ABOVE && row) owners[row].push(owners[row - 1][column]);
      else if (sign === LEFT || sign === ABOVE) return null;
      else owners[row].push(`${row},${column}`);
    }
  }
  return owners;
}

/** Place -> { colspan, rowspan }; null when the places of a cell are no rectangle. */
function spansOf(owners) {
  const spans = new Map();
  owners.forEach((line, row) =>
    line.forEach((owner, column) => {
      const [top, left] = owner.split(",").map(Number);
      const span = spans.get(owner) ?? { top, left, rowspan: 0, colspan: 0, places: 0, isOff: false };
      span.rowspan = Math.max(span.rowspan, row - top + 1);
      span.colspan = Math.max(span.colspan, column - left + 1);
      span.isOff ||= row < top || column < left;
      span.places += 1;
      spans.set(owner, span);
    }),
  );
  const isRight = Array.from(spans.values()).every((span) => !span.isOff && span.places === span.rowspan * span.colspan);
  return isRight ? spans : null;
}

/** The table that neighbouring lines write, or null; `inlines` reads a line of a cell. */
export function readTable(lines, inlines) {
  const rows = lines.map(cellsOf);
  const width = Math.max(...rows.map((row) => row.length));
  const owners = ownersOf(rows, width);
  const spans = owners && spansOf(owners);
  if (!spans) return null;
  const { table, table_row: line, table_cell: cell, paragraph } = schema.nodes;
  const made = rows.map((row, at) => {
    const begun = owners[at].flatMap((owner, column) => (owner === `${at},${column}` ? [[column, spans.get(owner)]] : []));
    const cells = begun.map(([column, { colspan, rowspan }]) => {
      const inside = linesOf(row[column] ?? "").map((text) => paragraph.create(null, inlines(text)));
      const said = inside.filter((one) => one.content.size);
      return cell.create({ colspan, rowspan }, said.length ? said : paragraph.create());
    });
    return line.create(null, cells);
  });
  return table.create(null, made);
}

function safe(text) {
  const barless = text.replace(STOP, (sign) => (sign === "|" ? "\\|" : sign));
  return barless === LEFT || barless === ABOVE ? `\\${barless}` : barless;
}

/** What stands in a cell; an empty line of it says nothing and is left out. */
function bodyOf(cell, written) {
  const texts = [];
  cell.forEach((line) => texts.push(written(line)));
  return safe(texts.filter(Boolean).join(` ${NEW_LINE} `));
}

/** The lines of a table; `written` writes a line of a cell. */
export function writeTable(table, written) {
  const { map, width, height } = TableMap.get(table);
  const lines = [];
  for (let row = 0; row < height; row += 1) {
    const texts = [];
    for (let column = 0; column < width; column += 1) {
      const at = map[row * width + column];
      if (column && map[row * width + column - 1] === at) texts.push(row && map[(row - 1) * width + column] === at ? ABOVE : LEFT);
      else if (row && map[(row - 1) * width + column] === at) texts.push(ABOVE);
      else texts.push(bodyOf(table.nodeAt(at), written));
    }
    lines.push(`| ${texts.join(" | ")} |`);
  }
  return lines.join("\n");
}
