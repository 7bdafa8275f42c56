/* Before the system signs somebody out for having done nothing, it says so, and one press is enough to stay. The time of
   the last answer is shared by the windows of a browser, as the session is. */
import { ask } from "./autosave/wire.js";

const LINE = document.getElementById("idle");
const LAST = "portal-answered";
const TOLD_BEFORE = 120_000;
const EVERY = 5_000;

let answered = Date.now();

/** Every answer of the server begins the time anew. */
function note() {
  answered = Date.now();
  try {
    window.localStorage.setItem(LAST, String(answered));
  } catch {
    /* A browser without a store knows of this window alone. */
  }
}

function show() {
  const left = answered + Number(LINE.dataset.idle) * 1000 - Date.now();
  const minutes = String(Math.max(1, Math.ceil(left / 60_000)));
  LINE.hidden = left > TOLD_BEFORE;
  LINE.querySelector("[data-soon]").hidden = left <= 0;
  LINE.querySelector("[data-over]").hidden = left > 0;
  LINE.querySelector("[data-stay]").hidden = left <= 0;
  if (LINE.querySelector("[data-left]").textContent !== minutes) LINE.querySelector("[data-left]").textContent = minutes;
}

async function stay() {
  const { body } = await ask(LINE.dataset.session);
  if (!body.person) answered = 0;
  show();
}

if (LINE) {
  note();
  document.addEventListener("portal:answered", note);
  document.addEventListener("htmx:afterOnLoad", note);
  window.addEventListener("storage", (event) => {
    if (event.key === LAST) answered = Math.max(answered, Number(event.newValue));
  });
  LINE.querySelector("[data-stay]").addEventListener("click", stay);
  window.setInterval(show, EVERY);
}
