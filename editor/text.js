/* The text form, in which a text is sent and stored: `# ` to `### ` a title, `- ` and `1. ` a list, `{{…}}` a figure, a
   backslash before a sign that means itself. The same as rubrics/scoring/narrative/text_form.py; tests ask both the same. */
import { BLOCKS, schema } from "./schema.js";
import { clean, count, isSpace, trim, trimEnd, trimStart } from "./signs.js";
import { isRow, readTable, writeTable } from "./tables.js";

const HEAD = /^(#{1,3}|-|[0-9]{1,3}\.) +/u;
const TOKEN = /\\([\\{}#.\-|<^])|\{\{([^{}\\]*)\}\}/gu;
const LOOKS_LIKE_HEAD = /^(#{1,3}|-|[0-9]{1,3}\.)(?= )/u;
const OPEN_FIGURE = "\ufffc";

/** Neighbouring words joined, outer spaces gone; a part is a text or { id }. */
function tidy(parts) {
  const joined = [];
  parts.forEach((part) => {
    const isJoined = typeof part === "string" && typeof joined.at(-1) === "string";
    if (isJoined) joined.push(joined.pop() + part);
    else joined.push(part);
  });
  if (typeof joined[0] === "string") joined[0] = trimStart(joined[0]);
  if (typeof joined.at(-1) === "string") joined.push(trimEnd(joined.pop()));
  return joined.filter((part) => part !== "");
}

function nodesOf(parts) {
  return tidy(parts).map((part) => (typeof part === "string" ? schema.text(part) : schema.nodes.figure.create(part)));
}

/** The inlines that a text writes; a mark that is no figure's name is text. */
export function readInlines(text) {
  const parts = [];
  let at = 0;
  for (const token of text.matchAll(TOKEN)) {
    parts.push(text.slice(at, token.index));
    at = token.index + token[0].length;
    if (token[1] !== undefined) parts.push(token[1]);
    else parts.push(trim(token[2]) ? { id: trim(token[2]) } : token[0]);
  }
  return nodesOf([...parts, text.slice(at)]);
}

function kindOf(sign) {
  if (!sign) return BLOCKS.text;
  if (sign.startsWith("#")) return BLOCKS[sign.length];
  return sign === "-" ? BLOCKS.bullet : BLOCKS.number;
}

function readLine(line) {
  const head = HEAD.exec(line);
  const isHead = head && head[0].length < line.length && !isSpace(line[head[0].length]);
  const { type, attrs } = kindOf(isHead ? head[1] : "");
  return type.create(attrs, readInlines(isHead ? line.slice(head[0].length) : line));
}

/** The blocks that a text form writes; never none. */
export function read(text) {
  const blocks = [];
  let rows = [];
  const end = () => {
    const table = rows.length ? readTable(rows, readInlines) : null;
    if (table) blocks.push(table);
    else blocks.push(...rows.map(readLine));
    rows = [];
  };
  text.split(/\r\n|[\r\n\u2028\u2029]/).forEach((line) => {
    const written = trim(line.replaceAll("\t", " "));
    if (isRow(written)) {
      rows.push(written);
      return;
    }
    end();
    if (written) blocks.push(readLine(written));
  });
  end();
  return blocks.length ? blocks : [schema.nodes.paragraph.create()];
}

function partsOf(node) {
  const parts = [];
  node.descendants((inside) => {
    if (inside.isText) parts.push(clean(inside.text));
    else if (inside.type === schema.nodes.figure) parts.push({ id: inside.attrs.id });
  });
  return tidy(parts);
}

function written(node) {
  const texts = partsOf(node).map((part) => (typeof part === "string" ? part.replace(/[\\{]/g, "\\$&") : `{{${part.id}}}`));
  return texts.join("");
}

function headOf(block, number) {
  if (block.type === schema.nodes.heading) return `${"#".repeat(block.attrs.level)} `;
  if (block.type === schema.nodes.bullet) return "- ";
  return block.type === schema.nodes.number ? `${((number - 1) % 999) + 1}. ` : "";
}

function bodyOf(block) {
  const text = written(block);
  if (block.type !== schema.nodes.paragraph) return text;
  if (isRow(text)) return `\\${text}`;
  return text.replace(LOOKS_LIKE_HEAD, (sign) => `${sign.slice(0, -1)}\\${sign.slice(-1)}`);
}

/** The text form of a document; empty lines of it say nothing and are left out. */
export function write(doc) {
  const lines = [];
  let number = 0;
  let afterTable = false;
  doc.forEach((block) => {
    const isTable = block.type === schema.nodes.table;
    const body = isTable ? writeTable(block, written) : bodyOf(block);
    if (!body) return;
    number = block.type === schema.nodes.number ? number + 1 : 0;
    if (isTable && afterTable) lines.push("");
    afterTable = isTable;
    lines.push(headOf(block, number) + body);
  });
  return lines.join("\n");
}

/** 字数 of a document with its figures as `shown` gives them. */
export function countOf(doc, shown) {
  let counted = 0;
  doc.descendants((node) => {
    if (node.isText) counted += count(clean(node.text));
    else if (node.type === schema.nodes.figure) counted += count(shown(node.attrs.id) || OPEN_FIGURE);
  });
  return counted;
}
