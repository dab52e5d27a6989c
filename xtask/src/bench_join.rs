//! What joining costs, layer by layer: the first so many reports of a store, read before, in seconds of processor time on one thread; then what it
//! costs to keep the record, and to make and keep it again when one more report has come.

use crate::bench_copies::spent;
use readout_core::Reading;
use readout_join::correct::Decisions;
use readout_join::join_telling;
use readout_store::Store;
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn run(store: &Path, sizes: &[usize]) -> ExitCode {
    match measure(store, sizes) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(store: &Path, sizes: &[usize]) -> Result<(), readout_store::Error> {
    let all = Store::open_existing(store)?.readings_without_tokens()?;
    for size in sizes {
        // The last one comes when the record of the others is there.
        let readings = &all[..(*size).min(all.len())];
        let Some((_, before)) = readings.split_last() else { continue };
        println!("{} reports", readings.len());
        let mut kept = Store::in_memory()?;
        kept.add_all(before)?;
        keep("at first", &mut kept, before)?;
        kept.add_all(&readings[readings.len() - 1..])?;
        keep("with one more", &mut kept, readings)?;
    }
    Ok(())
}

/// Joins the readings and keeps the record.
fn keep(what: &str, store: &mut Store, readings: &[Reading]) -> Result<(), readout_store::Error> {
    let begun = spent();
    let mut last = begun;
    let mut layers = Vec::new();
    let record = join_telling(readings, &Decisions::default(), |layer| {
        let now = spent();
        layers.push(format!("{layer} {:.2}", now - last));
        last = now;
    });
    let joined = spent();
    let rows = store.save_record(readings, &record)?;
    println!("{what}\tjoined in {:.2} s ({})\tkept in {:.2} s, {rows} rows", joined - begun, layers.join(", "), spent() - joined);
    Ok(())
}
