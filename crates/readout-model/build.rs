//! Tells the crate whether the workspace holds a model file to build in.

fn main() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/readout.safetensors");
    println!("cargo:rustc-check-cfg=cfg(model_file)");
    println!("cargo:rerun-if-changed={path}");
    if std::path::Path::new(path).exists() {
        println!("cargo:rustc-cfg=model_file");
    }
}
