/* What is said under a sheet about a paste: how much was laid, what was not, and why. */

const NAMED = 3;

const lines = new WeakMap();

/** The texts that stand nowhere, the first of them by name. */
function named(left) {
  const first = left.slice(0, NAMED).map(({ box, text }) => `${box.getAttribute("aria-label") || "格"}“${text}”`);
  return `${first.join("、")}${left.length > NAMED ? "等" : ""}`;
}

/** A paste in words. */
export function wordsOf(done) {
  const parts = [`已粘贴 ${done.changes.length.toLocaleString("zh-CN")} 格，按 Ctrl+Z 可撤销。`];
  if (done.computed) parts.push(`有 ${done.computed.toLocaleString("zh-CN")} 格由系统计算或固定，不用粘贴，没有放入。`);
  if (done.locked.length) parts.push(`有 ${done.locked.length} 格不能修改，没有粘贴：${named(done.locked)}。`);
  if (done.unlisted.length) parts.push(`有 ${done.unlisted.length} 格不在选项中，没有粘贴：${named(done.unlisted)}。请从下拉框里选。`);
  if (done.outside) parts.push(`有 ${done.outside} 格超出表格的列，没有粘贴。`);
  return parts.join("");
}

/** Whether anything of the block was left out that the person has to look after. */
export function isShort(done) {
  return Boolean(done.locked.length || done.unlisted.length || done.outside || done.rest.length);
}

/** The line under a sheet where it is said, made where there is none; a fresh page leaves it (autosave/fresh.js). */
function lineOf(grid) {
  const line = lines.get(grid) ?? document.createElement("div");
  lines.set(grid, line);
  line.setAttribute("role", "status");
  line.dataset.keep = "";
  if (grid.nextElementSibling !== line) grid.after(line);
  return line;
}

/** Says a text under the sheet, with buttons behind it. */
export function say(grid, text, isTrouble = false, ...buttons) {
  const line = lineOf(grid);
  line.className = `grid-said field-msg ${isTrouble ? "ask" : ""}`;
  const words = document.createElement("span");
  words.textContent = text;
  line.replaceChildren(words, ...buttons);
}

/* Whoever types on has read it; what was left out stays said. */
document.addEventListener("input", (event) => {
  const line = event.isTrusted && lines.get(event.target.closest?.("[data-grid]"));
  if (line && !line.matches(".ask")) line.remove();
});
