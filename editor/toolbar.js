/* The buttons above a text: one stop for Tab, arrows inside (as a toolbar is for those who do not see it). */
import { redo, undo } from "prosemirror-history";
import * as tables from "prosemirror-tables";
import { become, insertTable, joinTorn, kindAt, toggleItem } from "./commands.js";
import { button, made } from "./parts.js";

const KINDS = [["text", "正文"], ["1", "一级标题"], ["2", "二级标题"], ["3", "三级标题"]];
const TABLE = [
  ["加行", tables.addRowAfter],
  ["加列", tables.addColumnAfter],
  ["删行", tables.deleteRow],
  ["删列", tables.deleteColumn],
  ["合并", tables.mergeCells],
  ["拆分", tables.splitCell],
  ["删表", tables.deleteTable],
];
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

export class Toolbar {
  /** `run(command)` does something to the text and goes back to it; `pick()` opens the list of figures. */
  constructor(label, run, pick) {
    this.dom = made("div", "tools", { role: "toolbar", "aria-label": `${label}：编辑` });
    this.commands = [];
    const add = (title, picture, command, words) => {
      const element = button(title, picture, () => run(command), words);
      this.commands.push([element, command]);
      return element;
    };
    this.kind = made("select", "form-select form-select-sm", { "aria-label": "段落样式", title: "段落样式" });
    KINDS.forEach(([name, words]) => this.kind.append(new Option(words, name)));
    this.kind.addEventListener("change", () => run(become(this.kind.value)));
    ["input", "change"].forEach((kind) => this.kind.addEventListener(kind, (event) => event.stopPropagation()));
    this.items = [
      [add("项目符号", "list-ul", toggleItem("bullet")), "bullet"],
      [add("编号", "list-ol", toggleItem("number")), "number"],
    ];
    this.pick = button("插入数字（引用填报数，改数即改文）", "braces-asterisk", pick, "插入数字");
    this.table = made("span", "tools-table", { role: "group", "aria-label": "表格" });
    this.table.append(...TABLE.map(([words, command]) => add(words, "", command, words)));
    this.count = made("span", "tools-count");
    const first = [add("撤销", "arrow-counterclockwise", undo), add("重做", "arrow-clockwise", redo), this.kind];
    const more = [add("插入表格", "table", insertTable), this.pick, add("整理粘贴的断行", "text-paragraph", joinTorn)];
    this.dom.append(...first, ...this.items.map(([element]) => element), ...more, this.table, this.count);
    this.dom.addEventListener("keydown", (event) => this.key(event));
    this.dom.addEventListener("focusin", (event) => this.stopAt(event.target));
    this.stopAt(this.stops()[0]);
  }

  stops() {
    return Array.from(this.dom.querySelectorAll("button, select")).filter((each) => !each.closest("[hidden]"));
  }

  stopAt(element) {
    this.dom.querySelectorAll("button, select").forEach((each) => (each.tabIndex = each === element ? 0 : -1));
  }

  focus() {
    this.dom.querySelector("[tabindex='0']")?.focus();
  }

  key(event) {
    const stops = this.stops();
    const at = stops.indexOf(event.target);
    const ends = { Home: 0, End: stops.length - 1 };
    const next = event.key in STEPS ? (at + STEPS[event.key] + stops.length) % stops.length : ends[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    stops[next].focus();
  }

  /** Looks as the place with the cursor is; what cannot be done there says so and stays where it is. */
  show(state) {
    const inTable = tables.isInTable(state);
    this.kind.value = ["bullet", "number"].includes(kindAt(state)) ? "text" : kindAt(state);
    this.kind.disabled = inTable;
    this.items.forEach(([element, name]) => element.setAttribute("aria-pressed", String(kindAt(state) === name)));
    this.table.hidden = !inTable;
    this.commands.forEach(([element, command]) => element.setAttribute("aria-disabled", String(!command(state))));
    if (!this.stops().some((each) => each.tabIndex === 0)) this.stopAt(this.stops()[0]);
  }

  /** `count` of at most `limit`; more than that is said in words. */
  tell(count, limit) {
    const over = count - limit;
    this.count.textContent = over > 0 ? `${count} 字，超过 ${over} 字` : `${count} 字`;
    this.count.classList.toggle("over", over > 0);
  }
}
