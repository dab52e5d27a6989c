//! What is done and not said, though its verb may tell of words elsewhere; and words that look like a cue and are none.

use super::find::Found;
use super::source::entity_of;
use super::view::View;
use crate::mention::Cast;
use readout_core::{EntityType, Mention, MentionKind};

/// What one says in sharing it.
const VIEWS: &[&str] = &[
    "view",
    "opinion",
    "concern",
    "position",
    "goal",
    "belief",
    "aim",
    "sentiment",
    "assessment",
    "interest",
    "fear",
    "vision",
    "value",
    "conviction",
    "worry",
    "hope",
    "stance",
    "conclusion",
    "doubt",
    "anger",
    "frustration",
    "commitment",
];

/// `dismissed the governor`, `summoned the ambassador`, `signed the contract`: done, and not said.
pub(super) fn is_deed(view: &View<'_>, cast: &Cast, found: &Found) -> bool {
    let object = |mention: &&Mention| {
        let head = mention.head.index();
        found.holds(head) && view.head(head) == Some(found.head) && matches!(view.relation(head), "obj" | "iobj" | "nsubj")
    };
    let plain = !found.quoted && found.content.iter().all(|token| view.quote_of[*token] == view.quote_of[found.head]);
    let clause =
        found.content.iter().any(|token| view.head(*token) == Some(found.head) && matches!(view.relation(*token), "ccomp" | "xcomp"));
    let person = || cast.mentions.iter().any(|mention| mention.entity_type == EntityType::PER && object(&mention));
    match view.doc.tokens[found.head].lemma.as_str() {
        "summon" | "sign" | "adjourn" | "convict" | "acquit" | "pardon" | "grant" | "sentence" => plain && !clause,
        // `shared her experience`, and not a view
        "share" => plain && !clause && !found.content.iter().any(|token| VIEWS.contains(&view.doc.tokens[*token].lemma.as_str())),
        // `He required surgery.`
        "require" => {
            plain && !clause && entity_of(view, cast, &found.source).is_some_and(|who| cast.entity(who).entity_type == EntityType::PER)
        }
        // `The storm claimed twelve lives.`
        "claim" => {
            plain
                && found.content.iter().any(|token| matches!(view.lower(*token), "life" | "lives") && view.head(*token) == Some(found.head))
        }
        // `the Atlantic think tank`
        "think" => view.lower.get(found.head + 1).is_some_and(|next| matches!(next.as_str(), "tank" | "tanks")),
        // `Karo bin Said`: a word of a name.
        _ if view.is_large_inside(found.head) => {
            cast.mentions.iter().any(|mention| mention.kind == MentionKind::Name && view.doc.tokens_in(mention.span).contains(found.head))
        }
        "dismiss" | "release" => plain && !clause && person() && !found.content.iter().any(|token| view.lower(*token) == "as"),
        _ => false,
    }
}
