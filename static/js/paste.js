/* A block copied from Excel or WPS is laid into the sheet from the current cell on; Ctrl+Z takes it back as a whole. */
import { placeOf, rowsOf } from "./grid.js";
import { separated } from "./numbers.js";

/** Rows of cells out of clipboard text; a quoted cell may hold tabs and line breaks. */
export function cellsOf(text) {
  const rows = [[""]];
  let quoted = false;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < source.length; at += 1) {
    const sign = source[at];
    const row = rows[rows.length - 1];
    const last = row.length - 1;
    if (quoted && sign === '"' && source[at + 1] === '"') {
      row[last] += '"';
      at += 1;
    } else if (sign === '"' && (quoted || row[last] === "")) quoted = !quoted;
    else if (!quoted && sign === "\t") row.push("");
    else if (!quoted && sign === "\n") rows.push([""]);
    else row[last] += sign;
  }
  return rows;
}

/** Puts a text into a box; in a list only what it offers. Returns whether it fitted. */
function fill(box, text) {
  if (box.readOnly || box.disabled) return false;
  if (box.tagName !== "SELECT") {
    box.value = "num" in box.dataset ? separated(text.trim()) : text.trim();
    return true;
  }
  const wanted = text.trim();
  const option = Array.from(box.options).find((each) => each.text.trim() === wanted || each.value === wanted);
  if (option) box.value = option.value;
  return Boolean(option);
}

function tell(box, inputType) {
  box.dispatchEvent(new InputEvent("input", { bubbles: true, inputType }));
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Says under the sheet what happened. */
function say(grid, text, trouble) {
  let line = grid.parentElement.querySelector(":scope > .grid-said");
  if (!line) {
    line = document.createElement("p");
    line.setAttribute("role", "status");
    grid.after(line);
  }
  line.className = `grid-said field-msg ${trouble ? "ask" : ""}`;
  line.textContent = text;
}

function lay(rows, [top, left], block) {
  const done = { filled: [], refused: 0, lostRows: 0, lostColumns: 0 };
  block.forEach((line, down) => {
    const row = rows[top + down];
    if (!row) {
      done.lostRows += 1;
      return;
    }
    done.lostColumns = Math.max(done.lostColumns, left + line.length - row.length);
    line.forEach((text, across) => {
      const box = row[left + across];
      if (!box) return;
      const before = box.value;
      if (!fill(box, text)) done.refused += 1;
      else done.filled.push({ box, before });
    });
  });
  return done;
}

function report(done) {
  const parts = [`已粘贴 ${done.filled.length} 格，按 Ctrl+Z 可撤销。`];
  if (done.lostRows) parts.push(`表格行数不够，有 ${done.lostRows} 行没有粘贴，请先加行。`);
  if (done.lostColumns > 0) parts.push(`有 ${done.lostColumns} 列超出表格，没有粘贴。`);
  if (done.refused) parts.push(`有 ${done.refused} 格不能填写或不在选项中，没有粘贴。`);
  return parts.join("");
}

let latest = null;

document.addEventListener("paste", (event) => {
  const box = event.target;
  const grid = box instanceof Element && box.matches(".cell") ? box.closest("[data-grid]") : null;
  const text = event.clipboardData ? event.clipboardData.getData("text") : "";
  if (!grid || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
  const rows = rowsOf(grid);
  const place = placeOf(rows, box);
  if (!place) return;
  event.preventDefault();
  const done = lay(rows, place, cellsOf(text));
  done.filled.forEach((each) => tell(each.box, "insertFromPaste"));
  latest = { grid, filled: done.filled };
  say(grid, report(done), done.lostRows || done.lostColumns > 0 || done.refused);
});

document.addEventListener("keydown", (event) => {
  if (!latest || event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
  if (!latest.grid.contains(event.target)) return;
  event.preventDefault();
  latest.filled.forEach(({ box, before }) => {
    box.value = before;
    tell(box, "historyUndo");
  });
  say(latest.grid, "已撤销粘贴。", false);
  latest = null;
});

/* Typing after a paste: Ctrl+Z is again the box's own. */
document.addEventListener("input", (event) => {
  if (latest && event.inputType !== "insertFromPaste" && event.isTrusted) latest = null;
});
