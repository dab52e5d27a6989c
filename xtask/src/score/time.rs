//! Time expressions against TempEval-3's training documents (TimeBank and AQUAINT, cleaned) and, where present, MEANTIME.
//!
//! The definitions are TempEval-3's (UzZaman et al. 2013, task A): *strict* counts an expression whose characters are the gold's, *relaxed*
//! one that shares at least one character with a gold one not yet taken, *value* those of the relaxed matches whose value is the gold's, over
//! all found (precision) and all in the gold (recall). The creation time is given to the reader and is not scored. A document is held back
//! for development where the FNV-1a hash of its file name divides by five; the rules were tuned on the others.

use super::Score;
use super::cat::Document;
use readout_core::{Precision, Published, Report, Span};
use std::path::{Path, PathBuf};

/// Scores times.
pub(crate) fn score(gold: Option<&Path>, errors: bool) -> Vec<Score> {
    let Some(gold) = gold else { return Vec::new() };
    let folder = gold.join("tempeval3/Training/TBAQ-cleaned");
    let mut tuned = Tally::default();
    let mut held = Tally::default();
    for part in ["TimeBank", "AQUAINT"] {
        for path in files(&folder.join(part), "tml") {
            let Some(case) = Case::of_timeml(&path) else { continue };
            let development = fnv1a(&case.name).is_multiple_of(5);
            let tally = if development { &mut held } else { &mut tuned };
            // Errors are read on the tuned part only.
            tally.add(&case, errors && !development);
        }
    }
    let mut scores = held.scores("tempeval3 dev fifth");
    scores.extend(tuned.scores("tempeval3 four fifths"));
    let mut meantime = Tally::default();
    for corpus in ["corpus_airbus", "corpus_apple", "corpus_gm", "corpus_stock"] {
        for path in files(&gold.join("meantime-en/intra_cross-doc_annotation").join(corpus), "xml") {
            if let Some(case) = Case::of_meantime(&path) {
                meantime.add(&case, false);
            }
        }
    }
    scores.extend(meantime.scores("meantime"));
    scores
}

struct Gold {
    span: Span,
    value: String,
    time_type: String,
}

struct Case {
    name: String,
    text: String,
    published: Option<String>,
    times: Vec<Gold>,
}

impl Case {
    /// A TimeML document: the characters of `TEXT`, the times in it, and the creation time.
    fn of_timeml(path: &Path) -> Option<Self> {
        let file = std::fs::read(path).ok()?;
        let file = String::from_utf8_lossy(&file).into_owned();
        let created = between(&file, "<DCT>", "</DCT>").and_then(|dct| attribute(dct, "value"));
        let body = between(&file, "<TEXT>", "</TEXT>")?;
        let (mut text, mut times, mut open) = (String::new(), Vec::new(), None);
        let mut rest = body;
        while !rest.is_empty() {
            if let Some(tag) = rest.strip_prefix('<') {
                let (tag, after) = tag.split_once('>')?;
                if tag.starts_with("TIMEX3") {
                    open = Some((text.len(), attribute(tag, "value").unwrap_or_default(), attribute(tag, "type").unwrap_or_default()));
                } else if let ("/TIMEX3", Some((start, value, time_type))) = (tag, open.take_if(|_| tag == "/TIMEX3")) {
                    times.push(Gold { span: Span::new(start, text.len()), value, time_type });
                }
                rest = after;
            } else {
                let end = rest.find('<').unwrap_or(rest.len());
                text.push_str(&unescape(&rest[..end]));
                rest = &rest[end..];
            }
        }
        let published = created.map(|created| created.get(..10).unwrap_or(&created).to_owned());
        Some(Self { name: path.file_name()?.to_str()?.to_owned(), text, published, times })
    }

    /// A MEANTIME document (NAF-like CAT XML): tokens with sentence numbers, `TIMEX3` markables with token anchors; the creation time is the
    /// markable without tokens or with that function.
    fn of_meantime(path: &Path) -> Option<Self> {
        let document = Document::load(path)?;
        let mut times = Vec::new();
        let mut published = None;
        for markable in document.markables("TIMEX3") {
            let value = attribute(markable.head, "value").unwrap_or_default();
            let created = attribute(markable.head, "functionInDocument").is_some_and(|function| function == "CREATION_TIME");
            if created && published.is_none() {
                published = Some(value.clone());
            }
            if let Some(span) = markable.span {
                times.push(Gold { span, value, time_type: attribute(markable.head, "type").unwrap_or_default() });
            }
        }
        times.sort_by_key(|time| time.span);
        let published = published.map(|value| value.get(..10).unwrap_or(&value).to_owned());
        Some(Self { name: path.file_name()?.to_str()?.to_owned(), text: document.text, published, times })
    }
}

#[derive(Default)]
struct Tally {
    gold: usize,
    found: usize,
    strict: usize,
    relaxed: usize,
    value: usize,
    time_type: usize,
}

impl Tally {
    fn add(&mut self, case: &Case, errors: bool) {
        let mut report = Report::new(&case.name, &case.text);
        report.published = case.published.clone().map(|value| Published { value, precision: Precision::Day, from: "field".to_owned() });
        let reading = readout_read::read(&report, super::model(), &readout_read::Settings::default());
        self.gold += case.times.len();
        self.found += reading.times.len();
        let mut taken = vec![false; reading.times.len()];
        let context = |span: Span| {
            let start = (0..=span.start.saturating_sub(40) as usize).rev().find(|at| case.text.is_char_boundary(*at)).unwrap_or(0);
            let end = (span.end as usize + 30..)
                .find(|at| *at >= case.text.len() || case.text.is_char_boundary(*at))
                .unwrap_or(0)
                .min(case.text.len());
            format!("{}[{}]{}", &case.text[start..span.start as usize], span.of(&case.text), &case.text[span.end as usize..end])
                .replace('\n', " ")
        };
        for gold in &case.times {
            let exact = reading.times.iter().position(|time| time.span == gold.span);
            let place = exact.or_else(|| (0..taken.len()).find(|place| !taken[*place] && reading.times[*place].span.overlaps(gold.span)));
            let Some(place) = place else {
                if errors {
                    println!("missed\t{}\t{}\t{}\t{}", gold.span.of(&case.text), gold.value, gold.time_type, context(gold.span));
                }
                continue;
            };
            taken[place] = true;
            let time = &reading.times[place];
            self.relaxed += 1;
            self.strict += usize::from(time.span == gold.span);
            self.value += usize::from(time.value == gold.value);
            self.time_type += usize::from(format!("{:?}", time.time_type) == gold.time_type);
            if errors && time.span != gold.span {
                println!("extent\t{}\t{}\t\t{}", time.span.of(&case.text), gold.span.of(&case.text), context(gold.span));
            }
            if errors && time.value != gold.value {
                let date = case.published.as_deref().unwrap_or("-");
                println!("value\t{}\t{}\t{}\t{date}\t{}", gold.span.of(&case.text), time.value, gold.value, context(gold.span));
            }
        }
        for (time, taken) in reading.times.iter().zip(taken) {
            if errors && !taken {
                println!("extra\t{}\t{}\t\t{}", time.span.of(&case.text), time.value, context(time.span));
            }
        }
    }

    fn scores(&self, case: &str) -> Vec<Score> {
        let f1 = |right: usize| 200.0 * right as f64 / (self.gold + self.found).max(1) as f64;
        let line =
            |measure: &str, value: f64| Score { layer: "time", case: case.to_owned(), measure: measure.to_owned(), value, n: self.gold };
        if self.gold == 0 {
            return Vec::new();
        }
        vec![
            line("F1 relaxed", f1(self.relaxed)),
            line("F1 strict", f1(self.strict)),
            line("F1 value", f1(self.value)),
            line("F1 type", f1(self.time_type)),
            line("precision relaxed", 100.0 * self.relaxed as f64 / self.found.max(1) as f64),
            line("recall relaxed", 100.0 * self.relaxed as f64 / self.gold.max(1) as f64),
        ]
    }
}

pub(super) fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == extension));
    paths.sort();
    paths
}

fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    text.split_once(open)?.1.split_once(close).map(|(inner, _)| inner)
}

pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!("{name}=\""))? + name.len() + 2;
    Some(unescape(tag[start..].split('"').next()?))
}

pub(super) fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

/// FNV-1a, 64 bits.
fn fnv1a(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}
