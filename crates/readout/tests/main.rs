//! The program from outside: what goes in, what comes out, and how it ends.
#![allow(clippy::unwrap_used, reason = "tests")]

mod annotate;
mod attributions;
mod command;
mod corrections;
mod events;
mod kill;
mod speakers;
mod store;
mod view;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// Runs the program with `arguments` and `input`.
fn readout(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_readout"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that refuses its arguments ends before it reads.
    match child.stdin.take().expect("a pipe").write_all(input) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => panic!("the program reads its input: {error}"),
        _ => {}
    }
    child.wait_with_output().expect("the program ends")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("output is UTF-8")
}

/// An empty folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).expect("a folder for the test");
    path
}

const REPORT: &str =
    "Talks open in Port Sered\n\nPORT SERED, Ardesh (KP) - Envoys met on Tuesday, officials said.\n\n\"We spoke,\" Mara Todor said.\n";
