/* What closed pages left on this computer. */
import { openOf, whenOpen } from "./pages.js";
import * as store from "./store.js";

function wordsOf({ at, status, text }) {
  return JSON.stringify([at, status, text]);
}

/** The copies of a filing whose page is closed, oldest first; of equal ones the last, the others are forgotten. */
export async function leftOf(person, filing) {
  const copies = await store.copiesOf(person, filing);
  const open = await openOf(Array.from(new Set(copies.map((entry) => entry.page))));
  const closed = copies.filter((entry) => !open.has(entry.page));
  const last = new Map(closed.map((entry) => [wordsOf(entry), entry]));
  closed.filter((entry) => last.get(wordsOf(entry)) !== entry).forEach(store.forget);
  return Array.from(last.values()).sort((one, other) => one.typed - other.typed);
}

/** Takes the lines (data-page) of a page that answers late, and is open after all, out of a panel. */
export function withdrawOpen(panel) {
  whenOpen((name) => {
    const lines = Array.from(panel.querySelector("[data-list]").children);
    const others = lines.filter((line) => line.dataset.page !== name);
    if (others.length === lines.length) return;
    panel.querySelector("[data-list]").replaceChildren(...others);
    panel.hidden = !others.length;
  });
}
