//! Views of the record that take a question: the meetings of two, and what the reports since a day bring that those before did not.

use super::{Page, laid};
use crate::desk::Ask;
use crate::html::t;
use crate::snapshot::Snapshot;
use jiff::civil::Date;
use maud::{Markup, html};
use readout_join::brief::page::Page as LaidOut;
use readout_join::view;
use serde::Serialize;
use serde_json::Value;

/// A view as data, with places as pages give them.
fn data(snapshot: &Snapshot, ask: &Ask<'_>, view: &impl Serialize) -> Value {
    if !ask.json {
        return Value::Null;
    }
    let mut value = serde_json::to_value(view).unwrap_or_default();
    laid::outward(&mut value, snapshot, None);
    value
}

fn body(snapshot: &Snapshot, page: &LaidOut, above: Markup) -> Markup {
    html! {
        header.head {
            h1 { (t(&page.title)) }
            @for fact in &page.facts { p.faint { (t(fact)) } }
        }
        (above)
        @if page.sections.is_empty() { p { "No report tells of any." } }
        @for (n, section) in page.sections.iter().enumerate() { (laid::section(snapshot, None, &format!("s{n}"), section)) }
    }
}

/// The meetings in which somebody, or both of two, took part.
pub(crate) fn met(snapshot: &Snapshot, ask: &Ask<'_>) -> Option<Page> {
    let mut between = Vec::new();
    for name in [ask.get("a"), ask.get("b")].into_iter().flatten() {
        between.push(*snapshot.called(name).first()?);
    }
    let met = view::met(&snapshot.readings, &snapshot.record, &between);
    let page = view::page::met(&met);
    let form = html! {
        form.filters method="get" action="/met" {
            label { "Who " input type="search" name="a" value=[ask.get("a").map(t)]; }
            label { "With " input type="search" name="b" value=[ask.get("b").map(t)]; }
            button { "Show" }
        }
    };
    Some(Page::new(ask, "/meetings", page.title.clone(), &data(snapshot, ask, &met), |_| body(snapshot, &page, form)))
}

/// What is new since a day of publication.
pub(crate) fn changes(snapshot: &Snapshot, ask: &Ask<'_>) -> Page {
    let published = |report: &readout_core::Reading| {
        report.report.published.as_ref().and_then(|published| published.value.get(..10)?.parse::<Date>().ok())
    };
    let last = || snapshot.readings.iter().filter_map(published).max();
    // A week before the last report, unless a day is given.
    let week = |last: Date| last.checked_sub(jiff::Span::new().days(7)).unwrap_or(last);
    let since = ask.get("since").and_then(|day| day.parse().ok()).or_else(|| last().map(week)).unwrap_or(Date::constant(2000, 1, 1));
    let changes = view::changes(&snapshot.readings, &snapshot.record, since);
    let page = view::page::changes(&changes);
    let form = html! {
        form.filters method="get" action="/changes" {
            label { "Since reports of " input type="date" name="since" value=(since.to_string()); }
            button { "Show" }
        }
    };
    Page::new(ask, "/", page.title.clone(), &data(snapshot, ask, &changes), |_| body(snapshot, &page, form))
}
