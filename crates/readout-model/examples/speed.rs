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
    let work = processor_time();
    let models = [load(1)?, load(1)?, load(1)?, load(1)?, load(1)?];
    println!("{}: loaded in {:.0} ms of one processor", models[0].id(), (processor_time() - work) / models.len() as f64 * 1e3);
    let [model, ..] = models;

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

    let only = arguments.next();
    for machine in Readout::machines() {
        if only.as_ref().is_some_and(|only| only != machine) {
            continue;
        }
        for threads in [1, 2] {
            let model = load(threads)?.on_machine(machine);
            let rounds = if machine == "portable" { 1 } else { 5 };
            let best = (0..rounds)
                .map(|_| {
                    let (start, work) = (Instant::now(), processor_time());
                    std::hint::black_box(model.read(&windows));
                    [start.elapsed().as_secs_f64(), processor_time() - work]
                })
                .fold([f64::INFINITY; 2], |best, time| [best[0].min(time[0]), best[1].min(time[1])]);
            let [wall, work] = best.map(|time| [words as f64 / time, total as f64 / time]);
            println!(
                "{machine:12} {threads} threads: {:6.0} words/s, {:6.0} pieces/s; in a second of one processor {:6.0} and {:6.0}",
                wall[0], wall[1], work[0], work[1]
            );
        }
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!("{}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("memory unknown"));
    Ok(())
}

/// Seconds that all threads have been on a processor; not a number where the system does not say.
fn processor_time() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let mut fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).map_while(|x| x.parse::<f64>().ok());
    fields.next().zip(fields.next()).map_or(f64::NAN, |(user, system)| (user + system) / 100.0)
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
