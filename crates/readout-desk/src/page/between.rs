//! Views of the record that take a question: the meetings of two, and what the reports since a day bring that those before did not.

use super::{Found, Page, laid};
use crate::desk::Ask;
use crate::html::t;
use crate::shelf::Shelf;
use crate::snapshot::Snapshot;
use jiff::civil::Date;
use maud::{Markup, html};
use readout_join::brief::page::Page as LaidOut;
use readout_join::view;
use readout_store::{Meetings, Part, Wanted};
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

/// Meetings that a page shows: the latest of more.
const MOST: usize = 20;
/// Meetings of the one that are looked through for the other.
const REACH: usize = 4000;

/// The meetings in which somebody, or both of two, took part.
pub(crate) fn met(shelf: &Shelf, ask: &Ask<'_>) -> Found {
    let store = shelf.store();
    let mut actors = Vec::new();
    for name in [ask.get("a"), ask.get("b")].into_iter().flatten() {
        // Of several who go by a name, whoever is in most reports.
        let called = store.called(name)?;
        let all = shelf.snapshot(&store, Wanted { actors: called, ..Wanted::default() })?;
        let best = all.actors.iter().filter(|actor| actor.id >= 0).max_by_key(|actor| (actor.reports, std::cmp::Reverse(actor.id)));
        match best {
            Some(actor) => actors.push(actor.id),
            None => return Ok(None),
        }
    }
    let of =
        |who: Option<i64>, most: usize| store.meetings(&Meetings { who: who.map(|who| vec![who]), held: None }, Part { from: 0, most });
    let (n, mut happenings) = match actors.as_slice() {
        [one, other] => {
            let theirs: std::collections::BTreeSet<i64> = of(Some(*other), REACH)?.1.into_iter().collect();
            let both: Vec<i64> = of(Some(*one), REACH)?.1.into_iter().filter(|id| theirs.contains(id)).collect();
            (both.len(), both)
        }
        one => of(one.first().copied(), MOST)?,
    };
    // What each side gave out stands in the report that tells of a meeting first.
    happenings.truncate(MOST);
    happenings.sort_unstable();
    let shown = happenings.len();
    let statements = store.statements_of_reports(&store.first_reports(&happenings)?)?;
    let wanted = Wanted { actors: actors.clone(), happenings, statements, offices: true, ..Wanted::default() };
    let snapshot = shelf.snapshot(&store, wanted)?;
    drop(store);
    let between: Vec<usize> = actors.iter().filter_map(|id| snapshot.actor(*id)).collect();
    let met = view::met(&snapshot.readings, &snapshot.record, &between);
    let page = view::page::met(&met);
    let form = html! {
        form.filters method="get" action="/met" {
            label { "Who " input type="search" name="a" value=[ask.get("a").map(t)]; }
            label { "With " input type="search" name="b" value=[ask.get("b").map(t)]; }
            button { "Show" }
        }
        @if n > shown { p.faint { "the latest " (shown) " of " (n) " meetings" } }
    };
    Ok(Some(Page::new(ask, "/meetings", page.title.clone(), &data(&snapshot, ask, &met), |_| body(&snapshot, &page, form))))
}

/// The day of a date that is known to the day, without the cost of a parser for dates of all forms: every report in the store is asked.
fn day_of(date: &str) -> Option<Date> {
    let number = |from: usize, to: usize| date.get(from..to)?.parse::<i16>().ok();
    let marks = date.as_bytes().get(4) == Some(&b'-') && date.as_bytes().get(7) == Some(&b'-');
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().filter(|_| marks)
}

/// The latest reports that are looked through for what is new.
const MOST_REPORTS: usize = 12;

/// What is new since a day of publication.
pub(crate) fn changes(shelf: &Shelf, ask: &Ask<'_>) -> Found {
    let day = |report: &readout_store::Filed| report.published.as_deref().and_then(day_of);
    let last = || shelf.filed.iter().filter_map(day).max();
    // A week before the last report, unless a day is given.
    let week = |last: Date| last.checked_sub(jiff::Span::new().days(7)).unwrap_or(last);
    let since = ask.get("since").and_then(|day| day.parse().ok()).or_else(|| last().map(week)).unwrap_or(Date::constant(2000, 1, 1));
    // Dated reports stand in the order of their days, undated ones behind them.
    let recent: Vec<i64> =
        shelf.filed.iter().filter(|report| day(report).is_none_or(|day| day >= since)).map(|report| report.number).collect();
    let n = recent.len();
    let reports: Vec<i64> = {
        let dated: Vec<i64> = recent.iter().copied().filter(|report| shelf.of(*report).is_some_and(|of| day(of).is_some())).collect();
        let from = if n <= MOST_REPORTS || dated.is_empty() { recent } else { dated };
        from[from.len().saturating_sub(MOST_REPORTS)..].to_vec()
    };
    let store = shelf.store();
    let meetings = store.meetings_of_reports(&reports)?;
    // Of meetings that these reports told of first, what they say each side gave out.
    let mut first = store.first_reports(&meetings)?;
    first.retain(|report| reports.contains(report));
    let wanted = Wanted {
        statements: store.statements_of_reports(&first)?,
        happenings: meetings,
        holders: siblings(store.holders_of_reports(&reports)?),
        stands: siblings(store.stands_of_reports(&reports)?),
        claims: siblings(store.claims_of_reports(&reports)?),
        reports: reports.clone(),
        offices: true,
        places: Some(3),
        ..Wanted::default()
    };
    let snapshot = shelf.snapshot(&store, wanted)?;
    drop(store);
    let changes = view::changes(&snapshot.readings, &snapshot.record, since);
    let page = view::page::changes(&changes);
    let form = html! {
        form.filters method="get" action="/changes" {
            label { "Since reports of " input type="date" name="since" value=(since.to_string()); }
            button { "Show" }
        }
        @if n > reports.len() { p.faint { "from the latest " (reports.len()) " of " (n) " reports since then" } }
    };
    Ok(Some(Page::new(ask, "/", page.title.clone(), &data(&snapshot, ask, &changes), |_| body(&snapshot, &page, form))))
}

/// Rows beside those that stand just before them: what a new one is to be compared with.
fn siblings(rows: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    /// Rows before one that come along.
    const BEFORE: i64 = 2;
    let mut all: std::collections::BTreeSet<(i64, i64)> = std::collections::BTreeSet::new();
    for (parent, n) in rows {
        all.extend((n.saturating_sub(BEFORE).max(0)..=n).map(|n| (parent, n)));
    }
    all.into_iter().collect()
}
