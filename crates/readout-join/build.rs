//! Gives this joining a name: the version and a hash of its sources, so that a record which other sources made is known as such.

use std::path::{Path, PathBuf};

#[allow(clippy::disallowed_methods, reason = "what cargo tells a build script stands in its environment")]
fn main() {
    let told = |name: &str| std::env::var(name).unwrap_or_default();
    let folder = PathBuf::from(told("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for part in ["src", "data"] {
        println!("cargo:rerun-if-changed={part}");
        collect(&folder.join(part), &mut files);
    }
    files.sort();
    // FNV-1a, in 64 bits.
    let mut hash = 0xCBF2_9CE4_8422_2325u64;
    for file in &files {
        let name = file.strip_prefix(&folder).unwrap_or(file).to_string_lossy().replace('\\', "/");
        // A checkout with other line ends is the same program.
        let text = std::fs::read(file).unwrap_or_default().into_iter().filter(|byte| *byte != b'\r');
        for byte in name.into_bytes().into_iter().chain(text) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3);
        }
    }
    println!("cargo:rustc-env=READOUT_JOIN_MAKER={}+{hash:016x}", told("CARGO_PKG_VERSION"));
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}
