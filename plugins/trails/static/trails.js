/* A reader's place on a trail, kept in this browser and nowhere else, once they ask for it.
   Without this script the place is in the address, which can be kept like any other. */
(() => {
  "use strict";
  const box = document.querySelector("[data-trail]");
  if (!box) return;
  const trail = box.dataset.trail;
  const here = box.dataset.trailHere;
  const part = (name) => box.querySelector(`[data-trail-${name}]`);

  /* What is kept, if this browser keeps anything; an address of another place is no place on this trail. */
  function kept() {
    const found = localStorage.getItem(trail);
    return found?.startsWith(trail) ? found : null;
  }

  function show() {
    const place = kept();
    if (here) {
      part("remember").hidden = place !== null;
      part("told").textContent = place === null ? "" : part("told").dataset.words;
    } else if (place) {
      part("go").href = place;
    }
    part("forget").hidden = place === null;
    box.hidden = !here && place === null;
  }

  const keep = () => localStorage.setItem(trail, here);

  function whileAllowed(act) {
    try {
      act();
    } catch {
      box.hidden = true; /* this browser keeps nothing, and says so by an exception */
    }
  }

  whileAllowed(() => {
    if (here && kept() !== null) keep(); /* who asked once is followed along */
    show();
  });
  part("remember")?.addEventListener("click", () => whileAllowed(() => { keep(); show(); part("forget").focus(); }));
  part("forget").addEventListener("click", () => whileAllowed(() => {
    localStorage.removeItem(trail);
    show();
    (part("remember") ?? document.querySelector("main")).focus();
  }));
})();
