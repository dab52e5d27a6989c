//! The document all later stages read: sentences, tokens with their tree, and what the model suggests.
//!
//! Comes in: a [`Layout`]. The words go to the model in windows of whole paragraphs. Where a window ends is decided by the paragraphs'
//! content, not by their place in the report, so that a passage printed in two reports falls into the same windows and is read the same in
//! both; equal windows are encoded once. Goes out: a [`Doc`], with all places counted in the whole report and every sentence a tree with
//! one root, whatever the model said.

use crate::text::{LaidWord, Layout};
use readout_core::{Finding, Report, Span, Token, TokenRange};
use readout_model::{Analysis, AttributionSpans, Boundary, MentionHead, Model, NameSpan, Window, Word};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// One report's words with their syntax. The document owns; everything else points into it.
#[derive(Clone, Debug)]
pub struct Doc<'a> {
    /// The report.
    pub report: &'a Report,
    /// The report's text.
    pub text: &'a str,
    /// Paragraphs.
    pub paragraphs: Vec<Span>,
    /// Sentences.
    pub sentences: Vec<Sentence>,
    /// Tokens of the whole report; `head` counts in the whole report.
    pub tokens: Vec<Token>,
    /// Sentence of each token.
    pub sentence_of: Vec<usize>,
    /// Names as the model sees them; word places count in the whole report.
    pub names: Vec<NameSpan>,
    /// Mention heads as the model sees them; likewise.
    pub mention_heads: Vec<MentionHead>,
    /// Attributions as the model sees them; likewise.
    pub attributions: Vec<AttributionSpans>,
    /// A vector for each sentence, or empty.
    pub sentence_vectors: Vec<Vec<f32>>,
}

/// A sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where.
    pub span: Span,
    /// Its tokens.
    pub tokens: TokenRange,
    /// Its paragraph.
    pub paragraph: usize,
}

/// The most word pieces in a window, without those that stand at its ends (`docs/design/model.md`).
const WINDOW_PIECES: usize = 254;
/// One paragraph in this many ends a window by its content. With three, windows hold about three paragraphs of news and two reports fall
/// back into step soon after they part.
const ENDS_ONE_IN: u64 = 3;
/// Windows handed to the model at once, which bounds memory on long reports.
const BATCH: usize = 256;

/// Runs the model over the laid-out words.
pub fn parse<'a>(report: &'a Report, layout: Layout, model: &dyn Model, findings: &mut Vec<Finding>) -> Doc<'a> {
    let Layout { paragraphs, words } = layout;
    if !reads_as_english(&words) {
        findings.push(Finding::report("language-not-read", "the text does not look English: only what rules can find is read"));
    }
    let ranges = windows(&words, model);
    let (analyses, analysis_of) = analyse(&words, &ranges, model);
    let mut doc = Doc {
        report,
        text: report.text.as_str(),
        paragraphs,
        sentences: Vec::new(),
        tokens: Vec::with_capacity(words.len()),
        sentence_of: Vec::with_capacity(words.len()),
        names: Vec::new(),
        mention_heads: Vec::new(),
        attributions: Vec::new(),
        sentence_vectors: Vec::new(),
    };
    for (range, analysis) in ranges.into_iter().zip(analysis_of) {
        doc.add_window(&words[range], &analyses[analysis]);
    }
    doc.span_sentences();
    crate::clause::mend(&mut doc);
    if doc.sentence_vectors.len() != doc.sentences.len() {
        doc.sentence_vectors.clear();
    }
    doc
}

/// Function words of English; about two words of five are among them in news.
const FUNCTION_WORDS: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have", "he", "her", "his", "in", "is",
    "it", "its", "not", "of", "on", "or", "that", "the", "their", "they", "this", "to", "was", "we", "were", "which", "who", "will",
    "with", "would",
];
/// A text with a smaller share of function words than this, in per cent, is not English. English news has 30 to 45, lists and headlines 15.
const LEAST_FUNCTION_WORDS: usize = 8;
/// Other languages share single ones: `a` and `on` in French, `in` and `was` in German.
const LEAST_DIFFERENT: usize = 6;

fn reads_as_english(words: &[LaidWord]) -> bool {
    let letters = words.iter().take(2_000).filter(|word| word.form.chars().all(char::is_alphabetic));
    let (mut n_words, mut n_function) = (0, 0);
    let mut different = BTreeSet::new();
    for word in letters {
        n_words += 1;
        let small = word.form.to_lowercase();
        if let Some(known) = FUNCTION_WORDS.iter().find(|known| **known == small) {
            n_function += 1;
            different.insert(*known);
        }
    }
    n_words < 40 || (n_function * 100 >= n_words * LEAST_FUNCTION_WORDS && different.len() >= LEAST_DIFFERENT)
}

/// What a window cannot be cut inside: a paragraph, a sentence of a long paragraph, a part of an endless sentence.
struct Atom {
    words: Range<usize>,
    pieces: usize,
    /// Its content says that a window ends after it.
    ends: bool,
}

/// Cuts the words into windows.
fn windows(words: &[LaidWord], model: &dyn Model) -> Vec<Range<usize>> {
    let pieces: Vec<usize> = words.iter().map(|word| model.pieces(&word.form).max(1)).collect();
    let mut windows: Vec<Range<usize>> = Vec::new();
    let mut room = 0;
    for atom in atoms(words, &pieces) {
        match windows.last_mut() {
            Some(window) if atom.pieces <= room => window.end = atom.words.end,
            _ => {
                windows.push(atom.words);
                room = WINDOW_PIECES;
            }
        }
        room = if atom.ends { 0 } else { room.saturating_sub(atom.pieces) };
    }
    windows
}

fn atoms(words: &[LaidWord], pieces: &[usize]) -> Vec<Atom> {
    let mut atoms = Vec::new();
    for paragraph in runs(0..words.len(), |place| words[place].boundary == Boundary::Paragraph) {
        if pieces[paragraph.clone()].iter().sum::<usize>() <= WINDOW_PIECES {
            atoms.push(atom(words, pieces, paragraph));
            continue;
        }
        for sentence in runs(paragraph, |place| words[place].boundary == Boundary::Sentence) {
            let mut from = sentence.start;
            let mut sum = 0;
            for place in sentence.clone() {
                if sum + pieces[place] > WINDOW_PIECES && place > from {
                    atoms.push(atom(words, pieces, from..place));
                    (from, sum) = (place, 0);
                }
                sum += pieces[place];
            }
            atoms.push(atom(words, pieces, from..sentence.end));
        }
    }
    atoms
}

fn atom(words: &[LaidWord], pieces: &[usize], range: Range<usize>) -> Atom {
    // FNV-1a, written out so that windows are the same on every machine and in every version.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for word in &words[range.clone()] {
        for byte in word.form.bytes().chain([b' ']) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Atom { pieces: pieces[range.clone()].iter().sum(), ends: (hash >> 32).is_multiple_of(ENDS_ONE_IN), words: range }
}

/// Splits a range before each place, but the first, that `begins` a run.
fn runs(range: Range<usize>, begins: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = range.start;
    for place in range.start + 1..range.end {
        if begins(place) {
            found.push(from..place);
            from = place;
        }
    }
    if from < range.end {
        found.push(from..range.end);
    }
    found
}

/// Reads each different window once; gives the analyses and, for each window, which is its.
fn analyse(words: &[LaidWord], ranges: &[Range<usize>], model: &dyn Model) -> (Vec<Analysis>, Vec<usize>) {
    let mut known: HashMap<Vec<(&str, bool, u8)>, usize> = HashMap::new();
    let mut different: Vec<Window<'_>> = Vec::new();
    let mut analysis_of = Vec::with_capacity(ranges.len());
    for range in ranges {
        let words = &words[range.clone()];
        let key = words.iter().map(|word| (word.form.as_str(), word.space_before, word.boundary as u8)).collect();
        analysis_of.push(*known.entry(key).or_insert_with(|| {
            let words = words.iter().map(|word| Word { form: &word.form, space_before: word.space_before, boundary: word.boundary });
            different.push(Window { words: words.collect() });
            different.len() - 1
        }));
    }
    (different.chunks(BATCH).flat_map(|batch| model.read(batch)).collect(), analysis_of)
}

impl Doc<'_> {
    /// Adds a window's words and what the model says of them, with places counted from the report's start.
    fn add_window(&mut self, words: &[LaidWord], analysis: &Analysis) {
        let first = self.tokens.len();
        let sentences_before = self.sentences.len();
        for (place, (word, seen)) in words.iter().zip(&analysis.words).enumerate() {
            if place == 0 || seen.sentence_start || word.boundary == Boundary::Paragraph {
                let at = first + place;
                self.sentences.push(Sentence { span: word.span, tokens: TokenRange { start: at, end: at }, paragraph: word.paragraph });
            }
            let sentence = self.sentences.len() - 1;
            self.sentences[sentence].tokens.end = first + place + 1;
            self.sentence_of.push(sentence);
            self.tokens.push(Token {
                span: word.span,
                form: word.form.clone(),
                lemma: crate::lemma::lemma(&word.form, &seen.upos, &seen.lemma),
                upos: seen.upos.clone().into_owned(),
                feats: seen.feats.clone().into_owned(),
                head: seen.head.map_or(-1, |head| i32::try_from(first + head).unwrap_or(-1)),
                deprel: seen.deprel.clone().into_owned(),
            });
        }
        for sentence in sentences_before..self.sentences.len() {
            self.plant(self.sentences[sentence].tokens);
        }
        let moved = |range: &Range<usize>| first + range.start..first + range.end;
        let all_moved = |ranges: &[Range<usize>]| ranges.iter().map(moved).collect::<Vec<_>>();
        self.names.extend(analysis.names.iter().map(|name| NameSpan { words: moved(&name.words), ..name.clone() }));
        self.mention_heads.extend(analysis.mentions.iter().map(|mention| MentionHead { word: first + mention.word, ..mention.clone() }));
        self.attributions.extend(analysis.attributions.iter().map(|spans| AttributionSpans {
            source: all_moved(&spans.source),
            cue: all_moved(&spans.cue),
            content: all_moved(&spans.content),
            score: spans.score,
        }));
        self.sentence_vectors.extend(analysis.sentence_vectors.iter().cloned());
    }

    /// Makes the tokens of one sentence a tree with one root: later stages walk it and must come to an end.
    fn plant(&mut self, tokens: TokenRange) {
        let inside = |head: i32| usize::try_from(head).ok().filter(|head| tokens.contains(*head));
        let root = tokens.range().find(|token| inside(self.tokens[*token].head).is_none()).unwrap_or(tokens.start);
        for token in tokens.range() {
            if token == root {
                self.tokens[token].head = -1;
                "root".clone_into(&mut self.tokens[token].deprel);
            } else if inside(self.tokens[token].head).is_none() || self.tokens[token].head == token as i32 {
                self.tokens[token].head = root as i32;
                "parataxis".clone_into(&mut self.tokens[token].deprel);
            }
        }
        // A walk that meets itself before the root is a circle; it is cut where it was entered.
        let mut rooted = vec![false; tokens.end - tokens.start];
        rooted[root - tokens.start] = true;
        for token in tokens.range() {
            let mut path = Vec::new();
            let mut at = token;
            while !rooted[at - tokens.start] {
                if path.contains(&at) {
                    self.tokens[at].head = root as i32;
                    break;
                }
                path.push(at);
                at = inside(self.tokens[at].head).unwrap_or(root);
            }
            path.into_iter().for_each(|seen| rooted[seen - tokens.start] = true);
        }
    }

    /// Gives each sentence the span from its first to its last token.
    fn span_sentences(&mut self) {
        for sentence in 0..self.sentences.len() {
            self.sentences[sentence].span = self.span(self.sentences[sentence].tokens);
        }
    }

    /// Tokens whose governor is `token`, in order of the text.
    pub fn children(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let range = self.sentences[self.sentence_of[token]].tokens.range();
        range.filter(move |child| self.tokens[*child].head == token as i32)
    }
    /// The governor, unless `token` is a root.
    pub fn head(&self, token: usize) -> Option<usize> {
        usize::try_from(self.tokens[token].head).ok()
    }
    /// The characters of a token.
    pub fn form(&self, token: usize) -> &str {
        &self.tokens[token].form
    }
    /// Whether no room stands on either side of a token, as of the hyphen in `Kabar-24`.
    pub fn is_joined(&self, token: usize) -> bool {
        let touches = |one: usize, other: usize| self.tokens[one].span.end == self.tokens[other].span.start;
        token > 0 && token + 1 < self.tokens.len() && touches(token - 1, token) && touches(token, token + 1)
    }
    /// The relation without its subtype: `nsubj` of `nsubj:pass`.
    pub fn relation(&self, token: usize) -> &str {
        let relation = self.tokens[token].deprel.as_str();
        relation.split(':').next().unwrap_or(relation)
    }
    /// All tokens that hang on `token`, itself among them, in order of the text.
    pub fn subtree(&self, token: usize) -> Vec<usize> {
        let mut found = vec![token];
        let mut at = 0;
        while at < found.len() {
            found.extend(self.children(found[at]));
            at += 1;
        }
        found.sort_unstable();
        found.dedup();
        found
    }
    /// The span from the first to the last of a run of tokens.
    pub fn span(&self, tokens: TokenRange) -> Span {
        let range = tokens.range();
        match (self.tokens.get(range.start), range.end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if range.start < range.end => first.span.cover(last.span),
            _ => Span::new(0, 0),
        }
    }
    /// The token that holds byte `offset`, or the first one after it.
    pub fn token_at(&self, offset: u32) -> usize {
        self.tokens.partition_point(|token| token.span.end <= offset)
    }
    /// The tokens that overlap `span`.
    pub fn tokens_in(&self, span: Span) -> TokenRange {
        let start = self.token_at(span.start);
        let end = self.tokens.partition_point(|token| token.span.start < span.end);
        TokenRange { start, end: end.max(start) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;
    use readout_model::Fake;

    fn ranges(text: &str) -> (Vec<LaidWord>, Vec<Range<usize>>) {
        let words = text::lay_out(&Report::new("r", text), &mut Vec::new()).words;
        let ranges = windows(&words, &Fake);
        (words, ranges)
    }

    fn paragraph(seed: usize) -> String {
        let words: Vec<String> = (0..20 + seed % 17).map(|place| format!("w{}", seed * 31 + place)).collect();
        format!("The {} ended.", words.join(" "))
    }

    #[test]
    fn sentences_and_tokens_cover_all_words_in_order() {
        let report = Report::new("r", "Todor left. The talks failed.\n\nVey stayed.");
        let doc = parse(&report, text::lay_out(&report, &mut Vec::new()), &Fake, &mut Vec::new());
        let sentences: Vec<&str> = doc.sentences.iter().map(|sentence| sentence.span.of(doc.text)).collect();
        assert_eq!(sentences, ["Todor left.", "The talks failed.", "Vey stayed."]);
        assert_eq!(doc.sentence_of, [0, 0, 0, 1, 1, 1, 1, 2, 2, 2]);
        assert!(doc.sentences.iter().all(|sentence| sentence.tokens.range().filter(|token| doc.head(*token).is_none()).count() == 1));
    }

    #[test]
    fn a_shared_passage_falls_into_the_same_windows() {
        let shared: Vec<String> = (100..130).map(paragraph).collect();
        let texts = [3, 8].map(|n_before| {
            let before = (0..n_before).map(|place| paragraph(place + n_before * 50));
            before.chain(shared.iter().cloned()).collect::<Vec<_>>().join("\n\n")
        });
        let contents = texts.map(|text| {
            let (words, ranges) = ranges(&text);
            ranges.into_iter().map(|range| words[range].iter().map(|word| word.form.clone()).collect::<Vec<_>>()).collect::<Vec<_>>()
        });
        let common = contents[0].iter().filter(|window| contents[1].contains(window)).count();
        assert!(common * 10 >= contents[0].len() * 7, "{common} windows of {} are the same", contents[0].len());
    }

    #[test]
    fn windows_are_bounded_whatever_comes() {
        let endless = "word ".repeat(5_000);
        let long = "The talks ended. ".repeat(1_000);
        for text in [endless.as_str(), &long, &format!("{endless}.\n\n{long}"), "", "x"] {
            let (words, ranges) = ranges(text);
            assert!(ranges.iter().all(|range| !range.is_empty() && range.len() <= WINDOW_PIECES));
            assert_eq!(ranges.iter().map(ExactSizeIterator::len).sum::<usize>(), words.len());
        }
    }

    #[test]
    fn a_broken_tree_is_mended() {
        let report = Report::new("r", "one two three four");
        let mut doc = parse(&report, text::lay_out(&report, &mut Vec::new()), &Fake, &mut Vec::new());
        for (token, head) in [(0, 1), (1, 0), (2, 9), (3, 3)] {
            doc.tokens[token].head = head;
        }
        doc.plant(TokenRange { start: 0, end: 4 });
        assert_eq!(doc.tokens.iter().filter(|token| token.head == -1).count(), 1);
        assert_eq!(doc.subtree(2).len(), 4);
    }

    #[test]
    fn another_language_is_said() {
        let other = ["Der Minister sagte am Montag dass er nicht kommen werde ", "Le ministre a dit lundi que on verra as in "];
        for text in other {
            let mut findings = Vec::new();
            let report = Report::new("r", text.repeat(8));
            parse(&report, text::lay_out(&report, &mut findings), &Fake, &mut findings);
            assert_eq!(findings[0].code, "language-not-read");
        }
        let mut findings = Vec::new();
        let report =
            Report::new("r", "The minister said on Monday that it was not for him to say with whom the talks would be held ".repeat(3));
        parse(&report, text::lay_out(&report, &mut findings), &Fake, &mut findings);
        assert!(findings.is_empty(), "{findings:?}");
    }
}
