/* The places of a form: each box `name` that a hidden `name~base` stands beside, with its 无此事项 and the reason for it. */
import { plain } from "../numbers.js";

const BASE = "~base";
const ABSENT = "~na";
const REASON = "~reason";

function named(form, name) {
  const found = form.elements.namedItem(name);
  return found instanceof RadioNodeList ? Array.from(found) : found ? [found] : [];
}

function valueOf(form, name) {
  const boxes = named(form, name);
  const choices = boxes.filter((box) => box.type === "radio" || box.type === "checkbox");
  if (choices.length) return choices.find((box) => box.checked)?.value ?? "";
  return boxes[0]?.value ?? "";
}

/** The addresses that can be written in a form. */
export function placesOf(form) {
  return Array.from(form.querySelectorAll(`input[type=hidden][name$="${BASE}"]`), (box) => box.name.slice(0, -BASE.length));
}

/** The address in the name of a box. */
export function addressIn(name) {
  return [ABSENT, REASON].reduce((rest, end) => (rest.endsWith(end) ? rest.slice(0, -end.length) : rest), name);
}

/** The address that a box belongs to, or null. Slow while the form is being changed: the browser counts its boxes anew. */
export function placeOf(form, box) {
  if (!box.name || !form.elements.namedItem) return null;
  const at = addressIn(box.name);
  return form.elements.namedItem(at + BASE) ? at : null;
}

/** What stands at a place: { text, status }. */
export function contentAt(form, at) {
  if (named(form, at + ABSENT)[0]?.checked) return { text: valueOf(form, at + REASON), status: "na" };
  return { text: valueOf(form, at), status: "filled" };
}

/** The boxes of a place, the one that is typed into first. */
export function boxesAt(form, at) {
  return [at, at + ABSENT, at + REASON].flatMap((name) => named(form, name));
}

function fill(form, name, text) {
  named(form, name).forEach((box) => {
    if (box.type === "radio" || box.type === "checkbox") box.checked = box.value === text;
    else {
      box.value = text;
      box.dispatchEvent(new Event("put")); /* an editor over the box shows it */
    }
  });
}

/** Puts a content into the boxes of a place. */
export function put(form, at, { text, status }) {
  const absent = named(form, at + ABSENT)[0];
  if (absent) absent.checked = status === "na";
  fill(form, at, status === "na" ? "" : text);
  fill(form, at + REASON, status === "na" ? text : "");
}

/** Says at the boxes of a place that what comes into them is somebody else's (sheet/undo.js). */
export function sayTheirs(form, at) {
  boxesAt(form, at).forEach((box) => box.dispatchEvent(new Event("theirs", { bubbles: true })));
}

/** The text of a number without what says nothing: separators, and zeros at the end of its decimals. */
function bare(text) {
  const number = plain(text);
  return /^-?\d+\.\d+$/.test(number) ? number.replace(/\.?0+$/, "") : number;
}

/** Whether two contents of a place are the same. */
export function same(form, at, one, other) {
  if (one.status !== other.status) return false;
  const isNumber = one.status === "filled" && "num" in (named(form, at)[0]?.dataset ?? {});
  return isNumber ? bare(one.text) === bare(other.text) : lines(one.text) === lines(other.text);
}

function lines(text) {
  return text.replace(/\r\n?/g, "\n");
}

/** The version that a place was last known to have on the server. */
export function versionAt(form, at) {
  return Number.parseInt(form.elements.namedItem(at + BASE).value, 10) || 0;
}

/** Notes the version that the server has now; without the digest of a page, so that a plain form sends the box. */
export function noteVersion(form, at, version) {
  form.elements.namedItem(at + BASE).value = `${version}.`;
}

/** The stamp of a place as a page sent it. */
export function stampAt(form, at, stamp) {
  const box = form.elements.namedItem(at + BASE);
  if (stamp !== undefined) box.value = stamp;
  return box.value;
}

/** What a person calls a place. */
export function labelAt(form, at) {
  const box = boxesAt(form, at)[0];
  const label = box?.getAttribute("aria-label") || box?.closest("fieldset")?.querySelector("legend")?.textContent;
  return (label || box?.labels?.[0]?.firstChild?.textContent || at).trim();
}

/** A content in words. */
export function said({ text, status }) {
  return status === "na" ? `无此事项：${text}` : text || "未填";
}
