//! Has the linker say what in the released app refers to what, by which `cargo xtask build` takes
//! it apart.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=COTEJO_APART");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|it| it == value);
    if is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("COTEJO_APART", "true") {
        println!("cargo::rustc-link-arg-bin=cotejo-app=--emit-relocs");
    }
}
