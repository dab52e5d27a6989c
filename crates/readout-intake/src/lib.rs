//! Bytes to reports.
//!
//! Comes in: files of plain text, HTML and JSON Lines, with whatever is known beside the text. Goes out: [`readout_core::Report`]s, in the
//! order of the input, each with its text frozen, what is known of its publication and where each value came from, and the page
//! furniture set aside. What the text *says* is left to `readout-read`.
//!
//! | file | comes in | goes out |
//! |---|---|---|
//! | [`source`] | paths, folders, standard input | reports and errors, one after the other |
//! | [`decode`] | bytes | characters, or why they are no text |
//! | [`given`] | flags, JSON fields, a sidecar file | what is known beside the text |
//! | [`html`] | a page | its main text and what its head says |
//! | [`unit`] | text | paragraphs and single lines |
//! | [`furniture`] | units | title, captions, bylines, credits, dateline, dates, page furniture |
//!
//! ```
//! use readout_intake::{Given, report};
//!
//! let text = "Rivals meet in Port Sered\n\nPORT SERED, Ardesh (KP) - They met on Tuesday, both sides said.\n\nShare: Link | Mail\n";
//! let report = report("talks", None, text.to_owned(), Given::default(), Vec::new());
//! assert_eq!(report.title.expect("a title").value, "Rivals meet in Port Sered");
//! assert_eq!(report.dateline.expect("a dateline").agency.as_deref(), Some("KP"));
//! assert_eq!(report.boilerplate.len(), 1);
//! assert_eq!(report.published, None, "nothing is dated that the report does not date");
//! ```
//!
//! **Invariant:** the text is never changed after decoding: furniture is a list of spans, odd characters are findings.
//!
//! **Invariant:** neither the clock nor a file's times are asked. A report that nobody dates has no date.

pub mod decode;
pub mod furniture;
pub mod given;
pub mod html;
pub mod source;
pub mod unit;

mod agency;
mod byline;
mod caption;
mod credit;
mod date;
mod dateline;
mod jsonl;
mod pattern;
mod published;
mod title;

pub use given::Given;
pub use source::{Kind, Options, Sources};

use readout_core::{Finding, Report};
use std::path::PathBuf;

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file or folder cannot be opened or read.
    #[error("cannot read {}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is larger than a report may be.
    #[error("{} is larger than {} MB, the most that one report may be", path.display(), limit / 1_000_000)]
    TooLarge {
        /// Which, with the line where it is one of many.
        path: PathBuf,
        /// The limit in bytes.
        limit: u64,
    },
    /// The bytes are no text.
    #[error("{} is no text: {what}", path.display())]
    NotText {
        /// Which.
        path: PathBuf,
        /// What the bytes look like.
        what: &'static str,
    },
    /// The JSON cannot be read.
    #[error("{}, line {line}: not a report in JSON", path.display())]
    Json {
        /// Which.
        path: PathBuf,
        /// Line of the file, from 1.
        line: u64,
        /// Why.
        source: serde_json::Error,
    },
    /// The record has no text.
    #[error("{}, line {line}: the record has neither `text` nor `html`", path.display())]
    NoText {
        /// Which.
        path: PathBuf,
        /// Line of the file, from 1.
        line: u64,
    },
    /// The file holds nothing.
    #[error("{} is empty", path.display())]
    Empty {
        /// Which.
        path: PathBuf,
    },
}

/// Makes a report of a text and what is known beside it.
///
/// `findings` are those made on the way here, while decoding; they stay in front.
pub fn report(id: &str, path: Option<String>, text: String, given: Given, findings: Vec<Finding>) -> Report {
    let mut report = Report::new(id, text);
    report.path = path;
    report.findings = findings;
    decode::odd_characters(report.text.as_str(), &mut report.findings);
    given.apply(&mut report);
    furniture::set_aside(&mut report);
    report
}
