"use strict";
(() => {
  const picked = document.querySelector(".picked");
  const pick = (event) => {
    const shape = event.target.closest(".bar, .mark");
    if (shape) picked.textContent = shape.querySelector("title").textContent;
  };
  const scroll = document.querySelector("#timeline .scroll");
  scroll.addEventListener("pointerover", pick);
  scroll.addEventListener("click", pick);

  const sizes = [1, 2, 4, 8, 16];
  let size = 0;
  const zoom = document.createElement("div");
  zoom.className = "zoom";
  const button = (sign, name, step) => {
    const added = document.createElement("button");
    added.type = "button";
    added.textContent = sign;
    added.setAttribute("aria-label", name);
    added.addEventListener("click", () => {
      const middle = (scroll.scrollLeft + scroll.clientWidth / 2) / scroll.scrollWidth;
      scroll.classList.remove("zoom" + sizes[size]);
      size = Math.min(sizes.length - 1, Math.max(0, size + step));
      scroll.classList.add("zoom" + sizes[size]);
      scroll.scrollLeft = middle * scroll.scrollWidth - scroll.clientWidth / 2;
    });
    zoom.append(added, " ");
  };
  button("−", "narrower", -1);
  button("+", "wider", 1);
  document.querySelector("#timeline h2").before(zoom);

  const search = document.querySelector(".search");
  if (!search) return;
  search.hidden = false;
  const input = search.querySelector("input");
  const found = search.querySelector(".found");
  const lines = [...document.querySelectorAll(".line")].map((line) => ({ line, text: line.textContent }));
  const show = ({ line, text }, wanted) => {
    const at = text.toLowerCase().indexOf(wanted);
    line.hidden = at < 0;
    line.textContent = text;
    if (at >= 0 && wanted && text.toLowerCase().length === text.length) {
      const mark = document.createElement("mark");
      mark.textContent = text.slice(at, at + wanted.length);
      line.replaceChildren(text.slice(0, at), mark, text.slice(at + wanted.length));
    }
    return at >= 0;
  };
  input.addEventListener("input", () => {
    const wanted = input.value.toLowerCase();
    const count = lines.filter((line) => show(line, wanted)).length;
    found.textContent = wanted ? count + " of " + lines.length + " lines" : "";
    if (wanted) {
      document.querySelectorAll(".console").forEach((console) => {
        console.open = console.querySelector(".line:not([hidden])") !== null;
      });
    }
  });
})();
