// The browser half of the controls. Streamlit calls the default export on the first mount and on every change of data.
import { Wire } from "./wire.js";
import { sheet } from "./style.js";
import { scale } from "./scale.js";
import { text } from "./text.js";
import { number } from "./number.js";
import { line } from "./line.js";
import { choices, names, one } from "./chips.js";
import { points } from "./points.js";
import { body } from "./body.js";
import { turning } from "./turning.js";
import { presence } from "./presence.js";
import { beginning } from "./beginning.js";
import { file } from "./sending.js";
import { printer } from "./print.js";
import { address, pageprinter } from "./handing.js";

const KINDS = { scale, text, line, number, choices, one, names, points, body, turning, presence, beginning, file, print: printer, address, pageprinter };
const mounted = new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  let here = mounted.get(parentElement);
  if (here?.id !== data.id || here?.kind !== data.kind) {
    leave(here);
    here = mount(data, parentElement);
    mounted.set(parentElement, here);
  }
  here.wire.send = (value) => setStateValue("sent", value);
  // An untouched control follows the server; a touched one belongs to the person.
  if (here.wire.take(data)) here.control.show(here.wire.value);
  here.control.update?.(data);
  return () => {
    // Streamlit also calls this when two changes of data overtake each other; the control is then still on the page.
    if (parentElement.isConnected) return;
    leave(here);
    mounted.delete(parentElement);
  };
}

function leave(here) {
  here?.wire.leave();
  here?.control.leave?.();
}

function mount(data, parent) {
  const wire = new Wire(data);
  const control = KINDS[data.kind](data, wire);
  control.element.classList.add("control");
  // A newer version of this program may find what an older one has drawn.
  for (const old of parent.querySelectorAll(".control")) old.remove();
  parent.adoptedStyleSheets = [sheet];
  parent.append(control.element);
  control.show(wire.value);
  return { id: data.id, kind: data.kind, wire, control };
}
