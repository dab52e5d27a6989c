//! Reports and what they say together, from a store or from paths: what all commands about the record share.

use crate::cli::{Input, Known, Of, StoreFile};
use crate::failure::{Failure, Outcome};
use crate::input::{note, read_all};
use readout_core::Reading;
use readout_join::{Record, brief};
use readout_model::Model;
use readout_store::Store;

/// Reads the reports that `input` names and joins them in memory, so that nothing is left behind; without paths, takes those of the store.
pub(crate) fn joined(
    input: &Input,
    store: &StoreFile,
    model: &dyn Fn() -> Result<Box<dyn Model>, Failure>,
) -> Result<(Vec<Reading>, Record, Outcome), Failure> {
    let mut outcome = Outcome::default();
    let mut store = if input.paths.is_empty() {
        Store::open_existing(&store.path)?
    } else {
        let mut read = Vec::new();
        let model = model()?;
        let keep = |reading| {
            read.push(reading);
            Ok(())
        };
        outcome = read_all(input, &*model, |reading| reading, keep)?;
        read.retain(|reading| !reading.text.trim().is_empty());
        let mut store = Store::in_memory()?;
        store.add_all(&read)?;
        store
    };
    if store.is_of_another()? == Some(true) {
        note("the record in the store is of another version of readout; it is worked out anew")?;
    }
    let (readings, record) = store.joined()?;
    if input.paths.is_empty() {
        note_models(&store)?;
    }
    if readings.is_empty() {
        return Err(Failure::new("there is no report").hint("`readout read PATH…` adds reports to the store"));
    }
    Ok((readings, record, outcome))
}

/// Says so where the reports of a store were not all read by one model: what one finds and the other does not then looks
/// like a difference between reports.
pub(crate) fn note_models(store: &Store) -> Result<(), Failure> {
    let models = store.models()?;
    if models.len() > 1 {
        let each: Vec<String> = models.iter().map(|(model, n)| format!("{n} by {model}")).collect();
        note(&format!(
            "the reports of this store were read by different models ({}); `readout read` them again to have all by one",
            each.join(", ")
        ))?;
    }
    Ok(())
}

/// A way to the model, which is loaded only where it is needed.
pub(crate) type ModelOf<'m> = &'m dyn Fn() -> Result<Box<dyn Model>, Failure>;

/// The same for a view, whose reports are named by `--reports`.
pub(crate) fn joined_of(of: &Of, model: ModelOf<'_>) -> Result<(Vec<Reading>, Record, Outcome), Failure> {
    let input = Input { paths: of.reports.clone(), from: of.from, known: Known::default(), threads: None, whole: false };
    joined(&input, &of.store, model)
}

/// The place of the report that a person calls `name`: its label, id, path, address, title, or the start of its text's hash.
pub(crate) fn report(readings: &[Reading], record: &Record, name: &str) -> Result<usize, Failure> {
    let labels = brief::labels(readings, &record.dates);
    let exact = |report: &usize| labels[*report].eq_ignore_ascii_case(name);
    let called = |report: &usize| {
        let header = &readings[*report].report;
        let names = [Some(header.id.as_str()), header.path.as_deref(), header.url.as_deref(), header.title.as_deref()];
        names.contains(&Some(name)) || name.len() >= 6 && header.sha256.starts_with(name)
    };
    let mut found: Vec<usize> = (0..readings.len()).filter(exact).collect();
    if found.is_empty() {
        found = (0..readings.len()).filter(called).collect();
    }
    match found[..] {
        [one] => Ok(one),
        [] => Err(Failure::new(format!("there is no report called {name:?}"))
            .hint("call it by its label as in a brief (`readout copies` lists them), its id, its address or its path")),
        _ => {
            let labels: Vec<&str> = found.iter().map(|report| labels[*report].as_str()).collect();
            Err(Failure::new(format!("{name:?} may be any of {}", labels.join(", "))).hint("call it by its label"))
        }
    }
}
