//! Composition root: gives the app its browser adapters and mounts it.

fn main() {
    cotejo::shell::start();
}
