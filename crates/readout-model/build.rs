//! Tells the crate whether the workspace holds a model file to build in.

#[allow(clippy::disallowed_methods, reason = "what cargo tells a build script stands in its environment")]
fn main() {
    // Asked for when the script runs: a target folder may have been made in another checkout.
    let path = format!("{}/../../models/readout.safetensors", std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default());
    println!("cargo:rustc-check-cfg=cfg(model_file)");
    println!("cargo:rerun-if-changed={path}");
    if std::path::Path::new(&path).exists() {
        println!("cargo:rustc-cfg=model_file");
    }
}
