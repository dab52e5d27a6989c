//! What is new since this browser's last visit: reports, and rows of the record that rest on them alone.

use super::{Happened, Page, Said, accounts, happened, happened_line, said, said_line};
use crate::desk::{Ask, Desk};
use crate::html::t;
use crate::snapshot::{Cited, Snapshot, cites};
use maud::html;
use readout_join::correct::Correction;
use serde::Serialize;

/// Rows of each kind on the page.
const MOST: usize = 80;

#[derive(Serialize)]
struct Fresh {
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<String>,
    n_reports: usize,
    reports: Vec<Report>,
    /// Told by new reports and by no other.
    n_happenings: usize,
    happenings: Vec<Happened>,
    n_statements: usize,
    statements: Vec<Said>,
    corrections: Vec<Correction>,
}

#[derive(Serialize)]
struct Report {
    title: String,
    day: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet: Option<String>,
    cite: Cited,
}

pub(crate) fn page(desk: &Desk, snapshot: &Snapshot, ask: &Ask<'_>) -> Page {
    let since = ask.get("since").map(str::to_owned).or_else(|| desk.since(ask));
    let is_new: Vec<bool> = snapshot.seen.iter().map(|seen| since.as_ref().is_some_and(|since| seen > since)).collect();
    let record = &snapshot.record;
    let reports: Vec<usize> = (0..is_new.len()).filter(|report| is_new[*report]).collect();
    let named = |actor: &usize| record.cast.actors[*actor].named;
    let happenings: Vec<usize> = (0..record.happenings.len())
        .filter(|place| {
            let row = &record.happenings[*place];
            row.tellings.iter().all(|(report, _)| is_new[*report]) && !row.historical && row.who.iter().chain(&row.whom).any(named)
        })
        .collect();
    let statements: Vec<usize> = (0..record.statements.len())
        .filter(|place| {
            let row = &record.statements[*place];
            row.tellings.iter().all(|(report, _)| is_new[*report]) && row.speaker.iter().any(named)
        })
        .collect();
    let corrections = snapshot.corrections.iter().filter(|correction| {
        let after = |made: &str| since.as_ref().is_some_and(|since| made > since.as_str());
        after(&correction.made) || correction.undone.as_ref().is_some_and(|undone| after(&undone.made))
    });
    let view = Fresh {
        n_reports: reports.len(),
        reports: reports
            .iter()
            .take(200)
            .map(|report| Report {
                title: snapshot.title(*report).to_owned(),
                day: snapshot.published(*report),
                outlet: snapshot.readings[*report].report.outlet.clone(),
                cite: snapshot.cite(*report, &[]),
            })
            .collect(),
        n_happenings: happenings.len(),
        happenings: happenings.iter().take(MOST).map(|place| happened(snapshot, *place)).collect(),
        n_statements: statements.len(),
        statements: statements.iter().take(MOST).map(|place| said(snapshot, *place)).collect(),
        corrections: corrections.cloned().collect(),
        since,
    };
    Page::new(ask, "/", "New", &view, |view| {
        html! {
            h1 { "New since your last visit" }
            @match &view.since {
                Some(since) => { p.faint { "since " (t(&since.replace('T', " ").replace('Z', " UTC"))) " · " (view.n_reports) " reports" } }
                None => { p { "This browser has not been here before: all is new. " a href="/" { "The overview" } " shows it." } }
            }
            @if !view.reports.is_empty() { section.brief { h2 { "Reports" } ul.rows { @for report in &view.reports { li { (report.cite.link()) " " (t(&report.title)) " " span.faint { (t(&report.day)) @if let Some(outlet) = &report.outlet { " · " (t(outlet)) } } } } } } }
            @if !view.happenings.is_empty() { section.brief { h2 { "Told for the first time " span.faint { (view.n_happenings) } } dl.lines { @for row in &view.happenings {
                dt { (t(&row.day)) }
                dd { (happened_line(row)) }
                dd.aside { (accounts(&row.accounts)) " " (cites(&row.cites, 4)) }
            } } } }
            @if !view.statements.is_empty() { section.brief { h2 { "Said for the first time " span.faint { (view.n_statements) } } ul.rows { @for row in &view.statements { li { (said_line(row, true)) span.aside { (accounts(&row.accounts)) " " (cites(&row.cites, 4)) } } } } } }
            @if !view.corrections.is_empty() { section.brief { h2 { "Corrections" } ul { @for correction in &view.corrections { li { (super::corrections::line(snapshot, correction)) } } } } }
        }
    })
}
