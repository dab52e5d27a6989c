//! Dates undated reports together: what each says of its own day, solved over all of them.
//!
//! A report's day here is the day it speaks from, which its outlet may print a day later.
//!
//! A report without a date still says `on Thursday`, `today`, `last week`, `a 22-month conflict`. Alone that dates nothing; together it does:
//! where two reports tell of one thing, the day of one is the day of the other. Readings come in, [`Dates`] go out: for each report its weekday
//! and the span of days it can lie in, for each pair the days between them, the clues with their words, contradictions, and what one known
//! date would settle. Nothing is guessed from the order of the input, and the wall clock is never read.
//!
//! How it is done: every report has one unknown, its day. A clue bounds the days between two reports, or between a report and the calendar:
//!
//! - *same thing, same day*: two sentences with much the same words, each with a time expression ([`LEAST_LIKENESS`]). `Friday` in the
//!   one and `today` in the other make the other's day that Friday;
//! - *report's own day*: the first weekday told in the past in the first sentences is the day of the report, unless the report also says
//!   `today`, which is then a day it does not name;
//! - *age of a conflict*: `a 22-month conflict` is told at least two years before `a four-year war` in the same country;
//! - *day of a month*: `on 5 September` told as coming in one report and as past in another, of one thing;
//! - *growing toll*: of two tolls of a whole war that name no different claimants, the higher is told later;
//! - *calendar*: a report lies after each full date it tells as past (`since February 2014`), before each it tells as coming.
//!
//! The clues are added strongest first to a network of differences, kept closed by shortest paths. A clue that cannot hold with those before
//! it is left out and, where it is strong, reported as a contradiction.

use crate::Evidence;
use crate::when;
use crate::words::content_words;
use jiff::civil::Date;
use readout_core::{Precision, Reading, Span, Time, TimeType};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How like two sentences must be to tell of one thing: shared weight of words over the weight of the lighter sentence. Set by hand on
/// invented reports.
pub const LEAST_LIKENESS: f64 = 0.42;
/// From here on, clues that cannot both hold are reported.
const STRONG: f64 = 0.6;
/// Days without bound.
const FAR: i64 = 40_000_000;

/// When reports were made, as far as they say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Dates {
    /// One for each report, in their order.
    pub reports: Vec<Dated>,
    /// Days from one report to another, for each pair with bounds on both sides; `from` is less than `to`.
    pub distances: Vec<Distance>,
    /// One list for each set of reports that clues connect, the largest first: groups from the oldest to the latest. Reports in one group are
    /// of one day, or no clue orders them; of two in different groups only [`Dates::before`] says whether a clue orders them.
    pub order: Vec<Vec<Vec<usize>>>,
    /// Pairs of reports of which the first is earlier for certain, as far as the clues hold.
    pub before: Vec<(usize, usize)>,
    /// Clues that cannot hold together.
    pub contradictions: Vec<Contradiction>,
    /// Undated reports whose date would date others, the most useful first.
    pub settles: Vec<Settles>,
}

/// What is known of a report's day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Dated {
    /// Monday is 1.
    pub weekday: Option<u8>,
    /// First day it can be of, ISO 8601.
    pub earliest: Option<String>,
    /// Last day it can be of.
    pub latest: Option<String>,
    /// The words that say so.
    pub clues: Vec<Clue>,
}

/// Words that bound a report's day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clue {
    /// What follows from them, as one lowercase sentence.
    pub says: String,
    /// The words, in one report or in two.
    pub evidence: Vec<Evidence>,
}

/// How many days one report lies after another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distance {
    /// The one report.
    pub from: usize,
    /// The other.
    pub to: usize,
    /// Least days from the one to the other; negative where the other is earlier.
    pub low: i64,
    /// Most days.
    pub high: i64,
}

/// Clues that cannot hold together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contradiction {
    /// What does not fit, as one lowercase sentence.
    pub says: String,
    /// The words that cause it.
    pub evidence: Vec<Evidence>,
}

/// What one date would settle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settles {
    /// The report whose date is wanted.
    pub report: usize,
    /// The reports that would then be dated to the day.
    pub dates: Vec<usize>,
}

/// Solves the days of all reports.
pub fn dates(readings: &[Reading]) -> Dates {
    let pages: Vec<Page> = readings.iter().enumerate().map(|(report, reading)| Page::new(report, reading)).collect();
    let mut solver = Solver::new(readings, &pages);
    solver.known_dates();
    let links = links(readings, &pages);
    solver.weekdays(&links);
    solver.link(&links);
    solver.nearest_days();
    solver.calendar();
    solver.conflict_ages();
    solver.days_of_months();
    solver.tolls();
    solver.result()
}

/// A time expression that places something near its report's day.
#[derive(Clone, Debug)]
struct Mark {
    time: usize,
    span: Span,
    meaning: Meaning,
    sentence: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Meaning {
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
struct Page {
    published: Option<Date>,
    marks: Vec<Mark>,
    sentences: Vec<BTreeSet<String>>,
    says_today: bool,
}

impl Page {
    fn new(_report: usize, reading: &Reading) -> Self {
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
        let says_today =
            marks.iter().any(|mark| mark.meaning == Meaning::Days(0) && mark.span.of(&reading.text).eq_ignore_ascii_case("today"));
        Self { published, sentences: spans.iter().map(bag).collect(), marks, says_today }
    }
}

/// The sentences of a reading, or its lines where it has none.
fn sentences(reading: &Reading) -> Vec<Span> {
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

fn is_time_word(word: &str) -> bool {
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
fn meaning(time: &Time, published: Option<Date>) -> Option<Meaning> {
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

/// Two marks of two reports that tell of one thing.
#[derive(Clone, Debug)]
struct Link {
    a: usize,
    b: usize,
    mark_a: Mark,
    mark_b: Mark,
    likeness: f64,
}

/// Finds sentences of two reports that tell of one thing, both with a time.
fn links(readings: &[Reading], pages: &[Page]) -> Vec<Link> {
    // A word weighs by how few reports have it: the story's own names are in all of them and say nothing of one day.
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for page in pages {
        let words: BTreeSet<&str> = page.sentences.iter().flatten().map(String::as_str).collect();
        words.into_iter().for_each(|word| *counts.entry(word).or_default() += 1);
    }
    let weight = |word: &str| ((pages.len() + 1) as f64 / counts.get(word).copied().unwrap_or(1) as f64).ln();
    // Who is in a sentence is in a hundred others; what is told of them is not.
    let mut who: BTreeSet<String> = readings.iter().flat_map(names).map(|name| crate::words::stem(&name)).collect();
    who.extend(
        ["foreign", "minist", "minister", "head", "leader", "presid", "president", "council", "government", "envoy"].map(str::to_owned),
    );
    let total = |sentence: &BTreeSet<String>| sentence.iter().map(|word| weight(word)).sum::<f64>();
    let mut found = Vec::new();
    for b in 0..pages.len() {
        for a in 0..b {
            for mark_a in &pages[a].marks {
                for mark_b in &pages[b].marks {
                    let (one, other) = (&pages[a].sentences[mark_a.sentence], &pages[b].sentences[mark_b.sentence]);
                    let common: Vec<&String> = one.intersection(other).collect();
                    let told = common.iter().filter(|word| !who.contains(**word)).count();
                    if common.len() < 4 || told < 2 {
                        continue;
                    }
                    let shared: f64 = common.iter().map(|word| weight(word)).sum();
                    let mut likeness = shared / total(one).min(total(other)).max(1.0);
                    // A week is too wide for two tellings to be one by their words.
                    if matches!(mark_a.meaning, Meaning::LastWeek) || matches!(mark_b.meaning, Meaning::LastWeek) {
                        likeness -= 0.2;
                    }
                    // The words next to the two times must agree as well: a sentence may tell of several days.
                    let near = near_words(readings, a, mark_a).intersection(&near_words(readings, b, mark_b)).count();
                    if near == 0 {
                        likeness *= 0.7;
                    }
                    // The same weekday said in both speaks for one thing.
                    if let (Meaning::Past(one) | Meaning::Coming(one), Meaning::Past(other) | Meaning::Coming(other)) =
                        (mark_a.meaning, mark_b.meaning)
                    {
                        likeness += if one == other { 0.1 } else { -0.1 };
                    }
                    if likeness >= LEAST_LIKENESS {
                        found.push(Link { a, b, mark_a: mark_a.clone(), mark_b: mark_b.clone(), likeness });
                    }
                }
            }
        }
    }
    found.sort_by(|one, other| {
        other.likeness.total_cmp(&one.likeness).then((one.a, one.b, one.mark_a.time, one.mark_b.time).cmp(&(
            other.a,
            other.b,
            other.mark_a.time,
            other.mark_b.time,
        )))
    });
    found
}

/// Content words within sixty bytes of a mark.
fn near_words(readings: &[Reading], report: usize, mark: &Mark) -> BTreeSet<String> {
    let text = readings[report].text.as_str();
    let floor = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let from = floor((mark.span.start as usize).saturating_sub(60));
    let to = floor(mark.span.end as usize + 60);
    content_words(&text[from..to]).into_iter().filter(|word| !is_time_word(word)).collect()
}

struct Solver<'a> {
    readings: &'a [Reading],
    pages: &'a [Page],
    /// `most[i][j]` is the most days from node i to node j. Node `n` is day 0 of the calendar.
    most: Vec<Vec<i64>>,
    weekdays: Vec<Option<u8>>,
    clues: Vec<Vec<Clue>>,
    contradictions: Vec<Contradiction>,
}

impl<'a> Solver<'a> {
    fn new(readings: &'a [Reading], pages: &'a [Page]) -> Self {
        let n = readings.len() + 1;
        let mut most = vec![vec![FAR; n]; n];
        (0..n).for_each(|node| most[node][node] = 0);
        Self {
            readings,
            pages,
            most,
            weekdays: vec![None; readings.len()],
            clues: vec![Vec::new(); readings.len()],
            contradictions: Vec::new(),
        }
    }

    fn calendar_node(&self) -> usize {
        self.readings.len()
    }

    /// Adds `low <= day(to) - day(from) <= high`; false, and nothing changed, where that cannot hold.
    fn bound(&mut self, from: usize, to: usize, low: i64, high: i64) -> bool {
        if low > self.most[from][to] || -high > self.most[to][from] || low > high {
            return false;
        }
        for (a, b, days) in [(from, to, high), (to, from, -low)] {
            if days >= self.most[a][b] {
                continue;
            }
            self.most[a][b] = days;
            let n = self.most.len();
            for i in 0..n {
                for j in 0..n {
                    if self.most[i][a] < FAR && self.most[b][j] < FAR {
                        let through = self.most[i][a] + days + self.most[b][j];
                        self.most[i][j] = self.most[i][j].min(through);
                    }
                }
            }
        }
        true
    }

    fn known_dates(&mut self) {
        for (report, page) in self.pages.iter().enumerate() {
            if let Some(day) = page.published {
                let number = day_number(day);
                let calendar = self.calendar_node();
                self.bound(calendar, report, number, number);
                self.weekdays[report] = Some(weekday(number));
            }
        }
    }

    /// Settles the weekday of each undated report: by its lead, or by what other reports call its `today`.
    fn weekdays(&mut self, links: &[Link]) {
        for (report, page) in self.pages.iter().enumerate() {
            if self.weekdays[report].is_some() || page.says_today {
                continue;
            }
            let text = self.readings[report].text.as_str();
            // `Monday's raid` is told of, `on Wednesday` is when it is told.
            let told = |mark: &&Mark| !text.get(mark.span.end as usize..).unwrap_or_default().starts_with(['\'', '’']);
            let lead = page.marks.iter().filter(|mark| mark.sentence < 4).filter(told).find_map(|mark| match mark.meaning {
                Meaning::Past(weekday) => Some((weekday, mark.span)),
                _ => None,
            });
            if let Some((weekday, span)) = lead {
                self.weekdays[report] = Some(weekday);
                let says = format!("it tells of {} as its own day", NAMES[usize::from(weekday)]);
                self.clues[report].push(Clue { says, evidence: vec![Evidence { report, span }] });
            }
        }
        // `today` in the one is a weekday in the other.
        for _ in 0..self.pages.len() {
            for link in links {
                for (report, mark, other, other_mark) in
                    [(link.a, &link.mark_a, link.b, &link.mark_b), (link.b, &link.mark_b, link.a, &link.mark_a)]
                {
                    if self.weekdays[report].is_some() {
                        continue;
                    }
                    let Meaning::Days(days) = mark.meaning else { continue };
                    let Some(event) = self.event_weekday(other, other_mark.meaning) else { continue };
                    let own = ((i64::from(event) - 1 - days).rem_euclid(7) + 1) as u8;
                    let named =
                        self.pages[report].marks.iter().any(|mark| matches!(mark.meaning, Meaning::Past(weekday) if weekday == own));
                    if named && self.pages[report].says_today {
                        continue;
                    }
                    self.weekdays[report] = Some(own);
                    let says = format!(
                        "what it tells of `{}` another report tells of {}",
                        mark.span.of(&self.readings[report].text),
                        NAMES[usize::from(event)]
                    );
                    let evidence = vec![Evidence { report, span: mark.span }, Evidence { report: other, span: other_mark.span }];
                    self.clues[report].push(Clue { says, evidence });
                }
            }
        }
    }

    fn event_weekday(&self, report: usize, meaning: Meaning) -> Option<u8> {
        match meaning {
            Meaning::Past(weekday) | Meaning::Coming(weekday) => Some(weekday),
            Meaning::Days(days) => self.weekdays[report].map(|own| ((i64::from(own) - 1 + days).rem_euclid(7) + 1) as u8),
            Meaning::LastWeek => None,
        }
    }

    /// The least and most days from a report's day to what a mark places.
    fn reach(&self, report: usize, meaning: Meaning) -> (i64, i64) {
        let own = self.weekdays[report].map(i64::from);
        match (meaning, own) {
            (Meaning::Days(days), _) => (days, days),
            (Meaning::Past(weekday), Some(own)) => {
                let back = (own - i64::from(weekday)).rem_euclid(7);
                (-back, -back)
            }
            // A report that says `today` names other days by their weekday.
            (Meaning::Past(_), None) => (-6, if self.pages[report].says_today { -1 } else { 0 }),
            (Meaning::Coming(weekday), Some(own)) => {
                let ahead = (i64::from(weekday) - own).rem_euclid(7);
                (ahead, ahead)
            }
            (Meaning::Coming(_), None) => (0, 6),
            (Meaning::LastWeek, Some(own)) => (-own - 6, -own),
            (Meaning::LastWeek, None) => (-13, -1),
        }
    }

    /// Puts linked marks on one day.
    fn link(&mut self, links: &[Link]) {
        for link in links {
            let (low_a, high_a) = self.reach(link.a, link.mark_a.meaning);
            let (low_b, high_b) = self.reach(link.b, link.mark_b.meaning);
            let evidence = vec![Evidence { report: link.a, span: link.mark_a.span }, Evidence { report: link.b, span: link.mark_b.span }];
            let words = |report: usize, mark: &Mark| mark.span.of(&self.readings[report].text).to_owned();
            let (one, other) = (words(link.a, &link.mark_a), words(link.b, &link.mark_b));
            // day(a) + x = day(b) + y, so day(b) - day(a) = x - y.
            if self.bound(link.a, link.b, low_a - high_b, high_a - low_b) {
                let says = format!("`{one}` and `{other}` are told of one thing");
                for report in [link.a, link.b] {
                    if self.clues[report].len() < 8 {
                        self.clues[report].push(Clue { says: says.clone(), evidence: evidence.clone() });
                    }
                }
            } else if link.likeness >= STRONG && !self.names_both(link) {
                let says = format!("`{one}` and `{other}` seem to be told of one thing but cannot be one day");
                self.contradictions.push(Contradiction { says, evidence });
            }
        }
    }

    /// Whether a report says `today` and also names the other's weekday: then the two cannot have been meant as one day.
    fn names_both(&self, link: &Link) -> bool {
        let pairs = [(link.a, &link.mark_a, &link.mark_b), (link.b, &link.mark_b, &link.mark_a)];
        pairs.into_iter().any(|(report, own, other)| match (own.meaning, other.meaning) {
            (Meaning::Days(_), Meaning::Past(weekday) | Meaning::Coming(weekday)) => {
                self.pages[report].marks.iter().any(|mark| matches!(mark.meaning, Meaning::Past(named) if named == weekday))
            }
            _ => false,
        })
    }

    /// A report that says `today` and still has no weekday is of the day after the latest weekday it names as past, as reports go.
    fn nearest_days(&mut self) {
        for (report, page) in self.pages.iter().enumerate() {
            if self.weekdays[report].is_some() || !page.says_today {
                continue;
            }
            let text = self.readings[report].text.as_str();
            // `Monday's raid` is told of, `on Wednesday` is when it is told.
            let told = |mark: &&Mark| !text.get(mark.span.end as usize..).unwrap_or_default().starts_with(['\'', '’']);
            let lead = page.marks.iter().filter(|mark| mark.sentence < 4).filter(told).find_map(|mark| match mark.meaning {
                Meaning::Past(weekday) => Some((weekday, mark.span)),
                _ => None,
            });
            let Some((before, span)) = lead else { continue };
            let own = before % 7 + 1;
            // Only where no other report has placed it on another day.
            let fits = (0..self.pages.len()).all(|other| {
                let exact = self.most[other][report] == -self.most[report][other] && self.most[other][report] < FAR;
                !exact
                    || other == report
                    || self.weekdays[other]
                        .is_none_or(|weekday| (i64::from(weekday) - 1 + self.most[other][report]).rem_euclid(7) + 1 == i64::from(own))
            });
            if fits {
                self.weekdays[report] = Some(own);
                let says = format!("it says `today` and names {} as the day before", NAMES[usize::from(before)]);
                self.clues[report].push(Clue { says, evidence: vec![Evidence { report, span }] });
            }
        }
        // What is known of weekdays narrows what lies a few days apart.
        for from in 0..self.pages.len() {
            for to in from + 1..self.pages.len() {
                let (low, high) = self.tightened(from, to);
                if low > -FAR / 2 && high < FAR / 2 && low <= high {
                    self.bound(from, to, low, high);
                }
            }
        }
    }

    /// `5 September` told as coming in one report and as past, or as coming, in another, of one thing.
    fn days_of_months(&mut self) {
        const WITHIN: i64 = 300;
        let mut told: Vec<(usize, usize, bool)> = Vec::new();
        for (report, reading) in self.readings.iter().enumerate() {
            for (place, time) in reading.times.iter().enumerate() {
                let day =
                    time.value.strip_prefix("XXXX-").is_some_and(|rest| rest.len() == 5 && !rest.contains('X') && !rest.starts_with('W'));
                if day && self.pages[report].published.is_none() {
                    told.push((report, place, time.relation.as_deref() == Some("future")));
                }
            }
        }
        for b in 0..told.len() {
            for a in 0..b {
                let ((one, one_time, one_coming), (other, other_time, other_coming)) = (told[a], told[b]);
                let (first, second) = (&self.readings[one].times[one_time], &self.readings[other].times[other_time]);
                if one == other || first.value != second.value || one_coming == other_coming {
                    continue;
                }
                let (from, to) = if one_coming { (one, other) } else { (other, one) };
                let says = format!("{} is ahead in one report and past in the other", &first.value[5..]);
                let evidence = vec![Evidence { report: one, span: first.span }, Evidence { report: other, span: second.span }];
                if self.bound(from, to, 0, 2 * WITHIN) {
                    self.clues[from].push(Clue { says: says.clone(), evidence: evidence.clone() });
                    self.clues[to].push(Clue { says, evidence });
                }
            }
        }
    }

    /// Tolls of a whole war only grow.
    fn tolls(&mut self) {
        struct Toll {
            report: usize,
            span: Span,
            value: f64,
            claimant: Option<String>,
        }
        let mut tolls: Vec<Toll> = Vec::new();
        for (report, reading) in self.readings.iter().enumerate() {
            for figure in &reading.figures {
                let Some(value) = figure.value.filter(|value| *value >= 5000.0) else { continue };
                let before = words_before(&reading.text, figure.span);
                let perfect = before.iter().rev().take(4).any(|word| word == "has" || word == "have");
                if figure.counted.as_deref() != Some("killed") || !perfect {
                    continue;
                }
                let attribution = figure.attribution.and_then(|id| reading.attributions.get(id.index()));
                let claimant = attribution
                    .and_then(|attribution| attribution.speaker)
                    .and_then(|speaker| reading.entities.get(speaker.index()))
                    .map(|entity| entity.name.clone());
                tolls.push(Toll { report, span: figure.span, value, claimant });
            }
        }
        for b in 0..tolls.len() {
            for a in 0..b {
                let (one, other) = (&tolls[a], &tolls[b]);
                let differ = one.claimant.as_ref().zip(other.claimant.as_ref()).is_some_and(|(one, other)| one != other);
                let ratio = one.value.max(other.value) / one.value.min(other.value);
                if one.report == other.report || differ || !(1.01..=5.0).contains(&ratio) {
                    continue;
                }
                let (low, high) = if one.value < other.value { (one, other) } else { (other, one) };
                let (from, to) = (low.report, high.report);
                let words = |toll: &Toll| toll.span.of(&self.readings[toll.report].text).to_owned();
                let says = format!("the toll has grown from `{}` to `{}`", words(low), words(high));
                let evidence = vec![Evidence { report: from, span: low.span }, Evidence { report: to, span: high.span }];
                if self.bound(from, to, 0, FAR) {
                    self.clues[from].push(Clue { says: says.clone(), evidence: evidence.clone() });
                    self.clues[to].push(Clue { says, evidence });
                }
            }
        }
    }

    /// Bounds by full dates in the text: after what is told as past, before what is told as coming.
    fn calendar(&mut self) {
        for report in 0..self.pages.len() {
            if self.pages[report].published.is_some() {
                continue;
            }
            let reading = &self.readings[report];
            for time in &reading.times {
                let Some((first, last)) = when::reach(&time.value).filter(|_| matches!(time.time_type, TimeType::DATE)) else { continue };
                let before = words_before(&reading.text, time.span);
                let coming = before
                    .iter()
                    .rev()
                    .take(4)
                    .any(|word| matches!(word.as_str(), "by" | "until" | "will" | "due" | "scheduled" | "expected"));
                let past = before.iter().rev().take(3).any(|word| matches!(word.as_str(), "since" | "in" | "on" | "after" | "of"));
                let calendar = self.calendar_node();
                let (says, held) = if coming {
                    (format!("it looks ahead to {}", time.value), self.bound(calendar, report, -FAR, day_number(last)))
                } else if past {
                    (format!("it looks back on {}", time.value), self.bound(calendar, report, day_number(first), FAR))
                } else {
                    continue;
                };
                let evidence = vec![Evidence { report, span: time.span }];
                if held {
                    self.clues[report].push(Clue { says, evidence });
                } else {
                    self.contradictions.push(Contradiction { says: format!("{says}, which the other clues rule out"), evidence });
                }
            }
        }
    }

    /// `a 22-month conflict` and `a four-year war` in one country: the days between the two tellings.
    fn conflict_ages(&mut self) {
        struct Age {
            report: usize,
            span: Span,
            low: i64,
            high: i64,
            places: BTreeSet<String>,
        }
        let mut ages: Vec<Age> = Vec::new();
        for (report, reading) in self.readings.iter().enumerate() {
            for time in reading.times.iter().filter(|time| time.time_type == TimeType::DURATION) {
                let after: Vec<String> = words_after(&reading.text, time.span);
                let war = after
                    .iter()
                    .take(5)
                    .any(|word| matches!(word.as_str(), "war" | "conflict" | "uprising" | "insurgency" | "rebellion" | "crisis" | "civil"));
                let Some((low, high)) = age_in_days(&time.value).filter(|_| war) else { continue };
                ages.push(Age { report, span: time.span, low, high, places: names(reading) });
                break;
            }
        }
        for b in 0..ages.len() {
            for a in 0..b {
                let (one, other) = (&ages[a], &ages[b]);
                if one.places.intersection(&other.places).count() < 2 {
                    continue;
                }
                let (low, high) = (other.low - one.high, other.high - one.low);
                let words = |age: &Age| age.span.of(&self.readings[age.report].text).to_owned();
                let (says_one, says_other) = (words(one), words(other));
                let evidence = vec![Evidence { report: one.report, span: one.span }, Evidence { report: other.report, span: other.span }];
                let (from, to) = (one.report, other.report);
                if self.bound(from, to, low, high) {
                    // Two equal ages say little, and are no clue worth showing.
                    if low > 0 || high < 0 {
                        let says = format!("the conflict is `{says_one}` in one report and `{says_other}` in the other");
                        self.clues[from].push(Clue { says: says.clone(), evidence: evidence.clone() });
                        self.clues[to].push(Clue { says, evidence });
                    }
                } else {
                    let says = format!("a conflict of `{says_one}` and one of `{says_other}` do not fit the days between the reports");
                    self.contradictions.push(Contradiction { says, evidence });
                }
            }
        }
    }

    fn result(self) -> Dates {
        let n = self.readings.len();
        let calendar = self.calendar_node();
        let mut reports: Vec<Dated> = Vec::new();
        for report in 0..n {
            let high = self.most[calendar][report];
            let low = -self.most[report][calendar];
            let mut clues = self.clues[report].clone();
            clues.dedup();
            reports.push(Dated {
                weekday: self.weekdays[report].or_else(|| (low == high && low > -FAR).then(|| weekday(low))),
                earliest: (low > -FAR / 2).then(|| day_text(low)).flatten(),
                latest: (high < FAR / 2).then(|| day_text(high)).flatten(),
                clues,
            });
        }
        let mut distances = Vec::new();
        for from in 0..n {
            for to in from + 1..n {
                let (low, high) = self.tightened(from, to);
                if high < FAR / 2 && low > -FAR / 2 {
                    distances.push(Distance { from, to, low, high });
                }
            }
        }
        let order = self.order();
        let mut before = Vec::new();
        for from in 0..n {
            before.extend((0..n).filter(|to| *to != from && self.earlier(from, *to)).map(|to| (from, to)));
        }
        let exact = |from: usize, to: usize| self.most[from][to] < FAR && self.most[from][to] == -self.most[to][from];
        let mut settles: Vec<Settles> = (0..n)
            .filter(|report| reports[*report].earliest.is_none() || reports[*report].earliest != reports[*report].latest)
            .map(|report| Settles { report, dates: (0..n).filter(|other| *other != report && exact(report, *other)).collect() })
            .filter(|settles| !settles.dates.is_empty())
            .collect();
        settles.sort_by_key(|settles| (std::cmp::Reverse(settles.dates.len()), settles.report));
        Dates { reports, distances, order, before, contradictions: self.contradictions, settles }
    }

    /// Bounds on the days between two reports that also fit their weekdays.
    fn tightened(&self, from: usize, to: usize) -> (i64, i64) {
        let (mut low, mut high) = (-self.most[to][from], self.most[from][to]);
        if let (Some(one), Some(other)) = (self.weekdays[from], self.weekdays[to]) {
            let rest = (i64::from(other) - i64::from(one)).rem_euclid(7);
            if low > -FAR {
                low += (rest - low).rem_euclid(7);
            }
            if high < FAR {
                high -= (high - rest).rem_euclid(7);
            }
        }
        (low, high)
    }

    /// Whether a report is never later than another and can be earlier.
    fn earlier(&self, from: usize, to: usize) -> bool {
        let (low, high) = self.tightened(from, to);
        low >= 0 && high > 0 && low <= high
    }

    /// Sets of reports that clues connect, each in groups, oldest first: a report is later than another where the least days between them are
    /// more than none, or where it is never earlier and can be later.
    fn order(&self) -> Vec<Vec<Vec<usize>>> {
        let n = self.readings.len();
        let mut sets = crate::groups::Groups::new(n);
        for from in 0..n {
            for to in 0..n {
                let (low, high) = self.tightened(from, to);
                if from != to && low > -FAR / 2 && (low >= 0 || high < FAR / 2) {
                    sets.join(from, to);
                }
            }
        }
        let mut orders: Vec<Vec<Vec<usize>>> = Vec::new();
        for mut left in sets.all() {
            let mut order = Vec::new();
            while !left.is_empty() {
                let first: Vec<usize> = left
                    .iter()
                    .copied()
                    .filter(|report| !left.iter().any(|other| other != report && self.earlier(*other, *report)))
                    .collect();
                let group = if first.is_empty() { left.clone() } else { first };
                left.retain(|report| !group.contains(report));
                order.push(group);
            }
            orders.push(order);
        }
        orders.sort_by_key(|order| (std::cmp::Reverse(order.iter().map(Vec::len).sum::<usize>()), order[0][0]));
        orders
    }
}

const NAMES: [&str; 8] = ["", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Days since 1 January of the year 1, which was a Monday.
fn day_number(day: Date) -> i64 {
    let first = Date::new(1, 1, 1).unwrap_or(day);
    i64::from((day - first).get_days())
}

fn weekday(number: i64) -> u8 {
    (number.rem_euclid(7) + 1) as u8
}

fn day_text(number: i64) -> Option<String> {
    let first = Date::new(1, 1, 1).ok()?;
    first.checked_add(jiff::Span::new().try_days(number).ok()?).ok().map(|day| day.to_string())
}

/// Least and most days that a rounded duration can stand for: `P22M` is 21½ to 23 months, `P4Y` is 3½ to 5 years.
fn age_in_days(value: &str) -> Option<(i64, i64)> {
    let rest = value.strip_prefix('P')?;
    let count = |unit: char| rest.strip_suffix(unit).and_then(|count| count.parse::<f64>().ok());
    if let Some(years) = count('Y').filter(|years| *years < 200.0) {
        return Some((((years - 0.5) * 365.25) as i64, ((years + 1.0) * 365.25) as i64));
    }
    let months = count('M').filter(|months| *months < 2400.0)?;
    Some((((months - 0.5) * 30.44) as i64, ((months + 1.0) * 30.44) as i64))
}

fn words_before(text: &str, span: Span) -> Vec<String> {
    let end = span.start as usize;
    let start = (0..=end.saturating_sub(60)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(start..end)
        .unwrap_or_default()
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn words_after(text: &str, span: Span) -> Vec<String> {
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
fn names(reading: &Reading) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for sentence in sentences(reading) {
        let text = sentence.of(&reading.text);
        for word in text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).skip(1) {
            if word.chars().next().is_some_and(char::is_uppercase) && word.chars().count() > 3 && !is_time_word(&word.to_lowercase()) {
                names.insert(word.to_lowercase());
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use readout_core::{Report, TimeId};

    /// A reading with sentences by line and times given as `words=value/relation`.
    fn reading(id: &str, text: &str, times: &[(&str, &str, &str)]) -> Reading {
        let mut reading = Reading::empty(&Report::new(id, text));
        reading.sentences = sentences(&reading);
        let mut from = 0;
        for (words, value, relation) in times {
            let at = from + text[from..].find(words).unwrap_or_else(|| panic!("{words} is not in {text}"));
            from = at + words.len();
            reading.times.push(Time {
                id: TimeId::new(reading.times.len()),
                span: Span::new(at, from),
                time_type: if value.starts_with('P') { TimeType::DURATION } else { TimeType::DATE },
                value: (*value).to_owned(),
                precision: if relation.ends_with('W') { Precision::Week } else { Precision::Day },
                anchor: None,
                alternatives: Vec::new(),
                modifier: None,
                relation: (!relation.is_empty()).then(|| (*relation).to_owned()),
            });
        }
        reading
    }

    fn story() -> Vec<Reading> {
        vec![
            reading(
                "thursday",
                "The river council on Thursday rejected calls to join the northern alliance.\nEnvoy Tamas Orlan is expected to meet the head of the Harbour Conference Committee on Friday.\nIt is part of a push to end the four-year war in Velmark and Osten.",
                &[("Thursday", "XXXX-WXX-4", "past"), ("Friday", "XXXX-WXX-5", "future"), ("four-year", "P4Y", "")],
            ),
            reading(
                "today",
                "After the talks the council insisted today that Osten was not clinging to Governor Halvar.\nIts leader met Thursday with the envoy in Velmark.\nEnvoy Tamas Orlan was also expected to meet today with the head of the Harbour Conference Committee.",
                &[("today", "XXXX-XX-XX", "P0D"), ("Thursday", "XXXX-WXX-4", "past"), ("today", "XXXX-XX-XX", "P0D")],
            ),
            reading(
                "monday",
                "Osten on Monday refused to drop the governor.\nThe council's leader claimed Friday after the talks that Osten was \"not clinging to Governor Halvar\".\nThe four-year war goes on in Velmark and Osten.",
                &[("Monday", "XXXX-WXX-1", "past"), ("Friday", "XXXX-WXX-5", "past"), ("four-year", "P4Y", "")],
            ),
            reading(
                "old",
                "Osten said on Saturday it would keep in touch with the council.\nThe 22-month conflict in Velmark and Osten has no end in sight.",
                &[("Saturday", "XXXX-WXX-6", "past"), ("22-month", "P22M", "")],
            ),
        ]
    }

    #[test]
    fn undated_reports_are_put_in_order_and_days_apart() {
        let dates = dates(&story());
        let weekdays: Vec<Option<u8>> = dates.reports.iter().map(|report| report.weekday).collect();
        assert_eq!(weekdays, [Some(4), Some(5), Some(1), Some(6)]);
        let distance = |from: usize, to: usize| {
            dates.distances.iter().find(|distance| (distance.from, distance.to) == (from, to)).map(|distance| (distance.low, distance.high))
        };
        assert_eq!(distance(0, 1), Some((1, 1)), "{dates:?}");
        assert_eq!(distance(1, 2), Some((3, 3)), "{dates:?}");
        assert!(distance(0, 3).is_some_and(|(_, high)| high < -365), "{dates:?}");
        assert_eq!(dates.order, [vec![vec![3], vec![0], vec![1], vec![2]]]);
        assert!(dates.contradictions.is_empty(), "{:?}", dates.contradictions);
        assert_eq!(dates.settles[0].dates.len(), 2);
        assert!(dates.reports.iter().all(|report| report.earliest.is_none()));
    }

    #[test]
    fn the_order_of_the_input_does_not_matter() {
        let mut turned = story();
        turned.reverse();
        let dates = dates(&turned);
        assert_eq!(dates.order, [vec![vec![0], vec![3], vec![2], vec![1]]]);
    }

    #[test]
    fn nothing_is_dated_by_nothing() {
        assert_eq!(dates(&[]), Dates::default());
        let lone = dates(&[reading("lone", "Nothing is said of any day.", &[])]);
        assert_eq!(lone.reports[0], Dated::default());
        assert_eq!(lone.order, [vec![vec![0]]]);
    }
}
