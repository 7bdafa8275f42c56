/* What was typed here before and never reached the server is offered back, place by place; nothing is put in unasked. */
import { leftOf, withdrawOpen } from "./left.js";
import { part, write } from "./parts.js";
import { boxesAt, contentAt, put, said, same, versionAt } from "./places.js";
import * as store from "./store.js";

/* Copy -> its line. */
const lines = new Map();

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
    panel.querySelector("[data-all]").addEventListener("click", () => this.takeAll());
    panel.querySelector("[data-none]").addEventListener("click", () => this.dropAll());
  }

  /** Puts in what has its box here, of several texts of a place the last; the others stay to be looked at. */
  takeAll() {
    const last = new Map();
    Array.from(this.list.children, (line) => line.querySelector("[data-take]"))
      .filter((button) => !button.hidden)
      .forEach((button) => last.set(button.dataset.take, button));
    last.forEach((button) => button.click());
  }

  dropAll() {
    this.list.querySelectorAll("[data-drop]").forEach((button) => button.click());
  }

  add(entry) {
    const { form } = this.saver;
    const line = part("offered");
    line.dataset.page = entry.page;
    write(line, "label", entry.label);
    write(line, "text", said(entry));
    write(line, "when", `${timeOf(entry.typed)} 填写`);
    const [box] = boxesAt(form, entry.at);
    const canTake = box && !box.readOnly && !box.disabled;
    line.querySelector("[data-take]").dataset.take = entry.at;
    line.querySelector("[data-take]").hidden = !canTake;
    line.querySelector("[data-there]").hidden = Boolean(canTake) || entry.stage === this.saver.stage;
    line.querySelector("[data-there]").href = pageOf(entry);
    if (canTake) write(line, "now", `现在框里是 ${said(contentAt(form, entry.at))}`);
    line.querySelector("[data-take]").addEventListener("click", () => this.take(entry, line));
    line.querySelector("[data-drop]").addEventListener("click", () => this.drop(entry, line));
    this.list.append(line);
    lines.set(entry, line);
  }

  take(entry, line) {
    put(this.saver.form, entry.at, entry);
    this.saver.note(entry.at, 0);
    this.done(line);
  }

  drop(entry, line) {
    store.forget(entry);
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

/** Whether a copy is over: the same stands in its box, or it was refused and another content was saved since. */
function isOver(saver, entry) {
  const { form } = saver;
  if (!boxesAt(form, entry.at).length || saver.dirty.has(entry.at)) return false;
  const isPassed = entry.isRefused && versionAt(form, entry.at) !== entry.base;
  return isPassed || same(form, entry.at, contentAt(form, entry.at), entry);
}

/** Takes away the lines of copies that are over. */
export function showOffers(saver) {
  const gone = Array.from(lines.keys()).filter((entry) => !saver.left.includes(entry));
  if (!gone.length) return;
  gone.forEach((entry) => {
    lines.get(entry).remove();
    lines.delete(entry);
  });
  const panel = document.getElementById("autosave-offers");
  panel.hidden = !panel.querySelector("[data-list]").children.length;
}

/** Offers back what closed pages left of this filing; what is over is forgotten. */
export async function offer(saver) {
  const panel = document.getElementById("autosave-offers");
  const offers = new Offer(saver, panel);
  saver.left = await leftOf(saver.person, saver.filing);
  saver.forgetLeft((entry) => isOver(saver, entry));
  saver.left.forEach((entry) => offers.add(entry));
  offers.show();
  withdrawOpen(panel);
}
