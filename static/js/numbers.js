/* Boxes with data-num: separators come off when the box is entered and go on when it is left. Nothing is ever guessed:
   what is not a plain number stays exactly as typed, the server says what is wrong with it. */

const PLAIN = /^-?\d+(\.\d+)?$/;

/** The text of a number box without separators and spaces. */
export function plain(text) {
  return text.replace(/[,，\s]/g, "");
}

/** The number with thousands separators, or the text as it was. */
export function separated(text) {
  const bare = plain(text);
  if (!PLAIN.test(bare)) return text;
  const [whole, rest] = bare.split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest === undefined ? "" : `.${rest}`);
}

function isNumberBox(box) {
  return box instanceof HTMLInputElement && "num" in box.dataset && !box.readOnly;
}

document.addEventListener("focusin", (event) => {
  const box = event.target;
  if (!isNumberBox(box)) return;
  if (PLAIN.test(plain(box.value))) box.value = plain(box.value);
  box.select();
});

document.addEventListener("focusout", (event) => {
  const box = event.target;
  if (isNumberBox(box)) box.value = separated(box.value);
});
