/* Numbers that the server compared with the filing's figures: underlined in the text, listed below it. */
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { schema } from "./schema.js";

const key = new PluginKey("hints");

/** Where `quote` stands in the text: { from, to }, each place once. */
function placesOf(doc, quote) {
  const found = [];
  doc.descendants((block, at) => {
    if (!block.isTextblock) return true;
    const text = block.textBetween(0, block.content.size, null, "\ufffc");
    for (let place = text.indexOf(quote); place >= 0; place = text.indexOf(quote, place + quote.length)) {
      found.push({ from: at + 1 + place, to: at + 1 + place + quote.length });
    }
    return false;
  });
  return found;
}

function drawn(doc, quotes) {
  const places = quotes.flatMap((quote) => placesOf(doc, quote));
  return DecorationSet.create(doc, places.map(({ from, to }) => Decoration.inline(from, to, { class: "squig" })));
}

/** Underlines what `quotes()` names; a transaction with this plugin's key looks again. */
export function underlines(quotes) {
  return new Plugin({
    key,
    state: {
      init: (_, { doc }) => drawn(doc, quotes()),
      apply: (change, before) => {
        if (change.getMeta(key)) return drawn(change.doc, quotes());
        return change.docChanged ? before.map(change.mapping, change.doc) : before;
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

export function lookAgain(state) {
  return state.tr.setMeta(key, true);
}

/** The numbers that a person said are others, kept in this window until it is closed: a reload asks no second time. */
class Kept extends Set {
  constructor(name) {
    let told = [];
    try {
      told = JSON.parse(sessionStorage.getItem(name) ?? "[]");
    } catch {
      // storage is switched off: asked again after a reload
    }
    super(told);
    this.name = name;
  }

  keep(quote) {
    this.add(quote);
    try {
      sessionStorage.setItem(this.name, JSON.stringify([...this]));
    } catch {
      // as above
    }
  }
}

/** The list of hints below a box, which the server writes anew after each save; `name` is the box's. */
export class Hints {
  constructor(around, name, act) {
    this.around = around;
    this.kept = new Kept(`hints ${location.pathname} ${name}`);
    around.addEventListener("click", (event) => {
      const press = event.target.closest("[data-hint-take], [data-hint-keep]");
      const line = press?.closest("[data-hint]");
      if (!line) return;
      if ("hintKeep" in press.dataset) this.kept.keep(line.dataset.hint);
      act(line.dataset.hint, "hintTake" in press.dataset ? press.dataset.hintTake : "");
    });
  }

  lines() {
    return Array.from(this.around.querySelectorAll("[data-hint]"));
  }

  quotes() {
    return this.lines().flatMap((line) => (this.kept.has(line.dataset.hint) ? [] : [line.dataset.hint]));
  }

  /** Hides what the person keeps, and what no longer stands in the text. */
  show(doc) {
    let open = 0;
    this.lines().forEach((line) => {
      line.hidden = this.kept.has(line.dataset.hint) || !placesOf(doc, line.dataset.hint).length;
      open += !line.hidden;
    });
    const list = this.around.querySelector("[data-hints]");
    if (list) list.hidden = !open;
  }
}

/** Puts a figure in the place of every number that was written as `quote`. */
export function replaceQuote(quote, name) {
  return (state, dispatch) => {
    const places = placesOf(state.doc, quote).reverse();
    const change = state.tr;
    places.forEach(({ from, to }) => change.replaceWith(from, to, schema.nodes.figure.create({ id: name })));
    if (places.length) dispatch?.(change);
    return places.length > 0;
  };
}
