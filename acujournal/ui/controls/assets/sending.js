// A file of the person's, sent to our own server as it is read from the disk: it is never whole in memory, here or there.
// The server is asked first, so that a file it cannot take is a sentence and not a connection that breaks.
import { figure, freshId, notice, part } from "./parts.js";

const MEGABYTE = 1e6;

export function file(data, wire) {
  const id = freshId();
  const label = part("label", { textContent: data.label, htmlFor: id });
  const input = part("input", { type: "file", id });
  const hint = part("p", { className: "aside", textContent: data.drop });
  const bar = part("progress", { max: 1, value: 0, "aria-label": data.sending });
  const amount = part("p", { className: "aside" });
  const stop = part("button", { type: "button", className: "add" });
  const under = part("div", { className: "way" }, bar, amount, stop);
  const { line, say } = notice();
  input.setAttribute("aria-describedby", line.id);
  const element = part("div", { className: "file" }, label, part("div", { className: "drop" }, input, hint, under, line));

  let request = null;
  let name = "";
  // What was begun last counts: an answer that comes for an earlier file is nobody's any more.
  let turn = 0;

  function draw(problem = false) {
    bar.hidden = amount.hidden = !request;
    under.hidden = !request && !wire.value;
    stop.textContent = request ? data.cancel : data.take_away;
    input.setAttribute("aria-invalid", problem);
  }

  function drop() {
    turn += 1;
    request?.abort();
    request = null;
    if (name) fetch(`${data.address}/${name}`, { method: "DELETE" }).catch(() => {});
    name = "";
    if (wire.value) wire.set("");
  }

  function fail(words) {
    drop();
    input.value = "";
    say(words);
    draw(true);
  }

  function tell(done, all) {
    const [sent, whole] = [done, all].map((bytes) => figure(Math.round(bytes / MEGABYTE * 10) / 10));
    bar.value = all ? done / all : 1;
    amount.textContent = data.sent_so_far.replace("{done}", sent).replace("{all}", whole);
  }

  // Streams the body from the disk; `fetch` cannot say how much of it has left.
  function ask(method, address, body, done) {
    const asked = new XMLHttpRequest();
    const mine = turn;
    asked.open(method, address);
    asked.onload = () => {
      if (mine !== turn) return;
      if (asked.status < 300) done(asked.responseText);
      else fail(asked.getResponseHeader("content-type")?.startsWith("text/plain") ? asked.responseText.trim() : data.cut);
    };
    asked.onerror = () => mine === turn && fail(data.cut);
    if (body) asked.upload.onprogress = (event) => mine === turn && tell(event.loaded, body.size);
    request = asked;
    asked.send(body);
  }

  function send(chosen) {
    drop();
    if (chosen.size > data.most) {
      fail(data.too_large);
      return;
    }
    say(data.sending);
    ask("POST", `${data.address}?size=${chosen.size}`, null, (given) => {
      name = given.trim();
      ask("PUT", `${data.address}/${name}`, chosen, () => {
        request = null;
        wire.set(name);
        say(data.there);
        draw();
      });
    });
    tell(0, chosen.size);
    draw();
  }

  input.onchange = () => input.files.length && send(input.files[0]);
  stop.onclick = () => {
    const words = request ? data.cancelled : data.taken_away;
    drop();
    input.value = "";
    say(words);
    draw();
    input.focus();
  };
  const isOver = (is) => (event) => {
    event.preventDefault();
    element.classList.toggle("over", is);
  };
  element.ondragover = isOver(true);
  element.ondragleave = isOver(false);
  element.ondrop = (event) => {
    isOver(false)(event);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    send(input.files[0]);
  };
  const show = () => draw();
  // The file of a control that has left the page is nobody's, unless the program has it already.
  const leave = () => request && drop();
  return { element, show, leave };
}
