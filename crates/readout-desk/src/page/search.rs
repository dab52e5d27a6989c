//! Search: words in their places, names, and rows of the record, with filters.

use super::reports::{asked_for, filters, outlets};
use super::{Page, Said, accounts, said, said_line};
use crate::desk::{Ask, Desk};
use crate::html::t;
use crate::snapshot::{Cited, Snapshot, Who, cites};
use maud::html;
use readout_core::Span;
use serde::Serialize;

/// Reports with hits on one page, and places shown of each.
const MOST: usize = 40;
const MOST_PLACES: usize = 4;
/// Hits looked at before filters.
const REACH: usize = 2000;

#[derive(Serialize)]
struct Found {
    words: String,
    who: Vec<Who>,
    statements: Vec<Said>,
    n_reports: usize,
    reports: Vec<Hit>,
    #[serde(skip)]
    outlets: Vec<(String, usize)>,
}

#[derive(Serialize)]
struct Hit {
    title: String,
    label: String,
    href: String,
    day: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet: Option<String>,
    places: Vec<Place>,
    n_places: usize,
}

#[derive(Serialize)]
struct Place {
    /// The sentence, in pieces: plain and found by turns, plain first.
    pieces: Vec<String>,
    cite: Cited,
}

pub(crate) fn page(desk: &Desk, snapshot: &Snapshot, ask: &Ask<'_>) -> Page {
    let words = ask.get("q").unwrap_or_default().trim().to_owned();
    let kind = ask.get("in").unwrap_or("all");
    let needle = words.trim_matches(['"', '“', '”']).to_lowercase();
    let cast = &snapshot.record.cast;
    let mut who: Vec<usize> = Vec::new();
    if !needle.is_empty() && matches!(kind, "all" | "names") {
        who = (0..cast.actors.len())
            .filter(|actor| {
                snapshot.is_somebody(*actor) && cast.actors[*actor].names.iter().any(|name| name.to_lowercase().contains(&needle))
            })
            .collect();
        who.sort_by_key(|actor| (std::cmp::Reverse(snapshot.of_actor[*actor].n_reports), *actor));
        who.truncate(if kind == "names" { 200 } else { 12 });
    }
    let hits = if words.is_empty() || kind == "names" { Vec::new() } else { desk.find(&words, REACH) };
    let hits: Vec<(usize, readout_store::Hit)> = hits
        .into_iter()
        .filter_map(|hit| Some((snapshot.report(&hit.report.to_string())?, hit)))
        .filter(|(report, _)| asked_for(snapshot, ask, *report))
        .collect();
    let mut statements = Vec::new();
    if kind == "statements" {
        // What was said: statements whose own words hold all the words, in the reports that were found.
        let all: Vec<String> = needle.split_whitespace().map(|word| word.trim_matches(['"', '“', '”']).to_owned()).collect();
        let mut seen = std::collections::BTreeSet::new();
        for (report, _) in &hits {
            for row in &snapshot.statements_of[*report] {
                if statements.len() < 100 && seen.insert(*row) {
                    let said = said(snapshot, *row);
                    let lower = said.words.to_lowercase();
                    if all.iter().all(|word| lower.contains(word.as_str())) {
                        statements.push(said);
                    }
                }
            }
        }
    }
    let n_reports = hits.len();
    let hit = |(report, hit): &(usize, readout_store::Hit)| Hit {
        title: snapshot.title(*report).to_owned(),
        label: snapshot.labels[*report].clone(),
        href: snapshot.report_href(*report),
        day: snapshot.published(*report),
        outlet: hit.outlet.clone(),
        n_places: hit.places.len(),
        places: hit.places.iter().take(MOST_PLACES).map(|place| of_place(snapshot, *report, place)).collect(),
    };
    let reports = if kind == "statements" { Vec::new() } else { super::part_of(ask, &hits, MOST).iter().map(hit).collect() };
    let view = Found {
        who: who.into_iter().map(|actor| snapshot.who(actor)).collect(),
        statements,
        n_reports,
        reports,
        outlets: outlets(snapshot),
        words,
    };
    let title = if view.words.is_empty() { "Search".to_owned() } else { format!("Search: {}", crate::html::short(&view.words, 60)) };
    let search = view.words.clone();
    let mut page = Page::new(ask, "", title, &view, |view| {
        html! {
            h1 { "Search" }
            form.filters method="get" action="/search" {
                label { "Words " input type="search" name="q" value=(t(&view.words)); }
                label { "In " select name="in" {
                    @for (value, name) in [("all", "everything"), ("names", "names"), ("statements", "what was said"), ("text", "texts")] { option value=(value) selected[kind == value] { (name) } }
                } }
                (filters(&view.outlets, ask))
                button { "Find" }
            }
            @if !view.words.is_empty() {
                @if !view.who.is_empty() { h2 { "People and groups" } ul.names { @for who in &view.who { li { (who.link()) @if let Some(office) = &who.office { " " span.faint { (t(office)) } } } } } }
                @if !view.statements.is_empty() {
                    h2 { "What was said" }
                    ul.rows { @for said in &view.statements { li { (said_line(said, true)) span.aside { (accounts(&said.accounts)) " " (cites(&said.cites, 6)) } } } }
                }
                @if kind == "statements" && view.statements.is_empty() { p role="status" { "Nobody is reported to say this." } }
                @if kind != "statements" && kind != "names" {
                    h2 { "Words in reports" }
                    p.faint role="status" { @if view.n_reports == 0 { "No report has these words." } @else { (view.n_reports) @if view.n_reports == REACH { " or more" } @if view.n_reports == 1 { " report" } @else { " reports" } } }
                    @for hit in &view.reports {
                        article.hit {
                            h3 { a href=(hit.href) { (t(&hit.title)) } " " small { (t(&hit.label)) " · " (t(&hit.day)) @if let Some(outlet) = &hit.outlet { " · " (t(outlet)) } } }
                            @for place in &hit.places {
                                p { (place.cite.link()) " " @for (n, piece) in place.pieces.iter().enumerate() { @if n % 2 == 1 { mark { (t(piece)) } } @else { (t(piece)) } } }
                            }
                            @if hit.n_places > hit.places.len() { p.faint { "and " (hit.n_places - hit.places.len()) " more places" } }
                        }
                    }
                    (super::pages(ask, view.n_reports, MOST))
                }
            }
        }
    });
    page.search = search;
    page
}

fn of_place(snapshot: &Snapshot, report: usize, place: &readout_store::Place) -> Place {
    let mut pieces = Vec::new();
    let mut at = 0;
    for mark in &place.marks {
        let (Some(before), Some(found)) = (place.text.get(at..mark.start as usize), place.text.get(mark.range())) else { break };
        pieces.push(before.to_owned());
        pieces.push(found.to_owned());
        at = mark.end as usize;
    }
    pieces.push(place.text.get(at..).unwrap_or_default().to_owned());
    let spans: Vec<Span> =
        place.marks.iter().map(|mark| Span { start: place.span.start + mark.start, end: place.span.start + mark.end }).collect();
    Place { pieces, cite: snapshot.cite(report, &spans) }
}
