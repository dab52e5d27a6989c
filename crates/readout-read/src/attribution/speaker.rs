//! Who speaks: from the words of a source to an entity of the report.

use super::find::Found;
use super::view::View;
use crate::mention::Cast;
use readout_core::{EntityId, EntityType, MentionKind};

/// What is known of a speaker.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Speaker {
    pub(super) entity: Option<EntityId>,
    /// The name where there is one, else the words of the source.
    pub(super) name: String,
}

/// The head word of a run of tokens: the one that hangs on none of the others.
pub(super) fn head_of(view: &View<'_>, tokens: &[usize]) -> Option<usize> {
    if !view.has_tree {
        return tokens.last().copied();
    }
    tokens.iter().copied().find(|token| view.doc.head(*token).is_none_or(|head| !tokens.contains(&head)) && view.is_word(*token))
}

/// The entity that a run of tokens refers to.
///
/// A person's name wins over the office before it (`spokeswoman Mara Todor`), the phrase's own head over everything that only belongs to it
/// (`the government's spokesman`).
pub(super) fn entity_of(view: &View<'_>, cast: &Cast, tokens: &[usize]) -> Option<EntityId> {
    let (first, last) = (*tokens.first()?, *tokens.last()?);
    let extent = view.doc.tokens[first].span.cover(view.doc.tokens[last].span);
    let head = head_of(view, tokens)?;
    let relative = matches!(view.lower(head), "who" | "which" | "that");
    if relative && view.has_tree {
        // The verb of the relative clause hangs on the noun it tells of.
        let antecedent = view
            .doc
            .head(head)
            .and_then(|verb| {
                std::iter::successors(Some(verb), |at| view.doc.head(*at)).find(|at| view.doc.tokens[*at].deprel == "acl:relcl")
            })
            .and_then(|verb| view.doc.head(verb));
        if let Some(entity) = antecedent.and_then(|antecedent| cast.entity_at(antecedent)) {
            return Some(entity);
        }
    }
    let at_head = cast.mention_at(head);
    if let Some(mention) = at_head.filter(|mention| mention.entity.is_some() && mention.kind != MentionKind::Nominal) {
        return mention.entity;
    }
    // Names of people within the phrase that are the same as its head: appositions and what is flat with it.
    let names = cast.mentions.iter().filter(|mention| {
        mention.kind == MentionKind::Name
            && mention.entity_type == EntityType::PER
            && extent.contains(mention.span)
            && mention.entity.is_some()
    });
    let same = |name: usize| -> bool {
        if !view.has_tree {
            return true;
        }
        let mut at = name;
        for _ in 0..4 {
            if at == head {
                return true;
            }
            match view.relation(at) {
                "appos" | "flat" | "compound" | "conj" | "list" | "dep" => {}
                _ => return false,
            }
            let Some(next) = view.doc.head(at) else { return false };
            at = next;
        }
        at == head
    };
    if let Some(name) = names.filter(|mention| !is_owner(view, mention.head.index())).find(|mention| same(mention.head.index())) {
        return name.entity;
    }
    if let Some(entity) = at_head.and_then(|mention| mention.entity) {
        return Some(entity);
    }
    let within = cast
        .mentions
        .iter()
        .filter(|mention| extent.contains(mention.span) && mention.entity.is_some() && !is_owner(view, mention.head.index()));
    let tokens_of = |mention: &&readout_core::Mention| tokens.contains(&mention.head.index());
    within
        .filter(tokens_of)
        .filter(|mention| !view.has_tree || same(mention.head.index()))
        .max_by_key(|mention| (mention.kind == MentionKind::Name, mention.span.len()))
        .and_then(|mention| mention.entity)
}

/// `Ossara's` of `Ossara's foreign minister`.
fn is_owner(view: &View<'_>, token: usize) -> bool {
    view.doc.tokens[token].deprel == "nmod:poss" || view.lower.get(token + 1).is_some_and(|next| next == "'s")
}

/// The speakers of all attributions. `outer` gives the attribution around each, which answers for `I` and `we`.
pub(super) fn speakers(view: &View<'_>, cast: &Cast, found: &[Found], outer: &[Option<usize>]) -> Vec<Speaker> {
    let mut speakers: Vec<Option<Speaker>> = vec![None; found.len()];
    for place in 0..found.len() {
        resolve(view, cast, found, outer, place, &mut speakers);
    }
    speakers.into_iter().map(Option::unwrap_or_default).collect()
}

fn resolve(view: &View<'_>, cast: &Cast, found: &[Found], outer: &[Option<usize>], place: usize, speakers: &mut [Option<Speaker>]) {
    let mut waiting = vec![place];
    while let Some(&at) = waiting.last() {
        if speakers[at].is_some() {
            waiting.pop();
            continue;
        }
        let source = &found[at].source;
        let first_person = source.len() == 1 && matches!(view.lower(source[0]), "i" | "we" | "me" | "us" | "my" | "our");
        if let Some(around) = outer[at].filter(|around| first_person && !waiting.contains(around)) {
            if let Some(speaker) = speakers[around].clone() {
                speakers[at] = Some(speaker);
            } else {
                waiting.push(around);
                continue;
            }
        } else {
            speakers[at] = Some(named(view, cast, source));
        }
        waiting.pop();
    }
}

fn named(view: &View<'_>, cast: &Cast, source: &[usize]) -> Speaker {
    let entity = entity_of(view, cast, source);
    let words = match (source.first(), source.last()) {
        (Some(first), Some(last)) => view.doc.tokens[*first].span.cover(view.doc.tokens[*last].span).of(view.doc.text).to_owned(),
        _ => String::new(),
    };
    let name = entity.map(|entity| cast.entity(entity)).filter(|entity| entity.named).map_or(words, |entity| entity.name.clone());
    Speaker { entity, name }
}
