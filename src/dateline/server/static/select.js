// A document: picking a claim shows its words; selecting words adds a claim or corrects one.
// Offsets are code points, as the server counts them.
"use strict";

{
  const text = document.getElementById("text");
  const bar = document.querySelector("[data-selection-bar]");
  const points = (words) => Array.from(words).length;
  let active = document.querySelector(".claim-list .is-active [data-claim]")?.dataset.claim ?? null;
  let chosen = null;

  // Picking claims

  const stretchesOf = (claim) =>
    [...text.querySelectorAll("[data-claims]")].filter((each) => each.dataset.claims.split(" ").includes(claim));

  const pick = (claim, { scroll }) => {
    active = active === claim ? null : claim;
    for (const each of text.querySelectorAll(".is-active")) each.classList.remove("is-active");
    for (const item of document.querySelectorAll(".claim-list > li")) {
      const mine = active !== null && item.id === `claim-${active}`;
      item.classList.toggle("is-active", mine);
      if (mine) item.setAttribute("aria-current", "true");
      else item.removeAttribute("aria-current");
    }
    if (active) {
      const marked = stretchesOf(active);
      for (const each of marked) each.classList.add("is-active");
      if (scroll) {
        const at = marked.find((each) => each.classList.contains("trigger")) ?? marked[0];
        at?.scrollIntoView({ block: "center", behavior: "auto" });
      } else {
        document.getElementById(`claim-${active}`)?.scrollIntoView({ block: "nearest" });
      }
    }
    history.replaceState(history.state, "", active ? `?claim=${active}` : location.pathname);
    placeHandles();
  };

  document.querySelector(".claim-list")?.addEventListener("click", (event) => {
    const link = event.target.closest("[data-claim]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    pick(link.dataset.claim, { scroll: true });
  });

  text?.addEventListener("click", (event) => {
    if (!getSelection().isCollapsed) return;
    const stretch = event.target.closest("[data-claims]");
    if (stretch) pick(stretch.dataset.claims.split(" ")[0], { scroll: false });
  });

  // Offsets

  const offsetAt = (node, offset, { end }) => {
    let stretch = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.(".s");
    if (!stretch && node.nodeType === Node.ELEMENT_NODE) {
      const child = node.childNodes[Math.min(offset, node.childNodes.length - 1)];
      stretch = child?.closest?.(".s") ?? child?.querySelector?.(".s") ?? null;
      if (stretch) return Number(end && offset > 0 ? stretch.dataset.start : stretch.dataset.start);
    }
    if (!stretch || !text.contains(stretch)) return null;
    // A masked name is one thing: it is taken whole.
    if (stretch.classList.contains("masked")) return Number(end ? stretch.dataset.end : stretch.dataset.start);
    const own = stretch.firstChild;
    if (node !== own) return Number(node === stretch && offset === 0 ? stretch.dataset.start : stretch.dataset.end);
    return Number(stretch.dataset.start) + points(own.data.slice(0, offset));
  };

  const wordsBetween = (start, end) => {
    const parts = [];
    for (const stretch of text.querySelectorAll(".s")) {
      const from = Number(stretch.dataset.start);
      const to = Number(stretch.dataset.end);
      if (to <= start || from >= end) continue;
      const shown = stretch.firstChild?.data ?? "";
      if (stretch.classList.contains("masked")) parts.push(shown);
      else parts.push(Array.from(shown).slice(Math.max(0, start - from), end - from).join(""));
    }
    return parts.join("");
  };

  // The bar

  const label = (claim) =>
    document.querySelector(`#claim-${claim} [data-claim] strong`)?.textContent ?? claim;

  const offer = (start, end) => {
    const words = wordsBetween(start, end);
    if (!words.trim()) return;
    chosen = { start, end };
    if (!bar) return;
    bar.querySelector("[data-selected-words]").textContent = words.trim();
    const add = bar.querySelector("[data-add]");
    add.href = `${add.pathname}?start=${start}&end=${end}`;
    const correction = bar.querySelector("[data-respan-link]");
    correction.hidden = active === null;
    if (active) {
      correction.href = `/claim/${active}/span?start=${start}&end=${end}`;
      correction.querySelector("[data-span-claim]").textContent = label(active);
    }
    bar.hidden = false;
  };

  const withdraw = () => {
    chosen = null;
    if (bar) bar.hidden = true;
    getSelection().removeAllRanges();
  };

  const takeSelection = () => {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
    const start = offsetAt(range.startContainer, range.startOffset, { end: false });
    const end = offsetAt(range.endContainer, range.endOffset, { end: true });
    if (start === null || end === null || start >= end) return;
    offer(start, end);
  };

  document.addEventListener("pointerup", (event) => {
    if (!bar?.contains(event.target)) setTimeout(takeSelection);
  });
  document.addEventListener("keyup", (event) => {
    if (event.shiftKey || event.key === "Shift") takeSelection();
  });
  bar?.querySelector("[data-cancel-selection]").addEventListener("click", withdraw);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && bar && !bar.hidden) withdraw();
  });

  // Handles: the trigger's edges can be dragged

  const handles = [];
  const triggerOf = (claim) => stretchesOf(claim).filter((each) => each.classList.contains("trigger"));

  const edges = () => {
    const marked = chosen ? null : active && triggerOf(active);
    if (chosen) return chosen;
    if (!marked?.length) return null;
    return { start: Number(marked[0].dataset.start), end: Number(marked[marked.length - 1].dataset.end) };
  };

  const boxOf = (offset, atEnd) => {
    for (const stretch of text.querySelectorAll(".s")) {
      const from = Number(stretch.dataset.start);
      const to = Number(stretch.dataset.end);
      const inside = atEnd ? from < offset && offset <= to : from <= offset && offset < to;
      if (!inside || !stretch.firstChild || !stretch.checkVisibility()) continue;
      const range = document.createRange();
      const data = stretch.firstChild.data;
      const units = Array.from(data).slice(0, offset - from).join("").length;
      if (stretch.classList.contains("masked")) range.selectNodeContents(stretch);
      else if (atEnd) range.setStart(stretch.firstChild, Math.max(0, units - 1)), range.setEnd(stretch.firstChild, units);
      else range.setStart(stretch.firstChild, units), range.setEnd(stretch.firstChild, Math.min(data.length, units + 1));
      const boxes = range.getClientRects();
      const box = atEnd ? boxes[boxes.length - 1] : boxes[0];
      return box ? { x: atEnd ? box.right : box.left, y: box.top, height: box.height } : null;
    }
    return null;
  };

  function placeHandles() {
    for (const handle of handles.splice(0)) handle.remove();
    if (!bar || !active) return;
    const at = edges();
    if (!at) return;
    for (const side of ["start", "end"]) {
      const box = boxOf(at[side], side === "end");
      if (!box) continue;
      const handle = document.createElement("div");
      handle.className = "handle";
      handle.title = text.dataset.drag ?? "";
      handle.style.left = `${box.x + scrollX}px`;
      handle.style.top = `${box.y + scrollY}px`;
      handle.style.height = `${box.height}px`;
      handle.addEventListener("pointerdown", (event) => drag(event, side, at));
      document.body.append(handle);
      handles.push(handle);
    }
  }

  const offsetUnder = (x, y) => {
    const found = document.caretPositionFromPoint?.(x, y);
    const node = found ? found.offsetNode : document.caretRangeFromPoint?.(x, y)?.startContainer;
    const offset = found ? found.offset : document.caretRangeFromPoint?.(x, y)?.startOffset;
    return node && text.contains(node) ? offsetAt(node, offset, { end: false }) : null;
  };

  const drag = (event, side, from) => {
    event.preventDefault();
    const handle = event.currentTarget;
    const now = { start: from.start, end: from.end };
    handle.setPointerCapture(event.pointerId);
    handle.style.pointerEvents = "none";
    const move = (each) => {
      const offset = offsetUnder(each.clientX, each.clientY);
      if (offset === null) return;
      if (side === "start" ? offset < now.end : offset > now.start) now[side] = offset;
      const box = boxOf(now[side], side === "end");
      if (box) {
        handle.style.left = `${box.x + scrollX}px`;
        handle.style.top = `${box.y + scrollY}px`;
      }
    };
    const stop = () => {
      handle.removeEventListener("pointermove", move);
      handle.style.pointerEvents = "";
      offer(now.start, now.end);
      placeHandles();
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", stop, { once: true });
    handle.addEventListener("pointercancel", stop, { once: true });
  };

  addEventListener("resize", placeHandles);
  if (active) placeHandles();
}
