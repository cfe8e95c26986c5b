/* The page of a note: its contents say where the reader is, footnotes stand beside the
   text where there is room, code can be copied. Without this script it is all there. */
(() => {
  "use strict";
  const GAP = 16; /* pixels between footnotes */
  const WIDE = matchMedia("(min-width: 64rem)"); /* as in garden.css: two columns */

  /* Contents are beside the text where there is room, and folded above it where not. */
  function unfold(details) {
    details.open = WIDE.matches;
    WIDE.addEventListener("change", () => (details.open = WIDE.matches));
  }

  function element(name, attributes, ...inside) {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...inside);
    return made;
  }

  /* Marks the heading that was passed last: what is above three tenths of the window. */
  function follow(contents) {
    const named = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const links = new Map([...contents.querySelectorAll("a")].map((link) => [named(link), link]));
    const passed = new Set();
    links.delete(null);
    const observer = new IntersectionObserver((seen) => {
      seen.forEach(({ target, isIntersecting }) => passed[isIntersecting ? "add" : "delete"](target));
      const here = links.get([...links.keys()].findLast((heading) => passed.has(heading)));
      links.forEach((link) => (link === here ? link.setAttribute("aria-current", "location") : link.removeAttribute("aria-current")));
      if (here) contents.scrollTop = here.offsetTop - contents.clientHeight / 2;
    }, { rootMargin: "1000000px 0px -70%" });
    links.forEach((_, heading) => observer.observe(heading));
  }

  /* Footnotes stay where they are in the document; only their place on the page changes. */
  function setBeside(section) {
    const spread = section.closest(".spread");
    const asides = spread.querySelector(".contents-place") ?? spread.querySelector(".asides");
    const notes = [...section.querySelectorAll(":scope > ol > li")];
    const shut = (one) => one.closest("details:not([open])");

    function place() {
      const there = WIDE.matches && !shut(section);
      spread.classList.toggle("with-footnotes", there);
      if (asides) asides.style.height = "";
      if (!there) return;
      const top = spread.getBoundingClientRect().top;
      let free = asides ? asides.offsetTop + asides.offsetHeight + 2 * GAP : 0;
      notes.forEach((note) => {
        const reference = document.getElementById(note.id.replace("fn:", "fnref:"));
        const at = (shut(reference) ?? reference).getBoundingClientRect().top - top;
        note.style.top = `${Math.max(free, at)}px`;
        free = Math.max(free, at) + note.offsetHeight + GAP;
      });
      if (free > spread.offsetHeight) spread.classList.remove("with-footnotes"); /* too many for this text */
      else if (asides) asides.style.height = `${notes[0].offsetTop - asides.offsetTop - 2 * GAP}px`;
    }

    new ResizeObserver(() => requestAnimationFrame(place)).observe(section.parentElement);
    WIDE.addEventListener("change", place);
  }

  /* Plain http has no clipboard for scripts but the old one. */
  async function copy(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = element("textarea", { class: "unseen", readonly: "" }, text);
    const focused = document.activeElement;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    focused?.focus();
    if (!done) throw new Error("copying is not allowed here");
  }

  const told = element("p", { class: "unseen", role: "status" });

  /* A button that copies what `text` gives, and says so. */
  function copying(words, more, text) {
    const button = element("button", { type: "button", class: "copy", lang: document.documentElement.lang });
    let timer = 0;
    const say = (label) => button.replaceChildren(label, element("span", { class: "unseen" }, more));
    say(words);
    button.addEventListener("click", async () => {
      const answer = await copy(text()).then(() => "Copied", () => "Not copied");
      clearTimeout(timer);
      button.textContent = told.textContent = answer;
      timer = setTimeout(() => {
        say(words);
        told.textContent = "";
      }, 3000);
    });
    return button;
  }

  /* Ways to pass the note on that need a script; no one else is told. */
  function passOn(place) {
    const url = document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];
    const title = document.querySelector("h1").textContent;
    const mail = place.querySelector("a");
    if (!mail.search.includes("&body=")) mail.href += `&body=${encodeURIComponent(`${title}\r\n\r\n${url}\r\n`)}`;
    place.append(" ", copying("Copy the link", "", () => url));
    if (!navigator.share) return;
    const share = element("button", { type: "button", class: "copy" }, "Share …");
    share.addEventListener("click", () => navigator.share({ title, url }).catch(() => {})); /* or not, after all */
    place.append(" ", share);
  }

  document.querySelector("main").append(told);
  document.querySelectorAll(".pass-on").forEach(passOn);
  document.querySelectorAll(".contents > details").forEach(unfold);
  document.querySelectorAll(".contents").forEach(follow);
  document.querySelectorAll(".text > .footnotes").forEach(setBeside);
  document.querySelectorAll(".text pre.code").forEach((code) => {
    const frame = element("div", { class: "copied" });
    code.replaceWith(frame);
    frame.append(code, copying("Copy", " this code", () => code.textContent.replace(/\n$/, "")));
  });
})();
