// Shows nothing: Streamlit calls the box of its file chooser "presentation" and gives it a name all the same, which
// leaves it to chance whether a screen reader says it. It is a group.
import { part } from "./parts.js";

const BOX = '[data-testid="stFileUploaderDropzone"][role="presentation"]';

function name() {
  for (const box of document.querySelectorAll(BOX)) box.setAttribute("role", "group");
}

export function naming() {
  // The box is drawn anew with each file.
  const watch = new MutationObserver(name);
  watch.observe(document.body, { childList: true, subtree: true, attributeFilter: ["role"] });
  name();
  return { element: part("div", { hidden: true }), show: () => {}, leave: () => watch.disconnect() };
}
