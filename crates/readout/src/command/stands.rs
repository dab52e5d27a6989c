//! `readout stands NAME [ISSUE]`: where an actor stands.

use crate::cli::Stands;
use crate::failure::{Failure, Outcome};
use crate::joined::{ModelOf, joined_of};
use crate::view;

pub(crate) fn run(options: &Stands, model: ModelOf<'_>) -> Result<Outcome, Failure> {
    let (readings, record, outcome) = joined_of(&options.of, model)?;
    let actor = view::actor(&record, &options.name)?;
    let about = (!options.issue.is_empty()).then(|| options.issue.join(" "));
    let stands = readout_join::view::stands(&readings, &record, actor, about.as_deref());
    view::write(&stands, options.of.json, &readings, readout_join::view::page::stands)?;
    Ok(outcome)
}
