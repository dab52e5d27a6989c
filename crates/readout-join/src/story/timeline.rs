//! The days that reports tell most of: a story's timeline.
//!
//! A sentence tells of the day that it names; a sentence that opens a report and names none tells of the day of publication. One text printed by
//! several counts once. Only days that a report itself gives are counted: an undated report that says `on Tuesday` adds nothing.

use crate::Evidence;
use crate::copies::Copies;
use crate::when;
use crate::words::content_words;
use jiff::civil::Date;
use readout_core::{Reading, Span, TimeId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A day that reports tell of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Day {
    /// ISO 8601.
    pub day: String,
    /// Reports that tell of it.
    pub n_reports: usize,
    /// Texts that tell of it, one printed by several counted once.
    pub n_texts: usize,
    /// How much is told of it: see [`Weights`].
    pub weight: f64,
    /// The sentence that says best what others say of it.
    pub evidence: Evidence,
}

/// How much a sentence adds to a day.
#[derive(Clone, Copy, Debug)]
pub struct Weights {
    /// A sentence that names another day than that of publication.
    pub named: f64,
    /// A sentence that names the day of publication.
    pub same_day: f64,
    /// An opening sentence without any day, for the day of publication.
    pub opening: f64,
    /// How many sentences are an opening.
    pub n_opening: usize,
    /// How much a sentence counts that stands last, where the first counts 1.
    pub last: f64,
    /// The root of the count is taken to this power within one report: 1 counts every sentence.
    pub within: f64,
    /// How much of its neighbours' weight a day must have to stand beside them, 0 to 1.
    pub peak: f64,
}

/// Set on timeline17, see `cargo xtask score stories`.
pub const WEIGHTS: Weights = Weights { named: 1.0, same_day: 1.0, opening: 1.0, n_opening: 3, last: 0.5, within: 0.5, peak: 0.0 };

/// All days that `reports` tell of, by date.
pub fn days(readings: &[Reading], copies: &Copies, reports: &[usize]) -> Vec<Day> {
    days_weighed(readings, copies, reports, &WEIGHTS)
}

/// [`days`], with other weights.
pub fn days_weighed(readings: &[Reading], copies: &Copies, reports: &[usize], weights: &Weights) -> Vec<Day> {
    struct Told {
        report: usize,
        sentence: Span,
        weight: f64,
    }
    let mut told: BTreeMap<Date, Vec<Told>> = BTreeMap::new();
    for report in reports {
        let reading = &readings[*report];
        let published = when::published(reading);
        let mut named: BTreeMap<usize, BTreeSet<Date>> = BTreeMap::new();
        let mut any: BTreeSet<usize> = BTreeSet::new();
        for (id, time) in reading.times.iter().enumerate() {
            let Some(sentence) = reading.sentence_at(time.span.start) else { continue };
            let day = when::value(reading, TimeId::new(id)).filter(|value| value.len() == 10).and_then(when::day);
            if let Some(day) = day {
                named.entry(sentence).or_default().insert(day);
                any.insert(sentence);
            }
        }
        let n = reading.sentences.len().max(1) as f64;
        let fade = |place: usize| 1.0 - (1.0 - weights.last) * place as f64 / n;
        for (place, days) in &named {
            for day in days {
                let base = if Some(*day) == published { weights.same_day } else { weights.named };
                let sentence = reading.sentences[*place];
                told.entry(*day).or_default().push(Told { report: *report, sentence, weight: base * fade(*place) });
            }
        }
        if let Some(published) = published {
            for place in (0..reading.sentences.len().min(weights.n_opening)).filter(|place| !any.contains(place)) {
                let sentence = reading.sentences[place];
                told.entry(published).or_default().push(Told { report: *report, sentence, weight: weights.opening * fade(place) });
            }
        }
    }
    let mut days = Vec::new();
    for (day, told) in told {
        // One text counts once, by the report that tells most of the day.
        let mut by_report: BTreeMap<usize, f64> = BTreeMap::new();
        told.iter().for_each(|told| *by_report.entry(told.report).or_default() += told.weight);
        let mut by_text: BTreeMap<(bool, usize), f64> = BTreeMap::new();
        for (report, weight) in &by_report {
            let text = copies.family_of(*report).map_or((false, *report), |family| (true, family));
            let known = by_text.entry(text).or_default();
            *known = known.max(weight.powf(weights.within));
        }
        let Some(evidence) = most_said(readings, told.iter().map(|told| (told.report, told.sentence))) else { continue };
        days.push(Day {
            day: day.to_string(),
            n_reports: by_report.len(),
            n_texts: by_text.len(),
            weight: by_text.values().sum(),
            evidence,
        });
    }
    if weights.peak > 0.0 {
        let before: BTreeMap<Date, f64> = days.iter().filter_map(|day| Some((when::day(&day.day)?, day.weight))).collect();
        for day in &mut days {
            let Some(date) = when::day(&day.day) else { continue };
            let beside = [date.yesterday(), date.tomorrow()]
                .into_iter()
                .flatten()
                .filter_map(|date| before.get(&date))
                .fold(0.0f64, |a, b| a.max(*b));
            if day.weight < beside * weights.peak {
                day.weight *= 0.5;
            }
        }
    }
    days
}

/// The `most` days with most weight, by date.
pub fn best(mut days: Vec<Day>, most: usize) -> Vec<Day> {
    days.sort_by(|one, other| other.weight.total_cmp(&one.weight).then(one.day.cmp(&other.day)));
    days.truncate(most);
    days.sort_by(|one, other| one.day.cmp(&other.day));
    days
}

/// Sentences that are compared at most: more say nothing new.
const MOST_SENTENCES: usize = 200;

/// The sentence whose words the others use most, long ones not for their length.
fn most_said(readings: &[Reading], sentences: impl Iterator<Item = (usize, Span)>) -> Option<Evidence> {
    let sentences: Vec<(usize, Span, BTreeSet<String>)> = sentences
        .take(MOST_SENTENCES)
        .map(|(report, span)| (report, span, content_words(span.of(&readings[report].text)).into_iter().collect()))
        .collect();
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    sentences.iter().flat_map(|(.., words)| words).for_each(|word| *used.entry(word).or_default() += 1);
    let central = |words: &BTreeSet<String>| {
        let sum: usize = words.iter().map(|word| used[word.as_str()] - 1).sum();
        sum as f64 / (words.len() as f64 + 8.0)
    };
    let best =
        sentences.iter().enumerate().max_by(|one, other| central(&one.1.2).total_cmp(&central(&other.1.2)).then(other.0.cmp(&one.0)))?;
    Some(Evidence { report: best.1.0, span: best.1.1 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use readout_core::{Precision, Published, Report, Time, TimeType};

    /// A report of a day, a sentence each, with the day that the sentence names.
    fn reading(published: Option<&str>, sentences: &[(&str, Option<&str>)]) -> Reading {
        let text: Vec<&str> = sentences.iter().map(|(text, _)| *text).collect();
        let mut report = Report::new("r", text.join(" "));
        report.published = published.map(|day| Published { value: day.to_owned(), precision: Precision::Day, from: "field".to_owned() });
        let mut reading = Reading::empty(&report);
        let mut at = 0;
        for (text, day) in sentences {
            let span = Span::new(at, at + text.len());
            reading.sentences.push(span);
            if let Some(day) = day {
                reading.times.push(Time {
                    id: TimeId::new(reading.times.len()),
                    span,
                    time_type: TimeType::DATE,
                    value: (*day).to_owned(),
                    precision: Precision::Day,
                    anchor: None,
                    alternatives: Vec::new(),
                    modifier: None,
                    relation: None,
                });
            }
            at += text.len() + 1;
        }
        reading
    }

    #[test]
    fn a_day_that_many_texts_name_is_told_most_of() {
        let readings = [
            reading(Some("2031-06-04"), &[("Envoys met.", None), ("They last met on 2 May.", Some("2031-05-02"))]),
            reading(Some("2031-06-05"), &[("Rain fell.", None), ("The envoys met in May.", Some("2031-05-02"))]),
            reading(None, &[("Envoys met on Tuesday.", Some("XXXX-WXX-2"))]),
        ];
        let days = days(&readings, &Copies::default(), &[0, 1, 2]);
        let found: Vec<(&str, usize)> = days.iter().map(|day| (day.day.as_str(), day.n_texts)).collect();
        assert_eq!(found, [("2031-05-02", 2), ("2031-06-04", 1), ("2031-06-05", 1)]);
        assert_eq!(best(days, 1)[0].day, "2031-05-02");
    }

    #[test]
    fn one_text_printed_by_many_tells_of_a_day_once() {
        let readings: Vec<Reading> = (0..3).map(|_| reading(Some("2031-06-04"), &[("Envoys met on 2 May.", Some("2031-05-02"))])).collect();
        let copies = Copies { family: vec![Some(0), Some(0), None], ..Copies::default() };
        let days = days(&readings, &copies, &[0, 1, 2]);
        assert_eq!((days[0].n_reports, days[0].n_texts), (3, 2));
    }
}
