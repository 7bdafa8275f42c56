/* Saves a form while it is filled in: only what changed, one request at a time, the same request again with growing
   pauses until it is answered. What stands in the boxes is never touched, save by the person's choice. */
import { page } from "./pages.js";
import * as places from "./places.js";
import * as store from "./store.js";
import { post, randomName } from "./wire.js";

const AFTER_LAST_KEY = 1000;
const MOST_AT_ONCE = 500;
const PAUSES = [1, 2, 4, 8, 15, 30, 60];
const AGAIN = new Set([0, 408, 425, 429, 500, 502, 503, 504]);
/* So often in a row a sign-in that did not help is taken for an accident. */
const MOST_SIGN_INS = 3;
const EXPIRED = "登录已过期。填写的内容还在，登录后接着保存。";
const USELESS = "登录以后仍然存不进去。填写的内容还在本页，请先复制出来，再刷新页面；仍然不行的，请联系系统管理员。";
const GONE = "这份自评现在不能由您填写。请刷新页面查看原因。";

export class Saver {
  /** `tell(saver)` is called whenever something changed that the page shows. */
  constructor(form, tell) {
    this.form = form;
    this.tell = tell;
    this.person = Number(form.dataset.person);
    this.filing = Number(form.dataset.filing);
    this.stage = Number(form.dataset.stage);
    this.known = new Map(places.placesOf(form).map((at) => [at, places.contentAt(form, at)]));
    this.dirty = new Set();
    /** Copies that closed pages left. */
    this.left = [];
    /** Place -> { content, what }: refused by the server, not sent again until changed. */
    this.refused = new Map();
    /** Place -> the other text; waits for a choice. */
    this.clashes = new Map();
    /** Place -> what the server read it as. */
    this.notices = new Map();
    this.flight = null;
    this.failures = 0;
    /** How the last failure was answered, 0 when nothing came back. */
    this.trouble = 0;
    this.signIns = 0;
    this.timer = 0;
    this.halt = null;
    this.savedAt = "";
    this.saves = 0;
    this.waiting = [];
  }

  /** Looks at a place again after somebody typed. */
  note(at, pause = AFTER_LAST_KEY) {
    const content = places.contentAt(this.form, at);
    const known = this.known.get(at) ?? content;
    this.notices.delete(at);
    if (places.same(this.form, at, content, known) && !this.clashes.has(at) && !this.isSent(at)) this.settle(at);
    else {
      this.dirty.add(at);
      this.keep(at, content);
      if (this.halt?.passing) this.halt = null;
    }
    this.schedule(pause);
    this.tell(this);
  }

  /** Keeps a content on this computer with the version that it would have followed. */
  keep(at, content, isRefused = false) {
    const [label, base] = [places.labelAt(this.form, at), places.versionAt(this.form, at)];
    store.keep({ ...this.key(at), stage: this.stage, label, base, isRefused, ...content });
  }

  key(at) {
    return { person: this.person, filing: this.filing, at, page };
  }

  /** Whether a request is under way with something for a place: what the server has then is not yet known. */
  isSent(at) {
    return Boolean(this.flight?.places.some((place) => place.at === at));
  }

  settle(at) {
    this.dirty.delete(at);
    this.refused.delete(at);
    this.forget(at, places.contentAt(this.form, at));
  }

  /** Forgets this page's copy of a place, and what closed pages left there that says the same as `content`. */
  forget(at, content) {
    store.forget(this.key(at));
    this.forgetLeft((entry) => entry.at === at && places.same(this.form, at, entry, content));
  }

  /** Forgets those copies of closed pages for which `isOver`. */
  forgetLeft(isOver) {
    this.left.filter(isOver).forEach(store.forget);
    this.left = this.left.filter((entry) => !isOver(entry));
  }

  /** Whether everything that stands in the boxes is on the server. */
  get clean() {
    return !this.dirty.size && !this.flight;
  }

  /** The changed places that wait for nothing but a request. */
  sendable() {
    return Array.from(this.dirty).filter((at) => !this.clashes.has(at) && !this.isRefused(at) && !this.lacksReason(at));
  }

  /** Whether 无此事项 is ticked and its reason still to be written: the server would only refuse it. */
  lacksReason(at) {
    const { text, status } = places.contentAt(this.form, at);
    return status === "na" && !text.trim();
  }

  isRefused(at) {
    const refusal = this.refused.get(at);
    if (!refusal) return false;
    if (places.same(this.form, at, places.contentAt(this.form, at), refusal.content)) return true;
    this.refused.delete(at);
    return false;
  }

  schedule(pause) {
    if (this.flight) return;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.send(), pause);
  }

  /** Sends what waits; a request that was not answered goes out again as it was. */
  async send() {
    window.clearTimeout(this.timer);
    if (this.sending || this.halt) return this.answered();
    const wanted = this.sendable().slice(0, MOST_AT_ONCE);
    if (!this.flight && !wanted.length) return this.answered();
    this.flight ??= { request: randomName(), person: this.person, places: wanted.map((at) => this.packed(at)) };
    this.sending = true;
    this.tell(this);
    const answer = await post(this.form.dataset.autosave, this.flight);
    this.sending = false;
    if (AGAIN.has(answer.status)) this.later(answer);
    else this.take(answer);
    this.tell(this);
    return undefined;
  }

  packed(at) {
    const { text, status } = places.contentAt(this.form, at);
    return { at, text, status, base: places.versionAt(this.form, at) };
  }

  later({ status, wait }) {
    this.trouble = status;
    const pause = Math.max(wait, PAUSES[Math.min(this.failures, PAUSES.length - 1)]) * (0.75 + Math.random() / 2);
    this.failures += 1;
    this.next = Date.now() + pause * 1000;
    this.timer = window.setTimeout(() => this.send(), pause * 1000);
    this.answered();
  }

  /** Takes an answer that is final for this request. */
  take({ status, body }) {
    const sent = new Map(this.flight.places.map((place) => [place.at, place]));
    this.failures = 0;
    if (status === 200) {
      this.signIns = 0;
      this.flight = null;
      body.saved.forEach((one) => this.stored(one, sent.get(one.at)));
      body.problems.forEach((one) => this.refuse(one, sent.get(one.at), true));
      body.conflicts.forEach((one) => this.clashes.set(one.at, one));
      this.savedAt = body.at;
      this.saves += 1;
    } else if (status === 400 || status === 413) {
      this.flight = null;
      const named = (body.problems ?? []).filter((one) => sent.has(one.at));
      const what = body.problems?.[0]?.what ?? "送来的内容有误。请刷新页面，核对后重新填写。";
      (named.length ? named : Array.from(sent.keys(), (at) => ({ at, what }))).forEach((one) => this.refuse(one, sent.get(one.at)));
    } else if (status === 401 || body.stale || body.stranger) {
      this.signIns += 1;
      const helps = this.signIns <= MOST_SIGN_INS;
      this.halt = helps ? { signIn: true, why: body.stranger || EXPIRED } : { why: USELESS };
    } else {
      /* Not the person's any more: typing on changes nothing about it. Of other refusals it may. */
      this.flight = null;
      this.halt = { passing: status !== 403, why: body.reason || GONE };
    }
    if (this.sendable().length && !this.halt) this.schedule(0);
    else this.answered();
  }

  stored({ at, version, notice }, sent) {
    places.noteVersion(this.form, at, version);
    this.known.set(at, sent);
    this.refused.delete(at);
    this.forgetLeft((entry) => entry.at === at && entry.isRefused);
    if (notice) this.notices.set(at, notice);
    /* What was typed since is kept further, in the copy of this page. */
    if (!places.same(this.form, at, places.contentAt(this.form, at), sent)) return;
    this.dirty.delete(at);
    this.forget(at, sent);
  }

  /** Notes why a content cannot be saved; `isRead`: the server read it, and its copy is over once another is saved. */
  refuse({ at, what }, sent, isRead = false) {
    if (!sent) return;
    this.refused.set(at, { content: sent, what });
    const content = places.contentAt(this.form, at);
    if (isRead && places.same(this.form, at, content, sent)) this.keep(at, content, true);
  }

  /** The person's choice between two texts of one place. */
  choose(at, mine) {
    const other = this.clashes.get(at);
    this.clashes.delete(at);
    places.noteVersion(this.form, at, other.version);
    this.known.set(at, other);
    if (!mine) {
      this.forget(at, places.contentAt(this.form, at));
      places.sayTheirs(this.form, at);
      places.put(this.form, at, other);
    }
    this.note(at, 0);
  }

  /** Sends nothing more before what stands in the way is over. */
  stop(halt) {
    this.halt = halt;
    this.tell(this);
  }

  /** Goes on after the person signed in again, or the network came back. */
  resume() {
    if (this.halt && !this.halt.signIn) return this.answered();
    this.halt = null;
    this.failures = 0;
    return this.send();
  }

  /** Resolves with whether everything could be saved, as soon as that is known. */
  flush() {
    const done = new Promise((resolve) => this.waiting.push(resolve));
    if (this.halt?.passing) this.halt = null;
    this.send();
    return done;
  }

  answered() {
    if (this.sending) return;
    this.waiting.splice(0).forEach((resolve) => resolve(this.clean));
  }
}
