// A claim to be added: words selected in the sentence go into the box that was used last.
"use strict";

{
  const sentence = document.querySelector("[data-markable]");
  const boxes = [...document.querySelectorAll("[data-takes-words]")];
  let box = boxes.find((each) => each.name === "party") ?? null;

  for (const each of boxes) each.addEventListener("focus", () => { box = each; });

  const take = () => {
    const selection = getSelection();
    if (!box || selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    if (!sentence.contains(range.startContainer) || !sentence.contains(range.endContainer)) return;
    const words = selection.toString().trim();
    if (!words) return;
    box.value = words;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  };

  sentence?.addEventListener("pointerup", () => setTimeout(take));
  document.addEventListener("keyup", (event) => {
    if (event.key === "Shift") take();
  });
}
