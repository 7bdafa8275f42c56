/* Tables in [data-grid]: Enter and the arrow keys move between .cell boxes as in a spreadsheet. */
import { nearTo } from "./sight.js";

function boxesOf(row) {
  return Array.from(row.querySelectorAll(".cell"));
}

/** The box in the nearest row that has this column, going down or up. */
function vertical(row, column, next) {
  for (let at = row[next]; at; at = at[next]) {
    const box = boxesOf(at)[column];
    if (box) return box;
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

function target(row, box, key) {
  const boxes = boxesOf(row);
  const column = boxes.indexOf(box);
  const isList = box.tagName === "SELECT";
  if (key === "Enter") return vertical(row, column, "nextElementSibling");
  if (key === "ArrowDown" && !isList && onLastLine(box)) return vertical(row, column, "nextElementSibling");
  if (key === "ArrowUp" && !isList && onFirstLine(box)) return vertical(row, column, "previousElementSibling");
  if (key === "ArrowLeft" && (isList || atStart(box))) return boxes[column - 1];
  if (key === "ArrowRight" && (isList || atEnd(box))) return boxes[column + 1];
  return null;
}

/** As in a spreadsheet, what stands in a cell is selected when one comes to it. */
function enter(box) {
  nearTo(box);
  box.focus();
  if (box.tagName !== "SELECT") box.select();
}

document.addEventListener("keydown", (event) => {
  const box = event.target;
  const grid = box instanceof Element && box.matches(".cell") ? box.closest("[data-grid]") : null;
  /* While a Chinese input method is open, Enter and the arrows belong to it. */
  if (!grid || event.isComposing || event.keyCode === 229) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const row = box.closest("tbody tr");
  const next = row && target(row, box, event.key);
  if (next) enter(next);
  /* Enter in a sheet never sends the form. */
  if (next || event.key === "Enter") event.preventDefault();
});

/* Another part of the page leads to a cell, as undoing does. */
document.addEventListener("go", (event) => enter(event.target));
