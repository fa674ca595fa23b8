// Keeps the app in this browser, so that it can be opened without a network.
//
// All files of one version are kept together or not at all, and a page that was given this
// version gets nothing of another: a new version waits in a cache of its own until no page uses
// the old one any more, or until somebody asks for it (`use`).
//
// The release build writes the version and the files with their hashes below. Without them, after
// `trunk build` or `trunk serve`, this takes itself away, and what an earlier one left behind.
const VERSION = "";
const FILES = {};

/** What belongs to this place: one server may have Cotejo in several. */
const PLACE = `cotejo ${registration.scope} `;
const NAME = PLACE + VERSION;
const PAGE = "./";

const address = (file) => new URL(file, registration.scope).href;

// The hash decides, so a copy that the browser or a server between still has may be used. One that
// is missing, or another than meant, and nothing is kept: this version is then not installed.
const keepAll = async () => {
  const requests = Object.entries(FILES).map(
    ([file, integrity]) => new Request(address(file), { cache: "no-cache", integrity }),
  );
  const kept = await caches.open(NAME);
  try {
    await kept.addAll(requests);
  } catch (error) {
    await caches.delete(NAME);
    throw error;
  }
};

const forgetOthers = async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith(PLACE) && name !== NAME) await caches.delete(name);
  }
};

/** Which of the files is asked for, whatever stands behind its name. */
const fileOf = ({ url }) => {
  const { origin, pathname } = new URL(url);
  if (!(origin + pathname).startsWith(registration.scope)) return null;
  const file = (origin + pathname).slice(registration.scope.length);
  return file === "" || file === "index.html" ? PAGE : decodeURI(file);
};

// A browser that has thrown away what was kept has thrown away all of it.
const answer = async (request, file) => {
  const kept = await caches.open(NAME);
  return (await kept.match(address(file), { ignoreVary: true })) ?? fetch(request);
};

addEventListener("install", (event) => event.waitUntil(VERSION ? keepAll() : skipWaiting()));

addEventListener("activate", (event) =>
  event.waitUntil(forgetOthers().then(() => VERSION || registration.unregister())),
);

addEventListener("fetch", (event) => {
  const { request } = event;
  const file = request.method === "GET" ? fileOf(request) : null;
  if (file !== null && Object.hasOwn(FILES, file)) event.respondWith(answer(request, file));
});

// A page asks for this version. It gets it when it is the only one open: others would lose the
// files they may still need. It is told how many others there are.
addEventListener("message", (event) => {
  if (event.data !== "use") return;
  const use = async () => {
    const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
    const others = open.filter(
      ({ id, url }) => url.startsWith(registration.scope) && id !== event.source.id,
    );
    event.ports[0].postMessage(others.length);
    // Not waited for: it may take as long as the browser likes.
    if (others.length === 0) skipWaiting();
  };
  event.waitUntil(use());
});
