//! A story: its brief, and what was held, planned and said over time.

use super::{Page, happened, happened_line, said, said_line};
use crate::chart;
use crate::desk::Ask;
use crate::html::{part, short, t};
use crate::snapshot::{Cited, Snapshot, StoryBrief, cites};
use maud::{Markup, html};
use readout_core::Factuality;
use readout_join::brief::Cite;
use readout_join::brief::page::{Group, Line, Piece, day, page as lay_out};
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
    turn(&mut value, snapshot, made);
    value
}

fn turn(value: &mut Value, snapshot: &Snapshot, made: &StoryBrief) {
    match value {
        Value::Object(fields) => {
            let place = fields.get("report").and_then(Value::as_u64).and_then(|place| made.reports.get(place as usize)).copied();
            if let (Some(report), Some(spans)) = (place, fields.get("spans")) {
                let spans: Vec<readout_core::Span> = serde_json::from_value(spans.clone()).unwrap_or_default();
                *value = serde_json::to_value(snapshot.cite(report, &spans)).unwrap_or_default();
                return;
            }
            fields.values_mut().for_each(|value| turn(value, snapshot, made));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| turn(value, snapshot, made)),
        _ => {}
    }
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
    let cited =
        |all: &[Cite]| all.iter().filter_map(|cite| Some(snapshot.cite(*made.reports.get(cite.report)?, &cite.spans))).collect::<Vec<_>>();
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
        @for (n, section) in page.sections.iter().enumerate() {
            section.brief id={ "s" (n) } {
                h2 { (section.name) }
                @for group in &section.groups { (group_html(snapshot, group, &cited)) }
            }
        }
        section.brief #reports {
            h2 { "Reports" }
            div.scroll { table { tbody {
                @for (row, report) in page.reports.iter().zip(&made.reports) { tr {
                    td { a href=(snapshot.report_href(*report)) { (t(&snapshot.labels[*report])) } }
                    th scope="row" { a href=(snapshot.report_href(*report)) { (t(&row.title)) } }
                    td { (t(&row.outlet)) }
                    td.date { (t(&row.published)) }
                    td { (t(&row.beside)) }
                } }
            } } }
        }
    }
}

fn group_html(snapshot: &Snapshot, group: &Group, cited: &dyn Fn(&[Cite]) -> Vec<Cited>) -> Markup {
    let whose = |line: &Line| who(snapshot, &line.key);
    html! {
        @if !group.head.is_empty() { h3 { @match who(snapshot, &group.head) { Some(href) => { a href=(href) { (t(&group.head)) } }, None => { (t(&group.head)) } } " " small { (t(&group.aside)) } } }
        dl.lines {
            @for line in &group.lines {
                dt { @match whose(line) { Some(href) => { a href=(href) { (t(&line.key)) } }, None => { (t(&line.key)) } } }
                dd {
                    div { (pieces(&line.body)) }
                    @for (note, places) in &line.notes { div.note { (pieces(note)) " " (cites(&cited(places), 6)) } }
                }
                dd.aside { @if !line.aside.is_empty() { span.accounts { (t(&line.aside)) } " " } (cites(&cited(&line.cites), 6)) }
            }
        }
    }
}

/// The page of somebody who is called so, if only one is.
fn who(snapshot: &Snapshot, name: &str) -> Option<String> {
    (!name.is_empty() && snapshot.is_called(name)).then(|| format!("/who/{}", part(name)))
}

fn pieces(pieces: &[Piece]) -> Markup {
    html! {
        @for piece in pieces {
            @match piece {
                Piece::Plain(text) => { (t(text)) " " }
                Piece::Strong(text) => { b { (t(text)) } " " }
                Piece::Words(text) => { q { (t(text)) } " " }
                Piece::Faint(text) => { i { (t(text)) } " " }
            }
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
