//! Attributions: PolNeAR's development part, and the project's own readings and chains.
//!
//! * `polnear dev` (the first annotation of each article): tokens of each role (precision, recall, F1), spans of each role, and **whole** attributions.
//!   Spans are right when they are the same (*exact*), or when they share a token: *overlap* pairs them one to one, so that a span in two pieces is right
//!   once and wrong once, while *binary overlap*, the usual measure (Breck, Choi and Cardie 2007), asks of each span found whether it meets a gold one
//!   (precision) and of each gold one whether it is met (recall). Whole attributions: the cue overlaps the gold cue, the contents share at least half of the tokens of either, and the source
//!   overlaps the gold source, or both have none. The corpus marks nothing inside a content, so what stands `inside` another attribution is left out.
//!   Its quotations with a named source also give **direct speakers**: the share of gold attributions whose content is quoted whole for which the
//!   reading has one that covers half of that content and whose source overlaps the gold source.
//! * own `readings` and `chains`: attributions matched by the same definition; of the matched ones, the share with all **hops** right (the
//!   same names in the same order, an article aside), with the right **nesting** (inside the one matched to the gold's, or inside none), **manner**
//!   (negation included), **kind** and **speaker** (the name or description that the chain begins with).
//!   Chains are scored part by part: `open` and `opened` of `chains.jsonl`, `practised` ones of `practised.jsonl`, and `held` and `held b` of
//!   `held.jsonl` and `held-b.jsonl`, of which no error is shown.
//!   `chains second` scores `second.jsonl`, what another reader marked in some of these reports without having seen the first annotation,
//!   in the same way: how far two readers agree is as far as a program can be asked to go.
//!
//! `--errors` prints what was missed, found in vain or wrong, by class.

use super::Score;
use readout_core::{Attribution, CodepointIndex, Reading, Report, Span};
use readout_read::Settings;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

type Tokens = BTreeSet<usize>;

pub(crate) fn score(gold: Option<&Path>, errors: bool) -> Vec<Score> {
    let model = super::model();
    let mut scores = Vec::new();
    if let Some(gold) = gold {
        scores.extend(polnear(&gold.join("polnear/data/dev"), model, errors));
    }
    let own = "gold";
    scores.extend(own_readings(&Path::new(own).join("readings"), model, errors));
    scores.extend(own_chains(&Path::new(own).join("chains"), model, errors));
    scores.extend(second_reader(&Path::new(own).join("chains"), model, errors));
    scores
}

/// An attribution as sets of the reading's tokens.
#[derive(Clone, Debug, Default)]
struct Item {
    source: Tokens,
    cue: Tokens,
    content: Tokens,
    spans: [Vec<Tokens>; 3],
}

impl Item {
    fn new(reading: &Reading, source: &[Span], cue: &[Span], content: &[Span]) -> Self {
        let sets =
            |spans: &[Span]| -> Vec<Tokens> { spans.iter().map(|span| tokens_in(reading, *span)).filter(|set| !set.is_empty()).collect() };
        let spans = [sets(source), sets(cue), sets(content)];
        let all = |spans: &Vec<Tokens>| spans.iter().flatten().copied().collect();
        Self { source: all(&spans[0]), cue: all(&spans[1]), content: all(&spans[2]), spans }
    }
    fn roles(&self) -> [&Tokens; 3] {
        [&self.source, &self.cue, &self.content]
    }
}

/// Tokens of a span, punctuation left out: annotators differ on it and nothing hangs on it, save where a mark is all there is (the colon that
/// is the cue of `Todor: talks over`).
fn tokens_in(reading: &Reading, span: Span) -> Tokens {
    let start = reading.tokens.partition_point(|token| token.span.end <= span.start);
    let all = (start..reading.tokens.len()).take_while(|token| reading.tokens[*token].span.start < span.end);
    let words: Tokens = all.clone().filter(|token| reading.tokens[*token].form.chars().any(char::is_alphanumeric)).collect();
    if words.is_empty() { all.collect() } else { words }
}

fn overlap(a: &Tokens, b: &Tokens) -> bool {
    a.intersection(b).next().is_some()
}

fn half(a: &Tokens, b: &Tokens) -> bool {
    let shared = a.intersection(b).count();
    shared * 2 >= a.len() && shared * 2 >= b.len() && shared > 0
}

/// What keeps `found` from being `gold`, or `None` where it is right.
fn fault(gold: &Item, found: &Item) -> Option<&'static str> {
    if !overlap(&gold.cue, &found.cue) {
        Some("cue")
    } else if !half(&gold.content, &found.content) {
        Some("content")
    } else if gold.source.is_empty() != found.source.is_empty() {
        Some(if gold.source.is_empty() { "source too many" } else { "source missing" })
    } else if !gold.source.is_empty() && !overlap(&gold.source, &found.source) {
        Some("source")
    } else {
        None
    }
}

/// One gold item to one found item, in order, the first that fits.
fn matches(gold: &[Item], found: &[Item]) -> Vec<Option<usize>> {
    let mut used = vec![false; found.len()];
    let mut pick = |gold: &Item| {
        let place = (0..found.len()).find(|place| !used[*place] && fault(gold, &found[*place]).is_none())?;
        used[place] = true;
        Some(place)
    };
    gold.iter().map(&mut pick).collect()
}

fn f1(right: f64, n_found: f64, n_gold: f64) -> f64 {
    if n_found + n_gold == 0.0 { 0.0 } else { 200.0 * right / (n_found + n_gold) }
}

const ROLES: [&str; 3] = ["source", "cue", "content"];

#[derive(Default)]
struct Counts {
    tokens: [[usize; 3]; 3],
    exact: [[usize; 3]; 3],
    overlapping: [[usize; 3]; 3],
    /// Found spans that meet a gold one, found, gold ones that are met, gold.
    binary: [[usize; 4]; 3],
    whole: [usize; 3],
    direct: [usize; 2],
}

impl Counts {
    fn add(&mut self, gold: &[Item], found: &[Item]) {
        for role in 0..3 {
            let union = |items: &[Item]| -> Tokens { items.iter().flat_map(|item| item.roles()[role].iter().copied()).collect() };
            let (in_gold, in_found) = (union(gold), union(found));
            add(&mut self.tokens[role], in_gold.intersection(&in_found).count(), in_found.len(), in_gold.len());
            // A source shared by several attributions is one span.
            let spans = |items: &[Item]| -> BTreeSet<Tokens> { items.iter().flat_map(|item| item.spans[role].iter().cloned()).collect() };
            let (in_gold, in_found) = (spans(gold), spans(found));
            add(&mut self.exact[role], in_gold.intersection(&in_found).count(), in_found.len(), in_gold.len());
            let mut free: Vec<&Tokens> = in_found.iter().collect();
            let mut n_right = 0;
            for span in &in_gold {
                if let Some(place) = free.iter().position(|other| overlap(span, other)) {
                    free.remove(place);
                    n_right += 1;
                }
            }
            add(&mut self.overlapping[role], n_right, in_found.len(), in_gold.len());
            let met = |spans: &BTreeSet<Tokens>, others: &BTreeSet<Tokens>| {
                spans.iter().filter(|span| others.iter().any(|other| overlap(span, other))).count()
            };
            let counts = [met(&in_found, &in_gold), in_found.len(), met(&in_gold, &in_found), in_gold.len()];
            self.binary[role].iter_mut().zip(counts).for_each(|(sum, n)| *sum += n);
        }
        let n_right = matches(gold, found).iter().flatten().count();
        add(&mut self.whole, n_right, found.len(), gold.len());
    }

    fn scores(&self, case: &str) -> Vec<Score> {
        let n = self.whole[2];
        let score = |measure: String, value: f64, n: usize| Score { layer: "attribution", case: case.to_owned(), measure, value, n };
        let f1_of = |counts: &[usize; 3]| f1(counts[0] as f64, counts[1] as f64, counts[2] as f64);
        let mut scores = Vec::new();
        for (role, name) in ROLES.iter().enumerate() {
            let counts = &self.tokens[role];
            scores.push(score(format!("{name} tokens P"), 100.0 * counts[0] as f64 / counts[1].max(1) as f64, counts[1]));
            scores.push(score(format!("{name} tokens R"), 100.0 * counts[0] as f64 / counts[2].max(1) as f64, counts[2]));
            scores.push(score(format!("{name} tokens F1"), f1_of(counts), counts[2]));
            scores.push(score(format!("{name} exact F1"), f1_of(&self.exact[role]), self.exact[role][2]));
            scores.push(score(format!("{name} overlap F1"), f1_of(&self.overlapping[role]), self.overlapping[role][2]));
            let [right, n_found, met, n_gold] = self.binary[role].map(|n| n as f64);
            let (precision, recall) = (right / n_found.max(1.0), met / n_gold.max(1.0));
            let value = 200.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
            scores.push(score(format!("{name} binary overlap F1"), value, self.binary[role][3]));
        }
        scores.push(score("whole P".into(), 100.0 * self.whole[0] as f64 / self.whole[1].max(1) as f64, self.whole[1]));
        scores.push(score("whole R".into(), 100.0 * self.whole[0] as f64 / n.max(1) as f64, n));
        scores.push(score("whole F1".into(), f1_of(&self.whole), n));
        scores.push(score("direct speakers".into(), 100.0 * self.direct[0] as f64 / self.direct[1].max(1) as f64, self.direct[1]));
        scores
    }
}

fn add(counts: &mut [usize; 3], right: usize, found: usize, gold: usize) {
    counts[0] += right;
    counts[1] += found;
    counts[2] += gold;
}

fn polnear(folder: &Path, model: &dyn readout_model::Model, errors: bool) -> Vec<Score> {
    let mut counts = Counts::default();
    let mut faults: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, annotations) in articles(folder) {
        let Ok(text) = std::fs::read_to_string(folder.join("text").join(format!("{name}.txt"))) else { continue };
        let report = Report::new(name.clone(), text);
        let reading = readout_read::read(&report, model, &Settings::default());
        let index = CodepointIndex::new(&reading.text);
        let gold: Vec<Item> = annotations
            .iter()
            .map(|[source, cue, content]| {
                let bytes = |spans: &Vec<Span>| -> Vec<Span> { spans.iter().map(|span| index.byte_span(*span)).collect() };
                Item::new(&reading, &bytes(source), &bytes(cue), &bytes(content))
            })
            .collect();
        let shown = reading.attributions.iter().filter(|attribution| attribution.inside.is_none());
        let found: Vec<Item> = shown.map(|one| Item::new(&reading, &one.source, &one.cue, &one.content)).collect();
        counts.add(&gold, &found);
        for ([_, _, content], item) in annotations.iter().zip(&gold) {
            let bytes: Vec<Span> = content.iter().map(|span| index.byte_span(*span)).collect();
            if item.source.is_empty() || bytes.is_empty() || !bytes.iter().all(|span| is_quoted(&reading.text, *span)) {
                continue;
            }
            counts.direct[1] += 1;
            let right = found.iter().any(|other| {
                item.content.intersection(&other.content).count() * 2 >= item.content.len() && overlap(&item.source, &other.source)
            });
            counts.direct[0] += usize::from(right);
            if errors && !right {
                println!("[direct] {name}: {}", show(&reading, item));
                for other in found.iter().filter(|other| overlap(&item.content, &other.content)) {
                    println!("      has {}", show(&reading, other));
                }
            }
        }
        if errors {
            print_errors(&name, &reading, &gold, &found, &mut faults);
        }
    }
    if errors {
        println!("faults: {faults:?}");
    }
    counts.scores("polnear dev")
}

/// The whole stretch stands between quotation marks.
fn is_quoted(text: &str, span: Span) -> bool {
    let words = span.of(text).trim();
    let marks = ['"', '“', '”', '\'', '‘', '’', '`'];
    let start = words.starts_with(marks);
    let rest = words.trim_end_matches(['.', ',']);
    let inside = words.trim_matches(marks).contains(['"', '“', '”']);
    start && rest.ends_with(marks) && !inside
}

fn print_errors(name: &str, reading: &Reading, gold: &[Item], found: &[Item], faults: &mut BTreeMap<&'static str, usize>) {
    let matched = matches(gold, found);
    for (item, place) in gold.iter().zip(&matched) {
        if place.is_some() {
            continue;
        }
        let rival = found
            .iter()
            .enumerate()
            .filter(|(other, _)| !matched.contains(&Some(*other)))
            .map(|(_, other)| other)
            .find(|other| overlap(&item.cue, &other.cue));
        let class = rival.and_then(|rival| fault(item, rival)).unwrap_or("missed");
        *faults.entry(class).or_default() += 1;
        println!("[{class}] {name}: {}", show(reading, item));
        if let Some(rival) = rival {
            println!("      has {}", show(reading, rival));
        }
    }
    for (place, item) in found.iter().enumerate() {
        if !matched.contains(&Some(place)) && !gold.iter().any(|gold| overlap(&gold.cue, &item.cue)) {
            *faults.entry("in vain").or_default() += 1;
            println!("[in vain] {name}: {}", show(reading, item));
        }
    }
}

fn show(reading: &Reading, item: &Item) -> String {
    let words = |tokens: &Tokens| -> String {
        let forms: Vec<&str> = tokens.iter().map(|token| reading.tokens[*token].form.as_str()).collect();
        if forms.len() > 24 { format!("{} … {}", forms[..12].join(" "), forms[forms.len() - 10..].join(" ")) } else { forms.join(" ") }
    };
    format!("{} ⟨{}⟩ {}", words(&item.source), words(&item.cue), words(&item.content))
}

/// One attribution of the corpus: spans of source, cue and content, in code points.
type Annotation = [Vec<Span>; 3];

/// Each article with its first annotation file, in order of names.
fn articles(folder: &Path) -> BTreeMap<String, Vec<Annotation>> {
    let mut files: Vec<_> =
        std::fs::read_dir(folder.join("attributions")).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut articles = BTreeMap::new();
    for file in files {
        let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let Some((name, _)) = stem.rsplit_once('_') else { continue };
        if let (false, Ok(text)) = (articles.contains_key(name), std::fs::read_to_string(&file)) {
            articles.insert(name.to_owned(), annotations(&text));
        }
    }
    articles
}

fn annotations(text: &str) -> Vec<Annotation> {
    let mut spans: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    let mut found = Vec::new();
    for line in text.lines() {
        let Some((id, rest)) = line.split_once('\t') else { continue };
        if id.starts_with('T') {
            let Some(offsets) = rest.split('\t').next().and_then(|first| first.split_once(' ')) else { continue };
            let parse = |piece: &str| -> Option<Span> {
                let (start, end) = piece.split_once(' ')?;
                Some(Span::new(start.parse().ok()?, end.parse().ok()?))
            };
            spans.insert(id, offsets.1.split(';').filter_map(parse).collect());
        }
    }
    for line in text.lines() {
        let Some((id, rest)) = line.split_once('\t') else { continue };
        if !id.starts_with('E') {
            continue;
        }
        let mut item: Annotation = Default::default();
        for part in rest.split_whitespace() {
            let Some((role, span)) = part.split_once(':') else { continue };
            let place = match role.trim_end_matches(char::is_numeric) {
                "Source" => 0,
                "Cue" => 1,
                "Content" => 2,
                _ => continue,
            };
            item[place].extend(spans.get(span).into_iter().flatten());
        }
        item.iter_mut().for_each(|spans| spans.sort());
        found.push(item);
    }
    found
}

// The project's own gold.

fn own_readings(folder: &Path, model: &dyn readout_model::Model, errors: bool) -> Vec<Score> {
    let mut files: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let mut own = Own::default();
    for file in files {
        let Some(gold) = std::fs::read_to_string(&file).ok().and_then(|text| serde_json::from_str::<GoldReading>(&text).ok()) else {
            continue;
        };
        own.add(&gold, model, errors);
    }
    own.scores("own readings")
}

/// Each part under its own case: `open`, `opened` and the `practised` ones, and, where their files stand beside `chains.jsonl`, `held` and `held b`,
/// whose errors are never shown.
fn own_chains(folder: &Path, model: &dyn readout_model::Model, errors: bool) -> Vec<Score> {
    let mut parts: BTreeMap<String, Own> = BTreeMap::new();
    let read = gold_readings(&folder.join("chains.jsonl")).into_iter().chain(gold_readings(&folder.join("practised.jsonl")));
    for gold in read {
        let part = gold.part.clone().unwrap_or_else(|| "open".to_owned());
        let show = errors && part != HELD;
        parts.entry(part).or_default().add(&gold, model, show);
    }
    for (file, part) in [("held.jsonl", HELD), ("held-b.jsonl", "held b")] {
        for gold in gold_readings(&folder.join(file)) {
            parts.entry(part.to_owned()).or_default().add(&gold, model, false);
        }
    }
    if errors {
        parts.iter().for_each(|(part, own)| own.print_classes(&format!("own chains {part}")));
    }
    parts.iter().flat_map(|(part, own)| own.scores(&format!("own chains {part}"))).collect()
}

/// The part that is read by nobody who writes rules.
const HELD: &str = "held";

fn gold_readings(file: &Path) -> Vec<GoldReading> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// The second reader against the first, as if it were a program.
fn second_reader(folder: &Path, model: &dyn readout_model::Model, errors: bool) -> Vec<Score> {
    let first = gold_readings(&folder.join("chains.jsonl"));
    let mut own = Own::default();
    for second in gold_readings(&folder.join("second.jsonl")) {
        let Some(first) = first.iter().find(|first| first.id == second.id) else { continue };
        let (report, reading) = read(first, model);
        let told = |gold: &GoldReading| gold.attributions.iter().map(|one| Told::of_gold(&reading, gold, one)).collect::<Vec<Told>>();
        own.compare(&report.id, &reading, &told(first), &told(&second), errors && first.part.as_deref() != Some(HELD));
    }
    own.scores("own chains second reader")
}

/// A reading as far as attributions need it.
#[derive(Deserialize)]
struct GoldReading {
    #[serde(default)]
    text: String,
    #[serde(default)]
    part: Option<String>,
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    credit: Vec<String>,
    #[serde(default)]
    report: serde_json::Value,
    #[serde(default)]
    entities: Vec<GoldEntity>,
    attributions: Vec<GoldAttribution>,
}

#[derive(Deserialize)]
struct GoldEntity {
    name: String,
}

#[derive(Deserialize)]
struct GoldAttribution {
    source: Vec<Span>,
    cue: Vec<Span>,
    content: Vec<Span>,
    kind: String,
    manner: String,
    #[serde(default)]
    negated: bool,
    /// A place among the entities, or a name.
    #[serde(default)]
    speaker: serde_json::Value,
    #[serde(default)]
    inside: Option<usize>,
    chain: Vec<GoldHop>,
}

impl GoldAttribution {
    fn speaker<'a>(&'a self, gold: &'a GoldReading) -> &'a str {
        let entity = self.speaker.as_u64().and_then(|place| gold.entities.get(place as usize)).map(|entity| entity.name.as_str());
        entity.or(self.speaker.as_str()).unwrap_or_default()
    }
}

#[derive(Deserialize)]
struct GoldHop {
    name: String,
    #[serde(default)]
    channel: Option<String>,
    #[serde(default)]
    span: Option<Span>,
    #[serde(default)]
    implied: bool,
}

/// What is asked of a matched attribution, in the order of [`Own::right`].
const ASKED: [&str; 6] = ["hops", "hops and channels", "nesting", "manner", "kind", "speaker"];

#[derive(Default)]
struct Own {
    counts: Counts,
    n_matched: usize,
    right: [usize; 6],
    /// How many chains went wrong in which way.
    classes: BTreeMap<(&'static str, String), usize>,
}

/// An attribution as somebody marked it.
struct Told {
    item: Item,
    kind: String,
    manner: String,
    negated: bool,
    /// The name or description that the chain begins with; empty where nobody is known.
    speaker: String,
    /// Place of the attribution around it.
    inside: Option<usize>,
    /// Names and channels, from the speaker outward.
    chain: Vec<(String, Option<String>)>,
    /// Where the words for each hop begin, and whether nothing but a credit implies it; for what somebody marked.
    shown: Vec<(Option<u32>, bool)>,
}

impl Told {
    fn of_gold(reading: &Reading, gold: &GoldReading, one: &GoldAttribution) -> Self {
        let index = CodepointIndex::new(&reading.text);
        let bytes = |spans: &Vec<Span>| -> Vec<Span> { spans.iter().map(|span| index.byte_span(*span)).collect() };
        Told {
            item: Item::new(reading, &bytes(&one.source), &bytes(&one.cue), &bytes(&one.content)),
            kind: one.kind.clone(),
            manner: one.manner.clone(),
            negated: one.negated,
            speaker: one.speaker(gold).to_owned(),
            inside: one.inside,
            chain: one.chain.iter().map(|hop| (hop.name.clone(), hop.channel.clone())).collect(),
            shown: one.chain.iter().map(|hop| (hop.span.map(|span| index.byte_span(span).start), hop.implied)).collect(),
        }
    }

    fn of_reading(reading: &Reading, one: &Attribution) -> Self {
        // The first hop is the speaker, by the best name or description; without a source there is none.
        let entity = one.speaker.map(|speaker| reading.entities[speaker.index()].name.as_str());
        let first = one.chain.first().filter(|hop| !one.source.is_empty() && hop.entity == one.speaker);
        Told {
            item: Item::new(reading, &one.source, &one.cue, &one.content),
            kind: word_of(&one.kind),
            manner: word_of(&one.manner),
            negated: one.negated,
            speaker: first.map(|hop| hop.name.as_str()).or(entity).unwrap_or_default().to_owned(),
            inside: one.inside.map(|inside| inside.index()),
            chain: one.chain.iter().map(|hop| (hop.name.clone(), hop.channel.clone())).collect(),
            shown: Vec::new(),
        }
    }

    fn show_chain(&self) -> String {
        let hops = self.chain.iter().map(|(name, channel)| channel.as_ref().map_or(name.clone(), |channel| format!("{name} ({channel})")));
        hops.collect::<Vec<String>>().join(" > ")
    }
}

fn read(gold: &GoldReading, model: &dyn readout_model::Model) -> (Report, Reading) {
    let report = report_of(gold);
    let reading = readout_read::read(&report, model, &Settings::default());
    (report, reading)
}

impl Own {
    fn add(&mut self, gold: &GoldReading, model: &dyn readout_model::Model, errors: bool) {
        let (report, reading) = read(gold, model);
        let wanted: Vec<Told> = gold.attributions.iter().map(|one| Told::of_gold(&reading, gold, one)).collect();
        let told: Vec<Told> = reading.attributions.iter().map(|one| Told::of_reading(&reading, one)).collect();
        self.compare(&report.id, &reading, &wanted, &told, errors);
    }

    fn compare(&mut self, id: &str, reading: &Reading, wanted: &[Told], told: &[Told], errors: bool) {
        let items: Vec<Item> = wanted.iter().map(|one| one.item.clone()).collect();
        let found: Vec<Item> = told.iter().map(|one| one.item.clone()).collect();
        self.counts.add(&items, &found);
        let matched = matches(&items, &found);
        if errors {
            print_errors(id, reading, &items, &found, &mut BTreeMap::new());
        }
        for (one, other) in wanted.iter().zip(&matched) {
            let Some(system) = other.map(|other| &told[other]) else { continue };
            self.n_matched += 1;
            let outer = one.inside.and_then(|outer| matched.get(outer).copied().flatten());
            let names = one.chain.len() == system.chain.len() && one.chain.iter().zip(&system.chain).all(|(a, b)| same_name(&a.0, &b.0));
            if let Some(class) = chain_error(one, system) {
                let pronoun = system.item.source.len() == 1 && system.item.source.iter().all(|token| reading.tokens[*token].upos == "PRON");
                let words = if system.item.source.is_empty() {
                    "no words"
                } else if pronoun {
                    "a pronoun"
                } else {
                    "a phrase"
                };
                let where_to = missing_hop(reading, one, system).filter(|_| class == "relay: a hop is missing").unwrap_or_default();
                *self.classes.entry((class, format!("{words}{where_to}"))).or_default() += 1;
            }
            let channels = names && one.chain.iter().zip(&system.chain).all(|(a, b)| a.1 == b.1);
            let chains = format!("{} | not | {}", system.show_chain(), one.show_chain());
            let asked = [
                (names, chains.clone()),
                (channels, if names { chains } else { String::new() }),
                (one.inside.is_some() == system.inside.is_some() && outer == system.inside, format!("{:?} not {outer:?}", system.inside)),
                (
                    system.manner == one.manner && system.negated == one.negated,
                    format!("{} {} not {} {}", system.manner, system.negated, one.manner, one.negated),
                ),
                (system.kind == one.kind, format!("{} not {}", system.kind, one.kind)),
                (same_name(&system.speaker, &one.speaker), format!("{:?} not {:?}", system.speaker, one.speaker)),
            ];
            for (place, (right, detail)) in asked.into_iter().enumerate() {
                self.right[place] += usize::from(right);
                if errors && !right && !detail.is_empty() {
                    println!("[{}] {id}: {} – {detail}", ASKED[place], show(reading, &one.item));
                }
            }
        }
    }

    /// The shapes of the errors in chains, which tell no text and may be looked at for the held part too.
    fn print_classes(&self, case: &str) {
        for ((class, words), n) in &self.classes {
            println!("[hops] {case}: {n} of {}: {class}, the source {words}", self.n_matched);
        }
    }

    fn scores(&self, case: &str) -> Vec<Score> {
        if self.counts.whole[2] == 0 {
            return Vec::new();
        }
        let mut scores: Vec<Score> = self.counts.scores(case).into_iter().filter(|score| score.measure.starts_with("whole")).collect();
        for (measure, n_right) in ASKED.iter().zip(self.right) {
            let value = 100.0 * n_right as f64 / self.n_matched.max(1) as f64;
            scores.push(Score { layer: "attribution", case: case.to_owned(), measure: (*measure).to_owned(), value, n: self.n_matched });
        }
        scores
    }
}

/// How a chain differs from the gold one; none where all its hops are right.
fn chain_error(gold: &Told, told: &Told) -> Option<&'static str> {
    let name = |told: &Told| told.chain.first().map(|(name, _)| name.clone()).unwrap_or_default();
    let (wanted, found) = (name(gold), name(told));
    let is_name = |name: &str| {
        name.split_whitespace().any(|word| {
            word.starts_with(char::is_uppercase)
                && !["The", "A", "An", "One", "His", "Her", "Their", "Its", "Two", "Three", "Both"].contains(&word)
        })
    };
    let rest = |told: &Told| told.chain.iter().skip(1).map(|(name, _)| name.to_lowercase()).collect::<Vec<String>>();
    let (after, shown) = (rest(gold), rest(told));
    if !same_name(&wanted, &found) {
        return Some(match (wanted.is_empty(), found.is_empty()) {
            (true, _) => "a speaker where gold has none",
            (_, true) => "no speaker",
            _ => match (is_name(&wanted), is_name(&found)) {
                (true, true) if wanted.contains(&found) || found.contains(&wanted) => "speaker: a longer or shorter name",
                (true, true) => "speaker: another name",
                (true, false) => "speaker: a description or pronoun for a name",
                (false, true) => "speaker: a name for a description",
                (false, false) => "speaker: another description",
            },
        });
    }
    if gold.chain.len() == told.chain.len() && gold.chain.iter().zip(&told.chain).all(|(a, b)| same_name(&a.0, &b.0)) {
        return None;
    }
    Some(match after.len().cmp(&shown.len()) {
        std::cmp::Ordering::Greater => "relay: a hop is missing",
        std::cmp::Ordering::Less => "relay: a hop too many",
        std::cmp::Ordering::Equal => "relay: another name",
    })
}

/// What the first hop is that a chain lacks, and how far from the cue its words stand.
fn missing_hop(reading: &Reading, gold: &Told, told: &Told) -> Option<String> {
    let has = |name: &str| told.chain.iter().any(|(other, _)| same_name(name, other));
    let place = gold.chain.iter().position(|(name, _)| !has(name))?;
    let (start, implied) = *gold.shown.get(place)?;
    let channel = gold.chain[place].1.as_deref().unwrap_or("no channel");
    let cue = reading.tokens.get(*gold.item.cue.iter().next()?)?.span.start;
    let far = match start.and_then(|start| Some((reading.sentence_at(start)?, reading.sentence_at(cue)?))) {
        _ if implied => "implied".to_owned(),
        None => "without words".to_owned(),
        Some((own, cue)) if own == cue => "in its sentence".to_owned(),
        Some((own, cue)) if own < cue => format!("{} back", if cue - own == 1 { "one" } else { "more" }),
        Some(_) => "later".to_owned(),
    };
    let nested = if gold.inside.is_some() { ", nested" } else { "" };
    Some(format!("; {channel}, {far}{nested}"))
}

/// The contract's word for a value.
fn word_of<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn same_name(a: &str, b: &str) -> bool {
    let bare = |name: &str| {
        let lower = name.to_lowercase().replace('’', "'");
        let name = lower.trim().trim_matches(',').to_owned();
        ["the ", "a ", "an "].iter().find_map(|article| name.strip_prefix(article).map(str::to_owned)).unwrap_or(name)
    };
    bare(a) == bare(b)
}

/// The report that a gold reading was made from, by intake from its text and what was given beside it.
fn report_of(gold: &GoldReading) -> Report {
    use readout_core::Known;
    let field = |name: &str| gold.report.get(name).and_then(|value| value.as_str()).map(str::to_owned);
    let id = field("id").or_else(|| gold.id.clone()).unwrap_or_default();
    let from_text = gold.report.get("origins").is_some_and(|origins| origins.to_string().contains("credit=text"));
    let listed = gold.report.get("credit").and_then(|credit| credit.as_array()).cloned().unwrap_or_default();
    let listed = listed.iter().filter(|_| !from_text).filter_map(|credit| credit.as_str().map(str::to_owned));
    let given = readout_intake::Given {
        outlet: field("outlet").map(|outlet| Known::given(outlet, "field")),
        credit: listed.chain(gold.credit.iter().cloned()).map(|credit| Known::given(credit, "field")).collect(),
        ..Default::default()
    };
    readout_intake::report(&id, None, gold.text.clone(), given, Vec::new())
}
