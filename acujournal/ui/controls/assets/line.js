// One line: a text with offered words, a date or a time of day. Sent as one types; dates and times once they are whole.
import { count, figure, freshId, notice, part, start } from "./parts.js";

const TYPING = 400;

export function line(data, wire) {
  const { line: below, say } = notice();
  const offered = part("datalist", { id: freshId() });
  const box = part("input", { id: freshId(), type: data.type, dir: "auto", autocomplete: "off", enterKeyHint: "done" });
  if (data.type === "text") box.setAttribute("list", offered.id);
  if (data.least) box.min = data.least;
  box.setAttribute("aria-describedby", below.id);
  const element = part(
    "div",
    { className: "line" },
    part("label", { htmlFor: box.id, textContent: data.label }),
    box,
    offered,
    below,
  );

  const judge = () => {
    const length = count(box.value);
    const isOver = data.limit > 0 && length > data.limit;
    box.setAttribute("aria-invalid", String(isOver));
    say(isOver ? tooLong(length, data) : "");
  };
  const keep = () => {
    judge();
    wire.set(start(box.value, data.kept), TYPING);
  };
  box.oninput = (event) => {
    if (!event.isComposing) keep();
  };
  box.addEventListener("compositionend", keep);
  box.onblur = () => wire.flush();
  box.onkeydown = (event) => {
    if (event.key === "Enter") wire.flush();
  };
  const show = (value) => {
    if (box.value !== value) box.value = value;
    judge();
  };
  const update = (fresh) => offered.replaceChildren(...fresh.offered.map((words) => part("option", { value: words })));
  update(data);
  return { element, show, update };
}

function tooLong(length, { limit, kept }) {
  const over = `This can have ${figure(limit)} characters and has ${figure(length - limit)} more. Please shorten it.`;
  const rest = ` Only the first ${figure(kept)} are kept if you leave this page, so copy the rest first.`;
  return length > kept ? over + rest : over;
}
