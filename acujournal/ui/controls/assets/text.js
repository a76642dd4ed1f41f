// The note: grows with its text, is sent while one types, is never cut on screen.
import { count, figure, freshId, notice, part, start } from "./parts.js";

const TYPING = 400;

export function text(data, wire) {
  const { line, say } = notice();
  const tally = part("p", { className: "tally", ariaHidden: "true" });
  const area = part("textarea", { id: freshId(), rows: 3, dir: "auto" });
  area.setAttribute("aria-describedby", line.id);
  const element = part(
    "div",
    { className: "text" },
    part("label", { htmlFor: area.id, textContent: data.label }),
    area,
    part("div", { className: "foot" }, line, tally),
  );

  let composing = false;
  let speaking;
  const look = () => {
    grow(area);
    const length = count(area.value);
    const over = length > data.limit;
    tally.textContent = length > data.limit * 0.8 ? `${figure(length)} of ${figure(data.limit)}` : "";
    area.setAttribute("aria-invalid", String(over));
    // A screen reader should hear the sentence once one pauses, not at every key.
    clearTimeout(speaking);
    speaking = setTimeout(() => say(over ? tooLong(length, data) : ""), over ? 600 : 0);
  };
  const keep = (wait) => wire.set(start(area.value, data.kept), wait);

  area.oninput = () => {
    look();
    if (!composing) keep(TYPING);
  };
  // Half a composed word (Japanese, Chinese, Korean, many phone keyboards) is not yet text.
  area.addEventListener("compositionstart", () => (composing = true));
  area.addEventListener("compositionend", () => {
    composing = false;
    keep(TYPING);
  });
  area.onblur = () => wire.flush();
  const show = (value) => {
    if (area.value !== value) area.value = value;
    look();
  };
  requestAnimationFrame(() => grow(area));
  return { element, show };
}

function tooLong(length, { limit, kept }) {
  const over = `This has ${figure(length)} characters, ${figure(length - limit)} more than can be saved. Please shorten it.`;
  const rest = ` Only the first ${figure(kept)} are kept if you leave this page, so copy the rest first.`;
  return length > kept ? over + rest : `${over} Nothing is lost meanwhile.`;
}

// Browsers without field-sizing need to be told the height.
function grow(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
