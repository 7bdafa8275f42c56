/* One request to the server, and what came of it, as a value that is never an exception. */

const LONGEST_WAIT = 20_000;
const KEEPS_ALIVE = 60_000;

/** Asks the server; resolves with { status, body } — status 0 when nothing came back, body {} where it is no JSON. */
export async function ask(url, options = {}) {
  const headers = { Accept: "application/json", ...options.headers };
  try {
    const response = await fetch(url, {
      credentials: "same-origin",
      redirect: "error",
      signal: AbortSignal.timeout(LONGEST_WAIT),
      ...options,
      headers,
    });
    if (response.status !== 401) document.dispatchEvent(new Event("portal:answered"));
    const isJSON = (response.headers.get("Content-Type") || "").startsWith("application/json");
    const body = isJSON ? await response.json() : {};
    return { status: response.status, body, wait: Number(response.headers.get("Retry-After")) || 0 };
  } catch {
    return { status: 0, body: {}, wait: 0 };
  }
}

/** The token that the server expects with a write; it changes when somebody signs in. */
export function token() {
  return document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

/** Notes a new token in every form of the page. */
export function noteToken(value) {
  document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((box) => (box.value = value));
  if (document.body.hasAttribute("hx-headers")) document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": value }));
}

/** Sends a write. A page that is being left may still send a short one. */
export function post(url, body) {
  const text = JSON.stringify(body);
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token() };
  return ask(url, { method: "POST", body: text, headers, keepalive: text.length < KEEPS_ALIVE / 3 });
}

/** A name that nothing else has: of a request, by which the server knows it when it comes again, or of a page. */
export function randomName() {
  const bytes = window.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
