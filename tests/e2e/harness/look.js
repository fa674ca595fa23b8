// Finds elements by role and accessible name, as far as this app needs the rules of
// https://www.w3.org/TR/accname-1.2/. `look` is what stories look with.
const look = (() => {
  const roles = {
    A: (e) => (e.hasAttribute("href") ? "link" : "generic"),
    ARTICLE: () => "article", ASIDE: () => "complementary", BUTTON: () => "button",
    DETAILS: () => "group", DIALOG: () => "dialog", FIELDSET: () => "group",
    FOOTER: () => "contentinfo", FORM: () => "form", HEADER: () => "generic",
    H1: () => "heading", H2: () => "heading", H3: () => "heading", H4: () => "heading",
    INPUT: (e) => ({
      button: "button", checkbox: "checkbox", file: "file", radio: "radio", range: "slider",
      search: e.hasAttribute("list") ? "combobox" : "searchbox", submit: "button",
    })[e.type] ?? (e.hasAttribute("list") ? "combobox" : "textbox"),
    LI: () => "listitem", MAIN: () => "main", MENU: () => "list", NAV: () => "navigation",
    OL: () => "list", OPTION: () => "option", OUTPUT: () => "status", P: () => "paragraph",
    SEARCH: () => "search", SECTION: (e) => (e.hasAttribute("aria-label") ? "region" : "generic"),
    SELECT: (e) => (e.multiple || e.size > 1 ? "listbox" : "combobox"),
    SUMMARY: () => "button", TABLE: () => "table", TD: () => "cell", TEXTAREA: () => "textbox",
    TH: (e) => (e.getAttribute("scope") === "row" ? "rowheader" : "columnheader"),
    TR: () => "row", UL: () => "list",
  };
  const role = (e) => e.getAttribute("role") ?? roles[e.tagName]?.(e) ?? "generic";
  const fromContent = new Set(["button", "cell", "columnheader", "gridcell", "heading", "link",
    "listitem", "menuitem", "option", "paragraph", "row", "rowheader", "tab"]);
  const tidy = (text) => text.replace(/\s+/g, " ").trim();
  // The text of an element, without what is hidden and without fields' contents.
  const words = (e) => {
    if (e.nodeType === 3) return e.data;
    if (e.nodeType !== 1 || e.getAttribute("aria-hidden") === "true" || e.hidden) return "";
    if (["INPUT", "SELECT", "TEXTAREA"].includes(e.tagName)) return "";
    if (e.hasAttribute("aria-label")) return e.getAttribute("aria-label");
    return [...e.childNodes].map(words).join("");
  };
  const name = (e) => {
    const ids = e.getAttribute("aria-labelledby");
    if (ids) {
      const said = ids.split(/\s+/).map((id) => document.getElementById(id));
      return tidy(said.map((it) => (it ? it.getAttribute("aria-label") ?? words(it) : "")).join(" "));
    }
    // Not tidied: the names of options are quotes, to be compared to the letter.
    if (e.hasAttribute("aria-label")) return e.getAttribute("aria-label");
    if (e.labels?.length) return tidy([...e.labels].map(words).join(" "));
    if (fromContent.has(role(e))) {
      const said = tidy([...e.childNodes].map(words).join(""));
      if (said) return said;
    }
    return e.getAttribute("title") ?? e.getAttribute("placeholder") ?? "";
  };
  const there = (e) =>
    e.checkVisibility({ visibilityProperty: true }) && !e.closest("[aria-hidden=true]");
  // What lies under a modal dialog cannot be used. Messages are still looked at.
  const usable = (e, modal) =>
    !modal || modal.contains(e) || e === modal || e.closest("[aria-live],[role=alert],[role=status]");
  const called = (e, wanted) => {
    const is = name(e);
    return wanted.endsWith("*") ? is.startsWith(wanted.slice(0, -1)) : is === wanted;
  };
  const all = (spot) => {
    const modals = [...document.querySelectorAll("dialog:modal")];
    const modal = modals.at(-1);
    let within = [document];
    for (const [wanted, by] of spot.steps) {
      const found = new Set();
      for (const root of within)
        for (const e of root.querySelectorAll("*"))
          if (role(e) === wanted && called(e, by) && there(e) && usable(e, modal)) found.add(e);
      within = [...found];
    }
    return within;
  };
  const one = (spot) => all(spot)[spot.nth];
  // The middle of an element, once a click there reaches it.
  const target = (e) => {
    e.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    // Not every browser scrolls to what is inside of SVG.
    if (e.ownerSVGElement) {
      const view = e.closest(".view"), box = e.getBoundingClientRect();
      if (view && (box.top < 80 || box.bottom > innerHeight))
        view.scrollTop += box.top - innerHeight / 2;
    }
    // Groups of SVG have no boxes of their own in every browser, but one around all in them.
    const box = [...e.getClientRects(), e.getBoundingClientRect()].find((it) => it.width > 0 && it.height > 0);
    if (!box) return null;
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    const hit = document.elementFromPoint(x, y);
    const reached = hit && (e.contains(hit) || hit.contains(e) && hit.tagName === "LABEL");
    return reached ? { x, y } : { covered: hit ? hit.outerHTML.slice(0, 200) : "nothing" };
  };
  return { all, one, name, role, words, tidy, there, target };
})();

// The articles' texts, by [data-at].
const text = (() => {
  const root = (which) =>
    typeof which === "number"
      ? document.querySelectorAll("[data-article-id]")[which]
      : [...document.querySelectorAll("[data-article-id]")].find((it) => it.getAttribute("aria-label") === which);
  const paragraphs = (which) => [...root(which).querySelectorAll("[data-at]")];
  const whole = (which) => paragraphs(which).map((it) => it.textContent).join("");
  const placeOf = (which, at) => {
    const all = paragraphs(which);
    let p = all.findLast((it) => Number(it.dataset.at) <= at);
    const node = p.firstChild;
    return { node, offset: Math.min(at - Number(p.dataset.at), node.length) };
  };
  const offsetOf = (which, node, offset) => {
    const p = (node.nodeType === 3 ? node.parentElement : node).closest("[data-at]");
    if (!p || !root(which).contains(p)) return null;
    if (node.nodeType === 3) return Number(p.dataset.at) + offset;
    return Number(p.dataset.at) + (offset === 0 ? 0 : p.textContent.length);
  };
  const boxes = (which, from, to) => {
    const a = placeOf(which, from), b = placeOf(which, to);
    const range = document.createRange();
    range.setStart(a.node, a.offset);
    range.setEnd(b.node, b.offset);
    return [...range.getClientRects()];
  };
  // Scrolls no further than needed for a place to be well inside its pane.
  const reveal = (which, at) => {
    const scroller = root(which).closest(".pane-scroll");
    const box = boxes(which, at, at + 1)[0] ?? boxes(which, Math.max(0, at - 1), at)[0];
    if (!box) return;
    const frame = scroller.getBoundingClientRect();
    if (box.top < frame.top + 30 || box.bottom > frame.bottom - 30)
      scroller.scrollTop += box.top - (frame.top + frame.height / 2);
  };
  // A point at which the pointer stands at that very offset. `side` says on which side of
  // the boundary the pointer is, so that a drag starts on its first and ends on its last
  // character.
  const point = (which, at, side) => {
    const whole_ = whole(which);
    const candidates = [];
    const next = () => {
      const step = whole_.codePointAt(at) > 0xffff ? 2 : 1;
      const box = at < whole_.length && boxes(which, at, at + step).findLast((it) => it.width > 0);
      if (box) candidates.push([box.left + Math.min(2, box.width / 4), box], [box.right - Math.min(2, box.width / 4), box]);
    };
    const before = () => {
      const low = at > 1 && /[\udc00-\udfff]/.test(whole_[at - 1]);
      const box = at > 0 && boxes(which, at - (low ? 2 : 1), at)[0];
      if (box && box.width > 0) candidates.push([box.right - Math.min(2, box.width / 4), box], [box.left + Math.min(2, box.width / 4), box]);
    };
    if (side === "after") { next(); before(); } else { before(); next(); }
    for (const [x, box] of candidates) {
      const y = box.top + box.height / 2;
      const caret = document.caretPositionFromPoint(x, y);
      if (caret && root(which).contains(caret.offsetNode) && offsetOf(which, caret.offsetNode, caret.offset) === at) return { x, y };
    }
    return null;
  };
  // A point inside the character that starts there.
  const inside = (which, at) => {
    const step = whole(which).codePointAt(at) > 0xffff ? 2 : 1;
    const box = boxes(which, at, at + step).find((it) => it.width > 0);
    return box && { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  };
  // Points, once the page is at rest: text that comes into view is laid out anew, which
  // can move it. `wanted` are pairs of an offset and a side, or an offset to be hit.
  const steady = async (which, wanted) => {
    const frame = () => new Promise((go) => requestAnimationFrame(() => setTimeout(go, 0)));
    // Letters have their last shape, and what is in view its last height.
    const ready = () => {
      const frame = root(which).closest(".pane-scroll").getBoundingClientRect();
      const inView = (p) => {
        const box = p.getBoundingClientRect();
        return box.bottom > frame.top && box.top < frame.bottom;
      };
      return document.fonts.status === "loaded"
        && paragraphs(which).every((p) => !inView(p) || p.checkVisibility({ contentVisibilityAuto: true }));
    };
    let before = "";
    for (let turn = 0; turn < 300; turn++) {
      for (const [at] of [...wanted].reverse()) reveal(which, at);
      await frame();
      await frame();
      const found = wanted.map(([at, side]) => (side ? point(which, at, side) : inside(which, at)));
      const heights = paragraphs(which).map((p) => p.getBoundingClientRect().height);
      const now = JSON.stringify([found, heights]);
      if (now === before && ready()) return found;
      before = now;
    }
    throw new Error("the text does not come to rest");
  };
  // What is highlighted, piece by piece, read off the text nodes that the ranges touch.
  const highlighted = () => {
    const selection = getSelection();
    const pieces = [];
    for (let n = 0; n < selection.rangeCount; n++) {
      const range = selection.getRangeAt(n);
      let said = "";
      for (const p of document.querySelectorAll("[data-at]")) {
        const node = p.firstChild;
        if (!range.intersectsNode(node)) continue;
        const whole = document.createRange();
        whole.selectNodeContents(node);
        const from = range.comparePoint(node, 0) < 0 && range.startContainer === node ? range.startOffset : 0;
        const to = range.endContainer === node ? range.endOffset : range.comparePoint(node, node.length) > 0 ? 0 : node.length;
        said += node.data.slice(from, Math.max(from, to));
      }
      pieces.push(said);
    }
    return pieces;
  };
  return { root, paragraphs, whole, placeOf, offsetOf, boxes, reveal, point, inside, steady, highlighted };
})();
