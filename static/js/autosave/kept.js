/* On a page that can only be read: what its person typed before and never reached the server, to be copied out. */
import { timeOf } from "./offer.js";
import { part, write } from "./parts.js";
import { boxesAt, contentAt, said, same } from "./places.js";
import { leftOf, withdrawOpen } from "./left.js";
import * as store from "./store.js";

/** Copies what is selected; the newer way of copying works over https only, which an office network may not have. */
function copy(box) {
  box.focus();
  box.select();
  return document.execCommand("copy");
}

function lineOf(entry, panel) {
  const line = part("keeping");
  line.dataset.page = entry.page;
  const box = line.querySelector("textarea");
  write(line, "label", entry.label);
  write(line, "when", `${timeOf(entry.typed)} 填写`);
  box.value = said(entry);
  line.querySelector("[data-copy]").addEventListener("click", () => {
    write(line, "done", copy(box) ? "已复制" : "没有复制成，请选中文字后按 Ctrl+C");
  });
  line.querySelector("[data-drop]").addEventListener("click", () => {
    store.forget(entry);
    line.remove();
    panel.hidden = !panel.querySelector("[data-list]").children.length;
  });
  return line;
}

/** Whether the page shows the very same as what is stored. */
function isStored(form, entry) {
  return boxesAt(form, entry.at).length > 0 && same(form, entry.at, contentAt(form, entry.at), entry);
}

/** Lists what is kept of the filing in `panel`; what the page shows as stored is forgotten. */
export async function showKept(panel, form) {
  const kept = await leftOf(Number(panel.dataset.person), Number(panel.dataset.filing));
  kept.forEach((entry) => {
    if (isStored(form, entry)) store.forget(entry);
    else panel.querySelector("[data-list]").append(lineOf(entry, panel));
  });
  panel.hidden = !panel.querySelector("[data-list]").children.length;
  withdrawOpen(panel);
}
