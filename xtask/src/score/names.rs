//! Names of people, organisations and places: exact span and type, as the CoNLL 2003 scorer counts them.
//!
//! Types are brought together as PER, ORG and LOC (states, cities, places; facilities too, except in the newswire corpus, which sets them
//! apart); others are left out on both sides. The newswire's held-back part is whole outlets: of the file-name prefixes in order, every
//! fifth beginning with the third, as in `training/`. Corpora that lost their white space are set as English sets it.

use super::Score;
use super::conllu::{self, Places, f1};
use readout_core::{EntityType, MentionKind, Report, Span, TokenRange};
use readout_model::{NameKind, NameSpan};
use readout_read::{doc, mention, text};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

pub(crate) fn score(gold: Option<&Path>, errors: bool) -> Vec<Score> {
    let Some(gold) = gold else { return Vec::new() };
    let mut scores = score_texts("uner-ewt dev", &uner(gold), true, errors);
    scores.extend(score_texts("crossner-politics dev", &crossner(gold), true, errors));
    scores.extend(score_texts("newswire held back", &newswire(gold), false, errors));
    scores
}

type Name = (Range<usize>, &'static str);

/// A text with its gold names, at places counted in characters that are no white space.
struct GoldNames {
    text: String,
    names: BTreeSet<(usize, usize, &'static str)>,
}

/// Gathers tokens with BIO labels to a text.
#[derive(Default)]
struct Gatherer {
    text: String,
    at: usize,
    names: Vec<Name>,
    quoting: bool,
    before: String,
}

impl Gatherer {
    fn token(&mut self, form: &str, label: Option<(&'static str, bool)>) {
        const GLUED: &[&str] = &[
            ".", ",", ":", ";", "!", "?", ")", "]", "%", "'s", "’s", "n't", "n’t", "'", "’", "...", "”", "'re", "'ve", "'ll", "'d", "'m",
            "’re", "’ve", "’ll", "’d", "’m",
        ];
        let opened = matches!(self.before.as_str(), "(" | "[" | "$" | "“" | "‘" | "£" | "€" | "#") || (self.before == "\"" && self.quoting);
        // `U` `.` `S` `.` and `’` `s`, which the newswire corpus sets apart.
        let letter = |text: &str| text.chars().count() == 1 && text.starts_with(char::is_uppercase);
        let initial = |text: &str| text.rsplit([' ', '\n', '.', '(', '"', '“']).next().is_some_and(letter);
        let lettered = letter(form) && self.before == "." && self.text.strip_suffix('.').is_some_and(initial);
        let clitic = matches!(form, "s" | "t" | "re" | "ve" | "ll" | "d" | "m") && matches!(self.before.as_str(), "’" | "'");
        let glued = lettered
            || clitic
            || self.text.is_empty()
            || self.text.ends_with('\n')
            || GLUED.contains(&form)
            || opened
            || (form == "\"" && self.quoting);
        if form == "\"" {
            self.quoting = !self.quoting;
        }
        if !glued {
            self.text.push(' ');
        }
        self.text.push_str(form);
        self.place(form, label);
        form.clone_into(&mut self.before);
    }

    /// Counts a token whose text stands already.
    fn place(&mut self, form: &str, label: Option<(&'static str, bool)>) {
        let end = self.at + form.chars().filter(|c| !c.is_whitespace()).count();
        match (label, self.names.last_mut()) {
            (Some((kind, false)), Some(name)) if name.1 == kind && name.0.end == self.at => name.0.end = end,
            (Some((kind, _)), _) => self.names.push((self.at..end, kind)),
            (None, _) => {}
        }
        self.at = end;
    }

    fn finish(self) -> GoldNames {
        let names =
            self.names.into_iter().filter(|(_, kind)| !kind.is_empty()).map(|(place, kind)| (place.start, place.end, kind)).collect();
        GoldNames { text: self.text, names }
    }
}

/// `B-politician` as our type and whether a name begins; types that are not scored are empty.
fn label(bio: &str) -> Option<(&'static str, bool)> {
    let (position, kind) = bio.split_once('-')?;
    let kind = match kind {
        "PER" | "Person" | "politician" | "person" => "PER",
        "ORG" | "Organization" | "politicalparty" | "organisation" => "ORG",
        "LOC" | "Location" | "country" | "location" => "LOC",
        _ => "",
    };
    Some((kind, position == "B"))
}

/// The labels stand in a file of their own, whose documents come in another order.
fn uner(gold: &Path) -> Vec<GoldNames> {
    let file = std::fs::read_to_string(gold.join("uner-ewt/en_ewt-ud-dev.iob2")).unwrap_or_default();
    let mut labels: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut id = "";
    for line in file.lines() {
        match line.strip_prefix("# sent_id = ") {
            Some(given) => id = given.trim(),
            None if !line.starts_with('#') => labels.entry(id).or_default().extend(line.split('\t').nth(2)),
            None => {}
        }
    }
    let docs = conllu::read(&gold.join("ud-ewt/en_ewt-ud-dev.conllu"));
    docs.into_iter()
        .map(|doc| {
            let mut gatherer = Gatherer::default();
            for (sentence, id) in doc.sentences.iter().zip(&doc.ids) {
                let labels = labels.get(id.as_str()).map_or(&[][..], Vec::as_slice);
                for (word, bio) in doc.words[sentence.clone()].iter().zip(labels) {
                    // A word of a multiword token that does not spell it has the token's place.
                    gatherer.at = word.place.start;
                    gatherer.place(&"x".repeat(word.place.len()), label(bio));
                }
            }
            GoldNames { text: doc.text, ..gatherer.finish() }
        })
        .collect()
}

fn crossner(gold: &Path) -> Vec<GoldNames> {
    let text = std::fs::read_to_string(gold.join("ner-crossner-politics/dev.txt")).unwrap_or_default();
    text.split("\n\n")
        .filter(|sentence| !sentence.trim().is_empty())
        .map(|sentence| {
            let mut gatherer = Gatherer::default();
            for (form, bio) in sentence.lines().filter_map(|line| line.split_once(char::is_whitespace)) {
                gatherer.token(form, label(bio.trim()));
            }
            gatherer.finish()
        })
        .collect()
}

fn newswire(gold: &Path) -> Vec<GoldNames> {
    let folder = std::fs::read_dir(gold.join("ner-worldwide-newswire"));
    let mut files: Vec<PathBuf> = folder
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "tsv"))
        .collect();
    files.sort();
    let outlet = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().trim_end_matches(".txt.tsv").to_owned();
        name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('_').to_owned()
    };
    let outlets: BTreeSet<String> = files.iter().map(outlet).collect();
    let held: BTreeSet<String> = outlets.into_iter().skip(2).step_by(5).collect();
    files
        .iter()
        .filter(|path| held.contains(&outlet(path)))
        .map(|path| {
            let text = std::fs::read_to_string(path).unwrap_or_default();
            let mut gatherer = Gatherer::default();
            // The first sentence is the title; where paragraphs end below it is not kept.
            let (mut n_sentences, mut within) = (0, false);
            for line in text.lines() {
                let mut fields = line.split('\t');
                let form = fields.next().unwrap_or_default().trim();
                if form.is_empty() {
                    n_sentences += usize::from(within);
                    if within && n_sentences == 1 {
                        gatherer.text.push_str("\n\n");
                    }
                    (within, gatherer.quoting) = (false, false);
                } else if !form.starts_with("http") {
                    within = true;
                    gatherer.token(form, fields.next().and_then(label));
                }
            }
            gatherer.finish()
        })
        .collect()
}

/// Types as the model has them, where they are scored.
fn kind_of(kind: EntityType) -> Option<NameKind> {
    Some(match kind {
        EntityType::PER => NameKind::PER,
        EntityType::ORG => NameKind::ORG,
        EntityType::GPE => NameKind::GPE,
        EntityType::LOC => NameKind::LOC,
        EntityType::FAC => NameKind::FAC,
        _ => return None,
    })
}

fn score_texts(case: &str, texts: &[GoldNames], facilities: bool, errors: bool) -> Vec<Score> {
    let mut counts: BTreeMap<&str, (usize, usize, usize)> = ["PER", "ORG", "LOC"].map(|kind| (kind, (0, 0, 0))).into();
    // What the model says before any rule, where errors are looked at.
    let mut alone = (0, 0, 0);
    for gold in texts {
        let report = Report::new("gold", gold.text.as_str());
        let mut findings = Vec::new();
        let read = doc::parse(&report, text::lay_out(&report, &mut findings), super::model(), &mut findings);
        let cast = mention::cast(&read, super::model(), &mut findings);
        let places = Places::new(&gold.text);
        let shown = |span: Span, kind: NameKind| {
            let kind = match kind {
                NameKind::PER => "PER",
                NameKind::ORG => "ORG",
                NameKind::GPE | NameKind::LOC => "LOC",
                NameKind::FAC if facilities => "LOC",
                _ => return None,
            };
            let place = places.of(span);
            Some((place.start, place.end, kind))
        };
        let named = cast.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
        let ours: BTreeSet<(usize, usize, &str)> = named.filter_map(|mention| shown(mention.span, kind_of(mention.entity_type)?)).collect();
        for (kind, (right, found, n_gold)) in &mut counts {
            *right += ours.intersection(&gold.names).filter(|name| name.2 == *kind).count();
            *found += ours.iter().filter(|name| name.2 == *kind).count();
            *n_gold += gold.names.iter().filter(|name| name.2 == *kind).count();
        }
        if errors {
            let model = |name: &NameSpan| {
                let tokens = TokenRange { start: name.words.start, end: name.words.end };
                shown(read.span(tokens), name.kind)
            };
            let model: BTreeSet<(usize, usize, &str)> = read.names.iter().filter_map(model).collect();
            alone.0 += model.intersection(&gold.names).count();
            alone.1 += model.len();
            alone.2 += gold.names.iter().filter(|name| counts.contains_key(name.2)).count();
            let letters: Vec<char> = gold.text.chars().filter(|c| !c.is_whitespace()).collect();
            let words = |name: &(usize, usize, &str)| {
                let part = |from: usize, to: usize| letters[from.min(letters.len())..to.min(letters.len())].iter().collect::<String>();
                format!("{}\t{}[{}]{}", name.2, part(name.0.saturating_sub(20), name.0), part(name.0, name.1), part(name.1, name.1 + 20))
            };
            let by = |name: &(usize, usize, &'static str)| if model.contains(name) { "model" } else { "rule" };
            ours.difference(&gold.names).for_each(|name| println!("{case}\textra\t{}\t{}", by(name), words(name)));
            let lost = |name: &(usize, usize, &'static str)| if model.contains(name) { "rule" } else { "model" };
            gold.names.difference(&ours).for_each(|name| println!("{case}\tmissed\t{}\t{}", lost(name), words(name)));
            ours.intersection(&gold.names)
                .filter(|name| !model.contains(*name))
                .for_each(|name| println!("{case}\tmended\trule\t{}", words(name)));
        }
    }
    if errors {
        println!("{case}\tthe model alone: F1 {:.2}", f1(alone.0, alone.1, alone.2));
    }
    let sum = counts.values().fold((0, 0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1, sum.2 + count.2));
    let all = std::iter::once(("all", sum)).chain(counts);
    all.map(|(kind, (right, found, gold))| Score {
        layer: "names",
        case: case.to_owned(),
        measure: format!("F1 {kind}"),
        value: f1(right, found, gold),
        n: gold,
    })
    .collect()
}
