// The first script of the page: says which scripts and which markup are let in, then starts the
// app. Everything here is held by the page's policy (index.html; docs/hosting.md says what is in it).

// Trunk writes both, with their hashes.
const link = (end) => document.querySelector(`link[href*="cotejo-app"][href$="${end}"]`);
const script = link(".js");
const wasm = link(".wasm");

/** What may run beside the app: a worker, or what a browser needs that lacks something. */
const SCRIPTS = ["analyst.js", "files.js", "highlight-fallback.js", "service-worker.js"];

// Whatever the page makes a script or markup of comes through here, and nothing else is let in:
// scripts by their names, markup where it is only read, by a parser that runs and loads nothing.
globalThis.trustedTypes?.createPolicy("default", {
  createScriptURL: (url) => (url === script.href || SCRIPTS.includes(url) ? url : null),
  createHTML: (html, _, place) => (place === "DOMParser parseFromString" ? html : null),
});

const loaded = ({ href, integrity }) =>
  new Promise((onload, onerror) => {
    const element = document.createElement("script");
    Object.assign(element, { type: "module", integrity, onload, onerror, src: href });
    document.head.append(element);
  });

// What is not the file that this page means does not run.
const start = async () => {
  const bytes = fetch(wasm.href, { integrity: wasm.integrity });
  // Nobody waits for it where the script does not come.
  bytes.catch(() => {});
  await loaded(script);
  const app = await import(script.href);
  await app.default({ module_or_path: bytes });
};

start().catch((error) => {
  document.getElementById("not-started")?.removeAttribute("hidden");
  throw error;
});

// The app is kept for when there is no network, where the build lists its files: then the page has
// a version. `waits` is called whenever a newer version is kept too.
const workers = navigator.serviceWorker;
const HOUR = 3_600_000;

globalThis.cotejoKeep = async (waits) => {
  if (!workers || !document.querySelector("meta[name=cotejo-version]")) return;
  const kept = await workers.register("service-worker.js", { updateViaCache: "none" });
  // The first one does not wait: there is none before it.
  const look = () => kept.waiting && kept.active && waits();
  const follow = () => kept.installing?.addEventListener("statechange", look);
  kept.addEventListener("updatefound", follow);
  follow();
  look();
  // Pages stay open for days.
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() < looked + HOUR) return;
    looked = Date.now();
    kept.update().catch(() => {});
  });
};

/** How long a browser has to let the new version take over: now and then one never does. */
const PATIENCE = 3000;

const forget = async (kept) => {
  // What is not read only is not answered by what is kept: this is the server itself.
  await fetch(".", { method: "HEAD" });
  await kept.unregister();
};

// Takes the version that waits; or gives how many other windows need the one that there is.
globalThis.cotejoRenew = async () => {
  const kept = await workers.getRegistration();
  const waiting = kept?.waiting;
  if (waiting) {
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((heard) => (port1.onmessage = ({ data }) => heard(data)));
    waiting.postMessage("use", [port2]);
    const others = await answer;
    if (others > 0) return others;
    const active = new Promise((active) => {
      const look = () => waiting.state === "activated" && active(true);
      waiting.addEventListener("statechange", look);
      look();
    });
    const late = new Promise((late) => setTimeout(late, PATIENCE));
    // Then the server gives the new version, as it did the first one.
    if (!(await Promise.race([active, late]))) await forget(kept);
  }
  location.reload();
};

// `trunk serve` says who it is (Trunk.toml); what it would put into the page is not let in.
const [visit] = performance.getEntriesByType("navigation");
if (visit?.serverTiming?.some((it) => it.name === "trunk-serve")) {
  import(new URL("reload-on-build.js", document.baseURI));
}
