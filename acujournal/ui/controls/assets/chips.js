// Toggles: several of a fixed list, one of a fixed list, and names of one's own.
import { count, figure, freshId, notice, part } from "./parts.js";

const TYPING = 400;

export function choices(data, wire) {
  const group = chipGroup(data);
  const boxes = new Map(data.options.map(([id, words]) => [id, group.add(words)]));
  group.element.onchange = () => wire.set([...boxes].filter(([, box]) => box.checked).map(([id]) => id));
  const show = (value) => boxes.forEach((box, id) => (box.checked = value.includes(id)));
  return { element: group.element, show };
}

// The same with the meaning of radio buttons: one is always chosen.
export function one(data, wire) {
  const group = chipGroup(data, "radio");
  group.element.classList.add("one");
  const boxes = new Map(data.options.map(([id, words]) => [id, group.add(words)]));
  group.element.onchange = () => wire.set([...boxes].find(([, box]) => box.checked)[0]);
  const show = (value) => boxes.forEach((box, id) => (box.checked = id === value));
  return { element: group.element, show };
}

export function names(data, wire) {
  const group = chipGroup(data);
  const { line, say } = notice();
  const field = part("input", { type: "text", id: freshId(), dir: "auto", autocomplete: "off", enterKeyHint: "done" });
  const button = part("button", { type: "button", className: "add", textContent: "Add" });
  field.setAttribute("aria-describedby", line.id);
  button.setAttribute("aria-label", `Add to: ${data.label}`);
  group.element.append(
    part("label", { className: "another", htmlFor: field.id, textContent: data.another }),
    part("div", { className: "field" }, field, button),
    line,
  );

  const boxes = new Map();
  const chip = (name) => {
    if (!boxes.has(fold(name))) boxes.set(fold(name), Object.assign(group.add(name), { name }));
    return boxes.get(fold(name));
  };
  const keep = (wait) => {
    const chosen = [...boxes.values()].filter((box) => box.checked).map((box) => box.name);
    wire.set({ chosen, typing: field.value }, wait);
  };
  const problem = (name) => {
    const over = count(name) - data.limit;
    if (over > 0) return `A name can have ${figure(data.limit)} characters; this one has ${figure(over)} more. Shorten it.`;
    const full = [...boxes.values()].filter((box) => box.checked).length >= data.most;
    return full && name ? `Only ${data.most} names fit. Take one off first.` : "";
  };
  const add = () => {
    const name = bare(field.value);
    const trouble = problem(name);
    say(trouble);
    if (!name || trouble) return;
    chip(name).checked = true;
    field.value = "";
    say(`Added: ${name}`);
    keep(0);
  };

  data.offered.forEach(chip);
  group.chips.onchange = () => keep(0);
  field.oninput = (event) => {
    say(problem(bare(field.value)));
    if (!event.isComposing) keep(TYPING);
  };
  field.addEventListener("compositionend", () => keep(TYPING));
  field.onblur = () => wire.flush();
  field.onkeydown = (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    add();
  };
  button.onclick = () => {
    add();
    field.focus();
  };
  const show = ({ chosen, typing }) => {
    const wanted = new Set(chosen.map(fold));
    chosen.forEach(chip);
    boxes.forEach((box, name) => (box.checked = wanted.has(name)));
    if (field.value !== typing) field.value = typing;
  };
  return { element: group.element, show, update: (fresh) => fresh.offered.forEach(chip) };
}

function chipGroup({ label }, type = "checkbox") {
  const name = freshId();
  const chips = part("div", { className: "chips" });
  const element = part("fieldset", { className: "choices" }, part("legend", { textContent: label }), chips);
  const add = (words) => {
    const box = part("input", { type, name });
    chips.append(part("label", {}, box, part("span", { dir: "auto", textContent: words })));
    return box;
  };
  return { element, chips, add };
}

function bare(name) {
  return name.trim().replace(/\s+/g, " ");
}

function fold(name) {
  return bare(name).toLowerCase();
}
