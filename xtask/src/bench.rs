//! Words per second: the model alone, and the whole reading, on one thread and on two.
//!
//! Words are what white space separates. Each case runs several times and the fastest run counts, since other work on the machine only
//! ever adds time. The share of the peak is the encoder's byte products per second over those that the same vector instructions make from
//! registers alone, on as many threads, in the same minute; attention and the heads, which are in `f32`, count as time but not as products.

use readout_core::Report;
use readout_model::{Analysis, Boundary, MentionHead, Model, Pair, Readout, Window, Word};
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

const WEIGHTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../models/readout.safetensors");
const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/reports");

pub(crate) fn run(gold: Option<&Path>, words: usize, runs: usize) -> ExitCode {
    let bytes = match std::fs::read(WEIGHTS) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("error: could not read {WEIGHTS}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let start = Instant::now();
    let model = match Readout::load(bytes, NonZeroUsize::MIN) {
        Ok(model) => model,
        Err(error) => {
            eprintln!("error: could not load {WEIGHTS}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("loading the model\t{:.3} s", start.elapsed().as_secs_f64());
    let reports = reports(gold, words);
    let n_words: usize = reports.iter().map(|report| report.text.as_str().split_whitespace().count()).sum();
    let recorder = Recorder { model: &model, windows: Mutex::default() };
    for report in &reports {
        readout_read::read(report, &recorder, &readout_read::Settings::default());
    }
    let windows = recorder.windows.into_inner().unwrap_or_default();
    let n_pieces: usize = windows.iter().flatten().map(|(form, ..)| model.pieces(form)).sum::<usize>() + 2 * windows.len();
    println!("text\t{} reports, {n_words} words, {} windows, {n_pieces} pieces; {}", reports.len(), windows.len(), model.machine());
    println!("{:<18}{:>8}{:>10}{:>10}{:>14}", "what", "threads", "words/s", "pieces/s", "share of peak");
    for threads in [1, 2] {
        let peak = fastest(runs, || {
            let rounds = 20_000_000;
            let products = AtomicUsize::new(0);
            let seconds = on_threads(threads, |_| {
                products.fetch_add(model.byte_products_at_peak(rounds), Ordering::Relaxed);
            });
            seconds / products.into_inner() as f64
        });
        let batches: Vec<&[Vec<Owned>]> = windows.chunks(16).collect();
        let seconds = fastest(runs, || {
            let next = AtomicUsize::new(0);
            on_threads(threads, |_| {
                while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let batch: Vec<Window<'_>> = batch.iter().map(|words| window(words)).collect();
                    std::hint::black_box(model.read(&batch));
                }
            })
        });
        let share = n_pieces as f64 * model.byte_products_per_piece() as f64 / seconds * peak;
        row("model alone", threads, n_words, n_pieces, seconds, Some(share));
        let seconds = fastest(runs, || {
            let next = AtomicUsize::new(0);
            on_threads(threads, |_| {
                while let Some(report) = reports.get(next.fetch_add(1, Ordering::Relaxed)) {
                    std::hint::black_box(readout_read::read(report, &model, &readout_read::Settings::default()));
                }
            })
        });
        row("whole reading", threads, n_words, n_pieces, seconds, None);
    }
    ExitCode::SUCCESS
}

fn row(what: &str, threads: usize, n_words: usize, n_pieces: usize, seconds: f64, share: Option<f64>) {
    let share = share.map_or_else(|| "-".to_owned(), |share| format!("{:.0} %", share * 100.0));
    println!("{what:<18}{threads:>8}{:>10.0}{:>10.0}{share:>14}", n_words as f64 / seconds, n_pieces as f64 / seconds);
}

/// The shortest of some runs.
fn fastest(runs: usize, mut run: impl FnMut() -> f64) -> f64 {
    (0..runs.max(1)).map(|_| run()).fold(f64::INFINITY, f64::min)
}

/// Seconds until work on several threads is done.
fn on_threads(threads: usize, work: impl Fn(usize) + Sync) -> f64 {
    let start = Instant::now();
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let work = &work;
            scope.spawn(move || work(thread));
        }
    });
    start.elapsed().as_secs_f64()
}

/// Reports of at least so many words together.
fn reports(gold: Option<&Path>, words: usize) -> Vec<Report> {
    let texts = match gold {
        Some(gold) => crate::score::wikinews(&gold.join("raw-wikinews-2019-2020/data")),
        None => examples(),
    };
    let mut reports = Vec::new();
    let mut n_words = 0;
    // Texts used a second time are other texts to the model: it reads the same window once only within one report.
    for (n, text) in texts.iter().cycle().take(if texts.is_empty() { 0 } else { usize::MAX }).enumerate() {
        if n_words >= words {
            break;
        }
        n_words += text.split_whitespace().count().max(1);
        reports.push(Report::new(format!("r{n}"), text.as_str()));
    }
    reports
}

fn examples() -> Vec<String> {
    let Ok(folder) = std::fs::read_dir(EXAMPLES) else { return Vec::new() };
    let mut files: Vec<_> =
        folder.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "txt")).collect();
    files.sort();
    files.iter().filter_map(|file| std::fs::read_to_string(file).ok()).collect()
}

/// A word that outlives its report.
type Owned = (String, bool, Boundary);

fn window(words: &[Owned]) -> Window<'_> {
    Window {
        words: words.iter().map(|(form, space_before, boundary)| Word { form, space_before: *space_before, boundary: *boundary }).collect(),
    }
}

/// A model that keeps the windows it is asked to read.
struct Recorder<'a> {
    model: &'a Readout,
    windows: Mutex<Vec<Vec<Owned>>>,
}

impl Model for Recorder<'_> {
    fn id(&self) -> &str {
        self.model.id()
    }
    fn pieces(&self, form: &str) -> usize {
        self.model.pieces(form)
    }
    fn read(&self, windows: &[Window<'_>]) -> Vec<Analysis> {
        let owned = windows.iter().map(|window| window.words.iter().map(|w| (w.form.to_owned(), w.space_before, w.boundary)).collect());
        self.windows.lock().unwrap_or_else(std::sync::PoisonError::into_inner).extend(owned);
        self.model.read(windows)
    }
    fn corefer(&self, a: &MentionHead, b: &MentionHead, pair: &Pair) -> f32 {
        self.model.corefer(a, b, pair)
    }
}
