// One style sheet for all controls, shared by every shadow root: no flash of bare inputs, no request of its own.

export const sheet = new CSSStyleSheet();

sheet.replaceSync(/* css */ `
.control {
  --ink: var(--st-text-color);
  --paper: var(--st-background-color);
  --accent: var(--st-primary-color);
  --soft: color-mix(in srgb, var(--ink) 72%, var(--paper));
  --edge: color-mix(in srgb, var(--ink) 52%, var(--paper));
  --hair: color-mix(in srgb, var(--ink) 16%, var(--paper));
  --wash: color-mix(in srgb, var(--accent) 11%, var(--paper));
  --warn: color-mix(in srgb, var(--st-red-text-color) 75%, var(--ink));
  box-sizing: border-box;
  width: 100%;
  min-width: 0;
  margin: 0;
  padding: 0;
  border: 0;
  color: var(--ink);
  font: 400 1rem/1.4 var(--st-font);
  container-type: inline-size;
}
.control *, .control *::before, .control *::after { box-sizing: border-box; }
.control p { margin: 0; }
[hidden] { display: none !important; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

legend, :is(.text, .line, .number, .file) > label {
  display: block;
  padding: 0;
  margin-bottom: 0.375rem;
  font-weight: 600;
  line-height: 1.3;
  overflow-wrap: anywhere;
}
.notice { font-size: 0.875rem; color: var(--soft); overflow-wrap: anywhere; }
.notice:not(:empty) { margin-top: 0.375rem; }
[aria-invalid="true"] { border-color: var(--warn) !important; border-width: 2px !important; }
.control:has([aria-invalid="true"]) .notice, .control:has([aria-invalid="true"]) .tally { color: var(--warn); font-weight: 600; }

button {
  min-height: 44px;
  padding: 0 0.75rem;
  border: 1px solid transparent;
  border-radius: 0.625rem;
  background: none;
  color: var(--accent);
  font: 600 0.9375rem/1 var(--st-font);
  cursor: pointer;
  touch-action: manipulation;
}
button:hover { background: var(--wash); }
/* While the little calendar inside a date field has the focus, the field itself has not. */
:is(button, textarea, input[type="text"]):focus-visible, input:is([type="date"], [type="time"]):focus-within, label:has(> :focus-visible) > span {
  outline: 3px solid var(--accent);
  outline-offset: 2px;
}

/* The scale. A floated legend becomes an item of the grid. */
.scale { display: grid; grid-template-columns: 1fr auto; align-items: end; }
.scale > legend { float: left; grid-area: 1 / 1; margin: 0; padding: 0.5rem 0; align-self: center; }
.scale > .row, .scale > .ends, .scale > .notice { grid-column: 1 / -1; }
.clear { grid-area: 1 / 2; margin-right: -0.75rem; }
.scale > .clear.off { visibility: hidden; }
.row {
  display: grid;
  grid-template-columns: repeat(11, minmax(0, 1fr));
  border: 1px solid var(--edge);
  border-radius: 0.875rem;
}
.row > label { position: relative; display: block; height: 52px; touch-action: manipulation; -webkit-tap-highlight-color: transparent; }
.row > label + label { border-left: 1px solid var(--hair); }
.row input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.row span {
  position: absolute;
  inset: 2px;
  display: grid;
  place-items: center;
  border-radius: 0.625rem;
  font-size: 1.0625rem;
  font-variant-numeric: tabular-nums;
  pointer-events: none;
  transition: background-color 0.12s, inset 0.12s;
}
.row label:hover span { background: var(--wash); }
.row input:checked + span {
  inset: -4px -2px;
  z-index: 1;
  background: var(--accent);
  color: var(--paper);
  font-size: 1.25rem;
  font-weight: 700;
  box-shadow: 0 0 0 2px var(--paper), 0 2px 6px 2px rgb(0 0 0 / 18%);
}
.row input:focus-visible + span { z-index: 2; }
.row input:checked:focus-visible + span { outline-offset: 3px; }
.ends { display: flex; justify-content: space-between; gap: 1rem; margin-top: 0.4rem; color: var(--soft); font-size: 0.8125rem; line-height: 1.3; }
.ends span:last-child { text-align: right; }
.scale > .notice { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
/* Narrower than eleven targets of 30 px: two rows of large ones. */
@container (max-width: 331px) {
  .row { grid-template-columns: repeat(6, minmax(0, 1fr)); }
  .row > label:nth-child(7) { border-left: 0; }
  .row > label:nth-child(-n + 6) { border-bottom: 1px solid var(--hair); }
  .row > label:nth-child(11) { border-right: 1px solid var(--hair); }
}

textarea, input:is([type="text"], [type="date"], [type="time"]) {
  display: block;
  width: 100%;
  min-height: 48px;
  padding: 0.6875rem 0.875rem;
  border: 1px solid var(--edge);
  border-radius: 0.75rem;
  background: var(--paper);
  color: var(--ink);
  font: inherit;
  /* Phones zoom into fields with smaller letters. */
  font-size: max(1rem, 16px);
}
textarea { min-height: 5.5rem; max-height: 60vh; resize: vertical; field-sizing: content; overflow-wrap: anywhere; }
.foot { display: flex; align-items: baseline; gap: 1rem; }
.tally { margin-left: auto !important; padding-top: 0.375rem; color: var(--soft); font-size: 0.8125rem; font-variant-numeric: tabular-nums; white-space: nowrap; }

.field { display: flex; align-items: center; gap: 0.625rem; }
.number input[type="text"] { width: 7rem; font-variant-numeric: tabular-nums; }
.unit, .reading { color: var(--soft); }

.chips { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.chips:empty { display: none; }
.chips label { position: relative; display: block; max-width: 100%; touch-action: manipulation; -webkit-tap-highlight-color: transparent; }
.chips input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.chips span {
  display: flex;
  align-items: center;
  min-height: 44px;
  padding: 0.375rem 0.9375rem;
  border: 1px solid var(--edge);
  border-radius: 1.375rem;
  line-height: 1.25;
  overflow-wrap: anywhere;
  pointer-events: none;
  transition: background-color 0.12s;
}
.chips label:hover span { background: var(--wash); }
.chips input:checked + span { border-color: var(--accent); background: var(--accent); color: var(--paper); font-weight: 600; }
.chips input:checked + span::before {
  content: "";
  flex: none;
  width: 0.375rem;
  height: 0.6875rem;
  margin: -0.1875rem 0.5625rem 0 0.1875rem;
  border: solid currentColor;
  border-width: 0 2px 2px 0;
  rotate: 45deg;
}
.one .chips span { padding-inline: 0.75rem; }
.one .chips input:checked + span::before { content: none; }
.another { display: block; margin: 0.75rem 0 0.25rem; color: var(--soft); font-size: 0.875rem; }
.chips:empty + .one .chips span { padding-inline: 0.75rem; }
.one .chips input:checked + span::before { content: none; }
.another { margin-top: 0; }
.choices .field { max-width: 26rem; }
.handing { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-top: 0.5rem; }
.add { border-color: var(--edge); min-height: 48px; }

/* A file. The whole frame takes one that is dropped. */
.drop { padding: 0.75rem; border: 1px dashed var(--edge); border-radius: 0.75rem; }
.over .drop { border-style: solid; border-color: var(--accent); background: var(--wash); }
.drop input { display: block; width: 100%; min-width: 0; border-radius: 0.625rem; color: var(--ink); font: inherit; font-size: 0.9375rem; cursor: pointer; }
.drop input::file-selector-button {
  min-height: 44px;
  margin-right: 0.75rem;
  padding: 0 0.9375rem;
  border: 1px solid var(--edge);
  border-radius: 0.625rem;
  background: none;
  color: var(--accent);
  font: 600 0.9375rem/1 var(--st-font);
  cursor: pointer;
}
.drop input[aria-invalid="true"] { border: 0 !important; }
.drop input:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.drop .aside { margin-top: 0.375rem; }
.drop .add { margin-top: 0.5rem; }
.drop progress { display: block; width: 100%; height: 0.75rem; margin-top: 0.75rem; accent-color: var(--accent); }

/* The points: results and common ones are rows of a list. */
.points .field { align-items: flex-start; }
.points textarea { flex: 1; min-width: 0; min-height: 48px; max-height: 10rem; resize: none; }
.points .chips { margin-bottom: 0.5rem; }
.points .chips small { margin-left: 0.375rem; font-size: 0.8125rem; font-weight: 400; }
.aside { color: var(--soft); font-size: 0.875rem; line-height: 1.4; overflow-wrap: anywhere; }
.points > .aside:not(:empty) { margin-bottom: 0.75rem; }
.rows { list-style: none; margin: 0.5rem 0 0; padding: 0; border: 1px solid var(--hair); border-radius: 0.75rem; }
.rows li + li { border-top: 1px solid var(--hair); }
.rows button, .rows label {
  display: flex;
  width: 100%;
  min-height: 48px;
  padding: 0.5rem 0.75rem;
  border-radius: 0.6875rem;
  color: var(--ink);
  font: 400 1rem/1.35 var(--st-font);
  text-align: start;
  overflow-wrap: anywhere;
  cursor: pointer;
  touch-action: manipulation;
}
.rows button { flex-direction: column; align-items: flex-start; justify-content: center; gap: 0.0625rem; }
.rows label { align-items: flex-start; gap: 0.75rem; }
.rows label:hover { background: var(--wash); }
.rows label > input { flex: none; width: 1.25rem; height: 1.25rem; margin: 0.0625rem 0 0; accent-color: var(--accent); cursor: pointer; }
.rows small { display: block; color: var(--soft); font-size: 0.8125rem; }
.rows b { font-weight: 600; }
.points details { margin-top: 0.75rem; }
.points summary { min-height: 44px; padding: 0.625rem 0; color: var(--accent); font-weight: 600; font-size: 0.9375rem; cursor: pointer; touch-action: manipulation; }
.points summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 0.375rem; }
.points details .aside:last-child { margin-top: 0.5rem; }

/* The body map. What changes with the choice keeps its place, so that nothing moves under a finger. */
.body {
  --skin: color-mix(in srgb, var(--accent) 10%, color-mix(in srgb, var(--ink) 4%, var(--paper)));
  --border: color-mix(in srgb, var(--ink) 60%, var(--paper));
}
.body > .nowhere { margin-bottom: 0.5rem; }
.body .slot { display: grid; align-items: center; justify-items: start; min-height: 2rem; margin-bottom: 0.5rem; }
.body .slot > * { grid-area: 1 / 1; }
.body .off { visibility: hidden; }
.body .state { color: var(--soft); }
.body .state:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 0.25rem; }
.body .offer { min-height: 48px; padding: 0.5rem 0.9375rem; border-color: var(--edge); line-height: 1.3; text-align: start; overflow-wrap: anywhere; }
.body .skip { display: block; margin-bottom: 0.5rem; }
.body .skip:not(:focus) { position: absolute; width: 1px; height: 1px; min-height: 0; padding: 0; overflow: hidden; clip-path: inset(50%); }
.views { display: grid; grid-template-columns: 1fr 1fr; min-width: 0; margin: 0 0 0.75rem; padding: 0; border: 1px solid var(--edge); border-radius: 0.875rem; }
.views label { position: relative; display: block; touch-action: manipulation; -webkit-tap-highlight-color: transparent; }
.views input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.views span { display: grid; place-items: center; min-height: 46px; margin: 2px; border-radius: 0.6875rem; text-align: center; pointer-events: none; transition: background-color 0.12s; }
.views label:hover span { background: var(--wash); }
.views input:checked + span { background: var(--accent); color: var(--paper); font-weight: 600; }
.figures { display: flex; justify-content: center; gap: clamp(0rem, 3cqw, 2rem); }
.figure { flex: 0 1 18.25rem; min-width: 0; }
.figure .title { margin-bottom: 0.25rem; color: var(--soft); font-weight: 600; text-align: center; }
.figure svg { display: block; width: 100%; height: auto; touch-action: manipulation; user-select: none; -webkit-user-select: none; -webkit-tap-highlight-color: transparent; }
.figure path { stroke-linejoin: round; stroke-linecap: round; }
.outline { fill: none; stroke: var(--border); stroke-width: 5; pointer-events: none; }
.region { fill: var(--skin); stroke: var(--border); stroke-width: 2.5; outline: none; cursor: pointer; }
.marks { fill: var(--accent); stroke: var(--paper); stroke-width: 5; pointer-events: none; }
.lines { fill: none; stroke: var(--border); stroke-width: 2; opacity: 0.5; pointer-events: none; }
.ring { fill: none; pointer-events: none; }
.ring path { vector-effect: non-scaling-stroke; stroke: var(--paper); stroke-width: 7px; }
.ring path:last-child { stroke: var(--ink); stroke-width: 3px; }
.figure text { fill: var(--soft); font: 600 64px var(--st-font); text-anchor: middle; pointer-events: none; }
@media (hover: hover) and (forced-colors: none) {
  .region:hover { fill: color-mix(in srgb, var(--accent) 28%, var(--paper)); }
}
.sides, .here { text-align: center; font-size: 0.875rem; color: var(--soft); }
.sides { margin-top: 0.5rem !important; }
.here { min-height: 1.4em; color: var(--ink); font-weight: 600; }
.search > label { display: block; margin: 0.75rem 0 0.25rem; color: var(--soft); font-size: 0.875rem; }
.found { color: var(--soft); font-size: 0.875rem; }
.found:not(:empty) { margin: 0.375rem 0 !important; }
.body .head { display: flex; align-items: center; justify-content: space-between; gap: 1rem; margin-top: 0.5rem; }
.body .heading { color: var(--soft); font-size: 0.875rem; }
.body .wipe { padding: 0 0.375rem; }
.body .chosen > .chips { display: flex; align-content: flex-start; min-height: 44px; }
/* A chip keeps its width without its tick, and no other slips under the finger that took it off. */
.body .chosen .chips span { font-weight: 600; }
.body .chosen .chips input:not(:checked) + span::before { content: ""; flex: none; width: 0.375rem; margin: 0 0.5625rem 0 0.1875rem; }
/* Narrower than two figures one can hit: one of them, and a switch. */
@container (max-width: 559px) {
  .figure:not(.shown), .figure .title { display: none; }
  .body .chosen > .chips { min-height: calc(88px + 0.5rem); }
}
@container (min-width: 560px) {
  .views { display: none; }
}

@media (prefers-reduced-motion: reduce) {
  .control * { transition: none !important; }
}
@media (forced-colors: active) {
  .row input:checked + span, .chips input:checked + span { forced-color-adjust: none; background: Highlight; color: HighlightText; }
  label:has(> :focus-visible) > span { outline-color: CanvasText; }
  .views input:checked + span { forced-color-adjust: none; background: Highlight; color: HighlightText; }
  .region { fill: Canvas; stroke: CanvasText; }
  .outline, .lines { stroke: CanvasText; }
  .marks { fill: Highlight; stroke: Canvas; }
  .ring path { stroke: Canvas; }
  .ring path:last-child { stroke: CanvasText; }
  .figure text { fill: CanvasText; }
}
`);
