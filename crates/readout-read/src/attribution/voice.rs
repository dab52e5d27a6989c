//! In what capacity somebody speaks: the office as of this report, the institution that speaks through a person, and sources without a name.
//!
//! Comes in: an attribution with its speaker, the cast, the offices of the report. Goes out: a [`Voice`]. A spokeswoman and her ministry are both
//! kept, she as the speaker and the ministry beside her; `three senior officials` stay without a name, and are counted.

use super::find::Found;
use super::source::{bare_phrase, head_of, is_plural};
use super::speaker::Speaker;
use super::view::View;
use crate::mention::Cast;
use crate::number::cardinal;
use readout_core::{EntityId, EntityType, Mention, MentionKind, Role, Voice};

/// The capacity in which the source of `found` speaks.
pub(super) fn voice(view: &View<'_>, cast: &Cast, roles: &[Role], found: &Found, speaker: &Speaker) -> Voice {
    let Some(head) = head_of(view, &found.source) else { return Voice::default() };
    let office = speaker.entity.and_then(|entity| office(view, roles, entity, found.head));
    let behalf = behalf(view, cast, &found.source, head).or_else(|| office.and_then(|role| role.org));
    let behalf = behalf.filter(|body| Some(*body) != speaker.entity);
    let unnamed = is_unnamed(view, cast, found, speaker, head);
    let count = unnamed.then(|| count(view, &found.source, head)).flatten();
    let person = unnamed || office.is_some() || speaker.entity.is_some_and(|entity| cast.entity(entity).entity_type == EntityType::PER);
    Voice { office: office.map(|role| role.title.clone()), behalf: behalf.filter(|_| person), unnamed, count }
}

/// The office that somebody was last said to hold before `at`, or else is said to hold later in the report.
fn office<'r>(view: &View<'_>, roles: &'r [Role], entity: EntityId, at: usize) -> Option<&'r Role> {
    let end = view.doc.tokens[at].span.end;
    // A former office is none; an acting one is.
    let held =
        |role: &&Role| role.entity == entity && !role.status.as_deref().is_some_and(|status| matches!(status, "former" | "late" | "ex"));
    let before = roles.iter().filter(held).filter(|role| role.span.start < end).max_by_key(|role| role.span.start);
    before.or_else(|| roles.iter().find(held))
}

/// `a spokeswoman for the ministry`, `the ministry's spokeswoman`, `a ministry official`: whose person the head of the source is.
fn behalf(view: &View<'_>, cast: &Cast, source: &[usize], head: usize) -> Option<EntityId> {
    let body = |mention: &&Mention| {
        mention.kind != MentionKind::Pronoun && matches!(mention.entity_type, EntityType::ORG | EntityType::GPE) && mention.entity.is_some()
    };
    let bare = bare_phrase(view, source);
    let belongs = |mention: &&Mention| {
        let own = mention.head.index();
        let for_whom = || view.children(own).iter().any(|case| matches!(view.lower(*case), "for" | "of" | "from" | "with" | "at"));
        bare.contains(&own)
            && own != head
            && view.head(own) == Some(head)
            && match view.doc.tokens[own].deprel.as_str() {
                "nmod:poss" | "compound" | "nmod:desc" => true,
                "nmod" => for_whom(),
                _ => false,
            }
    };
    cast.mentions.iter().filter(body).find(belongs).and_then(|mention| mention.entity)
}

/// The source is a person or people whom the report does not name.
fn is_unnamed(view: &View<'_>, cast: &Cast, found: &Found, speaker: &Speaker, head: usize) -> bool {
    let named = speaker.entity.is_some_and(|entity| cast.entity(entity).named);
    let names = found.source.iter().any(|token| {
        cast.mention_at(*token).is_some_and(|mention| mention.kind == MentionKind::Name && mention.entity_type == EntityType::PER)
    });
    let people = cast.mention_at(head).is_some_and(|mention| mention.entity_type == EntityType::PER && mention.kind != MentionKind::Name);
    people
        && !is_collective(view.lower(head))
        && !named
        && !names
        && !speaker.name.is_empty()
        && !matches!(view.lower(head), "i" | "we" | "you" | "nobody" | "anyone" | "everyone")
}

/// Many who speak as one, and cannot be counted: `the opposition`.
pub(super) fn is_collective(word: &str) -> bool {
    matches!(
        word,
        "opposition"
            | "government"
            | "army"
            | "military"
            | "police"
            | "public"
            | "crowd"
            | "group"
            | "coalition"
            | "leadership"
            | "side"
            | "delegation"
            | "party"
            | "team"
            | "press"
            | "media"
            | "crew"
            | "family"
            | "majority"
            | "staff"
            | "panel"
            | "committee"
            | "administration"
            | "regime"
            | "cabinet"
            | "parliament"
            | "board"
            | "ministry"
    )
}

/// `three traders`, `a senior official`; nothing for `officials` and `they`.
fn count(view: &View<'_>, source: &[usize], head: usize) -> Option<u32> {
    let several = is_plural(view, head);
    let counted = source.iter().copied().filter(|token| *token < head).find_map(|token| {
        let word = view.lower(token);
        let number = word.parse::<u32>().ok().or_else(|| cardinal(word).map(|number| number as u32))?;
        (view.upos(token) == "NUM").then_some(number)
    });
    let single = || !several && matches!(view.upos(head), "NOUN" | "PROPN") || matches!(view.lower(head), "he" | "she" | "one" | "another");
    counted.filter(|count| *count > 0).or_else(|| single().then_some(1))
}
