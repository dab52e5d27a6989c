//! `readout changes --since DATE`: what is new.

use crate::cli::Changes;
use crate::failure::{Failure, Outcome};
use crate::joined::{ModelOf, joined_of};
use crate::view;

pub(crate) fn run(options: &Changes, model: ModelOf<'_>) -> Result<Outcome, Failure> {
    let day = readout_intake::given::first_day(&options.since)
        .ok_or_else(|| Failure::new(format!("{:?} is no day", options.since)).hint("write it as 2031-06-03 or 3 June 2031"))?;
    let (readings, record, outcome) = joined_of(&options.of, model)?;
    let changes = readout_join::view::changes(&readings, &record, day);
    view::write(&changes, options.of.json, &readings, readout_join::view::page::changes)?;
    Ok(outcome)
}
