/* A link to a place inside something closed opens it first; the account menu closes when one looks elsewhere; on paper
   every 计算依据 is open. */

function reveal() {
  const place = window.location.hash.length > 1 && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (!place) return;
  for (let at = place; at; at = at.parentElement) {
    if (at.tagName === "DETAILS") at.open = true;
  }
  place.scrollIntoView({ block: "center" });
  if (place.matches("input, select, textarea")) place.focus({ preventScroll: true });
}

window.addEventListener("hashchange", reveal);
reveal();

/* The same place a second time changes no address. */
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
  if (link && link.hash === window.location.hash) reveal();
  document.querySelectorAll("details.who[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.who[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

let opened = [];

window.addEventListener("beforeprint", () => {
  opened = Array.from(document.querySelectorAll("main details:not([open])"));
  opened.forEach((each) => {
    each.open = true;
  });
});

window.addEventListener("afterprint", () => {
  opened.forEach((each) => {
    each.open = false;
  });
});
