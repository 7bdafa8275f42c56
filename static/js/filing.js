/* The pages of a filing save by themselves. A figure's token is put into the text where the cursor was last. */
import "./autosave/main.js";
import "./sight.js";

let last = null;

document.addEventListener("focusin", (event) => {
  if (event.target instanceof Element && event.target.matches("textarea[data-narrative]")) last = event.target;
});

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button[data-insert]") : null;
  if (!button) return;
  const box = last || document.querySelector("textarea[data-narrative]:not([readonly])");
  if (!box || box.readOnly) return;
  box.setRangeText(button.dataset.insert, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  box.focus();
});
