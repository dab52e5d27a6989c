//! Figures: claims on the same thing side by side, as steps over time with their claimants.

use super::{Found, Page, looked_up, pages, word};
use crate::chart::{self, Step};
use crate::desk::Ask;
use crate::html::{quoted, t};
use crate::shelf::Shelf;
use crate::snapshot::{Cited, Snapshot, Who, some_cites};
use maud::html;
use readout_join::brief::page::day;
use readout_store::Wanted;
use serde::Serialize;

/// Tallies on one page, claims shown of each, and of all of them together.
const MOST: usize = 20;
const MOST_CLAIMS: usize = 40;
const MOST_ON_PAGE: usize = 80;

#[derive(Serialize)]
struct Figures {
    n: usize,
    tallies: Vec<Tally>,
}

#[derive(Serialize)]
struct Tally {
    counted: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Who>,
    /// Least, best and most that can be derived.
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    best: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<f64>,
    /// How these come about.
    steps: Vec<String>,
    n_claims: usize,
    claims: Vec<Claim>,
}

#[derive(Serialize)]
struct Claim {
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<String>,
    words: String,
    low: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    claimant: Option<Who>,
    /// What it is to the claims before it.
    relation: String,
    because: String,
    n_accounts: usize,
    n_printings: usize,
    cites: Vec<Cited>,
}

pub(crate) fn page(shelf: &Shelf, ask: &Ask<'_>) -> Found {
    let store = shelf.store();
    let (n, tallies) = looked_up(ask, MOST, |part| store.tallies(ask.get("counted"), ask.get("place"), part))?;
    // What is counted very often has a page of its own by its name; among others the latest claims stand for it.
    let most = (MOST_ON_PAGE / tallies.len().max(1)).clamp(8, MOST_CLAIMS);
    let mut claims = Vec::new();
    for tally in &tallies {
        claims.extend(store.claims(*tally, most)?);
    }
    let snapshot = shelf.snapshot(&store, Wanted { claims, places: Some(5), ..Wanted::default() })?;
    drop(store);
    let view = Figures { n, tallies: (0..snapshot.record.tallies.len()).map(|tally| one(&snapshot, tally)).collect() };
    Ok(Some(Page::new(ask, "/figures", "Figures", &view, |view| {
        html! {
            h1 { "Figures" }
            form.filters method="get" action="/figures" {
                label { "Counted " input type="search" name="counted" value=[ask.get("counted").map(t)]; }
                label { "Place " input type="search" name="place" value=[ask.get("place").map(t)]; }
                button { "Show" }
            }
            p.faint role="status" { (view.n) " things are counted; no claim replaces another" }
            @for tally in &view.tallies {
                section.brief {
                    h2 { (t(&tally.counted)) @if let Some(place) = &tally.place { " · " (place.link()) } }
                    @if tally.n_claims > 1 { @if let Some(best) = tally.best {
                        p { span.faint { "derived: " } "lowest " b { (super::number(tally.low.unwrap_or(best))) } ", best supported " b { (super::number(best)) } ", highest " b { @match tally.high { Some(high) => { (super::number(high)) }, None => "not bounded" } } }
                        details { summary { "How that comes about" } ul { @for step in &tally.steps { li { (t(&quoted(step))) } } } }
                    } }
                    (chart::steps(&tally.claims.iter().map(|claim| Step { day: claim.day.clone(), low: claim.low, high: claim.high, claimant: claim.claimant.as_ref().map_or_else(|| "no claimant named".to_owned(), |who| who.name.clone()) }).collect::<Vec<_>>()))
                    dl.lines { @for claim in &tally.claims {
                        dt { @match &claim.day { Some(value) => { (t(&day(value))) }, None => "undated" } }
                        dd {
                            q { (t(&claim.words)) } " "
                            @match &claim.claimant { Some(who) => { (who.link()) }, None => { i { "no claimant named" } } }
                            @if !matches!(claim.relation.as_str(), "" | "first") { div.note { b { (t(&claim.relation.replace('_', " "))) } @if !claim.because.is_empty() { span.faint { ": " (t(&quoted(&claim.because))) } } } }
                        }
                        dd.aside { @if claim.n_accounts > 1 { span.accounts { (claim.n_accounts) " accounts" } " " } @if claim.n_printings > claim.n_accounts { span.faint { "printed " (claim.n_printings) " times " } } (some_cites(&claim.cites, 5, claim.n_printings.max(claim.cites.len()))) }
                    } }
                    @if tally.n_claims > tally.claims.len() { p.faint { "the latest " (tally.claims.len()) " of " (tally.n_claims) " claims" @if view.n > 1 { "; " a href={ "/figures?counted=" (crate::html::part(&tally.counted)) @if let Some(place) = &tally.place { "&place=" (crate::html::part(&place.name)) } } { "more of them" } } } }
                }
            }
            (pages(ask, view.n, MOST))
        }
    })))
}

fn one(snapshot: &Snapshot, place: usize) -> Tally {
    let record = &snapshot.record;
    let tally = &record.tallies[place];
    let ledger = record.ledgers.get(place);
    let entries: Vec<(usize, Option<String>, String, String)> = match ledger {
        Some(ledger) if !ledger.entries.is_empty() => {
            ledger.entries.iter().map(|entry| (entry.claim, entry.day.clone(), word(&entry.relation), entry.because.clone())).collect()
        }
        _ => tally.claims.iter().enumerate().map(|(claim, row)| (claim, row.first.clone(), String::new(), String::new())).collect(),
    };
    let claim = |(claim, day, relation, because): (usize, Option<String>, String, String)| {
        let row = &tally.claims[claim];
        let (report, id) = row.tellings[0];
        let stretch = |report: usize, id: readout_core::FigureId| {
            let figure = &snapshot.readings[report].figures[id.index()];
            figure.extent.unwrap_or(figure.span)
        };
        let evidence = row.tellings.iter().map(|(report, id)| readout_join::Evidence { report: *report, span: stretch(*report, *id) });
        Claim {
            day,
            words: snapshot.words(report, snapshot.readings[report].figures[id.index()].span),
            low: row.low,
            high: row.high,
            claimant: row.claimant.map(|claimant| snapshot.who(claimant)),
            relation,
            because,
            n_accounts: snapshot.claims[place][claim].accounts,
            n_printings: snapshot.claims[place][claim].tellings,
            cites: snapshot.cites(evidence),
        }
    };
    let estimate = ledger.and_then(|ledger| ledger.estimate);
    Tally {
        counted: tally.counted.clone(),
        place: tally.place.map(|place| snapshot.who(place)),
        low: estimate.map(|estimate| estimate.low),
        best: estimate.map(|estimate| estimate.best),
        high: estimate.and_then(|estimate| estimate.high),
        steps: ledger.map(|ledger| ledger.steps.clone()).unwrap_or_default(),
        n_claims: snapshot.sizes.tallies[place] as usize,
        claims: entries.into_iter().map(claim).collect(),
    }
}
