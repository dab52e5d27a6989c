//! Passages of pairs made passages of several reports, and their export as the clusters of passim.
//!
//! Two stretches of one report are one member of a cluster where they overlap by at least half of the longer one, as in passim: a paragraph
//! that three reports share and a page that two of them share stay two clusters.

use super::Copies;
use crate::copies::agencies;
use crate::groups::Groups;
use readout_core::{CodepointIndex, Reading, Span};
use serde::Serialize;
use std::collections::BTreeMap;

/// A stretch of text that several reports share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// Report and stretch, in the order of the readings. A report that prints a text twice stands here twice.
    pub members: Vec<(usize, Span)>,
    /// Most words that two of them have in common.
    pub words: usize,
}

/// Clusters of the passages that `wanted` picks by their place, longest first.
pub fn clusters(copies: &Copies, wanted: impl Fn(usize) -> bool) -> Vec<Cluster> {
    let places: Vec<usize> = (0..copies.passages.len()).filter(|place| wanted(*place)).collect();
    // Each passage is two stretches, which belong together.
    let mut groups = Groups::new(2 * places.len());
    let mut by_report: BTreeMap<usize, Vec<(Span, usize)>> = BTreeMap::new();
    for (n, place) in places.iter().enumerate() {
        let passage = &copies.passages[*place];
        groups.join(2 * n, 2 * n + 1);
        by_report.entry(passage.a).or_default().push((passage.a_span, 2 * n));
        by_report.entry(passage.b).or_default().push((passage.b_span, 2 * n + 1));
    }
    for stretches in by_report.values_mut() {
        stretches.sort_unstable();
        for at in 0..stretches.len() {
            let (span, item) = stretches[at];
            for (other, other_item) in stretches[at + 1..].iter().take_while(|(other, _)| other.start < span.end) {
                let common = span.end.min(other.end) - other.start;
                if common as usize * 2 >= span.len().max(other.len()) {
                    groups.join(item, *other_item);
                }
            }
        }
    }
    let mut clusters = Vec::new();
    for group in groups.all() {
        let mut members: Vec<(usize, Span)> = Vec::new();
        let mut words = 0;
        for item in group {
            let passage = &copies.passages[places[item / 2]];
            words = words.max(passage.matched);
            members.push(if item % 2 == 0 { (passage.a, passage.a_span) } else { (passage.b, passage.b_span) });
        }
        members.sort_unstable();
        let mut merged: Vec<(usize, Span)> = Vec::new();
        for (report, span) in members {
            match merged.last_mut() {
                Some((last, known)) if *last == report && known.overlaps(span) => *known = known.cover(span),
                _ => merged.push((report, span)),
            }
        }
        clusters.push(Cluster { members: merged, words });
    }
    clusters.sort_by(|one, other| other.words.cmp(&one.words).then_with(|| one.members.cmp(&other.members)));
    clusters
}

/// One passage of a cluster, as passim writes it: a JSON object a line, passages of one cluster behind one another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PassimRow {
    /// The cluster's number.
    pub cluster: usize,
    /// Passages in it.
    pub size: usize,
    /// How much of its pairs stand in one series: boilerplate where it is near 1.
    pub pboiler: f64,
    /// The report's id.
    pub id: String,
    /// Its outlet, which passim calls series.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Agencies that it credits.
    pub credit: Vec<String>,
    /// First code point of the passage.
    pub begin: u32,
    /// The code point after its last.
    pub end: u32,
    /// Its words.
    pub text: String,
    /// The passage that stands nearest to the original; empty in that one.
    pub src: Vec<PassimSource>,
}

/// Where a passage was probably taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PassimSource {
    /// The report's id.
    pub id: String,
    /// First code point.
    pub begin: u32,
    /// The code point after the last.
    pub end: u32,
}

/// All clusters in passim's form. What stands in quotation marks in both reports is left in, as passim has no such notion.
pub fn passim(readings: &[Reading], copies: &Copies) -> Vec<PassimRow> {
    let texts: Vec<CodepointIndex<'_>> = readings.iter().map(|reading| CodepointIndex::new(&reading.text)).collect();
    let mut rows = Vec::new();
    for (number, cluster) in clusters(copies, |_| true).into_iter().enumerate() {
        let source = cluster
            .members
            .iter()
            .copied()
            .find(|(report, _)| copies.family_of(*report).is_some_and(|family| copies.families[family].nearest == *report));
        let (mut pairs, mut in_series) = (0u32, 0u32);
        for (at, (one, _)) in cluster.members.iter().enumerate() {
            for (other, _) in &cluster.members[at + 1..] {
                let outlet = |report: usize| readings[report].report.outlet.as_deref();
                pairs += 1;
                in_series += u32::from(one == other || outlet(*one).is_some() && outlet(*one) == outlet(*other));
            }
        }
        for (report, span) in &cluster.members {
            let (reading, header) = (&readings[*report], &readings[*report].report);
            let Span { start, end } = texts[*report].span(*span);
            let src = source.filter(|source| source != &(*report, *span)).map(|(source, span)| {
                let Span { start, end } = texts[source].span(span);
                PassimSource { id: readings[source].report.id.clone(), begin: start, end }
            });
            rows.push(PassimRow {
                cluster: number,
                size: cluster.members.len(),
                pboiler: f64::from(in_series) / f64::from(pairs.max(1)),
                id: header.id.clone(),
                series: header.outlet.clone(),
                date: header.published.as_ref().map(|published| published.value.clone()),
                title: header.title.clone(),
                url: header.url.clone(),
                credit: agencies(reading),
                begin: start,
                end,
                text: span.of(&reading.text).to_owned(),
                src: src.into_iter().collect(),
            });
        }
    }
    rows
}
