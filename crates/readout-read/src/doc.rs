//! The document all later stages read: sentences, tokens with their tree, and what the model suggests.

use crate::text::Layout;
use readout_core::{Finding, Report, Span, Token, TokenRange};
use readout_model::{AttributionSpans, MentionHead, Model, NameSpan};

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

/// Runs the model over the laid-out words.
pub fn parse<'a>(report: &'a Report, layout: Layout, _model: &dyn Model, _findings: &mut Vec<Finding>) -> Doc<'a> {
    Doc {
        report,
        text: report.text.as_str(),
        paragraphs: layout.paragraphs,
        sentences: Vec::new(),
        tokens: Vec::new(),
        sentence_of: Vec::new(),
        names: Vec::new(),
        mention_heads: Vec::new(),
        attributions: Vec::new(),
        sentence_vectors: Vec::new(),
    }
}

impl Doc<'_> {
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
