// Paints over texts where the browser has no CSS Custom Highlight API: as much of that interface
// as `src/web/highlights.rs` uses. The app loads it there, and nowhere else, before it starts.
//
// Before each paragraph with ranges comes an empty layer, and in it an empty box for each line of
// each range. Nothing inside of a paragraph changes: selecting, finding and reading aloud go by
// its text node. And what moves a paragraph moves its layer, so boxes are drawn anew only where
// the lines of a paragraph change.
{
  /** Paragraphs with ranges: the layer of each, and which highlight each range is in. */
  const painted = new Map();
  /** Those to be drawn in the next frame. */
  const stale = new Set();
  const probe = document.createRange();
  const pen = document.createElement("canvas").getContext("2d");

  const drawSoon = (paragraph) => {
    if (stale.size === 0) requestAnimationFrame(draw);
    stale.add(paragraph);
  };

  const drawAllSoon = () => [...painted.keys()].forEach(drawSoon);

  // All is measured before anything is put in: the page is laid out once.
  const draw = () => {
    const drawn = [...stale].filter((it) => painted.has(it)).map((it) => [it, boxesOf(it)]);
    stale.clear();
    for (const [paragraph, boxes] of drawn) painted.get(paragraph).layer.replaceChildren(...boxes);
  };

  const boxesOf = (paragraph) => {
    const { layer, ranges } = painted.get(paragraph);
    const origin = layer.getBoundingClientRect();
    const baseline = ascentOf(getComputedStyle(paragraph));
    return [...ranges].flatMap(([range, { name, priority }]) =>
      linesOf(range).map(({ left, right, top, height }) => {
        const box = document.createElement("div");
        box.className = name;
        // Through the object model, which a strict policy allows.
        box.style.cssText = `left:${left - origin.left}px; top:${top - origin.top}px;
          width:${right - left}px; height:${height}px;
          --priority:${priority}; --baseline:${baseline}px`;
        return box;
      }),
    );
  };

  /** Where a range is, in one piece where boxes touch: the space at a line's end has its own. */
  const linesOf = ({ startContainer, startOffset, endContainer, endOffset }) => {
    probe.setStart(startContainer, startOffset);
    probe.setEnd(endContainer, endOffset);
    const lines = [];
    for (const { left, right, top, height } of probe.getClientRects()) {
      const last = lines.at(-1);
      if (last?.top === top && Math.abs(last.right - left) < 0.1) last.right = right;
      // That of the newline at the end has no width.
      else if (left < right) lines.push({ left, right, top, height });
    }
    return lines;
  };

  /** From the top of a line's box to its baseline, in whole pixels as browsers lay letters out. */
  const ascentOf = ({ fontStyle, fontWeight, fontSize, fontFamily }) => {
    pen.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
    return Math.round(pen.measureText("x").fontBoundingBoxAscent);
  };

  const enter = (paragraph) => {
    const layer = document.createElement("div");
    layer.className = "highlights";
    layer.setAttribute("aria-hidden", "true");
    paragraph.before(layer);
    painted.set(paragraph, { layer, ranges: new Map() });
    resized.observe(paragraph);
    restyled.observe(paragraph, { attributeFilter: ["data-part"] });
  };

  globalThis.Highlight = class {
    name = "";
    priority = 0;

    add(range) {
      const paragraph = range.startContainer.parentElement;
      if (!painted.has(paragraph)) enter(paragraph);
      painted.get(paragraph).ranges.set(range, this);
      drawSoon(paragraph);
      return this;
    }

    delete(range) {
      const paragraph = range.startContainer.parentElement;
      const entry = painted.get(paragraph);
      if (!entry?.ranges.delete(range)) return false;
      drawSoon(paragraph);
      if (entry.ranges.size === 0) {
        entry.layer.remove();
        painted.delete(paragraph);
        resized.unobserve(paragraph);
      }
      return true;
    }
  };

  CSS.highlights = {
    set(name, highlight) {
      highlight.name = name;
      // Not sooner: the app's own listener, which adds what is far from the viewport, goes first.
      addEventListener("beforeprint", beforePrint);
      return this;
    },
  };

  // What changes the lines of a paragraph: how large it is …
  const resized = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      const entry = painted.get(target) ?? {};
      const size = `${contentRect.width} ${contentRect.height}`;
      // It first says what was there when the boxes were drawn.
      if ((entry.size ??= size) !== size) drawSoon(target);
      entry.size = size;
    }
  });
  // … its letters, which can be wider in as large a paragraph: how texts are set stands at the
  // root, which part of a text it is at the paragraph …
  const restyled = new MutationObserver(drawAllSoon);
  restyled.observe(document.documentElement, { attributeFilter: ["style"] });
  document.fonts.addEventListener("loadingdone", drawAllSoon);
  // … and that it comes into sight: it had no lines before.
  document.addEventListener("contentvisibilityautostatechange", ({ target }) => {
    for (const paragraph of painted.keys()) if (target.contains(paragraph)) drawSoon(paragraph);
  });

  // A printer gets what is drawn now, and lines have to end on paper where they end now.
  const setPrinted = (printed) => {
    document.documentElement.toggleAttribute("data-printed", printed);
    drawAllSoon();
  };
  const beforePrint = () => {
    setPrinted(true);
    draw();
  };
  addEventListener("afterprint", () => setPrinted(false));

  /** The app's rules, with those about highlights made into such that are about boxes. */
  const translated = (css) =>
    css.replace(/([^{};/]*::highlight\([^{};/]*)\{([^}]*)\}/g, (_, selectors, properties) => {
      const boxes = selectors.replace(/[^,]*::highlight\(([\w-]+)\)/g, ".highlights>.$1");
      return `${boxes}{${properties
        .replace(/background-color/g, "--ground")
        // Words in front of a box keep their colour: what is behind them is paler instead.
        .replace(/(^|[;\s])color:[^;]*/g, "$1--strength:0.5")
        .replace(/text-underline-offset/g, "--lane")
        .replace(/text-decoration:\s*underline (\w+) (\S+) (\d+)px/g, (_, pattern, colour, px) => {
          // A border is as thick as both of its lines and what is between them.
          const thickness = pattern === "double" ? 3 * px : px;
          return `--underline:${thickness}px ${pattern} ${colour}`;
        })}}`;
    });

  const replaceSync = CSSStyleSheet.prototype.replaceSync;
  CSSStyleSheet.prototype.replaceSync = function (css) {
    replaceSync.call(this, translated(css));
  };

  const adopt = (css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return sheet;
  };

  /** Takes out all rules but those about boxes; layers and media stay around them. */
  const keepBoxes = (group) => {
    for (let at = group.cssRules.length - 1; at >= 0; at--) {
      const { selectorText, cssRules } = group.cssRules[at];
      if (selectorText?.includes(".highlights")) continue;
      if (!selectorText && cssRules?.length > 0) keepBoxes(group.cssRules[at]);
      else group.deleteRule(at);
    }
  };

  for (const { href } of document.querySelectorAll("link[rel=stylesheet]")) {
    const sheet = fetch(href).then((it) => it.text());
    // Without it there are no tints, and marks all the same.
    sheet.then((css) => css.includes("::highlight(") && keepBoxes(adopt(css))).catch(console.warn);
  }

  // Behind the words, and lines over all grounds, as browsers paint highlights. On paper as wide as
  // the smaller of the usual sizes has room for, and each paragraph on one page with its layer.
  adopt(`
    .text .block { isolation: isolate }
    [data-printed] .text { width: 640px }
    [data-printed] .block { content-visibility: visible }
    .highlights { position: relative; z-index: -1; height: 0; pointer-events: none; user-select: none }
    .highlights > * { position: absolute }
    .highlights > ::before { content: ""; position: absolute; inset: 0;
      background-color: var(--ground); opacity: var(--strength, 1); z-index: var(--priority) }
    .highlights > ::after { content: ""; position: absolute; inset-inline: 0;
      top: calc(var(--baseline) + var(--lane, 0px)); border-bottom: var(--underline);
      z-index: calc(var(--priority) + 100) }
    @media print {
      .text p { break-inside: avoid }
      .highlights { break-after: avoid }
    }
  `);
}
