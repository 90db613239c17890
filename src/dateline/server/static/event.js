// An event: pointing at a claim shows where its words stand in the report.
"use strict";

{
  const mark = (item, on) => {
    const report = item.closest(".report");
    for (const each of report.querySelectorAll("[data-claims]")) {
      if (each.dataset.claims.split(" ").includes(item.dataset.claim)) each.classList.toggle("is-active", on);
    }
  };
  for (const item of document.querySelectorAll(".report .claims [data-claim]")) {
    item.addEventListener("mouseenter", () => mark(item, true));
    item.addEventListener("mouseleave", () => mark(item, false));
  }

  // A link to a claim inside a folded report opens it.
  const reveal = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (!target) return;
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    target.scrollIntoView({ block: "nearest" });
  };
  addEventListener("hashchange", reveal);
  reveal();
}
