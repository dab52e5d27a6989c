//! A report as dating reads it: the times that lie near its own unknown day, and the words of its sentences.

use crate::when;
use crate::words::content_words;
use jiff::civil::Date;
use readout_core::{Precision, Reading, Span, Time, TimeType};
use std::collections::BTreeSet;

/// A time expression that places something near its report's day.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) time: usize,
    pub(super) span: Span,
    pub(super) meaning: Meaning,
    pub(super) sentence: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    /// The report's day and this many days.
    Days(i64),
    /// The last such weekday before or on the report's day.
    Past(u8),
    /// The next such weekday after the report's day.
    Coming(u8),
    /// Some day of the week before.
    LastWeek,
}

/// A report with its marks and the weights of its sentences' words.
pub(super) struct Page {
    pub(super) published: Option<Date>,
    pub(super) marks: Vec<Mark>,
    pub(super) sentences: Vec<BTreeSet<String>>,
    pub(super) says_today: bool,
}

impl Page {
    pub(super) fn new(reading: &Reading) -> Self {
        let published = when::published(reading);
        let spans = sentences(reading);
        let sentence_of = |span: Span| spans.iter().position(|sentence| sentence.contains(span));
        let marks: Vec<Mark> = reading
            .times
            .iter()
            .enumerate()
            .filter_map(|(place, time)| {
                let meaning = meaning(time, published)?;
                Some(Mark { time: place, span: time.span, meaning, sentence: sentence_of(time.span)? })
            })
            .collect();
        let bag = |span: &Span| content_words(span.of(&reading.text)).into_iter().filter(|word| !is_time_word(word)).collect();
        const TODAY: &[&str] = &["today", "tonight", "this afternoon", "this evening"];
        let says_today = marks.iter().any(|mark| {
            mark.meaning == Meaning::Days(0)
                && TODAY.contains(&mark.span.of(&reading.text).to_lowercase().as_str())
                && !in_quotation(&reading.text, mark.span)
        });
        Self { published, sentences: spans.iter().map(bag).collect(), marks, says_today }
    }
}

impl Page {
    /// The first weekday told in the past in the first sentences: `Monday's raid` is told of, `on Wednesday` is when it is told.
    pub(super) fn lead(&self, text: &str) -> Option<(u8, Span)> {
        let told = |mark: &&Mark| !text.get(mark.span.end as usize..).unwrap_or_default().starts_with(['\'', '’']);
        self.marks.iter().filter(|mark| mark.sentence < 4).filter(told).find_map(|mark| match mark.meaning {
            Meaning::Past(weekday) => Some((weekday, mark.span)),
            _ => None,
        })
    }
}

/// Whether words stand in quotation marks, by the marks before them in their line.
fn in_quotation(text: &str, span: Span) -> bool {
    let before = text.get(..span.start as usize).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.chars().fold(false, |open, letter| match letter {
        '“' => true,
        '”' => false,
        '"' => !open,
        _ => open,
    })
}

/// Month and day of `XXXX-09-05`.
pub(super) fn month_day(value: &str) -> Option<(i8, i8)> {
    let (month, day) = value.strip_prefix("XXXX-")?.split_once('-')?;
    let number = |text: &str| text.parse::<i8>().ok().filter(|_| text.len() == 2);
    number(month).zip(number(day.get(..2)?)).filter(|(month, _)| (1..=12).contains(month))
}

/// Month of `XXXX-09`.
pub(super) fn month(value: &str) -> Option<i8> {
    let month = value.strip_prefix("XXXX-").filter(|rest| rest.len() == 2)?;
    month.parse().ok().filter(|month| (1..=12).contains(month))
}

/// Least and most days that a rounded duration can stand for: `P22M` is 21½ to 23 months, `P4Y` is 3½ to 5 years.
pub(super) fn age_in_days(value: &str) -> Option<(i64, i64)> {
    let rest = value.strip_prefix('P')?;
    let count = |unit: char| rest.strip_suffix(unit).and_then(|count| count.parse::<f64>().ok());
    if let Some(years) = count('Y').filter(|years| *years < 200.0) {
        return Some((((years - 0.5) * 365.25) as i64, ((years + 1.0) * 365.25) as i64));
    }
    let months = count('M').filter(|months| *months < 2400.0)?;
    Some((((months - 0.5) * 30.44) as i64, ((months + 1.0) * 30.44) as i64))
}

/// The sentences of a reading, or its lines where it has none.
pub(super) fn sentences(reading: &Reading) -> Vec<Span> {
    if !reading.sentences.is_empty() {
        return reading.sentences.clone();
    }
    let mut spans = Vec::new();
    let mut start = 0;
    for line in reading.text.split_inclusive('\n') {
        let end = start + line.len();
        if !line.trim().is_empty() {
            spans.push(Span::new(start, start + line.trim_end().len()));
        }
        start = end;
    }
    spans
}

pub(super) fn is_time_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
        "tomorrow",
        "week",
        "month",
        "year",
        "day",
        "last",
        "next",
        "earli",
        "late",
        "weekend",
        "night",
        "morn",
        "even",
        "afternoon",
    ];
    WORDS.contains(&word)
}

/// What a time says of the days around its report's day.
pub(super) fn meaning(time: &Time, published: Option<Date>) -> Option<Meaning> {
    if !matches!(time.time_type, TimeType::DATE | TimeType::TIME)
        || time.anchor.as_deref().is_some_and(|anchor| anchor.starts_with("text:"))
    {
        return None;
    }
    let relation = time.relation.as_deref();
    // `at midnight` alone is on no certain day.
    let bare_clock = time
        .value
        .split_once('T')
        .is_some_and(|(day, clock)| day.starts_with("XXXX-XX") && clock.starts_with(|first: char| first.is_ascii_digit()));
    if bare_clock {
        return None;
    }
    if let Some(day) = when::day(&time.value) {
        return published.filter(|_| relation.is_some()).map(|published| Meaning::Days(i64::from((day - published).get_days())));
    }
    if let Some(rest) = time.value.strip_prefix("XXXX-WXX-") {
        let weekday = rest.bytes().next().filter(|digit| (b'1'..=b'7').contains(digit)).map(|digit| digit - b'0')?;
        return Some(if matches!(relation, Some("future" | "next" | "this")) { Meaning::Coming(weekday) } else { Meaning::Past(weekday) });
    }
    match (relation?, time.precision) {
        ("-P1W", Precision::Week) => Some(Meaning::LastWeek),
        (relation, Precision::Day | Precision::Time) => {
            let (sign, days) = relation.strip_prefix('-').map_or((1, relation), |rest| (-1, rest));
            days.strip_prefix('P')?.strip_suffix('D')?.parse::<i64>().ok().map(|days| Meaning::Days(sign * days))
        }
        _ => None,
    }
}

/// Content words within sixty bytes of a mark.
pub(super) fn near_words(readings: &[Reading], report: usize, mark: &Mark) -> BTreeSet<String> {
    let text = readings[report].text.as_str();
    let floor = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let from = floor((mark.span.start as usize).saturating_sub(60));
    let to = floor(mark.span.end as usize + 60);
    content_words(&text[from..to]).into_iter().filter(|word| !is_time_word(word)).collect()
}

pub(super) fn words_before(text: &str, span: Span) -> Vec<String> {
    let end = span.start as usize;
    let start = (0..=end.saturating_sub(60)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(start..end)
        .unwrap_or_default()
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

pub(super) fn words_after(text: &str, span: Span) -> Vec<String> {
    let start = span.end as usize;
    let end = (start + 60..).find(|at| *at >= text.len() || text.is_char_boundary(*at)).unwrap_or(start).min(text.len());
    text.get(start..end)
        .unwrap_or_default()
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Capitalised words inside sentences: the names of a report, roughly.
pub(super) fn names(reading: &Reading) -> BTreeSet<String> {
    sentences(reading).iter().flat_map(|sentence| names_in(sentence.of(&reading.text))).collect()
}

/// Capitalised words of one sentence, after its first word.
pub(super) fn names_in(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).skip(1);
    let named = |word: &&str| word.chars().next().is_some_and(char::is_uppercase) && word.chars().count() > 3;
    words.filter(named).map(str::to_lowercase).filter(|word| !is_time_word(word)).collect()
}
