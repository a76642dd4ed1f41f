// A button that asks the browser to print. It tells the server nothing, and hides where a browser cannot print.
import { part } from "./parts.js";

export function printer(data) {
  const button = part("button", { type: "button", className: "add", textContent: data.label });
  button.hidden = typeof globalThis.print !== "function";
  button.onclick = () => globalThis.print();
  return { element: part("div", {}, button), show: () => {} };
}
