/* Signing out with something unsaved on this computer asks first; what is then left is deleted. Copies of anybody that
   are older than seven days go whenever a page is opened. */
import * as store from "./autosave/store.js";

const agreed = new WeakSet();

async function goes(form) {
  const person = Number(form.dataset.person);
  const copies = await store.copiesOf(person);
  const dialog = document.getElementById("leave");
  if (copies.length) {
    dialog.querySelector("[data-count]").textContent = String(copies.length);
    dialog.returnValue = "no";
    dialog.showModal();
    await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
    if (dialog.returnValue !== "yes") return;
  }
  await store.forgetAll(person);
  agreed.add(form);
  form.requestSubmit();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("signout" in form.dataset) || agreed.has(form)) return;
  event.preventDefault();
  goes(form);
});

store.purge();
