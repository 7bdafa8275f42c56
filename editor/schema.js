/* What a text can be: titles to the third level, paragraphs, items of flat lists, simple tables, and figures inside
   lines. The same as rubrics/scoring/narrative/blocks.py. */
import { Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";

const LONGEST_NAME = 120;

function item(name) {
  return {
    content: "inline*",
    group: "block",
    defining: true,
    parseDOM: [{ tag: `p[data-list=${name}]`, priority: 60 }],
    toDOM: () => ["p", { "data-list": name }, 0],
  };
}

function figureOf(element) {
  const id = element.getAttribute("data-figure").trim();
  return id && id.length <= LONGEST_NAME && !/[{}\\\n]/.test(id) ? { id } : false;
}

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
    heading: {
      content: "inline*",
      group: "block",
      defining: true,
      attrs: { level: { default: 1 } },
      parseDOM: [1, 2, 3].flatMap((level) => [
        { tag: `h${level}`, attrs: { level } },
        { tag: `p[data-level="${level}"]`, attrs: { level }, priority: 60 },
      ]),
      toDOM: (node) => ["p", { "data-level": node.attrs.level }, 0], /* no title of the page around it */
    },
    bullet: item("bullet"),
    number: item("number"),
    ...tableNodes({ tableGroup: "block", cellContent: "paragraph+", cellAttributes: {} }),
    text: { group: "inline" },
    figure: {
      group: "inline",
      inline: true,
      atom: true,
      attrs: { id: {} },
      parseDOM: [{ tag: "span[data-figure]", getAttrs: figureOf }],
      toDOM: (node) => ["span", { "data-figure": node.attrs.id }],
    },
  },
});

export const BLOCKS = {
  text: { type: schema.nodes.paragraph },
  1: { type: schema.nodes.heading, attrs: { level: 1 } },
  2: { type: schema.nodes.heading, attrs: { level: 2 } },
  3: { type: schema.nodes.heading, attrs: { level: 3 } },
  bullet: { type: schema.nodes.bullet },
  number: { type: schema.nodes.number },
};
