/* What is said about single places: why one was refused, what was understood, and two texts to choose from. */
import { part, write } from "./parts.js";
import { boxesAt, contentAt, labelAt, said } from "./places.js";

function messageId(at) {
  return `${at}-autosave`;
}

/** The element that a message stands behind: the box, with its unit or the other choices. */
function endOf(box) {
  return box.closest(".input-group, fieldset") || box;
}

function remove(form, at) {
  document.getElementById(messageId(at))?.remove();
  boxesAt(form, at).forEach((box) => {
    box.removeAttribute("aria-invalid");
    box.classList.remove("is-invalid");
    const others = (box.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && id !== messageId(at));
    if (others.length) box.setAttribute("aria-describedby", others.join(" "));
    else box.removeAttribute("aria-describedby");
  });
}

function place(form, at, message, isWrong) {
  const [box] = boxesAt(form, at);
  if (!box) return;
  message.id = messageId(at);
  message.classList.toggle("cell-msg", box.matches(".cell"));
  endOf(box).after(message);
  const others = (box.getAttribute("aria-describedby") || "").split(" ").filter(Boolean);
  box.setAttribute("aria-describedby", [...others, message.id].join(" "));
  if (!isWrong) return;
  box.setAttribute("aria-invalid", "true");
  if (!box.matches(".cell")) box.classList.add("is-invalid");
}

function show(form, at, name, text, isWrong) {
  if (document.getElementById(messageId(at))?.textContent.trim() === text) return;
  remove(form, at);
  const message = part(name);
  write(message, "text", text);
  place(form, at, message, isWrong);
}

/** Shows what the server refused and what it read differently, each at its box, and takes away what is over. */
export function showLines(saver) {
  const { form } = saver;
  const wanted = new Set();
  saver.refused.forEach(({ what }, at) => {
    if (!saver.isRefused(at)) return;
    wanted.add(messageId(at));
    show(form, at, "refused", what, true);
  });
  saver.notices.forEach((notice, at) => {
    if (wanted.has(messageId(at))) return;
    wanted.add(messageId(at));
    show(form, at, "notice", notice, false);
  });
  document.querySelectorAll("[data-autosave-line]").forEach((message) => {
    if (!wanted.has(message.id)) remove(form, message.id.slice(0, -"-autosave".length));
  });
}

/** The first box that was refused. */
export function firstRefused(saver) {
  const at = Array.from(saver.refused.keys()).find((each) => saver.isRefused(each));
  return at ? boxesAt(saver.form, at)[0]?.id : "";
}

function timeOf(moment) {
  return new Date(moment).toLocaleTimeString("zh-CN", { hour12: false });
}

function clashLine(saver, at, other) {
  const line = part("clash");
  line.dataset.clash = at;
  write(line, "label", labelAt(saver.form, at));
  write(line, "mine", said(contentAt(saver.form, at)));
  write(line, "theirs", said(other));
  write(line, "who", `${other.own ? "您在另一个窗口" : other.by} ${timeOf(other.when)} 保存`);
  line.querySelector("[data-mine]").addEventListener("click", () => saver.choose(at, true));
  line.querySelector("[data-theirs]").addEventListener("click", () => saver.choose(at, false));
  return line;
}

/** Lists the places that two people changed, both texts side by side. */
export function showClashes(saver) {
  const panel = document.getElementById("autosave-clashes");
  const list = panel.querySelector("[data-list]");
  list.querySelectorAll("[data-clash]").forEach((line) => {
    if (!saver.clashes.has(line.dataset.clash)) line.remove();
  });
  saver.clashes.forEach((other, at) => {
    const shown = Array.from(list.children).find((line) => line.dataset.clash === at);
    if (shown) write(shown, "mine", said(contentAt(saver.form, at)));
    else list.append(clashLine(saver, at, other));
  });
  panel.hidden = !saver.clashes.size;
}
