/* Elements of the editor. */

/** An element of a class with attributes. */
export function made(name, css, attributes = {}) {
  const element = document.createElement(name);
  if (css) element.className = css;
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  return element;
}

/** A button of the toolbar: a picture, or words where there is none. */
export function button(title, picture, press, words = "") {
  const element = made("button", "btn btn-light btn-sm", { type: "button", title });
  if (picture) element.append(made("i", `bi bi-${picture}`, { "aria-hidden": "true" }));
  if (words) element.append(picture ? ` ${words}` : words);
  else element.setAttribute("aria-label", title);
  element.addEventListener("mousedown", (event) => event.preventDefault()); /* the text keeps its cursor */
  element.addEventListener("click", press);
  return element;
}
