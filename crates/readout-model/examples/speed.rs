//! Words and word pieces per second, by machine and by threads, and the share of the processor's arithmetic that the encoder reaches.
//!
//! `cargo run --release -p readout-model --example speed [MODEL [TEXT]]`: without a model file one of noise is read, without a text, words
//! of noise. Times are the best of several, since other work may run beside.

#![allow(clippy::print_stdout, reason = "a benchmark prints")]

use readout_model::{Boundary, Model, Readout, Sizes, Window, Word, random_file};
use std::num::NonZeroUsize;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = match arguments.next() {
        Some(path) => std::fs::read(path)?,
        None => random_file(Sizes::FULL, 1),
    };
    let text = match arguments.next() {
        Some(path) => std::fs::read_to_string(path)?,
        None => noise(12_000),
    };
    let load = |n: usize| Readout::load(file.clone(), NonZeroUsize::new(n).unwrap_or(NonZeroUsize::MIN));
    let start = Instant::now();
    let model = load(1)?;
    println!("{}: loaded in {:.0} ms", model.id(), start.elapsed().as_secs_f64() * 1e3);

    // Windows as a reader makes them: up to 254 pieces, cut where a line ends.
    let mut windows: Vec<Window<'_>> = vec![Window::default()];
    let (mut pieces, mut total) = (0, 0);
    for line in text.lines() {
        let words: Vec<&str> =
            line.split_inclusive(|c: char| c == ' ' || c.is_ascii_punctuation()).map(str::trim).filter(|w| !w.is_empty()).collect();
        for (place, form) in words.into_iter().enumerate() {
            let size = model.pieces(form);
            if pieces + size > 254 || (place == 0 && pieces > 150) {
                windows.push(Window::default());
                pieces = 0;
            }
            pieces += size;
            total += size;
            let boundary = if place == 0 { Boundary::Paragraph } else { Boundary::Possible };
            windows.last_mut().expect("one is there").words.push(Word { form, space_before: true, boundary });
        }
    }
    total += 2 * windows.len();
    let words: usize = windows.iter().map(|window| window.words.len()).sum();
    println!("{} windows, {words} words, {total} pieces", windows.len());

    for machine in Readout::machines() {
        for threads in [1, 2] {
            let model = load(threads)?.on_machine(machine);
            let rounds = if machine == "portable" { 1 } else { 5 };
            let best = (0..rounds)
                .map(|_| {
                    let start = Instant::now();
                    std::hint::black_box(model.read(&windows));
                    start.elapsed().as_secs_f64()
                })
                .fold(f64::INFINITY, f64::min);
            println!("{machine:12} {threads} threads: {:6.0} words/s, {:6.0} pieces/s", words as f64 / best, total as f64 / best);
        }
    }
    Ok(())
}

/// Lines of words of one to three pieces.
fn noise(words: usize) -> String {
    let mut state = 1_u64;
    let mut next = |n: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) % n
    };
    let mut text = String::new();
    for word in 0..words {
        for _ in 0..[2, 2, 2, 2, 2, 4][next(6) as usize] {
            text.push(char::from(b'a' + next(26) as u8));
        }
        text.push(if word % 60 == 59 { '\n' } else { ' ' });
    }
    text
}
