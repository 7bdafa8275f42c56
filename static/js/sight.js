/* Long sheets: the boxes of rows far from what is in sight are left out of the picture, which a slow machine could not
   lay out at every key. They stay in the form; a row that comes near, is jumped to or is typed in has its boxes. */

const NEAR = "800px 0px";
const BOXES = "input:not([type=hidden]), select, textarea";
const LEAVING = ["wheel", "pointerdown", "keydown", "touchmove"];

/* What the address of the page points to, until the person goes on: rows that get their boxes push it about. */
let aim = null;

/** A row that is left out keeps its height, so that nothing moves under the person's eyes. */
function setFar(row, isFar) {
  if (isFar === row.classList.contains("far")) return;
  row.style.height = isFar ? `${row.offsetHeight}px` : "";
  row.classList.toggle("far", isFar);
}

const watcher = new IntersectionObserver(
  (seen) => {
    seen.forEach(({ target, isIntersecting }) => setFar(target, !isIntersecting && !target.contains(document.activeElement)));
    aim?.scrollIntoView({ block: "center" });
  },
  { rootMargin: NEAR },
);

/** Brings the boxes of a row back, wherever it is. */
export function nearTo(element) {
  const row = element?.closest("tr.far");
  if (row) setFar(row, false);
}

/** Watches every row of a long sheet; also those that came with a fresh page. */
function watch() {
  document.querySelectorAll(".sheet:has(tr.far) tbody tr").forEach((row) => watcher.observe(row));
}

/** What an address of the page points to may stand in a row that is far off; of a row it is the first box. */
function arrive() {
  const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (target?.id.startsWith("row:") && !target.matches(BOXES)) {
    nearTo(target);
    const box = target.querySelector(BOXES);
    box?.focus();
    box?.scrollIntoView({ block: "center" }); /* not under the head that stays in sight */
  }
  if (!target?.closest(".sheet:has(tr.far)")) return;
  nearTo(target);
  target.focus();
  target.scrollIntoView({ block: "center" });
  aim = target;
}

LEAVING.forEach((sign) => window.addEventListener(sign, () => (aim = null), { passive: true, capture: true }));
watch();
document.addEventListener("fresh", watch);
window.addEventListener("hashchange", arrive);
window.addEventListener("load", arrive);
arrive();
