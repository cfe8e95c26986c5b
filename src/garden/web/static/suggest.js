/* Suggestions under the search box: a combobox as in the ARIA Authoring Practices, list
   autocomplete with manual selection. Ctrl-K, Cmd-K and "/" lead to the box. Without
   this script the form works as it is. */
(() => {
  "use strict";
  const LETTER = /[\p{L}\p{N}]/u;
  const WAIT = 120; /* milliseconds after the last key */

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const set = (one, attributes) => Object.entries(attributes).forEach(([key, value]) => one.setAttribute(key, value));

  function element(name, attributes, ...inside) {
    const made = document.createElement(name);
    set(made, attributes);
    made.append(...inside);
    return made;
  }

  /* Text in which the beginnings that were typed are marked. */
  function marked(text, typed) {
    const letters = text.match(/\P{M}\p{M}*/gu) ?? [];
    const plain = letters.map(fold).join("");
    const places = letters.flatMap((letter, place) => Array(fold(letter).length).fill(place));
    const hits = new Set();
    for (const word of fold(typed).split(/[^\p{L}\p{N}]+/u).filter(Boolean)) {
      for (let at = -1; (at = plain.indexOf(word, at + 1)) >= 0;) {
        if (at && word < "\u0e00" && LETTER.test(plain[at - 1])) continue; /* above, words have no blanks */
        for (let place = places[at]; place <= places[at + word.length - 1]; place++) hits.add(place);
      }
    }
    const parts = [];
    letters.forEach((letter, place) => {
      const hit = hits.has(place);
      if (parts.at(-1)?.hit === hit) parts.at(-1).text += letter;
      else parts.push({ hit, text: letter });
    });
    return parts.map(({ hit, text }) => (hit ? element("mark", {}, text) : text));
  }

  function suggestTo(form) {
    const input = form.querySelector('input[type="search"]');
    const list = element("ul", { class: "suggestions", id: `${input.id}-list`, role: "listbox", "aria-label": "Suggestions" });
    const told = element("p", { class: "unseen", role: "status" });
    let found = [];
    let active = -1;
    let timer = 0;
    let asking = new AbortController();

    list.hidden = true;
    set(input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" });
    input.after(list);
    form.append(told);

    function activate(place) {
      active = place;
      [...list.children].forEach((option, i) => set(option, { "aria-selected": i === place }));
      if (place < 0) return input.removeAttribute("aria-activedescendant");
      set(input, { "aria-activedescendant": list.children[place].id });
      list.children[place].scrollIntoView({ block: "nearest" });
    }

    function letBe() {
      clearTimeout(timer);
      asking.abort();
    }

    function close() {
      letBe();
      activate(-1);
      list.hidden = true;
      set(input, { "aria-expanded": "false" });
      told.textContent = "";
    }

    function show(suggestions, typed) {
      found = suggestions;
      list.replaceChildren(...found.map((one, place) => element(
        "li", { role: "option", id: `${list.id}-${place}`, "aria-selected": "false" },
        element("span", { class: "suggestion", dir: "auto" }, ...marked(one.label, typed)), " ",
        element("span", { class: "suggestion-detail" }, ...(one.kind === "note" ? marked(one.detail, typed) : [one.detail])),
      )));
      activate(-1);
      list.hidden = !found.length;
      list.scrollTop = 0;
      set(input, { "aria-expanded": !list.hidden });
      told.textContent = `${found.length || "No"} suggestion${found.length === 1 ? "" : "s"}`;
    }

    async function ask() {
      const typed = input.value.trim();
      if (typed.length < 2 && typed <= "\x7f") return close();
      asking.abort();
      const mine = (asking = new AbortController());
      try {
        const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal: mine.signal });
        const { suggestions } = await answer.json();
        if (!mine.signal.aborted && document.activeElement === input) show(suggestions, typed);
      } catch {
        if (!mine.signal.aborted) close(); /* sending the form will tell why */
      }
    }

    function choose(place, apart) {
      const { url } = found[place];
      close();
      if (apart) window.open(url, "_blank", "noopener");
      else location.assign(url);
    }

    const letGo = () => activate(-1); /* and the cursor moves */

    function step(by) {
      letBe(); /* no answer on its way changes the list under who chooses from it */
      activate(((active < 0 && by < 0 ? 0 : active) + by + found.length) % found.length);
    }

    const keys = {
      ArrowDown: () => (list.hidden ? ask() : step(1)),
      ArrowUp: () => (list.hidden ? ask() : step(-1)),
      Enter: () => (active < 0 ? close() : choose(active)),
      Escape: close,
      Home: letGo,
      End: letGo,
    };
    input.addEventListener("keydown", (event) => {
      const key = keys[event.key];
      if (!key || event.isComposing || (list.hidden && !event.key.startsWith("Arrow"))) return;
      if (/Arrow|Escape/.test(event.key) || active >= 0 && event.key === "Enter") event.preventDefault();
      key();
    });
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("blur", close);
    form.addEventListener("submit", close);
    list.addEventListener("mousedown", (event) => event.preventDefault()); /* the focus stays in the box */
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) choose([...list.children].indexOf(option), event.ctrlKey || event.metaKey);
    });
  }

  /* What is typed while the page of searching is on its way, for the box there; null while none is. */
  const EARLY = "typed-early";
  let early = null;

  /* Throws where the browser is told to keep nothing. */
  function kept(use) {
    try {
      return use(sessionStorage);
    } catch {
      return null;
    }
  }

  function goSearching() {
    early = "";
    addEventListener("pagehide", () => {
      kept((storage) => storage.setItem(EARLY, early ?? ""));
      early = null; /* who comes back types anew */
    }, { once: true });
    location.assign("/search#q");
  }

  function typeEarly(event) {
    if (event.key === "Escape") return (early = null);
    if (event.key === "Backspace") early = early.slice(0, -1);
    else if ([...event.key].length === 1) early += event.key;
    else return;
    event.preventDefault(); /* a blank would move the page */
  }

  function takeEarly(input) {
    const typed = kept((storage) => storage.getItem(EARLY));
    kept((storage) => storage.removeItem(EARLY));
    if (!typed || location.hash !== `#${input.id}`) return;
    input.value = typed + input.value;
    input.focus();
    input.setSelectionRange(input.value.length, input.value.length);
    input.dispatchEvent(new Event("input"));
  }

  document.querySelectorAll("form[data-suggest]").forEach(suggestTo);
  const box = document.querySelector("form[data-suggest] input");
  if (box) takeEarly(box);

  document.addEventListener("keydown", (event) => {
    const held = event.ctrlKey || event.metaKey;
    if (early !== null && !held && !event.altKey) return typeEarly(event);
    if (event.altKey || (held ? event.key.toLowerCase() !== "k" : event.key !== "/")) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    if (!box) return goSearching();
    box.focus();
    box.select();
  });
})();
