//! One list from two: what the model marks and what the rules find.
//!
//! The model knows far more cues than the lexicon, and marks only what is not inside another's content, as the corpus it learned from has it. The
//! rules know quotations, and go inside.

use super::cue::manner_of;
use super::find::Found;
use super::view::View;
use std::ops::Range;

/// Joins the rules' findings with the document's suggestions.
pub(super) fn merge(view: &View<'_>, rules: Vec<Found>) -> Vec<Found> {
    let mut merged = rules;
    for suggestion in &view.doc.attributions {
        let flat = |ranges: &[Range<usize>]| -> Vec<usize> {
            let mut tokens: Vec<usize> = ranges.iter().flat_map(Clone::clone).filter(|token| *token < view.lower.len()).collect();
            tokens.sort_unstable();
            tokens.dedup();
            tokens
        };
        let (source, cue, content) = (flat(&suggestion.source), flat(&suggestion.cue), flat(&suggestion.content));
        if cue.is_empty() || content.is_empty() {
            continue;
        }
        if merged.iter().any(|found| found.cue.iter().any(|token| cue.contains(token))) {
            continue;
        }
        let head = super::speaker::head_of(view, &cue).unwrap_or(cue[0]);
        let manner = manner_of(cue.iter().map(|token| view.lower(*token)));
        let negated = cue.iter().any(|token| view.is_negation(*token));
        merged.push(Found { source, cue, content, head, manner, negated, quoted: false, audience: Vec::new() });
    }
    merged
}
