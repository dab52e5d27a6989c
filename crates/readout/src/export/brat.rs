//! brat standoff, the `.ann` beside a `.txt` that is the report's text: `Source`, `Cue`, `Content` and `Attribution` as PolNeAR writes them, names
//! and PLOVER events beside them.
//!
//! An attribution is an event whose trigger repeats its cue; one without a source is an `Attribution-no-source`, as in the corpus. Its kind,
//! manner and negation, and that its source has no name, are attributes, its chain a note. A span in pieces is written `start end;start end`, and so is one that crosses a line
//! break, which brat does not allow within a piece. Several reports in one stream stand in order with an empty line after each.
//!
//! ```text
//! T1  Source 7 17      Mara Todor
//! T2  Cue 18 23        vowed
//! T3  Content 24 31    to stay
//! T4  Attribution 18 23        vowed
//! E1  Attribution:T4 Source:T1 Cue:T2 Content:T3
//! A1  Manner E1 promises
//! ```

use readout_core::{Attribution, CodepointIndex, MentionKind, Reading, Span};
use serde::Serialize;
use std::io::{self, Write};

/// Writes one reading, whose offsets are bytes.
pub(crate) fn write(reading: &Reading, out: &mut dyn Write) -> io::Result<()> {
    let mut writer =
        Writer { text: &reading.text, index: CodepointIndex::new(&reading.text), out, n_texts: 0, n_events: 0, n_attributes: 0 };
    for attribution in &reading.attributions {
        writer.attribution(attribution)?;
    }
    for mention in reading.mentions.iter().filter(|mention| mention.kind == MentionKind::Name) {
        let text = writer.text_bound(&word(&mention.entity_type), &[mention.span])?;
        if let Some(entity) = mention.entity.and_then(|entity| reading.entities.get(entity.index())) {
            writeln!(writer.out, "#{text}\tAnnotatorNotes T{text}\t{}", one_line(&entity.name))?;
        }
    }
    for event in &reading.events {
        let name = word(&event.event_type);
        let trigger = writer.text_bound(&name, &[event.span])?;
        let id = writer.event(format_args!("{name}:T{trigger}"))?;
        writer.attribute("Factuality", id, Some(&word(&event.factuality)))?;
    }
    writeln!(out)
}

struct Writer<'a> {
    text: &'a str,
    index: CodepointIndex<'a>,
    out: &'a mut dyn Write,
    n_texts: usize,
    n_events: usize,
    n_attributes: usize,
}

impl Writer<'_> {
    fn attribution(&mut self, attribution: &Attribution) -> io::Result<()> {
        let mut arguments = String::new();
        for (role, spans) in [("Source", &attribution.source), ("Cue", &attribution.cue), ("Content", &attribution.content)] {
            if !spans.is_empty() {
                let id = self.text_bound(role, spans)?;
                arguments.push_str(&format!(" {role}:T{id}"));
            }
        }
        let name = if attribution.source.is_empty() { "Attribution-no-source" } else { "Attribution" };
        let anchor = if attribution.cue.is_empty() { &attribution.content } else { &attribution.cue };
        if anchor.is_empty() {
            return Ok(());
        }
        let trigger = self.text_bound(name, anchor)?;
        let id = self.event(format_args!("{name}:T{trigger}{arguments}"))?;
        self.attribute("Kind", id, Some(&word(&attribution.kind)))?;
        self.attribute("Manner", id, Some(&word(&attribution.manner)))?;
        if attribution.negated {
            self.attribute("Negated", id, None)?;
        }
        if attribution.voice.unnamed {
            self.attribute("Unnamed", id, None)?;
        }
        let hops: Vec<String> = attribution.chain.iter().map(|hop| one_line(&hop.name)).collect();
        if !hops.is_empty() {
            writeln!(self.out, "#{trigger}\tAnnotatorNotes E{id}\t{}", hops.join(" > "))?;
        }
        Ok(())
    }

    /// A `T` line; its number.
    fn text_bound(&mut self, kind: &str, spans: &[Span]) -> io::Result<usize> {
        let pieces: Vec<Span> = spans.iter().flat_map(|span| lines(self.text, *span)).collect();
        let offsets: Vec<String> =
            pieces.iter().map(|piece| self.index.span(*piece)).map(|span| format!("{} {}", span.start, span.end)).collect();
        let words: Vec<String> = pieces.iter().map(|piece| one_line(piece.of(self.text))).collect();
        self.n_texts += 1;
        writeln!(self.out, "T{}\t{kind} {}\t{}", self.n_texts, offsets.join(";"), words.join(" "))?;
        Ok(self.n_texts)
    }

    /// An `E` line; its number.
    fn event(&mut self, roles: std::fmt::Arguments<'_>) -> io::Result<usize> {
        self.n_events += 1;
        writeln!(self.out, "E{}\t{roles}", self.n_events)?;
        Ok(self.n_events)
    }

    /// An `A` line about an event.
    fn attribute(&mut self, name: &str, event: usize, value: Option<&str>) -> io::Result<()> {
        self.n_attributes += 1;
        let value = value.map(|value| format!(" {value}")).unwrap_or_default();
        writeln!(self.out, "A{}\t{name} E{event}{value}", self.n_attributes)
    }
}

/// The contract's own word for a value.
fn word<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The parts of a span on each line, without white space at their ends.
fn lines(text: &str, span: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = span.start as usize;
    for line in span.of(text).split_inclusive(['\n', '\r']) {
        let lead = line.len() - line.trim_start().len();
        let words = line.trim();
        if !words.is_empty() {
            pieces.push(Span::new(start + lead, start + lead + words.len()));
        }
        start += line.len();
    }
    if pieces.is_empty() { vec![span] } else { pieces }
}

fn one_line(words: &str) -> String {
    words.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use readout_core::{AttributionId, AttributionKind, Manner, Report};

    #[test]
    fn an_attribution_is_written_as_the_corpus_writes_it() {
        let text = "“We stay.\nAlways,” said Ärna.";
        let report = Report::new("r", text);
        let mut reading = Reading::empty(&report);
        let at = |words: &str| {
            let start = text.find(words).expect("the words are in the text");
            Span::new(start, start + words.len())
        };
        reading.attributions.push(Attribution {
            id: AttributionId::new(0),
            source: vec![at("Ärna")],
            cue: vec![at("said")],
            content: vec![at("“We stay.\nAlways,”")],
            kind: AttributionKind::Direct,
            manner: Manner::Says,
            negated: true,
            speaker: None,
            inside: None,
            voice: Default::default(),
            chain: Vec::new(),
        });
        let mut out = Vec::new();
        write(&reading, &mut out).expect("writing to memory does not fail");
        let expect = "T1\tSource 24 28\tÄrna\nT2\tCue 19 23\tsaid\nT3\tContent 0 9;10 18\t“We stay. Always,”\nT4\tAttribution 19 23\tsaid\n\
                      E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\nA1\tKind E1 direct\nA2\tManner E1 says\nA3\tNegated E1\n\n";
        assert_eq!(String::from_utf8(out).expect("brat is UTF-8"), expect);
    }
}
