// A number as text: Python reads it and answers with a sentence if it cannot; nothing typed is ever rewritten.
import { freshId, notice, part } from "./parts.js";

const TYPING = 700;

export function number(data, wire) {
  const { line, say } = notice();
  const reading = part("span", { className: "reading" });
  const box = part("input", { id: freshId(), type: "text", inputMode: "decimal", autocomplete: "off", enterKeyHint: "done" });
  box.setAttribute("aria-describedby", line.id);
  const element = part(
    "div",
    { className: "number" },
    part("label", { htmlFor: box.id }, data.label, part("span", { className: "unseen", textContent: ` (${data.unit})` })),
    part("div", { className: "field" }, box, part("span", { className: "unit", ariaHidden: "true", textContent: data.unit }), reading),
    line,
  );

  const keep = (wait) => {
    judge("", "");
    wire.set(box.value, wait);
  };
  const judge = (problem, meaning) => {
    say(problem);
    reading.textContent = meaning;
    box.setAttribute("aria-invalid", String(Boolean(problem)));
  };
  box.oninput = () => keep(TYPING);
  box.onblur = () => wire.flush();
  box.onkeydown = (event) => {
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (event.key === "Enter") wire.flush();
    if (!way || !/^\d+([.,]\d*)?$/.test(box.value)) return;
    event.preventDefault();
    const next = Number(box.value.replace(",", ".")) + way * data.step;
    box.value = String(Number(Math.min(data.high, Math.max(data.low, next)).toFixed(4)));
    keep(250);
  };
  const show = (value) => {
    if (box.value !== value) box.value = value;
  };
  // The sentence belongs to the text it was said about.
  const update = (fresh) => fresh.text === box.value && judge(fresh.problem, fresh.reading);
  return { element, show, update };
}
