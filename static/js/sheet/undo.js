/* Ctrl+Z in a sheet takes back step by step, Ctrl+Y or Ctrl+Shift+Z does it again: what was typed in a cell is a step,
   a block that was pasted is one. While one types in a box, undoing is the box's own. */
import { separated } from "../numbers.js";
import { say } from "./said.js";

const MOST_STEPS = 200;

/* A step: { grid, changes: [{ box, before, after, isTheirs }] }. */
const done = [];
const undone = [];

/* The cell that somebody is in: its text as shown before, as it is to be typed over, and how often the box undid. */
let inside = null;

function cellOf(target) {
  return target instanceof Element && target.matches("[data-grid] .cell") ? target : null;
}

/** Notes a step that was made; what had been undone is over. */
export function note(grid, changes) {
  if (changes.some(({ box }) => box === inside?.box)) look(inside.box);
  const real = changes.filter(({ before, after }) => before !== after);
  if (!real.length) return;
  done.push({ grid, changes: real });
  done.splice(0, done.length - MOST_STEPS);
  undone.length = 0;
}

/** Makes a step of what was typed in the cell that somebody is in. */
export function settle() {
  if (!inside || inside.box.value === inside.entry) return;
  const { box, shown } = inside;
  note(box.closest("[data-grid]"), [{ box, before: shown, after: box.value }]);
}

function look(box) {
  inside = { box, shown: box.value, entry: box.value, undoneHere: 0 };
}

/** Tells the page that boxes have other texts now. */
export function tell(boxes) {
  boxes.forEach((box) => box.dispatchEvent(new Event("change", { bubbles: true })));
}

function write(box, text) {
  box.value = "num" in box.dataset ? separated(text) : text;
}

function goTo(box) {
  if (box === document.activeElement) look(box);
  else box.dispatchEvent(new Event("go", { bubbles: true }));
}

function step(from, to, side, words) {
  const one = from.pop();
  if (!one) return;
  to.push(one);
  const ours = one.changes.filter(({ box, isTheirs }) => box.isConnected && !isTheirs);
  ours.forEach((change) => write(change.box, change[side]));
  tell(ours.map(({ box }) => box));
  const left = one.changes.length - ours.length;
  say(one.grid, `${words[0]} ${ours.length} 格，${words[1]}${left ? `有 ${left} 格已被别人改过或删去，没有动。` : ""}`, left > 0);
  if (ours.length) goTo(ours[0].box);
}

/** What a key asks for: undo, redo or nothing. */
function askedBy(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return "";
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" && !event.shiftKey ? "redo" : "";
}

/** Whether the box itself still has something to undo or redo of what was just typed. */
function isBoxes(asked) {
  if (!inside || inside.box.tagName === "SELECT") return false;
  return asked === "undo" ? inside.box.value !== inside.entry : inside.undoneHere > 0;
}

document.addEventListener("keydown", (event) => {
  const asked = askedBy(event);
  const isHere = event.target instanceof Element && event.target.closest("[data-grid] .cell, .grid-said");
  if (!asked || !isHere || isBoxes(asked)) return;
  event.preventDefault();
  settle();
  if (asked === "undo") step(done, undone, "before", ["已撤销", "按 Ctrl+Y 可恢复。"]);
  else step(undone, done, "after", ["已恢复", "按 Ctrl+Z 可撤销。"]);
});

/* Before numbers.js takes the separators off: this is the text that undoing brings back. */
document.addEventListener(
  "focusin",
  (event) => {
    const box = cellOf(event.target);
    if (box) look(box);
  },
  true,
);
/* The address of the page may have led to a cell already. */
if (cellOf(document.activeElement)) look(document.activeElement);
document.addEventListener("focusin", (event) => {
  if (inside?.box === event.target) inside.entry = inside.box.value;
});

/* After numbers.js put the separators on. */
document.addEventListener("focusout", (event) => {
  if (inside?.box !== event.target) return;
  const { box, shown } = inside;
  note(box.closest("[data-grid]"), [{ box, before: shown, after: box.value }]);
  inside = null;
});

document.addEventListener("change", (event) => {
  if (event.isTrusted && event.target.tagName === "SELECT" && inside?.box === event.target) settle();
});

document.addEventListener("input", (event) => {
  if (!event.isTrusted || inside?.box !== event.target) return;
  const by = { historyUndo: 1, historyRedo: -1 }[event.inputType];
  inside.undoneHere = by ? inside.undoneHere + by : 0;
});

/* What somebody else saved since is not ours to take back. */
document.addEventListener("theirs", (event) => {
  [...done, ...undone].flatMap(({ changes }) => changes).forEach((change) => {
    if (change.box === event.target) change.isTheirs = true;
  });
});
