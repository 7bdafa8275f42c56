/* Starts saving by itself on the form that asks for it (data-autosave), and keeps the page from losing anything. */
import { signInAgain } from "./again.js";
import { Fresh } from "./fresh.js";
import { tellWhoIsHere } from "./here.js";
import { showKept } from "./kept.js";
import { firstRefused, showClashes, showLines } from "./lines.js";
import { offer, showOffers } from "./offer.js";
import { boxesAt, placeOf } from "./places.js";
import { Saver } from "./saver.js";
import { addRowsOnDemand } from "./rows.js";
import * as state from "./state.js";

const passing = new WeakSet();

/** Why a request goes out again: the line, the system itself, or too many requests. */
function troubleOf(status) {
  if (status === 429) return "保存得太频繁，稍等自动重试";
  if (status >= 500) return "系统暂时出错，正在重试，一直不行请联系系统管理员";
  return "网络不通，正在重试";
}

function why(saver) {
  if (saver.halt) return [saver.halt.why, saver.halt.signIn ? "#again" : ""];
  if (saver.clashes.size) return [`${saver.clashes.size} 处两人同时修改，请选择保留哪一个`, "#autosave-clashes"];
  if (saver.flight && saver.failures) return [`${troubleOf(saver.trouble)}；填写的内容留在本机`, ""];
  const refused = Array.from(saver.refused.keys()).filter((at) => saver.isRefused(at)).length;
  if (refused) return [`${refused} 处填的内容不能保存，请改正`, `#${firstRefused(saver)}`];
  const reasonless = Array.from(saver.dirty).find((at) => saver.lacksReason(at));
  if (reasonless) return ["选了“无此事项”，还没有写原因", `#${boxesAt(saver.form, reasonless).at(-1).id}`];
  return ["正在填写", ""];
}

/** The same work, done once before the next picture however often it was asked for: a paste asks a thousand times. */
function oncePerFrame(work) {
  let isComing = false;
  return () => {
    if (isComing) return;
    isComing = true;
    window.requestAnimationFrame(() => {
      isComing = false;
      work();
    });
  };
}

function start(form) {
  const leftUnsaved = form.dataset.guard === "unsaved";
  delete form.dataset.guard;
  let saves = 0;
  let isLeaving = false;

  const draw = oncePerFrame(() => {
    showLines(saver);
    showClashes(saver);
    showOffers(saver);
    if (saver.sending && !saver.failures) state.saving();
    else if (!saver.clean) state.unsaved(...why(saver));
    else state.saved(saver.savedAt);
  });
  const saver = new Saver(form, () => {
    if (!saver.clean) state.touched();
    draw();
    if (saver.saves !== saves) {
      saves = saver.saves;
      fresh.soon();
    }
    if (saver.halt?.signIn && !saver.halt.asked) askAgain();
  });
  const fresh = new Fresh(saver);
  if (leftUnsaved) state.unsaved("有的内容没有保存，请看本页上方的说明");

  async function askAgain() {
    saver.halt.asked = true;
    if (await signInAgain(saver.person, saver.halt.why)) await saver.resume();
  }

  function note(event, pause) {
    const at = event.target.form === form && placeOf(form, event.target);
    if (at) saver.note(at, pause);
  }

  document.addEventListener("input", (event) => note(event));
  document.addEventListener("change", (event) => note(event, 0));
  document.addEventListener("focusout", (event) => {
    if (event.target.form === form && saver.dirty.size) saver.schedule(0);
  });

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || link.target) return;
    if (link.getAttribute("href") === "#again") {
      event.preventDefault();
      if (saver.halt) askAgain();
      return;
    }
    const here = link.pathname === window.location.pathname && link.search === window.location.search && link.hash;
    if (here || saver.clean || !link.href.startsWith(window.location.origin)) return;
    event.preventDefault();
    saver.flush().then(() => {
      window.location.href = link.href;
    });
  });

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    saver.flush().then(() => fresh.soon());
  });

  /* A button saves first. What only saves needs no new page; what goes somewhere goes when the server has everything. */
  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented) return;
    if (passing.has(form)) {
      passing.delete(form);
      isLeaving = true;
      return;
    }
    event.preventDefault();
    const button = event.submitter;
    const onlySaves = !button?.name && !leftUnsaved && !form.hasAttribute("data-leaves");
    await saver.flush();
    if (saver.halt?.signIn) await askAgain();
    if (saver.flight || saver.halt) return;
    if (onlySaves) {
      fresh.soon();
      return;
    }
    /* Not while this event is still under way: the browser would drop it. */
    window.setTimeout(() => {
      passing.add(form);
      form.requestSubmit(button ?? undefined);
    });
  });

  window.addEventListener("online", () => {
    if (!saver.clean && !saver.halt) saver.resume();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && saver.dirty.size) saver.schedule(0);
  });
  window.addEventListener("beforeunload", (event) => {
    if (!saver.clean && !isLeaving) event.preventDefault();
  });
  window.addEventListener("pageshow", (event) => {
    isLeaving = false;
    if (event.persisted) fresh.now();
  });

  offer(saver);
  addRowsOnDemand(saver, fresh);
  tellWhoIsHere(form);
}

const form = document.querySelector("form[data-autosave]");
const kept = document.getElementById("autosave-kept");
if (form) start(form);
else if (kept) showKept(kept, document.getElementById("filing-form"));
