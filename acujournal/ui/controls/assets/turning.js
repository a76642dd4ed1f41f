// Shows nothing: asks for the page anew when its day is over, and until it comes takes no answer for the day gone.
//
// A tab may stay open overnight, and a phone may sleep meanwhile and wake with yesterday's page under the thumb.
import { part } from "./parts.js";

const LEAST = 5000;

export function turning(data, wire) {
  let known = {};
  let end = Infinity;
  let timer;

  const turn = () => {
    if (Date.now() < end) return;
    end = -Infinity;
    wire.set(known.stamp);
  };
  const shield = (event) => {
    turn();
    if (end > 0 || !event.composedPath().some((one) => one.classList?.contains("control"))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const kind of ["pointerdown", "click", "keydown"]) addEventListener(kind, shield, true);
  addEventListener("focus", turn);
  document.addEventListener("visibilitychange", turn);

  const update = (fresh) => {
    if (fresh.stamp === known.stamp && fresh.ack === known.ack) return;
    known = fresh;
    end = Date.now() + Math.max(fresh.left * 1000, LEAST);
    clearTimeout(timer);
    timer = setTimeout(turn, end - Date.now());
  };
  update(data);
  const leave = () => {
    clearTimeout(timer);
    for (const kind of ["pointerdown", "click", "keydown"]) removeEventListener(kind, shield, true);
    removeEventListener("focus", turn);
    document.removeEventListener("visibilitychange", turn);
  };
  return { element: part("div", { hidden: true }), show: () => {}, update, leave };
}
