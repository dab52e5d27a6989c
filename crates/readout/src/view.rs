//! Views of the record on a terminal or as data: names are looked up, and what [`readout_join::view`] makes is drawn.

use crate::brief::page::{Page, count};
use crate::brief::{json, terminal};
use crate::failure::Failure;
use crate::print::Screen;
use readout_core::Reading;
use readout_join::Record;
use readout_join::view::page::by_label;
use readout_join::view::{Lookup, look_up};
use serde::Serialize;
use std::io::{self, BufWriter, Write};

/// The actor that a person means, or why nobody was chosen.
pub(crate) fn actor(record: &Record, name: &str) -> Result<usize, Failure> {
    match look_up(record, name) {
        Lookup::One(actor) => Ok(actor),
        Lookup::Nobody => {
            Err(Failure::new(format!("no report names {name:?}")).hint("`readout find WORDS` looks for words in the reports of a store"))
        }
        Lookup::Several(candidates) => {
            let line = |candidate: &readout_join::view::name::Candidate| {
                let office = candidate.office.as_ref().map(|office| format!(" ({office})")).unwrap_or_default();
                format!("{}{office}, in {}", candidate.name, count(candidate.n_reports, "report"))
            };
            let lines: Vec<String> = candidates.iter().map(line).collect();
            Err(Failure::new(format!("{name:?} can be several: {}", lines.join("; "))).hint("give more of the name"))
        }
    }
}

/// Prints a view as data, or its page.
pub(crate) fn write<V: Serialize>(view: &V, as_json: bool, readings: &[Reading], page: impl Fn(&V) -> Page) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    if as_json {
        json::write_view(view, readings, &mut out)?;
    } else {
        terminal::write_page(&by_label(page(view), readings), Screen::stdout(), &mut out)?;
    }
    out.flush()?;
    Ok(())
}
