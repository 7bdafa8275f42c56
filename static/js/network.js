/* What htmx could not send or the server refused is said at the foot of the window; nothing typed is touched. */

const LINE = document.getElementById("network");

function show(name) {
  if (!LINE) return;
  LINE.hidden = !name;
  LINE.querySelector("[data-offline]").hidden = name !== "offline";
  LINE.querySelector("[data-refused]").hidden = name !== "refused";
}

/* A portal on this very machine answers without any line: there the second press goes through. */
const IS_HERE = ["127.0.0.1", "localhost", "[::1]"].includes(window.location.hostname);
let isTold = false;

/* Without a line a form would end in the browser's own page, and what was typed with it. */
window.addEventListener(
  "submit",
  (event) => {
    if (navigator.onLine || (IS_HERE && isTold) || event.target.method !== "post" || event.target.matches("[data-autosave]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    isTold = true;
    show("offline");
  },
  true,
);

/* A page that saves by itself says so in its own line. */
window.addEventListener("offline", () => {
  if (!document.querySelector("form[data-autosave]")) show("offline");
});
window.addEventListener("online", () => show(""));
document.addEventListener("htmx:sendError", () => show("offline"));
document.addEventListener("htmx:responseError", () => show("refused"));
document.addEventListener("htmx:afterOnLoad", () => show(""));
