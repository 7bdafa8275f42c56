/* Forms with data-guard: 已保存 turns into 未保存 while a box differs from what the server sent, leaving asks, Ctrl+S saves,
   and a second click while a save is under way does nothing. data-guard="unsaved" marks a page sent back with errors. */
import { plain } from "./numbers.js";

const sending = new WeakSet();

function guardOf(element) {
  const form = element instanceof Element ? element.closest("form") || element.form : null;
  return form && "guard" in form.dataset ? form : null;
}

function forms() {
  return Array.from(document.querySelectorAll("form[data-guard]"));
}

function differs(box) {
  if (!box.name || ["hidden", "submit", "button"].includes(box.type)) return false;
  if (box.type === "checkbox" || box.type === "radio") return box.checked !== box.defaultChecked;
  if (box.type === "file") return box.files.length > 0;
  if (box.tagName !== "SELECT") return plain(box.value) !== plain(box.defaultValue);
  const sent = Array.from(box.options).findIndex((option) => option.defaultSelected);
  return box.selectedIndex !== Math.max(sent, 0);
}

/** Makes what stands in the form now what was sent. */
function settle(form) {
  Array.from(form.elements).forEach((box) => {
    if (box.type === "checkbox" || box.type === "radio") box.defaultChecked = box.checked;
    else if (box.tagName === "SELECT") {
      Array.from(box.options).forEach((option) => {
        option.defaultSelected = option.selected;
      });
    } else if ("defaultValue" in box && box.type !== "hidden") box.defaultValue = box.value;
  });
  form.dataset.guard = "";
}

function isDirty(form) {
  return form.dataset.guard === "unsaved" || Array.from(form.elements).some(differs);
}

/** Shows the one mark that holds: saved, unsaved or saving. */
function show(state) {
  ["saved", "unsaved", "saving"].forEach((name) => {
    document.querySelectorAll(`[data-${name}]`).forEach((mark) => {
      mark.hidden = name !== state;
    });
  });
}

function note(event) {
  const form = guardOf(event.target);
  if (form) show(isDirty(form) ? "unsaved" : "saved");
}

document.addEventListener("input", note);
document.addEventListener("change", note);

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
  const form = guardOf(document.activeElement) || forms()[0];
  if (!form) return;
  event.preventDefault();
  document.activeElement.blur();
  form.requestSubmit(Array.from(form.elements).find((each) => "save" in each.dataset));
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("guard" in form.dataset) || event.defaultPrevented) return;
  if (sending.has(form)) {
    event.preventDefault();
    return;
  }
  sending.add(form);
  show("saving");
});

/* A part of the page that was saved by itself says so with this event. */
document.addEventListener("portal:saved", (event) => {
  const form = guardOf(event.target);
  if (!form) return;
  sending.delete(form);
  settle(form);
  show("saved");
});

window.addEventListener("beforeunload", (event) => {
  if (forms().some((form) => isDirty(form) && !sending.has(form))) event.preventDefault();
});

window.addEventListener("pageshow", () => {
  forms().forEach((form) => {
    sending.delete(form);
    if (isDirty(form)) show("unsaved");
  });
});
