//! Who stands where: actors by issue, with changes over time; each cell opens its words.

use super::actor::days;
use super::{Page, pages, part_of, word};
use crate::desk::Ask;
use crate::html::t;
use crate::snapshot::{Cited, Snapshot, Who, cites};
use maud::html;
use serde::Serialize;
use std::collections::BTreeMap;

/// Issues on one page, and actors beside each other in the table.
const MOST: usize = 60;
const MOST_ACTORS: usize = 7;

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
    stands: Vec<Stand>,
}

#[derive(Serialize)]
struct Stand {
    who: Who,
    stance: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    according_to: Option<Who>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<String>,
    n_accounts: usize,
    words: String,
    cites: Vec<Cited>,
}

pub(crate) fn page(snapshot: &Snapshot, ask: &Ask<'_>) -> Page {
    let record = &snapshot.record;
    let wanted = ask.get("who").map(|name| snapshot.called(name));
    let needle = ask.get("issue").map(str::to_lowercase);
    let fits: Vec<usize> = (0..record.issues.len())
        .filter(|issue| wanted.as_ref().is_none_or(|wanted| record.issues[*issue].stands.iter().any(|stand| wanted.contains(&stand.actor))))
        .filter(|issue| needle.as_ref().is_none_or(|needle| record.issues[*issue].label.to_lowercase().contains(needle)))
        .collect();
    let shown = part_of(ask, &fits, MOST);
    let mut weight: BTreeMap<usize, usize> = BTreeMap::new();
    for issue in shown {
        record.issues[*issue]
            .stands
            .iter()
            .filter(|stand| record.cast.actors[stand.actor].named)
            .for_each(|stand| *weight.entry(stand.actor).or_default() += 1);
    }
    let mut columns: Vec<(usize, usize)> = weight.into_iter().collect();
    columns.sort_by_key(|(actor, n)| (std::cmp::Reverse(*n), std::cmp::Reverse(snapshot.of_actor[*actor].n_reports), *actor));
    columns.truncate(MOST_ACTORS);
    let stand = |stand: &readout_join::position::Stand| {
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
            change: stand.change.clone(),
            first: stand.first.clone(),
            last: stand.last.clone(),
            n_accounts: stand.accounts.len(),
            words: evidence.first().map(|place| snapshot.words(place.report, place.span)).unwrap_or_default(),
            cites: snapshot.cites(evidence),
        }
    };
    let view = Positions {
        n_issues: fits.len(),
        actors: columns.iter().map(|(actor, _)| snapshot.who(*actor)).collect(),
        issues: shown
            .iter()
            .map(|issue| Issue {
                issue: record.issues[*issue].label.clone(),
                stands: record.issues[*issue].stands.iter().map(stand).collect(),
            })
            .collect(),
    };
    Page::new(ask, "/positions", "Positions", &view, |view| {
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
                    th scope="row" { (t(&issue.issue)) }
                    @for who in &view.actors { td { @for stand in issue.stands.iter().filter(|stand| stand.who == *who) { (cell(stand, false)) } } }
                    td { @for stand in issue.stands.iter().filter(|stand| !view.actors.contains(&stand.who)) { (cell(stand, true)) } }
                } } }
            } }
            (pages(ask, view.n_issues, MOST))
        }
    })
}

fn cell(stand: &Stand, with_name: bool) -> maud::Markup {
    html! {
        details.cell {
            summary { @if with_name { (t(&stand.who.name)) " " } b { (t(&stand.stance)) } @if stand.change.is_some() { " " span.changed { "changed" } } }
            p { q { (t(&super::closed(&stand.words))) } }
            p.faint { (t(&days(stand.first.as_deref(), stand.last.as_deref()))) @if let Some(change) = &stand.change { " · " (t(change)) } @if let Some(by) = &stand.according_to { " · according to " (by.link()) } @if stand.n_accounts > 1 { " · " (stand.n_accounts) " accounts" } }
            p { @if with_name { (stand.who.link()) " " } (cites(&stand.cites, 6)) }
        }
    }
}
