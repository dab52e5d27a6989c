//! Figures: claims on the same thing side by side, as steps over time with their claimants.

use super::{Page, pages, part_of, word};
use crate::chart::{self, Step};
use crate::desk::Ask;
use crate::html::t;
use crate::snapshot::{Cited, Snapshot, Who, cites};
use maud::html;
use readout_join::brief::page::day;
use serde::Serialize;

/// Tallies on one page, and claims shown of each.
const MOST: usize = 30;
const MOST_CLAIMS: usize = 40;

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

pub(crate) fn page(snapshot: &Snapshot, ask: &Ask<'_>) -> Page {
    let record = &snapshot.record;
    let needle = ask.get("counted").map(str::to_lowercase);
    let place_words = ask.get("place").map(str::to_lowercase);
    let name = |place: Option<usize>| place.map(|place| record.cast.actors[place].name.to_lowercase()).unwrap_or_default();
    let mut fits: Vec<usize> = (0..record.tallies.len())
        .filter(|tally| needle.as_ref().is_none_or(|needle| record.tallies[*tally].counted.to_lowercase().contains(needle)))
        .filter(|tally| place_words.as_ref().is_none_or(|words| name(record.tallies[*tally].place).contains(words)))
        .collect();
    const TOLLS: &[&str] = &["killed", "wounded", "injured", "missing", "displaced", "detained", "arrested", "abducted"];
    let toll = |tally: usize| TOLLS.iter().position(|toll| *toll == record.tallies[tally].counted).unwrap_or(TOLLS.len());
    fits.sort_by_key(|tally| {
        (
            std::cmp::Reverse(record.tallies[*tally].claims.len().min(2)),
            toll(*tally).min(3),
            std::cmp::Reverse(record.tallies[*tally].claims.len()),
            *tally,
        )
    });
    let view = Figures { n: fits.len(), tallies: part_of(ask, &fits, MOST).iter().map(|tally| one(snapshot, *tally)).collect() };
    Page::new(ask, "/figures", "Figures", &view, |view| {
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
                        details { summary { "How that comes about" } ul { @for step in &tally.steps { li { (t(step)) } } } }
                    } }
                    (chart::steps(&tally.claims.iter().map(|claim| Step { day: claim.day.clone(), low: claim.low, high: claim.high, claimant: claim.claimant.as_ref().map_or_else(|| "no claimant named".to_owned(), |who| who.name.clone()) }).collect::<Vec<_>>()))
                    dl.lines { @for claim in &tally.claims {
                        dt { @match &claim.day { Some(value) => { (t(&day(value))) }, None => "undated" } }
                        dd {
                            q { (t(&claim.words)) } " "
                            @match &claim.claimant { Some(who) => { (who.link()) }, None => { i { "no claimant named" } } }
                            @if !matches!(claim.relation.as_str(), "" | "first") { div.note { b { (t(&claim.relation.replace('_', " "))) } @if !claim.because.is_empty() { span.faint { ": " (t(&claim.because)) } } } }
                        }
                        dd.aside { @if claim.n_accounts > 1 { span.accounts { (claim.n_accounts) " accounts" } " " } @if claim.n_printings > claim.n_accounts { span.faint { "printed " (claim.n_printings) " times " } } (cites(&claim.cites, 5)) }
                    } }
                    @if tally.n_claims > tally.claims.len() { p.faint { "and " (tally.n_claims - tally.claims.len()) " more" } }
                }
            }
            (pages(ask, view.n, MOST))
        }
    })
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
            n_accounts: row.accounts.len(),
            n_printings: row.tellings.len(),
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
        n_claims: entries.len(),
        claims: entries.into_iter().take(MOST_CLAIMS).map(claim).collect(),
    }
}
