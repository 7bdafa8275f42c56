/* Tables in [data-grid]: Enter and the arrow keys move between .cell boxes as in a spreadsheet. */

/** The rows of boxes of the grid that an element stands in. */
export function rowsOf(grid) {
  return Array.from(grid.querySelectorAll("tbody tr"), (row) => Array.from(row.querySelectorAll(".cell")));
}

/** [row, column] of a box in the rows, or null. */
export function placeOf(rows, box) {
  const row = rows.findIndex((cells) => cells.includes(box));
  return row < 0 ? null : [row, rows[row].indexOf(box)];
}

/** The box in the nearest row that has this column, going down (1) or up (-1). */
function vertical(rows, [row, column], step) {
  for (let at = row + step; at >= 0 && at < rows.length; at += step) {
    if (rows[at][column]) return rows[at][column];
  }
  return null;
}

function atStart(box) {
  return box.selectionStart === 0;
}

function atEnd(box) {
  return box.selectionEnd === box.value.length;
}

function onFirstLine(box) {
  return box.tagName !== "TEXTAREA" || !box.value.slice(0, box.selectionStart).includes("\n");
}

function onLastLine(box) {
  return box.tagName !== "TEXTAREA" || !box.value.slice(box.selectionEnd).includes("\n");
}

function target(rows, place, box, key) {
  const [row, column] = place;
  const isList = box.tagName === "SELECT";
  if (key === "Enter") return vertical(rows, place, 1);
  if (key === "ArrowDown" && !isList && onLastLine(box)) return vertical(rows, place, 1);
  if (key === "ArrowUp" && !isList && onFirstLine(box)) return vertical(rows, place, -1);
  if (key === "ArrowLeft" && (isList || atStart(box))) return rows[row][column - 1];
  if (key === "ArrowRight" && (isList || atEnd(box))) return rows[row][column + 1];
  return null;
}

/** As in a spreadsheet, what stands in a cell is selected when one comes to it. */
function enter(box) {
  box.focus();
  if (box.tagName !== "SELECT") box.select();
}

document.addEventListener("keydown", (event) => {
  const box = event.target;
  const grid = box instanceof Element && box.matches(".cell") ? box.closest("[data-grid]") : null;
  /* While a Chinese input method is open, Enter and the arrows belong to it. */
  if (!grid || event.isComposing || event.keyCode === 229) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const rows = rowsOf(grid);
  const place = placeOf(rows, box);
  const next = place && target(rows, place, box, event.key);
  if (next) enter(next);
  /* Enter in a sheet never sends the form. */
  if (next || event.key === "Enter") event.preventDefault();
});
