/* Offers to draw the map of the notes. The drawing, its style and its data are asked for
   when a reader wants it, and not before; without this script the map is a page of tables. */
(() => {
  "use strict";
  const { sheet, drawing, library, integrity } = document.currentScript.dataset;
  let loading;

  const add = (name, attributes) => new Promise((onload, onerror) =>
    document.head.append(Object.assign(document.createElement(name), attributes, { onload, onerror })));

  const load = () => (loading ??= Promise.all([
    add("link", { rel: "stylesheet", href: sheet }),
    add("script", { src: library, integrity }),
    add("script", { src: drawing }),
  ]).catch((error) => {
    loading = null; /* to be tried again */
    throw error;
  }));

  async function ask(address) {
    for (;;) {
      const answer = await fetch(address);
      if (answer.ok) return answer.json();
      const seconds = Number(answer.headers.get("Retry-After")); /* it is being laid out */
      if (answer.status !== 503 || !seconds) throw new Error(answer.statusText);
      await new Promise((done) => setTimeout(done, 1000 * seconds));
    }
  }

  document.querySelectorAll("[data-map]").forEach((door) => {
    const { map, label, tables } = door.dataset;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: label });
    const told = Object.assign(document.createElement("p"), { className: "meta", role: "status" });
    let close = null;
    button.setAttribute("aria-expanded", "false");
    door.replaceChildren(button, told);

    function shut() {
      close?.();
      close = null;
      told.replaceChildren();
      button.textContent = label;
      button.setAttribute("aria-expanded", "false");
    }

    async function open() {
      close = () => {};
      button.textContent = "Close the map";
      button.setAttribute("aria-expanded", "true");
      told.textContent = "The map is being drawn …";
      try {
        const [data] = await Promise.all([ask(map), load()]);
        if (!close) return; /* closed meanwhile */
        told.replaceChildren();
        close = drawMap(door, data, () => (shut(), button.focus()));
      } catch {
        shut();
        told.textContent = "The map cannot be drawn here. ";
      }
      if (tables) told.append(Object.assign(document.createElement("a"), { href: tables, textContent: "The same as tables" }));
    }

    button.addEventListener("click", () => (close ? shut() : open()));
  });
})();
