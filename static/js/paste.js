/* A block copied from Excel or WPS is laid into the sheet from the current cell on. */
import { lay, placeOf, rowsOf } from "./sheet/block.js";
import { cellsOf } from "./sheet/clipboard.js";
import { buttonsFor, restWords, roomIn } from "./sheet/offer.js";
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

/** Offers the rows that are lacking, with the keyboard on the offer; where none can be added, says so. */
function offerRows(grid, box, left, done) {
  const { rest } = done;
  const count = roomIn(grid, rest.length);
  const words = wordsOf(done);
  if (!count) {
    say(grid, words + restWords(grid, rest.length, 0), isShort(done));
    return;
  }
  const not = () => {
    say(grid, `${words}有 ${rest.length} 行没有粘贴。`, true);
    box.focus();
  };
  const buttons = buttonsFor(grid, count, answered, not);
  const ask = (more) => {
    say(grid, words + more + restWords(grid, rest.length, count), true, ...buttons);
    buttons[0].focus({ preventScroll: true });
  };
  function answered({ row, reason }) {
    if (!row) {
      ask(`${reason} `);
      return;
    }
    const further = put(grid, [rowsOf(grid).indexOf(row), left], rest.slice(0, count));
    further.rest = rest.slice(count);
    say(grid, `已加 ${count} 行。${wordsOf(further)}${restWords(grid, further.rest.length, 0)}`, isShort(further));
    further.changes[0]?.box.dispatchEvent(new Event("go", { bubbles: true }));
  }
  ask("");
}

document.addEventListener("paste", (event) => {
  const box = cellFor(event);
  const text = event.clipboardData?.getData("text") ?? "";
  if (!box || !text || !isBlock(box, text)) return;
  event.preventDefault();
  const grid = box.closest("[data-grid]");
  const place = placeOf(grid, box);
  offerRows(grid, box, place[1], put(grid, place, cellsOf(text)));
});
