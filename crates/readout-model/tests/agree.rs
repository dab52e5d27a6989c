//! The program's arithmetic against the trainer's, on a small model of noise.
//!
//! `tests/data/tiny.json` was written by `training/reference.py` from the file of `random_file(Sizes::TINY, 7)`.

mod reference;

use readout_model::{Readout, Sizes, random_file};
use std::num::NonZeroUsize;

#[test]
fn agrees_with_the_reference() {
    let model = Readout::load(random_file(Sizes::TINY, 7), NonZeroUsize::MIN).expect("a good file");
    for (what, figures) in reference::compare(&model, include_str!("data/tiny.json")) {
        assert!(figures.agrees(), "{what}: {figures}");
    }
}
