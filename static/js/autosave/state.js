/* The one line that says how things stand: 已保存 at, 保存中, or 未保存 and why. */

function each(name, work) {
  document.querySelectorAll(`[data-${name}]`).forEach(work);
}

function only(shown) {
  ["saved", "saving", "unsaved"].forEach((name) => each(name, (mark) => (mark.hidden = name !== shown)));
}

/** Everything is saved; `at` is the server's clock, where it said one. */
export function saved(at) {
  if (at) each("saved-at", (mark) => (mark.textContent = `已保存 ${at}`));
  only("saved");
}

/** Something was typed: 已保存 goes at once, whatever else is drawn before the next picture. */
export function touched() {
  if (!document.querySelector("[data-saved]")?.hidden) unsaved("正在填写");
}

export function saving() {
  only("saving");
}

/** Something is not saved: `why` is a whole sentence, `link` leads to the place to act. */
export function unsaved(why, link = "") {
  each("unsaved-why", (mark) => {
    const said = document.createElement(link ? "a" : "span");
    if (link) said.setAttribute("href", link);
    said.textContent = why;
    if (mark.firstElementChild?.isEqualNode(said)) return; /* read out once */
    mark.replaceChildren(said);
  });
  only("unsaved");
}
