//! Days, as far as they are known, and how they compare.

use crate::dates::Dates;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use readout_core::{Attribution, Reading, Span, Time, TimeId, TimeType};

/// The value of an expression for a day (or longer), not of a duration, without a time of day: `2031-06-03` of `2031-06-03TEV`.
pub(crate) fn value(reading: &Reading, time: TimeId) -> Option<&str> {
    let time = reading.times.get(time.index()).filter(|time| matches!(time.time_type, TimeType::DATE | TimeType::TIME))?;
    let value = time.value.as_str();
    Some(value.split_once('T').filter(|(day, _)| day.len() == 10).map_or(value, |(day, _)| day))
}

/// Whether a TIMEX3 value is a place on the calendar.
pub(crate) fn is_absolute(value: &str) -> bool {
    value.len() >= 4 && value.as_bytes()[..4].iter().all(u8::is_ascii_digit)
}

/// The day of a value that is precise to the day.
pub(crate) fn day(value: &str) -> Option<Date> {
    value.get(..10).filter(|day| is_absolute(day)).and_then(|day| day.parse().ok())
}

/// First and last day that a value can mean.
pub(crate) fn reach(value: &str) -> Option<(Date, Date)> {
    if let Some(day) = day(value) {
        return Some((day, day));
    }
    let year: i16 = value.get(..4)?.parse().ok()?;
    let rest = value.get(5..).unwrap_or_default();
    let months = |first: i8, n: i8| {
        let start = Date::new(year, first, 1).ok()?;
        let last = start.checked_add(jiff::Span::new().months(n)).ok()?.yesterday().ok()?;
        Some((start, last))
    };
    if rest.is_empty() {
        return months(1, 12);
    }
    if let Some(week) = rest.strip_prefix('W').filter(|_| rest != "WI") {
        let number: i8 = week.get(..2)?.parse().ok()?;
        let monday = ISOWeekDate::new(year, number, Weekday::Monday).ok()?.date();
        let at = |days: i64| monday.checked_add(jiff::Span::new().days(days)).ok();
        return match week.get(3..) {
            Some("WE") => Some((at(5)?, at(6)?)),
            Some(day) if !day.is_empty() => {
                let day = at(day.parse::<i64>().ok()? - 1)?;
                Some((day, day))
            }
            _ => Some((monday, at(6)?)),
        };
    }
    match rest {
        "SP" => months(3, 3),
        "SU" => months(6, 3),
        "FA" => months(9, 3),
        "WI" => months(12, 3),
        "H1" => months(1, 6),
        "H2" => months(7, 6),
        _ if rest.starts_with('Q') => months(rest.get(1..)?.parse::<i8>().ok()?.checked_sub(1)? * 3 + 1, 3),
        _ => months(rest.get(..2)?.parse().ok()?, 1),
    }
}

/// Days between two days.
pub(crate) fn apart(one: Date, other: Date) -> i64 {
    one.since(other).map_or(i64::MAX, |span| i64::from(span.get_days()).abs())
}

/// Whether two values can mean one day. Unknown and symbolic values answer nothing.
pub(crate) fn can_be_one(one: &str, other: &str) -> Option<bool> {
    let (one, other) = (reach(one)?, reach(other)?);
    Some(one.0 <= other.1 && other.0 <= one.1)
}

/// A day as a report gives it: on the calendar, or counted from the report's own unknown day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Moment {
    /// First and last day it can be.
    Absolute(Date, Date),
    /// So many days from the day of this report.
    From(usize, i64),
}

/// The moment of a time expression, as far as the report and the dates of all reports allow.
pub(crate) fn moment(readings: &[Reading], dates: &Dates, report: usize, id: TimeId) -> Option<Moment> {
    let found = value(&readings[report], id)?;
    if let Some((first, last)) = reach(found) {
        return Some(Moment::Absolute(first, last));
    }
    let time = &readings[report].times[id.index()];
    let relation = time.relation.as_deref().unwrap_or_default();
    let dated = dates.reports.get(report)?;
    let days =
        if let Some(weekday) = found.strip_prefix("XXXX-WXX-").and_then(|rest| rest.get(..1)).and_then(|digit| digit.parse::<i64>().ok()) {
            let own = i64::from(dated.weekday?);
            if matches!(relation, "future" | "next") { (weekday - own).rem_euclid(7) } else { -(own - weekday).rem_euclid(7) }
        } else {
            let (sign, rest) = relation.strip_prefix('-').map_or((1, relation), |rest| (-1, rest));
            sign * rest.strip_prefix('P')?.strip_suffix('D')?.parse::<i64>().ok()?
        };
    // Where other reports date this one to the day, that is an inference, and what happened is not dated by it.
    Some(Moment::From(report, days))
}

/// First and last day of a moment on the calendar, as far as all reports together date the report that it is counted from.
pub(crate) fn calendar(dates: &Dates, moment: Moment) -> Option<(Date, Date)> {
    match moment {
        Moment::Absolute(first, last) => Some((first, last)),
        Moment::From(report, days) => {
            let dated = dates.reports.get(report)?;
            let at = |value: &Option<String>| day(value.as_deref()?)?.checked_add(jiff::Span::new().days(days)).ok();
            Some((at(&dated.earliest)?, at(&dated.latest)?))
        }
    }
}

/// Whether two moments can be one day; no answer where nothing ties them together.
pub(crate) fn one_day(dates: &Dates, one: Moment, other: Moment) -> Option<bool> {
    match (one, other) {
        (Moment::Absolute(first, last), Moment::Absolute(other_first, other_last)) => Some(first <= other_last && other_first <= last),
        (Moment::From(report, days), Moment::From(other, other_days)) if apart_reports(dates, report, other).is_some() => {
            Some(days == apart_reports(dates, report, other)? + other_days)
        }
        _ => {
            let (one, other) = (calendar(dates, one)?, calendar(dates, other)?);
            let apart = one.1 < other.0 || other.1 < one.0;
            // Two days that both lie in some span are not thereby one.
            match apart {
                true => Some(false),
                false => (one.0 == one.1 || other.0 == other.1).then_some(one == other).filter(|one| *one),
            }
        }
    }
}

/// Days from one report to another, where they are known exactly.
fn apart_reports(dates: &Dates, from: usize, to: usize) -> Option<i64> {
    if from == to {
        return Some(0);
    }
    let pair = (from.min(to), from.max(to));
    let distance = dates.distances.iter().find(|distance| (distance.from, distance.to) == pair && distance.low == distance.high)?;
    Some(if from < to { distance.low } else { -distance.low })
}

/// A place in the order of days: the calendar first, then what is only known from undated reports, in their order, then what is not known.
pub(crate) fn moment_order(dates: &Dates, moment: Option<Moment>) -> (u8, i64, i64) {
    let origin = Date::constant(1970, 1, 1);
    match moment {
        Some(Moment::Absolute(first, _)) => (0, first.since(origin).map_or(0, |span| i64::from(span.get_days())), 0),
        Some(Moment::From(report, days)) => {
            let set = dates.order.iter().position(|set| set.iter().flatten().any(|member| *member == report));
            let base = set.and_then(|set| dates.order[set].iter().flatten().min().copied()).unwrap_or(report);
            let place = set.and_then(|set| dates.order[set].iter().position(|group| group.contains(&report))).unwrap_or_default() as i64;
            match apart_reports(dates, base, report) {
                Some(apart) => (1, set.unwrap_or(usize::MAX / 2) as i64, 1_000_000 + apart + days),
                None => (1, set.unwrap_or(usize::MAX / 2) as i64, place),
            }
        }
        None => (2, 0, 0),
    }
}

/// When something was said, where the words beside the cue say so: `said on Thursday`, `on Wednesday put the toll at 44`. Neither the day of
/// what is told nor the day of printing is taken for it.
pub(crate) fn said(reading: &Reading, attribution: &Attribution) -> Option<TimeId> {
    let cue = attribution.cue.first()?;
    let told = |span: Span| attribution.content.iter().any(|content| content.overlaps(span));
    let words = |from: u32, to: u32| {
        let between = reading.text.get(from as usize..to as usize)?;
        let plain = between.chars().all(|letter| letter.is_alphabetic() || letter == ' ' || letter == ',');
        plain.then(|| between.split_whitespace().count())
    };
    let beside = |time: &Time| {
        if time.span.end <= cue.start {
            words(time.span.end, cue.start).filter(|n| *n <= 1)
        } else {
            words(cue.end, time.span.start).filter(|n| *n <= 2)
        }
    };
    let dated = |time: &&Time| matches!(time.time_type, TimeType::DATE | TimeType::TIME) && !told(time.span);
    let near = reading.times.iter().filter(dated).filter_map(|time| Some((beside(time)?, time.id)));
    near.min().map(|(_, id)| id)
}

/// The day a report was published.
pub(crate) fn published(reading: &Reading) -> Option<Date> {
    reading.report.published.as_ref().and_then(|published| day(&published.value))
}

/// A place in the order of days, undated last.
pub(crate) fn order(value: Option<&str>) -> (bool, Option<Date>, String) {
    let first = value.and_then(reach).map(|(first, _)| first);
    (first.is_none(), first, value.unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_reach_over_their_days() {
        let check = |value: &str, expect: &str| {
            let reach = reach(value).map_or("-".to_owned(), |(first, last)| format!("{first} {last}"));
            assert_eq!(reach, expect, "{value}");
        };
        check("2031-06-03", "2031-06-03 2031-06-03");
        check("2031-06", "2031-06-01 2031-06-30");
        check("2031", "2031-01-01 2031-12-31");
        check("2031-W23", "2031-06-02 2031-06-08");
        check("2031-W23-WE", "2031-06-07 2031-06-08");
        check("2031-Q2", "2031-04-01 2031-06-30");
        check("2031-WI", "2031-12-01 2032-02-29");
        check("XXXX-WXX-4", "-");
        check("PRESENT_REF", "-");
        check("2031-13", "-");
        check("é", "-");
    }
}
