/* The pages of a filing save by themselves. Boxes of texts get an editor, which is fetched only where there is one. A
   figure's token is put into the text where the cursor was last. */
import "./autosave/main.js";
import "./sight.js";

const BOXES = "textarea[data-narrative]:not([readonly])";

let last = null;

/** The box that somebody is in, himself or in the editor over it. */
function boxOf(element) {
  return element.closest("text-editor")?.nextElementSibling ?? (element.matches("textarea[data-narrative]") ? element : null);
}

document.addEventListener("focusin", (event) => {
  if (event.target instanceof Element) last = boxOf(event.target) ?? last;
});

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button[data-insert]") : null;
  if (!button) return;
  const box = last?.isConnected ? last : document.querySelector(BOXES);
  if (!box || box.readOnly) return;
  const isTyped = box.dispatchEvent(new CustomEvent("insert-text", { detail: button.dataset.insert, cancelable: true }));
  if (!isTyped) return;
  box.setRangeText(button.dataset.insert, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  box.focus();
});

if (document.querySelector(BOXES)) {
  import("../vendor/editor/editor.js").then((editor) => editor.start());
}
