/* Signing in again without leaving the page: the account is the one that opened it, and nothing typed is touched. */
import { ask, noteToken } from "./wire.js";

const UNREACHABLE = "没有连上系统。请等网络恢复后再试，填写的内容还在。";
const OTHER = "现在登录的是另一个账号。请先在那个窗口退出登录，再在这里登录。";

/** Whether the session is the person's own by now; the page then has its token. */
async function isBack(dialog, person) {
  const { status, body } = await ask(dialog.dataset.session);
  if (status !== 200) return UNREACHABLE;
  noteToken(body.token);
  if (body.person === person) return true;
  return body.person === null ? false : OTHER;
}

async function signIn(dialog, person) {
  const back = await isBack(dialog, person);
  if (back) return back;
  const form = dialog.querySelector("form");
  const { status, body } = await ask(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (status === 200 && body.person === person) {
    noteToken(body.token);
    return true;
  }
  return body.reason || (status === 200 ? OTHER : UNREACHABLE);
}

/** Asks for the password in a dialog until the person is back; resolves with whether he is. */
export async function signInAgain(person, why) {
  const dialog = document.getElementById("again");
  if (dialog.open) return false;
  if ((await isBack(dialog, person)) === true) return true;
  const error = dialog.querySelector("[data-error]");
  dialog.querySelector("[data-why]").textContent = why;
  error.textContent = "";
  const before = document.activeElement;
  dialog.showModal();
  const back = await new Promise((resolve) => {
    const form = dialog.querySelector("form");
    form.onsubmit = async (event) => {
      event.preventDefault();
      const outcome = await signIn(dialog, person);
      if (outcome === true) resolve(true);
      else error.textContent = outcome;
    };
    dialog.querySelector("[data-later]").onclick = () => resolve(false);
    dialog.oncancel = () => resolve(false);
  });
  dialog.querySelector("[name=password]").value = "";
  dialog.close();
  before?.focus?.();
  return back;
}
