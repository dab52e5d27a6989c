//! Time expressions, resolved as far as the report allows and no further.
//!
//! A [`Doc`] comes in; TIMEX3 expressions with values go out: `met Thursday` in a report of Friday 14 August 2015 is `2015-08-13`,
//! anchored on `published`, with the Thursday after as an alternative. Expressions are found over the characters ([`find`]) and given
//! values against the publication date, the dateline, or a date already set in the text ([`value`], with the forms used where none is
//! known). Which side of the date a bare weekday or month lies on is chosen by tense and modality ([`side`]). The wall clock is never
//! read. When something happened, was said and was published stay three different dates: events and attributions point to times, the
//! header holds the publication.

mod find;
mod side;
mod value;

use crate::doc::Doc;
use crate::scan::{self, Word};
use jiff::civil::Date;
use readout_core::{Finding, Precision, Published, Report, Time, TimeAlternative, TimeId, TimeType};
use value::{Anchor, Value};

/// Finds and resolves time expressions.
pub fn times(doc: &Doc<'_>, findings: &mut Vec<Finding>) -> Vec<Time> {
    let words: Vec<Word> = scan::scan(doc.text);
    let published = published_anchor(doc.report, findings);
    let anchor = dateline_anchor(doc.report, &published).unwrap_or(published);
    let sides = side::Sides::new(doc, &words);
    let mut times: Vec<Time> = Vec::new();
    let mut text_anchor = Anchor::default();
    let mut quarter = None;
    for found in find::find(&words, doc.text) {
        let span = scan::span(&words, found.from, found.to);
        if doc.report.boilerplate.iter().any(|furniture| furniture.overlaps(span)) {
            continue;
        }
        let id = TimeId::new(times.len());
        let mut value = value::resolve(&found.sense, &anchor, &text_anchor, sides.of(found.from, found.to));
        compare_quarters(&found.sense, words[found.to - 1].lower == "year", &mut quarter, &mut value);
        if let Some((code, message)) = &value.trouble {
            findings.push(Finding::at(code, span, message.clone()));
        }
        let from_text = matches!(&found.sense, find::Sense::Shift { from_text: true, .. } | find::Sense::Weekday { from_text: true, .. });
        let name = match (value.anchored, from_text && !text_anchor.name.is_empty()) {
            (false, _) => None,
            (true, true) => Some(text_anchor.name.clone()),
            (true, false) => Some(anchor.name.clone()),
        };
        remember(&mut text_anchor, &value, id);
        times.push(Time {
            id,
            span,
            time_type: value.time_type,
            value: value.value,
            precision: value.precision,
            anchor: name,
            alternatives: value.alternatives,
            modifier: found.modifier.map(str::to_owned),
            relation: value.relation,
        });
    }
    times
}

/// `a year earlier` after a quarter's figures is that quarter of the year before: `1988-Q3` after `the third quarter`.
fn compare_quarters(sense: &find::Sense, said_last: bool, quarter: &mut Option<u8>, value: &mut Value) {
    use find::{Sense, Unit};
    match sense {
        Sense::Quarter { .. } => {
            *quarter = value.value.split_once("-Q").and_then(|(_, number)| number.parse().ok());
        }
        Sense::Shift { unit: Unit::Year, by: -1, .. }
            if !said_last && value.value.len() == 4 && value.relation.as_deref() == Some("-P1Y") =>
        {
            if let Some(quarter) = *quarter {
                value.alternatives.push(TimeAlternative { value: value.value.clone(), reason: "the whole year".to_owned() });
                value.value = format!("{}-Q{quarter}", value.value);
                value.precision = Precision::Quarter;
            }
        }
        Sense::Calendar { month: None, .. } | Sense::Duration { .. } | Sense::Half { .. } => *quarter = None,
        _ => {}
    }
}

/// Keeps the last day set in the text, which `the next day` and `two days later` go by.
fn remember(text_anchor: &mut Anchor, value: &Value, id: TimeId) {
    let Some(day) = value.day.filter(|_| matches!(value.time_type, TimeType::DATE | TimeType::TIME)) else { return };
    let name = format!("text:{}", id.0);
    *text_anchor = match value.precision {
        Precision::Day | Precision::Time => Anchor::day(day, &name),
        Precision::Month => Anchor { day: None, month: Some(day.month()), year: Some(day.year()), name },
        Precision::Year => Anchor { day: None, month: None, year: Some(day.year()), name },
        _ => return,
    };
}

/// The publication date, as far as it is known.
fn published_anchor(report: &Report, findings: &mut Vec<Finding>) -> Anchor {
    let Some(published) = &report.published else { return Anchor::default() };
    let anchor = parse_published(published);
    if anchor.year.is_none() {
        findings.push(Finding::report("published-unreadable", format!("the publication date `{}` could not be read", published.value)));
    }
    anchor
}

fn parse_published(published: &Published) -> Anchor {
    let name = "published".to_owned();
    let value = published.value.trim();
    let date = value.get(..10).and_then(|date| date.parse::<Date>().ok());
    if let (Some(day), true) = (date, matches!(published.precision, Precision::Day | Precision::Time)) {
        return Anchor::day(day, &name);
    }
    let year = value.get(..4).and_then(|year| year.parse::<i16>().ok());
    let month = value.get(5..7).and_then(|month| month.parse::<i8>().ok()).filter(|month| (1..=12).contains(month));
    match published.precision {
        Precision::Year => Anchor { day: None, month: None, year, name },
        _ if value.len() >= 7 => Anchor { day: None, month, year, name },
        _ => Anchor { day: None, month: None, year, name },
    }
}

/// A date printed in the dateline, where it is whole or the publication date completes it, and lies within ten days before that.
fn dateline_anchor(report: &Report, published: &Anchor) -> Option<Anchor> {
    let dateline = report.dateline.as_ref()?;
    let date = dateline.date.as_deref()?;
    let words = scan::scan(date);
    let found = find::find(&words, &format!("{date}x")).into_iter().next()?;
    let value = value::resolve(&found.sense, published, &Anchor::default(), side::past());
    let day = value.day.filter(|_| value.precision == Precision::Day)?;
    let near = published.day.is_none_or(|published| (0..=10).contains(&(published - day).get_days()));
    near.then(|| Anchor::day(day, "dateline"))
}

/// The span of the time expression that holds byte `offset`, if one does.
pub fn time_at(times: &[Time], offset: u32) -> Option<&Time> {
    let after = times.partition_point(|time| time.span.start <= offset);
    after.checked_sub(1).map(|place| &times[place]).filter(|time| offset < time.span.end)
}

#[cfg(test)]
mod tests;
