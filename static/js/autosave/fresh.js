/* Brings the page up to date after a save: what is computed and said becomes as the server has it now, and boxes that
   nobody here has changed show what is stored. What somebody is typing is left alone. */
import { Idiomorph } from "../../vendor/idiomorph/idiomorph.esm.js";
import { addressIn, boxesAt, contentAt, placesOf, put, same, sayTheirs, stampAt, versionAt } from "./places.js";

const QUIET = 700;
const PARTS = [".rail", "#main", ".live"];
const BOXES = "input, select, textarea";

function isOurs(node) {
  return node instanceof Element && (node.matches("dialog, template, text-editor, [data-keep]") || node.id.startsWith("autosave-") || "autosaveLine" in node.dataset);
}

/** Whether the person's own looking about decides: what is folded open, which rows of a long sheet are in sight. */
function isTheirs(name, element) {
  return (name === "open" && element.tagName === "DETAILS") || (["class", "style"].includes(name) && element.tagName === "TR");
}

/** A form that saves by itself is not guarded again (guard.js). */
function isGuard(saver, name, element) {
  return name === "data-guard" && element === saver.form;
}

/** Whether a node is a box of one of the places, or its stamp: the boxes are filled apart (refill). */
function isBox(form, places, node) {
  return node instanceof Element && node.matches(BOXES) && node.form === form && (node.name.endsWith("~base") || places.has(addressIn(node.name)));
}

function holdsUnsaved(saver, node) {
  if (!(node instanceof Element)) return false;
  return Array.from(saver.dirty).some((at) => boxesAt(saver.form, at).some((box) => node.contains(box)));
}

function rulesFor(saver) {
  const places = new Set(placesOf(saver.form));
  return {
    morphStyle: "innerHTML",
    callbacks: {
      beforeNodeMorphed: (old) => !isOurs(old) && !isBox(saver.form, places, old),
      beforeNodeRemoved: (old) => !isOurs(old) && !holdsUnsaved(saver, old),
      beforeAttributeUpdated: (name, element) => !isTheirs(name, element) && !isGuard(saver, name, element),
    },
  };
}

/** Whether somebody is in a box, or in the editor over it. */
function isEntered(box) {
  const editor = box.previousElementSibling?.matches("text-editor") ? box.previousElementSibling : null;
  return box === document.activeElement || Boolean(editor?.contains(document.activeElement));
}

/** The page of the server gets a place for every editor of this one, so that none is moved and loses its cursor. */
function makeRoomForEditors(page) {
  document.querySelectorAll("text-editor").forEach((editor) => {
    page.getElementById(editor.nextElementSibling?.id)?.before(editor.cloneNode(false));
  });
}

/** Boxes that nobody here has changed take the stored content with its stamp. */
function refill(saver, fresh) {
  placesOf(saver.form).forEach((at) => {
    if (saver.dirty.has(at) || !fresh.elements.namedItem(`${at}~base`)) return;
    const stored = contentAt(fresh, at);
    const isSame = same(saver.form, at, contentAt(saver.form, at), stored);
    const hasFocus = boxesAt(saver.form, at).some(isEntered);
    if (hasFocus && !isSame) return;
    if (!isSame && versionAt(fresh, at) !== versionAt(saver.form, at)) sayTheirs(saver.form, at);
    if (!hasFocus) put(saver.form, at, stored);
    stampAt(saver.form, at, stampAt(fresh, at));
    saver.known.set(at, stored);
    mark(boxesAt(saver.form, at)[0], boxesAt(fresh, at)[0]);
  });
}

/** A box looks and is described as on the page of the server. */
function mark(box, fresh) {
  box.classList.toggle("is-warn", fresh.classList.contains("is-warn"));
  const said = (box.getAttribute("aria-describedby") || "").split(" ").filter((id) => id.endsWith("-autosave"));
  const told = [fresh.getAttribute("aria-describedby") || "", ...said].filter(Boolean).join(" ");
  if (told) box.setAttribute("aria-describedby", told);
  else box.removeAttribute("aria-describedby");
}

export class Fresh {
  constructor(saver) {
    this.saver = saver;
    this.timer = 0;
  }

  /** Asks for the page once nothing was saved for a moment; until then what is computed is marked as busy. */
  soon() {
    this.busy(true);
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.now(), QUIET);
  }

  busy(is) {
    const live = document.querySelector(".live");
    if (is) live?.setAttribute("aria-busy", "true");
    else live?.removeAttribute("aria-busy");
  }

  async now() {
    window.clearTimeout(this.timer);
    if (this.saver.flight) return;
    const { saves } = this.saver;
    const page = await this.page();
    const fresh = page?.getElementById(this.saver.form.id);
    /* What was saved meanwhile is not on this page; another one follows. */
    if (this.saver.flight || this.saver.saves !== saves) return;
    if (fresh) this.show(page, fresh);
    this.busy(false);
  }

  show(page, fresh) {
    document.getElementById("autosave-outdated").hidden = "autosave" in fresh.dataset;
    if ("autosave" in fresh.dataset) this.take(page, fresh);
  }

  async page() {
    try {
      const response = await fetch(window.location.href, { credentials: "same-origin", redirect: "error" });
      return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
    } catch {
      return null;
    }
  }

  take(page, fresh) {
    const rules = rulesFor(this.saver);
    makeRoomForEditors(page);
    PARTS.forEach((part) => {
      const [old, next] = [document.querySelector(part), page.querySelector(part)];
      if (old && next) Idiomorph.morph(old, next.innerHTML, rules);
    });
    refill(this.saver, fresh);
    document.dispatchEvent(new Event("fresh"));
  }
}
