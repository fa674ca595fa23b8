// What is left when the app has broken: a screen that says so, and ways out. It uses nothing of the
// app, whose memory may be half of one thing and half of another; from then on nothing reaches it.
// The app hands over its words when it starts (src/web/recovery.rs).

const element = Document.prototype.createElement;
const COMMANDS = 10;

/** The words of the screen by key, and the version. */
let words = null;
let broken = false;
const commands = [];

const make = (name, text, more = {}) =>
  Object.assign(element.call(document, name), { textContent: text, ...more });

// Everything that somebody does stops here, but for what the screen itself offers.
const EVENTS = [
  "beforeinput", "beforeprint", "blur", "change", "click", "compositionend", "compositionstart",
  "contextmenu", "copy", "cut", "dblclick", "dragend", "dragenter", "dragleave", "dragover",
  "dragstart", "drop", "focus", "focusin", "focusout", "hashchange", "input", "keydown", "keyup",
  "mousedown", "mousemove", "mouseup", "paste", "pointercancel", "pointerdown", "pointermove",
  "pointerup", "popstate", "resize", "scroll", "selectionchange", "storage", "submit", "toggle",
  "touchend", "touchmove", "touchstart", "visibilitychange", "wheel",
];

const standStill = () => {
  const stop = (event) => {
    event.stopImmediatePropagation();
    if (event.type === "click") event.target?.act?.();
    if (event.type === "drop" || event.type === "dragover") event.preventDefault();
  };
  for (const type of EVENTS) addEventListener(type, stop, { capture: true });
  const last = setTimeout(() => {});
  for (let timer = 0; timer <= last; timer++) clearTimeout(timer);
  const frame = requestAnimationFrame(() => {});
  for (let it = Math.max(0, frame - 1_000); it <= frame; it++) cancelAnimationFrame(it);
};

/** Where the page goes that only gets things out. */
const rescue = () => {
  history.replaceState(null, "", "#rescue");
  location.reload();
};

const report = ({ message, place }) =>
  [
    `Cotejo ${words.version}`,
    `${words.happened}: ${message || "?"}`,
    `${words.place}: ${place || "?"}`,
    `${words.commands}: ${commands.join(", ") || "–"}`,
    navigator.userAgent,
  ].join("\n");

const show = (what) => {
  const body = make("body");
  const screen = make("main", "", { className: "recovery", tabIndex: -1 });
  screen.setAttribute("role", "alertdialog");
  screen.setAttribute("aria-labelledby", "recovery-title");
  screen.setAttribute("aria-describedby", "recovery-text");
  const button = (text, act, className = "") => make("button", text, { type: "button", act, className });
  const row = make("p", "", { className: "row" });
  row.append(
    button(words.rescue, rescue, "primary"),
    button(words.reload, () => location.reload()),
  );
  const details = make("details");
  const text = make("textarea", report(what), { readOnly: true, rows: 6 });
  text.setAttribute("aria-label", words.report);
  details.append(
    make("summary", words.report),
    make("p", words.reportText),
    text,
    button(words.copy, () => {
      text.select();
      navigator.clipboard?.writeText(text.value).catch(() => {});
    }),
  );
  screen.append(
    make("h1", what.title ?? words.title, { id: "recovery-title" }),
    make("p", what.text ?? words.text, { id: "recovery-text" }),
    row,
    details,
  );
  body.append(screen);
  document.body.replaceWith(body);
  screen.focus();
};

const broke = (what) => {
  if (broken || !words) return;
  broken = true;
  try {
    standStill();
  } finally {
    show(what);
  }
};

// A panic says so itself. What else ends the app: no room for calls or for memory, or something that
// was thrown through it and left it in the middle.
const endsIt = (error) =>
  error instanceof WebAssembly.RuntimeError ||
  error instanceof RangeError ||
  error?.name === "InternalError" ||
  /wasm/.test(error?.stack ?? "");

const thrown = (error) => {
  if (!endsIt(error)) return;
  // Where in the app, as the browser has it: functions and numbers, no words of anybody.
  const frames = String(error.stack ?? "").match(/wasm-function\[\d+\](:0x[0-9a-f]+)?/g) ?? [];
  broke({ message: error.name, place: frames.slice(0, 5).join(" < ") });
};
addEventListener("error", ({ error }) => thrown(error));
addEventListener("unhandledrejection", ({ reason }) => thrown(reason));

globalThis.cotejoRecovery = {
  /** From now on there are words. */
  arm: (said) => (words = said),
  /** Something was done that was kept; only what it is called. */
  note: (command) => {
    commands.push(command);
    commands.splice(0, commands.length - COMMANDS);
  },
  broke,
};
