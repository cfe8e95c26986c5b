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

  /* Letters typed while the page of searching is on its way, for the box there; null while none is. */
  let early = null;
  let box;
  const pages = new Map(); /* by address */
  const address = () => location.pathname + location.search;
  let shown = address();

  const findBox = () => (box = document.querySelector("form[data-suggest] input"));

  function show({ body, title, top }) {
    pages.set(shown, { body: document.body, title: document.title, top: scrollY });
    shown = address();
    document.body = body;
    document.title = title;
    findBox();
    scrollTo(0, top);
  }

  /* Puts the page of searching in the place of this one: on the way from one to
     the next, a browser loses keys. */
  async function goSearching() {
    const mine = (early = []);
    try {
      const answer = await fetch("/search");
      const { body, title } = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (early !== mine) return; /* it was let be */
      history.pushState(null, "", "/search");
      show({ body, title, top: 0 });
      suggestTo(box.form);
      box.value = early.join("");
      box.focus();
      box.dispatchEvent(new Event("input"));
    } catch {
      if (early !== mine) return;
      location.assign("/search");
    }
    early = null;
  }

  function typeEarly(event) {
    if (event.key === "Enter") location.assign(`/search?q=${encodeURIComponent(early.join(""))}`);
    if (/Enter|Escape/.test(event.key)) early = null;
    else if (event.key === "Backspace") early.pop();
    else if ([...event.key].length === 1) early.push(event.key);
    else return;
    event.preventDefault(); /* a blank would move the page */
  }

  document.querySelectorAll("form[data-suggest]").forEach(suggestTo);
  findBox();

  addEventListener("popstate", () => {
    const page = pages.get(address());
    if (address() === shown) return; /* another place of it */
    if (page) show(page);
    else location.reload();
  });

  document.addEventListener("keydown", (event) => {
    const held = event.ctrlKey || event.metaKey;
    if (early && !held && !event.altKey) return typeEarly(event);
    if (event.altKey || (held ? event.key.toLowerCase() !== "k" : event.key !== "/")) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    if (!box) return early ?? goSearching();
    box.focus();
    box.select();
  });
})();
