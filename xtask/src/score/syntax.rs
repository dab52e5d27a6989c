//! Words, sentences, parts of speech, lemmas and trees from raw text, as the CoNLL 2018 shared task's scorer defines them: words are
//! aligned by their characters, each figure is the F1 over all words, relations count without their subtype.

use super::Score;
use super::conllu::{self, GoldDoc, Places, f1};
use readout_core::Report;
use readout_read::{doc, text};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::Path;

pub(crate) fn score(gold: Option<&Path>, errors: bool) -> Vec<Score> {
    let Some(gold) = gold else { return Vec::new() };
    let corpora = [("ud-ewt dev", "ud-ewt/en_ewt-ud-dev.conllu"), ("ud-gum dev", "ud-gum/en_gum-ud-dev.conllu")];
    corpora.iter().flat_map(|(case, file)| score_docs(case, &conllu::read(&gold.join(file)), errors)).collect()
}

const MEASURES: [&str; 7] = ["words", "sentences", "UPOS", "feats", "lemmas", "UAS", "LAS"];

fn score_docs(case: &str, docs: &[GoldDoc], errors: bool) -> Vec<Score> {
    let mut right = [0; MEASURES.len()];
    let (mut n_words, mut n_gold_words, mut n_sentences, mut n_gold_sentences) = (0, 0, 0, 0);
    let mut confused: BTreeMap<String, usize> = BTreeMap::new();
    for gold in docs {
        let report = Report::new("gold", gold.text.as_str());
        let mut findings = Vec::new();
        let read = doc::parse(&report, text::lay_out(&report, &mut findings), super::model(), &mut findings);
        let places = Places::new(&gold.text);
        let place_of: Vec<Range<usize>> = read.tokens.iter().map(|token| places.of(token.span)).collect();
        let at: HashMap<&Range<usize>, usize> = place_of.iter().enumerate().map(|(token, place)| (place, token)).collect();
        n_words += read.tokens.len();
        n_gold_words += gold.words.len();
        n_sentences += read.sentences.len();
        n_gold_sentences += gold.sentences.len();
        let ours: std::collections::HashSet<Range<usize>> = read.sentences.iter().map(|sentence| places.of(sentence.span)).collect();
        for sentence in &gold.sentences {
            let place = gold.words[sentence.start].place.start..gold.words[sentence.end - 1].place.end;
            let found = ours.contains(&place);
            right[1] += usize::from(found);
            if !found && errors {
                let words: Vec<&str> = gold.words[sentence.clone()].iter().map(|word| word.form.as_str()).collect();
                println!("sentence\t{}", words.join(" "));
            }
        }
        for word in &gold.words {
            let Some(&token) = at.get(&word.place) else {
                if errors {
                    let near: Vec<&str> = (0..read.tokens.len())
                        .filter(|token| place_of[*token].start < word.place.end && word.place.start < place_of[*token].end)
                        .map(|token| read.form(token))
                        .collect();
                    println!("word\t{}\t{}", word.form, near.join(" "));
                }
                continue;
            };
            let seen = &read.tokens[token];
            let head = read.head(token).map(|head| &place_of[head]) == word.head.map(|head| &gold.words[head].place);
            let relation = word.deprel.split(':').next() == seen.deprel.split(':').next();
            right[0] += 1;
            right[2] += usize::from(seen.upos == word.upos);
            right[3] += usize::from(seen.feats == word.feats);
            right[4] += usize::from(seen.lemma == word.lemma || word.lemma == "_");
            right[5] += usize::from(head);
            right[6] += usize::from(head && relation);
            if errors && seen.upos != word.upos {
                *confused.entry(format!("upos\t{} for {}", seen.upos, word.upos)).or_default() += 1;
            }
            if errors && !(head && relation) {
                *confused
                    .entry(format!("relation\t{} {}", word.deprel, if head { seen.deprel.as_str() } else { "elsewhere" }))
                    .or_default() += 1;
            }
            if errors && seen.lemma != word.lemma {
                *confused.entry(format!("lemma\t{} {} for {}", word.form, seen.lemma, word.lemma)).or_default() += 1;
            }
        }
    }
    for (what, n) in confused.iter().filter(|(_, n)| **n > 3) {
        println!("{n}\t{what}");
    }
    let figure = |(place, measure): (usize, &&str)| {
        let (found, gold) = if place == 1 { (n_sentences, n_gold_sentences) } else { (n_words, n_gold_words) };
        Score { layer: "syntax", case: case.to_owned(), measure: (*measure).to_owned(), value: f1(right[place], found, gold), n: gold }
    };
    MEASURES.iter().enumerate().map(figure).collect()
}
