//! A story: its brief, and what was held, planned and said over time.

use super::{Page, happened, happened_line, laid, said, said_line};
use crate::chart;
use crate::desk::Ask;
use crate::html::{short, t};
use crate::snapshot::{Cited, Snapshot, StoryBrief, cites};
use maud::{Markup, html};
use readout_core::Factuality;
use readout_join::brief::page::{day, page as lay_out};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

#[derive(Serialize)]
struct View {
    name: String,
    n_reports: usize,
    days: String,
    /// `readout/brief/1`, with each place as pages give it.
    brief: Value,
    timeline: Vec<Moment>,
}

/// Something on the timeline.
#[derive(Serialize)]
pub(crate) struct Moment {
    /// `held`, `planned` or `said`.
    pub(crate) lane: &'static str,
    /// ISO 8601, as precise as it is known; none where no day is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) when: Option<String>,
    pub(crate) words: String,
    pub(crate) n_accounts: usize,
    pub(crate) cites: Vec<Cited>,
    #[serde(skip)]
    pub(crate) line: Markup,
}

pub(crate) fn page(snapshot: &Snapshot, ask: &Ask<'_>, report: &str) -> Option<Page> {
    let story = snapshot.story(snapshot.report(report)?)?;
    let row = &snapshot.record.stories[story];
    let made = snapshot.brief(story);
    let view = View {
        name: row.name.clone(),
        n_reports: row.reports.len(),
        days: snapshot.days(&row.reports),
        brief: if ask.json { outward(snapshot, &made) } else { Value::Null },
        timeline: timeline(snapshot, &row.reports),
    };
    Some(Page::new(ask, "/", short(&row.name, 120), &view, |view| body(snapshot, view, &made)))
}

/// The brief as data, with its places as pages give them.
fn outward(snapshot: &Snapshot, made: &StoryBrief) -> Value {
    let mut value = serde_json::to_value(&made.brief).unwrap_or_default();
    laid::outward(&mut value, snapshot, Some(&made.reports));
    value
}

/// What was held, planned and said, as told by some reports, by day; undated last.
fn timeline(snapshot: &Snapshot, reports: &[usize]) -> Vec<Moment> {
    let cast = &snapshot.record.cast;
    let mut moments = Vec::new();
    let rows: BTreeSet<usize> = reports.iter().flat_map(|report| snapshot.happenings_of[*report].iter().copied()).collect();
    for place in rows {
        let row = &snapshot.record.happenings[place];
        let named = row.who.iter().chain(&row.whom).any(|actor| cast.actors[*actor].named);
        if !named || row.historical {
            continue;
        }
        let lane = match row.factuality {
            Factuality::Happened | Factuality::Ongoing => "held",
            Factuality::Planned => "planned",
            Factuality::Hypothetical | Factuality::Denied => continue,
        };
        let told = happened(snapshot, place);
        let when = told.when.clone().filter(|when| when.len() >= 4 && when.as_bytes()[..4].iter().all(u8::is_ascii_digit));
        moments.push(Moment {
            lane,
            when,
            words: told.words.clone(),
            n_accounts: told.accounts.len(),
            line: happened_line(&told),
            cites: told.cites,
        });
    }
    let rows: BTreeSet<usize> = reports.iter().flat_map(|report| snapshot.statements_of[*report].iter().copied()).collect();
    for place in rows {
        let row = &snapshot.record.statements[place];
        if !row.speaker.is_some_and(|speaker| cast.actors[speaker].named) {
            continue;
        }
        let told = said(snapshot, place);
        moments.push(Moment {
            lane: "said",
            when: told.printed.clone(),
            words: told.words.clone(),
            n_accounts: told.accounts.len(),
            line: said_line(&told, true),
            cites: told.cites,
        });
    }
    let lane = |lane: &str| ["held", "planned", "said"].iter().position(|other| *other == lane);
    // What more accounts tell stands first on its day.
    moments.sort_by(|one, other| {
        (one.when.is_none(), &one.when, lane(one.lane), other.n_accounts).cmp(&(
            other.when.is_none(),
            &other.when,
            lane(other.lane),
            one.n_accounts,
        ))
    });
    moments
}

fn body(snapshot: &Snapshot, view: &View, made: &StoryBrief) -> Markup {
    let page = lay_out(&made.brief);
    html! {
        header.head {
            h1 { (t(&view.name)) }
            @for fact in page.facts.iter() { p.faint { (t(fact)) } }
        }
        nav.sections aria-label="Sections" {
            a href="#timeline" { "Timeline" }
            @for (n, section) in page.sections.iter().enumerate() { a href={ "#s" (n) } { (section.name) } }
            a href="#reports" { "Reports" }
        }
        (drawn(view))
        @for (n, section) in page.sections.iter().enumerate() { (laid::section(snapshot, Some(&made.reports), &format!("s{n}"), section)) }
        section.brief #reports {
            h2 { "Reports" }
            div.scroll { table { tbody {
                @for row in &page.reports { @if let Some(report) = made.reports.get(row.place) { tr {
                    td { a href=(snapshot.report_href(*report)) { (t(&snapshot.labels[*report])) } }
                    th scope="row" { a href=(snapshot.report_href(*report)) { (t(&row.title)) } }
                    td { (t(&row.outlet)) }
                    td.date { (t(&row.published)) }
                    td { (t(&row.beside)) }
                } } }
            } } }
        }
    }
}

/// Rows of the timeline shown at once; the JSON twin has all.
const MOST: usize = 400;

fn drawn(view: &View) -> Markup {
    let n = |lane: &str| view.timeline.iter().filter(|moment| moment.lane == lane).count();
    let mut last = String::new();
    html! {
        section.brief #timeline {
            h2 { "Timeline" }
            (chart::timeline(&view.timeline))
            fieldset.layers {
                legend { "Shown in the list" }
                @for lane in ["held", "planned", "said"] { label class={ "lane-" (lane) } { input id={ "show-" (lane) } type="checkbox" checked; span { (lane) " (" (n(lane)) ")" } } }
            }
            details.timeline open[view.timeline.len() <= 60] {
                summary { "All of it, by day" }
                ol.moments {
                    @for moment in view.timeline.iter().take(MOST) {
                        @let shown = moment.when.as_deref().map_or_else(|| "undated".to_owned(), day);
                        li class=(moment.lane) {
                            span.date { @if shown != last { (t(&shown)) } }
                            span.lane { (moment.lane) }
                            div { (moment.line) }
                            span.aside { @if moment.n_accounts > 1 { span.accounts { (moment.n_accounts) " accounts" } " " } (cites(&moment.cites, 4)) }
                        }
                        ({ last = shown; html! {} })
                    }
                }
                @if view.timeline.len() > MOST { p.faint { "and " (view.timeline.len() - MOST) " more in the data of this page" } }
            }
        }
    }
}
