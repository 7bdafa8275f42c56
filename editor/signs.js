/* Characters as the server counts and trims them: rubrics/scoring/clusters.py and Python's own idea of a space. */

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

const MANY = /[^\x00-\u02ff\u2010-\u2027\u3000-\u3029\u3030-\u3098\u309b-\u9fff\uff00-\uff9d]/u;
const CHARACTERS = new Intl.Segmenter("zh", { granularity: "grapheme" });

/** 字数: every character as a person sees it, but spaces. Letters with accents, joined emoji and flags are one each. */
export function count(text) {
  if (!MANY.test(text)) return text.replace(EACH_SPACE, "").length;
  let counted = 0;
  for (const { segment } of CHARACTERS.segment(text)) counted += NOT_SPACE.test(segment.charAt(0)) ? 1 : 0;
  return counted;
}
