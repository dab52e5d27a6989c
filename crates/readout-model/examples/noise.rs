//! Writes the model of noise that the tests read, so that `training/reference.py` can compute `tests/data/tiny.json` from it.
//!
//! `cargo run -p readout-model --example noise FILE`

use readout_model::{Sizes, random_file};

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(1).ok_or_else(|| std::io::Error::other("usage: noise FILE"))?;
    std::fs::write(path, random_file(Sizes::TINY, 7))
}
