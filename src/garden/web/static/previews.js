/* Previews of notes that a text leads to, on hover, focus and long press. Escape closes
   one, the pointer may rest on it, a tap follows the link. */
(() => {
  "use strict";
  const SOON = 350; /* milliseconds until a link shows its note, */
  const HELD = 450; /* until a touch is a long one, */
  const LATER = 250; /* until what was left is gone */
  const GAP = 6; /* pixels */
  const links = document.querySelectorAll('.text a.internal[href^="/notes/"]:not(.embed-title > a)');
  if (!links.length || !HTMLElement.prototype.showPopover) return;

  const parts = ["title", "kind", "text"].map((name) =>
    Object.assign(document.createElement("p"), { className: `preview-${name}`, dir: "auto" }));
  const box = document.createElement("div");
  Object.assign(box, { id: "preview", className: "preview", popover: "manual", role: "tooltip" });
  box.append(...parts);
  document.querySelector("main").append(box);

  const known = new Map();
  let wanted = null; /* the link whose preview is there, or on its way */
  let touching = false;
  let held = false;
  let timer = 0;

  function ask(path) {
    if (!known.has(path)) known.set(path, fetch(`${path}.preview.json`).then((answer) => answer.ok && answer.json()));
    return known.get(path).catch(() => known.delete(path) && null);
  }

  async function open(link, y) {
    if (wanted === link) return;
    close();
    wanted = link;
    const note = await ask(link.pathname);
    if (wanted !== link) return;
    if (!note) return close();
    parts.forEach((part) => (part.textContent = note[part.className.slice(8)]));
    parts[0].lang = parts[2].lang = note.lang;
    box.showPopover();
    place(link, y);
    link.setAttribute("aria-describedby", box.id);
  }

  /* Below the link's line, or above. */
  function place(link, y) {
    const lines = [...link.getClientRects()];
    const line = lines.find(({ top, bottom }) => top <= y && y <= bottom) ?? lines[0];
    const { offsetWidth: width, offsetHeight: height } = box;
    const room = innerHeight - line.bottom;
    const left = Math.max(GAP, Math.min(line.left, document.documentElement.clientWidth - width - GAP));
    const top = room > height + GAP || room > line.top ? line.bottom + GAP : line.top - height - GAP;
    Object.assign(box.style, { left: `${left + scrollX}px`, top: `${top + scrollY}px` });
  }

  function close() {
    clearTimeout(timer);
    wanted?.removeAttribute("aria-describedby");
    wanted = null;
    if (box.matches(":popover-open")) box.hidePopover();
  }

  function after(wait, action) {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  }

  const stay = () => clearTimeout(timer);
  const leave = () => after(LATER, () => wanted?.matches(":focus-visible") || close());
  const byMouse = (action) => (event) => event.pointerType === "touch" || action(event);

  links.forEach((link) => {
    const on = (names, action) => names.split(" ").forEach((name) => link.addEventListener(name, action));
    link.classList.add("previewed");
    on("pointerenter", byMouse(({ clientY }) => after(SOON, () => open(link, clientY))));
    on("pointerleave", byMouse(leave));
    on("focus", () => link.matches(":focus-visible") && after(SOON, () => open(link)));
    on("blur", close);
    on("pointerdown", ({ pointerType, clientY }) => {
      held = false;
      touching = pointerType === "touch";
      if (touching) after(HELD, () => (held = true) && open(link, clientY));
    });
    on("pointerup pointercancel", () => {
      if (touching && !held) stay();
      touching = false;
    });
    on("contextmenu", (event) => touching && event.preventDefault());
    on("click", (event) => {
      if (held) event.preventDefault();
      held = false;
    });
  });
  box.addEventListener("pointerenter", stay);
  box.addEventListener("pointerleave", byMouse(leave));
  document.addEventListener("pointerdown", ({ target }) => box.contains(target) || wanted?.contains(target) || close(), true);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  addEventListener("pagehide", close);
})();
