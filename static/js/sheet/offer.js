/* A block with more lines than the sheet has rows: the rows that are lacking are offered, and the rest is laid in them. */
import { randomName } from "../autosave/wire.js";

function canGrow(grid) {
  return "add" in grid.dataset && Boolean(grid.closest("form[data-autosave]"));
}

/** How many of `wanted` rows may still be added to a sheet; none where the page adds none by itself. */
export function roomIn(grid, wanted) {
  if (!canGrow(grid)) return 0;
  return Math.max(0, Math.min(wanted, Number(grid.dataset.most) - grid.querySelectorAll("tbody tr").length));
}

/** What is said of the lines that have no row, `count` of which can be added. */
export function restWords(grid, rest, count) {
  if (!rest) return "";
  const lost = rest - count;
  if (!canGrow(grid)) return `表格行数不够，有 ${rest} 行没有粘贴。`;
  const most = lost ? `这张表最多 ${grid.dataset.most} 行，有 ${lost} 行放不下，没有粘贴。` : "";
  return count ? `还有 ${count} 行没有行可放。${most}` : most;
}

function button(text, look, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `btn btn-sm ${look}`;
  made.textContent = text;
  made.addEventListener("click", press);
  return made;
}

/** Two buttons: adds `count` rows and calls `then` with { row } or { reason }; or calls `not`. */
export function buttonsFor(grid, count, then, not) {
  const once = randomName(); /* pressed again after a lost answer, the same rows */
  let isBusy = false;
  const add = button(`加 ${count} 行并粘贴`, "btn-outline-primary", () => {
    if (isBusy) return;
    isBusy = true;
    add.setAttribute("aria-disabled", "true");
    add.textContent = "正在加行…";
    const tell = (answer) => {
      isBusy = false;
      add.removeAttribute("aria-disabled");
      add.textContent = `加 ${count} 行并粘贴`;
      then(answer);
    };
    document.dispatchEvent(new CustomEvent("more-rows", { detail: { table: grid.dataset.add, count, once, tell } }));
  });
  const buttons = [add, button("不加", "btn-light", not)];
  buttons.forEach((each) => {
    each.addEventListener("keydown", (event) => {
      if (event.key === "Escape") not();
    });
  });
  return buttons;
}
