// What loads the parts that the app was taken apart into; `cargo xtask build` puts it behind the
// script of wasm-bindgen, and files and what is shared into it.
const files = FILES;
const instance = async (name, shared) => {
    const [file, integrity] = files[name];
    const response = await fetch(new URL(file, import.meta.url), { integrity });
    if (!response.ok) throw new Error(`${response.status} ${response.url}`);
    const imports = { ...__wbg_get_imports(), m: wasm, s: shared };
    return (await WebAssembly.instantiate(await response.arrayBuffer(), imports)).instance.exports;
};
const loads = {};
// Each is loaded once, and again where that failed.
const part = (name, shared) => loads[name] ??= instance(name, shared).catch(error => {
    delete loads[name];
    throw error;
});
globalThis.cotejoPart = async name => {
    await part(name, files.shared && await part("shared"));
};
