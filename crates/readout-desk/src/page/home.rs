//! The overview: what the store holds, what is new, its stories.

use super::{Found, Page, looked_up, pages};
use crate::desk::{Ask, Desk};
use crate::html::t;
use crate::shelf::Shelf;
use crate::snapshot::{Who, names};
use maud::html;
use readout_store::Wanted;
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

pub(crate) fn page(desk: &Desk, shelf: &Shelf, ask: &Ask<'_>) -> Found {
    let made = &shelf.made;
    let since = desk.since(ask);
    let store = shelf.store();
    let (n_stories, ids) = looked_up(ask, MOST, |part| Ok((made.stories, store.stories(part)?)))?;
    let snapshot = shelf.snapshot(&store, Wanted { stories: ids, ..Wanted::default() })?;
    drop(store);
    let about = shelf.about(&snapshot.ids.stories, since.as_deref());
    let story = |(place, about): (usize, &crate::shelf::About)| {
        let row = &snapshot.record.stories[place];
        Story {
            name: row.name.clone(),
            href: shelf.story_href(snapshot.ids.stories[place]),
            n_reports: about.n_reports,
            days: about.days(),
            actors: row.actors.iter().take(6).map(|actor| snapshot.who(*actor)).collect(),
            n_new: about.n_new,
        }
    };
    let new = |seen: Option<&str>| since.as_deref().is_some_and(|since| seen.is_some_and(|seen| seen > since));
    let view = Overview {
        n_reports: made.reports,
        n_outlets: made.outlets,
        n_accounts: made.accounts,
        n_people_and_groups: made.people + made.groups + made.states,
        n_statements: made.statements,
        n_happenings: made.happenings,
        n_figures: made.claims,
        n_disputes: made.disputes.values().sum(),
        n_families: made.families,
        n_corrections: shelf.corrections.iter().filter(|correction| correction.undone.is_none()).count(),
        n_new: shelf.filed.iter().filter(|report| new(report.seen.as_deref())).count(),
        last_visit: since.clone(),
        n_stories,
        stories: about.iter().enumerate().map(story).collect(),
    };
    Ok(Some(Page::new(ask, "/", "Overview", &view, |view| {
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
    })))
}
