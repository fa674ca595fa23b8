// Files that belong to this site alone, for the page (src/web/site_files.rs). Only a worker can
// write to them such that what was written survives a power cut.
//
// A request is [number, [what, name, at, most], bytes]; its answer [number, value, bytes], where the
// value is a text only when something failed: the error's name, and behind a colon what it says.

const FOLDER = "copies";
const folder = navigator.storage.getDirectory()
  .then((root) => root.getDirectoryHandle(FOLDER, { create: true }));
folder.catch(() => {});

// The browser lets nobody else into a file while it is open. It stays open as long as it is written
// to, and a while longer; other windows wait for their turn.
const WHILE = 250;
let held = null;

const letGo = () => {
  held?.open.close();
  held?.release();
  held = null;
};

const hold = (name, create) => new Promise((ready, failed) => {
  navigator.locks.request(`cotejo:file:${name}`, async () => {
    const file = await (await folder).getFileHandle(name, { create });
    const open = await file.createSyncAccessHandle();
    return new Promise((release) => ready({ name, open, release }));
  }).catch(failed);
});

const within = async (name, create, act) => {
  if (held?.name !== name) {
    letGo();
    held = await hold(name, create);
  }
  clearTimeout(held.ending);
  held.ending = setTimeout(letGo, WHILE);
  return act(held.open);
};

// What is not there is empty.
const unless_missing = (nothing) => (error) => {
  if (error.name === "NotFoundError") return nothing;
  throw error;
};

const writeAll = (open, bytes, at) => {
  for (let done = 0; done < bytes.length;) {
    const written = open.write(bytes.subarray(done), { at: at + done });
    // A full disk, in some browsers.
    if (written <= 0) throw new DOMException("nothing more was written", "QuotaExceededError");
    done += written;
  }
};

const does = {
  names: async () => {
    const names = [];
    for await (const name of (await folder).keys()) names.push(name);
    return [names.sort()];
  },
  size: async (name) =>
    [await within(name, false, (open) => open.getSize()).catch(unless_missing(0))],
  read: async (name, at, most) => {
    const bytes = await within(name, false, (open) => {
      const buffer = new Uint8Array(Math.max(0, Math.min(most, open.getSize() - at)));
      return buffer.subarray(0, open.read(buffer, { at }));
    }).catch(unless_missing(new Uint8Array()));
    return [null, bytes];
  },
  write: async (name, at, most, bytes) => {
    await within(name, true, (open) => {
      open.truncate(at);
      try {
        writeAll(open, bytes, at);
      } finally {
        open.flush();
      }
    });
    return [null];
  },
  remove: async (name) => {
    if (held?.name === name) letGo();
    await (await folder).removeEntry(name).catch(unless_missing(null));
    return [null];
  },
};

const answer = async ([number, [what, name, at, most], bytes]) => {
  try {
    const [value, read] = await does[what](name, at, most, new Uint8Array(bytes));
    const buffer = read ? read.slice().buffer : new ArrayBuffer(0);
    self.postMessage([number, value, buffer], [buffer]);
  } catch (error) {
    self.postMessage([number, `${error?.name}:${error?.message}`, new ArrayBuffer(0)]);
  }
};

// One after the other.
let last = Promise.resolve();
self.onmessage = ({ data }) => { last = last.then(() => answer(data)); };
