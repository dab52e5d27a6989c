//! `readout annotate`: the reading of each report, in input order, in a documented format.

use crate::cli::{Annotate, Input};
use crate::export::{self, Format};
use crate::failure::{Failure, Outcome};
use crate::input::read_all;
use readout_model::Model;
use std::io::{self, BufWriter, Write};

/// The JSON Schema of `--to jsonl`, written by hand and held to the types by `tests/schema.rs`.
pub(crate) const SCHEMA: &str = include_str!("../../data/reading.schema.json");

pub(crate) fn run(options: &Annotate, model: &dyn Fn() -> Result<Box<dyn Model>, Failure>) -> Result<Outcome, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    if options.schema {
        out.write_all(SCHEMA.as_bytes())?;
        out.flush()?;
        return Ok(Outcome::default());
    }
    let model = model()?;
    let turn = |reading| {
        let mut bytes = Vec::new();
        export::write(options.to, reading, &mut bytes).map(|()| bytes)
    };
    // Scorers of CoNLL-U align the words of all of the text.
    let input = Input { whole: options.input.whole || options.to == Format::Conllu, ..options.input.clone() };
    let outcome = read_all(&input, &*model, turn, |bytes| {
        out.write_all(&bytes?)?;
        Ok(())
    })?;
    out.flush()?;
    Ok(outcome)
}
