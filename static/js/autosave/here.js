/* Tells that somebody is active on this page, and shows who else is on which stage. A page that nobody touches keeps
   silent: it must not keep the session alive. */
import { post } from "./wire.js";

const EVERY = 30_000;
const SIGNS = ["input", "keydown", "pointerdown", "scroll"];

function name(mark, names) {
  mark.hidden = !names;
  mark.querySelector("span").textContent = names ?? "";
}

function show(here, stage) {
  document.querySelectorAll("[data-here]").forEach((mark) => name(mark, here[mark.dataset.here]));
  document.querySelectorAll("[data-here-now]").forEach((mark) => name(mark, here[stage]));
}

/** Starts telling for a page: `page` is the element that says where to, and which stage it is. */
export function tellWhoIsHere(page) {
  let wasActive = true;
  SIGNS.forEach((sign) => document.addEventListener(sign, () => (wasActive = true), { passive: true }));

  async function tell() {
    if (!wasActive || document.hidden) return;
    wasActive = false;
    const { status, body } = await post(page.dataset.hereUrl, {});
    if (status === 200) show(body.here, page.dataset.stage);
  }

  tell();
  window.setInterval(tell, EVERY);
}
