//! `readout met [A] [B]`: meetings, by date.

use crate::cli::Met;
use crate::failure::{Failure, Outcome};
use crate::joined::{ModelOf, joined_of};
use crate::view;

pub(crate) fn run(options: &Met, model: ModelOf<'_>) -> Result<Outcome, Failure> {
    let (readings, record, outcome) = joined_of(&options.of, model)?;
    let between = options.names.iter().map(|name| view::actor(&record, name)).collect::<Result<Vec<_>, _>>()?;
    let met = readout_join::view::met(&readings, &record, &between);
    view::write(&met, options.of.json, &readings, readout_join::view::page::met)?;
    Ok(outcome)
}
