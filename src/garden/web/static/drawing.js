/* Draws the map of the notes: `drawMap(door, data, leave)` puts it at the end of `door` and
   gives a function that takes it away. `data` is described in garden/web/map_shape.py. By
   hand: drag, pinch, tap; by keys: arrows along links, Enter, Escape, + and -. What is
   chosen stands below the drawing, with what is linked with it, and is told to screen readers. */
function drawMap(door, data, leave) {
  "use strict";
  const { EdgeLineProgram, Graph, NodePointProgram, Sigma } = window.sigma;
  const CALM = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const DARK = matchMedia("(prefers-color-scheme: dark)");
  const LONGEST = 36; /* letters of a label */
  const NAMED = 12; /* notes beside the one that is chosen */
  const QUICK = { duration: 250 };

  function element(name, attributes, ...inside) {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...inside);
    return made;
  }

  const button = (label, text, act) => {
    const made = element("button", { type: "button", "aria-label": label, title: label }, text);
    made.addEventListener("click", act);
    return made;
  };

  /* --- the notes --- */

  const path = (note) => {
    const { titles, names, folders, folder } = data;
    const name = names[note] === 0 ? titles[note] : names[note] === 1 ? titles[note].toLowerCase().replaceAll(" ", "-") : names[note];
    return [...folders[folder[note]].split("/").filter(Boolean), ...name.split("/")].map(encodeURIComponent).join("/");
  };
  const urlOf = (note) => `/notes/${path(note)}`;
  const short = (text) => ([...text].length > LONGEST ? `${[...text].slice(0, LONGEST).join("").trimEnd()}…` : text);
  const counted = (number, noun) => `${number.toLocaleString("en-GB")} ${noun}${number === 1 ? "" : "s"}`;

  /* A map that is clearly longer one way lies the way of its frame. */
  const [x, y] = lies() ? [data.y, data.x] : [data.x, data.y];
  function lies() {
    const extent = (places) => places.reduce((most, one) => Math.max(most, one), 0) - places.reduce((least, one) => Math.min(least, one), Infinity);
    const longer = (extent(data.x) + 1) / (extent(data.y) + 1);
    return door.clientWidth > 600 ? longer < 0.85 : longer > 1.2;
  }

  const graph = new Graph({ type: "undirected", multi: false });
  for (let note = 0; note < data.notes; note++) {
    graph.addNode(note, { x: x[note], y: y[note], label: short(data.titles[note]) });
  }
  for (let note = 0, at = 0; note < data.notes; note++) {
    for (let left = data.links[at++], other = note; left; left--) graph.addUndirectedEdge(note, other += data.links[at++]);
  }
  const isCrowded = graph.size > 1_500; /* then lines are thin, and the chosen note's alone are drawn */
  const crowd = Math.max(door.clientWidth < 500 ? 1.3 : 1, Math.sqrt(data.notes) / 18);
  graph.forEachNode((note) => graph.setNodeAttribute(note, "size", Math.min(16, (4 + 1.5 * Math.sqrt(graph.degree(note))) / crowd)));

  /* --- the page --- */

  const legend = element("ul", { class: "map-legend", role: "list", "aria-label": "Colours" }, ...data.kinds.map(([label, colour]) =>
    element("li", {}, element("span", { class: `map-colour map-colour-${colour}`, "aria-hidden": "true" }), label)));
  const help = element("p", { class: "map-help", id: "map-help" },
    "Drag to move, tap a note to see what it is. With the keys: arrows go along links, Enter opens, Escape leaves, + and − zoom.");
  const canvas = element("div", {
    class: "map-canvas", tabindex: "0", role: "application", "aria-label": `Map of ${counted(data.notes, "note")}`, "aria-describedby": help.id,
  });
  const tools = element("div", { class: "map-tools", role: "group", "aria-label": "Zoom" },
    button("Nearer", "+", () => zoom(1 / 1.5)), button("Farther", "−", () => zoom(1.5)), button("All of it", "○", () => look({ x: 0.5, y: 0.5, ratio: 1 })));
  const card = element("div", { class: "map-card" });
  const told = element("p", { class: "unseen", role: "status" });
  const map = element("div", { class: "map" }, legend, element("div", { class: "map-frame" }, canvas, tools), card, help, told);
  door.append(map);

  /* --- looks --- */

  let colours = [];
  let chosen = null;
  let near = new Set();

  const colourOf = (one) => getComputedStyle(one).color;
  /* Where lines lie on one another they are seen through: WebGL wants colours that are darkened for that. */
  function thinned(colour) {
    const share = Math.max(0.12, Math.min(1, 2500 / graph.size));
    const [red, green, blue] = colour.match(/\w\w/g).map((part) => Math.round(parseInt(part, 16) * share));
    return `rgba(${red},${green},${blue},${share})`;
  }

  const property = (name) => getComputedStyle(map).getPropertyValue(name).trim();
  function readColours() {
    colours = [...legend.querySelectorAll(".map-colour")].map(colourOf);
    return { line: thinned(property("--map-line")), faint: property("--map-faint"), ink: property("--ink"), paper: property("--sheet"), accent: property("--accent") };
  }
  let looks = readColours();

  /* Beside its note, on whichever side there is room. */
  function label(context, { label: text, x, y, size }, { labelSize, labelFont, labelWeight }) {
    if (!text) return;
    context.font = `${labelWeight} ${labelSize}px ${labelFont}`;
    const wide = context.measureText(text).width;
    const gap = size + 4;
    const room = canvas.clientWidth - wide - 4;
    const left = x + gap < room ? x + gap : x - gap - wide > 0 ? x - gap - wide : Math.max(4, room);
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = looks.paper;
    context.fillStyle = looks.ink;
    context.strokeText(text, left, y + labelSize / 3);
    context.fillText(text, left, y + labelSize / 3);
  }

  function hovered(context, data, settings) {
    context.beginPath();
    context.arc(data.x, data.y, data.size + 3, 0, Math.PI * 2);
    context.lineWidth = 2;
    context.strokeStyle = looks.ink;
    context.stroke();
    label(context, data, settings);
  }

  let drawing;
  try {
    drawing = new Sigma(graph, canvas, {
      labelFont: getComputedStyle(canvas).fontFamily,
      labelSize: 13,
      labelGridCellSize: 160,
      labelRenderedSizeThreshold: 3,
      defaultDrawNodeLabel: label,
      defaultDrawNodeHover: hovered,
      minEdgeThickness: 1.7,
      edgeProgramClasses: { thin: EdgeLineProgram },
      nodeProgramClasses: { circle: NodePointProgram }, /* drawn ten times as fast where there is no graphics card */
      defaultEdgeType: isCrowded ? "thin" : "line",
      stagePadding: 40,
      zIndex: true,
      minCameraRatio: 0.01,
      maxCameraRatio: 2,
      enableCameraRotation: false,
      zoomDuration: CALM ? 1 : QUICK.duration,
      inertiaDuration: CALM ? 1 : 200,
      nodeReducer: (note, shown) => ({
        ...shown,
        color: chosen === null || note === chosen || near.has(note) ? colours[data.kind[note]] : looks.faint,
        highlighted: note === chosen,
        forceLabel: note === chosen || (near.has(note) && near.size <= NAMED),
        label: chosen === null || note === chosen || near.has(note) ? shown.label : "",
        zIndex: note === chosen ? 2 : near.has(note) ? 1 : 0,
      }),
      edgeReducer: (edge, shown) => {
        const isNear = chosen !== null && graph.hasExtremity(edge, chosen);
        return { ...shown, color: isNear ? looks.accent : chosen === null ? looks.line : looks.faint, hidden: isCrowded && chosen !== null && !isNear, size: isNear ? 2 : 1, zIndex: isNear ? 1 : 0 };
      },
    });
  } catch (error) { /* no WebGL */
    map.remove();
    throw error;
  }
  const camera = drawing.getCamera();
  const redraw = () => drawing.refresh({ skipIndexation: true });
  const stay = moveCalmly(drawing);

  function recolour() {
    looks = readColours();
    redraw();
  }

  /* --- moving and choosing --- */

  const look = (state) => (CALM ? (camera.setState(state), drawing.render()) : camera.animate(state, QUICK));
  const zoom = (by) => look({ ratio: camera.getBoundedRatio(camera.ratio * by) });
  const places = (note) => drawing.graphToViewport(graph.getNodeAttributes(note));

  function choose(note, isNews = true) {
    chosen = note;
    near = new Set(note === null ? [] : graph.neighbors(note));
    card.replaceChildren();
    if (note !== null) {
      const beside = [...near].sort((one, other) => one - other);
      const title = data.titles[note];
      const [kind] = data.kinds[data.kind[note]];
      card.append(
        element("p", { class: "map-title" }, element("a", { href: urlOf(note), dir: "auto" }, title)),
        element("p", { class: "meta" }, `${kind} · ${counted(beside.length, "link")}`),
        element("ul", { class: "choices", role: "list", "aria-label": "Linked with it" }, ...beside.slice(0, NAMED).map((one) =>
          element("li", {}, choice(one)))),
      );
      if (beside.length > NAMED) card.append(element("p", { class: "meta" }, `and ${(beside.length - NAMED).toLocaleString("en-GB")} more`));
      if (isNews) told.textContent = `${title}. ${kind}. ${counted(beside.length, "link")}${beside.length ? ": " : ""}${beside.slice(0, 5).map((one) => data.titles[one]).join(", ")}`;
      show(note);
    }
    redraw();
  }

  function choice(note) {
    const made = element("button", { type: "button", class: "choice", dir: "auto" }, short(data.titles[note]));
    made.addEventListener("click", () => {
      choose(note);
      canvas.focus({ preventScroll: true });
    });
    return made;
  }

  /* Moves the map where a note is out of sight. */
  function show(note) {
    const { x, y } = places(note);
    const edge = 40;
    if (x > edge && y > edge && x < canvas.clientWidth - edge && y < canvas.clientHeight - edge) return;
    const at = drawing.getNodeDisplayData(note);
    look({ x: at.x, y: at.y });
  }

  /* The nearest note beside the chosen one that way, else one that lies more that way than back. */
  function step(right, down) {
    if (chosen === null) return choose(data.start === null ? middle() : String(data.start));
    const here = places(chosen);
    const ways = graph.neighbors(chosen).map((note) => {
      const { x, y } = places(note);
      const along = (x - here.x) * right + (y - here.y) * down;
      const across = Math.abs((x - here.x) * down) + Math.abs((y - here.y) * right);
      return { note, along, across, far: along + across };
    }).filter(({ along }) => along > 0);
    const straight = ways.filter(({ along, across }) => across <= along);
    const [next] = (straight.length ? straight : ways).sort((one, other) => one.far - other.far);
    if (next) choose(next.note);
    else told.textContent = "Nothing that way is linked with it.";
  }

  /* The note that is seen nearest to the middle. */
  function middle() {
    const far = (note) => {
      const { x, y } = places(note);
      return Math.hypot(x - canvas.clientWidth / 2, y - canvas.clientHeight / 2);
    };
    return graph.nodes().slice(0, 500).map((note) => [far(note), note]).sort(([one], [other]) => one - other)[0]?.[1] ?? null;
  }

  function open(event) {
    if (chosen === null) return;
    if (event.ctrlKey || event.metaKey) window.open(urlOf(chosen), "_blank", "noopener");
    else location.assign(urlOf(chosen));
  }

  const keys = {
    ArrowLeft: () => step(-1, 0), ArrowRight: () => step(1, 0), ArrowUp: () => step(0, -1), ArrowDown: () => step(0, 1),
    Enter: open, Escape: leave, "+": () => zoom(1 / 1.5), "=": () => zoom(1 / 1.5), "-": () => zoom(1.5),
  };
  canvas.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || event.altKey || (event.ctrlKey || event.metaKey) && event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    act(event);
  });
  /* The wheel scrolls the page till the map is used. */
  canvas.addEventListener("pointerdown", () => canvas.focus({ preventScroll: true }));
  canvas.addEventListener("wheel", (event) => document.activeElement === canvas || event.stopPropagation(), { capture: true, passive: true });
  /* The second of two quick taps chooses as well, and does not zoom. */
  ["clickNode", "clickStage", "doubleClickNode", "doubleClickStage"].forEach((name) => drawing.on(name, (event) => {
    event.preventSigmaDefault();
    choose(event.node ?? null);
  }));
  drawing.on("enterNode", () => canvas.classList.add("map-on-note"));
  drawing.on("leaveNode", () => canvas.classList.remove("map-on-note"));
  DARK.addEventListener("change", recolour);
  if (data.start !== null) choose(String(data.start), false);

  return () => {
    DARK.removeEventListener("change", recolour);
    stay();
    drawing.kill();
    map.remove();
  };
}

/* Lets the map follow a hand where drawing it takes long: while it moves, the picture that is
   there is moved as it is, and drawn anew at rest, or where it leaves too much of the frame
   empty. Where a picture is light, each step of a move is drawn. Gives a function that ends it. */
function moveCalmly(drawing) {
  "use strict";
  const LIGHT = 8; /* milliseconds that a picture may take, to be drawn with each step of a move */
  const REST = 120; /* milliseconds without a step, after which the map lies still */
  const EMPTY = 0.35; /* share of the frame */
  const SELDOM = 8; /* times as long between two pictures of a move as one takes */
  const camera = drawing.getCamera();
  const { mouse, ...layers } = drawing.getCanvases(); /* the mouse is asked where it is on the screen */
  const { getNodeAtPosition, viewportToFramedGraph } = drawing;
  let seen, cost, since, frame, rest;

  /* Milliseconds until what was asked of the graphics is there: reading a point waits for it. */
  function waited() {
    const began = performance.now();
    [layers.nodes, layers.edges].forEach((layer) => {
      const gl = layer.getContext("webgl2") ?? layer.getContext("webgl");
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    });
    return performance.now() - began;
  }

  const place = (transform) => Object.values(layers).forEach(({ style }) => Object.assign(style, { transformOrigin: "0 0", transform }));

  function drawn() {
    seen = camera.getState();
    since = performance.now();
    place("");
    if (!rest) cost = waited();
  }

  const isDrawn = () => ["x", "y", "ratio"].every((name) => camera[name] === seen[name]);

  /* Where the picture lies now that was drawn of another place. */
  function shift() {
    const corner = viewportToFramedGraph.call(drawing, { x: 0, y: 0 }, { cameraState: seen });
    return { ...drawing.framedGraphToViewport(corner, { cameraState: camera.getState() }), scale: seen.ratio / camera.ratio };
  }

  function leavesEmpty(x, y, scale) {
    const { width, height } = drawing.getDimensions();
    const covered = (from, length) => Math.max(0, Math.min(length, from + length * scale) - Math.max(0, from)) / length;
    return 1 - covered(x, width) * covered(y, height) > EMPTY;
  }

  function step() {
    frame = null;
    if (isDrawn()) return;
    const { x, y, scale } = shift();
    if (cost < LIGHT || (leavesEmpty(x, y, scale) && performance.now() - since > SELDOM * cost)) drawing.render();
    else place(`translate(${x}px, ${y}px) scale(${scale})`);
  }

  function settle() {
    rest = null;
    if (!isDrawn()) drawing.render();
  }

  /* What is under a point, and where a point is on the map, are asked of what is on the screen. */
  drawing.getNodeAtPosition = (point) => {
    const { x, y, scale } = shift();
    return getNodeAtPosition.call(drawing, { x: (point.x - x) / scale, y: (point.y - y) / scale });
  };
  drawing.viewportToFramedGraph = (point, where = { cameraState: camera.getState() }) => viewportToFramedGraph.call(drawing, point, where);
  drawing.on("afterRender", drawn);
  camera.removeAllListeners("updated"); /* at which each step would be drawn */
  camera.on("updated", () => {
    clearTimeout(rest);
    rest = setTimeout(settle, REST);
    frame ??= requestAnimationFrame(step);
  });
  drawn();

  return () => {
    clearTimeout(rest);
    cancelAnimationFrame(frame);
  };
}
