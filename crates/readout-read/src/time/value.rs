//! Gives found expressions their TIMEX3 values: against the publication date where there is one, else in symbols.
//!
//! Without a date to hold on to, what is unknown is written `X`, so that the value still says what kind of date it is:
//!
//! | words | dated 2015-08-13 | undated | relation |
//! |---|---|---|---|
//! | `Thursday` | `2015-08-13` | `XXXX-WXX-4` | `past` or `future`, by tense |
//! | `today`, `yesterday` | `2015-08-13`, `2015-08-12` | `XXXX-XX-XX` | `P0D`, `-P1D` |
//! | `Friday night` | `2015-08-07TNI` | `XXXX-WXX-5TNI` | `past` |
//! | `last week`, `the weekend` | `2015-W32`, `2015-W32-WE` | `XXXX-WXX`, `XXXX-WXX-WE` | `-P1W`, … |
//! | `this month`, `late last year` | `2015-08`, `2014` | `XXXX-XX`, `XXXX` | `P0M`, `-P1Y` |
//! | `July`, `the summer` | `2015-07`, `2015-SU` | `XXXX-07`, `XXXX-SU` | `past` or `future` |
//! | `the third quarter` | `2015-Q3` | `XXXX-Q3` | – |
//! | `two days later`, no date before it in the text | `2015-08-15` | `XXXX-XX-XX` | `P2D` |

use super::find::{Choice, Sense, Unit};
use jiff::civil::{Date, Weekday};
use jiff::{Span as Step, ToSpan};
use readout_core::{Precision, TimeAlternative, TimeType};

/// What a report's expressions are resolved against: as much of a date as is known, and where it came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Anchor {
    pub(crate) day: Option<Date>,
    pub(crate) month: Option<i8>,
    pub(crate) year: Option<i16>,
    pub(crate) name: String,
}

impl Anchor {
    pub(crate) fn day(day: Date, name: &str) -> Self {
        Self { day: Some(day), month: Some(day.month()), year: Some(day.year()), name: name.to_owned() }
    }
}

/// Which side of the anchor the words around an expression point to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Past,
    Future,
    /// No word says so; news tells of what was.
    Unsaid,
}

/// A resolved expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Value {
    pub(crate) time_type: TimeType,
    pub(crate) value: String,
    pub(crate) precision: Precision,
    /// The value depends on the anchor and was found with it.
    pub(crate) anchored: bool,
    pub(crate) relation: Option<String>,
    pub(crate) alternatives: Vec<TimeAlternative>,
    /// The first day it names, where that is known.
    pub(crate) day: Option<Date>,
    /// What is wrong with it, as a finding's code and message.
    pub(crate) trouble: Option<(&'static str, String)>,
}

impl Value {
    fn new(time_type: TimeType, value: impl Into<String>, precision: Precision) -> Self {
        Self {
            time_type,
            value: value.into(),
            precision,
            anchored: false,
            relation: None,
            alternatives: Vec::new(),
            day: None,
            trouble: None,
        }
    }
    fn of_day(day: Date) -> Self {
        let mut value = Self::new(TimeType::DATE, iso(day), Precision::Day);
        (value.anchored, value.day) = (true, Some(day));
        value
    }
    fn anchored(mut self) -> Self {
        self.anchored = true;
        self
    }
    fn relation(mut self, relation: impl Into<String>) -> Self {
        self.relation = Some(relation.into());
        self
    }
    fn or(mut self, value: String, reason: &str) -> Self {
        self.alternatives.push(TimeAlternative { value, reason: reason.to_owned() });
        self
    }
}

/// Resolves `sense`. `anchor` is the report's date, `text_anchor` the last day set in the text before.
pub(crate) fn resolve(sense: &Sense, anchor: &Anchor, text_anchor: &Anchor, side: Side) -> Value {
    match sense {
        Sense::Calendar { year, month, day, weekday, choice } => calendar(*year, *month, *day, *weekday, *choice, anchor, side),
        Sense::Shift { unit, by, from_text } => {
            // `a year earlier` in a report on this year's figures is counted from the report; in a tale of long ago, from the tale.
            let close = *unit == Unit::Year && text_anchor.year.zip(anchor.year).is_some_and(|(text, report)| (report - text).abs() <= 1);
            let from = if *from_text && text_anchor.year.is_some() && !close { text_anchor } else { anchor };
            shift(*unit, *by, from, side)
        }
        Sense::Weekday { weekday, choice, from_text } => {
            let from = if *from_text && text_anchor.day.is_some() { text_anchor } else { anchor };
            weekday_value(*weekday, *choice, from, side)
        }
        Sense::Season { season, year, choice } => season_value(season, *year, *choice, anchor, side),
        Sense::Quarter { quarter, year, shift } => quarter_value(*quarter, *year, *shift, anchor, side),
        Sense::Half { half, year } => {
            let known = year.or(anchor.year.map(i32::from));
            let mut value = Value::new(TimeType::DATE, format!("{}-H{half}", year_text(known)), Precision::Quarter);
            value.anchored = year.is_none() && known.is_some();
            value
        }
        Sense::Decade { decade } => Value::new(TimeType::DATE, format!("{decade:03}"), Precision::Decade),
        Sense::Century { century } => Value::new(TimeType::DATE, format!("{century:02}"), Precision::Decade),
        Sense::Holiday { name, year, choice } => holiday(name, *year, *choice, anchor, side),
        Sense::Duration { value, unit } => Value::new(TimeType::DURATION, format!("P{value}"), precision(*unit)),
        Sense::Set { value, unit } => Value::new(TimeType::SET, value.clone(), precision(*unit)),
        Sense::Reference(name) => Value::new(TimeType::DATE, *name, Precision::Unknown),
        Sense::Part { part, day } => {
            let mut value = resolve(day, anchor, text_anchor, side);
            value.time_type = TimeType::TIME;
            value.value = format!("{}T{part}", value.value);
            value.alternatives.iter_mut().for_each(|other| other.value = format!("{}T{part}", other.value));
            value
        }
        Sense::WeekOf { day } => {
            let mut value = resolve(day, anchor, text_anchor, side);
            value.precision = Precision::Week;
            value.alternatives.clear();
            match value.day {
                Some(day) => (value.value, value.day) = (week_text(day), monday(day)),
                None => value.value = "XXXX-WXX".to_owned(),
            }
            value
        }
        Sense::Clock { time, day } => {
            let mut value = match day {
                Some(day) => resolve(day, anchor, text_anchor, side),
                None => {
                    let from = if text_anchor.day.is_some() { text_anchor } else { anchor };
                    shift(Unit::Day, 0, from, side)
                }
            };
            value.time_type = TimeType::TIME;
            value.precision = Precision::Time;
            let cut = |value: &str| value.split_once('T').map_or(value.to_owned(), |(day, _)| day.to_owned());
            value.value = format!("{}T{time}", cut(&value.value));
            value.alternatives.iter_mut().for_each(|other| other.value = format!("{}T{time}", cut(&other.value)));
            value
        }
    }
}

fn calendar(
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
    weekday: Option<u8>,
    choice: Choice,
    anchor: &Anchor,
    side: Side,
) -> Value {
    match (year, month, day) {
        (None, None, None) => {
            let mut value = Value::new(TimeType::DATE, "XXXX-XX-XX", Precision::Day);
            value.trouble = Some(("ambiguous-date", "which numbers are day, month and year is not known".to_owned()));
            value
        }
        (None, None, Some(day)) => day_of_month(day, weekday, anchor, side),
        (None, Some(month), None) => month_value(month, choice, anchor, side),
        (None, Some(month), Some(day)) => month_day(month, day, weekday, choice, anchor, side),
        (Some(year), None, _) => {
            let mut value = Value::new(TimeType::DATE, year_text(Some(year)), Precision::Year);
            value.day = make(year, 1, 1);
            if day.is_none() && (year < 1000) {
                value.trouble = Some(("odd-year", format!("year {year} is kept as said")));
            }
            value
        }
        (Some(year), Some(month), None) => {
            let mut value = Value::new(TimeType::DATE, format!("{}-{month:02}", year_text(Some(year))), Precision::Month);
            value.day = make(year, month, 1);
            if !(1..=12).contains(&month) {
                value.trouble = Some(("unreadable-date", format!("there is no month {month}")));
            }
            value
        }
        (Some(year), Some(month), Some(day)) => {
            let mut value = Value::new(TimeType::DATE, format!("{}-{month:02}-{day:02}", year_text(Some(year))), Precision::Day);
            value.day = make(year, month, day);
            let known = value.day.map(|day| day.weekday().to_monday_one_offset() as u8);
            value.trouble = match (value.day, weekday) {
                (None, _) => Some(("unreadable-date", format!("there is no day {day} in month {month} of {year}"))),
                (Some(_), Some(said)) if Some(said) != known => Some((
                    "weekday-mismatch",
                    format!("{} is a {}, not a {}", value.value, weekday_name(known.unwrap_or(1)), weekday_name(said)),
                )),
                _ if !(1000..=2200).contains(&year) => Some(("odd-year", format!("year {year} is kept as said"))),
                _ => None,
            };
            value
        }
    }
}

/// `Friday the 13th`.
fn day_of_month(day: u8, weekday: Option<u8>, anchor: &Anchor, side: Side) -> Value {
    let Some(base) = anchor.day else { return Value::new(TimeType::DATE, format!("XXXX-XX-{day:02}"), Precision::Day) };
    let months = if side == Side::Future { [0, 1, 2] } else { [0, -1, -2] };
    let candidates = months.iter().filter_map(|by| base.first_of_month().checked_add(by.months()).ok());
    let found = candidates.filter_map(|first| Date::new(first.year(), first.month(), day as i8).ok()).find(|date| {
        let side_fits = if side == Side::Future { *date >= base } else { *date <= base };
        side_fits && weekday.is_none_or(|weekday| date.weekday().to_monday_one_offset() as u8 == weekday)
    });
    found.map_or_else(|| Value::new(TimeType::DATE, format!("XXXX-XX-{day:02}"), Precision::Day), Value::of_day)
}

fn month_value(month: u8, choice: Choice, anchor: &Anchor, side: Side) -> Value {
    let relation = side_relation(choice, side);
    let (Some(year), true) = (anchor.year, anchor.month.is_some() || choice == Choice::This) else {
        return Value::new(TimeType::DATE, format!("XXXX-{month:02}"), Precision::Month).relation(relation);
    };
    let year = i32::from(year);
    let here = anchor.month.unwrap_or(12) as u8;
    let before = if month <= here { year } else { year - 1 };
    let after = if month >= here { year } else { year + 1 };
    let (chosen, other) = match (choice, side) {
        (Choice::This, _) => (year, None),
        (Choice::Year(by), _) => (year + i32::from(by), None),
        // The month just gone is `last month` or `in February`; `last February` in March is the one before.
        (Choice::Last, _) => (if month + 1 < here { year } else { year - 1 }, None),
        (Choice::Next, _) => (if month > here { year } else { year + 1 }, None),
        // A month up to three ahead is this one unless its own verb is in the past: the one past would be `last November`.
        (Choice::Bare, Side::Unsaid | Side::Future) if (1..=3).contains(&((i32::from(month) - i32::from(here)).rem_euclid(12))) => {
            (after, Some(before))
        }
        (Choice::Bare, Side::Future) if (i32::from(here) - i32::from(month)).rem_euclid(12) > 2 => (after, Some(before)),
        (Choice::Bare, _) => (before, Some(after)),
    };
    let text = |year: i32| format!("{}-{month:02}", year_text(Some(year)));
    let mut value = Value::new(TimeType::DATE, text(chosen), Precision::Month).anchored().relation(relation);
    value.day = make(chosen, month, 1);
    match other.filter(|other| *other != chosen) {
        Some(other) => value.or(text(other), "the other side of the report's date"),
        None => value,
    }
}

fn month_day(month: u8, day: u8, weekday: Option<u8>, choice: Choice, anchor: &Anchor, side: Side) -> Value {
    let text = |year: Option<i32>| format!("{}-{month:02}-{day:02}", year_text(year));
    // A year that has the day at all: 29 February is checked against a leap year.
    if make(2000, month, day).is_none() {
        let mut value = Value::new(TimeType::DATE, text(None), Precision::Day);
        value.trouble = Some(("unreadable-date", format!("there is no day {day} in month {month}")));
        return value;
    }
    let Some(base_year) = anchor.year else {
        let mut value = Value::new(TimeType::DATE, text(None), Precision::Day).relation(side_relation(choice, side));
        if let Some(weekday) = weekday {
            value = value.relation(format!("weekday {weekday}"));
        }
        return value;
    };
    let base = anchor.day.or_else(|| make(i32::from(base_year), anchor.month.unwrap_or(7) as u8, 15));
    let Some(base) = base else { return Value::new(TimeType::DATE, text(None), Precision::Day) };
    let year = i32::from(base_year);
    let mut dates: Vec<Date> = (year - 7..=year + 7).filter_map(|year| make(year, month, day)).collect();
    if let Some(weekday) = weekday {
        let fitting: Vec<Date> = dates.iter().copied().filter(|date| date.weekday().to_monday_one_offset() as u8 == weekday).collect();
        if !fitting.is_empty() {
            dates = fitting;
        }
    }
    let distance = |date: &Date| (*date - base).get_days().abs();
    let nearest = dates.iter().copied().min_by_key(distance);
    let before = dates.iter().copied().filter(|date| *date <= base).max();
    let after = dates.iter().copied().filter(|date| *date >= base).min();
    // The tense decides only where neither side is near: reports say the year of what is far off.
    let near = nearest.is_some_and(|date| distance(&date) <= 100);
    let chosen = match (choice, side) {
        (Choice::Last, _) => before,
        (Choice::Next, _) => after,
        (Choice::Year(by), _) => make(year + i32::from(by), month, day),
        (_, Side::Future) if weekday.is_none() && !near => after,
        (_, Side::Past) if weekday.is_none() && !near => before,
        _ => nearest,
    };
    let Some(chosen) = chosen.or(nearest) else { return Value::new(TimeType::DATE, text(None), Precision::Day) };
    let mut value = Value::of_day(chosen).relation(side_relation(choice, side));
    if weekday.is_some_and(|said| said != chosen.weekday().to_monday_one_offset() as u8) {
        value.trouble = Some(("weekday-mismatch", format!("{} is not the weekday said with it", value.value)));
    }
    let other = [before, after].into_iter().flatten().find(|date| *date != chosen);
    match other {
        Some(other) => value.or(iso(other), "the other side of the report's date"),
        None => value,
    }
}

fn weekday_value(weekday: u8, choice: Choice, anchor: &Anchor, side: Side) -> Value {
    let relation = side_relation(choice, side);
    let Some(base) = anchor.day else {
        return Value::new(TimeType::DATE, format!("XXXX-WXX-{weekday}"), Precision::Day).relation(relation);
    };
    let here = i64::from(base.weekday().to_monday_one_offset());
    let back = (here - i64::from(weekday)).rem_euclid(7);
    let ahead = (i64::from(weekday) - here).rem_euclid(7);
    let full = |days: i64| if days == 0 { 7 } else { days };
    let (by, other, reason) = match (choice, side) {
        (Choice::Last, _) => (-full(back), -full(back) - 7, "`last` may mean the week before"),
        (Choice::Next, _) => (full(ahead), full(ahead) + 7, "`next` may mean the week after"),
        (Choice::This, Side::Past) => (-back, full(ahead), "the other side of the report's date"),
        (Choice::This, _) => (ahead, -full(back), "the other side of the report's date"),
        (Choice::Bare, Side::Future) => (ahead, -full(back), "the other side of the report's date"),
        (Choice::Bare | Choice::Year(_), _) => (-back, full(ahead), "the other side of the report's date"),
    };
    let Some(chosen) = days_from(base, by) else { return Value::new(TimeType::DATE, format!("XXXX-WXX-{weekday}"), Precision::Day) };
    let value = Value::of_day(chosen).relation(relation);
    match days_from(base, other) {
        Some(other) => value.or(iso(other), reason),
        None => value,
    }
}

fn shift(unit: Unit, by: i64, anchor: &Anchor, side: Side) -> Value {
    let relation = duration_text(unit, by);
    let symbolic = |text: &str| Value::new(TimeType::DATE, text, precision(unit)).relation(relation.clone());
    let far = Value::new(TimeType::DATE, if by < 0 { "PAST_REF" } else { "FUTURE_REF" }, Precision::Unknown);
    let too_far = by.abs() > 9_000_000;
    let value = match unit {
        Unit::Day => {
            let Some(base) = anchor.day else { return symbolic("XXXX-XX-XX") };
            days_from(base, by).map_or(far, Value::of_day)
        }
        Unit::Week => {
            let Some(base) = anchor.day else { return symbolic("XXXX-WXX") };
            let Some(day) = days_from(base, by.saturating_mul(7)).filter(|_| !too_far) else { return far };
            let mut value = Value::new(TimeType::DATE, week_text(day), Precision::Week).anchored();
            value.day = monday(day);
            value
        }
        Unit::Weekend => {
            let Some(base) = anchor.day else { return symbolic("XXXX-WXX-WE") };
            // Of the weekend in sight: the last one on a Monday to Thursday told in the past, else the one of this week.
            let here = i64::from(base.weekday().to_monday_one_offset());
            let weeks = if by == 0 && side != Side::Future && here <= 5 { -1 } else { by };
            let Some(day) = days_from(base, weeks * 7).filter(|_| !too_far) else { return far };
            let mut value = Value::new(TimeType::DATE, format!("{}-WE", week_text(day)), Precision::Week).anchored();
            value.day = monday(day).and_then(|day| days_from(day, 5));
            let other = days_from(base, if weeks == 0 { -7 } else { 0 });
            if let (0, Some(other)) = (by, other) {
                value = value.or(format!("{}-WE", week_text(other)), "the other side of the report's date");
            }
            value
        }
        Unit::Month => {
            let (Some(year), Some(month)) = (anchor.year, anchor.month) else { return symbolic("XXXX-XX") };
            let months = i64::from(year) * 12 + i64::from(month) - 1 + by;
            let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
            if too_far || !(0..=9999).contains(&year) {
                return far;
            }
            let mut value = Value::new(TimeType::DATE, format!("{year:04}-{month:02}"), Precision::Month).anchored();
            value.day = make(year as i32, month as u8, 1);
            value
        }
        Unit::Quarter => return quarter_value(None, None, by, anchor, side).relation(relation),
        Unit::Year | Unit::Decade | Unit::Century => {
            let Some(year) = anchor.year else {
                return symbolic(if unit == Unit::Year {
                    "XXXX"
                } else if unit == Unit::Decade {
                    "XXX"
                } else {
                    "XX"
                });
            };
            let size = if unit == Unit::Year {
                1
            } else if unit == Unit::Decade {
                10
            } else {
                100
            };
            let Some(year) = by.checked_mul(size).map(|by| i64::from(year) + by).filter(|year| (0..=9999).contains(year)) else {
                return far;
            };
            match unit {
                Unit::Year => {
                    let mut value = Value::new(TimeType::DATE, format!("{year:04}"), Precision::Year).anchored();
                    value.day = make(year as i32, 1, 1);
                    value
                }
                Unit::Decade => Value::new(TimeType::DATE, format!("{:03}", year / 10), Precision::Decade).anchored(),
                _ => Value::new(TimeType::DATE, format!("{:02}", year / 100), Precision::Decade).anchored(),
            }
        }
        Unit::Second | Unit::Minute | Unit::Hour => return symbolic("PRESENT_REF"),
    };
    value.relation(relation)
}

fn season_value(season: &str, year: Option<i32>, choice: Choice, anchor: &Anchor, side: Side) -> Value {
    let text = |year: Option<i32>| format!("{}-{season}", year_text(year));
    if year.is_some() {
        return Value::new(TimeType::DATE, text(year), Precision::Quarter);
    }
    let relation = side_relation(choice, side);
    let Some(base) = anchor.year.map(i32::from) else {
        return Value::new(TimeType::DATE, text(None), Precision::Quarter).relation(relation);
    };
    let here = anchor.month.unwrap_or(7) as i32;
    // The month a season begins in.
    let begins = match season {
        "SP" => 3,
        "SU" => 6,
        "FA" => 9,
        _ => 12,
    };
    let year = match (choice, side) {
        (Choice::Year(by), _) => base + i32::from(by),
        (Choice::Last, _) => {
            if begins + 2 < here {
                base
            } else {
                base - 1
            }
        }
        (Choice::Next, _) | (Choice::Bare, Side::Future) => {
            if begins >= here {
                base
            } else {
                base + 1
            }
        }
        (Choice::This, _) => base,
        (Choice::Bare, _) => {
            if begins <= here {
                base
            } else {
                base - 1
            }
        }
    };
    Value::new(TimeType::DATE, text(Some(year)), Precision::Quarter).anchored().relation(relation)
}

/// Quarters without a year are the last one ended for companies that report, which is what `the third quarter` nearly always tells of.
fn quarter_value(quarter: Option<u8>, year: Option<i32>, by: i64, anchor: &Anchor, side: Side) -> Value {
    let text = |year: Option<i32>, quarter: Option<u8>| {
        format!("{}-Q{}", year_text(year), quarter.map_or("X".to_owned(), |quarter| quarter.to_string()))
    };
    let make = |year: Option<i32>, quarter| Value::new(TimeType::DATE, text(year, quarter), Precision::Quarter);
    if year.is_some() && quarter.is_some() {
        return make(year, quarter);
    }
    let (Some(base), Some(month)) = (anchor.year.map(i32::from), anchor.month) else { return make(year, quarter) };
    let here = (i32::from(month) - 1) / 3 + 1;
    let Some(quarter) = quarter else {
        // The quarter at hand is the last one ended.
        let count = i64::from(base) * 4 + i64::from(here) - 1 + by - i64::from(side != Side::Future);
        let (in_year, number) = (count.div_euclid(4), count.rem_euclid(4) + 1);
        let in_year = year.or(i32::try_from(in_year).ok());
        return make(in_year, Some(number as u8)).anchored();
    };
    let chosen = if by != 0 {
        base + (by / 4) as i32 + if i32::from(quarter) > here && by < 0 && by > -4 { -1 } else { 0 }
    } else if i32::from(quarter) > here + 1 {
        base - 1
    } else {
        base
    };
    make(Some(chosen), Some(quarter)).anchored()
}

fn holiday(name: &str, year: Option<i32>, choice: Choice, anchor: &Anchor, side: Side) -> Value {
    let date = |year: i32| match name {
        "christmas" => make(year, 12, 25),
        "christmas eve" => make(year, 12, 24),
        "new year" => make(year, 1, 1),
        "new year's eve" => make(year, 12, 31),
        "thanksgiving" => make(year, 11, 1).and_then(|first| first.nth_weekday_of_month(4, Weekday::Thursday).ok()),
        "election day" => make(year, 11, 2)
            .and_then(|first| first.checked_sub(1.day()).ok()?.nth_weekday(1, Weekday::Monday).ok()?.checked_add(1.day()).ok()),
        _ => easter(year),
    };
    let found = match (year, anchor.day) {
        (Some(year), _) => date(year),
        (None, Some(base)) => {
            let year = i32::from(base.year());
            let dates: Vec<Date> = (year - 1..=year + 1).filter_map(date).collect();
            match (choice, side) {
                (Choice::Last, _) => dates.iter().copied().filter(|date| *date < base).max(),
                (Choice::Next, _) | (_, Side::Future) => dates.iter().copied().filter(|date| *date >= base).min(),
                (Choice::This, _) => date(year),
                _ => dates.iter().copied().min_by_key(|date| (*date - base).get_days().abs()),
            }
        }
        _ => None,
    };
    let Some(found) = found else {
        let symbolic = match name {
            "christmas" => "XXXX-12-25",
            "christmas eve" => "XXXX-12-24",
            "new year" => "XXXX-01-01",
            "new year's eve" => "XXXX-12-31",
            _ => "XXXX-XX-XX",
        };
        return Value::new(TimeType::DATE, symbolic, Precision::Day);
    };
    let mut value = if name == "easter week" {
        // The week before Easter Sunday.
        let mut week = Value::new(TimeType::DATE, week_text(found), Precision::Week);
        week.day = monday(found);
        week
    } else {
        Value::of_day(found)
    };
    value.anchored = year.is_none();
    value
}

/// Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8).
fn easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let f = (b + 8).div_euclid(25);
    let g = (b - f + 1).div_euclid(3);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c.div_euclid(4), c.rem_euclid(4));
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l).div_euclid(451);
    let sum = h + l - 7 * m + 114;
    make(year, u8::try_from(sum.div_euclid(31)).ok()?, u8::try_from(sum.rem_euclid(31) + 1).ok()?)
}

fn make(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn days_from(day: Date, by: i64) -> Option<Date> {
    if by.abs() > 7_000_000 {
        return None;
    }
    day.checked_add(Step::new().days(by)).ok().filter(|day| day.year() >= 0)
}

fn monday(day: Date) -> Option<Date> {
    days_from(day, 1 - i64::from(day.weekday().to_monday_one_offset()))
}

/// `2015-08-13`.
pub(crate) fn iso(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

fn week_text(day: Date) -> String {
    let week = day.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

fn year_text(year: Option<i32>) -> String {
    year.map_or("XXXX".to_owned(), |year| format!("{year:04}"))
}

fn weekday_name(weekday: u8) -> &'static str {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][usize::from(weekday.clamp(1, 7)) - 1]
}

fn side_relation(choice: Choice, side: Side) -> String {
    match (choice, side) {
        (Choice::Last, _) => "last".to_owned(),
        (Choice::Next, _) => "next".to_owned(),
        (Choice::This | Choice::Year(0), Side::Past) => "past".to_owned(),
        (Choice::This | Choice::Year(0), _) => "this".to_owned(),
        (Choice::Year(by), _) => if by < 0 { "last" } else { "next" }.to_owned(),
        (Choice::Bare, Side::Future) => "future".to_owned(),
        (Choice::Bare, _) => "past".to_owned(),
    }
}

/// `-P1W`, `P0D`: how many units from the anchor, as ISO 8601 writes durations, with a sign.
fn duration_text(unit: Unit, by: i64) -> String {
    let value = super::find::duration_value(&by.unsigned_abs().to_string(), unit);
    format!("{}P{value}", if by < 0 { "-" } else { "" })
}

fn precision(unit: Unit) -> Precision {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Precision::Time,
        Unit::Day => Precision::Day,
        Unit::Weekend | Unit::Week => Precision::Week,
        Unit::Month => Precision::Month,
        Unit::Quarter => Precision::Quarter,
        Unit::Year => Precision::Year,
        Unit::Decade | Unit::Century => Precision::Decade,
    }
}
