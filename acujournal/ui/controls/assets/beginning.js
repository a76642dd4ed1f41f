// Shows nothing: scrolls to the top when something else is opened. Streamlit keeps the place on the page for links that
// lead from a screen to itself, so the next article would open among its sources.
import { part } from "./parts.js";

// It outlives the control: one that is drawn again for the same article must not move the page under a reader.
let open = null;

export function beginning(data) {
  const update = ({ what }) => {
    if (what === open) return;
    // An address may name a place on the page, and that is where it leads.
    const isLedElsewhere = open === null && location.hash;
    open = what;
    if (!isLedElsewhere) document.querySelector('[data-testid="stMain"]')?.scrollTo({ top: 0, behavior: "instant" });
  };
  update(data);
  return { element: part("div", { hidden: true }), show: () => {}, update };
}
