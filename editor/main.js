/* An editor over every box of a text. The box stays the form's truth: what is written here goes into it in the text form,
   so that saving, the copy on this computer and the choice between two texts know of one content only. */
import { history } from "prosemirror-history";
import { gapCursor } from "prosemirror-gapcursor";
import { baseKeymap } from "prosemirror-commands";
import { keymap } from "prosemirror-keymap";
import { DOMParser as FragmentReader } from "prosemirror-model";
import { EditorState, Plugin } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { insertBlocks, insertFigure, keys, lineBehind } from "./commands.js";
import { Chip, Picker, showChips, shown } from "./figures.js";
import { Hints, lookAgain, replaceQuote, underlines } from "./hints.js";
import { made } from "./parts.js";
import { cleaned, LONGEST } from "./paste.js";
import { schema } from "./schema.js";
import { Toolbar } from "./toolbar.js";
import { countOf, read, write } from "./text.js";

const TAG = "text-editor"; /* no element of the server's pages, so that bringing them up to date never takes it for one */
const PATIENCE = 300; /* milliseconds */
const DESCRIBED = ["aria-describedby", "aria-invalid"];

function docOf(text) {
  return schema.nodes.doc.create(null, read(text));
}

function labelOf(box) {
  return (box.getAttribute("aria-label") || box.labels?.[0]?.firstChild?.textContent || "正文").trim();
}

class Editor {
  constructor(box) {
    this.box = box;
    this.around = box.closest("[data-text-place]") ?? box.parentElement;
    this.limit = Number(box.dataset.limit) || Infinity;
    this.isOwn = false;
    this.quoted = null;
    const label = labelOf(box);
    this.hints = new Hints(this.around, box.name, (quote, name) => this.answer(quote, name));
    this.toolbar = new Toolbar(label, (command) => this.run(command), () => this.picker.open());
    this.picker = new Picker(box.id, (name) => this.run(insertFigure(name)), () => this.view.focus());
    this.said = made("p", "form-text editor-said", { role: "status" });
    this.dom = made(TAG, "editor", { id: `${box.id}-editor` });
    this.dom.append(this.toolbar.dom, this.picker.dom);
    this.view = new EditorView(this.dom, this.props(label));
    this.dom.append(this.said);
    this.mount();
    this.listen();
    this.look();
  }

  props(label) {
    return {
      state: EditorState.create({ doc: docOf(this.box.value), plugins: this.plugins() }),
      dispatchTransaction: (change) => this.take(change),
      nodeViews: { figure: (node, view, place) => new Chip(node, view, place) },
      attributes: {
        class: "prose",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label,
        lang: "zh-CN",
        spellcheck: "false",
      },
      transformPastedHTML: (html) => this.pasted(html),
      clipboardTextSerializer: (slice) => write(schema.nodes.doc.create(null, slice.content)) || slice.content.textBetween(0, slice.content.size, "\n"),
      handleKeyDown: (_, event) => this.key(event),
    };
  }

  plugins() {
    const tidy = new Plugin({
      appendTransaction: (changes, _, state) => {
        if (!changes.some((change) => change.docChanged)) return null;
        const change = lineBehind(state.tr);
        return change.docChanged ? change : null;
      },
    });
    return [tidy, underlines(() => this.hints.quotes()), keymap(keys), keymap(baseKeymap), tableEditing(), gapCursor(), history()];
  }

  mount() {
    this.box.before(this.dom);
    this.box.classList.add("has-editor");
    this.box.tabIndex = -1;
    this.box.setAttribute("aria-hidden", "true");
    this.describe();
    const watched = new MutationObserver(() => this.describe());
    watched.observe(this.box, { attributes: true, attributeFilter: DESCRIBED });
  }

  listen() {
    /* A link to the box leads into the editor; what fills in boxes by itself has a moment to do so. */
    this.box.addEventListener("focus", () => window.setTimeout(() => this.enter(), PATIENCE));
    this.box.addEventListener("keydown", () => this.enter());
    this.box.labels?.forEach((label) =>
      label.addEventListener("click", (event) => {
        event.preventDefault();
        this.view.focus();
      }),
    );
    ["input", "put"].forEach((kind) => this.box.addEventListener(kind, () => this.reread()));
    this.box.addEventListener("insert-text", (event) => {
      event.preventDefault();
      this.run(insertBlocks(read(event.detail)));
    });
    this.view.dom.addEventListener("blur", () => this.box.dispatchEvent(new Event("change", { bubbles: true })));
    /* The browser brings the cursor into sight, not the box: whoever comes by Tab is to see where he is. */
    this.view.dom.addEventListener("keyup", (event) => {
      if (event.key === "Tab") this.view.dom.scrollIntoView({ block: "nearest" });
    });
    this.dom.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.toolbar.dom.contains(event.target)) this.view.focus();
    });
    this.around.addEventListener("click", (event) => {
      const draft = event.target.closest("[data-draft]");
      if (draft) this.run(insertBlocks(read(draft.dataset.draft)));
    });
    document.addEventListener("fresh", () => this.look());
  }

  enter() {
    if (document.activeElement === this.box) this.view.focus();
  }

  /** What is said of the box is said of the text. */
  describe() {
    DESCRIBED.forEach((name) => {
      const said = this.box.getAttribute(name);
      if (said === null) this.view.dom.removeAttribute(name);
      else this.view.dom.setAttribute(name, said);
    });
  }

  run(command) {
    command(this.view.state, (change) => this.view.dispatch(change), this.view);
    this.view.focus();
  }

  answer(quote, name) {
    if (name) this.run(replaceQuote(quote, name));
    this.look();
  }

  key(event) {
    if (event.key !== "F10" || !event.altKey) return false;
    this.toolbar.focus();
    return true;
  }

  pasted(html) {
    const isTooLong = html.length > LONGEST;
    this.said.textContent = isTooLong ? "粘贴的内容太大，没有粘贴。请分几次粘贴，或把附表作为佐证材料上传。" : "";
    return isTooLong ? "" : cleaned(html);
  }

  take(change) {
    this.view.updateState(this.view.state.apply(change));
    if (change.docChanged && !change.getMeta("reread")) this.hand();
    this.show();
  }

  /** Puts the text into the box and says so, as if it had been typed there. */
  hand() {
    const text = write(this.view.state.doc);
    if (text === this.box.value) return;
    this.box.value = text;
    this.isOwn = true;
    this.box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    this.isOwn = false;
  }

  /** Somebody else put a text into the box. */
  reread() {
    if (this.isOwn || this.box.value.replace(/\r\n?/g, "\n") === write(this.view.state.doc)) return;
    const { doc, tr } = this.view.state;
    const change = tr.replaceWith(0, doc.content.size, read(this.box.value));
    this.view.dispatch(change.setMeta("reread", true).setMeta("addToHistory", false));
    this.look();
  }

  /** Looks again at what the server says of the text; a text of which it says the same is not touched. */
  look() {
    const quotes = this.hints.quotes().join("\n");
    if (quotes !== this.quoted) this.view.dispatch(lookAgain(this.view.state));
    this.quoted = quotes;
    this.show();
  }

  show() {
    this.toolbar.show(this.view.state);
    this.toolbar.tell(countOf(this.view.state.doc, shown), this.limit);
    this.hints.show(this.view.state.doc);
    showChips();
  }
}

/** An editor over every box of a text that can be written. */
export function start() {
  document.querySelectorAll("textarea[data-narrative]:not([readonly], .has-editor)").forEach((box) => new Editor(box));
}

/** What the editor makes of a text, for those who compare it with the server. */
export function rewritten(text) {
  const doc = docOf(text);
  return { text: write(doc), count: countOf(doc, shown) };
}

/** What is left of clipboard HTML, in the text form. */
export function textOfPaste(html) {
  const page = new DOMParser().parseFromString(cleaned(html), "text/html");
  return write(FragmentReader.fromSchema(schema).parse(page.body));
}
