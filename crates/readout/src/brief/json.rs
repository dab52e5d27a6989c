//! The brief as data: [`readout_join::brief::Brief`] as it is, with offsets in Unicode code points, as everywhere outside the program.

use readout_core::{CodepointIndex, Reading, Span};
use readout_join::brief::Brief;
use serde::Serialize;
use serde_json::Value;
use std::io::{self, Write};

pub(crate) fn write(brief: &Brief, readings: &[Reading], out: &mut dyn Write) -> io::Result<()> {
    write_view(brief, readings, out)
}

/// Writes any data whose places are cites: the brief, and the views of the other commands.
pub(crate) fn write_view(view: &impl Serialize, readings: &[Reading], out: &mut dyn Write) -> io::Result<()> {
    let indexes: Vec<CodepointIndex<'_>> = readings.iter().map(|reading| CodepointIndex::new(&reading.text)).collect();
    let mut value = serde_json::to_value(view).map_err(io::Error::other)?;
    turn(&mut value, &indexes);
    serde_json::to_writer_pretty(&mut *out, &value).map_err(io::Error::other)?;
    out.write_all(b"\n")
}

/// Turns the spans of every cite in the tree: an object with `report` and `spans`.
fn turn(value: &mut Value, indexes: &[CodepointIndex<'_>]) {
    match value {
        Value::Object(fields) => {
            let report = fields.get("report").and_then(Value::as_u64).and_then(|report| indexes.get(report as usize));
            if let (Some(index), Some(Value::Array(spans))) = (report, fields.get_mut("spans")) {
                for span in spans {
                    if let Ok(bytes) = serde_json::from_value::<Span>(span.clone()) {
                        let Span { start, end } = index.span(bytes);
                        *span = serde_json::json!([start, end]);
                    }
                }
                return;
            }
            fields.values_mut().for_each(|value| turn(value, indexes));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| turn(value, indexes)),
        _ => {}
    }
}
