//! Clues that hold in most reports, and the one day for each report that fits them best.
//!
//! - *start of a war*: `the war … since March 2029` and `a four-year war` date the report within months;
//! - *season*: a month told without a year (`in October`, `by the end of August`) lies within seven months of the report;
//! - *handover*: where one person replaces another, reports that see the first in office are not later, those that see the second not earlier;
//! - *announced, then held*: a meeting announced for `5 September` and told of elsewhere by those it names is of that day;
//! - *the June accord*: what another report tells in its first sentences, and others call by a month, was in that month;
//! - *counting up*: `twice vetoed` is told before `the third time`;
//! - *growing toll*: of two tolls of a whole war that name no different claimants, the higher is told later;
//! - *last year's truce*: what another report tells in its first sentences, and others call last year's, was in the year before theirs;
//! - *one interview*: what somebody told a medium on a weekday, told of in two reports;
//! - *one scene*: a place that few reports name, and what is told of it in both in some of the same words;
//! - *same thing*: sentences that are only somewhat alike;
//! - *today*: a report that says `today` and names no day is of the day after the latest weekday it names;
//! - *year*: a report is not many years later than the latest year that it, or a report tied to it, names.

use super::certain::{NAMES, Solver};
use super::link::Link;
use super::network::{CALENDAR, FAR, Network, Pattern, day_of, number_of};
use super::page::{Meaning, Page, age_in_days, month, month_day, names, names_in, sentences, words_after, words_before};
use super::{Distance, Likely, dated, day_text, order};
use crate::Evidence;
use crate::groups::Groups;
use crate::when;
use crate::words::content_words;
use readout_core::{Reading, Span, TimeType};
use std::collections::BTreeSet;

/// Months that a bare month lies before or after its report at most.
const SEASON: i8 = 7;
/// Days that a meeting is announced ahead at most.
const AHEAD: i64 = 400;
/// Years between a report and the latest year it names at most.
const YEARS: i64 = 3;

/// What weaker clues add to what is certain.
pub(super) fn likely(readings: &[Reading], pages: &[Page], links: &[Link], certain: &Solver<'_>) -> Likely {
    let mut solver = certain.clone();
    solver.clues.iter_mut().for_each(Vec::clear);
    solver.contradictions.clear();
    let mut guess = Guess { solver, names: readings.iter().map(names).collect() };
    guess.wars();
    guess.seasons();
    guess.handovers();
    links.iter().filter(|link| !link.is_certain()).for_each(|link| guess.solver.link(link));
    guess.interviews();
    guess.scenes();
    guess.nearest_days();
    guess.called_by_month();
    guess.counted_up();
    guess.tolls();
    guess.held();
    guess.last_years();
    guess.solver.narrow();
    guess.years();
    let Solver { network, clues, .. } = guess.solver;
    let n = pages.len();
    let days = best_days(&network, n);
    // In a wide span of days any day is as good as another: it orders the report, and is not given for its day.
    let narrow = |report: usize| {
        let (low, high) = network.window(report + 1);
        high - low <= OPEN
    };
    let mut distances = Vec::new();
    for from in 0..n {
        for to in from + 1..n {
            let (low, high) = network.apart(from + 1, to + 1);
            if let (Some(one), Some(other)) = (days[from], days[to])
                && low <= high
                && ((narrow(from) && narrow(to)) || low == high)
            {
                distances.push(Distance { from, to, low: low.max(-FAR / 2).min(other - one), high: high.min(FAR / 2).max(other - one) });
            }
        }
    }
    // The best days order what the bounds leave open.
    let mut ordered = network.clone();
    for from in 0..n {
        for to in 0..n {
            if let (Some(one), Some(other)) = (days[from], days[to])
                && from != to
            {
                ordered.bound(from + 1, to + 1, other - one, other - one);
            }
        }
    }
    let reports = dated(&network, clues);
    let days = days.into_iter().enumerate().map(|(report, day)| day.filter(|_| narrow(report)).and_then(day_text)).collect();
    Likely { reports, days, distances, order: order(&ordered, n) }
}

/// A span of days wider than this is open: its middle says nothing, and the report is put near its first day, as news names what is near.
const OPEN: i64 = 400;

/// One day for each report with a span of days, as numbers: the middle of what is left, the narrowest first, each fitting those before.
fn best_days(network: &Network, n: usize) -> Vec<Option<i64>> {
    let mut network = network.clone();
    let mut days: Vec<Option<i64>> = vec![None; n];
    loop {
        let open = (0..n).filter(|report| days[*report].is_none()).filter_map(|report| {
            let (low, high) = network.window(report + 1);
            let (wide, width) = (high - low > OPEN, high - low);
            let key = if wide { (true, low, report, low) } else { (false, width, report, (low + high).div_euclid(2)) };
            (low > -FAR / 2 && high < FAR / 2).then_some(key)
        });
        let Some((.., report, middle)) = open.min() else { return days };
        let (low, _) = network.window(report + 1);
        let day = network.nearest_fit(report + 1, middle).unwrap_or(low);
        // What cannot hold beside the days chosen before takes the first day that can.
        let held = network.try_bound(CALENDAR, report + 1, day, day);
        let day = if held { day } else { network.nearest_fit(report + 1, low).unwrap_or(low) };
        if !held {
            network.try_bound(CALENDAR, report + 1, day, day);
        }
        days[report] = Some(day);
    }
}

struct Guess<'a> {
    solver: Solver<'a>,
    /// Capitalised words of each report.
    names: Vec<BTreeSet<String>>,
}

/// Whether a sentence tells of a war as a whole.
fn tells_of_a_war(text: &str) -> bool {
    const WARS: &[&str] = &["war", "conflict", "uprising", "insurgency", "rebellion"];
    const TELLS: &[&str] = &["cost", "killed", "claimed", "displaced", "broke", "began", "started", "erupted", "dragged", "lasted"];
    let words: Vec<String> = text.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase).collect();
    let any = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    any(WARS) && any(TELLS)
}

/// Verbs, as stems, by which an accord or a meeting comes about.
const MADE: &[&str] = &["sign", "agree", "agreed", "reach", "struck", "strik", "clinch", "seal", "held", "hold"];

/// First and last month of `XXXX-SU`.
fn season(value: &str) -> Option<(i8, i8)> {
    Some(match value.strip_prefix("XXXX-")? {
        "SP" => (3, 5),
        "SU" => (6, 8),
        "FA" => (9, 11),
        "WI" => (12, 2),
        _ => return None,
    })
}

/// Words of a report's title and first sentences.
fn opening(reading: &Reading, n: usize) -> String {
    let first: Vec<&str> = sentences(reading).into_iter().take(n).map(|span| span.of(&reading.text)).collect();
    first.join(" ")
}

impl<'a> Guess<'a> {
    fn readings(&self) -> &'a [Reading] {
        self.solver.readings
    }

    fn undated(&self, report: usize) -> bool {
        self.solver.pages[report].published.is_none()
    }

    fn share(&self, one: usize, other: usize) -> usize {
        self.names[one].intersection(&self.names[other]).count()
    }

    fn sentence(&self, report: usize, span: Span) -> Span {
        sentences(&self.readings()[report]).into_iter().find(|sentence| sentence.contains(span)).unwrap_or(span)
    }

    /// One unknown for the first day of each war that reports with names in common tell of.
    fn wars(&mut self) {
        struct Told {
            report: usize,
            span: Span,
            /// Days since it began, or the days on which it began.
            days: (i64, i64),
            began: bool,
        }
        let mut told: Vec<Told> = Vec::new();
        for (report, reading) in self.readings().iter().enumerate() {
            for time in &reading.times {
                let before = words_before(&reading.text, time.span);
                if time.time_type == TimeType::DURATION {
                    let war = |word: &String| matches!(word.as_str(), "war" | "conflict" | "uprising" | "insurgency" | "rebellion");
                    let Some((low, high)) =
                        age_in_days(&time.value).filter(|_| words_after(&reading.text, time.span).iter().take(4).any(war))
                    else {
                        continue;
                    };
                    let more = before.ends_with(&["more".to_owned(), "than".to_owned()]);
                    // A rounded age is rounded down where it says `more than`.
                    let unit = if time.value.ends_with('Y') { 182 } else { 15 };
                    told.push(Told { report, span: time.span, days: (if more { low + unit } else { low }, high), began: false });
                } else if before.iter().rev().take(8).any(|word| word == "since")
                    && tells_of_a_war(self.sentence(report, time.span).of(&reading.text))
                    && let Some((first, last)) = when::reach(&time.value)
                {
                    told.push(Told { report, span: time.span, days: (number_of(first), number_of(last)), began: true });
                }
            }
        }
        let mut wars = Groups::new(told.len());
        for b in 0..told.len() {
            for a in 0..b {
                if told[a].report == told[b].report || self.share(told[a].report, told[b].report) >= 2 {
                    wars.join(a, b);
                }
            }
        }
        for group in wars.all() {
            let war = self.solver.network.add();
            let began: Vec<usize> = group.iter().copied().filter(|at| told[*at].began).collect();
            for at in &began {
                self.solver.network.try_bound(CALENDAR, war, told[*at].days.0, told[*at].days.1);
            }
            for at in group.iter().copied().filter(|at| !told[*at].began) {
                let Told { report, span, days: (low, high), .. } = told[at];
                let first = began.first().map(|at| Evidence { report: told[*at].report, span: told[*at].span });
                if self.solver.network.try_bound(war, report + 1, low, high)
                    && let Some(first) = first
                {
                    let words = |evidence: Evidence| evidence.span.of(&self.readings()[evidence.report].text);
                    let says = format!("the war is `{}` and began in `{}`", words(Evidence { report, span }), words(first));
                    self.solver.tell(&says, vec![Evidence { report, span }, first]);
                }
            }
        }
    }

    /// A month without a year is near.
    fn seasons(&mut self) {
        for report in (0..self.readings().len()).filter(|report| self.undated(*report)).collect::<Vec<_>>() {
            let reading = &self.readings()[report];
            for time in &reading.times {
                if reading.report.dateline.as_ref().is_some_and(|dateline| dateline.span.overlaps(time.span)) {
                    continue;
                }
                let known = month(&time.value).or_else(|| month_day(&time.value).map(|(month, _)| month)).map(|month| (month, month));
                let Some((first, last)) = known.or_else(|| season(&time.value)) else { continue };
                let turn = |month: i8, by: i8| (month - 1 + by).rem_euclid(12) + 1;
                let words = time.span.of(&reading.text);
                let (pattern, says) = match time.relation.as_deref() {
                    Some("past") => (Pattern::Months(first, turn(last, SEASON)), format!("it looks back on `{words}` without a year")),
                    Some("future") => (Pattern::Months(turn(first, -SEASON), last), format!("it looks ahead to `{words}` without a year")),
                    _ => continue,
                };
                if self.solver.fit(report, pattern) {
                    self.solver.tell(&says, vec![Evidence { report, span: time.span }]);
                }
            }
        }
    }

    /// `electing Meret as its new head, replacing Kolvane`.
    fn handovers(&mut self) {
        const LEAVES: &[&str] = &[
            "replacing",
            "replaced",
            "replaces",
            "replace",
            "succeeding",
            "succeeded",
            "succeeds",
            "dismissed",
            "dismissing",
            "sacked",
            "ousted",
            "predecessor",
        ];
        let readings = self.readings();
        // Who is seen in which office where, by the last word of their names.
        let mut seen: Vec<(String, String, usize, Span)> = Vec::new();
        for (report, reading) in readings.iter().enumerate() {
            for role in reading.roles.iter().filter(|role| role.status.is_none()) {
                let Some(entity) = reading.entities.get(role.entity.index()).filter(|entity| entity.named) else { continue };
                let person = entity.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
                seen.push((crate::office::plain(&role.title), person, report, role.span));
            }
        }
        for (report, reading) in readings.iter().enumerate() {
            for sentence in sentences(reading) {
                let words: Vec<(Span, String)> = crate::words::Spans::new(sentence.of(&reading.text)).collect();
                for (at, (_, word)) in words.iter().enumerate().filter(|(_, (_, word))| LEAVES.contains(&word.as_str())) {
                    let near =
                        |from: usize, to: usize| words[from.min(words.len())..to.min(words.len())].iter().map(|(_, word)| word.clone());
                    let leaving: BTreeSet<String> = near(at + 1, at + 8).collect();
                    let all: BTreeSet<String> = near(0, words.len()).collect();
                    let offices = |person: &str| -> BTreeSet<&str> {
                        seen.iter().filter(|(_, other, ..)| other == person).map(|(title, ..)| title.as_str()).collect()
                    };
                    let holders: BTreeSet<&str> = seen.iter().map(|(_, person, ..)| person.as_str()).collect();
                    for old in holders.iter().filter(|person| leaving.contains(**person)) {
                        for new in holders.iter().filter(|person| *person != old && all.contains(**person)) {
                            let Some(title) = offices(old).intersection(&offices(new)).next().copied() else { continue };
                            let span = words[at].0;
                            let offset = sentence.start;
                            let span = Span { start: span.start + offset, end: span.end + offset };
                            let says = format!("{new} is {title} after {old}: `{word}`");
                            let mut held = Vec::new();
                            for (_, person, other, seen_at) in
                                seen.iter().filter(|(office, _, other, _)| office == title && *other != report)
                            {
                                if person == old {
                                    held.push((*other, report, *other, *seen_at));
                                } else if person == new {
                                    held.push((report, *other, *other, *seen_at));
                                }
                            }
                            for (first, second, other, seen_at) in held {
                                if self.solver.bound(first, second, 0, FAR) {
                                    self.solver.tell(&says, vec![Evidence { report, span }, Evidence { report: other, span: seen_at }]);
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// A meeting that is announced for a day or a month in one report, and told in the first sentences of another by those it names.
    fn held(&mut self) {
        const MEETING: &[&str] = &["meet", "met", "talk", "meeting", "round", "summit", "conferenc", "sign", "negotiat"];
        let meets = |text: &str| content_words(text).iter().any(|word| MEETING.contains(&word.as_str()));
        let mut found = Vec::new();
        for (report, reading) in self.readings().iter().enumerate() {
            for time in reading.times.iter().filter(|time| time.relation.as_deref() == Some("future")) {
                let (month, day) = match (month(&time.value), month_day(&time.value)) {
                    (_, Some((month, day))) => (month, Some(day)),
                    (Some(month), None) => (month, None),
                    _ => continue,
                };
                let sentence = self.sentence(report, time.span).of(&reading.text);
                if !meets(sentence) {
                    continue;
                }
                let announced = names_in(sentence);
                for other in (0..self.readings().len()).filter(|other| *other != report && self.undated(*other)) {
                    let first = opening(&self.readings()[other], 4);
                    let shared = names_in(&first).intersection(&announced).count();
                    // The day of the report must be the day of the meeting, not of what is said of it later.
                    let lead = self.solver.pages[other].lead(&self.readings()[other].text);
                    if let Some((_, lead)) = lead.filter(|_| shared >= 3 && meets(&first)) {
                        let part = match time.modifier.as_deref() {
                            Some("START") => (1, 10),
                            Some("MID") => (11, 20),
                            Some("END") => (21, 31),
                            _ => (1, 31),
                        };
                        found.push((std::cmp::Reverse(shared), report, time.span, other, lead, month, day, part));
                    }
                }
            }
        }
        found.sort_unstable();
        // Of the reports that can be meant, the one that names most of those announced; where several do, it must be one day.
        let mut announced: Vec<(usize, Span)> = found.iter().map(|(_, report, span, ..)| (*report, *span)).collect();
        announced.dedup();
        let mut done: BTreeSet<(usize, Span)> = BTreeSet::new();
        for (report, span) in announced {
            if !done.insert((report, span)) {
                continue;
            }
            let mut fit = Vec::new();
            let mut most = None;
            for (shared, _, _, other, lead, month, day, part) in found.iter().filter(|(_, one, words, ..)| (*one, *words) == (report, span))
            {
                if most.is_some_and(|most| most != *shared) {
                    break;
                }
                let mut network = self.solver.network.clone();
                let pattern = day.map_or(Pattern::Months(*month, *month), |day| Pattern::DayOfYear(*month, day));
                let part = Pattern::DaysOfMonth(part.0, part.1);
                if network.fit(other + 1, pattern)
                    && (day.is_some() || network.fit(other + 1, part))
                    && network.try_bound(report + 1, other + 1, 0, AHEAD)
                {
                    most = Some(*shared);
                    fit.push((*other, *lead, network));
                }
            }
            let one_day = fit.windows(2).all(|pair| self.solver.network.exact(pair[0].0 + 1, pair[1].0 + 1));
            if let Some((other, lead, network)) = fit.into_iter().next().filter(|_| one_day) {
                self.solver.network = network;
                let words = span.of(&self.readings()[report].text);
                let says = format!("a meeting announced for `{words}` is told as held");
                self.solver.tell(&says, vec![Evidence { report, span }, Evidence { report: other, span: lead }]);
            }
        }
    }

    /// `the June accord`: a report that tells of an accord in its first sentences, and is not later, is of June.
    fn called_by_month(&mut self) {
        let mut found = Vec::new();
        for (report, reading) in self.readings().iter().enumerate() {
            for time in &reading.times {
                let before = words_before(&reading.text, time.span);
                let Some(month) = month(&time.value).filter(|_| before.last().is_some_and(|word| word == "the")) else { continue };
                let after = reading.text.get(time.span.end as usize..).unwrap_or_default();
                let noun = after.strip_prefix(' ').unwrap_or_default();
                let noun: String = noun.chars().take_while(|letter| letter.is_alphabetic()).collect();
                if noun.chars().count() < 4 || noun.starts_with(char::is_uppercase) {
                    continue;
                }
                for other in (0..self.readings().len()).filter(|other| *other != report && self.share(report, *other) >= 3) {
                    let opening = opening(&self.readings()[other], 4);
                    let words = content_words(&opening);
                    let lead = self.solver.pages[other].lead(&self.readings()[other].text);
                    let told =
                        words.contains(&crate::words::stem(&noun.to_lowercase())) && words.iter().any(|word| MADE.contains(&word.as_str()));
                    // A report that calls it by the month itself comes after it.
                    let after = opening.contains(time.span.of(&reading.text));
                    if let Some((_, lead)) = lead.filter(|_| told && !after && self.undated(other)) {
                        found.push((report, time.span, other, lead, month, noun.clone()));
                    }
                }
            }
        }
        for (report, span, other, lead, month, noun) in found {
            let before = self.solver.network.clone();
            if self.solver.fit(other, Pattern::Months(month, month)) && self.solver.bound(other, report, 0, AHEAD) {
                let says = format!("what it tells is called `the {} {noun}` elsewhere", span.of(&self.readings()[report].text));
                self.solver.tell(&says, vec![Evidence { report, span }, Evidence { report: other, span: lead }]);
            } else {
                self.solver.network = before;
            }
        }
    }

    /// `last year's truce`: a report that tells of a truce in its first sentences, and is of one year, is of the year before.
    fn last_years(&mut self) {
        let mut found = Vec::new();
        for (report, reading) in self.readings().iter().enumerate().filter(|(report, _)| self.undated(*report)) {
            for time in reading.times.iter().filter(|time| time.relation.as_deref() == Some("-P1Y") && time.value == "XXXX") {
                let after = reading.text.get(time.span.end as usize..).unwrap_or_default();
                let Some(after) = after.strip_prefix("'s ").or_else(|| after.strip_prefix("’s ")) else { continue };
                let noun: String = after.chars().take_while(|letter| letter.is_alphabetic()).collect();
                if noun.chars().count() < 4 || noun.starts_with(char::is_uppercase) {
                    continue;
                }
                for other in (0..self.readings().len()).filter(|other| *other != report && self.share(report, *other) >= 3) {
                    let opening = opening(&self.readings()[other], 4);
                    let words = content_words(&opening);
                    let made = words.iter().any(|word| MADE.contains(&word.as_str()));
                    let lead = self.solver.pages[other].lead(&self.readings()[other].text);
                    if let Some((_, lead)) = lead.filter(|_| made && words.contains(&crate::words::stem(&noun.to_lowercase()))) {
                        found.push((report, time.span, other, lead, noun.clone()));
                    }
                }
            }
        }
        for (report, span, other, lead, noun) in found {
            let (low, high) = self.solver.network.window(other + 1);
            let year = |number: i64| day_of(number).map(|day| day.year());
            let Some(year) = year(low).filter(|first| Some(*first) == year(high)) else { continue };
            let bounds = jiff::civil::Date::new(year + 1, 1, 1).ok().zip(jiff::civil::Date::new(year + 1, 12, 31).ok());
            let Some((first, last)) = bounds else { continue };
            if self.solver.bound_day(report, number_of(first), number_of(last)) {
                let says = format!("what another report tells is called last year's {noun}");
                self.solver.tell(&says, vec![Evidence { report, span }, Evidence { report: other, span: lead }]);
            }
        }
    }

    /// `what she told Sumek Radio on Monday` and `in the interview, aired Monday evening`: one interview, where just two reports tell of one that
    /// this speaker gave to this medium.
    fn interviews(&mut self) {
        let readings = self.readings();
        let last = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let mut given: BTreeSet<(String, String)> = BTreeSet::new();
        for reading in readings {
            for hop in reading.attributions.iter().flat_map(|attribution| &attribution.chain) {
                if let (Some("interview"), Some(medium)) = (hop.channel.as_deref(), hop.audience.as_deref()) {
                    given.insert((last(&hop.name), medium.to_lowercase()));
                }
            }
        }
        for (speaker, medium) in given.into_iter().filter(|(speaker, medium)| speaker.chars().count() > 2 && medium.chars().count() > 2) {
            let mut told: Vec<(usize, &super::page::Mark)> = Vec::new();
            for (report, page) in self.solver.pages.iter().enumerate() {
                let spans = sentences(&readings[report]);
                let whole = readings[report].text.to_lowercase();
                let tells = |mark: &&super::page::Mark| {
                    let text = spans[mark.sentence].of(&readings[report].text).to_lowercase();
                    let named =
                        text.contains(&speaker) && (text.contains(&medium) || whole.contains(&medium) && text.contains("the interview"));
                    named && ["told", "interview", "spoke", "speaking", "asked"].iter().any(|word| text.contains(word))
                };
                let past = |mark: &&super::page::Mark| matches!(mark.meaning, Meaning::Past(_));
                told.extend(page.marks.iter().filter(past).find(tells).map(|mark| (report, mark)));
            }
            if let [one, other] = told[..]
                && one.1.meaning == other.1.meaning
            {
                self.solver.link(&Link::likely(one, other));
            }
        }
    }

    /// A place named by few reports, in the title or first sentences of one and beside a weekday in another: what both tell there in some of the
    /// same words, the one as of `yesterday`, is of one day.
    fn scenes(&mut self) {
        let pages = self.solver.pages;
        let few = (pages.len() / 4).max(2);
        let rare = |name: &String| self.names.iter().filter(|names| names.contains(name)).count() <= few;
        let mut links = Vec::new();
        for (a, page) in pages.iter().enumerate() {
            let scene: BTreeSet<String> = names_in(&format!("x {}", opening(&self.readings()[a], 2))).into_iter().filter(&rare).collect();
            for mark in page.marks.iter().filter(|mark| matches!(mark.meaning, Meaning::Days(-1 | 0)) && !scene.is_empty()) {
                for b in (0..pages.len()).filter(|b| *b != a) {
                    for other in pages[b].marks.iter().filter(|other| matches!(other.meaning, Meaning::Past(_))) {
                        let there = names_in(self.sentence(b, other.span).of(&self.readings()[b].text));
                        let named = |word: &&String| self.names[a].contains(*word) || self.names[b].contains(*word);
                        let (one, two) = (&page.sentences[mark.sentence], &pages[b].sentences[other.sentence]);
                        let told = one.intersection(two).filter(|word| word.chars().count() > 4 && !named(word)).count();
                        if told >= 2 && there.intersection(&scene).next().is_some() {
                            links.push(Link::likely((a, mark), (b, other)));
                        }
                    }
                }
            }
        }
        links.iter().for_each(|link| self.solver.link(link));
    }

    /// `twice vetoed` before `the third time that it used its veto`.
    fn counted_up(&mut self) {
        const NTH: &[&str] = &["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
        const TIMES: &[&str] = &["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
        struct Count {
            report: usize,
            span: Span,
            n: usize,
            words: BTreeSet<String>,
        }
        let mut counts: Vec<Count> = Vec::new();
        for (report, reading) in self.readings().iter().enumerate() {
            for sentence in sentences(reading) {
                let text = sentence.of(&reading.text);
                let words: Vec<(Span, String)> = crate::words::Spans::new(text).collect();
                for at in 0..words.len() {
                    let next = words.get(at + 1).map_or("", |(_, word)| word.as_str());
                    let n = match words[at].1.as_str() {
                        "twice" => Some(2),
                        word if next == "times" => TIMES.iter().position(|known| *known == word),
                        word if next == "time" => NTH.iter().position(|known| *known == word).map(|place| place + 1),
                        _ => None,
                    };
                    let Some(n) = n.filter(|n| *n > 1) else { continue };
                    let far = words[at.min(words.len() - 1)..(at + 12).min(words.len())].last().map_or(0, |(span, _)| span.end as usize);
                    let after = text.get(words[at].0.end as usize..far).unwrap_or_default();
                    let named = names_in(&format!("x {after}"));
                    let words_of = content_words(after).into_iter().filter(|word| word.chars().count() > 3 && !named.contains(word));
                    let span = Span { start: words[at].0.start + sentence.start, end: words[at].0.end + sentence.start };
                    counts.push(Count { report, span, n, words: words_of.collect() });
                }
            }
        }
        for b in 0..counts.len() {
            for a in 0..counts.len() {
                let (one, other) = (&counts[a], &counts[b]);
                let common = one.words.intersection(&other.words).any(|word| !matches!(word.as_str(), "time" | "times"));
                if one.report == other.report || one.n >= other.n || !common || self.share(one.report, other.report) < 3 {
                    continue;
                }
                let (from, to) = (one.report, other.report);
                let evidence = vec![Evidence { report: from, span: one.span }, Evidence { report: to, span: other.span }];
                if self.solver.bound(from, to, 0, FAR) {
                    self.solver.tell("what one report counts less often another counts more often", evidence);
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
        for (report, reading) in self.readings().iter().enumerate() {
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
                let words = |toll: &Toll| toll.span.of(&self.readings()[toll.report].text).to_owned();
                let says = format!("the toll has grown from `{}` to `{}`", words(low), words(high));
                let evidence = vec![Evidence { report: from, span: low.span }, Evidence { report: to, span: high.span }];
                if self.solver.bound(from, to, 0, FAR) {
                    self.solver.tell(&says, evidence);
                }
            }
        }
    }

    /// A report that says `today` and still has no weekday is of the day after the latest weekday it names as past, as reports go.
    fn nearest_days(&mut self) {
        for (report, page) in self.solver.pages.iter().enumerate() {
            if self.solver.weekday(report).is_some() || !page.says_today {
                continue;
            }
            // Past weekdays of one week, in the order of the week.
            let past: Vec<(u8, Span)> = page
                .marks
                .iter()
                .filter_map(|mark| match mark.meaning {
                    Meaning::Past(weekday) => Some((weekday, mark.span)),
                    _ => None,
                })
                .collect();
            let Some((before, span)) = past.iter().copied().max_by_key(|(weekday, span)| (*weekday, std::cmp::Reverse(span.start))) else {
                continue;
            };
            let own = before % 7 + 1;
            if self.solver.fit(report, Pattern::Weekday(own)) {
                let says = format!("it says `today` and names {} as past", NAMES[usize::from(before)]);
                self.solver.tell(&says, vec![Evidence { report, span }]);
            }
        }
    }

    /// News names years near its own.
    fn years(&mut self) {
        for report in (0..self.readings().len()).filter(|report| self.undated(*report)).collect::<Vec<_>>() {
            let (low, high) = self.solver.network.window(report + 1);
            if low > -FAR / 2 && high >= FAR / 2 {
                // More years where what is known of the day leaves none in fewer.
                let _ = [YEARS, 2 * YEARS, 4 * YEARS].into_iter().any(|years| self.solver.bound_day(report, low, low + years * 366));
            }
        }
    }
}
