//! JSON Lines: one report a line.

use crate::given::Given;
use crate::{Error, decode, report};
use readout_core::Report;
use serde_json::{Map, Value};
use std::path::Path;

/// Makes a report of one JSON object. `line` counts from 1 and names the record where it has no id.
pub(crate) fn record(bytes: &[u8], path: &Path, line: u64, flags: &Given) -> Result<Report, Error> {
    let mut findings = Vec::new();
    let text = decode::decode(bytes, &mut findings).map_err(|what| Error::NotText { path: path.to_owned(), what })?;
    let fields: Map<String, Value> = serde_json::from_str(&text).map_err(|source| Error::Json { path: path.to_owned(), line, source })?;
    object(fields, path, line, flags, findings)
}

pub(crate) fn object(
    mut fields: Map<String, Value>,
    path: &Path,
    line: u64,
    flags: &Given,
    mut findings: Vec<readout_core::Finding>,
) -> Result<Report, Error> {
    let given = flags.clone().or(Given::from_json(&fields, "field"));
    let id = given.id.clone().unwrap_or_else(|| format!("{}:{line}", crate::source::stem(path)));
    let name = Some(path.display().to_string());
    match (fields.remove("text"), fields.remove("html")) {
        (Some(Value::String(text)), _) => Ok(report(&id, name, text, given, findings)),
        (_, Some(Value::String(html))) => {
            let page = crate::source::page(&html, &mut findings);
            Ok(report(&id, name, page.0, given.or(page.1), findings))
        }
        _ => Err(Error::NoText { path: path.to_owned(), line }),
    }
}
