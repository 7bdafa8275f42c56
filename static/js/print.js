/* On paper a box shows no more than its window on screen: while a page is printed, the whole text stands in its place.
   What the editor shows is printed as it is. */
const BOXES = 'textarea:not(.has-editor), input:not([type]), input[type="text"]';

/** Puts the text of a box below it; print.css leaves the box out. */
function write(box) {
  const text = document.createElement("div");
  text.className = "print-text";
  text.classList.toggle("of-cell", box.matches(".cell"));
  text.classList.toggle("num", "num" in box.dataset);
  text.textContent = box.value;
  box.classList.add("has-print-text");
  box.after(text);
}

function wipe() {
  document.querySelectorAll(".print-text").forEach((text) => text.remove());
  document.querySelectorAll(".has-print-text").forEach((box) => box.classList.remove("has-print-text"));
}

window.addEventListener("beforeprint", () => {
  wipe();
  Array.from(document.querySelectorAll(BOXES)).filter((box) => box.value).forEach(write);
});
window.addEventListener("afterprint", wipe);
