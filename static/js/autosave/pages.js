/* Which pages of this browser are open: what one of them holds unsaved is its own business and nothing left behind. Web
   Locks would tell as well, over https only. */
import { randomName } from "./wire.js";

const ANSWER_WITHIN = 500;
const channel = "BroadcastChannel" in window ? new BroadcastChannel("portal-pages") : null;

/** The name of this page. A page loaded anew has another: a duplicated window would share what a window remembers. */
export const page = randomName();

channel?.addEventListener("message", ({ data }) => {
  if (data.asked?.includes(page)) channel.postMessage({ open: page });
});

/** Calls `work` with the name of every page that answers. */
export function whenOpen(work) {
  channel?.addEventListener("message", ({ data }) => data.open && work(data.open));
}

/** Which of `names` are open, this page among them; one that does not answer in time is taken for closed. */
export async function openOf(names) {
  const open = new Set([page]);
  const asked = names.filter((name) => name && name !== page);
  if (!channel || !asked.length) return open;
  await new Promise((resolve) => {
    window.setTimeout(resolve, ANSWER_WITHIN);
    whenOpen((name) => {
      open.add(name);
      if (asked.every((each) => open.has(each))) resolve();
    });
    channel.postMessage({ asked });
  });
  return open;
}
