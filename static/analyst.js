// The analyst's worker: a module of its own (src/worker.rs), with words that mean the same. Both
// are on their way together; what the page says until both are there waits.
import init from "./cotejo-analyst.js";

const early = [];
self.onmessage = (it) => early.push(it.data);

const text = (response) => (response.ok ? response.text() : "");
// Without them there are fewer candidates.
const words = fetch("lexicon/es-en.txt").then(text).catch(() => "");
// The release build puts its hash here: another one does not run.
const integrity = "";
const wasm = fetch("cotejo-analyst_bg.wasm", { integrity });

words
  .then((it) => {
    self.lexicon = it;
    return init({ module_or_path: wasm });
  })
  .then(() => {
    self.onmessage = null;
    for (const data of early) self.dispatchEvent(new MessageEvent("message", { data }));
  })
  // As an error of the worker, of which the page hears; it does not of a promise.
  .catch((error) => setTimeout(() => { throw error; }));
