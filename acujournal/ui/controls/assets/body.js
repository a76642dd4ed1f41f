// Where it hurts: a figure of each side to tap, a list to search, and what is chosen as chips.
//
// The drawing never moves: what grows with the choice stands below it, and keeps the height it once had.
import { FIGURES } from "./figures.js";
import { freshId, part } from "./parts.js";

const SVG = "http://www.w3.org/2000/svg";
const NOWHERE = "nowhere";
const SHOWN_FIRST = "back";
const MOST_FOUND = 12;
// A finger that misses a region by this many pixels still means it: hands and feet are small.
const REACH = 14;
// Half units of the drawing between the points a shape is felt along, to find the region nearest to a finger.
const FEEL = 16;

const PLACES = new Map(
  FIGURES.flatMap(({ view, regions }) =>
    regions.map(([id, label, also, shape]) => [id, { id, label, view, shape, names: wordsOf(label), also: wordsOf(also) }]),
  ),
);
const ORDER = [...PLACES.keys()];

export function body(data, wire) {
  // Every id once, in the order chosen, so that a new chip is added at the end and none moves.
  let chosen = new Set();
  // Chosen until a moment ago: the chip stays where it is, to be put back.
  let takenOff = new Set();
  // What "Clear" or "nowhere" took away, to be put back with one tap.
  let cleared = [];

  const told = part("p", { className: "unseen", "aria-live": "polite" });
  const state = part("p", { className: "state", tabIndex: -1 });
  const offer = part("button", { type: "button", className: "offer", dir: "auto" });
  const nowhere = chip("It hurts nowhere");
  const figures = FIGURES.map((figure) => drawFigure(figure, toggle)).sort((one) => (one.view === SHOWN_FIRST ? -1 : 1));
  const views = viewSwitch(figures);
  const search = searchList(() => chosen, toggle);
  const skip = part("button", { type: "button", className: "skip", textContent: "Skip the drawing" });
  const here = part("p", { className: "here", "aria-hidden": "true" });
  const wipe = part("button", { type: "button", className: "wipe" });
  const chips = part("div", { className: "chips" });
  const heading = part("p", { className: "heading", id: freshId() });
  const drawing = part("div", { className: "figures" }, ...figures.map((figure) => figure.element));
  const element = part(
    "fieldset",
    { className: "body" },
    part("legend", { textContent: data.label }),
    part("div", { className: "chips nowhere" }, nowhere.element),
    part("div", { className: "slot" }, state, offer),
    told,
    skip,
    views.element,
    drawing,
    part("p", { className: "sides", textContent: "R is your right, L is your left." }),
    here,
    search.element,
    part(
      "div",
      { className: "chosen", role: "group", "aria-labelledby": heading.id },
      part("div", { className: "head" }, heading, wipe),
      chips,
    ),
  );

  function toggle(id) {
    const isOn = !chosen.has(id);
    const rest = [...chosen].filter((one) => one !== id && one !== NOWHERE);
    choose(isOn ? [...rest, id] : rest, `${PLACES.get(id).label} ${isOn ? "added" : "taken off"}.`);
  }

  function choose(ids, words, { taken = [], away = [] } = {}) {
    chosen = new Set(ids);
    takenOff = new Set(taken);
    cleared = away;
    paint();
    told.textContent = [words, state.textContent].filter(Boolean).join(" ");
    wire.set(chosen.has(NOWHERE) ? [NOWHERE] : ORDER.filter((id) => chosen.has(id)));
  }

  function places() {
    return [...chosen].filter((id) => id !== NOWHERE);
  }

  function paint() {
    const count = places().length;
    for (const figure of figures) figure.paint(chosen);
    views.paint();
    search.paint();
    nowhere.box.checked = chosen.has(NOWHERE);
    nowhere.element.parentElement.hidden = !data.mayBeNowhere;
    state.textContent = chosen.has(NOWHERE) ? "It hurts nowhere." : count ? `${counted(count)} chosen.` : "Tap the places on the drawing.";
    heading.textContent = count ? "Chosen places" : "No places chosen";
    offer.textContent = data.offer;
    const offers = data.offered.length > 0 && Boolean(data.offer);
    offer.hidden = !offers;
    // The place is kept for the longer of the two, so that the drawing below stays where it is.
    offer.classList.toggle("off", chosen.size > 0);
    state.classList.toggle("off", offers && chosen.size === 0);
    wipe.textContent = count || !cleared.length ? "Clear" : "Put back";
    wipe.classList.toggle("off", count === 0 && cleared.length === 0);
    paintChips();
  }

  const chipOf = new Map();
  function paintChips() {
    const wanted = [...chipOf.keys()].filter((id) => chosen.has(id) || takenOff.has(id));
    wanted.push(...places().filter((id) => !chipOf.has(id)));
    for (const [id, old] of chipOf) {
      if (wanted.includes(id)) continue;
      old.element.remove();
      chipOf.delete(id);
    }
    for (const id of wanted) {
      if (!chipOf.has(id)) {
        const fresh = chip(PLACES.get(id).label);
        fresh.box.onchange = () => {
          const rest = places().filter((one) => one !== id);
          const label = PLACES.get(id).label;
          if (fresh.box.checked) choose([...rest, id], `${label} added.`, { taken: takenOff });
          else choose(rest, `${label} taken off.`, { taken: [...takenOff, id] });
        };
        chips.append(fresh.element);
        chipOf.set(id, fresh);
      }
      chipOf.get(id).box.checked = chosen.has(id);
    }
    keepHeight(chips);
  }

  offer.onclick = () => {
    choose(data.offered, "Filled in.");
    state.focus();
  };
  nowhere.box.onchange = () => {
    if (nowhere.box.checked) choose([NOWHERE], "", { away: places() });
    else choose(cleared, "");
  };
  wipe.onclick = (event) => {
    // The second half of a double tap would undo the first.
    if (event.detail > 1) return;
    const away = places();
    if (away.length) choose([], "Cleared.", { away });
    else choose(cleared, "Put back.");
  };
  skip.onclick = () => search.field.focus();
  drawing.addEventListener("pointerover", (event) => event.pointerType === "mouse" && name(event));
  drawing.addEventListener("focusin", name);
  for (const end of ["pointerleave", "focusout"]) drawing.addEventListener(end, () => (here.textContent = ""));
  function name({ target }) {
    here.textContent = PLACES.get(target.dataset.id)?.label ?? "";
  }

  const show = (value) => {
    chosen = new Set(value.filter((id) => id === NOWHERE || PLACES.has(id)));
    takenOff = new Set();
    cleared = [];
    paint();
  };
  const update = (fresh) => {
    data = fresh;
    paint();
  };
  return { element, show, update };
}

// One figure: its regions are the checkboxes, everything else is paint.
function drawFigure({ view, title, box, letters, outline, lines, regions }, toggle) {
  const drawn = new Map(
    regions.map(([id, label, , shape]) => [
      id,
      draw("path", { d: shape, class: "region", "data-id": id, role: "checkbox", tabindex: 0, "aria-label": label }),
    ]),
  );
  const marks = draw("path", { class: "marks" });
  const ring = draw("g", { class: "ring" }, draw("path", {}), draw("path", {}));
  const svg = draw(
    "svg",
    { viewBox: box, role: "group", "aria-label": `${title} of the body` },
    ...drawn.values(),
    draw("path", { class: "lines", d: lines }),
    marks,
    draw("path", { class: "outline", d: outline }),
    ring,
    ...letters.map(([letter, x, y]) => {
      const text = draw("text", { x, y, "aria-hidden": "true" });
      text.textContent = letter;
      return text;
    }),
  );
  const element = part("div", { className: "figure" }, part("p", { className: "title", textContent: title, "aria-hidden": "true" }), svg);

  let last;
  svg.onclick = (event) => {
    const id = event.target.dataset.id ?? nearest(svg, drawn, event);
    if (!id) return;
    // A hand that shakes taps twice, and means it once.
    const isEcho = event.detail > 1 && id === last;
    last = id;
    if (!isEcho) toggle(id);
  };
  svg.onkeydown = (event) => {
    const { id } = event.target.dataset;
    if (!id || (event.key !== " " && event.key !== "Enter") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (!event.repeat) toggle(id);
  };
  const mark = (shape) => ring.childNodes.forEach((path) => path.setAttribute("d", shape));
  // Listening on the drawing itself would make Chromium stop there with the Tab key as well.
  element.addEventListener("focusin", ({ target }) => target.matches(":focus-visible") && mark(target.getAttribute("d")));
  element.addEventListener("focusout", () => mark(""));

  const figure = { view, title, element, count: 0 };
  figure.paint = (chosen) => {
    const here = regions.filter(([id]) => chosen.has(id));
    drawn.forEach((path, id) => path.setAttribute("aria-checked", chosen.has(id)));
    marks.setAttribute("d", here.map(([, , , shape]) => shape).join(""));
    figure.count = here.length;
  };
  return figure;
}

// The region whose border is nearest to where the finger came down beside the figure, if it is near.
function nearest(svg, drawn, { clientX, clientY }) {
  const matrix = svg.getScreenCTM();
  const finger = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
  let best = REACH / matrix.a;
  let found;
  for (const [id, path] of drawn) {
    const { x, y, width, height } = path.getBBox();
    const aside = Math.hypot(Math.max(x - finger.x, 0, finger.x - x - width), Math.max(y - finger.y, 0, finger.y - y - height));
    if (aside >= best) continue;
    const length = path.getTotalLength();
    for (let along = 0; along < length; along += FEEL) {
      const point = path.getPointAtLength(along);
      const away = Math.hypot(point.x - finger.x, point.y - finger.y);
      if (away < best) [best, found] = [away, id];
    }
  }
  return found;
}

// Where there is room for one figure only: which one. Style sheets show it and the figures by what is checked here.
function viewSwitch(figures) {
  const name = freshId();
  const choices = figures.map((figure) => {
    const box = part("input", { type: "radio", name, checked: figure.view === SHOWN_FIRST });
    const words = part("span");
    const turn = () => figure.element.classList.toggle("shown", box.checked);
    turn();
    return { figure, words, turn, element: part("label", {}, box, words) };
  });
  const element = part(
    "fieldset",
    { className: "views" },
    part("legend", { className: "unseen", textContent: "Side of the body that is shown" }),
    ...choices.map((choice) => choice.element),
  );
  element.onchange = () => choices.forEach((choice) => choice.turn());
  const paint = () => {
    for (const { figure, words } of choices) words.textContent = figure.count ? `${figure.title} (${figure.count})` : figure.title;
  };
  return { element, paint };
}

// The same places by their names. Nothing typed here leaves the browser.
function searchList(chosen, toggle) {
  const found = part("p", { className: "found", id: freshId(), "aria-live": "polite" });
  const field = part("input", { type: "text", id: freshId(), autocomplete: "off", enterKeyHint: "search", spellcheck: false });
  field.setAttribute("aria-describedby", found.id);
  const chips = part("div", { className: "chips" });
  const element = part(
    "div",
    { className: "search" },
    part("label", { htmlFor: field.id, textContent: "Find a place by its name" }),
    field,
    found,
    chips,
  );
  let shown = [];
  let sure = [];
  const look = () => {
    const hits = placesCalled(field.value);
    const some = hits.slice(0, MOST_FOUND);
    const more = hits.length - some.length;
    found.textContent = !field.value.trim()
      ? ""
      : hits.length === 0
        ? "No place has this name. Try another word, such as “hip” or “neck”."
        : `${counted(hits.length)} found${more ? `; the first ${MOST_FOUND} are here. Type more letters.` : "."}`;
    const labelled = hits.filter((place) => isCalled(place.names, field.value));
    sure = labelled.length ? labelled : hits;
    shown = some.map((place) => {
      const one = chip(place.label);
      one.box.onchange = () => toggle(place.id);
      return { ...one, id: place.id };
    });
    chips.replaceChildren(...shown.map((one) => one.element));
    paint();
  };
  const paint = () => shown.forEach(({ id, box }) => (box.checked = chosen().has(id)));
  field.oninput = look;
  field.onkeydown = (event) => {
    if (event.key === "Escape" && field.value) {
      event.preventDefault();
      field.value = "";
      look();
    }
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (sure.length === 1) toggle(sure[0].id);
  };
  return { element, field, paint };
}

// Places so labelled come before those also called so, and the back before the front, where fewer of us hurt.
function placesCalled(text) {
  const rank = ({ names, view }) => (isCalled(names, text) ? 0 : 2) + (view === SHOWN_FIRST ? 0 : 1);
  const hits = wordsOf(text).length ? [...PLACES.values()].filter(({ names, also }) => isCalled([...names, ...also], text)) : [];
  return hits.sort((one, other) => rank(one) - rank(other));
}

// Whether every word of the text begins one of the names, in any order.
function isCalled(names, text) {
  return wordsOf(text).every((begin) => names.some((name) => name.startsWith(begin)));
}

function wordsOf(text) {
  return text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

function counted(count) {
  return count === 1 ? "1 place" : `${count} places`;
}

function chip(words) {
  const box = part("input", { type: "checkbox" });
  return { box, element: part("label", {}, box, part("span", { textContent: words })) };
}

function draw(tag, properties, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(properties)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// Once a list has grown it stays as tall, while the page has the same width.
function keepHeight(list) {
  const width = list.clientWidth;
  if (list.dataset.width !== String(width)) list.style.minHeight = "";
  list.dataset.width = width;
  if (list.clientHeight) list.style.minHeight = `${list.clientHeight}px`;
}
