/* Characters as the server counts and trims them: rubrics/scoring/characters.py and Python's own idea of a space. */

const SPACES = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const EACH_SPACE = new RegExp(`[${SPACES}]`, "gu");
const START = new RegExp(`^[${SPACES}]+`, "u");
const NOT_SPACE = new RegExp(`[^${SPACES}]`, "u");
const BREAKS = /[\t\n\r\u2028\u2029]+/g;
const BROKEN = /[\x00-\x1f\x7f-\x9f\ufffe\uffff]|[\ud800-\udfff]/gu;

export function trimStart(text) {
  return text.replace(START, "");
}

export function trimEnd(text) {
  let end = text.length;
  while (end && !NOT_SPACE.test(text[end - 1])) end -= 1;
  return text.slice(0, end);
}

export function trim(text) {
  return trimEnd(trimStart(text));
}

export function isSpace(sign) {
  return Boolean(sign) && !NOT_SPACE.test(sign);
}

/** A text on one line without what the server refuses. */
export function clean(text) {
  return text.replace(BREAKS, " ").replace(BROKEN, "");
}

/** 字数: every sign but spaces. */
export function count(text) {
  return Array.from(text.replace(EACH_SPACE, "")).length;
}
