// Shows nothing: a page without questions, too, should know whether it reaches its server.
import { part } from "./parts.js";

export function presence() {
  return { element: part("div", { hidden: true }), show: () => {} };
}
