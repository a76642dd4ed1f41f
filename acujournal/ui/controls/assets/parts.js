// Small parts every control is made of. Words are only ever set as text, never as HTML.

let made = 0;

export function part(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export function freshId() {
  made += 1;
  return `c${made}`;
}

// A sentence that screen readers speak when it appears.
export function notice() {
  const line = part("p", { className: "notice", id: freshId(), "aria-live": "polite" });
  const say = (words) => {
    if (line.textContent !== words) line.textContent = words;
  };
  return { line, say };
}

export function count(text) {
  return [...text].length;
}

// The first `most` characters of a text, counted as Python does.
export function start(text, most) {
  return text.length <= most ? text : [...text].slice(0, most).join("");
}

export function figure(number) {
  return number.toLocaleString("en");
}
