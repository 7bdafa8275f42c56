/* Uploads files piece by piece with progress, goes on where a dropped connection stopped, takes files that are dropped
   on the form. Without it the form is a plain one. */

const form = document.querySelector("form[data-upload]");
const LONGEST_PAUSE = 30000;

class Refused extends Error {}
class SignedOut extends Error {}
class Gone extends Error {}

const pause = (milliseconds) =>
  new Promise((done) => {
    setTimeout(done, milliseconds);
  });

async function ask(url, options = {}) {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  const token = cookie ? cookie[1] : form.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(url, {
    credentials: "same-origin",
    ...options,
    headers: { Accept: "application/json", "X-CSRFToken": token, ...(options.headers || {}) },
  });
  if (answer.redirected || answer.status === 401) throw new SignedOut();
  document.dispatchEvent(new Event("portal:answered"));
  if (answer.status === 404) throw new Gone();
  const json = (answer.headers.get("Content-Type") || "").startsWith("application/json");
  if (answer.status >= 500 || !json) {
    if (answer.status === 403) throw new SignedOut();
    throw new TypeError(String(answer.status));
  }
  const said = await answer.json();
  if (said.stale) throw new SignedOut();
  if (said.reason) throw new Refused(said.reason);
  return { status: answer.status, said };
}

/* Tries again with growing pauses as long as the connection, not the portal, says no. */
async function stubborn(act, row) {
  for (let wait = 1000; ; wait = Math.min(wait * 2, LONGEST_PAUSE)) {
    try {
      return await act();
    } catch (trouble) {
      if (!(trouble instanceof TypeError)) throw trouble;
      row.say(`连接断开，${wait / 1000} 秒后继续`);
      await pause(wait);
    }
  }
}

function rowFor(file) {
  const row = document.createElement("li");
  const name = document.createElement("span");
  const bar = document.createElement("progress");
  const words = document.createElement("span");
  name.textContent = file.name;
  bar.max = file.size || 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  row.append(name, bar, words);
  const list = form.querySelector("[data-uploads]");
  list.hidden = false;
  list.append(row);
  return {
    say(text, bad = false) {
      words.textContent = text;
      words.className = bad ? "refused" : "";
    },
    at(received) {
      bar.value = received;
      this.say(`${Math.floor((100 * received) / (file.size || 1))}%`);
    },
    button(text) {
      return new Promise((done) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn btn-light btn-sm ms-2";
        button.textContent = text;
        button.addEventListener("click", () => {
          button.remove();
          done();
        });
        words.append(button);
      });
    },
  };
}

async function announce(file, place, row) {
  const told = new URLSearchParams({
    name: file.name,
    size: file.size,
    mark: file.lastModified || "",
    place: place.place,
    pages: place.pages,
    spread: place.spread,
  });
  const { said } = await stubborn(() => ask(form.dataset.upload, { method: "POST", body: told }), row);
  return said;
}

async function send(file, place, row) {
  const upload = await announce(file, place, row);
  let { received } = upload;
  row.at(received);
  for (;;) {
    while (received < file.size) {
      const piece = file.slice(received, received + Number(form.dataset.piece));
      const offset = received;
      const { said } = await stubborn(
        () =>
          ask(`${upload.pieces}?offset=${offset}`, {
            method: "POST",
            body: piece,
            headers: { "Content-Type": "application/octet-stream" },
          }),
        row,
      );
      received = said.received;
      row.at(received);
    }
    row.say("正在检查");
    const { status, said } = await stubborn(() => ask(upload.finish, { method: "POST" }), row);
    if (status !== 409) return said.said;
    received = said.received;
  }
}

/* Brings a file in, or says why it cannot be kept. A person who was signed out goes on after signing in. */
async function carry(file, place, row) {
  for (let again = 0; ; again += 1) {
    try {
      if (file.size > Number(form.dataset.most)) throw new Refused(form.dataset.tooLarge);
      row.say(await send(file, place, row));
      return;
    } catch (trouble) {
      if (trouble instanceof Refused) {
        row.say(trouble.message, true);
        return;
      }
      if (trouble instanceof Gone && again < 3) continue;
      if (!(trouble instanceof SignedOut)) {
        row.say("没有上传：文件读不出来，或这份自评现在不能修改。请刷新页面后重试。", true);
        return;
      }
      row.say("登录已过期。请在另一个窗口重新登录，已传的部分还在。", true);
      await row.button("继续");
    }
  }
}

let waiting = Promise.resolve();
let open = 0;

function take(files) {
  const place = {
    place: form.elements.place.value,
    pages: form.elements.pages.value,
    spread: form.elements.spread.checked ? "on" : "",
  };
  for (const file of files) {
    const row = rowFor(file);
    row.say("等待上传");
    open += 1;
    waiting = waiting.then(async () => {
      await carry(file, place, row);
      open -= 1;
      if (!open) await showLists();
    });
  }
}

/* The lists as the portal has them now; what was said of each file above them stays. */
async function showLists() {
  try {
    const answer = await fetch(window.location.href, { credentials: "same-origin", redirect: "error" });
    if (!answer.ok) throw new Gone();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelectorAll("[data-fresh]").forEach((old) => old.replaceWith(page.getElementById(old.id)));
  } catch {
    addReload();
  }
}

function addReload() {
  const list = form.querySelector("[data-uploads]");
  if (list.querySelector("a")) return;
  const row = document.createElement("li");
  const link = document.createElement("a");
  link.href = window.location.pathname;
  link.textContent = "刷新页面，查看已上传的文件";
  row.append(link);
  list.append(row);
}

if (form) {
  form.addEventListener("submit", (event) => {
    const box = form.elements.files;
    if (!box.files.length) return;
    event.preventDefault();
    take(Array.from(box.files));
    box.value = "";
    box.dispatchEvent(new Event("change", { bubbles: true }));
  });
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      if (!event.dataTransfer || !Array.from(event.dataTransfer.types).includes("Files")) return;
      event.preventDefault();
      form.classList.add("over");
    });
  }
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("over");
  });
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    take(Array.from(event.dataTransfer.files));
  });
  window.addEventListener("beforeunload", (event) => {
    if (open) event.preventDefault();
  });
}
