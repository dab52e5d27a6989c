//! Who speaks in a headline: `Company denies leak`, and below it `Ostrel denied on Monday that oil had leaked`.
//!
//! Comes in: the attributions with their speakers. Goes out: the speaker of whatever a title says, where the first paragraph below says the same thing of
//! somebody: in its words, or by the same noun. A title has no article, and names nobody that the report has not.

use super::find::Found;
use super::source::{bare_phrase, head_of};
use super::speaker::Speaker;
use super::view::View;
use crate::mention::Cast;
use readout_core::EntityType;

/// The most words that a title has.
const LONGEST: usize = 20;

/// Leads descriptions without an article in the title to whoever says the same in the paragraph below.
pub(super) fn named_below(view: &View<'_>, cast: &Cast, found: &[Found], outer: &[Option<usize>], speakers: &mut [Speaker]) {
    let Some(end) = end_of_title(view) else { return };
    for place in 0..found.len() {
        let speaker = &speakers[place];
        let named = speaker.entity.is_some_and(|entity| cast.entity(entity).named);
        let bare = bare_phrase(view, &found[place].source);
        let short = (1..=3).contains(&bare.len())
            && bare.iter().all(|token| *token < end && matches!(view.upos(*token), "NOUN" | "PROPN" | "ADJ" | "PUNCT"));
        let Some(head) = head_of(view, &bare).filter(|_| found[place].head < end && short && !named) else { continue };
        let below = |other: &usize| {
            outer[*other].is_none()
                && (1..=2).contains(&view.paragraph_of(found[*other].head))
                && !speakers[*other].name.is_empty()
                && found[*other].source.iter().all(|token| *token >= end)
                && may_speak_as(view, cast, head, &speakers[*other])
        };
        let noun = view.lower(head).trim_start_matches("ex-");
        let score = |other: &usize| {
            let said = &found[*other];
            let alike = |token: &usize| said.content.iter().any(|own| is_akin(view.lower(*token), view.lower(*own)));
            let n_alike = found[place].content.iter().filter(|token| is_telling(view, **token)).filter(|token| alike(token)).count();
            let same_noun = said.source.iter().any(|token| view.lower(*token) == noun) as usize
                + speakers[*other].name.split(' ').any(|word| word.eq_ignore_ascii_case(noun)) as usize;
            let same_cue = usize::from(view.doc.tokens[said.head].lemma == view.doc.tokens[found[place].head].lemma);
            let first = usize::from(view.paragraph_of(said.head) == 1);
            (same_noun.min(1) * 2 + n_alike.min(3) + same_cue, first)
        };
        let mut all: Vec<((usize, usize), usize)> = (0..found.len()).filter(below).map(|other| (score(&other), other)).collect();
        all.sort_by_key(|(score, other)| (std::cmp::Reverse(*score), *other));
        if let Some(((score, _), other)) = all.first()
            && *score >= 2
        {
            speakers[place] = speakers[*other].clone();
        }
    }
}

/// Where the title ends: a short first paragraph without a stop.
pub(super) fn end_of_title(view: &View<'_>) -> Option<usize> {
    let end = (0..view.lower.len()).find(|token| view.paragraph_of(*token) > 0).filter(|end| *end <= LONGEST)?;
    (!(end.saturating_sub(3)..end).any(|token| view.is_stop(token))).then_some(end)
}

/// A word that tells what is said: `leak`, not `that`.
fn is_telling(view: &View<'_>, token: usize) -> bool {
    matches!(view.upos(token), "NOUN" | "PROPN" | "VERB" | "ADJ" | "NUM") && view.lower(token).len() > 2
}

/// `leak` and `leaked`.
fn is_akin(a: &str, b: &str) -> bool {
    let start = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    a == b || start >= 4 && start + 3 >= a.chars().count().min(b.chars().count())
}

/// Whether a title's noun may stand for a speaker: a body's for no person, and the other way round.
fn may_speak_as(view: &View<'_>, cast: &Cast, head: usize, speaker: &Speaker) -> bool {
    let kind = cast.mention_at(head).map(|mention| mention.entity_type);
    let Some(entity) = speaker.entity.map(|entity| cast.entity(entity)) else { return true };
    let person = kind == Some(EntityType::PER) || crate::office::is_role_noun(view.lower(head).trim_start_matches("ex-"));
    // `Tape suggests`: a thing is nobody.
    if kind.is_none() || person { !person || entity.entity_type == EntityType::PER } else { entity.entity_type != EntityType::PER }
}
