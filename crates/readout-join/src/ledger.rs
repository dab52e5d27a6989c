//! The ledger of a toll: claims on the same thing side by side over time, what each is to those before it, and what can be derived.
//!
//! A [`Tally`] (claims grouped by what they count) comes in, a [`Ledger`] goes out. No claim replaces another. What is derived is derived
//! beside them, with its steps in words:
//!
//! - *low, best, high* in the manner of the Uppsala Conflict Data Program (Sundberg and Melander 2013; GED codebook): each claimant counts
//!   once, with their latest claim; low and high are the least and the most that any of them allows, best is the most reliable single claim,
//!   here the one with most independent accounts, and of equals the latest, and of those the lower;
//! - *cautious*, a single number in the manner of ACLED's codebook: the lowest of the latest claims, and for words without a number (`dozens`)
//!   the least they can mean.

use crate::dates::Dates;
use crate::tally::{Claim, Tally, range};
use crate::when;
use readout_core::{Bound, Figure, Reading};
use serde::{Deserialize, Serialize};

/// Claims in order of time, and what is derived from them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// One for each claim of the tally: its place there, oldest first.
    pub entries: Vec<Entry>,
    /// Least, best, most.
    pub estimate: Option<Estimate>,
    /// A single cautious number.
    pub cautious: Option<f64>,
    /// How `estimate` and `cautious` come about, one step a line.
    pub steps: Vec<String>,
    /// The best claims over time for a step chart: day (or none) and value, in order of the entries.
    pub course: Vec<(Option<String>, f64)>,
}

/// A claim in its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The claim's place in [`Tally::claims`].
    pub claim: usize,
    /// The day it holds for: what the words date, else the day it was first printed.
    pub day: Option<String>,
    /// When those counted came to be counted, by the words (TIMEX3); never the day of saying or printing.
    #[serde(default)]
    pub happened: Option<String>,
    /// When the claim was made, by the words beside the cue (TIMEX3): `said on Thursday`.
    #[serde(default)]
    pub said: Option<String>,
    /// The first day on which it was printed.
    #[serde(default)]
    pub published: Option<String>,
    /// What it is to the claims before it.
    pub relation: Relation,
    /// The claim it is that to.
    pub to: Option<usize>,
    /// Why, in words.
    pub because: String,
}

/// What a claim is to an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The first on its subject.
    First,
    /// Says what was said before.
    Repeats,
    /// A later state of a count that goes on.
    Update,
    /// Counts other people, another place or another time.
    OtherScope,
    /// Cannot hold beside it.
    Conflicts,
}

/// Least, best and most, in the manner of UCDP.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// Least.
    pub low: f64,
    /// Best.
    pub best: f64,
    /// Most; none where nobody bounds it.
    pub high: Option<f64>,
}

/// Puts the claims of one tally in order and derives what can be derived. `dates` gives undated reports a place in the order.
pub fn ledger(tally: &Tally, readings: &[Reading], dates: &Dates) -> Ledger {
    let mut lines: Vec<Line<'_>> =
        tally.claims.iter().enumerate().filter_map(|(place, claim)| Line::new(place, claim, readings, dates)).collect();
    lines.sort_by(|one, other| (one.order, &one.day, one.place).cmp(&(other.order, &other.day, other.place)));
    let mut ledger = Ledger::default();
    for at in 0..lines.len() {
        let (relation, to, because) = relate(&lines[at], &lines[..at], readings);
        let line = &lines[at];
        ledger.entries.push(Entry {
            claim: line.place,
            day: line.day.clone(),
            happened: line.happened.clone(),
            said: line.said.clone(),
            published: line.claim.first.clone(),
            relation,
            to,
            because,
        });
        ledger.course.push((lines[at].day.clone(), lines[at].value()));
    }
    derive(&mut ledger, &lines);
    ledger
}

/// A claim as it is compared.
struct Line<'a> {
    place: usize,
    claim: &'a Claim,
    figure: &'a Figure,
    report: usize,
    day: Option<String>,
    happened: Option<String>,
    said: Option<String>,
    /// Place of its report among undated ones.
    order: usize,
    low: f64,
    high: f64,
}

impl<'a> Line<'a> {
    fn new(place: usize, claim: &'a Claim, readings: &'a [Reading], dates: &Dates) -> Option<Self> {
        let (report, id) = *claim.tellings.first()?;
        let reading = readings.get(report)?;
        let figure = reading.figures.get(id.index())?;
        let happened = figure.as_of.and_then(|time| when::value(reading, time)).map(str::to_owned);
        let told = happened.as_deref().and_then(when::reach).map(|(first, _)| first.to_string());
        let attribution = figure.attribution.and_then(|id| reading.attributions.get(id.index()));
        let said = attribution.and_then(|attribution| when::said(reading, attribution));
        let said = said.and_then(|time| when::value(reading, time)).map(str::to_owned);
        let printed = dates.reports.get(report).filter(|dated| dated.earliest == dated.latest).and_then(|dated| dated.earliest.clone());
        let day = told.or_else(|| claim.first.clone()).or(printed);
        let order = if day.is_some() {
            0
        } else {
            dates.order.iter().flatten().position(|group| group.contains(&report)).map_or(0, |place| place + 1)
        };
        let (low, high) = range(figure);
        Some(Self { place, claim, figure, report, day, happened, said, order, low, high })
    }
    fn value(&self) -> f64 {
        self.figure.value.or(self.figure.low).or(self.figure.high).unwrap_or(self.low)
    }
    fn meets(&self, other: &Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
    fn of(&self) -> String {
        self.figure.of.as_deref().unwrap_or("people").to_lowercase()
    }
    fn words(&self, readings: &[Reading]) -> String {
        self.figure.span.of(&readings[self.report].text).to_owned()
    }
}

/// People as such: a count of `lives` is one of `people`, a count of `soldiers` is not.
fn is_anybody(of: &str) -> bool {
    matches!(of, "people" | "lives" | "persons" | "dead" | "others" | "men, women and children")
}

fn relate(line: &Line<'_>, before: &[Line<'_>], readings: &[Reading]) -> (Relation, Option<usize>, String) {
    let Some(last) = before.last() else { return (Relation::First, None, "nothing was claimed before".to_owned()) };
    let words = |line: &Line<'_>| line.words(readings);
    // The same claimant first, then the nearest claim of the same people, then the latest.
    let own = before
        .iter()
        .rev()
        .find(|other| other.claim.claimant.is_some() && other.claim.claimant == line.claim.claimant && same_people(line, other));
    if let Some(other) = own {
        if line.value() == other.value() && line.figure.bound == other.figure.bound {
            return (Relation::Repeats, Some(other.place), format!("`{}` by the same claimant", words(other)));
        }
        if line.day == other.day && line.day.is_some() && !line.meets(other) {
            return (
                Relation::Conflicts,
                Some(other.place),
                format!("the same claimant says `{}` and `{}` of one day", words(other), words(line)),
            );
        }
        return (Relation::Update, Some(other.place), format!("the same claimant goes from `{}` to `{}`", words(other), words(line)));
    }
    if let Some(other) = before.iter().rev().find(|other| {
        same_people(line, other) && (line.value() == other.value() || (line.meets(other) && line.figure.bound != Bound::Exactly))
    }) {
        return (Relation::Repeats, Some(other.place), format!("it can be the number of `{}`", words(other)));
    }
    let other = before.iter().rev().find(|other| same_people(line, other));
    let Some(other) = other else {
        return (
            Relation::OtherScope,
            Some(last.place),
            format!("`{}` counts {}, `{}` counts {}", words(line), line.of(), words(last), last.of()),
        );
    };
    // A whole with parts that others do not count: the raiders among the dead.
    let without_part = |whole: &Line<'_>, part_of: &Line<'_>| {
        let figures = &readings[whole.report].figures;
        whole
            .figure
            .parts
            .iter()
            .filter_map(|part| figures.get(part.index())?.value)
            .any(|part| (whole.value() - part - part_of.value()).abs() <= whole.value() * 0.1)
    };
    if without_part(line, other) || without_part(other, line) {
        return (
            Relation::OtherScope,
            Some(other.place),
            format!("`{}` and `{}` differ by a group that only one of them counts", words(other), words(line)),
        );
    }
    let grows = line.low >= other.low && line.day.is_some() && other.day.is_some() && line.day > other.day;
    let named = line.claim.claimant.is_some() && other.claim.claimant.is_some();
    if grows && !named {
        return (Relation::Update, Some(other.place), format!("a later day and a higher count than `{}`", words(other)));
    }
    if grows && line.value() <= other.value() * 1.5 {
        return (Relation::Update, Some(other.place), format!("a later day and a somewhat higher count than `{}`", words(other)));
    }
    (Relation::Conflicts, Some(other.place), format!("`{}` and `{}` cannot both hold of the same people", words(other), words(line)))
}

fn same_people(one: &Line<'_>, other: &Line<'_>) -> bool {
    one.of() == other.of() || (is_anybody(&one.of()) && is_anybody(&other.of()))
}

/// Low, best, high and the cautious number from each claimant's latest claim.
fn derive(ledger: &mut Ledger, lines: &[Line<'_>]) {
    // Claims of the widest scope only: people as such where anybody counts them.
    let wide = lines.iter().any(|line| is_anybody(&line.of()));
    let mut latest: Vec<&Line<'_>> = Vec::new();
    for line in lines.iter().filter(|line| !wide || is_anybody(&line.of())) {
        latest.retain(|other| other.claim.claimant.is_none() || other.claim.claimant != line.claim.claimant);
        latest.push(line);
    }
    if latest.is_empty() {
        return;
    }
    let number = |value: f64| if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value}") };
    let list: Vec<String> = latest.iter().map(|line| number(line.value())).collect();
    ledger.steps.push(format!("each claimant's latest claim: {}", list.join(", ")));
    let low = latest.iter().map(|line| least(line)).fold(f64::INFINITY, f64::min);
    let high = latest.iter().map(|line| line.high).fold(0.0, f64::max);
    let said = latest.iter().map(|line| line.value()).fold(0.0, f64::max);
    let best = latest
        .iter()
        .enumerate()
        .max_by(|(place, one), (other_place, other)| {
            let accounts = one.claim.accounts.len().cmp(&other.claim.accounts.len());
            accounts.then(one.day.cmp(&other.day)).then(other.value().total_cmp(&one.value())).then(other_place.cmp(place))
        })
        .map_or(said, |(_, line)| line.value());
    let high = Some(high).filter(|high| high.is_finite()).map(|high| high.max(said));
    ledger.steps.push(format!("low {}: the least that any of them allows", number(low)));
    ledger.steps.push(format!("best {}: the claim with most independent accounts, then the latest, then the lower", number(best)));
    ledger.steps.push(match high {
        Some(high) => format!("high {}: the most that any of them allows", number(high)),
        None => format!("high open: somebody says `at least`; the most that is named is {}", number(said)),
    });
    ledger.estimate = Some(Estimate { low, best, high });
    ledger.cautious = Some(low);
    ledger.steps.push(format!("cautious {}: the lowest of the latest claims", number(low)));
}

/// The least a claim says; a rounded number is taken as said.
fn least(line: &Line<'_>) -> f64 {
    match line.figure.bound {
        Bound::About | Bound::Nearly => line.figure.value.unwrap_or(line.low),
        Bound::AtMost => line.figure.value.unwrap_or(line.high),
        _ => line.low,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use readout_core::{FigureId, Precision, Published, Report, Span};

    /// A reading of one day with figures: words, value, bound, of whom.
    fn reading(day: &str, figures: &[(&str, f64, Bound, &str)]) -> Reading {
        let text: Vec<&str> = figures.iter().map(|(words, ..)| *words).collect();
        let text = text.join(" ");
        let mut report = Report::new(day, &text);
        report.published = Some(Published { value: day.to_owned(), precision: Precision::Day, from: "flag".to_owned() });
        let mut reading = Reading::empty(&report);
        for (words, value, bound, of) in figures {
            let at = text.find(words).unwrap_or_default();
            reading.figures.push(Figure {
                id: FigureId::new(reading.figures.len()),
                span: Span::new(at, at + words.len()),
                value: Some(*value),
                low: (*bound == Bound::AtLeast).then_some(*value),
                high: None,
                bound: *bound,
                counted: Some("killed".to_owned()),
                of: Some((*of).to_owned()),
                place: None,
                as_of: None,
                period: None,
                parts: Vec::new(),
                attribution: None,
                extent: None,
            });
        }
        reading
    }

    fn claim(claimant: Option<usize>, report: usize, figure: usize, readings: &[Reading]) -> Claim {
        let figure_of = &readings[report].figures[figure];
        let (low, high) = range(figure_of);
        let first = readings[report].report.published.as_ref().map(|published| published.value.clone());
        Claim {
            claimant,
            tellings: vec![(report, FigureId::new(figure))],
            low,
            high: Some(high).filter(|high| high.is_finite()),
            first,
            accounts: Vec::new(),
        }
    }

    fn relations(ledger: &Ledger) -> Vec<Relation> {
        ledger.entries.iter().map(|entry| entry.relation).collect()
    }

    #[test]
    fn a_count_that_grows_is_updated_and_another_side_conflicts() {
        let readings = vec![
            reading("2033-08-08", &[("31", 31.0, Bound::Exactly, "people")]),
            reading("2033-08-10", &[("44", 44.0, Bound::Exactly, "people")]),
            reading("2033-08-10", &[("at least 120", 120.0, Bound::AtLeast, "people")]),
        ];
        let claims = vec![claim(Some(0), 0, 0, &readings), claim(Some(0), 1, 0, &readings), claim(Some(1), 2, 0, &readings)];
        let tally = Tally { counted: "killed".to_owned(), place: None, claims };
        let ledger = ledger(&tally, &readings, &Dates::default());
        assert_eq!(relations(&ledger), [Relation::First, Relation::Update, Relation::Conflicts]);
        assert_eq!(ledger.estimate, Some(Estimate { low: 44.0, best: 44.0, high: None }));
        assert_eq!(ledger.cautious, Some(44.0));
        assert!(ledger.steps.iter().any(|step| step.contains("44, 120")), "{:?}", ledger.steps);
    }

    #[test]
    fn other_people_are_another_scope_and_a_repeat_is_a_repeat() {
        let readings = vec![
            reading("2033-08-08", &[("nearly 60", 60.0, Bound::Nearly, "people")]),
            reading("2033-08-09", &[("57", 57.0, Bound::Exactly, "people")]),
            reading("2033-08-09", &[("40", 40.0, Bound::Exactly, "militants")]),
        ];
        let claims = vec![claim(None, 0, 0, &readings), claim(None, 0, 0, &readings), claim(None, 2, 0, &readings)];
        let tally = Tally { counted: "killed".to_owned(), place: None, claims };
        let ledger = ledger(&tally, &readings, &Dates::default());
        assert_eq!(relations(&ledger), [Relation::First, Relation::Repeats, Relation::OtherScope]);
    }

    /// `The ministry said on Wednesday that 44 people were killed on Monday`, printed on Thursday.
    #[test]
    fn happened_said_and_published_are_three_days() {
        use readout_core::{Attribution, AttributionId, AttributionKind, Manner, Time, TimeId, TimeType};
        let text = "The ministry said on Wednesday that 44 people were killed on Monday.";
        let mut report = Report::new("r", text);
        report.published = Some(Published { value: "2033-08-11".to_owned(), precision: Precision::Day, from: "flag".to_owned() });
        let mut reading = Reading::empty(&report);
        let span = |words: &str| {
            let at = text.find(words).unwrap_or_default();
            Span::new(at, at + words.len())
        };
        for (words, value) in [("Wednesday", "2033-08-10"), ("Monday", "2033-08-08")] {
            reading.times.push(Time {
                id: TimeId::new(reading.times.len()),
                span: span(words),
                time_type: TimeType::DATE,
                value: value.to_owned(),
                precision: Precision::Day,
                anchor: Some("published".to_owned()),
                alternatives: Vec::new(),
                modifier: None,
                relation: Some("past".to_owned()),
            });
        }
        reading.attributions.push(Attribution {
            id: AttributionId::new(0),
            source: vec![span("The ministry")],
            cue: vec![span("said")],
            content: vec![span("44 people were killed on Monday")],
            kind: AttributionKind::Indirect,
            manner: Manner::Says,
            negated: false,
            speaker: None,
            inside: None,
            voice: Default::default(),
            chain: Vec::new(),
        });
        reading.figures.push(Figure {
            id: FigureId::new(0),
            span: span("44"),
            value: Some(44.0),
            low: None,
            high: None,
            bound: Bound::Exactly,
            counted: Some("killed".to_owned()),
            of: Some("people".to_owned()),
            place: None,
            as_of: Some(TimeId::new(1)),
            period: None,
            parts: Vec::new(),
            attribution: Some(AttributionId::new(0)),
            extent: None,
        });
        let readings = vec![reading];
        let tally = Tally { counted: "killed".to_owned(), place: None, claims: vec![claim(None, 0, 0, &readings)] };
        let entry = &ledger(&tally, &readings, &Dates::default()).entries[0];
        let days = [&entry.happened, &entry.said, &entry.published].map(|day| day.as_deref());
        assert_eq!(days, [Some("2033-08-08"), Some("2033-08-10"), Some("2033-08-11")]);
    }

    #[test]
    fn an_empty_tally_derives_nothing() {
        let tally = Tally { counted: "killed".to_owned(), place: None, claims: Vec::new() };
        assert_eq!(ledger(&tally, &[], &Dates::default()), Ledger::default());
    }
}
