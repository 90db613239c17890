// Keys. A key works where its hint stands: any element with data-key is pressed by it.
"use strict";
window.Dateline = window.Dateline || {};

{
  const GO = { e: "/", q: "/queue", c: "/coverage", t: "/totals", a: "/agreement" };
  const CHORD_MS = 1200;
  let chord = 0;

  const stored = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const areOff = () => stored("dateline-keys") === "off";
  const isTyping = (target) =>
    target instanceof Element && target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

  const rows = () => [...document.querySelectorAll("[data-rows] tbody tr, ul[data-rows] > li, ol[data-rows] > li")];
  const selected = () => document.querySelector("[data-rows] .is-selected");

  const select = (step) => {
    const all = rows();
    if (!all.length) return false;
    const at = all.indexOf(selected());
    const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step))];
    selected()?.classList.remove("is-selected");
    next.classList.add("is-selected");
    const link = next.querySelector("[data-open], button, a");
    link?.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    return true;
  };

  const help = () => document.querySelector("[data-help-dialog]");

  const press = (key) => {
    const found = [...document.querySelectorAll("[data-key]")].find(
      (each) => each.dataset.key === key && !each.disabled && each.checkVisibility(),
    );
    if (!found) return false;
    if (found.matches("input, select, textarea")) {
      found.focus();
      found.select?.();
    } else if (found.matches("summary")) {
      found.click();
      found.parentElement.querySelector("input:not([type=hidden]), select, textarea, button")?.focus();
    } else {
      found.click();
    }
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (isTyping(event.target)) event.target.blur();
      selected()?.classList.remove("is-selected");
      return;
    }
    if (isTyping(event.target) || areOff() || help()?.open) return;
    if (chord && event.timeStamp - chord < CHORD_MS && GO[event.key]) {
      chord = 0;
      location.assign(GO[event.key]);
      event.preventDefault();
      return;
    }
    chord = 0;
    let done = true;
    if (event.key === "?") help()?.showModal();
    else if (event.key === "/") {
      const search = document.querySelector("[data-search]");
      document.getElementById("facets")?.classList.add("is-open");
      if (search) search.focus();
      else location.assign("/");
    } else if (event.key === "g") chord = event.timeStamp;
    else if (event.key === "j") done = select(1) || press("j");
    else if (event.key === "k") done = select(-1) || press("k");
    else done = event.key.length === 1 && press(event.key);
    if (done) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const opener = event.target instanceof Element ? event.target.closest("[data-help]") : null;
    if (opener && help()) {
      event.preventDefault();
      help().showModal();
    }
  });

  for (const toggle of document.querySelectorAll("[data-keys-toggle]")) {
    toggle.checked = !areOff();
    toggle.addEventListener("change", () => {
      try {
        localStorage.setItem("dateline-keys", toggle.checked ? "on" : "off");
      } catch {
        // Kept for this page only.
      }
    });
  }
}
