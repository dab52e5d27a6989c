//! Reports by their labels, and places in them as cites: what every view of the record needs.

use crate::brief::{Cite, ReportCard};
use crate::copies::agencies;
use crate::{Evidence, Record};
use readout_core::{Reading, Span};
use std::collections::BTreeMap;

/// Readings with their record and labels.
pub(crate) struct Cited<'a> {
    pub(crate) readings: &'a [Reading],
    pub(crate) record: &'a Record,
    pub(crate) labels: Vec<String>,
}

impl<'a> Cited<'a> {
    pub(crate) fn new(readings: &'a [Reading], record: &'a Record) -> Self {
        Self { readings, record, labels: record.labels(readings) }
    }

    /// All reports, in the order of the readings.
    pub(crate) fn cards(&self) -> Vec<ReportCard> {
        (0..self.readings.len()).map(|report| self.card(report)).collect()
    }

    pub(crate) fn card(&self, report: usize) -> ReportCard {
        let header = &self.readings[report].report;
        ReportCard {
            label: self.labels[report].clone(),
            id: header.id.clone(),
            sha256: header.sha256.clone(),
            outlet: header.outlet.clone(),
            url: header.url.clone(),
            title: header.title.clone(),
            published: header.published.as_ref().map(|published| published.value.clone()),
            likely: self.record.dates.likely_day(report),
            agencies: agencies(&self.readings[report]),
            shared_percent: self.record.copies.percent.get(report).copied().unwrap_or_default(),
        }
    }

    pub(crate) fn cite(&self, report: usize, spans: Vec<Span>) -> Cite {
        let sentence = spans.first().and_then(|span| self.readings[report].sentence_at(span.start)).map(|place| place + 1);
        Cite { report, label: self.labels[report].clone(), sentence, spans }
    }

    /// One cite for each report, in order of the reports.
    pub(crate) fn cites(&self, places: impl IntoIterator<Item = Evidence>) -> Vec<Cite> {
        let mut spans: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
        for place in places {
            spans.entry(place.report).or_default().push(place.span);
        }
        spans.into_iter().map(|(report, spans)| self.cite(report, spans)).collect()
    }

    /// Words of a report on one line.
    pub(crate) fn words(&self, report: usize, span: Span) -> String {
        clean(span.of(&self.readings[report].text))
    }
}

/// Words on one line, as they are printed.
pub(crate) fn clean(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text with each run of white space made one blank; one at either end stays.
pub(crate) fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        match character.is_whitespace() {
            true if line.ends_with(' ') => {}
            true => line.push(' '),
            false => line.push(character),
        }
    }
    line
}
