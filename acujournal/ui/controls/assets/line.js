// One line: a text with offered words, a date or a time of day. Sent as one types; dates and times once they are whole.
import { count, figure, freshId, notice, part } from "./parts.js";

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
    const over = data.limit ? count(box.value) - data.limit : 0;
    box.setAttribute("aria-invalid", String(over > 0));
    say(over > 0 ? `This can have ${figure(data.limit)} characters and has ${figure(over)} more. Please shorten it.` : "");
  };
  const keep = () => {
    judge();
    wire.set(box.value, TYPING);
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
