//! Search: words in their places, names, and rows of the record, with filters.

use super::reports::{asked_for, filters};
use super::{Found, Page, Said, accounts, part_of, said, said_line};
use crate::desk::Ask;
use crate::html::t;
use crate::shelf::Shelf;
use crate::snapshot::{Cited, Snapshot, Who, some_cites};
use maud::html;
use readout_core::Span;
use readout_store::{Part, Wanted};
use serde::Serialize;

/// Reports with hits on one page, and places shown of each.
const MOST: usize = 15;
const MOST_PLACES: usize = 4;
/// Of so many hits the best are found; of more the latest come first.
const MOST_WEIGHED: usize = 2000;
/// Reports of which the statements are looked through for words, and statements shown.
const REACH: usize = 60;
const MOST_STATEMENTS: usize = 100;

#[derive(Serialize)]
struct View {
    words: String,
    who: Vec<Who>,
    statements: Vec<Said>,
    /// Reports looked through for statements.
    n_looked_through: usize,
    n_reports: usize,
    /// The best first; of very many hits the latest.
    best_first: bool,
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

pub(crate) fn page(shelf: &Shelf, ask: &Ask<'_>) -> Found {
    let words = ask.get("q").unwrap_or_default().trim().to_owned();
    let kind = ask.get("in").unwrap_or("all");
    let needle = words.trim_matches(['"', '“', '”']).to_lowercase();
    let store = shelf.store();
    let mut actors: Vec<i64> = Vec::new();
    if !needle.is_empty() && matches!(kind, "all" | "names") {
        actors = store.actors(None, Some(&needle), Part { from: 0, most: if kind == "names" { 200 } else { 12 } })?.1;
    }
    let (mut hits, best_first) =
        if words.is_empty() || kind == "names" { (Vec::new(), true) } else { store.matches(&words, MOST_WEIGHED)? };
    hits.retain(|report| shelf.of(*report).is_some_and(|report| asked_for(ask, report)));
    if !best_first {
        // Dated reports stand in the order of their days.
        let place = |report: &i64| (shelf.of(*report).is_none_or(|of| of.published.is_none()), std::cmp::Reverse(shelf.place(*report)));
        hits.sort_by_cached_key(place);
    }
    let n_reports = hits.len();
    let shown = if kind == "statements" { Vec::new() } else { part_of(ask, &hits, MOST).to_vec() };
    let found = store.places(&words, &shown)?;
    let looked_through = &hits[..if kind == "statements" { hits.len().min(REACH) } else { 0 }];
    let wanted = Wanted {
        actors: actors.clone(),
        texts: shown,
        statements: store.statements_of_reports(looked_through)?,
        places: Some(3),
        ..Wanted::default()
    };
    let wanted = if kind == "statements" { wanted } else { Wanted { statements: Vec::new(), ..wanted } };
    let snapshot = shelf.snapshot(&store, wanted)?;
    drop(store);
    // What was said: statements whose own words hold all the words, in the reports that were found.
    let all: Vec<String> = needle.split_whitespace().map(|word| word.trim_matches(['"', '“', '”']).to_owned()).collect();
    let holds = |said: &Said| {
        let lower = said.words.to_lowercase();
        all.iter().all(|word| lower.contains(word.as_str()))
    };
    let statements = (0..snapshot.record.statements.len()).map(|row| said(&snapshot, row)).filter(holds).take(MOST_STATEMENTS).collect();
    let hit = |hit: &readout_store::Hit| {
        let report = snapshot.place(hit.report)?;
        Some(Hit {
            title: snapshot.title(report).to_owned(),
            label: snapshot.labels[report].clone(),
            href: snapshot.report_href(report),
            day: snapshot.published(report),
            outlet: hit.outlet.clone(),
            n_places: hit.places.len(),
            places: hit.places.iter().take(MOST_PLACES).map(|place| of_place(&snapshot, report, place)).collect(),
        })
    };
    let view = View {
        who: actors.iter().filter_map(|id| snapshot.actor(*id)).map(|actor| snapshot.who(actor)).collect(),
        statements,
        n_looked_through: looked_through.len(),
        n_reports,
        best_first,
        reports: found.iter().filter_map(hit).collect(),
        outlets: shelf.outlets.clone(),
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
                    ul.rows { @for said in &view.statements { li { (said_line(said, true)) span.aside { (accounts(&said.accounts, said.n_accounts)) " " (some_cites(&said.cites, 4, said.n_places)) } } } }
                }
                @if kind == "statements" && view.statements.is_empty() { p role="status" { "Nobody is reported to say this." } }
                @if kind == "statements" && view.n_reports > view.n_looked_through { p.faint { "looked for in " (view.n_looked_through) " of the " (view.n_reports) " reports that have these words" } }
                @if kind != "statements" && kind != "names" {
                    h2 { "Words in reports" }
                    p.faint role="status" { @if view.n_reports == 0 { "No report has these words." } @else { (view.n_reports) @if view.n_reports == 1 { " report" } @else { " reports" } @if !view.best_first { ", the latest first" } } }
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
    Ok(Some(page))
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
