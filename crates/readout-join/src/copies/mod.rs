//! Who prints whose text: passages that reports share, the families they make, and what was changed.
//!
//! Word-level alignment as passim and plagiarism detectors do it: runs of four words are looked up in an index that grows with each
//! report, runs that lie near one another in both reports are chained, the gaps between them are aligned word by word, and the ends are
//! extended over small edits. Two reports are only ever compared where the index says that they share words; never all pairs.
//!
//! | file | does |
//! |---|---|
//! | `index` | finds the earlier reports that may share text |
//! | `postings` | keys to places, in little memory |
//! | `align` | two reports to the stretches that they share |
//! | `boilerplate` | what an outlet prints under everything |
//! | `family` | passages to families, and whose text it is |
//! | [`compare`] | what one printing has otherwise than another |
//! | [`cluster`] | passages of several reports, and their export |
//! | [`view`] | what a page or a terminal draws |
//!
//! What is not a copy: words that only stand in quotation marks in both (two reporters may hear one speech), lines that an outlet prints
//! under everything, and stock phrases, which are runs of words that many reports have.
//!
//! | number | set on |
//! |---|---|
//! | [`GRAM`] 4, [`LEAST_WORDS`] 12, [`LEAST_CONTENT`] 5 | `raw-wikinews`, copies made by the generator of `cargo xtask score copies` |

mod align;
mod boilerplate;
pub mod cluster;
pub mod compare;
mod family;
mod index;
mod postings;
pub mod view;

pub(crate) use align::distance;
pub use compare::{Change, ChangeKind, diff};
pub use family::agencies;

use crate::words::Words;
use readout_core::{Reading, Span};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Words in a run that is looked up.
pub const GRAM: usize = 4;
/// Fewest words that two stretches must have in common to be a passage.
pub const LEAST_WORDS: usize = 12;
/// Fewest of them that are more than grammar.
pub const LEAST_CONTENT: usize = 5;

/// A stretch of text that two reports share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// The one report's place in the list of readings; always less than `b`.
    pub a: usize,
    /// The other's.
    pub b: usize,
    /// The stretch in `a`.
    pub a_span: Span,
    /// The stretch in `b`.
    pub b_span: Span,
    /// Words in common.
    pub matched: usize,
    /// Whether nearly all of it stands in quotation marks in both: the same speech, not the same report.
    pub quoted: bool,
    /// The stretches that are the same, in order, in `a` and in `b`.
    pub runs: Vec<(Span, Span)>,
}

/// Reports that share passages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Family {
    /// The reports, in the order of the readings.
    pub members: Vec<Member>,
    /// The agency whose text it probably is, where one is credited.
    pub agency: Option<String>,
    /// The member nearest to the original: its place in the list of readings.
    pub nearest: usize,
    /// Why.
    pub why: Vec<String>,
}

/// A report in a family.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Its place in the list of readings.
    pub report: usize,
    /// What it shares with any other member; sorted, without overlaps.
    pub spans: Vec<Span>,
    /// How many words that is.
    pub words: usize,
    /// How much of its text that is, in per cent.
    pub percent: u8,
}

/// All that is known of copies among some reports.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Copies {
    /// Passages, sorted by their reports and places.
    pub passages: Vec<Passage>,
    /// Families, largest first.
    pub families: Vec<Family>,
    /// For each report, its family, if it has one.
    pub family: Vec<Option<usize>>,
    /// For each report, how much of its text others print as well, in per cent.
    pub percent: Vec<u8>,
    /// For each report, lines that its outlet prints under everything.
    pub boilerplate: Vec<Vec<Span>>,
}

/// Finds passages and families among `readings`.
pub fn copies(readings: &[Reading]) -> Copies {
    let boilerplate = boilerplate::boilerplate(readings);
    let words: Vec<Words> = readings.iter().zip(&boilerplate).map(|(reading, left_out)| Words::of(reading, left_out)).collect();
    let mut index = index::Index::default();
    let mut passages = Vec::new();
    for b in 0..words.len() {
        let marks = index::marks(&words[b]);
        let candidates = index.candidates(&marks);
        passages.extend(new_passages(&candidates, b, (&words[b], &readings[b].text), |a| (Cow::Borrowed(&words[a]), &readings[a].text)));
        index.add(&marks);
    }
    passages.sort_by_key(|passage| (passage.a, passage.b, passage.a_span, passage.b_span));
    let families = family::families(readings, &words, &passages);
    let mut family = vec![None; readings.len()];
    for (place, found) in families.iter().enumerate() {
        found.members.iter().for_each(|member| family[member.report] = Some(place));
    }
    let mut covered = vec![Vec::new(); readings.len()];
    for member in families.iter().flat_map(|family| &family.members) {
        covered[member.report].extend(&member.spans);
    }
    let percent = covered
        .into_iter()
        .zip(&words)
        .map(|(spans, words)| family::per_cent(family::n_words(words, &united(spans)), words.len()))
        .collect();
    Copies { passages, families, family, percent, boilerplate }
}

/// Passages of a record that grows: what a new report costs is what it shares with others, and its own length. Neither the texts nor their
/// words are kept here, but only some runs of words and where they stand.
///
/// Lines that an outlet prints under everything are only known from many reports; here only what is said to be left out is, so that a
/// passage never changes once it is found.
#[derive(Default)]
pub struct Growing {
    index: index::Index,
    n_reports: usize,
}

/// A text and the stretches of it that are page furniture: sorted, without overlaps.
pub type Body<'a> = (&'a str, &'a [Span]);

impl Growing {
    /// Adds a report and returns what it shares with earlier ones, in their order. `earlier` gives the text of an earlier report by its number:
    /// reports are numbered as they come, from 0.
    pub fn add<'a>(&mut self, report: Body<'a>, earlier: impl Fn(usize) -> Body<'a>) -> Vec<Passage> {
        let words = Words::of_text(report.0, report.1);
        let marks = index::marks(&words);
        let found = new_passages(&self.index.candidates(&marks), self.n_reports, (&words, report.0), |a| {
            let (text, left_out) = earlier(a);
            (Cow::Owned(Words::of_text(text, left_out)), text)
        });
        self.index.add(&marks);
        self.n_reports += 1;
        found
    }

    /// How many reports there are.
    pub fn len(&self) -> usize {
        self.n_reports
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.n_reports == 0
    }

    /// Bytes that it takes, without the texts, which are not kept here.
    pub fn bytes(&self) -> usize {
        self.index.bytes()
    }
}

/// What report `b` shares with earlier ones that may share something with it: sorted by report and place.
fn new_passages<'a>(
    candidates: &[usize],
    b: usize,
    (words, text): (&Words, &str),
    earlier: impl Fn(usize) -> (Cow<'a, Words>, &'a str),
) -> Vec<Passage> {
    let runs = index::Runs::of(words);
    let mut found = Vec::new();
    for &a in candidates {
        let (left, left_text) = earlier(a);
        if let Some(hits) = runs.hits(&left) {
            let aligned = align::align(&left, words, &hits, (left_text, text));
            found.extend(aligned.iter().map(|aligned| aligned.passage((a, &left), (b, words))));
        }
    }
    found.sort_by_key(|passage| (passage.a, passage.a_span, passage.b_span));
    found
}

impl Copies {
    /// Whether a stretch of one report and one of another stand in the same place of a shared passage: at least half of the shorter one.
    pub fn same_text(&self, a: (usize, Span), b: (usize, Span)) -> bool {
        let ((a, a_span), (b, b_span)) = if a.0 <= b.0 { (a, b) } else { (b, a) };
        if a == b {
            return a_span.overlaps(b_span);
        }
        let from = self.passages.partition_point(|passage| (passage.a, passage.b) < (a, b));
        let between = self.passages[from..].iter().take_while(|passage| (passage.a, passage.b) == (a, b));
        let mut shared = 0;
        for passage in between.filter(|passage| passage.a_span.overlaps(a_span) && passage.b_span.overlaps(b_span)) {
            for (run_a, run_b) in &passage.runs {
                let (start, end) = (run_a.start.max(a_span.start), run_a.end.min(a_span.end));
                if start < end {
                    // Runs are the same words, but not always the same characters; places within them agree closely enough.
                    let moved = (run_b.start + (start - run_a.start), run_b.start + (end - run_a.start));
                    shared += moved.1.min(b_span.end).saturating_sub(moved.0.max(b_span.start)) as usize;
                }
            }
        }
        shared * 2 >= a_span.len().min(b_span.len()).max(1)
    }

    /// The family of a report, if it has one.
    pub fn family_of(&self, report: usize) -> Option<usize> {
        self.family.get(report).copied().flatten()
    }
}

/// Spans sorted, with those that overlap made one.
fn united(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut united: Vec<Span> = Vec::new();
    for span in spans {
        match united.last_mut() {
            Some(last) if span.start <= last.end => *last = last.cover(span),
            _ => united.push(span),
        }
    }
    united
}

#[cfg(test)]
mod tests {
    use super::*;
    use readout_core::{Known, Report};

    const WIRE: &str = "Envoys of Ardesh and of the Free Council met on Thursday in the port of Sered for their first talks since November. \
The war in the mountains has cost some 41,000 lives since the old assembly was dissolved. \
The head of the council ruled out a joint force with the army against militants who hold the upper valleys.";

    fn reading(id: &str, outlet: Option<&str>, text: &str) -> Reading {
        let mut report = Report::new(id, text);
        report.outlet = outlet.map(|outlet| Known::given(outlet.to_owned(), "field"));
        let mut reading = Reading::empty(&report);
        let mut at = 0;
        for sentence in text.split_inclusive(['.', '\n']) {
            let trimmed = sentence.trim();
            let start = at + sentence.find(trimmed).unwrap_or_default();
            if !trimmed.is_empty() {
                reading.sentences.push(Span::new(start, start + trimmed.len()));
            }
            at += sentence.len();
        }
        reading
    }

    /// The passages of two texts, as they stand in the first and in the second.
    fn check(a: &str, b: &str, expect: &[(&str, &str)]) {
        let readings = [reading("a", None, a), reading("b", None, b)];
        let found = copies(&readings);
        let passages: Vec<(&str, &str)> =
            found.passages.iter().map(|passage| (passage.a_span.of(&readings[0].text), passage.b_span.of(&readings[1].text))).collect();
        assert_eq!(passages, expect);
    }

    #[test]
    fn a_trimmed_and_reworded_copy_is_one_passage() {
        check(
            WIRE,
            "Sered is a quiet town. The war in the mountains has cost about 41,000 lives since the assembly was dissolved, KP reported. \
             The head of the council ruled out a joint force with Ardesh against militants that hold the upper valleys. Nobody disagreed.",
            &[(
                "The war in the mountains has cost some 41,000 lives since the old assembly was dissolved. \
                 The head of the council ruled out a joint force with the army against militants who hold the upper valleys",
                "The war in the mountains has cost about 41,000 lives since the assembly was dissolved, KP reported. \
                 The head of the council ruled out a joint force with Ardesh against militants that hold the upper valleys",
            )],
        );
    }

    #[test]
    fn sentences_in_another_order_are_found() {
        let sentences: Vec<&str> = WIRE.split_inclusive(". ").collect();
        let shuffled = format!("{} {}{}", sentences[2].trim(), sentences[1], sentences[0].trim());
        let readings = [reading("a", None, WIRE), reading("b", None, &shuffled)];
        assert_eq!(copies(&readings).percent, [100, 100]);
    }

    #[test]
    fn slips_of_the_keys_do_not_cut_a_passage() {
        let slipped =
            WIRE.replace("talks", "tlaks").replace("mountains", "montains").replace("council", "counsil").replace("since", "sinse");
        let readings = [reading("a", None, WIRE), reading("b", None, &slipped)];
        let found = copies(&readings);
        assert_eq!((found.passages.len(), found.percent), (1, vec![100, 100]));
    }

    #[test]
    fn two_tellings_of_one_event_are_no_copies() {
        check(
            WIRE,
            "In Sered, delegates from the Free Council sat down with those of Ardesh on Thursday, the first time since last November that the two sides talked. More than 40,000 people have died.",
            &[],
        );
    }

    #[test]
    fn one_speech_heard_by_two_is_no_family() {
        let speech = "“We shall not leave the valleys before the last gun has been counted and stored under lock and key,” ";
        let readings = [
            reading("a", None, &format!("{speech}the head of the council told a crowd in Sered.")),
            reading("b", None, &format!("Speaking in the rain, its leader said: {speech}and then left.")),
        ];
        let found = copies(&readings);
        assert!(found.passages.iter().all(|passage| passage.quoted) && !found.passages.is_empty());
        assert!(found.families.is_empty());
    }

    #[test]
    fn what_an_outlet_prints_under_everything_is_no_passage() {
        let under =
            "Follow the Harbour Mail for all the news of the coast and the mountains, every morning from six, on every day of the year.";
        let bodies = [
            "Rain fell in the valleys.",
            "A ship was lost with nine men off the northern cape.",
            "The council met again without its head.",
        ];
        let readings: Vec<Reading> = bodies
            .iter()
            .enumerate()
            .map(|(at, body)| reading(&format!("r{at}"), Some("Harbour Mail"), &format!("{body}\n\n{under}\n")))
            .collect();
        let found = copies(&readings);
        assert!(found.passages.is_empty(), "{:?}", found.passages);
        assert_eq!(found.boilerplate[0].len(), 1);
    }

    #[test]
    fn the_nearest_to_the_original_opens_with_the_datelines_agency() {
        let mut wire = reading("wire", Some("Kontinent"), &format!("SERED (KP) - {WIRE} Nobody was named."));
        wire.report.dateline = Some(readout_core::Dateline {
            place: Some("SERED".to_owned()),
            agency: Some("KP".to_owned()),
            date: None,
            span: Span::new(0, 12),
        });
        let short = reading("short", Some("Mail"), WIRE);
        let family = &copies(&[short, wire]).families[0];
        assert_eq!((family.nearest, family.agency.as_deref()), (1, Some("KP")));
    }

    #[test]
    fn a_record_that_grows_finds_what_one_made_at_once_finds() {
        let texts =
            [WIRE.to_owned(), WIRE.replace("militants who", "rebels that"), "Rain fell in Sered.".to_owned(), WIRE.replace("some ", "")];
        let readings: Vec<Reading> = texts.iter().enumerate().map(|(at, text)| reading(&format!("r{at}"), None, text)).collect();
        let mut growing = Growing::default();
        let mut found: Vec<Passage> = Vec::new();
        for reading in &readings {
            found.extend(growing.add((&reading.text, &[]), |report| (&readings[report].text, &[])));
        }
        found.sort_by_key(|passage| (passage.a, passage.b, passage.a_span, passage.b_span));
        assert_eq!(found, copies(&readings).passages);
        assert_eq!((found.len(), growing.len()), (3, 4));
    }

    #[test]
    fn what_was_changed_stands_side_by_side() {
        let reworded = WIRE.replace("militants who", "Ash rebels who").replace("in the port of Sered ", "") + " It rained.";
        let (a, b) = (reading("a", None, WIRE), reading("b", None, &reworded));
        let changes: Vec<(ChangeKind, &str, &str)> =
            diff(&a, &b).iter().map(|change| (change.kind, change.a.of(&a.text), change.b.of(&b.text))).collect();
        assert_eq!(
            changes,
            [
                (ChangeKind::Dropped, "in the port of Sered", ""),
                (ChangeKind::Reworded, "militants", "Ash rebels"),
                (ChangeKind::Added, "", "It rained."),
            ]
        );
    }
}
