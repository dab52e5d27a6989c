//! What is new since this browser's last visit: reports, and rows of the record that rest on them alone.

use super::{Found, Happened, Page, Said, accounts, happened, happened_line, said, said_line};
use crate::desk::{Ask, Desk};
use crate::html::t;
use crate::shelf::Shelf;
use crate::snapshot::{Cited, some_cites};
use maud::html;
use readout_join::correct::Correction;
use readout_store::Wanted;
use serde::Serialize;
use std::collections::BTreeSet;

/// Rows of each kind on the page, and reports.
const MOST: usize = 16;
const MOST_REPORTS: usize = 200;
/// The latest new reports that are looked through for what they tell.
const REACH: usize = 60;

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
    /// Whether only the latest of the new reports were looked through for happenings and statements.
    partly: bool,
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

pub(crate) fn page(desk: &Desk, shelf: &Shelf, ask: &Ask<'_>) -> Found {
    let since = ask.get("since").map(str::to_owned).or_else(|| desk.since(ask));
    let is_new = |seen: Option<&str>| since.as_deref().is_some_and(|since| seen.is_some_and(|seen| seen > since));
    let new: Vec<i64> = shelf.filed.iter().filter(|report| is_new(report.seen.as_deref())).map(|report| report.number).collect();
    let corrections: Vec<Correction> = shelf
        .corrections
        .iter()
        .filter(|correction| {
            let after = |made: &str| since.as_deref().is_some_and(|since| made > since);
            after(&correction.made) || correction.undone.as_ref().is_some_and(|undone| after(&undone.made))
        })
        .cloned()
        .collect();
    let store = shelf.store();
    // Told by new reports and by no other. Of very many new reports only the latest are looked through.
    let all: BTreeSet<i64> = new.iter().copied().collect();
    let latest = &new[new.len().saturating_sub(REACH)..];
    let told = (store.statements_of_reports(latest)?, store.happenings_of_reports(latest)?);
    let (statements, happenings) = store.told_only_by(&all, &told.0, &told.1)?;
    // Some will turn out to be about nobody by name.
    let some = |ids: &[i64]| ids.iter().copied().take(MOST + MOST / 2).collect::<Vec<_>>();
    let headers: Vec<i64> = new.iter().rev().take(MOST_REPORTS).copied().chain(shelf.corrected(&store, &corrections)?).collect();
    let wanted = Wanted {
        headers: headers.clone(),
        statements: some(&statements),
        happenings: some(&happenings),
        places: Some(4),
        ..Wanted::default()
    };
    let snapshot = shelf.snapshot(&store, wanted)?;
    drop(store);
    let record = &snapshot.record;
    let named = |actor: &usize| record.cast.actors[*actor].named;
    let told_of = |place: &usize| {
        let row = &record.happenings[*place];
        !row.historical && row.who.iter().chain(&row.whom).any(named)
    };
    let view = Fresh {
        n_reports: new.len(),
        reports: new
            .iter()
            .rev()
            .take(MOST_REPORTS)
            .filter_map(|number| snapshot.place(*number))
            .map(|report| Report {
                title: snapshot.title(report).to_owned(),
                day: snapshot.published(report),
                outlet: snapshot.readings[report].report.outlet.clone(),
                cite: snapshot.cite(report, &[]),
            })
            .collect(),
        n_happenings: happenings.len(),
        happenings: (0..record.happenings.len()).filter(told_of).take(MOST).map(|place| happened(&snapshot, place)).collect(),
        n_statements: statements.len(),
        statements: (0..record.statements.len())
            .filter(|place| record.statements[*place].speaker.iter().any(named))
            .take(MOST)
            .map(|place| said(&snapshot, place))
            .collect(),
        partly: new.len() > latest.len(),
        corrections,
        since,
    };
    Ok(Some(Page::new(ask, "/", "New", &view, |view| {
        html! {
            h1 { "New since your last visit" }
            @match &view.since {
                Some(since) => { p.faint { "since " (t(&since.replace('T', " ").replace('Z', " UTC"))) " · " (view.n_reports) " reports" @if view.partly { "; what they tell is from the latest " (REACH) " of them" } } }
                None => { p { "This browser has not been here before: all is new. " a href="/" { "The overview" } " shows it." } }
            }
            @if !view.reports.is_empty() { section.brief { h2 { "Reports" @if view.n_reports > view.reports.len() { " " span.faint { "the latest " (view.reports.len()) } } } ul.rows { @for report in &view.reports { li { (report.cite.link()) " " (t(&report.title)) " " span.faint { (t(&report.day)) @if let Some(outlet) = &report.outlet { " · " (t(outlet)) } } } } } } }
            @if !view.happenings.is_empty() { section.brief { h2 { "Told for the first time " span.faint { (view.n_happenings) } } dl.lines { @for row in &view.happenings {
                dt { (t(&row.day)) }
                dd { (happened_line(row)) }
                dd.aside { (accounts(&row.accounts, row.n_accounts)) " " (some_cites(&row.cites, 4, row.n_places)) }
            } } } }
            @if !view.statements.is_empty() { section.brief { h2 { "Said for the first time " span.faint { (view.n_statements) } } ul.rows { @for row in &view.statements { li { (said_line(row, true)) span.aside { (accounts(&row.accounts, row.n_accounts)) " " (some_cites(&row.cites, 4, row.n_places)) } } } } } }
            @if !view.corrections.is_empty() { section.brief { h2 { "Corrections" } ul { @for correction in &view.corrections { li { (super::corrections::line(&snapshot, correction)) } } } } }
        }
    })))
}
