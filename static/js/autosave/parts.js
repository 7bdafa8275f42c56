/* Parts of the page that are made from a template of the server's, and the texts in them. */

/** A new part from the template `autosave-<name>`. */
export function part(name) {
  return document.getElementById(`autosave-${name}`).content.firstElementChild.cloneNode(true);
}

/** Writes a text into its place in a part. */
export function write(element, name, text) {
  element.querySelector(`[data-text="${name}"]`).textContent = text;
}
