/* A block copied from Excel or WPS is laid into the sheet from the current cell on. */
import { lay, placeOf } from "./sheet/block.js";
import { cellsOf } from "./sheet/clipboard.js";
import { isShort, say, wordsOf } from "./sheet/said.js";
import { note, settle, tell } from "./sheet/undo.js";

/** The cell that a paste is meant for: a list that has the focus does not get the event itself. */
function cellFor(event) {
  const at = event.target instanceof Element && event.target.matches(".cell") ? event.target : document.activeElement;
  return at?.matches("[data-grid] .cell") ? at : null;
}

function isBlock(box, text) {
  return box.tagName === "SELECT" || /[\t\n]/.test(text.replace(/\r?\n$/, ""));
}

/** Lays a block, keeps the step for undoing, and returns what came of it. */
function put(grid, place, block) {
  settle();
  const done = lay(grid, place, block);
  note(grid, done.changes);
  tell(done.changes.map(({ box }) => box));
  return done;
}

document.addEventListener("paste", (event) => {
  const box = cellFor(event);
  const text = event.clipboardData?.getData("text") ?? "";
  if (!box || !text || !isBlock(box, text)) return;
  event.preventDefault();
  const grid = box.closest("[data-grid]");
  const done = put(grid, placeOf(grid, box), cellsOf(text));
  const rest = done.rest.length ? `表格行数不够，有 ${done.rest.length} 行没有粘贴，请先加行。` : "";
  say(grid, wordsOf(done) + rest, isShort(done));
});
