//! Turns of a transcript: `WALLIS: Will he come?` and `TODOR: He will not.`, a paragraph each.
//!
//! A label is a name that the report has, or words in capitals, before a colon at the beginning of a paragraph. One label proves nothing (`NOTE:`,
//! `LONDON:`): a transcript has at least three turns of at least two people, one of whom speaks again.

use super::find::{Found, Shape};
use super::speaker::Speaker;
use super::view::View;
use crate::mention::Cast;
use readout_core::{Entity, EntityType, Manner, TokenRange};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The most words of a label.
const MOST_WORDS: usize = 6;

/// All turns, in order.
pub(super) fn turns(view: &View<'_>, cast: &Cast) -> Vec<Found> {
    let mut paragraphs: BTreeMap<usize, Range<usize>> = BTreeMap::new();
    for token in 0..view.lower.len() {
        paragraphs.entry(view.paragraph_of(token)).or_insert(token..token).end = token + 1;
    }
    let paragraphs: Vec<Range<usize>> = paragraphs.into_values().collect();
    let mut labels: Vec<Option<Range<usize>>> = paragraphs.iter().map(|paragraph| label(view, cast, paragraph.clone())).collect();
    // All labels of a transcript are in capitals, or none is: `Todor: Talks “over”` is its title.
    let shouted = |label: &Range<usize>| is_shouted(&words_of(view, label.clone()));
    let n_shouted = labels.iter().flatten().filter(|label| shouted(label)).count();
    let most = n_shouted * 2 > labels.iter().flatten().count();
    labels.iter_mut().for_each(|label| *label = label.take().filter(|label| shouted(label) == most));
    let mut said: BTreeMap<String, usize> = BTreeMap::new();
    for label in labels.iter().flatten() {
        *said.entry(view.lower[label.clone()].join(" ")).or_default() += 1;
    }
    let n_turns: usize = said.values().sum();
    if n_turns < 3 || said.len() < 2 || said.values().all(|n| *n < 2) {
        return Vec::new();
    }
    let last = labels.iter().rposition(Option::is_some).unwrap_or_default();
    let mut found: Vec<Found> = Vec::new();
    for (place, paragraph) in paragraphs.into_iter().enumerate() {
        let words = |tokens: Range<usize>| tokens.filter(|token| !is_quotation_mark(view, *token));
        match &labels[place] {
            Some(label) => found.push(Found {
                source: label.clone().collect(),
                cue: vec![label.end],
                content: words(label.end + 1..paragraph.end).collect(),
                head: label.end,
                manner: Manner::Says,
                negated: false,
                quoted: true,
                audience: Vec::new(),
                shape: Shape::Turn,
            }),
            // Whoever speaks goes on until somebody else does; what follows the last turn may be the report's own again.
            None if place < last && !is_aside(view, paragraph.clone()) => {
                if let Some(turn) = found.last_mut() {
                    turn.content.extend(words(paragraph));
                }
            }
            None => {}
        }
    }
    found
}

/// Takes the turns for what their paragraphs attribute; what is attributed inside one stays.
pub(super) fn add(found: &mut Vec<Found>, turns: Vec<Found>) {
    let labels: BTreeSet<usize> = turns.iter().flat_map(|turn| turn.source.iter().chain(&turn.cue)).copied().collect();
    found.retain(|other| !other.source.iter().chain(&other.cue).any(|token| labels.contains(token)));
    found.extend(turns);
}

/// The name in full of whoever a label in capitals means: `TODOR` is the one Mara Todor of the report.
pub(super) fn name(view: &View<'_>, cast: &Cast, found: &[Found], speakers: &mut [Speaker]) {
    for (turn, speaker) in found.iter().zip(speakers).filter(|(turn, _)| turn.shape == Shape::Turn) {
        let label: Vec<&str> = turn.source.iter().map(|token| view.lower(*token)).collect();
        let meant = |entity: &&Entity| {
            let name = entity.name.to_lowercase();
            let words: Vec<&str> = name.split(' ').collect();
            let small = entity.name.chars().any(char::is_lowercase);
            entity.named && entity.entity_type == EntityType::PER && small && words.ends_with(&label)
        };
        let mut known = cast.entities.iter().filter(meant);
        if let Some(entity) = known.next().filter(|_| known.next().is_none()) {
            *speaker = Speaker { entity: Some(entity.id), name: entity.name.clone() };
        }
    }
}

/// The label that opens a paragraph: up to the colon, which words follow.
fn label(view: &View<'_>, cast: &Cast, paragraph: Range<usize>) -> Option<Range<usize>> {
    let start = paragraph.clone().find(|token| !is_quotation_mark(view, *token))?;
    let colon = (start + 1..paragraph.end.min(start + MOST_WORDS + 1)).find(|token| view.lower(*token) == ":")?;
    let words = words_of(view, start..colon);
    let long = words.iter().map(|word| word.chars().filter(|letter| letter.is_alphabetic()).count()).sum::<usize>() > 2;
    let named = || {
        let entity = cast.entity_of(view.doc.span(TokenRange { start, end: colon })).map(|entity| cast.entity(entity));
        entity.is_some_and(|entity| entity.named && matches!(entity.entity_type, EntityType::PER | EntityType::ORG))
    };
    let follows = colon + 1 < paragraph.end && (colon + 1..paragraph.end).any(|token| view.is_word(token));
    (follows && (is_shouted(&words) && long || named())).then_some(start..colon)
}

fn words_of<'v>(view: &'v View<'_>, tokens: Range<usize>) -> Vec<&'v str> {
    tokens.map(|token| view.doc.form(token)).collect()
}

fn is_shouted(words: &[&str]) -> bool {
    !words.iter().any(|word| word.chars().any(char::is_lowercase))
}

/// `(CROSSTALK)`, `[Laughter.]`: nobody's words.
fn is_aside(view: &View<'_>, paragraph: Range<usize>) -> bool {
    let mut tokens = paragraph.filter(|token| !is_quotation_mark(view, *token));
    tokens.next().is_some_and(|first| matches!(view.lower(first), "(" | "["))
}

fn is_quotation_mark(view: &View<'_>, token: usize) -> bool {
    matches!(view.lower(token), "\"" | "“" | "”" | "''" | "``")
}
