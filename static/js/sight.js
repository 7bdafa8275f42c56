/* Long sheets: the boxes of rows far from what is in sight are left out of the picture, which a slow machine could not
   lay out at every key. They stay in the form; a row that comes near, is jumped to or is typed in has its boxes. */

const NEAR = "800px 0px";

const watcher = new IntersectionObserver(
  (seen) =>
    seen.forEach(({ target, isIntersecting }) => {
      target.classList.toggle("far", !isIntersecting && !target.contains(document.activeElement));
    }),
  { rootMargin: NEAR },
);

/** Brings the boxes of a row back, wherever it is. */
export function nearTo(element) {
  element?.closest("tr.far")?.classList.remove("far");
}

/** What an address of the page points to may stand in a row that is far off. */
function arrive() {
  const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (!target?.closest("tr.far")) return;
  nearTo(target);
  target.scrollIntoView({ block: "center" });
  target.focus();
}

document.querySelectorAll(".sheet:has(tr.far) tbody tr").forEach((row) => watcher.observe(row));
window.addEventListener("hashchange", arrive);
arrive();
