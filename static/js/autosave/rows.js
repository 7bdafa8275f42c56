/* Adds rows to a table without leaving the page, for a block that has more lines than the table has rows. */
import { ask, token } from "./wire.js";

const TRIES = 3;
const UNREACHABLE = "没有连上系统，行还没有加上。请等网络恢复后再按一次。";
const EXPIRED = "登录已过期，行还没有加上。请重新登录，再按一次。";
const FAILED = "系统暂时出错，行还没有加上。请稍后再按一次；一直不行请联系系统管理员。";
const NOT_SHOWN = "行已经加好，这一页还没有显示出来。请刷新页面后再粘贴。";

/** Asks the server for rows; resolves with the address of the first, or with why there are none. */
async function ordered(saver, { table, count, once }) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: token(), once, then: `add:${table}/${count}` });
  const answer = await ask(saver.form.action, { method: "POST", body });
  if (answer.status === 200 && answer.body.at) return { first: decodeURIComponent(answer.body.at.split("#")[1]) };
  if (answer.status === 401 || answer.body.stale) {
    saver.stop({ signIn: true, why: EXPIRED });
    return { reason: EXPIRED };
  }
  return { reason: answer.body.reason || (answer.status ? FAILED : UNREACHABLE) };
}

/** Waits until the page shows a row; nothing typed is lost by it, as what is typed is saved first. */
async function shown(saver, fresh, address) {
  for (let left = TRIES; left && !document.getElementById(address); left -= 1) {
    await saver.flush();
    await fresh.now();
  }
  return document.getElementById(address);
}

/** Answers a page's wish for rows (paste.js): `tell` hears { row }, the first of them, or { reason }. */
export function addRowsOnDemand(saver, fresh) {
  document.addEventListener("more-rows", async ({ detail }) => {
    const { first, reason } = await ordered(saver, detail);
    const row = first && (await shown(saver, fresh, first));
    detail.tell(row ? { row } : { reason: reason || NOT_SHOWN });
  });
}
