// Knows whether this page reaches its server, and carries a click over the moment after a break.
//
// After a break the server may be another one, or have forgotten this page: until the script has run once, a button
// reaches nobody. Streamlit says on its root element whether it is connected and whether the script runs. Were that to
// change, nothing here would hold anything back.

const CONNECTION = "data-test-connection-state";
const SCRIPT = "data-test-script-state";
const LONGEST_RETURN = 4000;

const app = document.querySelector(`[${CONNECTION}]`);
let state = "here";
let speak = () => false;
let hasRun = false;
let held = null;
let patience;

export function isAway() {
  return state === "away";
}

// `call` is made when the connection is back; it returns whether it made the script run.
export function onReturn(call) {
  speak = call;
}

// Whoever signed out, here or in another tab, leaves no journal on any screen.
async function leaveIfSignedOut() {
  const answer = await fetch("/_stcore/health", { cache: "no-store" }).catch(() => null);
  if (answer?.status === 403) location.reload();
  else if (state === "away") setTimeout(leaveIfSignedOut, 2000);
}

function look() {
  const isConnected = app.getAttribute(CONNECTION) === "CONNECTED";
  const isRunning = app.getAttribute(SCRIPT) !== "notRunning";
  if (!isConnected && state !== "away") {
    state = "away";
    leaveIfSignedOut();
  }
  if (!isConnected) return;
  if (state === "away") startReturn();
  else if (state === "returning" && isRunning) hasRun = true;
  else if (state === "returning" && hasRun) arrive();
}

function startReturn() {
  state = "returning";
  hasRun = false;
  clearTimeout(patience);
  patience = setTimeout(arrive, LONGEST_RETURN);
  setTimeout(() => state === "returning" && !speak() && arrive(), 50);
}

function arrive() {
  clearTimeout(patience);
  if (state !== "returning") return;
  state = "here";
  const button = held && document.querySelector(`.${CSS.escape(held)} button`);
  held = null;
  button?.click();
}

// Streamlit's own words name the wrong program and give nothing to do.
const AWAY = {
  h2: "AcuJournal does not answer",
  "h2 ~ div": `What you chose and typed is still here. Keep this page open: it is kept as soon as AcuJournal runs again.
    Perhaps it was closed, or this computer has slept; start it as you did before.`,
};

function reword() {
  if (state === "here") return;
  const dialog = document.querySelector('[data-testid="stDialog"] [role="dialog"]');
  if (dialog?.querySelector("h2")?.textContent !== "Connection error") return;
  for (const [place, words] of Object.entries(AWAY)) {
    const element = dialog.querySelector(place);
    if (element) element.textContent = words.replace(/\s+/g, " ");
  }
}

function hold(event) {
  const button = state === "returning" && event.target.closest?.('[data-testid="stButton"]');
  const key = button && [...(button.closest('[class*="st-key-"]')?.classList ?? [])].find((name) => name.startsWith("st-key-"));
  if (!key) return;
  held = key;
  event.stopImmediatePropagation();
  event.preventDefault();
}

if (app) {
  addEventListener("click", hold, true);
  new MutationObserver(look).observe(app, { attributeFilter: [CONNECTION, SCRIPT] });
  new MutationObserver(reword).observe(document.body, { childList: true });
}
