//! Who stands where: actors by issue, with changes over time; each cell opens its words.

use super::actor::days;
use super::{Found, Page, looked_up, pages, word};
use crate::desk::Ask;
use crate::html::{part, t};
use crate::shelf::Shelf;
use crate::snapshot::{Cited, Who, some_cites};
use maud::html;
use readout_store::Wanted;
use serde::Serialize;
use std::collections::BTreeMap;

/// Issues on one page, stands of one issue, and actors beside each other in the table.
const MOST: usize = 20;
const MOST_STANDS: usize = 48;
/// Stands on all issues of a page together: each may rest on a report of its own, which must be read.
const MOST_ON_PAGE: usize = 80;
const MOST_ACTORS: usize = 6;

#[derive(Serialize)]
struct Positions {
    n_issues: usize,
    /// The actors of the table's columns.
    actors: Vec<Who>,
    issues: Vec<Issue>,
}

#[derive(Serialize)]
struct Issue {
    issue: String,
    n_stands: usize,
    stands: Vec<Stand>,
}

#[derive(Serialize)]
struct Stand {
    who: Who,
    stance: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    according_to: Option<Who>,
    #[serde(skip_serializing_if = "Option::is_none")]
    behalf: Option<Who>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<String>,
    n_accounts: usize,
    n_tellings: usize,
    words: String,
    cites: Vec<Cited>,
}

pub(crate) fn page(shelf: &Shelf, ask: &Ask<'_>) -> Found {
    let store = shelf.store();
    let who = ask.get("who").map(|name| store.called(name)).transpose()?;
    let (n_issues, ids) = looked_up(ask, MOST, |part| store.issues(ask.get("issue"), who.as_deref(), part))?;
    let mut stands = Vec::new();
    for issue in &ids {
        stands.extend(store.stands(*issue, who.as_deref(), (MOST_ON_PAGE / ids.len()).min(MOST_STANDS))?);
    }
    let snapshot = shelf.snapshot(&store, Wanted { stands, places: Some(4), ..Wanted::default() })?;
    drop(store);
    let record = &snapshot.record;
    let shown: Vec<usize> = (0..record.issues.len()).collect();
    let mut weight: BTreeMap<usize, usize> = BTreeMap::new();
    for issue in &shown {
        record.issues[*issue]
            .stands
            .iter()
            .filter(|stand| record.cast.actors[stand.actor].named)
            .for_each(|stand| *weight.entry(stand.actor).or_default() += 1);
    }
    let mut columns: Vec<(usize, usize)> = weight.into_iter().collect();
    columns.sort_by_key(|(actor, n)| (std::cmp::Reverse(*n), std::cmp::Reverse(snapshot.actors[*actor].reports), *actor));
    columns.truncate(MOST_ACTORS);
    let stand = |(stand, told): (&readout_join::position::Stand, &readout_store::Told)| {
        let evidence: Vec<readout_join::Evidence> = stand
            .tellings
            .iter()
            .filter_map(|(report, place)| {
                Some(readout_join::Evidence { report: *report, span: snapshot.readings[*report].positions.get(*place)?.span })
            })
            .collect();
        Stand {
            who: snapshot.who(stand.actor),
            stance: word(&stand.stance),
            according_to: stand.according_to.map(|by| snapshot.who(by)),
            behalf: stand.behalf.map(|body| snapshot.who(body)),
            change: stand.change.clone(),
            first: stand.first.clone(),
            last: stand.last.clone(),
            n_accounts: told.accounts,
            n_tellings: told.tellings,
            words: evidence.first().map(|place| snapshot.words(place.report, place.span)).unwrap_or_default(),
            cites: snapshot.cites(evidence),
        }
    };
    let view = Positions {
        n_issues,
        actors: columns.iter().map(|(actor, _)| snapshot.who(*actor)).collect(),
        issues: shown
            .iter()
            .map(|issue| Issue {
                issue: record.issues[*issue].label.clone(),
                n_stands: snapshot.sizes.issues[*issue] as usize,
                stands: record.issues[*issue].stands.iter().zip(&snapshot.stands[*issue]).map(stand).collect(),
            })
            .collect(),
    };
    Ok(Some(Page::new(ask, "/positions", "Positions", &view, |view| {
        html! {
            h1 { "Positions" }
            form.filters method="get" action="/positions" {
                label { "Issue " input type="search" name="issue" value=[ask.get("issue").map(t)]; }
                label { "Who " input type="search" name="who" value=[ask.get("who").map(t)] list="actors"; }
                datalist #actors { @for who in &view.actors { option value=(t(&who.name)) {} } }
                button { "Show" }
            }
            p.faint role="status" { (view.n_issues) " issues; open a cell to read the words" }
            div.scroll { table.matrix {
                thead { tr { th scope="col" { "Issue" } @for who in &view.actors { th scope="col" { (who.link()) } } th scope="col" { "Others" } } }
                tbody { @for issue in &view.issues { tr {
                    th scope="row" { (t(&issue.issue)) @if issue.n_stands > issue.stands.len() { " " a.faint href={ "/positions?issue=" (part(&issue.issue)) } { (issue.stands.len()) " of " (issue.n_stands) " stances" } } }
                    @for who in &view.actors { td { @for stand in issue.stands.iter().filter(|stand| stand.who == *who) { (cell(stand, false)) } } }
                    td { @for stand in issue.stands.iter().filter(|stand| !view.actors.contains(&stand.who)) { (cell(stand, true)) } }
                } } }
            } }
            (pages(ask, view.n_issues, MOST))
        }
    })))
}

fn cell(stand: &Stand, with_name: bool) -> maud::Markup {
    html! {
        details.cell {
            summary { @if with_name { (t(&stand.who.name)) " " } b { (t(&stand.stance)) } @if stand.change.is_some() { " " span.changed { "changed" } } }
            p { q { (t(&super::closed(&stand.words))) } }
            p.faint { (t(&days(stand.first.as_deref(), stand.last.as_deref()))) @if let Some(change) = &stand.change { " · " (t(change)) } @if let Some(by) = &stand.according_to { " · according to " (by.link()) } @if let Some(body) = &stand.behalf { " · " (body.link()) } @if stand.n_accounts > 1 { " · " (stand.n_accounts) " accounts" } }
            p { @if with_name { (stand.who.link()) " " } (some_cites(&stand.cites, 4, stand.n_tellings.max(stand.cites.len()))) }
        }
    }
}
