//! Meetings: a calendar, a list, and who met whom.

use super::{Happened, Page, accounts, happened, happened_line};
use crate::chart::{self, Tie};
use crate::desk::Ask;
use crate::html::t;
use crate::snapshot::{Snapshot, Who, cites};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Points of the drawing; months of the calendar; rows of the list.
const MOST_POINTS: usize = 28;
const MOST_MONTHS: usize = 24;
const MOST: usize = 300;

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

pub(crate) fn page(snapshot: &Snapshot, ask: &Ask<'_>) -> Page {
    let record = &snapshot.record;
    let wanted = ask.get("who").map(|name| snapshot.called(name));
    let told = ask.get("told");
    let fits: Vec<usize> = (0..record.happenings.len())
        .filter(|place| {
            let row = &record.happenings[*place];
            let named = row.who.iter().chain(&row.whom).filter(|actor| record.cast.actors[**actor].named).count();
            row.is_meeting()
                && named > 0
                && wanted.as_ref().is_none_or(|wanted| row.who.iter().chain(&row.whom).any(|actor| wanted.contains(actor)))
                && told.is_none_or(|told| (told == "held") == row.is_done())
        })
        .collect();
    let mut pairs: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
    for place in &fits {
        let row = &record.happenings[*place];
        let all: BTreeSet<usize> = row.who.iter().chain(&row.whom).copied().filter(|actor| snapshot.is_somebody(*actor)).collect();
        let all: Vec<usize> = all.into_iter().take(12).collect();
        for (n, one) in all.iter().enumerate() {
            for other in &all[n + 1..] {
                let count = pairs.entry((*one, *other)).or_default();
                if row.is_done() { count.0 += 1 } else { count.1 += 1 }
            }
        }
    }
    let mut pairs: Vec<((usize, usize), (usize, usize))> = pairs.into_iter().collect();
    pairs.sort_by_key(|(pair, (held, planned))| (std::cmp::Reverse((*held, *planned)), *pair));
    let drawing = drawn(snapshot, &pairs);
    let view = Meetings {
        n: fits.len(),
        meetings: fits.iter().take(MOST).map(|place| happened(snapshot, *place)).collect(),
        ties: pairs
            .iter()
            .take(400)
            .map(|((one, other), (held, planned))| Pair {
                one: snapshot.who(*one),
                other: snapshot.who(*other),
                held: *held,
                planned: *planned,
            })
            .collect(),
    };
    Page::new(ask, "/meetings", "Meetings", &view, |view| {
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
                p.faint { "A thicker line is more meetings; a dashed one is only planned or talked of." }
                details { summary { "The same as a table" } div.scroll { table {
                    thead { tr { th scope="col" { "Who" } th scope="col" { "Whom" } th.number scope="col" { "Held" } th.number scope="col" { "Planned or talked of" } } }
                    tbody { @for pair in &view.ties { tr { th scope="row" { (pair.one.link()) } td { (pair.other.link()) } td.number { (pair.held) } td.number { (pair.planned) } } } }
                } } }
            }
            (calendar(&view.meetings))
            section.brief {
                h2 { "All, by day" }
                dl.lines { @for (n, row) in view.meetings.iter().enumerate() {
                    dt id={ "m" (n) } { (t(&row.day)) }
                    dd { (happened_line(row)) }
                    dd.aside { (accounts(&row.accounts)) " " (cites(&row.cites, 4)) }
                } }
                @if view.n > view.meetings.len() { p.faint { "and " (view.n - view.meetings.len()) " more; choose somebody above" } }
            }
        }
    })
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
