//! W3C Web Annotation: one `AnnotationCollection` a line, each annotation with a position and a quotation selector.
//!
//! The target's source is the report's URL where there is one, else `urn:sha256:` and the text's hash; positions are code points of the
//! frozen text, as the Web Annotation Data Model counts them.

use readout_core::{CodepointIndex, Reading, Span};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Characters of context on either side of a quotation selector.
const CONTEXT: usize = 32;

/// Writes one reading, whose offsets are bytes.
pub(crate) fn write(reading: &Reading, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page { reading, index: CodepointIndex::new(&reading.text), items: Vec::new() };
    for mention in &reading.mentions {
        let name = mention.entity.and_then(|id| reading.entities.get(id.index())).map(|entity| &entity.name);
        let value = json!({ "mention": mention.kind, "type": mention.entity_type, "entity": name });
        page.add("identifying", &[mention.span], "mention", value);
    }
    for time in &reading.times {
        page.add("classifying", &[time.span], "time", json!({ "type": time.time_type, "value": time.value, "precision": time.precision }));
    }
    for attribution in &reading.attributions {
        for (part, spans) in [("source", &attribution.source), ("cue", &attribution.cue), ("content", &attribution.content)] {
            let chain: Vec<_> = attribution.chain.iter().map(|hop| &hop.name).collect();
            let voice = (!attribution.voice.is_empty()).then_some(&attribution.voice);
            let value = json!({ "attribution": attribution.id, "part": part, "kind": attribution.kind, "manner": attribution.manner, "voice": voice, "chain": chain });
            page.add("classifying", spans, "attribution", value);
        }
    }
    for figure in &reading.figures {
        let value = json!({ "value": figure.value, "low": figure.low, "high": figure.high, "bound": figure.bound, "counted": figure.counted, "of": figure.of });
        page.add("classifying", &[figure.span], "figure", value);
    }
    for event in &reading.events {
        let value = json!({ "type": event.event_type, "mode": event.mode, "context": event.context, "factuality": event.factuality });
        page.add("classifying", &[event.span], "event", value);
    }
    for role in &reading.roles {
        let holder = reading.entities.get(role.entity.index()).map(|entity| &entity.name);
        page.add("describing", &[role.span], "role", json!({ "title": role.title, "entity": holder }));
    }
    let items = page.items;
    let collection = json!({
        "@context": ["http://www.w3.org/ns/anno.jsonld", { "readout": "urn:readout:" }],
        "id": format!("urn:sha256:{}#annotations", reading.report.sha256),
        "type": "AnnotationCollection",
        "label": reading.report.id,
        "total": items.len(),
        "first": { "type": "AnnotationPage", "startIndex": 0, "items": items },
    });
    serde_json::to_writer(&mut *out, &collection).map_err(io::Error::other)?;
    out.write_all(b"\n")
}

struct Page<'a> {
    reading: &'a Reading,
    index: CodepointIndex<'a>,
    items: Vec<Value>,
}

impl Page<'_> {
    fn add(&mut self, motivation: &str, spans: &[Span], layer: &str, value: Value) {
        let source = source(self.reading);
        let targets: Vec<Value> = spans.iter().map(|span| json!({ "source": source, "selector": self.selectors(*span) })).collect();
        if targets.is_empty() {
            return;
        }
        self.items.push(json!({
            "id": format!("urn:sha256:{}#{}", self.reading.report.sha256, self.items.len()),
            "type": "Annotation",
            "motivation": motivation,
            "body": { "type": "Dataset", "purpose": motivation, "readout:layer": layer, "value": value },
            "target": targets,
        }));
    }

    fn selectors(&self, span: Span) -> Value {
        let text = &self.reading.text;
        let position = self.index.span(span);
        let before = text[..span.start as usize].char_indices().rev().take(CONTEXT).last().map_or(span.start as usize, |(at, _)| at);
        let after = text[span.end as usize..].chars().take(CONTEXT).map(char::len_utf8).sum::<usize>();
        json!([
            { "type": "TextPositionSelector", "start": position.start, "end": position.end },
            {
                "type": "TextQuoteSelector",
                "exact": span.of(text),
                "prefix": &text[before..span.start as usize],
                "suffix": &text[span.end as usize..span.end as usize + after],
            },
        ])
    }
}

fn source(reading: &Reading) -> String {
    reading.report.url.clone().unwrap_or_else(|| format!("urn:sha256:{}", reading.report.sha256))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::reading;

    #[test]
    fn a_name_with_both_selectors() {
        let mut out = Vec::new();
        write(&reading(), &mut out).unwrap();
        let collection: Value = serde_json::from_slice(&out).unwrap();
        let item = &collection["first"]["items"][0];
        assert_eq!((&collection["total"], &item["body"]["value"]["entity"]), (&json!(1), &json!("Todor")));
        let expect = json!([
            { "type": "TextPositionSelector", "start": 0, "end": 5 },
            { "type": "TextQuoteSelector", "exact": "Todor", "prefix": "", "suffix": " won't talk." },
        ]);
        assert_eq!(item["target"][0]["selector"], expect);
    }
}
