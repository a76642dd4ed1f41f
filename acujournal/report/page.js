// The charts of a shared report answer to pointing, tapping and the arrow keys. Without this file nothing is lost: each
// chart has its words and its numbers as a table.
//
// What the page says stands there as text and becomes nothing but text: every word goes through textContent.
"use strict";

(() => {
  const GAP = 12;
  const EDGE = 4;
  const A_WEEK = 7;

  const made = (name, className) => {
    const element = document.createElement(name);
    element.className = className;
    return element;
  };

  const clamped = (value, least, most) => Math.max(least, Math.min(value, most));

  /** The lines of a picture: heads, then x, y, name and numbers of each spot. */
  const spotsOf = (image) => {
    const [heads, ...lines] = image.dataset.spots.split("\n").map((line) => line.split("|"));
    return lines.map(([x, y, name, ...values]) => ({
      x: Number(x),
      y: y ? Number(y) : null,
      name,
      numbers: heads.map((head, n) => (values[n] ? `${head}: ${values[n]}` : "")).filter(Boolean),
    }));
  };

  const status = made("p", "said");
  status.setAttribute("role", "status");

  const enliven = (image) => {
    const spots = spotsOf(image);
    if (!spots.length) return;
    const sides = image.dataset.sides ? image.dataset.sides.split(" ").map(Number) : null;
    const chart = made("div", "chart");
    const line = made("div", "line");
    const dot = made("div", "dot");
    const told = made("div", "told");
    const stepper = made("div", "stepper");
    const drawn = [line, dot, told];
    // Days end with the newest, which is asked for most; places begin with the one that hurt most often.
    let chosen = sides ? spots.length - 1 : 0;

    stepper.tabIndex = 0;
    stepper.setAttribute("role", "slider");
    stepper.setAttribute("aria-label", image.dataset.name);
    stepper.setAttribute("aria-valuemin", "1");
    stepper.setAttribute("aria-valuemax", String(spots.length));
    for (const element of drawn) {
      element.hidden = true;
      element.setAttribute("aria-hidden", "true");
    }
    image.replaceWith(chart);
    chart.append(image, ...drawn, stepper);

    const scale = () => image.clientWidth / Number(image.getAttribute("width"));
    const words = () => [spots[chosen].name, ...spots[chosen].numbers].join(", ");

    const choose = (index) => {
      chosen = clamped(index, 0, spots.length - 1);
      stepper.setAttribute("aria-valuenow", String(chosen + 1));
      stepper.setAttribute("aria-valuetext", words());
    };

    const cover = () => {
      stepper.style.left = `${image.offsetLeft}px`;
      stepper.style.top = `${image.offsetTop}px`;
      stepper.style.width = `${image.clientWidth}px`;
      stepper.style.height = `${image.clientHeight}px`;
    };

    /** What a label may lie in, seen from the chart: the part of a wide chart that is in view, or the whole window. */
    const frame = () => {
      const here = chart.getBoundingClientRect().left;
      const around = image.closest(".wide");
      const seen = around ? around.getBoundingClientRect() : { left: 0, right: document.documentElement.clientWidth };
      return [seen.left - here, seen.right - here];
    };

    const show = () => {
      const spot = spots[chosen];
      const pixels = scale();
      const x = image.offsetLeft + spot.x * pixels;
      const top = image.offsetTop + (sides ? sides[0] * pixels : 0);
      const y = spot.y === null ? top : image.offsetTop + spot.y * pixels;
      line.hidden = !sides;
      line.style.left = `${x - 0.75}px`;
      line.style.top = `${top}px`;
      line.style.height = sides ? `${(sides[1] - sides[0]) * pixels}px` : "0";
      dot.hidden = spot.y === null;
      dot.style.left = `${x}px`;
      dot.style.top = `${y}px`;

      const name = document.createElement("b");
      name.textContent = spot.name;
      const numbers = spot.numbers.map((number) => {
        const one = document.createElement("span");
        one.textContent = number;
        return one;
      });
      told.replaceChildren(name, ...numbers);
      told.hidden = false;
      const [left, right] = frame();
      const width = told.offsetWidth;
      const beside = right - x >= x - left ? x + GAP : x - GAP - width;
      told.style.left = `${clamped(beside, left + EDGE, right - width - EDGE)}px`;
      const lowest = image.offsetTop + image.clientHeight - told.offsetHeight;
      told.style.top = `${clamped(y - told.offsetHeight / 2, image.offsetTop, Math.max(lowest, image.offsetTop))}px`;
    };

    const hide = () => {
      for (const element of drawn) element.hidden = true;
    };

    /** Choose what lies nearest to the pointer. */
    const point = (event) => {
      const box = image.getBoundingClientRect();
      const pixels = scale();
      const x = (event.clientX - box.left) / pixels;
      const y = (event.clientY - box.top) / pixels;
      const far = (spot) => (sides ? Math.abs(spot.x - x) : Math.hypot(spot.x - x, (spot.y ?? 0) - y));
      choose(spots.reduce((best, spot, index) => (far(spot) < far(spots[best]) ? index : best), 0));
      show();
    };

    const comeIntoView = () => {
      const around = image.closest(".wide");
      if (!around) return;
      const x = spots[chosen].x * scale();
      const seen = around.scrollLeft;
      if (x < seen + GAP || x > seen + around.clientWidth - GAP) around.scrollLeft = x - around.clientWidth / 2;
    };

    const steps = {
      ArrowRight: () => chosen + 1,
      ArrowUp: () => chosen + 1,
      ArrowLeft: () => chosen - 1,
      ArrowDown: () => chosen - 1,
      PageUp: () => chosen + A_WEEK,
      PageDown: () => chosen - A_WEEK,
      Home: () => 0,
      End: () => spots.length - 1,
    };
    stepper.addEventListener("keydown", (event) => {
      const step = steps[event.key];
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      choose(step());
      comeIntoView();
      show();
    });
    stepper.addEventListener("pointermove", (event) => {
      // A finger that moves scrolls the page.
      if (event.pointerType !== "touch") point(event);
    });
    stepper.addEventListener("pointerleave", () => {
      if (document.activeElement !== stepper) hide();
    });
    stepper.addEventListener("click", (event) => {
      point(event);
      stepper.focus({ preventScroll: true });
      // The keys are heard through the value of the slider; a tap is heard through this.
      status.textContent = words();
    });
    stepper.addEventListener("focus", () => {
      if (!stepper.matches(":focus-visible")) return;
      comeIntoView();
      show();
    });
    stepper.addEventListener("blur", hide);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      hide();
      status.textContent = "";
    });
    new ResizeObserver(() => {
      cover();
      if (!told.hidden) show();
    }).observe(image);
    choose(chosen);
    cover();
  };

  const images = [...document.querySelectorAll("img[data-spots]")];
  images.forEach(enliven);
  if (images.length) {
    const hint = made("p", "small hint");
    hint.textContent = document.body.dataset.hint;
    const first = images[0].closest("figure");
    if (first) first.after(hint);
    document.body.append(status);
  }
})();
