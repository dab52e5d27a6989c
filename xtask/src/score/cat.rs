//! CAT XML, the format of MEANTIME: tokens with sentence numbers, and markables that point at them.

use super::time::{attribute, unescape};
use readout_core::Span;
use std::collections::BTreeMap;
use std::path::Path;

/// Sentences that are annotated: the title and the first five.
const LAST_SENTENCE: u32 = 5;

/// The annotated part of a document.
pub(super) struct Document {
    /// Title and sentences, each a paragraph, their words set apart by blanks.
    pub text: String,
    file: String,
    tokens: BTreeMap<String, Span>,
}

/// An annotation: its attributes as they stand in the tag, and the words from its first token to its last, where it has any.
pub(super) struct Markable<'d> {
    pub head: &'d str,
    pub span: Option<Span>,
}

impl Document {
    /// Reads a file; none where it cannot be read or is no such XML.
    pub(super) fn load(path: &Path) -> Option<Self> {
        let file = std::fs::read_to_string(path).ok()?;
        let (mut text, mut tokens, mut sentence) = (String::new(), BTreeMap::new(), String::new());
        for token in file.split("<token ").skip(1) {
            let (head, after) = token.split_once('>')?;
            let word = unescape(after.split("</token>").next()?);
            let number = attribute(head, "sentence")?;
            if number.parse::<u32>().is_ok_and(|number| number > LAST_SENTENCE) {
                break;
            }
            if !text.is_empty() {
                text.push_str(if number == sentence { " " } else { "\n\n" });
            }
            sentence = number;
            tokens.insert(attribute(head, "t_id")?, Span::new(text.len(), text.len() + word.len()));
            text.push_str(&word);
        }
        Some(Self { text, file, tokens })
    }

    /// The elements of a kind, each as its attributes and what it encloses.
    pub(super) fn elements(&self, kind: &str) -> impl Iterator<Item = (&str, &str)> {
        let (open, close) = (format!("<{kind} "), format!("</{kind}>"));
        let starts: Vec<usize> = self.file.match_indices(&open).map(|(place, _)| place + open.len()).collect();
        starts.into_iter().filter_map(move |start| {
            let (head, after) = self.file[start..].split_once('>')?;
            let inner = if head.ends_with('/') { "" } else { after.split(close.as_str()).next().unwrap_or_default() };
            Some((head, inner))
        })
    }

    /// The annotations of a kind, in order of the file.
    pub(super) fn markables(&self, kind: &str) -> impl Iterator<Item = Markable<'_>> {
        self.elements(kind).map(|(head, inner)| {
            let anchors = inner.split("<token_anchor ").skip(1);
            let spans = anchors.filter_map(|anchor| self.tokens.get(&attribute(anchor, "t_id")?).copied());
            Markable { head, span: spans.reduce(Span::cover) }
        })
    }
}
