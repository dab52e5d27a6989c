//! The overview: what the store holds, what is new, its stories.

use super::{Page, pages, part_of};
use crate::desk::{Ask, Desk};
use crate::html::t;
use crate::snapshot::{Snapshot, Who, names};
use maud::html;
use serde::Serialize;

/// Stories on one page.
const MOST: usize = 40;

#[derive(Serialize)]
struct Overview {
    n_reports: usize,
    n_outlets: usize,
    n_accounts: usize,
    n_people_and_groups: usize,
    n_statements: usize,
    n_happenings: usize,
    n_figures: usize,
    n_disputes: usize,
    n_families: usize,
    n_corrections: usize,
    /// When this browser last looked, and how many reports have come since.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_visit: Option<String>,
    n_new: usize,
    n_stories: usize,
    stories: Vec<Story>,
}

#[derive(Serialize)]
struct Story {
    name: String,
    href: String,
    n_reports: usize,
    days: String,
    actors: Vec<Who>,
    n_new: usize,
}

pub(crate) fn page(desk: &Desk, snapshot: &Snapshot, ask: &Ask<'_>) -> Page {
    let record = &snapshot.record;
    let since = desk.since(ask);
    let is_new = |report: &&usize| since.as_ref().is_some_and(|since| snapshot.seen[**report] > *since);
    let mut order: Vec<usize> = (0..record.stories.len()).collect();
    let last = |story: &usize| record.stories[*story].days.last().map(|(day, _)| day.clone());
    order.sort_by_cached_key(|story| (std::cmp::Reverse(record.stories[*story].reports.len()), std::cmp::Reverse(last(story)), *story));
    let story = |story: &usize| {
        let row = &record.stories[*story];
        Story {
            name: row.name.clone(),
            href: snapshot.story_href(*story),
            n_reports: row.reports.len(),
            days: snapshot.days(&row.reports),
            actors: row.actors.iter().take(6).map(|actor| snapshot.who(*actor)).collect(),
            n_new: row.reports.iter().filter(is_new).count(),
        }
    };
    let outlets: std::collections::BTreeSet<&str> =
        snapshot.readings.iter().filter_map(|reading| reading.report.outlet.as_deref()).collect();
    let view = Overview {
        n_reports: snapshot.readings.len(),
        n_outlets: outlets.len(),
        n_accounts: record.tellers.len(),
        n_people_and_groups: (0..record.cast.actors.len()).filter(|actor| snapshot.is_somebody(*actor)).count(),
        n_statements: record.statements.len(),
        n_happenings: record.happenings.len(),
        n_figures: record.tallies.iter().map(|tally| tally.claims.len()).sum(),
        n_disputes: record.disputes.len(),
        n_families: record.copies.families.len(),
        n_corrections: snapshot.corrections.iter().filter(|correction| correction.undone.is_none()).count(),
        n_new: (0..snapshot.readings.len()).collect::<Vec<_>>().iter().filter(is_new).count(),
        last_visit: since.clone(),
        n_stories: order.len(),
        stories: part_of(ask, &order, MOST).iter().map(story).collect(),
    };
    Page::new(ask, "/", "Overview", &view, |view| {
        html! {
            h1 { "The record" }
            ul.counts {
                li { a href="/reports" { b { (view.n_reports) } " reports" } }
                li { b { (view.n_outlets) } " outlets" }
                li { b { (view.n_accounts) } " independent accounts" }
                li { a href="/who" { b { (view.n_people_and_groups) } " people and groups" } }
                li { b { (view.n_statements) } " statements" }
                li { b { (view.n_happenings) } " happenings" }
                li { a href="/figures" { b { (view.n_figures) } " claims of figures" } }
                li { a href="/copies" { b { (view.n_families) } " families of copies" } }
                li { a href="/disputes" { b { (view.n_disputes) } " disputes" } }
                li { a href="/corrections" { b { (view.n_corrections) } " corrections" } }
            }
            @if view.last_visit.is_some() {
                p.new { @if view.n_new > 0 { a href="/new" { b { (view.n_new) } " reports are new since your last visit" } } @else { "Nothing is new since your last visit." } }
            }
            @if view.n_reports > 0 { p { a href="/changes" { "What the latest reports bring that those before did not" } } }
            h2 { "Stories" }
            @if view.stories.is_empty() { p { "There is no report in the store yet: " code { "readout read PATH" } " adds some." } }
            ol.stories {
                @for story in &view.stories {
                    li {
                        h3 { a href=(story.href) { (t(&story.name)) } }
                        p.faint { (story.n_reports) @if story.n_reports == 1 { " report" } @else { " reports" } " · " (t(&story.days)) @if story.n_new > 0 { " · " b { (story.n_new) " new" } } }
                        @if !story.actors.is_empty() { p { (names(&story.actors)) } }
                    }
                }
            }
            (pages(ask, view.n_stories, MOST))
        }
    })
}
