//! Meetings: a calendar, a list, and who met whom.

use super::{Found, Happened, Page, accounts, happened, happened_line, looked_up, pages};
use crate::chart::{self, Tie};
use crate::desk::Ask;
use crate::html::t;
use crate::shelf::Shelf;
use crate::snapshot::{Snapshot, Who, some_cites};
use jiff::civil::Date;
use maud::{Markup, html};
use readout_store::Wanted;
use serde::Serialize;
use std::collections::BTreeMap;

/// Points of the drawing; pairs of the table; months of the calendar; meetings on one page.
const MOST_POINTS: usize = 28;
const MOST_PAIRS: usize = 120;
const MOST_MONTHS: usize = 24;
const MOST: usize = 80;

#[derive(Serialize)]
struct Meetings {
    n: usize,
    meetings: Vec<Happened>,
    ties: Vec<Pair>,
}

#[derive(Serialize)]
struct Pair {
    one: Who,
    other: Who,
    /// Meetings told as held.
    held: usize,
    /// Meetings only announced or talked of.
    planned: usize,
}

pub(crate) fn page(shelf: &Shelf, ask: &Ask<'_>) -> Found {
    let told = ask.get("told");
    let store = shelf.store();
    let who = ask.get("who").map(|name| store.called(name)).transpose()?;
    let wanted = readout_store::Meetings { who, held: told.map(|told| told == "held") };
    let (n, mut ids) = looked_up(ask, MOST, |part| store.meetings(&wanted, part))?;
    // The latest come first; on the page they stand in the order of their days.
    ids.sort_unstable();
    let pairs = store.ties(&wanted, MOST_PAIRS)?;
    let actors = pairs.iter().flat_map(|(one, other, ..)| [*one, *other]).collect();
    let snapshot = shelf.snapshot(&store, Wanted { happenings: ids, actors, places: Some(2), ..Wanted::default() })?;
    drop(store);
    let pairs: Vec<Counted> = pairs
        .into_iter()
        .filter_map(|(one, other, held, planned)| Some(((snapshot.actor(one)?, snapshot.actor(other)?), (held, planned))))
        .collect();
    let drawing = drawn(&snapshot, &pairs);
    let view = Meetings {
        n,
        meetings: (0..snapshot.record.happenings.len()).map(|place| happened(&snapshot, place)).collect(),
        ties: pairs
            .iter()
            .map(|((one, other), (held, planned))| Pair {
                one: snapshot.who(*one),
                other: snapshot.who(*other),
                held: *held,
                planned: *planned,
            })
            .collect(),
    };
    Ok(Some(Page::new(ask, "/meetings", "Meetings", &view, |view| {
        html! {
            h1 { "Meetings" }
            form.filters method="get" action="/meetings" {
                label { "Who " input type="search" name="who" value=[ask.get("who").map(t)]; }
                label { "Told as " select name="told" { @for (value, name) in [("", "any"), ("held", "held"), ("planned", "not held, or not yet")] { option value=(value) selected[told.unwrap_or("") == value] { (name) } } } }
                button { "Show" }
            }
            p.faint role="status" { (view.n) " meetings and talks" }
            @if view.n == 0 { p { "No meeting is told of." } }
            section.brief {
                h2 { "Who met whom" }
                (drawing)
                p.faint { "A thicker line is more meetings; a dashed one is only planned or talked of." @if view.ties.len() > MOST_POINTS { " The pairs that met most are drawn." } }
                details { summary { "The same as a table" } div.scroll { table {
                    thead { tr { th scope="col" { "Who" } th scope="col" { "Whom" } th.number scope="col" { "Held" } th.number scope="col" { "Planned or talked of" } } }
                    tbody { @for pair in &view.ties { tr { th scope="row" { (pair.one.link()) } td { (pair.other.link()) } td.number { (pair.held) } td.number { (pair.planned) } } } }
                } } }
            }
            (calendar(&view.meetings))
            section.brief {
                h2 { @if view.n > MOST { "By day" } @else { "All, by day" } @if view.n > MOST { " " small { "the latest first page by page" } } }
                dl.lines { @for (n, row) in view.meetings.iter().enumerate() {
                    dt id={ "m" (n) } { (t(&row.day)) }
                    dd { (happened_line(row)) }
                    dd.aside { (accounts(&row.accounts, row.n_accounts)) " " (some_cites(&row.cites, 4, row.n_places)) }
                } }
                (pages(ask, view.n, MOST))
            }
        }
    })))
}

/// Two actors, and how often they met and were expected to.
type Counted = ((usize, usize), (usize, usize));

/// By day of the month, the meetings with their places in the record.
type Days<'a> = BTreeMap<i8, Vec<(usize, &'a Happened)>>;

fn drawn(snapshot: &Snapshot, pairs: &[Counted]) -> Markup {
    let mut points: Vec<usize> = Vec::new();
    let mut ties = Vec::new();
    for ((one, other), (held, planned)) in pairs {
        let new = [one, other].iter().filter(|actor| !points.contains(actor)).count();
        if points.len() + new > MOST_POINTS {
            continue;
        }
        let mut at = |actor: &usize| match points.iter().position(|point| point == actor) {
            Some(at) => at,
            None => {
                points.push(*actor);
                points.len() - 1
            }
        };
        ties.push(Tie { one: at(one), other: at(other), n: held + planned, held: *held > 0 });
    }
    let names: Vec<String> = points.iter().map(|actor| snapshot.record.cast.actors[*actor].name.clone()).collect();
    chart::graph(&names, &ties)
}

/// The months in which something was held or planned, a table each, the latest of them.
fn calendar(meetings: &[Happened]) -> Markup {
    let mut months: BTreeMap<(i16, i8), Days<'_>> = BTreeMap::new();
    for (n, row) in meetings.iter().enumerate() {
        if let Some(day) = row.when.as_deref().filter(|when| when.len() == 10).and_then(|when| when.parse::<Date>().ok()) {
            months.entry((day.year(), day.month())).or_default().entry(day.day()).or_default().push((n, row));
        }
    }
    let skipped = months.len().saturating_sub(MOST_MONTHS);
    const NAMES: [&str; 12] =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    html! {
        @if !months.is_empty() {
            section.brief {
                h2 { "Calendar" }
                @if skipped > 0 { p.faint { "the latest " (MOST_MONTHS) " months with meetings; " (skipped) " earlier ones are in the list" } }
                div.months {
                    @for ((year, month), days) in months.iter().skip(skipped) {
                        table.month {
                            caption { (NAMES[*month as usize - 1]) " " (year) }
                            thead { tr { @for (short, long) in [("Mo", "Monday"), ("Tu", "Tuesday"), ("We", "Wednesday"), ("Th", "Thursday"), ("Fr", "Friday"), ("Sa", "Saturday"), ("Su", "Sunday")] { th scope="col" abbr=(long) { (short) } } } }
                            tbody { @for week in weeks(*year, *month) { tr { @for day in week { td class=[days.contains_key(&day).then_some("met")] {
                                @if day > 0 {
                                    span.day { (day) }
                                    @for (n, row) in days.get(&day).into_iter().flatten() {
                                        a class=(if matches!(row.factuality.as_str(), "happened" | "ongoing") { "held" } else { "planned" }) href={ "#m" (n) } title=(t(&row.words)) { (t(&who_short(row))) }
                                    }
                                }
                            } } } } }
                        }
                    }
                }
            }
        }
    }
}

fn who_short(row: &Happened) -> String {
    let last = |who: &Who| who.name.split_whitespace().last().unwrap_or_default().to_owned();
    let names: Vec<String> = row.who.iter().chain(&row.whom).take(3).map(last).collect();
    names.join(" · ")
}

/// The days of a month by weeks from Monday; 0 for what is outside.
fn weeks(year: i16, month: i8) -> Vec<[i8; 7]> {
    let Ok(first) = Date::new(year, month, 1) else { return Vec::new() };
    let before = i64::from(first.weekday().to_monday_zero_offset());
    let mut weeks = Vec::new();
    let mut at = -before;
    while at < i64::from(first.days_in_month()) {
        let mut week = [0i8; 7];
        for (place, day) in week.iter_mut().enumerate() {
            let number = at + place as i64 + 1;
            *day = if number >= 1 && number <= i64::from(first.days_in_month()) { number as i8 } else { 0 };
        }
        weeks.push(week);
        at += 7;
    }
    weeks
}

#[cfg(test)]
mod tests {
    use super::weeks;

    #[test]
    fn weeks_begin_on_monday() {
        let june = weeks(2031, 6);
        assert_eq!(june.first(), Some(&[0, 0, 0, 0, 0, 0, 1]));
        assert_eq!(june.last(), Some(&[30, 0, 0, 0, 0, 0, 0]));
        assert_eq!(weeks(2027, 2).len(), 4);
    }
}
