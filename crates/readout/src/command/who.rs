//! `readout who NAME`: everything about one actor.

use crate::cli::Who;
use crate::failure::{Failure, Outcome};
use crate::joined::{ModelOf, joined_of};
use crate::view;

pub(crate) fn run(options: &Who, model: ModelOf<'_>) -> Result<Outcome, Failure> {
    let (readings, record, outcome) = joined_of(&options.of, model)?;
    let actor = view::actor(&record, &options.name.join(" "))?;
    let who = readout_join::view::who(&readings, &record, actor);
    view::write(&who, options.of.json, &readings, readout_join::view::page::who)?;
    Ok(outcome)
}
