/* Small buttons and boxes that do one thing: swap two figures, show a password, print, send at once, go to the next mark. */

function announce(box) {
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function swap(button) {
  const [one, other] = button.dataset.swap.split(",").map((id) => document.getElementById(id.trim()));
  [one.value, other.value] = [other.value, one.value];
  [one, other].forEach(announce);
  one.focus();
}

function showPassword(button) {
  const box = document.getElementById(button.dataset.show);
  const shown = box.type === "password";
  box.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
}

function step(button) {
  const marks = Array.from(document.querySelectorAll(button.dataset.steps));
  const forward = button.dataset.step === "next";
  const line = window.innerHeight / 3;
  const ordered = forward ? marks : marks.slice().reverse();
  const next = ordered.find((mark) => {
    const top = mark.getBoundingClientRect().top;
    return forward ? top > line + 4 : top < line - 4;
  });
  const mark = next || ordered[0];
  if (!mark) return;
  window.scrollBy({ top: mark.getBoundingClientRect().top - line });
  mark.tabIndex = -1;
  mark.focus({ preventScroll: true });
}

const ACTIONS = { swap, show: showPassword, step, print: () => window.print() };

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (!button) return;
  const name = Object.keys(ACTIONS).find((each) => each in button.dataset);
  if (!name) return;
  event.preventDefault();
  ACTIONS[name](button);
});

document.addEventListener("change", (event) => {
  if ("submit" in event.target.dataset && event.target.form) event.target.form.requestSubmit();
});
