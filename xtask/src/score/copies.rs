//! Scores copy detection on copies made from real text, and on reports of one event that share none.
//!
//! **Made copies.** Each report serves once as a source. Its copy is made by one of four ways in turn: trimmed (a run of 40–90 % of its
//! sentences), reordered (the same, sentences shuffled in blocks), spliced (two to six of its sentences set into another report's text), or
//! paraphrased (trimmed, with words swapped from a list and some left out). Then every word is altered with the chance that the case names:
//! a slip of the keys, a word left out, doubled, or replaced by another one of the text, in equal parts. The random numbers are fixed.
//!
//! *Passage F1* is over words, as in the plagiarism tasks of PAN: a word of source or copy counts as found where it lies in a passage of
//! just these two reports, and as right where it lies in a stretch that was taken over; micro-averaged over all pairs. *Pair precision* is the
//! share of pairs put into one family by a direct passage that do share a made text; pairs of two originals are left out, since real
//! corpora have real copies.
//!
//! **PolNeAR's wire marks.** The articles that the metadata marks as agency copy, of those with an open text, against the rest: an article
//! counts as marked by us where its text credits an agency (dateline, credit line), or shares a family with one that does.
//!
//! **timeline17.** Long reports of many outlets on few stories, as text for the generator: the hardest of the three, as reports on one story
//! by one outlet repeat themselves.

use super::Score;
use readout_core::{Reading, Report, Span};
use readout_join::copies::copies;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Scores the layer.
pub(crate) fn score(gold: Option<&Path>, errors: bool) -> Vec<Score> {
    let Some(gold) = gold else { return Vec::new() };
    let wikinews = read_wikinews(&gold.join("raw-wikinews-2019-2020/data"));
    let reuters = read_reuters(&gold.join("raw-reuters21578/data/full"));
    let long: Vec<String> = reuters.iter().filter(|text| text.split_whitespace().count() >= 150).step_by(5).take(600).cloned().collect();
    let mut scores = Vec::new();
    for (corpus, texts) in [("wikinews", &wikinews), ("reuters", &long)] {
        for noise in [0, 2, 5, 10] {
            scores.extend(made(corpus, texts, noise, errors));
        }
    }
    let timelines: Vec<String> = read_timelines(&gold.join("timeline17")).into_iter().step_by(4).collect();
    for noise in [0, 5] {
        scores.extend(made("timeline17", &timelines, noise, errors));
    }
    scores.extend(ecb(&gold.join("coref-ecbplus"), errors));
    scores.extend(wire(&gold.join("polnear/data"), errors));
    if !reuters.is_empty() {
        let readings: Vec<Reading> = reuters.iter().enumerate().map(|(at, text)| reading(&format!("r{at}"), text)).collect();
        let start = std::time::Instant::now();
        let found = copies(&readings);
        eprintln!(
            "copies: {} Reuters stories in {:.1} s: {} passages, {} families",
            readings.len(),
            start.elapsed().as_secs_f64(),
            found.passages.len(),
            found.families.len()
        );
    }
    scores
}

/// A reading of nothing but sentences, cut at line ends.
pub(crate) fn reading(id: &str, text: &str) -> Reading {
    let mut reading = Reading::empty(&Report::new(id, text));
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            reading.sentences.push(Span::new(at, at + line.trim_end().len()));
        }
        at += line.len();
    }
    reading
}

/// Where each sentence of a made copy comes from.
pub(crate) struct Made {
    pub(crate) text: String,
    /// For each source report: its stretch, and the stretch of the copy, in bytes.
    taken: Vec<(usize, Span, Span)>,
}

fn made(corpus: &str, texts: &[String], noise: u64, errors: bool) -> Vec<Score> {
    let mut chance = Chance(0x1234_5678_9ABC_DEF1 ^ noise);
    let originals: Vec<(Vec<Span>, &String)> =
        texts.iter().map(|text| (sentences(text), text)).filter(|(spans, _)| spans.len() >= 6).collect();
    let mut copies_made = Vec::new();
    for source in 0..originals.len() {
        copies_made.push(make(&originals, source, source % 4, noise, &mut chance));
    }
    let n = originals.len();
    let mut readings: Vec<Reading> = originals.iter().enumerate().map(|(at, (_, text))| reading(&format!("o{at}"), text)).collect();
    readings.extend(copies_made.iter().enumerate().map(|(at, copy)| reading(&format!("c{at}"), &copy.text)));
    let found = copies(&readings);
    // Words found and words taken, of the pairs of original and copy.
    let mut gold: BTreeMap<(usize, usize), (Vec<Span>, Vec<Span>)> = BTreeMap::new();
    for (at, copy) in copies_made.iter().enumerate() {
        for (source, from, to) in &copy.taken {
            let entry = gold.entry((*source, n + at)).or_default();
            entry.0.push(*from);
            entry.1.push(*to);
        }
    }
    let mut predicted: BTreeMap<(usize, usize), (Vec<Span>, Vec<Span>)> = BTreeMap::new();
    for passage in found.passages.iter().filter(|passage| passage.a < n && passage.b >= n) {
        let entry = predicted.entry((passage.a, passage.b)).or_default();
        entry.0.push(passage.a_span);
        entry.1.push(passage.b_span);
    }
    // Originals that share text by themselves make their copies share it, too.
    let mut natural: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut linked: BTreeSet<(usize, usize)> = BTreeSet::new();
    for passage in &found.passages {
        if passage.b < n {
            natural.insert((passage.a, passage.b))
        } else {
            linked.insert((passage.a, passage.b))
        };
    }
    let sources = |report: usize| -> BTreeSet<usize> {
        if report < n { BTreeSet::from([report]) } else { copies_made[report - n].taken.iter().map(|(source, ..)| *source).collect() }
    };
    let is_true = |pair: &&(usize, usize)| {
        let (one, other) = (sources(pair.0), sources(pair.1));
        one.iter().any(|one| other.iter().any(|other| one == other || natural.contains(&(*one.min(other), *one.max(other)))))
    };
    // A pair that only shares what its originals share by themselves says nothing about the made copy.
    let (mut right, mut n_found, mut n_gold) = (0, 0, 0);
    let none = (Vec::new(), Vec::new());
    for pair in gold.keys().chain(predicted.keys().filter(|pair| !is_true(pair))).collect::<BTreeSet<_>>() {
        let (gold, predicted) = (gold.get(pair).unwrap_or(&none), predicted.get(pair).unwrap_or(&none));
        for (report, gold, predicted) in [(pair.0, &gold.0, &predicted.0), (pair.1, &gold.1, &predicted.1)] {
            for word in words(&readings[report].text) {
                let (in_gold, in_found) = (gold.iter().any(|span| span.overlaps(word)), predicted.iter().any(|span| span.overlaps(word)));
                right += usize::from(in_gold && in_found);
                n_found += usize::from(in_found);
                n_gold += usize::from(in_gold);
            }
        }
    }
    let n_true = linked.iter().filter(is_true).count();
    if errors {
        for pair in linked.iter().filter(|pair| !is_true(pair)).take(5) {
            let passage = found.passages.iter().find(|passage| (passage.a, passage.b) == *pair);
            if let Some(passage) = passage {
                println!(
                    "{corpus} {noise} %: no copy: {}\n    {}",
                    passage.a_span.of(&readings[passage.a].text),
                    passage.b_span.of(&readings[passage.b].text)
                );
            }
        }
        for (pair, (_, to)) in gold.iter().filter(|(pair, _)| !predicted.contains_key(pair)).take(5) {
            println!(
                "{corpus} {noise} %: missed: {:?} {}",
                pair,
                to.iter().map(|span| span.of(&readings[pair.1].text)).collect::<Vec<_>>().join(" | ")
            );
        }
    }
    let (precision, recall) = (right as f64 / n_found.max(1) as f64, right as f64 / n_gold.max(1) as f64);
    let case = format!("made from {corpus}, {noise} % noise");
    let score = |measure: &str, value: f64, n: usize| Score {
        layer: "copies",
        case: case.clone(),
        measure: measure.to_owned(),
        value: 100.0 * value,
        n,
    };
    vec![
        score("passage precision", precision, n_found),
        score("passage recall", recall, n_gold),
        score("passage F1", 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE), n_gold),
        score("pair precision", n_true as f64 / linked.len().max(1) as f64, linked.len()),
    ]
}

/// Makes a copy of `source`, in one of four ways.
pub(crate) fn make(originals: &[(Vec<Span>, &String)], source: usize, way: usize, noise: u64, chance: &mut Chance) -> Made {
    let (spans, _) = &originals[source];
    let n = spans.len();
    let mut pieces: Vec<(usize, Span)> = Vec::new();
    if way == 2 {
        let host = (source + 1 + chance.below(originals.len() - 1)) % originals.len();
        let hosts = &originals[host].0;
        let length = 2 + chance.below(5);
        let start = chance.below(n.saturating_sub(length).max(1));
        let at = chance.below(hosts.len());
        pieces.extend(hosts[..at].iter().map(|span| (host, *span)));
        pieces.extend(spans[start..(start + length).min(n)].iter().map(|span| (source, *span)));
        pieces.extend(hosts[at..].iter().map(|span| (host, *span)));
    } else {
        let length = (n * (40 + chance.below(51)) / 100).max(2);
        let start = chance.below(n - length + 1);
        pieces.extend(spans[start..start + length].iter().map(|span| (source, *span)));
        if way == 1 {
            let mut blocks: Vec<Vec<(usize, Span)>> = pieces.chunks(3).map(<[_]>::to_vec).collect();
            for at in (1..blocks.len()).rev() {
                blocks.swap(at, chance.below(at + 1));
            }
            pieces = blocks.concat();
        }
    }
    let mut made = Made { text: String::new(), taken: Vec::new() };
    for (report, span) in pieces {
        let start = made.text.len();
        let sentence: Vec<&str> = span.of(originals[report].1).split_whitespace().collect();
        for (at, word) in sentence.iter().enumerate() {
            let mut words = vec![(*word).to_owned()];
            if way == 3 {
                match SWAPS.iter().find(|(from, _)| from == word) {
                    Some((_, to)) => words[0] = (*to).to_owned(),
                    None if chance.below(100) < 3 => words.clear(),
                    None => {}
                }
            }
            if chance.below(100) < noise as usize {
                match chance.below(4) {
                    0 => words = vec![slip(word, chance)],
                    1 => words.clear(),
                    2 => words.push(sentence[at.saturating_sub(1)].to_owned()),
                    _ => words = vec![sentence[chance.below(sentence.len())].to_owned()],
                }
            }
            for word in words {
                made.text.push_str(&word);
                made.text.push(' ');
            }
        }
        let end = made.text.trim_end().len().max(start);
        made.taken.push((report, span, Span::new(start, end)));
        made.text.push('\n');
    }
    made
}

/// Words that agencies and their customers swap.
const SWAPS: &[(&str, &str)] = &[
    ("said", "stated"),
    ("government", "administration"),
    ("people", "persons"),
    ("killed", "slain"),
    ("police", "officers"),
    ("after", "following"),
    ("about", "around"),
    ("told", "informed"),
    ("president", "leader"),
    ("President", "President-in-office"),
    ("company", "firm"),
    ("mln", "million"),
    ("pct", "percent"),
    ("dlrs", "dollars"),
    ("also", "further"),
    ("but", "yet"),
    ("last", "past"),
    ("group", "movement"),
    ("officials", "authorities"),
    ("country", "nation"),
    ("would", "will"),
    ("because", "since"),
];

fn slip(word: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = chance.below(letters.len().max(1));
    if letters.len() > 2 {
        match chance.below(3) {
            0 => drop(letters.remove(at)),
            1 => letters.insert(at, (b'a' + chance.below(26) as u8) as char),
            _ => letters[at] = (b'a' + chance.below(26) as u8) as char,
        }
    }
    letters.into_iter().collect()
}

/// Reports of one event by several outlets. What is put together there was read by hand: see `docs/design/copies.md`.
fn ecb(folder: &Path, errors: bool) -> Vec<Score> {
    let mut topics: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (path, text) in xml_texts(folder) {
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        let topic = name.split('_').next().unwrap_or_default().to_owned();
        topics.entry(topic).or_default().push((name, text));
    }
    let (mut pairs, mut linked) = (0, 0);
    for reports in topics.values() {
        let readings: Vec<Reading> = reports.iter().map(|(name, text)| reading(name, text)).collect();
        let found = copies(&readings);
        pairs += readings.len() * readings.len().saturating_sub(1) / 2;
        let mut together = BTreeSet::new();
        for passage in found.passages.iter().filter(|passage| !passage.quoted) {
            if together.insert((passage.a, passage.b)) && errors {
                println!(
                    "ecb: {} {}\n    {}\n    {}",
                    reports[passage.a].0,
                    reports[passage.b].0,
                    passage.a_span.of(&readings[passage.a].text),
                    passage.b_span.of(&readings[passage.b].text)
                );
            }
        }
        linked += together.len();
    }
    if pairs == 0 {
        return Vec::new();
    }
    vec![Score {
        layer: "copies",
        case: "ECB+, one event".to_owned(),
        measure: "pairs with a passage".to_owned(),
        value: 100.0 * linked as f64 / pairs as f64,
        n: pairs,
    }]
}

/// PolNeAR's articles: those that we take for agency copy against those that its metadata marks.
fn wire(folder: &Path, errors: bool) -> Vec<Score> {
    let table = std::fs::read_to_string(folder.join("metadata.tsv")).unwrap_or_default();
    let (mut marked, mut readings) = (Vec::new(), Vec::new());
    for line in table.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let (Some(name), Some(wire)) = (fields.get(1), fields.get(11)) else { continue };
        let text = ["dev", "train"]
            .iter()
            .find_map(|part| std::fs::read_to_string(folder.join(part).join("text").join(format!("{name}.txt"))).ok());
        let Some(text) = text else { continue };
        marked.push(!matches!(wire.trim(), "" | "NA" | "None"));
        let report = readout_intake::report(name, None, text, readout_intake::Given::default(), Vec::new());
        let mut reading = Reading::empty(&report);
        reading.sentences = sentences(&reading.text);
        readings.push(reading);
    }
    if readings.is_empty() {
        return Vec::new();
    }
    let found = copies(&readings);
    let (mut right, mut n_found) = (0u32, 0usize);
    for (report, reading) in readings.iter().enumerate() {
        let by_family = found.family_of(report).is_some_and(|family| found.families[family].agency.is_some());
        let taken = by_family || !readout_join::copies::agencies(reading).is_empty();
        n_found += usize::from(taken);
        right += u32::from(taken && marked[report]);
        if errors && taken != marked[report] {
            let what = if taken { "not marked" } else { "missed" };
            println!("wire: {what}: {} {:?}", reading.report.id, readout_join::copies::agencies(reading));
        }
    }
    let n = marked.iter().filter(|marked| **marked).count();
    let (precision, recall) = (f64::from(right) / n_found.max(1) as f64, f64::from(right) / n.max(1) as f64);
    let score = |measure: &str, value: f64| Score {
        layer: "copies",
        case: "PolNeAR, agency copy".to_owned(),
        measure: measure.to_owned(),
        value: 100.0 * value,
        n,
    };
    vec![score("P", precision), score("R", recall), score("F1", 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE))]
}

/// The reports of timeline17, all topics.
fn read_timelines(folder: &Path) -> Vec<String> {
    let mut folders: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    folders.sort();
    let mut texts = Vec::new();
    for folder in folders {
        for line in std::fs::read_to_string(folder.join("articles.jsonl")).unwrap_or_default().lines() {
            let article: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
            texts.extend(article["text"].as_str().map(str::to_owned));
        }
    }
    texts
}

/// The texts of ECB+: tokens of each file joined by blanks, a line for each sentence.
pub(super) fn xml_texts(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "xml") {
                files.push(path);
            }
        }
    }
    files.sort();
    let mut texts = Vec::new();
    for path in files {
        let Ok(xml) = std::fs::read_to_string(&path) else { continue };
        let mut text = String::new();
        let mut last = "";
        for part in xml.split("<token ").skip(1) {
            let sentence = part.split("sentence=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
            let word = part.split('>').nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default();
            if !text.is_empty() {
                text.push(if sentence == last { ' ' } else { '\n' });
            }
            last = sentence;
            text.push_str(&word.replace("&quot;", "\"").replace("&amp;", "&").replace("&apos;", "'"));
        }
        texts.push((path.display().to_string(), text));
    }
    texts
}

fn words(text: &str) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        match (character.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(Span::new(from, at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Sentences, roughly: at line ends, and at stops before a capital letter.
pub(crate) fn sentences(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let mut start = at;
        for (offset, _) in line.match_indices(". ") {
            let next = line[offset + 2..].chars().next();
            if next.is_some_and(char::is_uppercase) && at + offset + 1 > start + 40 {
                spans.push(Span::new(start, at + offset + 1));
                start = at + offset + 2;
            }
        }
        let end = at + line.trim_end().len();
        if end > start && text[start..end].split_whitespace().count() > 2 {
            spans.push(Span::new(start, end));
        }
        at += line.len();
    }
    spans
}

pub(crate) fn read_wikinews(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for year in ["wikinews_2019.csv", "wikinews_2020.csv"] {
        let csv = std::fs::read_to_string(folder.join(year)).unwrap_or_default();
        for record in records(&csv).into_iter().skip(1) {
            texts.extend(record.into_iter().nth(3));
        }
    }
    texts
}

/// Records of a CSV file with quoted fields.
fn records(csv: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = csv.chars().peekable();
    while let Some(character) = characters.next() {
        let record = records.len() - 1;
        let field = records[record].len() - 1;
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                records[record][field].push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => records[record].push(String::new()),
            '\n' if !quoted => records.push(vec![String::new()]),
            _ => records[record][field].push(character),
        }
    }
    records
}

/// Bodies of the Reuters stories, lines of one paragraph joined.
pub(crate) fn read_reuters(folder: &Path) -> Vec<String> {
    let mut files: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut texts = Vec::new();
    for path in files {
        let Ok(json) = std::fs::read_to_string(path) else { continue };
        let Ok(serde_json::Value::Array(stories)) = serde_json::from_str(&json) else { continue };
        for story in stories {
            let body = story.get("body").and_then(|body| body.as_str()).unwrap_or_default();
            let body = body.trim_end().trim_end_matches("Reuter").trim_end_matches("REUTER");
            texts.push(body.replace("\n    ", "\u{1}").replace('\n', " ").replace('\u{1}', "\n"));
        }
    }
    texts
}

/// Random numbers that are the same every time (xorshift).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n.max(1)
    }
}
