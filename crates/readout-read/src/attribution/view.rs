//! What the rules look at: the document with its quotations as runs of tokens, its tree turned downwards, and noun phrases as far as they can be
//! told without a tree.
//!
//! Where the model gave a tree, [`View::has_tree`] holds and the tree is asked first; the surface is asked where there is none, and where the
//! tree has no answer. Both are kept because trees are at their worst around quotation marks, where the surface is plain.

use super::cue::{Kind, Lexicon};
use super::quote::{self, Quotation};
use crate::doc::Doc;
use crate::mention::Cast;
use readout_core::{EntityType, Span};
use std::ops::Range;

/// A quotation as tokens.
pub(super) struct Quote {
    pub(super) quotation: Quotation,
    /// Its tokens, marks included.
    pub(super) tokens: Range<usize>,
    /// It can stand for itself as what somebody said: not a title, not a word held with tongs.
    pub(super) is_speech: bool,
}

/// The document as the rules see it.
pub(super) struct View<'d> {
    pub(super) doc: &'d Doc<'d>,
    pub(super) quotes: Vec<Quote>,
    /// Innermost quotation around each token.
    pub(super) quote_of: Vec<Option<usize>>,
    /// The words in small letters.
    pub(super) lower: Vec<String>,
    pub(super) has_tree: bool,
    children: Vec<Vec<usize>>,
    heads: Vec<Option<usize>>,
}

impl<'d> View<'d> {
    pub(super) fn new(doc: &'d Doc<'d>, cast: &Cast) -> Self {
        let n_tokens = doc.tokens.len();
        let heads = (0..n_tokens).map(|token| doc.head(token).filter(|head| *head < n_tokens)).collect();
        let has_tree = doc.tokens.iter().any(|token| token.deprel.starts_with("nsubj"));
        let lower = doc.tokens.iter().map(|token| token.form.to_lowercase().replace('’', "'")).collect();
        let mut view = Self { doc, quotes: Vec::new(), quote_of: vec![None; n_tokens], lower, has_tree, children: Vec::new(), heads };
        view.hang_up(cast);
        for quotation in quote::quotations(doc.text, &doc.paragraphs) {
            let run = doc.tokens_in(quotation.span);
            let is_speech = view.is_speech(&quotation, run.range());
            view.quotes.push(Quote { quotation, tokens: run.range(), is_speech });
        }
        for (place, quote) in view.quotes.iter().enumerate() {
            // Inner quotations come after the ones around them.
            view.quote_of[quote.tokens.clone()].fill(Some(place));
        }
        view
    }

    /// Hangs verbs higher that the tree coordinates with the wrong one, and turns the tree downwards.
    ///
    /// `The group insisted he must go and rejected calls`: a past form is not coordinated with what hangs on `must`. `Norland said strikes hit a
    /// depot and threatened to answer`: strikes do not threaten. Either goes with the verb of saying around the clause.
    fn hang_up(&mut self, cast: &Cast) {
        if self.has_tree {
            for verb in 0..self.heads.len() {
                let Some(first) = self.heads[verb].filter(|first| self.doc.tokens[verb].deprel == "conj" && *first < verb) else {
                    continue;
                };
                let Some(around) = self.heads[first].filter(|around| *around < first) else { continue };
                let clause = matches!(self.relation(first), "ccomp" | "xcomp");
                let own = |token: usize, relations: &[&str]| {
                    (0..self.heads.len()).find(|child| self.heads[*child] == Some(token) && relations.contains(&self.relation(*child)))
                };
                let finite = |token: usize| {
                    self.upos(token) == "VERB" && self.doc.tokens[token].feats.contains("VerbForm=Fin") && own(token, &["aux"]).is_none()
                };
                if !clause
                    || !finite(verb)
                    || self.upos(around) != "VERB"
                    || own(verb, &["nsubj", "csubj", "mark"]).is_some()
                    || Lexicon::get().senses(self.lower(verb)).all(|(_, cue)| cue.kind != Kind::Verb)
                    || Lexicon::get().senses(self.lower(around)).all(|(_, cue)| cue.kind != Kind::Verb)
                {
                    continue;
                }
                let modal = own(first, &["aux"]).is_some_and(|aux| {
                    matches!(self.lower(aux), "must" | "should" | "will" | "would" | "can" | "could" | "may" | "might" | "'ll" | "shall")
                });
                let mute = own(first, &["nsubj"]).is_some_and(|subject| {
                    self.upos(subject) == "NOUN"
                        && cast.mention_at(subject).is_none_or(|mention| {
                            !matches!(mention.entity_type, EntityType::PER | EntityType::ORG | EntityType::GPE | EntityType::NORP)
                        })
                });
                let past = |token: usize| self.doc.tokens[token].feats.contains("Tense=Past");
                if past(verb) && past(around) && (modal || mute) {
                    self.heads[verb] = Some(around);
                }
            }
        }
        self.children = vec![Vec::new(); self.heads.len()];
        for (child, head) in self.heads.iter().enumerate() {
            if let Some(head) = head {
                self.children[*head].push(child);
            }
        }
    }

    /// The governor, unless `token` is a root.
    pub(super) fn head(&self, token: usize) -> Option<usize> {
        self.heads[token]
    }

    fn is_speech(&self, quotation: &Quotation, tokens: Range<usize>) -> bool {
        let inner = quotation.inner.of(self.doc.text).trim();
        if quotation.continues || quotation.open {
            return true;
        }
        let n_words = tokens.clone().filter(|token| self.is_word(*token)).count();
        let ends = inner.ends_with([',', '.', '?', '!', '…', '-', '—', '–']);
        let after = self.doc.text[quotation.span.end as usize..].trim_start();
        let ends = ends || (n_words > 3 && after.starts_with(','));
        let starts_large = inner
            .trim_start_matches(['.', '…', ' ', '[', '\'', '‘', '“'])
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '$');
        let before = tokens.start.checked_sub(1).filter(|_| !self.is_sentence_start(tokens.start));
        let after_break = before.is_none_or(|before| !self.is_word(before));
        let whole_sentence = n_words > 6 && inner.ends_with(['.', '?', '!']);
        ends && n_words > 0 && ((starts_large && (after_break || whole_sentence)) || (after_break && n_words > 2 && before.is_none()))
    }

    pub(super) fn is_sentence_start(&self, token: usize) -> bool {
        self.doc.sentence_of.get(token).is_some_and(|sentence| self.doc.sentences[*sentence].tokens.start == token)
    }
    /// Behind the last word there is a paragraph of its own, and an empty sentence.
    pub(super) fn paragraph_of(&self, token: usize) -> usize {
        self.doc.sentence_of.get(token).map_or(usize::MAX, |sentence| self.doc.sentences[*sentence].paragraph)
    }
    pub(super) fn sentence(&self, token: usize) -> Range<usize> {
        let end = self.doc.tokens.len();
        self.doc.sentence_of.get(token).map_or(end..end, |sentence| self.doc.sentences[*sentence].tokens.range())
    }
    pub(super) fn children(&self, token: usize) -> &[usize] {
        &self.children[token]
    }
    pub(super) fn relation(&self, token: usize) -> &str {
        self.doc.relation(token)
    }
    pub(super) fn child(&self, token: usize, relations: &[&str]) -> Option<usize> {
        self.children[token].iter().copied().find(|child| relations.contains(&self.relation(*child)))
    }
    pub(super) fn upos(&self, token: usize) -> &str {
        &self.doc.tokens[token].upos
    }
    pub(super) fn lower(&self, token: usize) -> &str {
        &self.lower[token]
    }
    /// All that hangs on `token`, itself too, in order.
    pub(super) fn subtree(&self, token: usize) -> Vec<usize> {
        let mut found = vec![token];
        let mut at = 0;
        while at < found.len() && found.len() <= self.doc.tokens.len() {
            found.extend(&self.children[found[at]]);
            at += 1;
        }
        found.sort_unstable();
        found.dedup();
        found
    }
    pub(super) fn is_word(&self, token: usize) -> bool {
        self.lower[token].chars().any(char::is_alphanumeric)
    }
    /// A full stop, question or exclamation mark.
    pub(super) fn is_stop(&self, token: usize) -> bool {
        matches!(self.lower[token].as_str(), "." | "?" | "!" | "…" | "...")
    }
    pub(super) fn is_mark(&self, token: usize) -> bool {
        matches!(self.lower[token].as_str(), "\"" | "“" | "”" | "``" | "''" | "«" | "»" | "'" | "‘" | "„")
    }
    pub(super) fn is_auxiliary(&self, token: usize) -> bool {
        const AUXILIARIES: &[&str] = &[
            "has", "have", "had", "is", "are", "was", "were", "be", "been", "being", "will", "would", "can", "could", "may", "might",
            "shall", "should", "must", "do", "does", "did", "'s", "'re", "'ve", "'d", "'ll", "ca", "wo",
        ];
        self.upos(token) == "AUX" || AUXILIARIES.contains(&self.lower(token))
    }
    pub(super) fn is_negation(&self, token: usize) -> bool {
        matches!(self.lower(token), "not" | "n't" | "never" | "nor" | "neither" | "no" | "hardly")
    }
    pub(super) fn is_adverb(&self, token: usize) -> bool {
        const ADVERBS: &[&str] = &[
            "also",
            "later",
            "earlier",
            "then",
            "now",
            "again",
            "once",
            "twice",
            "previously",
            "further",
            "first",
            "both",
            "all",
            "still",
            "just",
            "even",
            "often",
            "always",
            "only",
            "since",
            "yet",
            "soon",
            "thus",
            "meanwhile",
            "too",
        ];
        let word = self.lower(token);
        self.upos(token) == "ADV"
            || self.is_negation(token)
            || (self.upos(token) == "X" && (ADVERBS.contains(&word) || (word.ends_with("ly") && word.len() > 4 && !self.is_large(token))))
    }
    pub(super) fn is_large(&self, token: usize) -> bool {
        self.doc.tokens[token].form.starts_with(char::is_uppercase)
    }
    /// A capital that is not owed to the sentence's start, as a name has it.
    pub(super) fn is_large_inside(&self, token: usize) -> bool {
        self.is_large(token) && !self.is_sentence_start(token) && self.doc.tokens[token].form.chars().skip(1).any(char::is_lowercase)
    }
    /// A word that no simple noun phrase holds.
    fn ends_phrase(&self, token: usize) -> bool {
        const BREAKS: &[&str] = &[
            "that",
            "but",
            "while",
            "whilst",
            "when",
            "as",
            "after",
            "before",
            "because",
            "although",
            "though",
            "if",
            "since",
            "until",
            "whether",
            "where",
            "amid",
            "despite",
            "during",
            "said",
            "says",
            "saying",
            "told",
            "however",
            "meanwhile",
            "than",
            "so",
        ];
        matches!(self.upos(token), "VERB" | "SCONJ")
            || self.is_mark(token)
            || BREAKS.contains(&self.lower(token))
            || self.is_auxiliary(token)
    }
    /// The noun phrase that ends just before `end`, back to `floor`, with appositions between commas.
    pub(super) fn phrase_before(&self, end: usize, floor: usize) -> Option<Range<usize>> {
        let mut at = end;
        while at > floor && self.is_comma(at - 1) {
            at -= 1;
        }
        // A comma just before the verb closes an apposition or a relative clause: the phrase begins before the comma that opens it.
        if at < end {
            let opener = (floor..at).rev().find(|token| self.is_comma(*token))?;
            return self.phrase_before(opener, floor).map(|phrase| phrase.start..at);
        }
        let mut start = end;
        while start > floor
            && !self.ends_phrase(start - 1)
            && (self.is_word(start - 1) || matches!(self.lower(start - 1), "-" | "&" | "'s" | "'" | "’"))
        {
            start -= 1;
        }
        while start < end
            && (self.is_adverb(start) || matches!(self.lower(start), "and" | "but" | "or" | "in" | "on" | "at" | "for" | "," | "-"))
        {
            start += 1;
        }
        (start < end).then_some(start..end)
    }
    /// The noun phrase that begins at `start`, up to `ceiling`.
    pub(super) fn phrase_after(&self, start: usize, ceiling: usize) -> Option<Range<usize>> {
        const INSIDE: &[&str] = &["of", "for", "from", "and", "'s", "&", "-", "to", "with"];
        const STOPS: &[&str] = &[
            "in",
            "on",
            "at",
            "after",
            "during",
            "when",
            "while",
            "who",
            "which",
            "that",
            "as",
            "by",
            "before",
            "about",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "yesterday",
            "today",
            "last",
            "late",
            "early",
            "this",
        ];
        let mut end = start;
        while end < ceiling && (self.is_word(end) || INSIDE.contains(&self.lower(end)) || self.lower(end) == ".") {
            // `told Sahel Today`
            let of_name = matches!(self.lower(end), "today" | "this" | "late" | "last")
                && self.is_large(end)
                && end > start
                && self.is_large(end - 1);
            let stops =
                end > start && STOPS.contains(&self.lower(end)) && !of_name && !(self.lower(end - 1) == "-" && self.doc.is_joined(end - 1));
            // `the state-run daily`, `the call-in show`
            let joined = |hyphen: usize| self.lower.get(hyphen).is_some_and(|mark| mark == "-") && self.doc.is_joined(hyphen);
            let within = joined(end + 1) || end > start && joined(end - 1);
            let is_break = self.ends_phrase(end) && !INSIDE.contains(&self.lower(end)) && !within;
            let is_stop = self.lower(end) == "." && (end == start || self.lower(end - 1).chars().count() > 1);
            if stops || is_break || is_stop {
                break;
            }
            end += 1;
        }
        while end > start && (INSIDE.contains(&self.lower(end - 1)) && self.lower(end - 1) != "'s" || self.is_adverb(end - 1)) {
            end -= 1;
        }
        (start < end).then_some(start..end)
    }
    pub(super) fn is_comma(&self, token: usize) -> bool {
        match self.lower(token) {
            "," | "--" | "—" | "(" | ")" => true,
            // Not within `the Kabar-24 channel`.
            "-" | "–" => !self.doc.is_joined(token),
            _ => false,
        }
    }
    /// Tokens without punctuation and marks at either end.
    pub(super) fn trimmed(&self, tokens: &[usize]) -> Vec<usize> {
        let is_edge = |token: &usize| !self.is_word(*token) && self.lower(*token) != "'s" && !matches!(self.lower(*token), "$" | "%");
        let start = tokens.iter().position(|token| !is_edge(token)).unwrap_or(tokens.len());
        let end = tokens.iter().rposition(|token| !is_edge(token)).map_or(start, |last| last + 1);
        tokens[start..end].to_vec()
    }
    /// Tokens without a conjunction, comma or other loose word at the end, as cutting leaves them; quotation marks stay.
    pub(super) fn trimmed_run(&self, tokens: &[usize]) -> Vec<usize> {
        let is_loose = |token: &usize| matches!(self.lower(*token), "and" | "but" | "or" | "," | ";" | "-" | "--" | "–" | "—");
        let end = tokens.iter().rposition(|token| !is_loose(token)).map_or(0, |last| last + 1);
        if end == 0 { tokens.to_vec() } else { tokens[..end].to_vec() }
    }
    /// Spans of runs of tokens. Punctuation alone does not break a run.
    pub(super) fn spans(&self, tokens: &[usize]) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let mut last = None;
        for token in tokens {
            let span = self.doc.tokens[*token].span;
            match (last, spans.last_mut()) {
                (Some(before), Some(run)) if *token <= before + 1 && self.paragraph_of(before) == self.paragraph_of(*token) => {
                    *run = run.cover(span)
                }
                _ => spans.push(span),
            }
            last = Some(*token);
        }
        spans
    }
}
