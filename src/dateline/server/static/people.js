// Panels to decide in, and how long one looked (keys.js presses the buttons). Everything works
// without this file.
"use strict";

(() => {
  const opened = performance.now();
  let hidden = 0;
  let hiddenSince = document.hidden ? opened : null;

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      hiddenSince = performance.now();
    } else if (hiddenSince !== null) {
      hidden += performance.now() - hiddenSince;
      hiddenSince = null;
    }
  });

  document.addEventListener("submit", (event) => {
    for (const field of event.target.querySelectorAll("[data-seconds]")) {
      field.value = ((performance.now() - opened - hidden) / 1000).toFixed(1);
    }
    if (event.target.closest("[data-decide-bar], [data-decides]")) {
      // A second press must not decide twice.
      for (const button of event.target.querySelectorAll("button")) {
        setTimeout(() => { button.disabled = true; });
      }
    }
  });

  function openPanel(id) {
    for (const panel of document.querySelectorAll(".decide-panel[open]")) {
      if (panel.id !== id && panel.id !== "made-panel") panel.open = false;
    }
    const panel = document.getElementById(id);
    if (!panel) return;
    panel.open = true;
    panel.querySelector("select, input:not([type=hidden]), button")?.focus();
    panel.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) {
      event.preventDefault();
      openPanel(opener.dataset.opens);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.ctrlKey || event.metaKey || event.altKey) return;
    const panel = event.target.closest(".decide-panel[open]");
    if (!panel) return;
    panel.open = false;
    document.querySelector(`[data-opens="${panel.id}"]`)?.focus();
  });

  // The present value of a field stands in the form once the field is chosen.
  for (const select of document.querySelectorAll("[data-field]")) {
    const form = select.form;
    const fill = () => {
      const value = select.selectedOptions[0]?.dataset.value ?? "";
      form.querySelector("[data-new-value]").value = value;
      for (const label of form.querySelectorAll(".place-only")) label.hidden = select.value !== "place";
    };
    select.addEventListener("change", fill);
    fill();
  }
})();
