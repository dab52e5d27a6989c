//! `readout read`: reports into a store, and what was new.
//!
//! Readings are written a few at a time, each batch in one transaction, and a report is named on standard output only after its batch is on
//! the disk: a kill at any moment loses nothing that was reported done.

use crate::cli::Read;
use crate::failure::{Failure, Outcome};
use crate::input::read_all;
use crate::print::safe_line;
use readout_core::Reading;
use readout_model::Model;
use readout_store::{Added, Store};
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Readings in one transaction: enough to make the disk's wait small, few enough to lose little.
const BATCH: usize = 32;

/// No report waits longer than this for the others of its batch.
const PATIENCE: Duration = Duration::from_millis(500);

#[derive(Default)]
struct Count {
    new: usize,
    same: usize,
    reread: usize,
    empty: usize,
}

pub(crate) fn run(options: &Read, model: &dyn Model) -> Result<Outcome, Failure> {
    // Look at the command line before a store is made.
    crate::input::sources(&options.input)?;
    let mut store = Store::open(&options.store.path)?;
    let mut count = Count::default();
    let mut progress = Progress::new();
    let mut batch: Vec<Reading> = Vec::new();
    let mut since = Instant::now();
    let mut outcome = read_all(
        &options.input,
        model,
        |reading| reading,
        |reading| {
            if reading.text.trim().is_empty() {
                count.empty += 1;
                Failure::new(format!("the report {} has no text and is left out", reading.report.id)).print();
                return Ok(());
            }
            if batch.is_empty() {
                since = Instant::now();
            }
            batch.push(reading);
            if batch.len() >= BATCH || since.elapsed() > PATIENCE {
                write(&mut store, &mut batch, options.quiet, &mut count)?;
            }
            progress.step();
            Ok(())
        },
    )?;
    write(&mut store, &mut batch, options.quiet, &mut count)?;
    progress.end();
    let n_reports = store.n_reports()?;
    crate::joined::note_models(&store)?;
    store.close()?;
    outcome.done -= count.empty;
    outcome.left_out += count.empty;
    let mut parts = vec![format!("{} new", count.new)];
    for (n, what) in [(count.reread, "read again with another result"), (count.same, "there already"), (outcome.left_out, "left out")] {
        if n > 0 {
            parts.push(format!("{n} {what}"));
        }
    }
    let reports = if n_reports == 1 { "report" } else { "reports" };
    writeln!(io::stdout(), "{}; {} holds {n_reports} {reports}", parts.join(", "), options.store.path.display())?;
    Ok(outcome)
}

fn write(store: &mut Store, batch: &mut Vec<Reading>, quiet: bool, count: &mut Count) -> Result<(), Failure> {
    let added = store.add_all(batch)?;
    let mut out = io::stdout().lock();
    for (reading, added) in batch.iter().zip(added) {
        let (word, n) = match added {
            Added::New => ("new", &mut count.new),
            Added::Same => ("same", &mut count.same),
            Added::Reread => ("reread", &mut count.reread),
        };
        *n += 1;
        if !quiet {
            let header = &reading.report;
            let title = header.title.as_deref().map(safe_line).unwrap_or_default();
            writeln!(out, "{word:<7} {}  {title}", safe_line(&header.id))?;
        }
    }
    out.flush()?;
    batch.clear();
    Ok(())
}

/// A running count on standard error, on terminals only and only where the work takes a while.
struct Progress {
    shown: bool,
    begun: Instant,
    last: Instant,
    n: usize,
}

impl Progress {
    fn new() -> Self {
        Self { shown: io::stderr().is_terminal() && !io::stdout().is_terminal(), begun: Instant::now(), last: Instant::now(), n: 0 }
    }

    fn step(&mut self) {
        self.n += 1;
        let waited = self.begun.elapsed() > Duration::from_millis(250) && self.last.elapsed() > Duration::from_millis(100);
        if self.shown && waited {
            self.last = Instant::now();
            let _ = write!(io::stderr(), "\r{} reports read", self.n);
        }
    }

    fn end(&self) {
        if self.shown && self.last > self.begun {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
