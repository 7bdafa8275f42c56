/* What is pasted from Word, WPS, Excel or a web page becomes what a text can be: its words, titles, lists and tables with
   their merged cells. Everything else stays outside. */
import { clean, isSpace, trim } from "./signs.js";

export const LONGEST = 2_000_000;
const LEFT_OUT = new Set(
  "script style head title meta link base template noscript iframe frame object embed applet svg math img picture video audio canvas map input textarea select button option xml del".split(" "),
);
const LINES = new Set(
  "p div li dt dd h1 h2 h3 h4 h5 h6 blockquote pre section article header footer main aside nav figure figcaption address center form fieldset hr ul ol dl body caption".split(" "),
);
const CJK = "[\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef\\u201c\\u201d]";
const TORN = new RegExp(`(?<=${CJK})\\s*\\n\\s*(?=${CJK})`, "gu");
const NUMBERED = /^[(（]?(?:[0-9]+|[一二三四五六七八九十百]+|[①-⑳]|[a-zA-Z]{1,4}(?=[)）.．、]))[)）.．、]?$/u; /* a mere l is a dot in Wingdings */
const DEEPEST = 200;

/** The HTML with its styles as mere data: even a page that is never shown may not have any under our policy. */
function unstyled(html) {
  const tags = html.replace(/<(\/?)style\b/gi, "<$1template");
  return tags.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/([\s"'])style\s*=/gi, "$1data-look="));
}

function styleOf(element) {
  return (element.getAttribute("data-look") || "").toLowerCase();
}

function isLeftOut(element) {
  const name = element.localName;
  const style = styleOf(element);
  if (LEFT_OUT.has(name) || (name.includes(":") && name !== "o:p" && !name.startsWith("st1:"))) return true;
  return /mso-list:\s*ignore|display:\s*none|mso-hide:\s*all/.test(style) || element.hasAttribute("hidden");
}

/** The sign that Word writes in front of an item, which is no list in its HTML. */
function markerOf(element) {
  if (element.localName !== "p") return null;
  const marker = Array.from(element.querySelectorAll("[data-look]")).find((each) => /mso-list:\s*ignore/.test(styleOf(each)));
  return marker ? trim(marker.textContent.replace(/[\s\u00a0]+/g, " ")) : null;
}

function levelOf(element) {
  const named = /^h([1-6])$/.exec(element.localName) || /mso-outline-level:\s*([1-9])/.exec(styleOf(element));
  if (named) return Math.min(Number(named[1]), 3);
  return /^MsoTitle$/.test(element.className) ? 1 : 0;
}

/** What kind of line an element begins, where its place in a list is `list`. */
function kindOf(element, list) {
  const level = levelOf(element);
  if (level) return `h${level}`;
  if (element.localName === "li") return list;
  const marker = markerOf(element);
  const isItem = marker !== null || (/mso-list:\s*l\d/.test(styleOf(element)) && /MsoList/.test(element.className));
  if (!isItem) return "";
  return marker !== null && NUMBERED.test(marker) ? "number" : "bullet";
}

class Reader {
  constructor() {
    this.blocks = [];
    this.line = "";
    this.kind = "p";
  }

  end(kind = this.kind) {
    const text = trim(this.line);
    if (text) this.blocks.push({ kind: this.kind, text });
    this.line = "";
    this.kind = kind;
  }

  add(text) {
    const words = clean(text.replace(TORN, "")).replace(/[ \u00a0]+/g, " ");
    this.line += isSpace(this.line.at(-1)) || !this.line ? words.replace(/^ +/, "") : words;
  }

  read(node, list = "bullet", depth = 0) {
    if (node.nodeType === Node.TEXT_NODE) this.add(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE || depth > DEEPEST || isLeftOut(node)) return;
    const name = node.localName;
    if (name === "br") this.end();
    else if (name === "table") this.table(node);
    else if (LINES.has(name)) this.block(node, list, depth);
    else this.inside(node, list, depth);
  }

  block(element, list, depth) {
    const before = this.kind;
    const kind = kindOf(element, list) || (element.localName === "li" || before === "p" ? "p" : before);
    this.end(kind);
    const next = { ul: "bullet", ol: "number" }[element.localName] ?? list;
    this.inside(element, next, depth);
    this.end(before);
  }

  inside(element, list, depth) {
    element.childNodes.forEach((node) => this.read(node, list, depth + 1));
  }

  table(element) {
    const before = this.kind;
    this.end("p");
    const rows = Array.from(element.rows).filter((row) => !isLeftOut(row));
    const cells = rows.map((row) => Array.from(row.cells, (cell) => ({ lines: linesOf(cell), colspan: cell.colSpan, rowspan: cell.rowSpan })));
    const caption = element.caption ? linesOf(element.caption) : [];
    const isLone = cells.flat().length === 1;
    [...caption, ...(isLone ? cells.flat()[0].lines : [])].forEach((text) => this.blocks.push({ kind: "p", text }));
    if (!isLone && cells.flat().length) this.blocks.push({ kind: "table", cells });
    this.end(before);
  }
}

/** The lines of a cell; every row of a table inside it is one. */
function linesOf(element) {
  const reader = new Reader();
  element.childNodes.forEach((node) => reader.read(node));
  reader.end();
  return reader.blocks.flatMap(({ text, cells }) => (cells ? cells.map((row) => row.flatMap(({ lines }) => lines).join(" ")) : [text]));
}

function lineOf(page, text) {
  const line = page.createElement("p");
  line.textContent = text;
  return line;
}

function tableOf(page, { cells }) {
  const table = page.createElement("table");
  cells.forEach((row, at) => {
    const line = table.insertRow();
    row.forEach(({ lines, colspan, rowspan }) => {
      const cell = line.insertCell();
      cell.colSpan = Math.max(1, colspan);
      cell.rowSpan = Math.min(Math.max(1, rowspan), cells.length - at);
      cell.append(...(lines.length ? lines : [""]).map((text) => lineOf(page, text)));
    });
  });
  return table;
}

function elementOf(page, block) {
  if (block.kind === "table") return tableOf(page, block);
  const isItem = block.kind === "bullet" || block.kind === "number";
  const element = page.createElement(isItem ? "p" : block.kind);
  if (isItem) element.dataset.list = block.kind;
  element.textContent = block.text;
  return element;
}

/** Clipboard HTML as the plain HTML of what a text can be; what was copied in an editor of ours is that already. */
export function cleaned(html) {
  if (html.length > LONGEST) return "";
  const plain = unstyled(html);
  const pasted = new DOMParser().parseFromString(plain, "text/html");
  if (pasted.querySelector("[data-pm-slice]")) return plain;
  const reader = new Reader();
  reader.read(pasted.body);
  reader.end();
  const page = document.implementation.createHTMLDocument("");
  page.body.append(...reader.blocks.map((block) => elementOf(page, block)));
  return page.body.innerHTML;
}
