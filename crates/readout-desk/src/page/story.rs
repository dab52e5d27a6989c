//! A story: its brief, and what was held, planned and said over time.

use super::{Found, Page, happened, happened_line, laid, said, said_line};
use crate::chart;
use crate::desk::Ask;
use crate::html::{short, t};
use crate::shelf::Shelf;
use crate::snapshot::{Cited, Snapshot, some_cites};
use maud::{Markup, html};
use readout_core::Factuality;
use readout_join::brief::page::{day, page as lay_out};
use readout_join::brief::{Brief, brief};
use readout_join::dates;
use readout_store::Wanted;
use serde::Serialize;
use serde_json::Value;

/// Reports of a story that its page is made of, unless all are asked for: the latest of more.
const MOST_REPORTS: usize = 24;

#[derive(Serialize)]
struct View {
    name: String,
    n_reports: usize,
    /// Reports that this is made of: the latest, where there are very many.
    n_shown: usize,
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
    pub(crate) n_places: usize,
    pub(crate) cites: Vec<Cited>,
    #[serde(skip)]
    pub(crate) line: Markup,
}

pub(crate) fn page(shelf: &Shelf, ask: &Ask<'_>, report: &str) -> Found {
    let Some(story) = shelf.report(report).and_then(|report| shelf.of(report)?.story) else { return Ok(None) };
    let all: Vec<i64> = shelf.filed.iter().filter(|report| report.story == Some(story)).map(|report| report.number).collect();
    let reports = if ask.get("reports") == Some("all") { all.clone() } else { latest(shelf, &all) };
    let store = shelf.store();
    let wanted = Wanted {
        stories: vec![story.into()],
        statements: store.statements_of_reports(&reports)?,
        happenings: store.happenings_of_reports(&reports)?,
        holders: store.holders_of_reports(&reports)?,
        stands: store.stands_of_reports(&reports)?,
        claims: store.claims_of_reports(&reports)?,
        disputes: store.disputes_of_reports(&reports)?,
        families: store.families_of_reports(&reports)?,
        reports: reports.clone(),
        // Of a story only what its own reports tell.
        places: Some(0),
        shared: true,
        ..Wanted::default()
    };
    let mut snapshot = shelf.snapshot(&store, wanted)?;
    drop(store);
    if snapshot.readings.iter().any(|reading| reading.report.published.is_none()) {
        snapshot.record.dates = dates::dates(&snapshot.readings);
    }
    let about = shelf.about(&[story.into()], None).pop().unwrap_or_default();
    let name = snapshot.record.stories.first().map(|row| row.name.clone()).unwrap_or_default();
    // The title is the story's, whatever part of it is shown.
    let made = Brief { title: name.clone(), ..brief(&snapshot.readings, &snapshot.record) };
    let mut data = Value::Null;
    if ask.json {
        data = serde_json::to_value(&made).unwrap_or_default();
        laid::outward(&mut data, &snapshot, None);
    }
    let view = View { n_reports: all.len(), n_shown: reports.len(), days: about.days(), brief: data, timeline: timeline(&snapshot), name };
    Ok(Some(Page::new(ask, "/", short(&view.name, 120), &view, |view| body(&snapshot, view, &made, report))))
}

/// The latest of very many reports; undated ones stand last and are not the latest.
fn latest(shelf: &Shelf, all: &[i64]) -> Vec<i64> {
    if all.len() <= MOST_REPORTS {
        return all.to_vec();
    }
    let dated: Vec<i64> = all.iter().copied().filter(|report| shelf.of(*report).is_some_and(|of| of.published.is_some())).collect();
    let from = if dated.len() >= MOST_REPORTS { &dated } else { all };
    from[from.len() - MOST_REPORTS..].to_vec()
}

/// What was held, planned and said, as told by some reports, by day; undated last.
fn timeline(snapshot: &Snapshot) -> Vec<Moment> {
    let cast = &snapshot.record.cast;
    let mut moments = Vec::new();
    for (place, row) in snapshot.record.happenings.iter().enumerate() {
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
            n_accounts: told.n_accounts,
            n_places: told.n_places,
            line: happened_line(&told),
            cites: told.cites,
        });
    }
    for (place, row) in snapshot.record.statements.iter().enumerate() {
        if !row.speaker.is_some_and(|speaker| cast.actors[speaker].named) {
            continue;
        }
        let told = said(snapshot, place);
        moments.push(Moment {
            lane: "said",
            when: told.printed.clone(),
            words: told.words.clone(),
            n_accounts: told.n_accounts,
            n_places: told.n_places,
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

fn body(snapshot: &Snapshot, view: &View, made: &Brief, report: &str) -> Markup {
    let page = lay_out(made);
    html! {
        header.head {
            h1 { (t(&view.name)) }
            @for fact in page.facts.iter() { p.faint { (t(fact)) } }
            @if view.n_shown < view.n_reports { p.notice { "This is made of the latest " (view.n_shown) " of " (view.n_reports) " reports (" (t(&view.days)) "). " a href={ "/story/" (report) "?reports=all" } { "All of them" } " take longer." } }
        }
        nav.sections aria-label="Sections" {
            a href="#timeline" { "Timeline" }
            @for (n, section) in page.sections.iter().enumerate() { a href={ "#s" (n) } { (section.name) } }
            a href="#reports" { "Reports" }
        }
        (drawn(view))
        @for (n, section) in page.sections.iter().enumerate() { (laid::section(snapshot, None, &format!("s{n}"), section)) }
        section.brief #reports {
            h2 { "Reports" }
            div.scroll { table { tbody {
                @for row in &page.reports { @if row.place < snapshot.numbers.len() { tr {
                    td { a href=(snapshot.report_href(row.place)) { (t(&snapshot.labels[row.place])) } }
                    th scope="row" { a href=(snapshot.report_href(row.place)) { (t(&row.title)) } }
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
                            span.aside { @if moment.n_accounts > 1 { span.accounts { (moment.n_accounts) " accounts" } " " } (some_cites(&moment.cites, 4, moment.n_places)) }
                        }
                        ({ last = shown; html! {} })
                    }
                }
                @if view.timeline.len() > MOST { p.faint { "and " (view.timeline.len() - MOST) " more in the data of this page" } }
            }
        }
    }
}
