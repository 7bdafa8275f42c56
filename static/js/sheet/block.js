/* A block of texts laid over the cells of a sheet as they are seen: a computed column takes its place in the block too. */
import { separated } from "../numbers.js";

/** The rows of a sheet. */
export function rowsOf(grid) {
  return Array.from(grid.querySelectorAll("tbody tr"));
}

/** The cells of a row without the buttons at its end. */
function cellsIn(row) {
  const cells = Array.from(row.cells);
  while (cells.at(-1)?.matches(".rn")) cells.pop();
  return cells;
}

function boxIn(cell) {
  return cell?.querySelector(".cell") ?? null;
}

/** [row, cell] of a box, counted as they are seen. */
export function placeOf(grid, box) {
  const row = box.closest("tr");
  return [rowsOf(grid).indexOf(row), cellsIn(row).indexOf(box.closest("td"))];
}

/** A text as a box takes it: a box of one line holds neither line ends nor tabs. */
function fitting(box, text) {
  const whole = box.tagName === "TEXTAREA" ? text.trim() : text.trim().replace(/\s*[\t\n]\s*/g, " ");
  return "num" in box.dataset ? separated(whole) : whole;
}

/** What a text becomes in a box: { value }, or { why } it cannot stand there. */
function taken(box, text) {
  if (box.readOnly || box.disabled) return { why: "locked" };
  if (box.tagName !== "SELECT") return { value: fitting(box, text) };
  const wanted = text.trim();
  const option = Array.from(box.options).find((each) => each.value === wanted || each.text.trim() === wanted);
  return option ? { value: option.value } : { why: "unlisted" };
}

/** Lays one text on one cell, and notes in `done` what came of it. */
function layCell(cell, text, done) {
  const box = boxIn(cell);
  const isEmpty = !text.trim();
  if (!box) {
    if (!isEmpty) done[cell ? "computed" : "outside"] += 1;
    return;
  }
  const { value, why } = taken(box, text);
  if (why && !isEmpty) done[why].push({ box, text: text.trim() });
  if (why || isEmpty && box.value === "") return;
  done.changes.push({ box, before: box.value, after: value });
  box.value = value;
}

/** Whether anything stands in a line of a block. */
function says(line) {
  return line.some((text) => text.trim());
}

/**
 * Lays a block from [top, left] on. Returns what it changed ({ box, before, after }), the boxes that took nothing
 * (locked; unlisted: not among the choices), how many texts fell on computed cells and outside the columns, and `rest`:
 * the lines for which there are no rows.
 */
export function lay(grid, [top, left], block) {
  const done = { changes: [], locked: [], unlisted: [], computed: 0, outside: 0, rest: [] };
  const rows = rowsOf(grid);
  const room = Math.max(0, rows.length - top);
  block.slice(0, room).forEach((line, down) => {
    const cells = cellsIn(rows[top + down]);
    line.forEach((text, across) => layCell(cells[left + across], text, done));
  });
  done.rest = block.slice(room, block.findLastIndex(says) + 1);
  return done;
}
