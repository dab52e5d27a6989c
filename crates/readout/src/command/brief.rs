//! `readout brief`: what the reports say together, for a busy person.
//!
//! With paths, the reports are read and joined in memory and nothing is left behind; without, the brief is of the store.

use crate::brief;
use crate::cli::{Brief, BriefForm};
use crate::failure::{Failure, Outcome};
use crate::input::read_all;
use crate::print::Screen;
use readout_model::Model;
use readout_store::Store;
use std::io::{self, BufWriter, Write};

pub(crate) fn run(options: &Brief, model: &dyn Fn() -> Result<Box<dyn Model>, Failure>) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::default();
    let mut store = if options.input.paths.is_empty() {
        Store::open_existing(&options.store.path)?
    } else {
        let mut read = Vec::new();
        let model = model()?;
        outcome = read_all(
            &options.input,
            &*model,
            |reading| reading,
            |reading| {
                read.push(reading);
                Ok(())
            },
        )?;
        read.retain(|reading| !reading.text.trim().is_empty());
        let mut store = Store::in_memory()?;
        store.add_all(&read)?;
        store
    };
    let (readings, record) = store.joined()?;
    if readings.is_empty() {
        return Err(Failure::new("there is no report to make a brief of").hint("`readout read PATH…` adds reports to the store"));
    }
    let made = readout_join::brief::brief(&readings, &record);
    let mut out = BufWriter::new(io::stdout().lock());
    match options.to {
        BriefForm::Terminal => brief::terminal::write(&made, Screen::stdout(), &mut out)?,
        BriefForm::Md => brief::markdown::write(&made, &mut out)?,
        BriefForm::Html => brief::html::write(&made, &readings, &mut out)?,
        BriefForm::Json => brief::json::write(&made, &readings, &mut out)?,
    }
    out.flush()?;
    Ok(outcome)
}
