/* A box for a file speaks our words: the browser's own has those of the browser's language. It lies over ours, unseen,
   and is what is pressed, focused and read out. */

function say(input) {
  const names = Array.from(input.files, (file) => file.name);
  input.parentElement.querySelector("[data-said]").textContent = names.join("、") || "没有选择文件";
}

function dress(input) {
  if (input.closest(".file-box")) return;
  const box = document.createElement("span");
  const face = document.createElement("span");
  const button = document.createElement("b");
  const said = document.createElement("span");
  box.className = input.classList.contains("w-auto") ? "file-box small-box" : "file-box";
  face.className = "form-control file-face";
  face.setAttribute("aria-hidden", "true");
  button.textContent = input.multiple ? "选择文件（可多选）" : "选择文件";
  said.dataset.said = "";
  face.append(button, said);
  input.replaceWith(box);
  box.append(input, face);
  say(input);
}

function dressAll() {
  document.querySelectorAll("input[type=file].form-control").forEach(dress);
}

document.addEventListener("change", (event) => {
  if (event.target.matches(".file-box > input")) say(event.target);
});
document.addEventListener("htmx:afterSettle", dressAll);
dressAll();
