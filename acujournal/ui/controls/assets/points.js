// Acupuncture points: toggles for the chosen ones and those used before, a field that searches while one types, and a
// fold of common ones. Python knows the list of points; the browser knows only what it was told of it.
import { count, figure, freshId, notice, part, start } from "./parts.js";

const TYPING = 120;
const APART = /[,;\n\r\t|•，、；]+/;

export function points(data, wire) {
  const labels = new Map(); // folded code or text -> { words, isAvoided }, or null where it is not in the list
  const boxes = new Map(); // folded code or text -> { key, box, words, element }
  let told = data;
  let waiting; // a text somebody wants to add that the server has yet to take apart
  let rowsShown = "[]";
  let isAboutTyping = false; // whether the sentence under the field is about what stands in it

  const chips = part("div", { className: "chips" });
  const avoided = part("p", { className: "aside" });
  const { line, say } = notice();
  const field = part("textarea", {
    id: freshId(),
    rows: 1,
    dir: "auto",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: false,
    enterKeyHint: "done",
    "aria-describedby": line.id,
  });
  const button = part("button", { type: "button", className: "add", textContent: "Add" });
  button.setAttribute("aria-label", `Add to: ${data.label}`);
  const results = part("ul", { className: "rows", "aria-label": "Points found" });
  const common = fold(data);
  const element = part(
    "fieldset",
    { className: "choices points" },
    part("legend", { textContent: data.label }),
    chips,
    avoided,
    part("label", { className: "another", htmlFor: field.id, textContent: "Add a point: its code, its name, or where on the body" }),
    part("div", { className: "field" }, field, button),
    line,
    results,
    common.element,
  );

  const chipOf = (key, before = null) => {
    const here = boxes.get(folded(key));
    if (here) return here;
    const box = part("input", { type: "checkbox" });
    const words = part("span", { dir: "auto" });
    const chip = { key, box, words, element: part("label", {}, box, words) };
    chips.insertBefore(chip.element, before);
    boxes.set(folded(key), chip);
    return chip;
  };
  const choose = (key) => {
    const { box } = chipOf(key);
    const isNew = !box.checked;
    box.checked = true;
    return isNew;
  };
  const isChosen = (code) => Boolean(boxes.get(folded(code))?.box.checked);
  const nameOf = (key) => labels.get(folded(key))?.words ?? key;
  const isAnswered = () => !wire.isPending;

  const keep = (wait) => {
    const chosen = [...boxes.values()].filter(({ box }) => box.checked).map(({ key }) => key);
    wire.set({ chosen, typing: start(field.value, data.kept) }, wait);
    look();
  };
  const empty = () => {
    field.value = "";
    waiting = undefined;
    grow(field);
  };
  const tell = (added, all) => {
    isAboutTyping = false;
    if (added.length === 0) return say(all.length === 1 ? `Already chosen: ${nameOf(all[0])}` : "All of these are chosen already.");
    say(added.length > 3 ? `Added ${figure(added.length)} points` : `Added ${added.map(nameOf).join(", ")}`);
  };

  // Adds what is typed, as the server reads it; before it has answered, as it stands (the server reads it then).
  const add = () => {
    const text = field.value;
    if (!text.trim()) return;
    if (isAnswered() && told.problem) return judge();
    const pieces = isAnswered() ? told.pieces : apart(text);
    if (!isAnswered() && pieces.some((piece) => count(piece) > data.each)) {
      waiting = text;
      isAboutTyping = true;
      say("Reading your list ...");
      return wire.flush();
    }
    const added = pieces.filter(choose);
    empty();
    keep(0);
    tell(added, pieces);
  };
  const take = (code) => {
    // What stands before it in the field was meant too.
    const before = isAnswered() ? told.before : field.value.split(APART).slice(0, -1).map(bare).filter(Boolean);
    const all = [...before, code];
    const added = all.filter(choose);
    empty();
    keep(0);
    tell(added, all);
    field.focus();
  };

  // Shows what follows from the toggles, without asking anybody.
  const look = () => {
    for (const { key, words } of boxes.values()) label(words, key);
    const codes = [...boxes].filter(([name, { box }]) => box.checked && labels.get(name)?.isAvoided).map(([, { key }]) => key);
    avoided.textContent = codes.length > 0 ? `${codes.join(", ")}: ${data.avoided}` : "";
    for (const [code, box] of common.boxes) box.checked = isChosen(code);
    const isTyping = field.value.trim() !== "";
    common.element.hidden = isTyping;
    results.hidden = !isTyping || results.childElementCount === 0;
    if (isTyping) return;
    results.replaceChildren();
    rowsShown = "[]";
  };
  const label = (words, key) => {
    const isStrange = labels.get(folded(key)) === null;
    const wanted = isStrange ? `${key} (not in our list)` : nameOf(key);
    if (words.textContent === wanted) return;
    words.replaceChildren(isStrange ? part("bdi", { textContent: key }) : nameOf(key));
    if (isStrange) words.append(part("small", { textContent: " (not in our list)" }));
  };

  const judge = () => {
    field.setAttribute("aria-invalid", String(told.problem !== ""));
    const length = field.value.length;
    const cut = length > data.kept ? ` Only the first ${figure(data.kept)} characters are kept if you leave this page.` : "";
    const about = told.problem ? told.problem + cut : field.value.trim() ? sentence() : "";
    if (about || isAboutTyping) say(about);
    isAboutTyping = about !== "";
  };
  const sentence = () => {
    if (told.pieces.length > 1) {
      const few = told.pieces.length <= 4 ? `: ${told.pieces.map(inWords).join(", ")}` : "";
      return `Add takes ${figure(told.pieces.length)} points${few}.`;
    }
    if (told.more) return `Many points found; here are ${told.found.length}. Type more to see fewer.`;
    if (told.found.length > 0) return told.found.length === 1 ? "1 point found" : `${told.found.length} points found`;
    return "Not in our list. You can add it as you wrote it.";
  };
  const inWords = (key) => (labels.get(folded(key)) === null ? `“${key}” (not in our list)` : nameOf(key));

  const learn = (fresh) => {
    for (const [code, words, isAvoided] of fresh.known) labels.set(folded(code), { words, isAvoided });
    for (const [code, words, , , isAvoided] of [...fresh.found, ...fresh.common]) labels.set(folded(code), { words, isAvoided });
    for (const text of fresh.unknown) labels.set(folded(text), null);
    for (const [raw, codes] of fresh.resolved) settle(raw, codes);
  };
  // A text that was added before the server had read it becomes the points it names.
  const settle = (raw, codes) => {
    const chip = boxes.get(folded(raw));
    if (!chip || chip.key !== raw) return;
    const { checked } = chip.box;
    boxes.delete(folded(raw));
    for (const code of codes) {
      const { box } = chipOf(code, chip.element);
      box.checked ||= checked;
    }
    chip.element.remove();
  };
  // What was found for an earlier text stays until the answer to this one is here.
  const list = () => {
    if (!isAnswered()) return;
    const rows = field.value.trim() ? told.found : [];
    const wanted = JSON.stringify(rows.map(([code]) => [code, isChosen(code)]));
    if (wanted === rowsShown) return;
    rowsShown = wanted;
    const focused = results.getRootNode().activeElement?.dataset?.code;
    results.replaceChildren(...rows.map((row) => part("li", {}, result(row))));
    if (focused && !results.contains(results.getRootNode().activeElement)) (buttonOf(focused) ?? field).focus();
  };
  const result = ([code, words, english, place, isAvoided]) => {
    const name = part("span", { className: "name" }, part("b", { textContent: words }), english ? ` - ${english}` : "");
    const more = [isChosen(code) ? "already chosen" : "", place, isAvoided ? data.avoided : ""].filter(Boolean);
    const row = part("button", { type: "button" }, name, ...more.map((text) => part("small", { textContent: text })));
    row.dataset.code = code;
    row.onclick = () => take(code);
    return row;
  };
  const buttonOf = (code) => [...results.querySelectorAll("button")].find((one) => one.dataset.code === code);
  const move = (from, step) => {
    const rows = [...results.querySelectorAll("button")];
    const next = rows.indexOf(from) + step;
    if (next < 0) field.focus();
    else rows[Math.min(next, rows.length - 1)]?.focus();
  };

  chips.onchange = () => keep(0);
  common.element.onchange = (event) => {
    const { code } = event.target.dataset;
    // What appears above must not move the list from under the finger.
    steady(event.target, () => {
      chipOf(code).box.checked = event.target.checked;
      keep(0);
      isAboutTyping = false;
      say(event.target.checked ? `Added ${nameOf(code)}` : `Taken off: ${nameOf(code)}`);
    });
  };
  field.oninput = (event) => {
    waiting = undefined;
    grow(field);
    if (event.isComposing) return;
    if (!field.value.trim()) say("");
    keep(TYPING);
  };
  field.addEventListener("compositionend", () => keep(TYPING));
  field.onblur = () => wire.flush();
  field.onkeydown = (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      add();
    } else if (event.key === "ArrowDown" && !results.hidden && field.selectionEnd === field.value.length) {
      event.preventDefault();
      move(undefined, 1);
    }
  };
  results.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    move(event.target, step);
  };
  element.onkeydown = (event) => {
    if (event.key !== "Escape" || !field.value) return;
    event.preventDefault();
    empty();
    say("");
    keep(0);
    field.focus();
  };
  button.onclick = () => {
    add();
    field.focus();
  };

  const refresh = () => {
    learn(told);
    if (waiting !== undefined && isAnswered()) {
      const wanted = waiting;
      waiting = undefined;
      if (wanted === field.value) add();
    }
    if (isAnswered()) judge();
    list();
    look();
  };
  const show = ({ chosen, typing }) => {
    const wanted = new Set(chosen.map(folded));
    chosen.forEach((key) => chipOf(key));
    told.offered.forEach((key) => chipOf(key));
    boxes.forEach(({ box }, name) => (box.checked = wanted.has(name)));
    if (field.value !== typing) field.value = typing;
    requestAnimationFrame(() => grow(field));
    refresh();
  };
  const update = (fresh) => {
    told = fresh;
    fresh.offered.forEach((key) => chipOf(key));
    refresh();
  };
  return { element, show, update };
}

function fold({ common, sources, avoided }) {
  const boxes = new Map();
  const rows = common.map(([code, words, , place, isAvoided, studies]) => {
    const box = part("input", { type: "checkbox" });
    box.dataset.code = code;
    boxes.set(code, box);
    const more = [place, studies, isAvoided ? avoided : ""].filter(Boolean);
    const name = part("span", { className: "name" }, part("b", { textContent: words }));
    return part("li", {}, part("label", {}, box, part("span", {}, name, ...more.map((text) => part("small", { textContent: text })))));
  });
  const element = part(
    "details",
    {},
    part("summary", { textContent: "Common for low back" }),
    part("p", { className: "aside", textContent: "Points that trials or old texts used for low back pain. Your practitioner may well choose others." }),
    part("ul", { className: "rows" }, ...rows),
    part("p", { className: "aside", textContent: sources }),
  );
  return { element, boxes };
}

// Acts, and scrolls so that the element stays where it was on the screen.
function steady(element, act) {
  const before = element.getBoundingClientRect().top;
  act();
  const moved = element.getBoundingClientRect().top - before;
  if (moved === 0) return;
  let up = element;
  while (up && !(up instanceof Element && up.scrollHeight > up.clientHeight && /auto|scroll/.test(getComputedStyle(up).overflowY))) {
    up = up.parentNode ?? up.host;
  }
  (up ?? document.scrollingElement).scrollTop += moved;
}

function apart(text) {
  return text.split(APART).map(bare).filter(Boolean);
}

function bare(text) {
  return text.trim().replace(/\s+/g, " ");
}

function folded(key) {
  return bare(key).toLowerCase();
}

// Browsers without field-sizing need to be told the height.
function grow(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
