// Carries one control's value to the server and makes sure that it arrives.
//
// Every message is numbered and Python answers with the last number it has seen ("ack"). What is not yet answered is
// sent again: when the connection is back, and otherwise after 4, 8, 16 ... seconds. Nothing is sent into a broken
// connection. Values are kept per key for as long as the page is loaded, so a control that is drawn anew never shows
// an older answer than the person gave.

import { isAway, onReturn } from "./connection.js";

const kept = (globalThis[Symbol.for("acujournal.controls")] ??= new Map());
const live = new Set();
const FIRST_RETRY = 4000;
const LAST_RETRY = 16000;

export class Wire {
  #id;
  #entry;
  #timer;
  #retry;
  #latest = 0;
  #pause = FIRST_RETRY;

  constructor({ id, value, ack }) {
    this.#id = id;
    const before = kept.get(id);
    this.#entry = before && isPending(before) ? before : { value, sent: before?.sent ?? 0, acked: 0, touched: false };
    this.#entry.sent = Math.max(this.#entry.sent, ack ?? 0);
    if (!isPending(before)) this.#entry.acked = this.#entry.sent;
    kept.set(id, this.#entry);
    live.add(this);
    if (isPending(this.#entry)) this.#soon(0);
    mark();
  }

  get value() {
    return this.#entry.value;
  }

  // Takes what the server says; true if the control must show it.
  take({ value, ack }) {
    const entry = this.#entry;
    if (ack != null) entry.acked = Math.max(entry.acked, Math.min(ack, entry.sent));
    if (!isPending(entry)) this.#calm();
    mark();
    if (entry.touched || same(entry.value, value)) return false;
    entry.value = value;
    return true;
  }

  // Notes a new value at once and sends it after `wait` ms without another one, but at most `most` ms after the first.
  set(value, wait = 0, most = 2000) {
    Object.assign(this.#entry, { value, touched: true, unsent: true });
    mark();
    this.#latest ||= performance.now() + most;
    this.#soon(Math.max(0, Math.min(wait, this.#latest - performance.now())));
  }

  flush() {
    if (this.#entry.unsent) this.push();
  }

  push() {
    clearTimeout(this.#timer);
    const entry = this.#entry;
    if (!this.send || !isPending(entry) || isAway()) return;
    if (entry.unsent) entry.sent += 1;
    entry.unsent = false;
    this.#latest = 0;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.push(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, LAST_RETRY);
    this.send({ v: entry.value, n: entry.sent });
  }

  // Sends what the server should have, even if it has said so.
  greet() {
    if (this.send && !isPending(this.#entry)) this.send({ v: this.#entry.value, n: this.#entry.sent });
  }

  // The control left the page: what was not answered stays kept and is sent when it is drawn again.
  leave() {
    clearTimeout(this.#timer);
    clearTimeout(this.#retry);
    live.delete(this);
    mark();
  }

  get isPending() {
    return isPending(this.#entry);
  }

  #soon(wait) {
    clearTimeout(this.#timer);
    if (wait === 0 && this.send) this.push();
    else this.#timer = setTimeout(() => this.push(), wait);
  }

  #calm() {
    clearTimeout(this.#retry);
    this.#pause = FIRST_RETRY;
  }
}

function isPending(entry) {
  return Boolean(entry && (entry.unsent || entry.sent > entry.acked));
}

// While the server does not know yet what was chosen, no "Saved" may stand beside it (see look.css).
function mark() {
  document.documentElement.toggleAttribute("data-pending", [...live].some((wire) => wire.isPending));
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function flushAll() {
  for (const wire of live) wire.flush();
}

// After a break one control speaks even if it has nothing new to say, so that the whole page is run.
onReturn(() => {
  for (const wire of live) wire.push();
  [...live][0]?.greet();
  return live.size > 0;
});

// A button may act on what was typed a moment ago (and on some phones a tap on it takes no focus away from the text).
addEventListener("pointerdown", flushAll, true);
addEventListener("keydown", (event) => (event.ctrlKey || event.metaKey) && event.key === "Enter" && flushAll(), true);
addEventListener("pagehide", flushAll);
document.addEventListener("visibilitychange", () => document.hidden && flushAll());
