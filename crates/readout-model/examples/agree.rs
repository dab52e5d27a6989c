//! Compares what the program computes with the trainer's own arithmetic.
//!
//! `cargo run --release -p readout-model --example agree MODEL REFERENCE`, where `training/reference.py` has written the second from the
//! first. Exits with an error where they disagree by more than a rounding can explain.

#![allow(clippy::print_stdout, reason = "a report prints")]

#[path = "../tests/reference/mod.rs"]
mod reference;

use readout_model::Readout;
use std::num::NonZeroUsize;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [model, against] = paths.as_slice() else { return Err("usage: agree MODEL REFERENCE".into()) };
    let model = Readout::load(std::fs::read(model)?, NonZeroUsize::MIN)?;
    let report = reference::compare(&model, &std::fs::read_to_string(against)?);
    for (what, figures) in &report {
        println!("{what:16} {figures}");
    }
    if report.iter().all(|(_, figures)| figures.agrees()) { Ok(()) } else { Err("they do not agree".into()) }
}
