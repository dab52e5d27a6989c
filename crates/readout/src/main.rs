//! The program: commands, exports, all printing.
//!
//! One file per command under `command/`, one per export under `export/`, one per form of the brief under `brief/`, the other views in `view.rs`. Data goes to standard
//! output, everything else to standard error. The exit code is 0 when all was done, 1 when something was left out, 2 when nothing could be
//! done.

mod brief;
mod cli;
mod command;
mod export;
mod failure;
mod input;
mod joined;
mod order;
mod print;
mod view;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match command::run(cli) {
        Ok(outcome) => outcome.code(),
        Err(failure) if failure.is_broken_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print();
            ExitCode::from(2)
        }
    }
}
