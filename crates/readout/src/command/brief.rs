//! `readout brief`: what the reports say together, for a busy person.
//!
//! With paths, the reports are read and joined in memory and nothing is left behind; without, the brief is of the store.

use crate::brief;
use crate::cli::{Brief, BriefForm};
use crate::failure::{Failure, Outcome};
use crate::joined::joined;
use crate::print::Screen;
use readout_model::Model;
use std::io::{self, BufWriter, Write};

pub(crate) fn run(options: &Brief, model: &dyn Fn() -> Result<Box<dyn Model>, Failure>) -> Result<Outcome, Failure> {
    let (readings, record, outcome) = joined(&options.input, &options.store, model)?;
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
