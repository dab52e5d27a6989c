//! Chores of the workspace: `cargo xtask score`, benchmarks, generated reference pages.
//!
//! `score` reads a gold folder, scores each layer on its development part and keeps one line per case in `docs/scores.tsv`. Each layer's
//! scorer is a file under `score/` that says in its header which definition it follows.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for people at a terminal")]

mod bench;
mod bench_copies;
mod bench_join;
mod plot;
mod score;

use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Chores of the workspace.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Measure how many words are read in a second, by the model alone and by the whole reading.
    Bench {
        /// Folder with the public corpora: the text is the Wikinews reports; without it, the example reports over and over.
        #[arg(long)]
        gold: Option<PathBuf>,
        /// Words to read in each run.
        #[arg(long, default_value_t = 100_000)]
        words: usize,
        /// Runs of each case; the fastest counts.
        #[arg(long, default_value_t = 3)]
        runs: usize,
    },
    /// Measure how long it takes to find who copied whom, in records of several sizes, and what one more report costs.
    BenchCopies {
        /// Folder with the public corpora: reports are made from the Reuters stories.
        #[arg(long)]
        gold: PathBuf,
        /// Sizes at which to measure; the largest is the number of reports made.
        #[arg(long, value_delimiter = ',', default_value = "1000,10000,100000,1000000")]
        sizes: Vec<usize>,
        /// Write the plot to docs/copies-cost.svg and the figures to docs/copies-cost.tsv.
        #[arg(long)]
        update: bool,
    },
    /// Measure how long it takes to join reports to a record, layer by layer, for the first so many reports of a store, and to keep it.
    BenchJoin {
        /// A store with reports that were read.
        #[arg(long)]
        store: PathBuf,
        /// How many reports to join.
        #[arg(long, value_delimiter = ',', default_value = "1000,3000,10000")]
        sizes: Vec<usize>,
    },
    /// Count how common words are in the news, and write crates/readout-join/data/rates.txt.
    Rates {
        /// Folder with the public corpora: the words of the Wikinews reports are counted.
        #[arg(long)]
        gold: PathBuf,
    },
    /// Score layers on gold data.
    Score {
        /// Folder with the public corpora; without it, only the project's own gold is scored.
        #[arg(long)]
        gold: Option<PathBuf>,
        /// Weights to read with; models/readout.safetensors unless given.
        #[arg(long)]
        model: Option<PathBuf>,
        /// Score only these layers.
        layers: Vec<String>,
        /// Write the table back to docs/scores.tsv.
        #[arg(long)]
        update: bool,
        /// Fail where a score sinks below its floor in docs/scores.tsv.
        #[arg(long)]
        check: bool,
        /// Print the errors of each layer, for reading.
        #[arg(long)]
        errors: bool,
    },
}

fn main() -> std::process::ExitCode {
    match Arguments::parse().chore {
        Chore::Bench { gold, words, runs } => bench::run(gold.as_deref(), words, runs),
        Chore::BenchCopies { gold, sizes, update } => bench_copies::run(&gold, &sizes, update),
        Chore::BenchJoin { store, sizes } => bench_join::run(&store, &sizes),
        Chore::Rates { gold } => rates(&gold),
        Chore::Score { gold, model, layers, update, check, errors } => {
            score::run(&score::Options { gold, model, layers, update, check, errors })
        }
    }
}

/// Writes the table of how common words are.
fn rates(gold: &std::path::Path) -> std::process::ExitCode {
    const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/readout-join/data/rates.txt");
    let texts = score::copies::read_wikinews(&gold.join("raw-wikinews-2019-2020/data"));
    if texts.is_empty() {
        eprintln!("error: there are no Wikinews reports in {}", gold.display());
        return std::process::ExitCode::FAILURE;
    }
    let table = readout_join::story::rates::count(texts.iter().map(String::as_str));
    match std::fs::write(TABLE, table) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: could not write {TABLE}\ncaused by: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}
