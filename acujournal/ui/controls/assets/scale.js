// Eleven native radio buttons in a row: keyboard and screen readers get what they know.
import { freshId, notice, part } from "./parts.js";

export function scale(data, wire) {
  const { line, say } = notice();
  const group = freshId();
  const radios = Array.from({ length: 11 }, (_, number) => radio(number, group, data));
  const clear = part("button", { type: "button", className: "clear", textContent: "Clear" });
  clear.setAttribute("aria-label", `Clear: ${data.label}`);

  const element = part(
    "fieldset",
    { className: "scale" },
    part("legend", { textContent: data.label }),
    part("div", { className: "row" }, ...radios.map((one) => part("label", {}, one, part("span", { textContent: one.value })))),
    part("div", { className: "ends", ariaHidden: "true" }, part("span", { textContent: data.low }), part("span", { textContent: data.high })),
    clear,
    line,
  );

  let pressed = 0;
  const show = (value, stop = value ?? 0) => {
    radios.forEach((one, number) => {
      one.checked = number === value;
      // One stop for the Tab key, also while nothing is chosen.
      one.tabIndex = number === stop ? 0 : -1;
    });
    clear.classList.toggle("off", value === null);
    clear.disabled = value === null;
  };
  const choose = (value, stop) => {
    show(value, stop);
    say(value === null ? "Cleared, not answered." : "");
    // Whoever holds an arrow key down passes many numbers: only where the hand rests is sent.
    wire.set(value, performance.now() - pressed < 300 ? 250 : 0);
  };

  element.onchange = (event) => choose(Number(event.target.value));
  element.onkeydown = (event) => {
    if (event.target.type !== "radio") return;
    pressed = performance.now();
    const here = Number(event.target.value);
    const back = ["Delete", "Backspace"].includes(event.key);
    if (back && wire.value !== null) choose(null, here);
    // A native group goes from 10 on to 0. No slip of a key may turn the worst pain into none.
    const over = here === 10 && ["ArrowRight", "ArrowDown"].includes(event.key);
    const under = here === 0 && ["ArrowLeft", "ArrowUp"].includes(event.key);
    if (back || over || under) event.preventDefault();
  };
  element.addEventListener("focusout", () => wire.flush());
  clear.onclick = () => {
    pressed = 0;
    choose(null);
    radios[0].focus();
  };
  return { element, show };
}

function radio(number, name, { low, high }) {
  const one = part("input", { type: "radio", name, value: String(number) });
  const words = { 0: low, 10: high }[number];
  if (words) one.setAttribute("aria-label", `${number}, ${words}`);
  return one;
}
