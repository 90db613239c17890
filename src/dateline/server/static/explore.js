// Keeps map and timeline in step with what the page shows.
"use strict";
window.Dateline = window.Dateline || {};

Dateline.go = (address) => {
  if (window.htmx && document.getElementById("explorer")) {
    htmx.ajax("GET", address, { target: "#explorer", swap: "outerMorph" });
  } else {
    location.assign(address);
  }
};

{
  const made = new WeakMap();
  const kinds = [
    ["map", () => Dateline.map.EventMap],
    ["timeline", () => Dateline.timeline.Timeline],
  ];

  const refresh = () => {
    for (const [id, kind] of kinds) {
      const box = document.getElementById(id);
      if (!box) continue;
      if (made.has(box)) made.get(box).refresh();
      else made.set(box, new (kind())(box));
    }
  };

  const restyle = () => {
    for (const [id] of kinds) {
      const box = document.getElementById(id);
      if (box && made.has(box)) made.get(box).restyle();
    }
  };

  // What is shown fades while other events are on their way; a list beside the map does not count.
  const fade = (on) => document.getElementById("explorer")?.classList.toggle("loading", on);
  document.addEventListener("htmx:before:request", (event) => {
    if (event.detail?.ctx?.target?.id === "explorer") fade(true);
  });
  for (const end of ["htmx:finally:request", "htmx:after:swap", "htmx:error"]) {
    document.addEventListener(end, () => fade(false));
  }
  document.addEventListener("htmx:after:swap", refresh);
  document.addEventListener("dateline:theme", restyle);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", restyle);

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const opener = target?.closest("[data-open-facets]");
    if (opener) {
      const open = document.getElementById("facets").classList.toggle("is-open");
      opener.setAttribute("aria-expanded", String(open));
    }
    if (target?.closest("[data-print]")) print();
    for (const menu of document.querySelectorAll("[data-menu][open]")) {
      if (!menu.contains(target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("[data-menu][open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  refresh();
}
