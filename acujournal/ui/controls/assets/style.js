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

legend, :is(.text, .line, .number) > label {
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
:is(button, textarea, input:is([type="text"], [type="date"], [type="time"])):focus-visible, label:has(> :focus-visible) > span {
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
.add { border-color: var(--edge); min-height: 48px; }

@media (prefers-reduced-motion: reduce) {
  .control * { transition: none !important; }
}
@media (forced-colors: active) {
  .row input:checked + span, .chips input:checked + span { forced-color-adjust: none; background: Highlight; color: HighlightText; }
  label:has(> :focus-visible) > span { outline-color: CanvasText; }
}
`);
