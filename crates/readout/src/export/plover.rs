//! PLOVER events as JSON, one event a line, with the field names of the PLOVER manual and of NGEC's output.
//!
//! `actor` and `recipient` are lists; a meeting names its participants in both, as the manual has it for symmetric events. What PLOVER
//! has no field for (factuality, by whose account, evidence) stands under names of our own.

use readout_core::{CodepointIndex, EntityId, Event, Reading};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// Writes one reading, whose offsets are bytes.
pub(crate) fn write(reading: &Reading, out: &mut dyn Write) -> io::Result<()> {
    let index = CodepointIndex::new(&reading.text);
    for event in &reading.events {
        serde_json::to_writer(&mut *out, &line(reading, event, &index)).map_err(io::Error::other)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn line(reading: &Reading, event: &Event, index: &CodepointIndex<'_>) -> Value {
    let actors = |ids: &[EntityId]| ids.iter().filter_map(|id| actor(reading, *id)).collect::<Vec<_>>();
    let both = |ids: &[EntityId]| if event.participants.is_empty() { actors(ids) } else { actors(&event.participants) };
    let time = event.time.and_then(|id| reading.times.get(id.index()));
    let extent = event.extent.unwrap_or(event.span);
    let mut line = Map::new();
    let mut put = |key: &str, value: Value| {
        if !value.is_null() {
            line.insert(key.to_owned(), value);
        }
    };
    put("id", json!(format!("{}:{}", reading.report.id, event.id.0)));
    put("event_type", json!(event.event_type));
    put("mode", json!(event.mode));
    put("context", json!(event.context));
    put("actor", json!(both(&event.actors)));
    put("recipient", json!(both(&event.recipients)));
    put("location", json!(event.place.and_then(|id| reading.entities.get(id.index())).map(|place| &place.name)));
    put("date", json!(time.map(|time| &time.value)));
    put("date_precision", json!(time.map(|time| time.precision)));
    put("historical", json!(event.historical));
    put("factuality", json!(event.factuality));
    put("according_to", json!(event.attribution.and_then(|id| account(reading, id.index()))));
    put("publication", json!({ "outlet": reading.report.outlet, "url": reading.report.url, "published": reading.report.published }));
    put("text", json!(extent.of(&reading.text)));
    put(
        "evidence",
        json!({ "report": reading.report.id, "sha256": reading.report.sha256, "span": index.span(event.span), "extent": index.span(extent) }),
    );
    Value::Object(line)
}

fn actor(reading: &Reading, id: EntityId) -> Option<Value> {
    let entity = reading.entities.get(id.index())?;
    Some(json!({ "text": entity.name, "country": entity.code, "sector": entity.sector }))
}

fn account(reading: &Reading, attribution: usize) -> Option<Vec<&str>> {
    let chain = &reading.attributions.get(attribution)?.chain;
    Some(chain.iter().map(|hop| hop.name.as_str()).collect())
}
