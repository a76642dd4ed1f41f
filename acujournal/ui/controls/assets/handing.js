// Ways to hand something on: print another page of ours, copy an address, or the share sheet of the phone.
import { notice, part } from "./parts.js";

const EVERY = 100;
const LONGEST = 20000;

// Opens the page in a tab of its own and asks the browser to print it once it is there.
export function pageprinter(data) {
  const button = part("button", { type: "button", className: "add", textContent: data.label });
  button.hidden = typeof globalThis.print !== "function";
  button.onclick = () => {
    const opened = globalThis.open(data.address);
    let waited = 0;
    const asking = setInterval(() => {
      waited += EVERY;
      const isThere = opened && !opened.closed && opened.location.pathname === data.address && opened.document.readyState === "complete";
      if (isThere) opened.print();
      if (isThere || !opened || opened.closed || waited > LONGEST) clearInterval(asking);
    }, EVERY);
  };
  const update = (now) => { data.address = now.address; };
  return { element: part("div", {}, button), show: () => {}, update };
}

export function address(data) {
  const label = part("label", { textContent: data.label, htmlFor: `${data.id}-address` });
  const box = part("input", { type: "text", readOnly: true, value: data.address, id: `${data.id}-address`, spellcheck: false });
  box.onfocus = () => box.select();
  const { line, say } = notice();
  const copy = part("button", { type: "button", className: "add", textContent: data.copy });
  copy.onclick = async () => {
    try {
      await navigator.clipboard.writeText(data.address);
      say(data.copied);
    } catch {
      // Without a safe connection a browser copies only what is marked.
      box.focus();
      box.select();
      say(data.marked);
    }
  };
  const share = part("button", { type: "button", className: "add", textContent: data.share });
  share.hidden = typeof navigator.share !== "function";
  share.onclick = () => navigator.share({ title: data.title, url: data.address }).catch(() => {});
  const buttons = part("div", { className: "handing" }, copy, share);
  return { element: part("div", { className: "line" }, label, box, buttons, line), show: () => {} };
}
