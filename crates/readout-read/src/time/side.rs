//! Which side of the report's date a bare weekday or month lies on: by the nearest verb's tense and modality.
//!
//! `met Thursday` is past, `is expected to meet on Friday` and `until Friday` are future. With a tree the governing verb is asked; without
//! one the words of the sentence are, first those before the expression, then those after.

use super::value::Side;
use crate::doc::Doc;
use crate::scan::{self, Kind, Word};

/// The past side, for callers outside a sentence.
pub(crate) fn past() -> Side {
    Side::Past
}

/// Answers for every expression of one report.
pub(crate) struct Sides<'a> {
    doc: &'a Doc<'a>,
    words: &'a [Word],
    starts: Vec<usize>,
}

const FUTURE: &[&str] = &["will", "'ll", "ll", "shall", "would", "may", "might", "could", "should", "must", "can"];

/// Words after which a verb with `to` tells of what is to come.
const PLANS: &[&str] = &[
    "expected",
    "scheduled",
    "due",
    "set",
    "plan",
    "plans",
    "planned",
    "planning",
    "likely",
    "hope",
    "hopes",
    "hoped",
    "hoping",
    "want",
    "wants",
    "intend",
    "intends",
    "agreed",
    "agree",
    "seek",
    "seeks",
    "slated",
    "supposed",
    "poised",
    "ready",
    "going",
    "vowed",
    "promised",
    "pledged",
    "wanted",
    "aims",
    "is",
    "are",
    "was",
    "were",
    "expects",
    "expect",
];

const PAST: &[&str] = &[
    "met", "was", "were", "had", "did", "said", "told", "held", "took", "went", "came", "began", "left", "made", "gave", "sent", "spoke",
    "found", "hit", "fell", "rose", "won", "lost", "struck", "broke", "saw", "shot", "got", "became", "led", "ran", "fought", "wrote",
    "put", "flew", "sat", "stood", "brought", "bought", "sold", "kept", "felt", "knew", "closed", "has", "have", "been",
];

impl<'a> Sides<'a> {
    pub(crate) fn new(doc: &'a Doc<'a>, words: &'a [Word]) -> Self {
        let starts = if doc.sentences.is_empty() {
            scan::sentence_starts(words)
        } else {
            doc.sentences.iter().map(|sentence| words.partition_point(|word| word.start < sentence.span.start as usize)).collect()
        };
        Self { doc, words, starts }
    }

    /// The side of the expression from word `from` to before word `to`.
    pub(crate) fn of(&self, from: usize, to: usize) -> Side {
        let preposition = from.checked_sub(1).map_or("", |before| self.words[before].lower.as_str());
        // `Wednesday's ruling` has been given, whatever is to be done about it.
        let possessive = self.words.get(to).is_some_and(|word| word.lower == "'s");
        if possessive
            && matches!(
                self.words.get(to + 1).map_or("", |word| word.lower.as_str()),
                "ruling"
                    | "decision"
                    | "attack"
                    | "attacks"
                    | "bombing"
                    | "explosion"
                    | "blast"
                    | "blasts"
                    | "announcement"
                    | "talks"
                    | "statement"
                    | "killing"
                    | "killings"
                    | "violence"
                    | "strike"
                    | "strikes"
            )
        {
            return Side::Past;
        }
        match preposition {
            "until" | "till" => {
                let after = |offset: usize| self.words.get(to + offset).map_or("", |word| word.lower.as_str());
                let past = (0..6).any(|offset| matches!(after(offset), "had" | "was" | "were" | "did"));
                return if past { Side::Past } else { Side::Future };
            }
            "by" => return Side::Future,
            // `a meeting set for 5 September`
            "for" if self.words[from].capital || self.words[from].kind == Kind::Digits => {
                const SET: &[&str] = &["set", "scheduled", "planned", "fixed", "due", "slated", "called", "meeting", "talks", "round"];
                if (2..=4).any(|by| from >= by && SET.contains(&self.words[from - by].lower.as_str())) {
                    return Side::Future;
                }
            }
            "as" if from > 1 && self.words[from - 2].lower == "soon" => return Side::Future,
            // `hoped to bring them together before the summer was out`
            "before" => return self.nearest(from, to),
            "since" => return Side::Past,
            _ => {}
        }
        self.governor(from).unwrap_or_else(|| self.nearest(from, to))
    }

    /// The tense of the verb that governs the expression, where there is a tree.
    fn governor(&self, from: usize) -> Option<Side> {
        let doc = self.doc;
        let offset = self.words.get(from)?.start as u32;
        let mut token = doc.token_at(offset);
        if token >= doc.tokens.len() || doc.tokens[token].upos == "X" {
            return None;
        }
        for step in 0..6 {
            let head = doc.head(token)?;
            token = head;
            // `is to meet the head of a group known as the Committee on Friday`: a name is no event.
            let names =
                doc.relation(token) == "acl" && matches!(doc.form(token), "known" | "called" | "named" | "dubbed" | "headed" | "led");
            if matches!(doc.tokens[token].upos.as_str(), "VERB" | "AUX") && !names {
                let side = self.verb_side(token);
                // What stands in a phrase of its own (`cut the supply in September`) is not dated by the verb's tense alone.
                return if step > 0 && side == Some(Side::Past) { Some(Side::Unsaid) } else { side };
            }
        }
        None
    }

    fn verb_side(&self, verb: usize) -> Option<Side> {
        let doc = self.doc;
        let auxiliaries: Vec<usize> = doc.children(verb).filter(|child| matches!(doc.relation(*child), "aux" | "cop" | "mark")).collect();
        if auxiliaries.iter().any(|child| FUTURE.contains(&doc.form(*child).to_lowercase().as_str())) {
            let perfect = auxiliaries.iter().any(|child| doc.form(*child).eq_ignore_ascii_case("have"));
            return Some(if perfect { Side::Past } else { Side::Future });
        }
        let to = auxiliaries.iter().any(|child| doc.form(*child).eq_ignore_ascii_case("to"));
        let token = &doc.tokens[verb];
        // `has scheduled a conference Thursday`.
        if matches!(token.lemma.as_str(), "schedule" | "slate") {
            return Some(Side::Future);
        }
        if to {
            let head = doc.head(verb)?;
            let form = doc.form(head).to_lowercase();
            return if PLANS.contains(&form.as_str()) { Some(Side::Future) } else { None };
        }
        // `is heard in May`: a participle says nothing of when.
        if matches!(auxiliaries[..], [only] if matches!(doc.form(only), "is" | "are")) {
            return None;
        }
        if token.feats.contains("Tense=Past") || auxiliaries.iter().any(|child| doc.tokens[*child].feats.contains("Tense=Past")) {
            return Some(Side::Past);
        }
        None
    }

    fn nearest(&self, from: usize, to: usize) -> Side {
        let sentence = self.starts.partition_point(|start| *start <= from);
        let begin = sentence.checked_sub(1).map_or(0, |place| self.starts[place]);
        let end = self.starts.get(sentence).copied().unwrap_or(self.words.len());
        for at in (begin..from).rev() {
            if self.words[at].lower == ";" {
                break;
            }
            if let Some(side) = self.signal(at, begin) {
                return side;
            }
        }
        for at in to..end {
            if self.words[at].lower == ";" {
                break;
            }
            if let Some(side) = self.signal(at, begin) {
                return side;
            }
        }
        Side::Unsaid
    }

    fn signal(&self, at: usize, begin: usize) -> Option<Side> {
        let word = &self.words[at];
        if word.kind != Kind::Letters {
            return None;
        }
        let lower = word.lower.as_str();
        let next = self.words.get(at + 1).map_or("", |word| word.lower.as_str());
        if FUTURE.contains(&lower) && !(lower == "may" && word.capital) {
            let perfect = next == "have" || self.words.get(at + 2).is_some_and(|word| word.lower == "have");
            return Some(if perfect { Side::Past } else { Side::Future });
        }
        if lower == "to" && at > begin && PLANS.contains(&self.words[at - 1].lower.as_str()) {
            return Some(Side::Future);
        }
        if matches!(
            lower,
            "scheduled" | "due" | "upcoming" | "slated" | "payable" | "expected" | "planned" | "deadline" | "starts" | "begins" | "opens"
        ) || (lower == "to" && next == "be")
            || (matches!(lower, "comes" | "takes" | "enters" | "come" | "take") && matches!(next, "into" | "effect"))
        {
            return Some(Side::Future);
        }
        // `are to be held on 3 June`, `will be signed`: what stands before `be` says when; likewise names that are no events.
        if (at > begin && self.words[at - 1].lower == "be") || (matches!(lower, "known" | "called" | "named" | "dubbed") && next == "as") {
            return None;
        }
        let participle = lower.len() > 4
            && lower.ends_with("ed")
            && next != "to"
            && !matches!(lower, "united" | "need" | "hundred" | "indeed" | "speed");
        if PAST.contains(&lower) && next != "to" {
            return Some(Side::Past);
        }
        // `planned`, `closed` may be participles, of what has been or is to be.
        participle.then_some(Side::Unsaid)
    }
}
