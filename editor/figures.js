/* Figures of the filing: what the page's list says they are now, the chips in the text, and the list to insert one from. */
import { button, made } from "./parts.js";

const MOST_SHOWN = 60;

/** Name -> { name, title, text, unit }, as the server last wrote them into the page. */
function listed() {
  const found = new Map();
  document.querySelectorAll("[data-figure-name]").forEach(({ dataset }) => {
    const { figureName: name, figureTitle: title, figureText: text, figureUnit: unit } = dataset;
    found.set(name, { name, title, text, unit });
  });
  return found;
}

let known = listed();
const chips = new Set();

document.addEventListener("fresh", () => {
  known = listed();
  showChips();
});

export function showChips() {
  chips.forEach((chip) => chip.show());
}

/** What a figure says now, "" while it has no value. */
export function shown(name) {
  return known.get(name)?.text ?? "";
}

/** A figure in the text: an atom that shows the present value and cannot be edited. */
export class Chip {
  constructor(node, view, place) {
    this.id = node.attrs.id;
    this.after = () => view.state.doc.resolve(place() + 1).nodeAfter?.text ?? "";
    this.dom = made("span", "chip");
    this.dom.contentEditable = "false";
    this.dom.dataset.figure = this.id;
    this.dom.setAttribute("role", "img");
    this.show("");
    chips.add(this);
  }

  /** A unit is left to the words behind, where they go on with it. */
  show(after = this.after()) {
    const { title, text: whole, unit } = known.get(this.id) ?? { title: this.id, text: "", unit: "" };
    const isSaid = unit && after.trimStart().startsWith(unit);
    const text = isSaid ? whole.slice(0, -unit.length).trimEnd() : whole;
    if (this.dom.textContent === (text || "未填") && this.dom.title) return;
    this.dom.textContent = text || "未填";
    this.dom.classList.toggle("open", !text);
    this.dom.title = `引用：${title}`;
    this.dom.setAttribute("aria-label", `引用 ${title} ${text || "未填"}`);
  }

  ignoreMutation() {
    return true;
  }

  destroy() {
    chips.delete(this);
  }
}

function matches({ name, title, text }, words) {
  return words.every((word) => `${title} ${name} ${text}`.toLowerCase().includes(word));
}

/** A box to search in and the figures that fit; `insert(name)` takes one, `leave()` goes back to the text. */
export class Picker {
  constructor(id, insert, leave) {
    this.insert = insert;
    this.leave = leave;
    this.at = 0;
    this.list = made("ul", "picker-list", { role: "listbox", id: `${id}-figures`, "aria-label": "可以引用的数" });
    this.box = made("input", "form-control form-control-sm", {
      type: "text",
      role: "combobox",
      autocomplete: "off",
      placeholder: "按名称查找",
      "aria-label": "查找要引用的数",
      "aria-controls": this.list.id,
      "aria-expanded": "true",
      "aria-autocomplete": "list",
    });
    this.none = made("p", "form-text", { role: "status" });
    const close = button("关闭", "x-lg", () => this.close());
    this.dom = made("div", "picker");
    const top = made("div", "picker-top");
    top.append(this.box, close);
    this.dom.append(top, this.list, this.none);
    this.dom.hidden = true;
    ["input", "change"].forEach((kind) => this.dom.addEventListener(kind, (event) => event.stopPropagation()));
    this.box.addEventListener("input", () => this.fill());
    this.dom.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
  }

  open() {
    this.dom.hidden = false;
    this.box.value = "";
    this.fill();
    this.box.focus();
  }

  close() {
    this.dom.hidden = true;
    this.leave();
  }

  fill() {
    const words = this.box.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const fitting = Array.from(known.values()).filter((figure) => matches(figure, words));
    const options = fitting.slice(0, MOST_SHOWN).map((figure, at) => {
      const option = made("li", "", { role: "option", id: `${this.list.id}-${at}`, "data-name": figure.name });
      const chip = made("span", "chip");
      chip.textContent = figure.text;
      option.append(chip, ` ${figure.title}`);
      return option;
    });
    this.list.replaceChildren(...options);
    if (!known.size) this.none.textContent = "还没有可以引用的数：先在前面各步填写。";
    else this.none.textContent = fitting.length > MOST_SHOWN ? `还有 ${fitting.length - MOST_SHOWN} 个，请输入名称查找` : fitting.length ? "" : "没有这样的数";
    this.go(0);
  }

  go(at) {
    const options = Array.from(this.list.children);
    this.at = Math.max(0, Math.min(at, options.length - 1));
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.at)));
    if (!options.length) return this.box.removeAttribute("aria-activedescendant");
    options[this.at].scrollIntoView({ block: "nearest" });
    return this.box.setAttribute("aria-activedescendant", options[this.at].id);
  }

  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key === "Escape") this.close();
    else if (event.target !== this.box) return;
    else if (event.key in steps) this.go(this.at + steps[event.key]);
    else if (event.key === "Enter" && !event.isComposing) this.take(this.list.children[this.at]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  take(option) {
    if (!option) return;
    this.dom.hidden = true;
    this.insert(option.dataset.name);
  }
}
