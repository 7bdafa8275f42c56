/* A long page that comes back after one of its own forms was sent stays where the person was reading. */

const key = `place:${window.location.pathname}`;

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) window.sessionStorage.setItem(key, String(window.scrollY));
});

window.addEventListener("load", () => {
  const kept = window.sessionStorage.getItem(key);
  window.sessionStorage.removeItem(key);
  if (kept !== null) window.scrollTo({ top: Number(kept), behavior: "instant" });
});
