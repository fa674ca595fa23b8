//! Composition root: gives the app its browser adapters and mounts it.

/// Less than half the size of the standard one, and memory that grows stays in one piece.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

fn main() {
    cotejo::shell::start();
}
