/* What was typed here before and never reached the server is offered back, place by place; nothing is put in unasked. */
import { part, write } from "./parts.js";
import { boxesAt, contentAt, put, said, same } from "./places.js";
import * as store from "./store.js";

/** When something was typed, in words. */
export function timeOf(moment) {
  return new Date(moment).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
}

/** The page that a copy was typed on, seen from this one. */
function pageOf(entry) {
  return window.location.pathname.replace(/\/(stages|tables|check).*$/, `/stages/${entry.stage}`);
}

class Offer {
  constructor(saver, panel) {
    this.saver = saver;
    this.panel = panel;
    this.list = panel.querySelector("[data-list]");
    panel.querySelector("[data-all]").addEventListener("click", () => this.every("[data-take]"));
    panel.querySelector("[data-none]").addEventListener("click", () => this.every("[data-drop]"));
  }

  every(button) {
    Array.from(this.list.children).forEach((line) => line.querySelector(button)?.click());
  }

  add(entry) {
    const { form } = this.saver;
    const line = part("offered");
    write(line, "label", entry.label);
    write(line, "text", said(entry));
    write(line, "when", `${timeOf(entry.typed)} 填写`);
    const [box] = boxesAt(form, entry.at);
    const canTake = box && !box.readOnly && !box.disabled;
    line.querySelector("[data-take]").hidden = !canTake;
    line.querySelector("[data-there]").hidden = Boolean(canTake) || entry.stage === this.saver.stage;
    line.querySelector("[data-there]").href = pageOf(entry);
    if (canTake) write(line, "now", `现在框里是 ${said(contentAt(form, entry.at))}`);
    line.querySelector("[data-take]").addEventListener("click", () => this.take(entry, line));
    line.querySelector("[data-drop]").addEventListener("click", () => this.drop(entry, line));
    this.list.append(line);
  }

  take(entry, line) {
    put(this.saver.form, entry.at, entry);
    this.saver.note(entry.at, 0);
    this.done(line);
  }

  drop(entry, line) {
    store.forget(store.keyOf(entry));
    this.done(line);
  }

  done(line) {
    line.remove();
    this.show();
  }

  show() {
    this.panel.hidden = !this.list.children.length;
  }
}

/** Offers back what is kept of this filing; what meanwhile stands in its box is forgotten. */
export async function offer(saver) {
  const panel = document.getElementById("autosave-offers");
  const offers = new Offer(saver, panel);
  const kept = await store.copiesOf(saver.person, saver.filing);
  kept.forEach((entry) => {
    const here = boxesAt(saver.form, entry.at).length > 0;
    if (saver.dirty.has(entry.at)) return;
    if (here && same(saver.form, entry.at, contentAt(saver.form, entry.at), entry)) store.forget(store.keyOf(entry));
    else offers.add(entry);
  });
  offers.show();
}
