"use strict";
(() => {
  const connection = document.querySelector(".connection");
  const say = (words) => {
    connection.hidden = !words;
    connection.textContent = words;
  };

  const elapsed = (millis) => {
    const seconds = Math.max(0, Math.floor(millis / 1000));
    const two = (number) => String(number).padStart(2, "0");
    if (seconds < 60) return seconds + " s";
    if (seconds < 3600) return Math.floor(seconds / 60) + " min " + two(seconds % 60) + " s";
    return Math.floor(seconds / 3600) + " h " + two(Math.floor(seconds / 60) % 60) + " min";
  };
  const count = () => {
    document.querySelectorAll(".age").forEach((age) => {
      age.textContent = elapsed(Date.now() - Date.parse(age.getAttribute("datetime")));
    });
  };
  const counting = setInterval(count, 1000);

  let chosen = "";
  const choose = (member) => {
    document.querySelectorAll(".picked-member").forEach((other) => other.classList.remove("picked-member"));
    member.classList.add("picked-member");
    document.querySelector(".chosen").textContent = member.title;
  };
  document.addEventListener("click", (event) => {
    const member = event.target.closest("button.member");
    if (!member) return;
    chosen = member.dataset.path;
    choose(member);
  });
  document.addEventListener("pointerover", (event) => {
    const member = event.target.closest("button.member");
    if (member && !chosen) document.querySelector(".chosen").textContent = member.title;
    const shape = event.target.closest(".bar, .mark");
    if (shape) document.querySelector(".picked").textContent = shape.querySelector("title").textContent;
  });

  // What a person has scrolled or opened stays as it is; a console that shows its end goes on showing it.
  const kept = (place) => {
    const scrolled = new Map();
    place.querySelectorAll("[data-key]").forEach((box) => {
      const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 4;
      scrolled.set(box.dataset.key, { top: atEnd ? Infinity : box.scrollTop, left: box.scrollLeft });
    });
    const open = [...place.querySelectorAll("details")].map((details) => details.open);
    const focused = place.contains(document.activeElement) ? document.activeElement.dataset.path : undefined;
    return () => {
      place.querySelectorAll("[data-key]").forEach((box) => {
        const { top, left } = scrolled.get(box.dataset.key) ?? { top: Infinity, left: 0 };
        if (box.classList.contains("tail")) box.scrollTop = top === Infinity ? box.scrollHeight : top;
        box.scrollLeft = left;
      });
      place.querySelectorAll("details").forEach((details, number) => { details.open = open[number] ?? details.open; });
      place.querySelectorAll("button.member").forEach((member) => {
        if (member.dataset.path === chosen) choose(member);
        if (member.dataset.path === focused) member.focus();
      });
    };
  };

  const stream = new EventSource("events");
  stream.addEventListener("parts", (event) => {
    say("");
    for (const [name, html] of Object.entries(JSON.parse(event.data))) {
      const place = document.getElementById("part-" + name);
      const restore = kept(place);
      place.innerHTML = html;
      restore();
    }
    count();
  });
  stream.addEventListener("ended", () => {
    stream.close();
    clearInterval(counting);
    say("The run has ended. This page stays as it is; the whole report is in the run's output directory.");
  });
  stream.onerror = () => say("The run does not answer any more.");
})();
